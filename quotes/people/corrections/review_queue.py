"""The review queue: the least certain quotations, undecided namesakes and likely duplicates. Read-only."""

from __future__ import annotations

import json
import re
import sqlite3
from typing import Any

from quotes.people.corrections.duplicates import asked, groups
from quotes.people.listing import Row

AROUND = 240  # characters of the article shown before and after

QUOTE = """
select quotes.id, quotes.text, quotes.kind, quotes.spans, quotes.mention, quotes.cue, quotes.speaker,
  (select said.speaker from said where said.id = quotes.id) as name, quotes.rule, quotes.confidence,
  quotes.published, quotes.outlet, quotes.article, articles.title,
  articles.text as whole
from quotes join articles on articles.id = quotes.article
"""
NAMES = "select name from names where article = ? and speaker = ?"


def doubtful(db: sqlite3.Connection, *, skip: int = 0) -> Row | None:
    """The least certain quotation that no human has corrected, after `skip` others."""
    sql = f"""{QUOTE} where quotes.id = (
        select id from quotes where rule is not 'correction' order by confidence, id limit 1 offset ?)"""
    return _quotation(db, sql, skip)


def quotation(db: sqlite3.Connection, number: int) -> Row | None:
    """One quotation in its article."""
    return _quotation(db, f"{QUOTE} where quotes.id = ?", number)


def _quotation(db: sqlite3.Connection, sql: str, value: int) -> Row | None:
    row = db.execute(sql, [value]).fetchone()
    if row is None:
        return None
    found: Row = dict(row)
    whole, spans = found.pop("whole"), json.loads(found["spans"])
    found["parts"] = parts(whole, spans)
    found["others"] = _others(db, found["article"], found["speaker"])
    names = _column(db, NAMES, found["article"], found["speaker"])
    found["named"] = named_at(whole, _paragraphs(whole, spans), names)
    return found


def parts(text: str, spans: list[list[int]]) -> list[tuple[bool, str]]:
    """The words around a quotation and its own, as (is it quoted, words), within its paragraphs.

    Of a long paragraph only the words near it are shown, with '…' where words are left out.
    """
    begin, stop = _paragraphs(text, spans)
    start, end = max(begin, spans[0][0] - AROUND), min(stop, spans[-1][1] + AROUND)
    if start > begin:
        start = text.find(" ", start, spans[0][0]) + 1 or start
    if end < stop:
        end = max(text.rfind(" ", spans[-1][1], end), spans[-1][1])
    found, at = [(False, "… ")] if start > begin else [], start
    for first, last in spans:
        found += [(False, text[at:first]), (True, text[first:last])]
        at = last
    return [part for part in [*found, (False, text[at:end]), (False, " …" if end < stop else "")] if part[1]]


def _paragraphs(text: str, spans: list[list[int]]) -> tuple[int, int]:
    """The beginning and the end of the paragraphs in which something stands."""
    stop = text.find("\n", spans[-1][1])
    return text.rfind("\n", 0, spans[0][0]) + 1, stop if stop >= 0 else len(text)


def named_at(text: str, shown: tuple[int, int], names: list[str]) -> list[tuple[bool, str]]:
    """The paragraph that says who 'she' is: the last one before those shown that names her, or else the first one.

    Empty if what is shown has the full name.

    >>> named_at("Mona Vester leads it.\\nShe was glad.", (22, 35), ["Mona Vester"])
    [(True, 'Mona Vester'), (False, ' leads it.')]
    """
    if any(name in text[shown[0] : shown[1]] for name in names):
        return []
    wanted = {*names, *(name.split()[-1] for name in names if name.split())}
    places = [
        match.span()
        for name in wanted
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
        if not shown[0] <= match.start() < shown[1]
    ]
    before = [place for place in places if place[1] <= shown[0]]
    found = max(before, key=lambda place: (place[1], place[1] - place[0]), default=min(places, default=None))
    return parts(text, [list(found)]) if found else []


def _others(db: sqlite3.Connection, article: int, speaker: int | None) -> list[Row]:
    """The other speakers of the article."""
    sql = """
        select distinct speakers.id, speakers.name from names join speakers on speakers.id = speaker
        where article = ? and speaker is not ? order by names.id limit 9
    """
    return [{"id": row[0], "name": row[1]} for row in db.execute(sql, [article, speaker]).fetchall()]


def namesake(db: sqlite3.Connection, *, skip: int = 0) -> Row | None:
    """A name that could be several people's, with these people, and where the article has it."""
    sql = """
        select speakers.id, speakers.name, names.role, articles.outlet, articles.published, articles.title,
          articles.id as article, articles.text
        from names indexed by idx_names_undecided
        join speakers on speakers.id = names.speaker join articles on articles.id = names.article
        where why = 'undecided' and not speakers.pinned order by names.id limit 1 offset ?
    """
    row = db.execute(sql, [skip]).fetchone()
    if row is None:
        return None
    found: Row = dict(row)
    found["named"] = named_at(found.pop("text"), (0, 0), [found["name"]])
    found["candidates"] = _candidates(db, found["id"])
    return found


def _candidates(db: sqlite3.Connection, speaker: int) -> list[Row]:
    """The speakers who have the same name, or the surname if only that is given."""
    sql = """
        select distinct others.speaker from aliases mine
        join aliases others on others.speaker <> mine.speaker
          and (others.key = mine.key or instr(mine.key, ' ') = 0 and others.key like '% ' || mine.key)
        where mine.speaker = ? and exists (select 1 from blocks where blocks.speaker = others.speaker) limit 9
    """
    return [summary(db, other) for (other,) in db.execute(sql, [speaker]).fetchall()]


def duplicates(db: sqlite3.Connection, *, skip: int = 0) -> Row | None:
    """A group of rows that look alike and that nobody has told apart: `main`, and `others` with the evidence."""
    found = groups(db)[skip : skip + 1]
    if not found:
        return None
    others = [summary(db, one.who.id) | {"told": one.told} for one in found[0].others]
    return {"main": summary(db, found[0].main.id), "others": others, "asked": asked(found[0])}


def summary(db: sqlite3.Connection, speaker: int) -> Row:
    """Describe a speaker in a few words: name, roles, outlets, days and the id of what they `said` last."""
    sql = """
        select id, name, kind, wikidata, (select count(*) from names where speaker = speakers.id) as articles,
          (select min(first) from outlets where speaker = speakers.id) as first,
          (select max(last) from outlets where speaker = speakers.id) as last
        from speakers where id = ?
    """
    found: Row = dict(db.execute(sql, [speaker]).fetchone())
    roles = "select role from roles where speaker = ? order by articles desc limit 4"
    outlets = "select outlet from outlets where speaker = ? and outlet <> '' order by articles desc limit 4"
    latest = "select id, published from spoken where by = ? order by published desc limit 1"
    found |= {"roles": _column(db, roles, speaker), "outlets": _column(db, outlets, speaker)}
    return found | {"said": next(iter(_column(db, latest, speaker)), None)}


def _column(db: sqlite3.Connection, sql: str, *values: Any) -> list[Any]:
    return [row[0] for row in db.execute(sql, values).fetchall()]


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Count what there is to review: quotations below a confidence of 0.8, and undecided names."""
    sure = "select count(*) from (select 1 from quotes where confidence < 0.8 and rule is not 'correction' limit 10000)"
    open_names = "select count(*) from (select 1 from names where why = 'undecided' limit 10000)"
    return {name: int(db.execute(sql).fetchone()[0]) for name, sql in (("doubtful", sure), ("namesakes", open_names))}
