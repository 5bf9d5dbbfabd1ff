"""The orders of a search, and what comes after a place in them. Read-only.

A page begins after the row that the page before ended with (its place), so no page is slow and none shifts. A place is
a list: the values that the rows are sorted by, then the id. Larger values come first, null comes last.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from quotes.store.filters import FEW, MOST_SEARCHED, Condition

Place = list[Any]
#: Orders that sort by these columns, then by the id; the largest values come first.
ORDERS = {"best": ("confidence", "published")}
#: Two orders in time: an article's quotations in reading order, and those without a day last. Third: best match first.
NEWEST, OLDEST, RELEVANT = "newest", "oldest", "relevant"
#: '+': otherwise an index of articles is used, which gives their order but not the day.
STANDS = "quotes.published, +quotes.article as article, coalesce(quotes.start, 0) as start, quotes.id"


def in_order(
    db: sqlite3.Connection, condition: Condition, order: str, size: int, place: Place | None
) -> tuple[list[int], Place | None]:
    """The ids of what meets a condition after a place, and the place of the last one if there are more."""
    if order == RELEVANT and "words" in condition.values and "found" in condition.values:
        return _most_relevant(db, condition, size, place)
    if order not in ORDERS:
        return _in_time(db, condition, size, place, newest=order != OLDEST)
    columns = (*(f"quotes.{column}" for column in ORDERS[order]), "quotes.id")
    found: list[tuple[Any, ...]] = []
    for later, places in after(columns, place):
        sql = f"""
            select {", ".join(columns)} from {condition.rows} where {condition.where} and {later}
            order by {", ".join(f"{column} desc" for column in columns)} limit :limit
        """
        found += map(tuple, db.execute(sql, condition.values | places | {"limit": size + 1 - len(found)}))
        if len(found) > size:
            break
    last = list(found[size - 1]) if len(found) > size else None
    return [row[-1] for row in found[:size]], last


def after(columns: tuple[str, ...], place: Place | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the conditions, with parameters, of the rows after a place; an index serves each of them, in this order."""
    if place is None:
        yield "true", {}
        return
    values = {f"place{number}": value for number, value in enumerate(place)}
    for number in reversed(range(len(columns))):
        same = [f"{column} is :place{index}" for index, column in enumerate(columns[:number])]
        if place[number] is not None:
            yield " and ".join([*same, f"{columns[number]} < :place{number}"]), values
            if number < len(columns) - 1:
                yield " and ".join([*same, f"{columns[number]} is null"]), values


def _in_time(
    db: sqlite3.Connection, condition: Condition, size: int, place: Place | None, *, newest: bool
) -> tuple[list[int], Place | None]:
    """The same, sorted by day and then in reading order; quotations without a day come last, article by article.

    An index gives the order of days. The last day of a page is looked up again, as any of its articles may come first.
    """
    found: list[tuple[Any, ...]] = []
    if place and place[0] is not None:
        found = _of_day(db, condition, place, size + 1, newest=newest)
    if len(found) <= size and (place is None or place[0] is not None):
        days = _by_day(db, condition, place, size + 1 - len(found), newest=newest)
        whole = [row for row in days if row[0] != days[-1][0]]
        found += as_read(whole, newest=newest)
        if days:
            found += _of_day(db, condition, [days[-1][0]], size + 1 - len(found), newest=newest)
    if len(found) <= size and not condition.values.keys() & {"since", "until"}:
        before = place if place and place[0] is None else None
        found += _undated(db, condition, before, size + 1 - len(found), newest=newest)
    last = list(found[size - 1]) if len(found) > size else None
    return [row[-1] for row in found[:size]], last


