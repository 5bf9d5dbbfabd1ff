"""Join names again: all of them, or those of the groups that articles changed. Ids stay the same where they can."""

from __future__ import annotations

import gc
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from quotes.names.compare import fullness
from quotes.names.name import Name, parse
from quotes.names.name_key import name_key
from quotes.people import former, groups, rows
from quotes.people.cluster import Scene, cluster
from quotes.people.groups import Joinable
from quotes.people.join import WORDS, NameRow, join_label
from quotes.people.match import Mention
from quotes.people.office import RULE, SURE
from quotes.people.someone import Entry, JoinVerdict, Someone
from quotes.people.surroundings import Surroundings

if TYPE_CHECKING:
    from sqlite_utils import Database

#: What becomes of a quotation's rule when the holder of an office is meant, and when no longer.
HELD = f"""
found_rule = coalesce(found_rule, rule), found_confidence = coalesce(found_confidence, confidence),
rule = '{RULE}', confidence = round({SURE} * coalesce(found_confidence, confidence), 3)
"""
FOUND = """
rule = coalesce(found_rule, rule), confidence = coalesce(found_confidence, confidence),
found_rule = null, found_confidence = null
"""
TEXTS = 64  # the latest texts that are kept while names are joined; several questions ask for the same ones
DESCRIBED = frozenset(("organisation", "group", "document", "anonymous", "unknown"))  # kinds that words may have
LARGE, STIRRED_ENOUGH = 2000, 0.05  # a large group is joined again when this share of it is new, or once a day


def join_again(db: Database) -> tuple[int, int]:
    """Join all names again, within the caller's transaction.

    Returns:
        How many people and organisations there were, and how many there are.
    """
    before = _count(db)
    with _uncollected():
        around = Surroundings(db)
        every = groups.every(db, around)
        _write_places(db, every)
        verdicts = _join(db, around, every)
        _write(db, verdicts, None, kept={entry.speaker for entry in every.labels if entry.why == WORDS})
        _write_labels(db, every.labels)
        db.execute("delete from stirred")
        _forget(db, [*(verdict.entry for verdict in verdicts), *every.labels], "1", [])
    return before, _count(db)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from searching millions of names for cycles, again and again; there are none."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def join_stirred(db: Database) -> int:
    """Join again the groups that saved articles changed, within the caller's transaction, as if all had come at once.

    A large group waits until a twentieth of it is new, so that what an article costs does not grow; but no longer than
    until the next day.

    Returns:
        How many names of articles were looked at.
    """
    looked_at, done, around = 0, set[str](), Surroundings(db)
    for place in groups.stirred(db, LARGE, STIRRED_ENOUGH):
        if place in done:
            continue
        found, places = groups.group_of(db, around, place)
        verdicts = _join(db, around, found)
        touched = {verdict.entry.speaker for verdict in verdicts}
        _write(db, verdicts, touched, kept=_with_labels(db, touched))
        _write_labels(db, found.labels)
        _forget_those(db, [*(verdict.entry for verdict in verdicts), *found.labels])
        db.execute("delete from stirred where place in (select value from json_each(?))", [json.dumps(sorted(places))])
        done |= places
        looked_at += len(verdicts) + len(found.labels)
    return looked_at


def _write_places(db: Database, every: Joinable) -> None:
    """Set the group of each name that has none, and clean its role by today's rules."""
    unplaced = dict(map(tuple, db.execute("select id, role_key from names where place is null").fetchall()))
    roles, places = [], []
    for entry in (entry for found in (*every.groups, every.labels) for entry in found):
        role = entry.mention.role.text if entry.mention.role else None
        if role != entry.role or (entry.row in unplaced and rows.role_key(role) != unplaced[entry.row]):
            roles.append((role, rows.role_key(role), entry.row))
        if entry.row in unplaced:
            places.append((entry.place, entry.row))
    db.conn.executemany("update names set role = ?, role_key = ? where id = ?", roles)
    db.conn.executemany("update names set place = ? where id = ?", places)


