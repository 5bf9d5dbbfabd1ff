"""List people, show one with names and roles, and find the places that name one. Read-only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from quotes.names.name import parse
from quotes.names.name_key import name_key

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = dict[str, Any]


class Listed(NamedTuple):
    """A speaker in a list, with what distinguishes namesakes."""

    id: int
    name: str
    kind: str
    quotes: int
    articles: int
    role: str | None
    first: str | None
    last: str | None


class JoinedName(NamedTuple):
    """An article's name for a speaker: a row of `names`, why it was joined, and how likely that is if others fit."""

    id: int
    article: str
    title: str | None
    outlet: str | None
    published: str | None
    name: str
    role: str | None
    why: str | None
    probability: float | None


#: Kinds that have no role: what an article says of them is the role of somebody in them.
BODIES = "('organisation', 'group', 'document')"
LIST = f"""
select id, name, kind, coalesce((select quotes from speaker_counts where speaker = speakers.id), 0) as quotes,
  (select count(*) from names where speaker = speakers.id) as articles,
  iif(kind in {BODIES}, null,
    (select role from roles where speaker = speakers.id order by articles desc, length(role) limit 1)) as role,
  (select min(first) from outlets where speaker = speakers.id) as first,
  (select max(last) from outlets where speaker = speakers.id) as last
from speakers
"""


def people(db: sqlite3.Connection, words: str = "", *, limit: int = 50) -> list[Listed]:
    """The people with a name that has all the words, the most quoted first; without words, everybody."""
    parts = [f"%{part}%" for part in name_key(words).split()]
    matching = " and ".join("' ' || key like ?" for _ in parts) or "1"
    of = f"(select id from speakers where {matching} union select speaker from aliases where {matching})"
    sql = (
        f"{LIST} where id in {of} and kind in ('person', 'organisation', 'unknown') order by quotes desc, name limit ?"
    )
    return [Listed(*row) for row in db.execute(sql, [*parts, *parts, limit]).fetchall()]


def listed(db: Database | sqlite3.Connection, speakers: Collection[int]) -> list[Listed]:
    """The people with these ids."""
    sql = f"{LIST} where id in (select value from json_each(?))"
    return [Listed(*row) for row in db.execute(sql, [json.dumps([*speakers])]).fetchall()]


def places(db: sqlite3.Connection, speaker: int, *, most: int = -1) -> list[JoinedName]:
    """Where a speaker is named, newest first.

    Args:
        most: at most this many articles, those loaded last; -1 for all.
    """
    sql = """
        select named.id, articles.key, title, outlet, published, named.name, role, why, probability
        from (select * from names where speaker = ? order by id desc limit ?) as named
        join articles on articles.id = article order by published desc, named.id desc
    """
    return [JoinedName(*row) for row in db.execute(sql, [speaker, most]).fetchall()]


def chosen(
    found: list[JoinedName],
    *,
    articles: tuple[str, ...],
    names: tuple[str, ...],
    outlets: tuple[str, ...],
    roles: tuple[str, ...],
) -> list[int]:
    """The places that any of these select: an article's id, a name, an outlet, or words of a role."""
    keys = {parse(name, "person").key for name in names}
    return [
        place.id
        for place in found
        if place.article in articles
        or parse(place.name, "person").key in keys
        or (place.outlet or "") in outlets
        or any(words.casefold() in (place.role or "").casefold() for words in roles)
    ]


def person(db: sqlite3.Connection, speaker: int) -> Row:
    """A speaker as a dict: names, roles with first and last day, outlets, known offices."""
    found: Row = dict(db.execute("select * from speakers where id = ?", [speaker]).fetchone())
    found = {column: value for column, value in found.items() if column not in ("key", "pinned")}
    queries = {
        "names": "select distinct name, source from aliases where speaker = ? order by name",
        "roles": f"""
            select role, first, last, articles from roles join speakers on speakers.id = speaker
            where speaker = ? and kind not in {BODIES} order by articles desc, role
        """,
        "offices": "select role, first, last from offices where speaker = ? order by first",
        "outlets": "select outlet, first, last, articles from outlets where speaker = ? order by articles desc, outlet",
    }
    for name, sql in queries.items():
        found[name] = [dict(row) for row in db.execute(sql, [speaker]).fetchall()]
    return found
