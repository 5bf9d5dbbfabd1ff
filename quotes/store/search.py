"""The search for quotations: pages and batches of what meets a filter, in an order. Read-only."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace
from typing import Any, NamedTuple

from quotes.models import Said
from quotes.store.facets import MOST_COUNTED, facets_of, newest_hits
from quotes.store.filters import Condition, Filter, conditions
from quotes.store.orders import NEWEST, OLDEST, Place, among_surest, as_read, in_order, surest
from quotes.store.said import said, words_in

#: So many hits are sorted by confidence, if no index finds the surest of them.
MOST_SORTED = 10_000


class Batch(NamedTuple):
    """One page of a list, with the place of its last entry if there are more."""

    items: list[Any]
    place: Any
    searched: int | None = None


class ResultPage(NamedTuple):
    """Some quotations, with what a reader sees of them.

    Attributes:
        place: the place of the last quotation, if there are more.
        hits: where the words stand in the text of a quotation, as `[start, end)`, by quotation id.
        searched: how many quotations with the words are searched, those loaded last; None if all are.
        facets: the result of `facets_of`, if it was asked for.
    """

    items: list[Said]
    place: Place | None
    hits: dict[int, list[tuple[int, int]]]
    searched: int | None
    facets: SimpleNamespace | None


def quotations(
    db: sqlite3.Connection,
    wanted: Filter,
    order: str = "newest",
    size: int = 50,
    place: Place | None = None,
    *,
    every: bool = False,
) -> Batch:
    """Quotations after a place, in an order; for `every` see `conditions`."""
    batch = places(db, wanted, order, size, place, every=every)
    return batch._replace(items=said(db, batch.items))


def places(
    db: sqlite3.Connection,
    wanted: Filter | Condition,
    order: str,
    size: int,
    place: Place | None = None,
    *,
    every: bool = False,
) -> Batch:
    """The ids of these quotations."""
    condition = wanted if isinstance(wanted, Condition) else conditions(db, wanted, every=every)
    ids, last = in_order(db, condition, order, size, place)
    return Batch(ids, last, condition.searched)


def page(
    db: sqlite3.Connection,
    wanted: Filter | Condition,
    *,
    order: str = "newest",
    size: int = 20,
    place: Place | None = None,
    counted: bool = False,
) -> ResultPage:
    """A page of quotations after a place, with where the words stand in them, and with facets if `counted`."""
    condition = wanted if isinstance(wanted, Condition) else conditions(db, wanted)
    known = among_surest(db, condition, size, place) if order == "best" else None
    most = MOST_SORTED if order == "best" and condition.leading is None and not known else MOST_COUNTED
    newest = newest_hits(db, condition, most) if counted else []
    if counted and not known:
        known = _page_among(newest, most, place, size, order)
    ids, last = known or in_order(db, condition, order, size, place)
    facets = facets_of(db, newest) if counted else None
    return ResultPage(said(db, ids), last, words_in(db, condition.values.get("words"), ids), condition.searched, facets)


def _page_among(
    newest: list[sqlite3.Row], most: int, place: Place | None, size: int, order: str
) -> tuple[list[int], Place | None] | None:
    """The ids of a page of these hits, and its last place; None if the page may have others too."""
    if not newest:
        return [], None
    rows = [tuple(row)[:4] for row in newest]
    if len(rows) > most or rows[-1][0] is None:
        rows = [row for row in rows if row[0] is not None and row[0] != rows[-1][0]]
    whole = len(newest) <= most if order == "best" else len(rows) == len(newest)
    if order != NEWEST and not (whole and order in (OLDEST, "best")):
        return None
    read = surest(newest) if order == "best" else as_read(rows, newest=order == NEWEST)
    at = 0 if place is None else next((at for at, row in enumerate(read, 1) if list(row) == place), None)
    if at is None or (at + size >= len(read) and not whole):
        return None
    last = list(read[at + size - 1]) if len(read) > at + size else None
    return [row[-1] for row in read[at : at + size]], last
