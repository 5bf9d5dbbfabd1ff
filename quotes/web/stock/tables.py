"""Datasette's own CSV, of tables and queries, with cells that no spreadsheet runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from quotes.store.spreadsheet import cells


def defuse() -> None:
    """Let Datasette write its CSV with our cells; it has no hook for that."""
    from datasette.views import base

    base.csv = SimpleNamespace(writer=_Writer)


class _Writer:
    """As `csv.writer`, of which Datasette uses this much; what it gives back is awaited."""

    def __init__(self, out: Any) -> None:
        self._rows = csv.writer(out)

    def writerow(self, row: Iterable[object]) -> Any:
        return self._rows.writerow(cells(row))
