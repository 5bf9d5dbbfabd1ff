"""Find rows that may be one person's, in groups around the most quoted of them, with the evidence. Read-only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from quotes.names.compare import compare, skeleton
from quotes.names.name import parse
from quotes.people.listing import Listed, listed
from quotes.people.role import against, parse_role

ALIKE = 88.0  # percent that two names must look alike to be asked about
MOST = 60  # rows of one surname that are compared with each other: the most quoted ones
NAMED_BESIDE = 20  # articles of a row that are searched for who else is named
RELATIONS = {
    "same": "the same name",
    "near": "another form of the name",
    "far": "initials, or a name left out",
    "bare": "a surname alone",
    "alike": "spelt alike",
}


class Alike(NamedTuple):
    """A row that may be the same person as another one.

    Attributes:
        who: the row.
        relation: how its name compares to the other's: 'same', 'near', 'far', 'bare' or 'alike'.
        outlets: the outlets that speak of both.
        beside: the people named beside both.
        roles: the roles that both are given.
    """

    who: Listed
    relation: str
    outlets: tuple[str, ...]
    beside: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def told(self) -> str:
        """'a surname alone; both in the Tarn Post; both beside Mona Tarn, Olaf Stein': the evidence in words."""
        found = [RELATIONS[self.relation]]
        for before, names in (("both called ", self.roles), ("both in ", self.outlets), ("both beside ", self.beside)):
            if names:
                found.append(before + ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""))
        return "; ".join(found)


class Duplicates(NamedTuple):
    """Rows that may all be the same person as `main`, the most quoted of them."""

    main: Listed
    others: tuple[Alike, ...]


def groups(db: sqlite3.Connection, words: str = "") -> list[Duplicates]:
    """The groups; those come first whose others have the most quotations.

    Args:
        words: if given, only groups with a row whose name has these words.
    """
    apart = {frozenset(map(int, pair)) for pair in db.execute("select one, other from apart").fetchall()}
    found = []
    for speakers in _places(db).values():
        found += _groups(db, speakers, apart) if len(speakers) > 1 else []
    found = list({frozenset(row.id for row in _rows(group)): group for group in found}.values())
    wanted = words.casefold().split()
    kept = [
        group for group in found if all(any(word in row.name.casefold() for row in _rows(group)) for word in wanted)
    ]
    return sorted(kept, key=lambda group: (-sum(one.who.quotes for one in group.others), group.main.name))


def asked(group: Duplicates) -> str:
    """'28 called Trump: the same as Donald Trump (1)?'"""
    names = Counter(one.who.name for one in group.others)
    called = ", ".join(f"{count} called {name}" if count > 1 else name for name, count in names.most_common(3))
    more = f" and {len(names) - 3} other names" if len(names) > 3 else ""
    return f"{called}{more}: the same as {group.main.name} ({group.main.id})?"


def _rows(group: Duplicates) -> list[Listed]:
    return [group.main, *(one.who for one in group.others)]


def _places(db: sqlite3.Connection) -> dict[str, set[int]]:
    """The rows to be found by each surname or last word; also bare surnames, and what is undecided."""
    found: dict[str, set[int]] = defaultdict(set)
    for block, speaker in db.execute(
        "select block, speaker from blocks where block >= 'p:' and block < 'p;'"
    ).fetchall():
        if block.count(":") == 1:
            found[block].add(speaker)
    for block, speaker in db.execute(
        "select block, speaker from blocks where block >= 'b:' and block < 'b;'"
    ).fetchall():
        found[f"p:{skeleton(block[2:].split('|')[0])}"].add(speaker)
    undecided = "select distinct speaker from names where why = 'undecided'"
    for speaker, name in db.execute(f"select id, name from speakers where id in ({undecided})").fetchall():
        found[f"p:{skeleton(parse(name, 'person').surname)}"].add(speaker)
    return found


def _groups(db: sqlite3.Connection, speakers: Iterable[int], apart: set[frozenset[int]]) -> list[Duplicates]:
    """Group the remaining rows around each row, the most quoted first; a row that fits two namesakes joins neither."""
    rows = sorted(listed(db, list(speakers)), key=lambda row: (_is_short(row), -row.quotes, row.id))[:MOST]
    gender = _genders(db, rows)
    related = {
        (one.id, other.id): relation
        for at, one in enumerate(rows)
        for other in rows[at + 1 :]
        if frozenset((one.id, other.id)) not in apart
        and len({gender.get(one.id), gender.get(other.id)} - {None}) < 2  # a man and a woman
        and (relation := _relation(one, other))
    }
    unclear = _unclear(related)
    found, taken = [], set[int]()
    for one in rows:
        others = [
            (other, related[one.id, other.id])
            for other in rows
            if (one.id, other.id) in related and other.id not in taken and one.id not in taken
        ]
        others = [(other, relation) for other, relation in others if relation != "same" or other.id not in unclear]
        if others:
            taken |= {other.id for other, _ in others}
            found.append(Duplicates(one, tuple(_evidence(db, one, other, relation) for other, relation in others)))
    return found


def _is_short(row: Listed) -> bool:
    """Is it one word, without titles?"""
    return " " not in parse(row.name, row.kind).key


def _genders(db: sqlite3.Connection, rows: Iterable[Listed]) -> dict[int, str]:
    sql = "select id, gender from speakers where gender is not null and id in (select value from json_each(?))"
    return dict(map(tuple, db.execute(sql, [json.dumps([row.id for row in rows])]).fetchall()))


def _unclear(related: Mapping[tuple[int, int], str]) -> set[int]:
    """Rows that share a name with two others who cannot be one person."""
    fits: dict[int, list[int]] = defaultdict(list)
    for (one, other), relation in related.items():
        if relation in ("bare", "same"):
            fits[other].append(one)
    return {other for other, ones in fits.items() if any(pair not in related for pair in combinations(ones, 2))}


def _relation(one: Listed, other: Listed) -> str | None:
    """How two names compare; None if they are of two kinds or cannot be one, or if roles speak against it."""
    from rapidfuzz import fuzz

    kinds = {one.kind, other.kind} - {"unknown"}
    if len(kinds) != 1 or not kinds <= {"person", "organisation"}:
        return None
    if one.role and other.role and against(parse_role(one.role), parse_role(other.role)):
        return None
    mine, theirs = parse(one.name, one.kind), parse(other.name, other.kind)
    level = compare(mine, theirs)
    if level == "bare" and not mine.given and not theirs.given:
        level = "same"
    if level:
        return level
    if re.findall(r"\d+", mine.key) != re.findall(r"\d+", theirs.key):
        return None
    return "alike" if mine.key != theirs.key and fuzz.ratio(mine.key, theirs.key) >= ALIKE else None


def _evidence(db: sqlite3.Connection, one: Listed, other: Listed, relation: str) -> Alike:
    both = "select {0} from {1} where speaker = ? and {0} <> '' intersect select {0} from {1} where speaker = ?"
    pair = [one.id, other.id]
    outlets = tuple(row[0] for row in db.execute(both.format("outlet", "outlets"), pair).fetchall())
    roles = tuple(row[0] for row in db.execute(both.format("key", "roles"), pair).fetchall())
    shown = [
        row[0]
        for key in roles
        for row in db.execute("select role from roles where speaker = ? and key = ?", [one.id, key]).fetchall()
    ]
    return Alike(other, relation, outlets, _beside(db, one.id, other.id), tuple(shown))


def _beside(db: sqlite3.Connection, one: int, other: int) -> tuple[str, ...]:
    """The people named beside both, the rarer ones first."""
    some = "select article from names where speaker = ? order by id desc limit ?"
    sql = f"select distinct speaker from names where article in ({some})"
    mine, theirs = ({who for (who,) in db.execute(sql, [speaker, NAMED_BESIDE]).fetchall()} for speaker in (one, other))
    shared = json.dumps(sorted(mine & theirs - {one, other}))
    named = """
        select name from speakers left join speaker_counts on speaker = id
        where id in (select value from json_each(?)) and kind = 'person' order by quotes, name
    """
    return tuple(name for (name,) in db.execute(named, [shared]).fetchall())
