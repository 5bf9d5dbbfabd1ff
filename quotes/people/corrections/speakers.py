"""Correct people: merge, split, rename. Each correction is one row of `corrections` and can be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quotes.errors import CorrectionError
from quotes.names.compare import fullness
from quotes.names.name import parse
from quotes.names.name_key import name_key
from quotes.people import former, rows
from quotes.people.corrections import log
from quotes.people.corrections.log import By, Values
from quotes.people.match import Mention
from quotes.people.rejoin import place

if TYPE_CHECKING:
    from sqlite_utils import Database

#: The columns that a merge may change in the row that stays.
KEPT = ("name", "key", "kind", "gender", "gender_by", "wikidata", "pinned")


def merge(db: Database, one: int, two: int, by: By, *, shown: int | None = None) -> int:
    """Merge two rows into one. The row with the fuller name stays (of equal names the older row) and gets all names.

    The id of the other row leads to it.

    Args:
        shown: the one of the two whose name is to be shown; by default the one that stays.

    Returns:
        The id of the correction; its `speaker` is the row that stays, and its `other` the row that goes.

    Raises:
        CorrectionError: they are one already, have two kinds or two Wikidata items, or a correction keeps them apart.
    """
    first, second = _speaker(db, one), _speaker(db, two)
    _check_merge(db, first, second)
    keep, gone = (first, second) if _rank(db, first) > _rank(db, second) else (second, first)
    before = _before_merge(db, keep, gone)
    named = gone if shown == gone["id"] else keep
    correction = log.write(db, "merge", by, before, {"name": named["name"]}, speaker=keep["id"], other=gone["id"])
    _take_names(db, keep["id"], before, correction)
    _stay_apart(db, keep["id"], gone["id"], correction)
    rows.move(db, gone["id"], keep["id"], "correction")
    kind = gone["kind"] if keep["kind"] == "unknown" else keep["kind"]
    sql = "update speakers set name = ?, key = ?, kind = ?, wikidata = ?, pinned = 1 where id = ?"
    db.execute(sql, [named["name"], named["key"], kind, keep["wikidata"] or gone["wikidata"], keep["id"]])
    if gone["gender_by"] == rows.LIST and keep["gender_by"] != rows.LIST:
        db.execute(
            "update speakers set gender = ?, gender_by = ? where id = ?", [gone["gender"], rows.LIST, keep["id"]]
        )
    return correction


def merge_all(db: Database, one: int, others: Sequence[int], by: By) -> int:
    """Merge several rows that are one person's. It is one decision, and is undone as one.

    Returns:
        The id of the first correction; the others are part of it.

    Raises:
        CorrectionError: nobody was chosen, or one of them cannot be merged; nothing was changed.
    """
    if not others:
        raise CorrectionError("nobody was chosen; choose those who are the same person")
    first, shown = None, one
    for other in dict.fromkeys(others):
        here = former.survivor(db, one) or one
        number = merge(db, here, other, by, shown=former.survivor(db, shown) if first else one)
        if first is not None:
            db.execute("update corrections set part_of = ? where id = ?", [first, number])
        first = first or number
    return first or 0


def apart_from_all(db: Database, one: int, others: Sequence[int], by: By) -> int:
    """Keep several rows apart from one row. It is one decision, and is undone as one.

    Raises:
        CorrectionError: nobody was chosen, or one of them is the same row.
    """
    if not others:
        raise CorrectionError("nobody was chosen; choose those who are somebody else")
    numbers = [keep_apart(db, one, other, by) for other in dict.fromkeys(others)]
    db.execute(
        "update corrections set part_of = ? where id in (select value from json_each(?))",
        [numbers[0], json.dumps(numbers[1:])],
    )
    return numbers[0]


def _rank(db: Database, speaker: Values) -> tuple[bool, tuple[int, bool], int]:
    """The row that stays in a merge: the one that a human renamed, or that with the fuller name, or the older one."""
    sql = "select 1 from aliases where speaker = ? and source = 'rename' and name = ?"
    renamed = rows.first_value(db, sql, [speaker["id"], speaker["name"]]) is not None
    return renamed, fullness(parse(speaker["name"], speaker["kind"])), -speaker["id"]


def _before_merge(db: Database, keep: Values, gone: Values) -> Values:
    before: Values = {"speaker": gone, "keep": {name: keep[name] for name in KEPT}}
    before |= {
        table: log.row_of(db, table, {"speaker": gone["id"]}) for table in ("aliases", "blocks", "offices", "fixed")
    }
    sql = (
        "select articles.key, names.name, kind, why from names join articles on articles.id = article where speaker = ?"
    )
    before["own_blocks"] = [block["block"] for block in log.row_of(db, "blocks", {"speaker": keep["id"]})]
    before["names"] = [list(row) for row in db.execute(sql, [gone["id"]]).fetchall()]
    before["quotes"] = [q for (q,) in db.execute("select id from quotes where speaker = ?", [gone["id"]]).fetchall()]
    jointly = "select quote, place from joint_speakers where speaker = ?"
    before["joint"] = [list(row) for row in db.execute(jointly, [gone["id"]]).fetchall()]
    return before


def _take_names(db: Database, keep: int, before: Values, correction: int) -> None:
    """Fix all names of the removed speaker to the one who stays, whatever is learned later."""
    for alias in before["aliases"]:
        log.insert(db, "aliases", alias | {"speaker": keep, "source": "merge"})
    for block in before["blocks"]:
        log.insert(db, "blocks", block | {"speaker": keep})
    gone = before["speaker"]["id"]
    db.execute("update or ignore offices set speaker = ? where speaker = ?", [keep, gone])
    db.execute("update fixed set speaker = ? where speaker = ?", [keep, gone])
    for article, name, kind, _ in before["names"]:
        _fix(db, (article, name, kind), keep, correction)


def _stay_apart(db: Database, keep: int, other: int, correction: int) -> None:
    """Whoever is kept apart from the removed speaker is kept apart from the other one too."""
    sql = "select iif(one = ?, other, one) from apart where one = ? or other = ?"
    for (third,) in db.execute(sql, [other, other, other]).fetchall():
        add = "insert into apart (one, other, correction) values (?, ?, ?) on conflict do nothing"
        db.execute(add, [*_pair(keep, third), correction])


def _check_merge(db: Database, one: Values, two: Values) -> None:
    pair = f"{one['name']} ({one['id']}) and {two['name']} ({two['id']})"
    if one["id"] == two["id"]:
        raise CorrectionError(f"{one['name']} ({one['id']}) is one already; name two different people to merge")
    kinds = {one["kind"], two["kind"]} - {"unknown"}
    if len(kinds) > 1:
        raise CorrectionError(f"{pair} are {' and '.join(sorted(kinds))}; only two of one kind can be merged")
    if one["wikidata"] and two["wikidata"]:
        raise CorrectionError(f"{pair} are two items of Wikidata ({one['wikidata']}, {two['wikidata']}); they stay two")
    said = rows.first_value(db, "select correction from apart where one = ? and other = ?", _pair(one["id"], two["id"]))
    if said:
        raise CorrectionError(f"{pair} are two by correction {said}; undo that first: quotes people undo DB {said}")


def _pair(one: int, other: int) -> list[int]:
    return sorted((one, other))


def keep_apart(db: Database, one: int, other: int, by: By) -> int:
    """Record that two similar speakers are two people.

    Raises:
        CorrectionError: they are one row, or a correction keeps them apart already.
    """
    first, second = _speaker(db, one), _speaker(db, other)
    if one == other:
        raise CorrectionError(f"{first['name']} ({one}) is one row; split it to make two of it")
    said = rows.first_value(db, "select correction from apart where one = ? and other = ?", _pair(one, other))
    if said:
        raise CorrectionError(
            f"{first['name']} ({one}) and {second['name']} ({other}) are two by correction {said} already"
        )
    before = {"speaker": first, "pinned": [[row["id"], row["pinned"]] for row in (first, second)]}
    correction = log.write(db, "apart", by, before, {"name": second["name"]}, speaker=one, other=other)
    db.execute("insert into apart (one, other, correction) values (?, ?, ?)", [*_pair(one, other), correction])
    db.execute("update speakers set pinned = 1 where id in (?, ?)", [one, other])
    return correction


def rename(db: Database, speaker: int, name: str, by: By) -> int:
    """Show a speaker under this name; the old ones still lead there.

    Raises:
        CorrectionError: it is not a name, or it is the speaker's name already, or somebody else's.
    """
    name, before = " ".join(name.split()), _speaker(db, speaker)
    if not any(char.isalpha() for char in name):
        raise CorrectionError(f"{name!r} is not a name; give the name that is to be shown")
    if name == before["name"]:
        raise CorrectionError(f"{name} ({speaker}) has that name already; nothing to do")
    if others := [one for one in log.named(db, name) if one != speaker]:
        raise CorrectionError(
            f"there is a {name} already: {log.describe(db, others)}; "
            f"if they are one, merge them: quotes people merge DB {others[0]} {speaker}"
        )
    correction = log.write(db, "rename", by, {"speaker": before}, {"name": name}, speaker=speaker)
    db.execute("update speakers set name = ?, key = ?, pinned = 1 where id = ?", [name, name_key(name), speaker])
    rows.learn(db, speaker, Mention(parse(name, before["kind"]), before["kind"]), source="rename")
    return correction


def split(db: Database, speaker: int, chosen: Sequence[int], by: By, *, name: str | None = None) -> int:
    """Give some of one person's rows to a new person.

    Args:
        chosen: ids of rows of `names`, each a name of one article.
        name: the new person's name; by default the name that the chosen articles use most.

    Raises:
        CorrectionError: nothing or everything was chosen, so there would be one person as before.
    """
    before = _speaker(db, speaker)
    sql = "select names.id, articles.id, articles.key, names.name, kind, why from names"
    every = db.execute(f"{sql} join articles on article = articles.id where speaker = ?", [speaker]).fetchall()
    moved = [row for row in every if row[0] in set(chosen)]
    who = f"{before['name']} ({speaker})"
    if len(every) < 2:
        raise CorrectionError(f"{who} is named in one place only; there is nothing to split")
    if not moved or len(moved) == len(every):
        count = "none" if not moved else "all"
        raise CorrectionError(f"{count} of the {len(every)} places that name {who} were chosen; choose some of them")
    other = rows.make(db, name or _most_used(moved), before["kind"], pinned=True)
    was: Values = {"speaker": before, "aliases": log.row_of(db, "aliases", {"speaker": speaker})}
    was["fixed"] = log.row_of(db, "fixed", {"speaker": speaker})
    was["names"] = [[key, text, kind, why] for _, _, key, text, kind, why in moved]
    correction = log.write(db, "split", by, was, {"name": name}, speaker=speaker, other=other)
    for row in every:
        _fix(db, row[2:5], other if row in moved else speaker, correction, again=True)
    _move_names(db, moved, other)
    gone = {parse(row[3], row[4]).key for row in moved} - {parse(r[3], r[4]).key for r in every if r not in moved}
    for key in gone:
        db.execute("delete from aliases where speaker = ? and key = ? and source = 'text'", [speaker, key])
    db.execute("insert into apart (one, other, correction) values (?, ?, ?)", [*_pair(speaker, other), correction])
    db.execute("update speakers set pinned = 1 where id = ?", [speaker])
    return correction


def _fix(db: Database, named: tuple[str, str, str], who: int, correction: int, *, again: bool = False) -> None:
    """Fix a name of an article to a speaker, whatever is learned later.

    Args:
        again: fix it even if an earlier correction says who it is.
    """
    article, name, kind = named
    same = [article, parse(name, kind).key, kind]
    sql = "insert or ignore into fixed (article, key, kind, speaker, correction) values (?, ?, ?, ?, ?)"
    db.execute(sql, [*same, who, correction])
    if again:
        db.execute("update fixed set speaker = ? where (article, key, kind) = (?, ?, ?)", [who, *same])


def _move_names(db: Database, moved: list[Any], other: int) -> None:
    for _, article, _, text, kind, _ in moved:
        place(db, article, (text, kind), other, "correction")
        rows.learn(db, other, Mention(parse(text, kind), kind), source="split")


def _most_used(moved: list[Any]) -> str:
    names = [str(row[3]) for row in moved]
    return max(names, key=lambda name: (names.count(name), len(name)))


def _speaker(db: Database, speaker: int) -> Values:
    found = log.row_of(db, "speakers", {"id": speaker})
    if not found:
        raise CorrectionError(f"there is no speaker {speaker}; find the number with `quotes people list DB NAME`")
    return found[0]
