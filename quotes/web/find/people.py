"""Find the people named in the box, by their full names or by similar spellings. Read-only."""

from __future__ import annotations

import re
import sqlite3
from typing import Any, NamedTuple

from quotes.names.name_key import name_key
from quotes.store.filters import NOTHING
from quotes.store.words import OR

LONGEST = 4  # words in a name
KNOWN = 20_000  # speakers, the most quoted, whose spelling is compared
ALIKE = 82.0  # percent that a name must be alike to be meant
SUGGESTED = 8
BEARERS, QUOTED = 2, 3  # people of a surname who are offered, and how often they must be quoted
MARKED = re.compile(r'"[^"]*"?|\S+')


class FoundPerson(NamedTuple):
    """Somebody named in a box.

    Attributes:
        rest: the words of the box without the name.
    """

    id: int
    name: str
    quotes: int
    rest: str


def named_in(db: sqlite3.Connection, words: str) -> FoundPerson | None:
    """The most quoted bearer of the longest full name among the words; None if there is none."""
    parts = MARKED.findall(words)
    for length in range(min(LONGEST, len(parts)), 1, -1):
        spans = [(at, at + length) for at in range(len(parts) - length + 1) if not _by_or(parts, at, at + length)]
        found = [(*one, span) for span in spans if (one := _bearer(db, parts[span[0] : span[1]]))]
        if found:
            number, name, quotes, (start, end) = max(found, key=lambda one: one[2])
            return FoundPerson(number, name, quotes, " ".join(parts[:start] + parts[end:]))
    return None


def _by_or(parts: list[str], start: int, end: int) -> bool:
    """Is one of these words an alternative to what stands beside them? Then they are only words."""
    return any(part in OR for part in (*parts[max(0, start - 1) : start], *parts[end : end + 1]))


def _bearer(db: sqlite3.Connection, parts: list[str]) -> tuple[int, str, int] | None:
    if any(part[0] in '"-' or part == "OR" for part in parts):
        return None
    sql = """
        select id, name, quotes from (
          select id, name from speakers where key = :key and kind in ('person', 'organisation', 'unknown')
          union select id, speakers.name from aliases join speakers on id = speaker where aliases.key = :key
        ) join speaker_counts on speaker = id order by quotes desc, id limit 1
    """
    row = db.execute(sql, {"key": name_key(" ".join(parts))}).fetchone()
    return (int(row[0]), str(row[1]), int(row[2])) if row else None


def surnamed(db: sqlite3.Connection, words: str) -> list[FoundPerson]:
    """The most quoted people who have one of the words as their surname; for boxes without a full name."""
    parts = MARKED.findall(words)
    sql = """
        select speakers.id, speakers.name, counts.quotes from speakers_fts
        join speakers on speakers.id = speakers_fts.rowid join speaker_counts as counts on counts.speaker = speakers.id
        where speakers_fts match ? and speakers.kind = 'person' and speakers.key like '% ' || ?
          and counts.quotes >= ? order by counts.quotes desc, speakers.id limit ?
    """
    found = []
    for at, part in enumerate(parts):
        key = name_key(part)
        if len(key) > 2 and key.isalpha() and not _by_or(parts, at, at + 1):
            rest = " ".join(parts[:at] + parts[at + 1 :])
            rows = db.execute(sql, [f'"{key}"', key, QUOTED, BEARERS]).fetchall()
            found += [FoundPerson(row[0], row[1], row[2], rest) for row in rows]
    return sorted(found, key=lambda one: -one.quotes)[:BEARERS]


def spelt_nearly(db: sqlite3.Connection, words: str) -> FoundPerson | None:
    """The person or body whose name is most like some of the words but not the same; longer names come first."""
    from rapidfuzz import fuzz, process

    sql = """
        select id, name, key, counts.quotes from speaker_counts as counts join speakers on speakers.id = counts.speaker
        where kind in ('person', 'organisation') order by counts.quotes desc limit ?
    """
    known: list[Any] = db.execute(sql, [KNOWN]).fetchall()
    keys = [row["key"] for row in known]
    parts = [part for part in MARKED.findall(words) if part[0] not in '"-']
    best: tuple[float, int, int, int] | None = None
    for length in range(min(LONGEST, len(parts)), 0, -1):
        for at in range(len(parts) - length + 1):
            typed = name_key(" ".join(parts[at : at + length]))
            hit = process.extractOne(typed, keys, scorer=fuzz.ratio, score_cutoff=ALIKE) if len(typed) > 4 else None
            if hit and hit[0] != typed and (best is None or (length, hit[1]) > (best[3], best[0])):
                best = (hit[1], hit[2], at, length)
    if best is None:
        return None
    _, place, at, length = best
    row = known[place]
    return FoundPerson(row["id"], row["name"], row["quotes"], " ".join(parts[:at] + parts[at + length :]))


def beginning(db: sqlite3.Connection, typed: str) -> list[dict[str, Any]]:
    """The most quoted speakers who have a name that begins with the last typed word, and have the other words."""
    parts = re.findall(r"\w+", typed)[-LONGEST:]
    if not parts or len(parts[-1]) < 2:
        return []
    match = " ".join([*(f'"{part}"' for part in parts[:-1]), f'"{parts[-1]}"*']) or NOTHING
    sql = """
        select speakers.id, speakers.name, speakers.kind, counts.quotes from speakers_fts
        join speaker_counts as counts on counts.speaker = speakers_fts.rowid
        join speakers on speakers.id = speakers_fts.rowid
        where speakers_fts match ? order by counts.quotes desc, speakers.name limit ?
    """
    return [dict(row) for row in db.execute(sql, [match, SUGGESTED])]
