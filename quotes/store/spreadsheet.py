"""Write cells of CSV that a spreadsheet shows and does not run: articles may hold anything, even '=cmd|…'."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = "\ufeff"  # a byte order mark, by which Excel recognises UTF-8
RUN = re.compile(r"[=+\-@\t\r\n|%\uff0b\uff0d\uff1d\uff20]")  # a formula begins with one of these
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?%?", re.IGNORECASE)


def cells(row: Iterable[object]) -> list[object]:
    """The values of a row. A text that would be run gets an apostrophe before it, which spreadsheets do not show.

    >>> cells(["=1+1", "- No, he said", "-5", -5, "plain"])
    ["'=1+1", "'- No, he said", '-5', -5, 'plain']
    """
    return [f"'{value}" if isinstance(value, str) and _is_run(value) else value for value in row]


def _is_run(text: str) -> bool:
    return RUN.match(text.lstrip(" \u00a0")) is not None and not NUMBER.fullmatch(text)
