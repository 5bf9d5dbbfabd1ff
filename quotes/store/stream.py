"""All quotations that meet a filter, batch by batch, also those with very common words. Read-only."""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from typing import Any, NamedTuple

from quotes.store.filters import NOTHING, WITH_WORDS, Condition, Filter, conditions
from quotes.store.orders import Place, in_order
from quotes.store.said import said
from quotes.store.search import Batch, quotations
from quotes.store.words import query_of

THESE_WITH_WORDS = """
select rowid from quotes_fts where quotes_fts match :words and rowid in (select value from json_each(:ids))
"""

#: Batches of a stream with very common words before all that has them is looked up; many clients read no further.
FIRST_BATCHES = 4


class Among(NamedTuple):
    """A place in a stream of quotations with very common words.

    Attributes:
        place: in the list of all else that the filter asks for.
        batches: how many there were.
        hits: the sorted ids of all that has the words, once they are known.
    """

    place: Place | None
    batches: int
    hits: array[int] | None


def every_quotation(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Any) -> Batch:
    """Quotations after a place, as `quotations` gives them, but all of them even if the words are very common.

    Sorting a million hits would take seconds. So all else that the filter asks for is gone through in its order, which
    an index serves, and what lacks the words is left out: a batch may be smaller than asked for, or empty.
    """
    if isinstance(place, Among):
        some = _first_among if place.batches < FIRST_BATCHES else _among
        return some(db, wanted, order, size, place)
    batch = quotations(db, wanted, order, size, place)
    return batch if batch.searched is None else _first_among(db, wanted, order, size, Among(place, 0, None))


def _first_among(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Among) -> Batch:
    """An early batch: only its own quotations are searched for the words, so that a stream begins at once."""
    words, others = _apart(db, wanted)
    ids, last = in_order(db, others, order, size, place.place)
    having = {row[0] for row in db.execute(THESE_WITH_WORDS, words | {"ids": json.dumps(ids)})}
    following = Among(last, place.batches + 1, None) if last else None
    return Batch(said(db, [number for number in ids if number in having]), following)


def _among(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Among) -> Batch:
    """A later batch: everything with the words is looked up once, and kept in eight bytes each."""
    words, others = _apart(db, wanted)
    hits = array("q", (row[0] for row in db.execute(WITH_WORDS, words))) if place.hits is None else place.hits
    ids, last = in_order(db, others, order, size, place.place)
    return Batch(
        said(db, [number for number in ids if _is_among(hits, number)]),
        Among(last, place.batches, hits) if last else None,
    )


def _apart(db: sqlite3.Connection, wanted: Filter) -> tuple[dict[str, str], Condition]:
    """Split a filter into its words, as a parameter, and the condition of all else that it asks for."""
    others = conditions(db, wanted.model_copy(update={"words": None}))
    return {"words": query_of(wanted.words or "") or NOTHING}, others


def _is_among(sorted_ids: array[int], number: int) -> bool:
    place = bisect_left(sorted_ids, number)
    return place < len(sorted_ids) and sorted_ids[place] == number