def _of_day(
    db: sqlite3.Connection, condition: Condition, place: Place, size: int, *, newest: bool
) -> list[tuple[Any, ...]]:
    """The rows of one day; after a place in it, if `place` has more than the day."""
    later, way = ("<", "desc") if newest else (">", "asc")
    day, *rest = place
    values = condition.values | {"day": day, "limit": size} | {f"place{at}": value for at, value in enumerate(rest)}
    within = f"(article {later} :place0 or (article = :place0 and (start, id) > (:place1, :place2)))"
    sql = f"""
        select * from (
          select {STANDS} from {condition.rows} where {condition.where} and quotes.published = :day
        ) where {within if rest else "true"} order by article {way}, start, id limit :limit
    """
    return list(map(tuple, db.execute(sql, values)))


def _by_day(
    db: sqlite3.Connection, condition: Condition, place: Place | None, size: int, *, newest: bool
) -> list[tuple[Any, ...]]:
    """The rows of the days after a place; the last day may be incomplete."""
    later, way = ("<", "desc") if newest else (">", "asc")
    days = f"quotes.published {later} :day" if place else "quotes.published is not null"
    sql = first_by_day(condition, STANDS, way, days)
    return list(map(tuple, db.execute(sql, condition.values | {"day": place and place[0], "limit": size})))


def first_by_day(condition: Condition, columns: str, way: str, days: str = "true") -> str:
    """A select of the first rows by day, `:limit` of them; those of the last day are any of that day.

    Unless a condition is one that few quotations meet, an index finds them that has all columns of conditions, so that
    nothing else is read however many days they are spread over.
    """
    order = f"order by quotes.published {way}, quotes.id {way}"
    if FEW & condition.values.keys():
        return f"select {columns} from {condition.rows} where {condition.where} and {days} {order} limit :limit"
    ids = f"""
        select quotes.id from {condition.rows} where {condition.where} and {days}
        order by quotes.published {way} limit :limit
    """
    return f"select {columns} from quotes where quotes.id in ({ids}) {order}"


def _undated(
    db: sqlite3.Connection, condition: Condition, place: Place | None, size: int, *, newest: bool
) -> list[tuple[Any, ...]]:
    """The rows without a day after a place, in reading order; an index of them gives the order of their articles."""
    later, way = ("<", "desc") if newest else (">", "asc")
    article = "+quotes.article" if FEW & condition.values.keys() else "quotes.article"
    within = f"""{article} {later}= :place1 and ({article} <> :place1
      or (coalesce(quotes.start, 0), quotes.id) > (:place2, :place3))"""
    sql = f"""
        select {STANDS} from {condition.rows}
        where {condition.where} and quotes.published is null and {within if place else "true"}
        order by {article} {way}, coalesce(quotes.start, 0), quotes.id limit :limit
    """
    values = {f"place{at}": value for at, value in enumerate(place or ())}
    return list(map(tuple, db.execute(sql, condition.values | values | {"limit": size})))


def as_read(rows: list[tuple[Any, ...]], *, newest: bool) -> list[tuple[Any, ...]]:
    """Sort rows of STANDS that have a day by it, then in reading order."""
    read = sorted(rows, key=lambda row: (-row[1] if newest else row[1], *row[2:]))
    return sorted(read, key=lambda row: row[0], reverse=newest)


def _most_relevant(
    db: sqlite3.Connection, condition: Condition, size: int, place: Place | None
) -> tuple[list[int], Place | None]:
    """The same, with the best matches first; every hit is ranked."""
    ranks = "select rowid, rank from quotes_fts where quotes_fts match :words order by rowid desc limit :most"
    ranked = dict(map(tuple, db.execute(ranks, {"words": condition.values["words"], "most": MOST_SEARCHED})))
    sql = f"select quotes.id from {condition.rows} where {condition.where}"
    hits = sorted((ranked.get(number, 0.0), -number) for (number,) in db.execute(sql, condition.values).fetchall())
    begin = bisect_left(hits, (place[0], -place[1])) + 1 if place and isinstance(place[0], float) else 0
    found = hits[begin : begin + size + 1]
    last = [found[size - 1][0], -found[size - 1][1]] if len(found) > size else None
    return [-number for _, number in found[:size]], last
