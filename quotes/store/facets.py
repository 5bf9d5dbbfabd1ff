"""Counts of what a search finds: what its newest hits share, and how many there are of each month or day. Read-only."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from quotes.store.columns import has_acts
from quotes.store.filters import Condition
from quotes.store.orders import STANDS, first_by_day
from quotes.store.said import together

#: Facets count at most this many hits, so that their cost is bounded.
MOST_COUNTED = 2000


def newest_hits(db: sqlite3.Connection, condition: Condition) -> list[sqlite3.Row]:
    """The newest hits: one more than are counted, to see whether there are more."""
    act = "act" if has_acts(db) else "'states' as act"
    sql = first_by_day(condition, f"{STANDS}, quotes.speaker, quotes.outlet, quotes.kind, {act}", "desc")
    return db.execute(sql, condition.values | {"limit": MOST_COUNTED + 1}).fetchall()


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
