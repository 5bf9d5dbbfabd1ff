"""Make Datasette's own CSV of tables and queries fit for spreadsheets: they read it as UTF-8, and run no cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from quotes.store.spreadsheet import MARK, cells


def defuse() -> None:
    """Let Datasette write its CSV with our cells; it has no hook for that."""
    from datasette.views import base

    base.csv = SimpleNamespace(writer=_Writer)


class _Writer:
    """Write like `csv.writer`, as far as Datasette uses it; it awaits the result. A byte order mark comes first."""

    def __init__(self, out: Any) -> None:
        self._out, self._mark = out, MARK

    def writerow(self, row: Iterable[object]) -> Any:
        text = io.StringIO()
        csv.writer(text).writerow(cells(row))
        mark, self._mark = self._mark, ""
        return self._out.write(mark + text.getvalue())