def _count(db: Database) -> int:
    return int(rows.first_value(db, "select count(distinct speaker) from names"))


def _join(db: Database, around: Surroundings, found: Joinable) -> list[JoinVerdict]:
    """Decide who is meant by each name, group by group."""
    shared, text = partial(rows.shared_topics, db), lru_cache(maxsize=TEXTS)(partial(rows.text_of, db))
    scene = Scene(around.company, around.usual, partial(rows.topics_of, db), shared, text, around.outlets)
    verdicts: list[JoinVerdict] = []
    for group in found.groups:
        places = {entry.place for entry in group if entry.place}
        pinned = around.pinned(places, {entry.human for entry in group if entry.human is not None})
        verdicts += cluster(group, pinned, scene)
    return verdicts


def _with_labels(db: Database, speakers: Collection[int]) -> set[int]:
    """Those of some rows that stand for words which name nobody."""
    sql = "select distinct speaker from names where why = ? and speaker in (select value from json_each(?))"
    return {speaker for (speaker,) in db.execute(sql, [WORDS, json.dumps(sorted(speakers))]).fetchall()}


def _label_of(db: Database, person: Someone) -> int | None:
    """The row of the same words where they name nobody: 'Republicans', which one article takes for a body's name."""
    if person.pinned or person.kind not in DESCRIBED or person.keeper or not person.names:
        return None
    sql = """
        select min(names.speaker) from aliases join speakers on speakers.id = aliases.speaker
        join names on names.speaker = speakers.id
        where aliases.key = ? and speakers.kind = ? and names.why = ?
    """
    keys = {name.key for name in person.names.values()}
    return rows.first_value(db, sql, [keys.pop(), person.kind, WORDS]) if len(keys) == 1 else None


def _old_ids(verdicts: Iterable[JoinVerdict], labels: dict[Someone, int], kept: Collection[int]) -> dict[Someone, int]:
    """Give each person the row that most of the names had, if no other person takes it.

    Args:
        labels: those who are only words that name nobody, with the rows of these words.
        kept: all rows of such words, which nobody else gets.
    """
    shared: Counter[tuple[Someone, int]] = Counter()
    order: dict[Someone, int] = {}
    for verdict in verdicts:
        order.setdefault(verdict.person, len(order))
        shared[verdict.person, verdict.entry.speaker] += 1
    ids = {person: person.id for person in order if person.pinned}
    used = {*ids.values(), *kept}
    ids |= labels
    for (person, speaker), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0][1], order[item[0][0]])):
        if person not in ids and speaker not in used:
            ids[person] = speaker
            used.add(speaker)
    return ids


def _write(
    db: Database, verdicts: Sequence[JoinVerdict], touched: Collection[int] | None, *, kept: Collection[int] = ()
) -> None:
    """Write the people as they are joined now.

    Args:
        touched: the speakers that the names had, whose names are written again; None for everybody.
        kept: rows of words that name nobody, which keep their names.
    """
    everybody = dict.fromkeys(verdict.person for verdict in verdicts)
    labels = {person: label for person in everybody if (label := _label_of(db, person)) is not None}
    ids = _old_ids(verdicts, labels, kept)
    shown: dict[Someone, Counter[Name]] = defaultdict(Counter)
    for verdict in verdicts:
        shown[verdict.person][verdict.entry.mention.name] += verdict.why not in ("surname", "initials", "spelling")
    _unlearn(db, touched, kept)
    for person, names in shown.items():
        names.update(dict.fromkeys(person.names.values(), 0))
        best = max(names, key=lambda name: (fullness(name), names[name], name.text))
        _write_person(db, person, best, ids, shown=person not in labels)
    for verdict in verdicts:
        entry, speaker = verdict.entry, ids[verdict.person]
        if speaker != entry.speaker:
            place(db, entry.article, (entry.text, entry.kind), speaker, verdict.why)
    explained = (
        (verdict.why, verdict.probability, verdict.entry.row)
        for verdict in verdicts
        if (verdict.why, verdict.probability) != (verdict.entry.why, verdict.entry.probability)
    )
    db.conn.executemany("update names set why = ?, probability = ? where id = ?", explained)


