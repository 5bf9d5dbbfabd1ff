"""The orders of a search, and what comes after a place in them. Read-only.

A page begins after the row that the page before ended with (its place), so no page is slow and none shifts. A place is
a list: the values that the rows are sorted by, then the id. Larger values come first, null comes last.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from typing import Any

from quotes.store.filters import BY_DAY, MOST_SEARCHED, Condition

Place = list[Any]
#: The order 'best' sorts by these columns; the largest values come first.
BEST = ("quotes.confidence", "quotes.published", "quotes.id")
#: The surest of all rows. Most searches find enough among these, so that nothing else has to be read.
SURE = """(
  select id, published, confidence, kind, speaker, speaker_kind, outlet, act, role, rule, article from {0}
  where ({later}) and quotes.confidence {within}
  order by quotes.confidence desc, quotes.published desc, quotes.id desc limit 5000
) as quotes"""
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
    if order != "best":
        return _in_time(db, condition, size, place, newest=order != OLDEST)
    found = among_surest(db, condition, size, place)
    if found is not None:
        return found
    rows = _surest(db, condition, size + 1, place)
    return [row[-1] for row in rows[:size]], list(rows[size - 1]) if len(rows) > size else None


def among_surest(
    db: sqlite3.Connection, condition: Condition, size: int, place: Place | None
) -> tuple[list[int], Place | None] | None:
    """The same in the order 'best', if no filter leads and there are more than enough among the surest of all rows."""
    rows = _surest(db, condition, size + 1, place, SURE) if condition.leading is None else []
    return ([row[-1] for row in rows[:size]], list(rows[size - 1])) if len(rows) > size else None


def _surest(
    db: sqlite3.Connection, condition: Condition, size: int, place: Place | None, among: str = "{0}"
) -> list[tuple[Any, ...]]:
    """The rows after a place, those with the highest confidence first.

    Args:
        among: what of the rows is gone through; by default all, which are then sorted.
    """
    plain = "" if condition.leading == "min_confidence" else "+"  # '+': not by an index of confidence
    later, values = after(BEST, place)
    within = "is not null" if place is None else "is null" if place[0] is None else "<= :place0"
    rows = among.format(condition.rows, later=later, within=within)
    sql = f"""
        select {", ".join(BEST)} from {rows} where {condition.where} and ({later.replace("quotes.", f"{plain}quotes.")})
        order by {", ".join(f"{plain}{column} desc" for column in BEST)} limit :limit
    """
    return list(map(tuple, db.execute(sql, condition.values | values | {"limit": size})))


def after(columns: tuple[str, ...], place: Place | None) -> tuple[str, dict[str, Any]]:
    """The condition, with parameters, of the rows after a place, if the largest values come first and null last."""
    if place is None:
        return "true", {}
    parts = []
    for number, value in enumerate(place):
        same = "".join(f"{column} is :place{index} and " for index, column in enumerate(columns[:number]))
        if value is not None:
            parts.append(f"{same}({columns[number]} < :place{number} or {columns[number]} is null)")
    return " or ".join(f"({part})" for part in parts), {f"place{at}": value for at, value in enumerate(place)}


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

    If no filter leads, an index finds their ids that has all columns of conditions, so that nothing else is read
    however many days they are spread over.
    """
    order, found = by_day(condition, way), f"from {condition.rows} where {condition.where} and {days}"
    if condition.leading:
        return f"select {columns} {found} {order} limit :limit"
    ids = f"select quotes.id {found} {order} limit :limit"
    return f"select {columns} from quotes where quotes.id in ({ids}) {order}, quotes.id {way}"


def by_day(condition: Condition, way: str) -> str:
    """The order of days, such that the index is used in which the leading filter is looked up."""
    if condition.leading is None:
        return f"order by quotes.published {way}"  # by the id too, and the index with all columns would not be used
    plain = "" if condition.leading in BY_DAY else "+"
    return f"order by {plain}quotes.published {way}, quotes.id {way}"


def _undated(
    db: sqlite3.Connection, condition: Condition, place: Place | None, size: int, *, newest: bool
) -> list[tuple[Any, ...]]:
    """The rows without a day after a place, in reading order; an index of them gives the order of their articles."""
    later, way = ("<", "desc") if newest else (">", "asc")
    article = "+quotes.article" if condition.leading else "quotes.article"
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


def surest(rows: list[sqlite3.Row]) -> list[tuple[Any, ...]]:
    """What the order 'best' sorts by, of rows, in this order; null comes last."""
    found = [(row["confidence"], row["published"], row["id"]) for row in rows]
    return sorted(found, key=lambda row: (-1.0 if row[0] is None else row[0], row[1] or "", row[2]), reverse=True)


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
