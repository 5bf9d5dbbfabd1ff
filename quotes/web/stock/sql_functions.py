"""Replace functions of SQLite whose time grows with the product of the sizes of two texts, and which nothing stops.

A query is stopped between its steps, but a function is one step: `trim` with a text of a megabyte and half a million
characters to take away would keep a thread for a quarter of an hour.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

Value = str | bytes | int | float | None


def make_linear(conn: sqlite3.Connection, longest: int) -> None:
    """Give a connection functions that do the same in time that grows with the sizes themselves.

    Args:
        longest: characters or bytes that a value may have.
    """

    def replace(value: Value, old: Value, new: Value) -> Value:
        if value is None or old is None or new is None:
            return None
        text, before, after = _text(value), _text(old), _text(new)
        if not before:
            return text if isinstance(value, bytes) else value
        if len(text) + text.count(before) * (len(after) - len(before)) > longest:
            return " " * (longest + 1)  # which SQLite refuses as too big; an exception would be printed, too
        return text.replace(before, after)

    conn.create_function("replace", 3, replace, deterministic=True)
    conn.create_function("instr", 2, _instr, deterministic=True)
    for name, left, right in (("trim", True, True), ("ltrim", True, False), ("rtrim", False, True)):
        conn.create_function(name, 2, _trimming(left, right), deterministic=True)


def _text(value: Value) -> str:
    """A value as text, as SQLite takes it."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _instr(value: Value, part: Value) -> int | None:
    if value is None or part is None:
        return None
    if isinstance(value, bytes) and isinstance(part, bytes):
        return value.find(part) + 1
    return _text(value).find(_text(part)) + 1


def _trimming(left: bool, right: bool) -> Callable[[Value, Value], str | None]:
    """A function that takes given characters away at the ends of a text."""

    def trim(value: Value, characters: Value) -> str | None:
        if value is None or characters is None:
            return None
        text, away = _text(value), frozenset(_text(characters))
        start, end = 0, len(text)
        while left and start < end and text[start] in away:
            start += 1
        while right and start < end and text[end - 1] in away:
            end -= 1
        return text[start:end]

    return trim