def _unlearn(db: Database, touched: Collection[int] | None, kept: Collection[int]) -> None:
    if touched is None:
        db.execute("delete from blocks")
        others = "speaker not in (select value from json_each(?))"
        db.execute(f"delete from aliases where source = ? and {others}", [rows.TEXT, json.dumps(sorted(kept))])
        for speaker, text, of in db.execute("select speaker, name, kind from aliases").fetchall():
            rows.learn(db, speaker, Mention(parse(text, of), of), source="")
        return
    some = "speaker in (select value from json_each(?)) and speaker not in (select id from speakers where pinned)"
    values = json.dumps(sorted(set(touched) - set(kept)))
    db.execute(f"delete from blocks where {some}", [values])
    db.execute(f"delete from aliases where source = ? and {some}", [rows.TEXT, values])


def _write_person(db: Database, person: Someone, best: Name, ids: dict[Someone, int], *, shown: bool) -> None:
    if person not in ids:
        ids[person] = rows.make(db, best.text, person.kind)
    elif shown and not person.pinned:
        change = "update speakers set name = ?, key = ?, kind = ? where id = ? and (name, kind) is not (?, ?)"
        key = name_key(best.text) or best.text
        db.execute(change, [best.text, key, person.kind, ids[person], best.text, person.kind])
    outlet = min(person.often, default=None)
    for name in {**person.names, **person.also}.values() or [best]:
        rows.learn(db, ids[person], Mention(name, _kind(name), outlet=outlet), findable=not person.keeper)


def _kind(name: Name) -> str:
    return name.kind if name.sure else "unknown"


def place(db: Database, article: int, named: NameRow, speaker: int, why: str) -> None:
    """Give the quotations of an article's name to this speaker."""
    name, kind = named
    where = "where article = ? and name = ? and kind = ?"
    db.execute(
        f"update names set speaker = ?, why = ?, probability = null {where}", [speaker, why, article, name, kind]
    )
    rule = HELD if why == RULE else FOUND
    quotes = f"update quotes set speaker = ?, {rule} where article = ? and speaker_name = ? and speaker_kind = ?"
    db.execute(f"{quotes} and rule is not 'correction'", [speaker, article, name, kind])
    db.execute(f"update joint_speakers set speaker = ? {where}", [speaker, article, name, kind])


def _write_labels(db: Database, labels: Sequence[Entry]) -> None:
    """Join offices again, now that all roles are known."""
    for entry in labels:
        joined = join_label(db, entry.mention)
        if joined.speaker != entry.speaker:
            place(db, entry.article, (entry.text, entry.kind), joined.speaker, joined.why)


def _forget_those(db: Database, entries: Sequence[Entry]) -> None:
    had = json.dumps(sorted({entry.speaker for entry in entries}))
    _forget(db, entries, "id in (select value from json_each(?))", [had])


def _forget(db: Database, entries: Sequence[Entry], which: str, values: list[str]) -> None:
    """Remove speakers without names and quotations; an id leads to whoever got all the names, if it is one speaker."""
    unused = "not exists (select 1 from {0} where {0}.speaker = speakers.id)"
    all_of = f"{which} and not pinned and {unused.format('quotes')} and {unused.format('names')}"
    gone = {speaker for (speaker,) in db.execute(f"select id from speakers where {all_of}", values).fetchall()}
    went: dict[int, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.speaker in gone:
            went[entry.speaker].add(int(rows.first_value(db, "select speaker from names where id = ?", [entry.row])))
    db.execute(f"delete from speakers where {all_of}", values)
    for speaker, others in went.items():
        if len(others) == 1:
            former.lead(db, speaker, *others)
