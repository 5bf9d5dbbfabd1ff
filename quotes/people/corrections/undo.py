"""Undo a correction: everything is as it was, and what came since goes where it would have gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.errors import CorrectionError
from quotes.names.name import parse
from quotes.people import former, rows
from quotes.people.corrections import log, made_known, quotations
from quotes.people.corrections.log import Correction, Values
from quotes.people.corrections.speakers import KEPT
from quotes.people.match import Mention
from quotes.people.rejoin import place

if TYPE_CHECKING:
    from sqlite_utils import Database


def undo(db: Database, number: int) -> Correction:
    """Take a correction back, with all that were made as one with it.

    Raises:
        CorrectionError: no correction has that number, it is undone already, or a later one builds on it.
    """
    first = rows.first_value(db, "select coalesce(part_of, id) from corrections where id = ?", [number])
    sql = "select id from corrections where (id = ? or part_of = ?) and undone is null order by id desc"
    parts = [part for (part,) in db.execute(sql, [first, first]).fetchall()]
    undone = [_undo(db, part) for part in (parts if number in parts else [number])]
    return next(one for one in undone if one.id == number)


def _undo(db: Database, number: int) -> Correction:
    found = log.read(db, "id = ?", [number])
    if not found:
        raise CorrectionError(f"there is no correction {number}; see `quotes people corrections DB`")
    correction = found[0]
    if correction.undone:
        raise CorrectionError(f"correction {number} was undone on {correction.undone[:10]}; nothing to do")
    if later := _later(db, correction):
        raise CorrectionError(f"correction {later} builds on {number}; undo {later} first")
    db.execute("update corrections set undone = ? where id = ?", [log.now(), number])
    UNDO[correction.action](db, correction)
    made_known.only_as_said(db, correction)
    return correction


def _later(db: Database, correction: Correction) -> int | None:
    """The last later correction of the same people or the same quotation."""
    people = [one for one in (correction.speaker, correction.other) if one is not None]
    if correction.action in quotations.ACTIONS:
        where = "article = ? and quote = ?"
        sql = f"select max(id) from corrections where id > ? and undone is null and {where}"
        return rows.first_value(db, sql, [correction.id, correction.article, correction.quote])  # type: ignore[no-any-return]
    marks = ", ".join("?" * len(people))
    where = f"(speaker in ({marks}) or other in ({marks})) and action in ('merge', 'split', 'rename', 'apart')"
    sql = f"select max(id) from corrections where id > ? and undone is null and {where}"
    return rows.first_value(db, sql, [correction.id, *people, *people])  # type: ignore[no-any-return]


def _merge(db: Database, correction: Correction) -> None:
    before, keep, other = correction.before, correction.speaker or 0, correction.other or 0
    stays = _as_now(before["keep"])
    was = {column: stays[column] for column in KEPT if column in stays}
    db.execute(
        f"update speakers set {', '.join(f'{column} = ?' for column in was)} where id = ?", [*was.values(), keep]
    )
    log.insert(db, "speakers", _as_now(before["speaker"]))
    own = "select key from aliases where speaker = ? and source <> 'merge'"
    kept = {key for (key,) in db.execute(own, [keep]).fetchall()}
    theirs = {alias["key"] for alias in before["aliases"]}
    for alias in before["aliases"]:
        gone = "delete from aliases where speaker = ? and key = ? and source = 'merge'"
        db.execute(gone, [keep, alias["key"]])
        log.insert(db, "aliases", alias)
    _rows_back(db, correction)
    back = {(key, name, kind): why for key, name, kind, why in before["names"]}
    _names_back(db, keep, other, back, theirs - kept)
    by_hand = _by_hand(db, keep)
    back_to = dict.fromkeys(before["quotes"], other) | by_hand
    for quote in (quote for quote, who in back_to.items() if who == other):
        db.execute("update quotes set speaker = ? where speaker = ? and id = ?", [other, keep, quote])
    for quote, place_in_it in before.get("joint", ()):
        back_again = "update joint_speakers set speaker = ? where speaker = ? and quote = ? and place = ?"
        db.execute(back_again, [other, keep, quote, place_in_it])


def _by_hand(db: Database, keep: int) -> dict[int, int | None]:
    """The quotations of somebody to whom humans gave them, and whose they are by that, also since before a merge."""
    sql = """select quotes.id, articles.key, quotes.key from quotes join articles on articles.id = article
      where speaker = ? and rule = ?"""
    given: dict[int, int | None] = {}
    for quote, article, key in db.execute(sql, [keep, quotations.RULE]).fetchall():
        if made := log.read(db, "article = ? and quote = ? and undone is null", [article, key]):
            given[quote] = former.survivor(db, made[-1].after.get("speaker") or 0)
    return given


def _as_now(speaker: Values) -> Values:
    """Restore a speaker as it was. Before it was kept how a gender is known, only lists of known people gave one."""
    listed = {"gender_by": rows.LIST} if speaker.get("gender") and "gender_by" not in speaker else {}
    return {**speaker, **listed}


def _rows_back(db: Database, correction: Correction) -> None:
    """Give back what a merge moved: shared blocks, offices, and names that were fixed."""
    for table in ("apart", "fixed"):
        db.execute(f"delete from {table} where correction = ?", [correction.id])
    for block in correction.before["blocks"]:
        if block["block"] not in correction.before["own_blocks"]:
            db.execute("delete from blocks where speaker = ? and block = ?", [correction.speaker, block["block"]])
        log.insert(db, "blocks", block)
    for table in ("offices", "fixed"):
        for row in correction.before[table]:
            where = " and ".join(f"{column} is ?" for column in row)
            db.execute(f"delete from {table} where {where}", list((row | {"speaker": correction.speaker}).values()))
            log.insert(db, table, row)


def _names_back(db: Database, keep: int, other: int, back: dict[tuple[str, str, str], str], theirs: set[str]) -> None:
    """Give back the names that were the other's, and those that came since under a name that only the other had."""
    sql = "select articles.id, articles.key, name, kind from names join articles on articles.id = article"
    for article, key, name, kind in db.execute(f"{sql} where speaker = ?", [keep]).fetchall():
        if (key, name, kind) in back or parse(name, kind).key in theirs:
            place(db, article, (name, kind), other, back.get((key, name, kind)) or "name")


