"""Page after page to the very end: each begins after the row the last one ended with, so none is slow or shifts.

A place is a list: the values that are sorted by, then the id. Larger comes first, null comes last.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from quotes.models import Said
from quotes.store.lookup import all_words
from quotes.web.queries.search import COLUMNS, MOST_SEARCHED, NOTHING, Condition, Filter, conditions

Place = list[Any]
SORTED = {"newest": ("published",), "best": ("confidence", "published")}
WITH_WORDS = "select rowid from quotes_fts where quotes_fts match ? order by rowid"
THESE_WITH_WORDS = "select rowid from quotes_fts where quotes_fts match ? and rowid in (select value from json_each(?))"


class Among(NamedTuple):
    """A place in a stream of very common words: one in the list of everything, and by id, once known, what has them."""

    place: Place
    hits: array[int] | None


class Batch(NamedTuple):
    """Some of what is listed, and the place of the last of them if there is more."""

    items: list[Any]
    place: Any
    searched: int | None = None


def quotations(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Place | None) -> Batch:
    """Quotations after a place, in an order of SORTED."""
    condition = conditions(db, wanted)
    ids, last = _after(db, condition, order, size, place)
    return Batch(said(db, ids), last, MOST_SEARCHED if condition.common else None)


def every_quotation(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Any) -> Batch:
    """Quotations after a place as `quotations` gives them, but also all that have very common words.

    To sort a million hits would take seconds. Whatever else is asked for is gone through in its order, which an index
    serves, and what does not have the words is left out: a batch may be smaller than asked for, or empty.
    """
    if isinstance(place, Among):
        return _among(db, wanted, order, size, place)
    batch = quotations(db, wanted, order, size, place)
    return batch if batch.searched is None else _first_among(db, wanted, order, size, place)


def speakers(
    db: sqlite3.Connection, name: str | None, kind: str | None, order: str, size: int, place: Place | None
) -> Batch:
    """Speakers after a place ([quotes, name, id]), the most quoted first or by name."""
    after = "(speakers.name, speakers.id) > (:by, :id)"
    if order == "quotes":
        after = f"(counts.quotes < :quotes or (counts.quotes = :quotes and {after}))"
    most = "counts.quotes desc," if order == "quotes" else ""
    sql = f"""
        select speakers.id, speakers.name, speakers.kind, counts.quotes,
          (select min(published) from quotes where speaker = speakers.id) as first,
          (select max(published) from quotes where speaker = speakers.id) as last
        from speaker_counts as counts join speakers on speakers.id = counts.speaker
        where (:kind is null or speakers.kind = :kind) and (:quotes is null or {after})
          and (:name is null or speakers.id in (select rowid from speakers_fts where speakers_fts match :name))
        order by {most} speakers.name, speakers.id limit :limit
    """
    quotes, by, number = place or (None, None, None)
    values = {"kind": kind, "quotes": quotes, "by": by, "id": number, "limit": size + 1}
    match = (all_words(name) or NOTHING) if name else None
    rows = [dict(row) for row in db.execute(sql, values | {"name": match})]
    last = rows[size - 1] if len(rows) > size else None
    return Batch(rows[:size], [last["quotes"], last["name"], last["id"]] if last else None)


def said(db: sqlite3.Connection, ids: list[int]) -> list[Said]:
    """The quotations of these ids, in their order."""
    sql = f"select {COLUMNS} from json_each(?) as wanted join said on said.id = wanted.value order by wanted.key"
    return [Said(**dict(row)) for row in db.execute(sql, [json.dumps(ids)])]


def written(place: Place) -> str:
    """A place as it stands in an address."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def read(text: str, form: tuple[type, ...]) -> Place:
    """The place that `written` gave.

    Args:
        form: the type of each value; text may be null.

    Raises:
        ValueError: it is not one, or one of another order.
    """
    place = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    allowed = [(kind, type(None)) if kind in (str, float) else (kind,) for kind in form]
    if not isinstance(place, list) or len(place) != len(form):
        raise ValueError(text)
    if not all(type(value) in kinds for value, kinds in zip(place, allowed, strict=True)):
        raise ValueError(text)
    if any(isinstance(value, int) and not 0 <= value < 2**63 for value in place):
        raise ValueError(text)
    "".join(value for value in place if isinstance(value, str)).encode()  # a lone surrogate cannot be looked up
    return place


def _after(
    db: sqlite3.Connection, condition: Condition, order: str, size: int, place: Place | None
) -> tuple[list[int], Place | None]:
    """The ids of what meets a condition after a place, and the place of the last of them if there is more."""
    where, values, _ = condition
    columns = (*(f"quotes.{column}" for column in SORTED[order]), "quotes.id")
    found: list[tuple[Any, ...]] = []
    for after, places in _parts(columns, place):
        sql = f"""
            select {", ".join(columns)} from quotes where {where} and {after}
            order by {", ".join(f"{column} desc" for column in columns)} limit :limit
        """
        found += map(tuple, db.execute(sql, values | places | {"limit": size + 1 - len(found)}))
        if len(found) > size:
            break
    last = list(found[size - 1]) if len(found) > size else None
    return [row[-1] for row in found[:size]], last


def _first_among(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Place | None) -> Batch:
    """The words of each are looked up, so that a stream begins at once."""
    words, others = _apart(db, wanted)
    ids, last = _after(db, others, order, size, place)
    having = {row[0] for row in db.execute(THESE_WITH_WORDS, [words, json.dumps(ids)])}
    return Batch(said(db, [number for number in ids if number in having]), Among(last, None) if last else None)


def _among(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Among) -> Batch:
    """All that have the words are looked up once: eight bytes for each."""
    words, others = _apart(db, wanted)
    hits = array("q", (row[0] for row in db.execute(WITH_WORDS, [words]))) if place.hits is None else place.hits
    ids, last = _after(db, others, order, size, place.place)
    return Batch(said(db, [number for number in ids if _is_among(hits, number)]), Among(last, hits) if last else None)


def _apart(db: sqlite3.Connection, wanted: Filter) -> tuple[str, Condition]:
    """The words of a filter, and all else that it asks for."""
    return all_words(wanted.words or "") or NOTHING, conditions(db, wanted.model_copy(update={"words": None}))


def _is_among(sorted_ids: array[int], number: int) -> bool:
    place = bisect_left(sorted_ids, number)
    return place < len(sorted_ids) and sorted_ids[place] == number


def _parts(columns: tuple[str, ...], place: Place | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """What comes after a place, as conditions that an index serves, one after the other."""
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
