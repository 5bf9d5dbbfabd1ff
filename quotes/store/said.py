"""What a reader sees of quotations: their rows, who says them, and where a search's words stand in them. Read-only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence

from quotes.models import Named, Said
from quotes.store import report
from quotes.store.columns import columns_of
from quotes.store.filters import Filter
from quotes.store.words import query_of

CORRECTED = "correction"  # the rule of a row that an editor corrected


def said(db: sqlite3.Connection, ids: list[int]) -> list[Said]:
    """The quotations with these ids, in this order. A database that an older version made may lack `act`."""
    held = columns_of(db, "said")
    columns = ", ".join(f"said.{name}" for name in Said.model_fields if name in held)
    sql = f"select {columns} from json_each(?) as wanted join said on said.id = wanted.value order by wanted.key"
    found = db.execute(sql, [json.dumps(ids)]).fetchall()
    others, reports = together(db, ids), report.of(db, ids)
    checked = _checked(db, [row["id"] for row in found if row["rule"] == CORRECTED])
    quotes = (
        Said(
            **dict(row),
            speakers=(*_first(db, row, others), *others.get(row["id"], ())),
            checked=checked.get(row["id"]),
        )
        for row in found
    )
    return [report.worded(quote, reports.get(quote.id)) for quote in quotes]


def _checked(db: sqlite3.Connection, ids: list[int]) -> dict[int, str]:
    """The last day on which an editor set the speaker, by quotation id, for quotations whose speaker was set."""
    sql = """
        select quotes.id, substr(max(corrections.made), 1, 10)
        from json_each(?) as wanted join quotes on quotes.id = wanted.value
        join articles on articles.id = quotes.article
        join corrections on corrections.article = articles.key and corrections.quote = quotes.key
        where corrections.undone is null and corrections.action = 'speaker' group by quotes.id
    """
    return dict(map(tuple, db.execute(sql, [json.dumps(ids)]))) if ids else {}


def together(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[Named]]:
    """Who says these quotations together with their speakers, by quotation id; most quotations have nobody here."""
    # Cross joins: in another order SQLite would read all these quotations, though few have several speakers.
    sql = """
        select distinct joint.quote, joint.speaker, speakers.name, speakers.kind
        from json_each(?) as wanted cross join joint_speakers as joint on joint.quote = wanted.value
        cross join quotes on quotes.id = joint.quote cross join speakers on speakers.id = joint.speaker
        where joint.speaker is not quotes.speaker order by joint.quote, joint.place
    """
    found: dict[int, list[Named]] = {}
    for quote, number, name, kind in db.execute(sql, [json.dumps(ids)]):
        found.setdefault(quote, []).append(Named(id=number, name=name, kind=kind))
    return found


def _first(db: sqlite3.Connection, row: sqlite3.Row, others: Collection[int]) -> Iterator[Named]:
    """Yield the speaker of a quotation; if it has several, the first."""
    if row["speaker_id"] is not None:
        joint = row["id"] in others
        sql = "select name, kind from speakers where id = ?"
        name, kind = db.execute(sql, [row["speaker_id"]]).fetchone() if joint else (row["speaker"], row["speaker_kind"])
        yield Named(id=row["speaker_id"], name=name, kind=kind)


def hits(db: sqlite3.Connection, wanted: Filter, ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    """Where the words of a search stand in the texts of quotations, as `[start, end)`, by quotation id."""
    return words_in(db, query_of(wanted.words or ""), ids)


def words_in(db: sqlite3.Connection, words: str | None, ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    if not words or not ids:
        return {}
    places = ", ".join(map(str, ids))
    sql = f"""
        select rowid, highlight(quotes_fts, 0, char(2), char(3)) from quotes_fts
        where quotes_fts match ? and rowid in ({places})
    """
    return {number: list(_between(text)) for number, text in db.execute(sql, [words])}


def _between(text: str) -> Iterator[tuple[int, int]]:
    """Yield what char(2) and char(3) enclose, as `[start, end)` of the text without these characters."""
    for number, found in enumerate(re.finditer("\x02([^\x02\x03]*)\x03", text)):
        start = found.start() - 2 * number
        yield start, start + len(found[1])