def _split(db: Database, correction: Correction) -> None:
    before, speaker, other = correction.before, correction.speaker or 0, correction.other or 0
    for table in ("fixed", "apart"):
        db.execute(f"delete from {table} where correction = ?", [correction.id])
    for row in before["fixed"]:
        same = [row[column] for column in ("article", "key", "kind")]
        db.execute("delete from fixed where article = ? and key = ? and kind = ?", same)
        log.insert(db, "fixed", row)
    for key, name, kind, why in before["names"]:
        article = rows.first_value(db, "select id from articles where key = ?", [key])
        place(db, article, (name, kind), speaker, why)
    rows.move(db, other, speaker, "name")
    for alias in before["aliases"]:
        log.insert(db, "aliases", alias)


def _rename(db: Database, correction: Correction) -> None:
    before, speaker = correction.before["speaker"], correction.speaker or 0
    name = parse(correction.after["name"], before["kind"])
    sql = "delete from aliases where speaker = ? and key = ? and source = 'rename'"
    db.execute(sql, [speaker, name.key])
    left = db.execute("select name, kind from aliases where speaker = ?", [speaker]).fetchall()
    found_at = {block for text, kind in left for block in rows.own_blocks(Mention(parse(text, kind), kind))}
    for block in {*rows.own_blocks(Mention(name, before["kind"]))} - found_at:
        db.execute("delete from blocks where speaker = ? and block = ?", [speaker, block])
    db.execute("update speakers set name = ?, key = ? where id = ?", [before["name"], before["key"], speaker])


def _apart(db: Database, correction: Correction) -> None:
    db.execute("delete from apart where correction = ?", [correction.id])


UNDO = {
    "merge": _merge,
    "split": _split,
    "apart": _apart,
    "rename": _rename,
    "speaker": quotations.restore,
    "not_quotation": quotations.restore,
}
