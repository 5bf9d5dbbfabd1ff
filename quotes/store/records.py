"""Read one quotation or one article in full. Read-only."""

from __future__ import annotations

import json
import sqlite3
from types import SimpleNamespace
from typing import Any

from quotes.models import Said
from quotes.store.said import said

PLACES = ("spans", "mention_spans", "cue_spans")
NOTE_BREAK = "; "  # between the notes of an article, in its column


def quotation(db: sqlite3.Connection, number: int) -> Said | None:
    """One quotation."""
    return next(iter(said(db, [number])), None)


def places(db: sqlite3.Connection, number: int) -> dict[str, list[tuple[int, int]]]:
    """Where a quotation, its source and its cue stand in the text of its article, as lists of `[start, end)`."""
    return _places(db.execute(f"select {', '.join(PLACES)} from quotes where id = ?", [number]).fetchone())


def article(db: sqlite3.Connection, number: int) -> SimpleNamespace | None:
    """An article with its text, `topics` and `notes`, and its `quotes` with their places.

    These are `spans`, `mention_spans` and `cue_spans`, each a list of `[start, end)`.
    """
    row = db.execute("select * from articles where id = ?", [number]).fetchone()
    if not row:
        return None
    sql = f"select id, {', '.join(PLACES)} from quotes where article = ? order by start, id"
    stands = {found["id"]: _places(found) for found in db.execute(sql, [number])}
    quotes = [SimpleNamespace(**dict(one), **stands[one.id]) for one in said(db, [*stands])]
    terms = db.execute("select term from topics where article = ? order by score desc limit 8", [number])
    notes = tuple((row["notes"] or "").split(NOTE_BREAK)) if row["notes"] else ()
    return SimpleNamespace(**dict(row) | {"notes": notes, "quotes": quotes, "topics": [term for (term,) in terms]})


def entry_keys(db: sqlite3.Connection, quotes: list[int]) -> dict[int, tuple[str, str]]:
    """What stays the same after every load, by quotation id: the article's own id, and the quotation's key."""
    sql = """
        select quotes.id, articles.key as article, quotes.key from quotes join articles on articles.id = quotes.article
        where quotes.id in (select value from json_each(?))
    """
    return {number: (article, key) for number, article, key in db.execute(sql, [json.dumps(quotes)])}


def newest_ids(db: sqlite3.Connection) -> dict[str, int]:
    """Ids to try: `quotes`, `speakers` and `articles` of the quotation that was loaded last; empty if there is none."""
    sql = """
        select id as quotes, speaker as speakers, article as articles from quotes where speaker is not null
        order by id desc limit 1
    """
    return dict(db.execute(sql).fetchone() or {})


def _places(row: Any) -> dict[str, list[tuple[int, int]]]:
    return {name: json.loads(row[name] or "[]") for name in PLACES}
