"""Make Datasette's own CSV of tables and queries safe: no spreadsheet runs its cells."""

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
    """Write like `csv.writer`, as far as Datasette uses it; it awaits the result."""

    def __init__(self, out: Any) -> None:
        self._rows = csv.writer(out)

    def writerow(self, row: Iterable[object]) -> Any:
        return self._rows.writerow(cells(row))
