"""Look up who carries a statement: the quotations that say the same in nearly the same words. Read-only."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from typing import NamedTuple

from quotes.models import Said
from quotes.store import search
from quotes.store.filters import Condition, Filter
from quotes.store.orders import OLDEST
from quotes.store.said import said

MOST = 2000  # quotations of a timeline
LISTED = 30  # quotations of a statement


class Carried(NamedTuple):
    """In how many articles and outlets the words of a speaker stand, and when they appeared first and last."""

    articles: int
    outlets: int
    first: str | None
    last: str | None


Statement = tuple[int, ...]  # the ids of all quotations that carry it, the oldest first


class Timeline(NamedTuple):
    """Statements, the oldest first.

    Attributes:
        quotes: how many quotations these are.
        cut: whether there are more than are looked at.
        times: how many there are each day.
    """

    statements: list[Statement]
    quotes: int
    cut: bool
    times: dict[str, int]


def carried(db: sqlite3.Connection, ids: list[int]) -> dict[int, Carried]:
    """How a statement is carried, by quotation id, for those quotations whose speaker says it in other articles too."""
    sql = """
        select mine.id, count(distinct other.article), count(distinct other.outlet), min(other.published),
          max(other.published)
        from json_each(?) as wanted join quotes as mine on mine.id = wanted.value
        join repeats on repeats.quote = mine.id
        join repeats as others on others.statement = repeats.statement
        join quotes as other on other.id = others.quote and other.speaker = mine.speaker
        group by mine.id having count(distinct other.article) > 1
    """
    return {row[0]: Carried(*row[1:]) for row in db.execute(sql, [json.dumps(ids)])}


def alike(db: sqlite3.Connection, number: int) -> list[Said]:
    """The quotations of other articles with these words, whoever they are attributed to, the oldest first."""
    sql = """
        select other.id from quotes as mine join repeats on repeats.quote = mine.id
        join repeats as others on others.statement = repeats.statement
        join quotes as other on other.id = others.quote and other.article <> mine.article
        where mine.id = ? order by other.published is null, other.published, other.id limit ?
    """
    return said(db, [row[0] for row in db.execute(sql, [number, LISTED])])


def timeline(db: sqlite3.Connection, wanted: Filter | Condition) -> Timeline:
    """The statements of one speaker, each once; the oldest come first, and those without a day last."""
    batch = search.places(db, wanted, OLDEST, MOST)
    ids = json.dumps(batch.items)
    sql = """
        select quotes.id, repeats.statement, substr(quotes.published, 1, 10) as day
        from json_each(?) as wanted join quotes on quotes.id = wanted.value
        left join repeats on repeats.quote = quotes.id order by wanted.key
    """
    found: dict[tuple[str, int], list[int]] = {}
    times: Counter[str] = Counter()
    for number, statement, day in db.execute(sql, [ids]):
        key = ("statement", statement) if statement is not None else ("quote", number)
        found.setdefault(key, []).append(number)
        times.update([day] if day else [])
    statements = [tuple(those) for those in found.values()]
    return Timeline(statements, len(batch.items), batch.place is not None, dict(times))
