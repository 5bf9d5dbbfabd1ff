"""Counts of what a search finds: what its newest hits share, and how many there are of each month or day. Read-only."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple

from quotes.store.columns import has_acts
from quotes.store.filters import BY_DAY, Condition, Filter, conditions
from quotes.store.orders import STANDS, by_day, first_by_day
from quotes.store.said import together

#: Facets count at most this many hits, so that their cost is bounded.
MOST_COUNTED = 2000
#: At most so many are looked at to say what is found without a filter: of all, and of what a filter leads to.
MOST_READ, MOST_LOOKED_UP = 50_000, 5_000
OLDEST_READ = """
select quotes.published from {0} where {1} and quotes.published is not null
order by quotes.published desc limit 1 offset {2}
"""


class Counted(NamedTuple):
    """How many quotations there are; at least so many unless it is `exact`."""

    number: int
    exact: bool


def newest_hits(db: sqlite3.Connection, condition: Condition, most: int = MOST_COUNTED) -> list[sqlite3.Row]:
    """The newest hits: one more than `most`, to see whether there are more."""
    act = "act" if has_acts(db) else "'states' as act"
    sql = first_by_day(
        condition, f"{STANDS}, quotes.speaker, quotes.outlet, quotes.kind, quotes.confidence, {act}", "desc"
    )
    return db.execute(sql, condition.values | {"limit": most + 1}).fetchall()


def count_of(db: sqlite3.Connection, condition: Condition, newest: str = "true") -> int:
    """Count the hits, up to one more than `MOST_COUNTED`.

    Args:
        newest: a further condition.
    """
    sql = f"""
        select quotes.id from {condition.rows} where {condition.where} and {newest} {by_day(condition, "desc")}
        limit {MOST_COUNTED + 1}
    """
    return int(db.execute(f"select count(*) from ({sql})", condition.values).fetchone()[0])


def counts_without(db: sqlite3.Connection, wanted: Filter) -> dict[str, Counted]:
    """For a filter that nothing meets: how many quotations meet the rest of it, by what is left out."""
    condition = _newest(db, conditions(db, wanted))
    # What is looked up first, and the words of a speaker, which were looked up among what the speaker says.
    again = {name for name in (condition.leading, wanted.words and "speaker") if name in condition.parts}
    others = [name for name in condition.parts if name not in (condition.leading, "newest")]
    first = " and ".join(part for name, part in condition.parts.items() if name not in others) or "true"
    # Which of the conditions a quotation meets, as the bits of a number: so each is looked at once.
    met = " | ".join(f"(coalesce({condition.parts[name]}, 0) << {bit})" for bit, name in enumerate(others)) or "0"
    counts = Counter(
        row[0] for row in db.execute(f"select {met} from {condition.rows} where {first}", condition.values)
    )
    every, exact = 2 ** len(others) - 1, "newest" not in condition.parts
    found = {
        name: Counted(counts[every] + counts[every & ~(1 << bit)], exact)
        for bit, name in enumerate(others)
        if name not in again
    }
    for name in filter(None, again):
        wider = _newest(db, conditions(db, wanted.model_copy(update={name: None})))
        count = count_of(db, wider, wider.parts.get("newest", "true"))
        found[name] = Counted(min(count, MOST_COUNTED), "newest" not in wider.parts and count <= MOST_COUNTED)
    return found


def _newest(db: sqlite3.Connection, condition: Condition) -> Condition:
    """The condition, with one more part: to be among the newest of what would be gone through, if that is too much."""
    first = condition.parts.get(condition.leading or "", "true")
    most = MOST_READ if condition.leading is None else MOST_LOOKED_UP
    if condition.leading is not None and condition.leading not in BY_DAY:
        return condition
    oldest = db.execute(OLDEST_READ.format(condition.rows, first, most), condition.values).fetchone()
    if oldest is None:
        return condition
    part = {"newest": "quotes.published >= :oldest_read"}
    return condition._replace(values=condition.values | {"oldest_read": oldest[0]}, parts={**condition.parts, **part})


def facets_of(db: sqlite3.Connection, newest: list[Any], *, size: int = 6) -> SimpleNamespace:
    """Count the `speakers`, `outlets`, `kinds`, `acts` and `times` of the newest hits; `capped`, the most, if cut."""
    rows = newest[:MOST_COUNTED]
    speakers, outlets, kinds, acts = (
        Counter(row[name] for row in rows if row[name] is not None) for name in ("speaker", "outlet", "kind", "act")
    )
    speakers.update(one.id for others in together(db, [row["id"] for row in rows]).values() for one in others)
    name = "select name from speakers where id = ?"
    return SimpleNamespace(
        speakers=_counted(speakers, size, lambda number: db.execute(name, [number]).fetchone()[0]),
        outlets=_counted(outlets, size, str),
        kinds=_counted(kinds, size, str),
        acts=_counted(acts, size, str),
        times=dict(Counter(row["published"][:10] for row in rows if row["published"])),
        total=len(rows),
        capped=MOST_COUNTED if len(newest) > MOST_COUNTED else None,
    )


def _counted(counts: Counter[Any], size: int, label: Callable[[Any], str]) -> list[SimpleNamespace]:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:size]
    return [SimpleNamespace(value=value, label=label(value), count=count) for value, count in most]


def by_length(db: sqlite3.Connection, wanted: Condition, length: int) -> dict[str, int]:
    """Count quotations by the first characters of their dates: 7 for months, 10 for days."""
    # Counted here: if SQLite counts, it reads every quotation of a speaker, also those without the words.
    sql = f"""
        select substr(quotes.published, 1, :length) from {wanted.rows}
        where {wanted.where} and quotes.published is not null
    """
    days = Counter(row[0] for row in db.execute(sql, wanted.values | {"length": length}))
    return dict(sorted(days.items()))
