"""Write cells of CSV that a spreadsheet shows and does not run: articles may hold anything, even '=cmd|…'."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = "\ufeff"  # a byte order mark, by which Excel recognises UTF-8
RUN = re.compile(r"[=+\-@\t\r\n|%\uff0b\uff0d\uff1d\uff20]")  # a formula begins with one of these
# One within a text begins a cell of its own where a spreadsheet takes semicolons for separators, as in much of Europe.
RUN_WITHIN = re.compile(r"([;\t\r\n][ \u00a0]*)(?=[=+@\uff0b\uff1d\uff20]|-[^\s\d])")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?(e[+-]?\d+)?%?", re.IGNORECASE)


def cells(row: Iterable[object]) -> list[object]:
    """The values of a row. A text that would be run gets an apostrophe before it, which spreadsheets do not show.

    >>> cells(["=1+1", "- No, he said", "-5", -5, "plain", "Yes;=1+1"])
    ["'=1+1", "'- No, he said", '-5', -5, 'plain', "Yes;'=1+1"]
    """
    return [_shown(value) if isinstance(value, str) else value for value in row]


def _shown(text: str) -> str:
    words = text.lstrip()
    shown = text[: len(text) - len(words)] + RUN_WITHIN.sub(r"\1'", words)
    return f"'{shown}" if _is_run(text) else shown


def _is_run(text: str) -> bool:
    return RUN.match(text.lstrip(" \u00a0")) is not None and not NUMBER.fullmatch(text)
