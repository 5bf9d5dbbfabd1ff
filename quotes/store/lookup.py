"""Look up who said what in a database that `store` filled. Read-only, and light to import.

Every function takes the connection of `connect(path)`.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from quotes.models import Said, SpeakerCount
from quotes.names.name_key import name_key
from quotes.store.filters import Filter, all_words
from quotes.store.open_read_only import connect
from quotes.store.search import quotations
from quotes.store.words import query_of

__all__ = ["connect", "most_quoted", "newest", "said_by", "speakers_named", "totals", "who_said"]

#: Counts the quotations of each speaker since a day: of those who say them alone or first, and of joint speakers.
COUNTED = (
    # '+': use the index of days, not everything that any speaker ever said.
    """
    select speaker, count(*) as quotes from quotes
    where published >= :since and speaker is not null group by +speaker
    """,
    """
    select one.speaker, count(distinct one.quote) from joint_speakers as one cross join quotes on quotes.id = one.quote
    where published >= :since and one.speaker is not quotes.speaker group by one.speaker
    """,
)


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
    speakers = tuple(speaker.id for speaker in speakers_named(db, name))
    return _newest(db, limit, speakers=speakers, since=since, until=until) if speakers else []


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
        words: any text; "words in double quotation marks" must follow each other. No text is an error.
        limit, since, until: as for `said_by`.
    """
    return _newest(db, limit, words=words, since=since, until=until) if query_of(words) else []


def speakers_named(db: sqlite3.Connection, name: str) -> list[SpeakerCount]:
    """The speakers a name can mean, the most quoted first.

    They have that full name or surname; if nobody has, they have all its words in their names.
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
    """Speakers who have this as an alias, from articles or from a merge."""
    sql = """
        select distinct speakers.id, speakers.name, speakers.kind, coalesce(speaker_counts.quotes, 0) as quotes
        from aliases join speakers on speakers.id = aliases.speaker
        left join speaker_counts on speaker_counts.speaker = speakers.id where aliases.key = ?
    """
    return db.execute(sql, [key]).fetchall()


def newest(db: sqlite3.Connection, *, limit: int = 50) -> list[Said]:
    """The newest quotations."""
    return _newest(db, limit)


def most_quoted(db: sqlite3.Connection, *, since: str | None = None, limit: int = 50) -> list[SpeakerCount]:
    """The speakers with the most quotations, of all time or since a day."""
    counts = "speaker_counts"
    if since:
        counts = "(select speaker, sum(quotes) as quotes from (" + " union all ".join(COUNTED) + ") group by speaker)"
    sql = f"""
        select speakers.id, speakers.name, speakers.kind, counts.quotes
        from {counts} as counts join speakers on speakers.id = counts.speaker
        order by counts.quotes desc, speakers.name limit :limit
    """
    return [SpeakerCount(**dict(row)) for row in db.execute(sql, {"since": since, "limit": limit})]


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


def _newest(db: sqlite3.Connection, limit: int, **wanted: Any) -> list[Said]:
    """The newest quotations that meet a filter; its days may include a time."""
    found: list[Said] = quotations(db, Filter.model_construct(**wanted), "newest", limit, every=True).items
    return found
