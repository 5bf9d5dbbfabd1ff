"""Who said what: look-ups in a database that `store` filled. Reading only, and light to import.

Every function takes the connection of `connect(path)`.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from quotes.models import Said, SpeakerCount
from quotes.names.name_key import name_key
from quotes.store.open_read_only import connect

__all__ = ["connect", "most_quoted", "newest", "said_by", "speakers_named", "totals", "who_said"]

NEWEST = "order by quotes.published desc, quotes.id desc limit :limit"
PERIOD = """
(:since is null or quotes.published >= :since)
and (:until is null or substr(quotes.published, 1, length(:until)) <= :until)
"""


def said_by(
    db: sqlite3.Connection,
    name: str,
    *,
    limit: int = 50,
    since: str | None = None,
    until: str | None = None,
) -> list[Said]:
    """What a person or an organisation said, newest first.

    Args:
        name: a full name or the end of one: 'Lindqvist' finds 'Zoë Lindqvist'. Case and accents do not count.
        limit: the most quotations to return.
        since, until: the first and the last day, as ISO 8601 ('2026-03', '2026-03-31').
    """
    speakers = [speaker.id for speaker in speakers_named(db, name)]
    if not speakers:
        return []
    places = ", ".join(str(speaker) for speaker in speakers)
    hits = f"select quotes.id from quotes where quotes.speaker in ({places}) and {PERIOD} {NEWEST}"
    return _said(db, hits, {"limit": limit, "since": since, "until": until})


def who_said(
    db: sqlite3.Connection,
    words: str,
    *,
    limit: int = 50,
    since: str | None = None,
    until: str | None = None,
) -> list[Said]:
    """The quotations with all these words, newest first.

    Args:
        words: any text; "words in double quotation marks" must follow each other. Never an error.
        limit, since, until: as for `said_by`.
    """
    query = all_words(words)
    if not query:
        return []
    match = "select rowid from quotes_fts where quotes_fts match :query"
    hits = f"select quotes.id from quotes where quotes.id in ({match}) and {PERIOD} {NEWEST}"
    return _said(db, hits, {"query": query, "limit": limit, "since": since, "until": until})


def speakers_named(db: sqlite3.Connection, name: str) -> list[SpeakerCount]:
    """The speakers a name can mean, most quoted first.

    Those of that full name or surname; if there are none, those whose name holds all its words.
    """
    query = all_words(name.replace('"', " "))
    if not query:
        return []
    sql = """
        select speakers.id, speakers.name, speakers.kind, speakers.key, coalesce(speaker_counts.quotes, 0) as quotes
        from speakers_fts join speakers on speakers.id = speakers_fts.rowid
        left join speaker_counts on speaker_counts.speaker = speakers.id
        where speakers_fts match ? order by quotes desc, speakers.name
    """
    rows = db.execute(sql, [query]).fetchall()
    key = name_key(name)
    named = [row for row in rows if f" {row['key']}".endswith(f" {key}")]
    named += [row for row in _also_called(db, key) if row["id"] not in {other["id"] for other in named}]
    named = sorted(named, key=lambda row: (-row["quotes"], row["name"])) or rows
    return [SpeakerCount(**{column: row[column] for column in ("id", "name", "kind", "quotes")}) for row in named]


def _also_called(db: sqlite3.Connection, key: str) -> list[sqlite3.Row]:
    """The speakers that articles, or a merge, know by this other name."""
    sql = """
        select distinct speakers.id, speakers.name, speakers.kind, coalesce(speaker_counts.quotes, 0) as quotes
        from aliases join speakers on speakers.id = aliases.speaker
        left join speaker_counts on speaker_counts.speaker = speakers.id where aliases.key = ?
    """
    return db.execute(sql, [key]).fetchall()


def newest(db: sqlite3.Connection, *, limit: int = 50) -> list[Said]:
    """The newest quotations."""
    return _said(db, f"select quotes.id from quotes {NEWEST}", {"limit": limit})


def most_quoted(db: sqlite3.Connection, *, limit: int = 50) -> list[SpeakerCount]:
    """The speakers with most quotations."""
    sql = """
        select speakers.id, speakers.name, speakers.kind, speaker_counts.quotes
        from speaker_counts join speakers on speakers.id = speaker_counts.speaker
        order by speaker_counts.quotes desc, speakers.name limit ?
    """
    return [SpeakerCount(**dict(row)) for row in db.execute(sql, [limit])]


def totals(db: sqlite3.Connection) -> dict[str, int]:
    """How many articles, quotes and speakers the database holds."""
    return {
        table: int(db.execute(sql).fetchone()[0])
        for table, sql in (
            ("articles", "select count(*) from articles"),
            ("quotes", "select coalesce(sum(quotes), 0) from outlet_counts"),
            ("speakers", "select count(*) from speakers"),
        )
    }


def all_words(text: str) -> str:
    """A full-text query of what people type: all words and "phrases", quoted so that none is syntax."""
    parts = (phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text.replace("\0", " ")))
    return " ".join(f'"{part}"' for part in parts if re.search(r"\w", part))


def _said(db: sqlite3.Connection, hits: str, parameters: dict[str, Any]) -> list[Said]:
    """The rows of `said` whose ids a select gives: it sorts ids alone, which is quicker than whole rows."""
    columns = ", ".join(f"said.{name}" for name in Said.model_fields)
    newest = "order by said.published desc, said.id desc"
    sql = f"with hits as ({hits}) select {columns} from hits join said on said.id = hits.id {newest}"
    return [Said(**dict(row)) for row in db.execute(sql, parameters)]
