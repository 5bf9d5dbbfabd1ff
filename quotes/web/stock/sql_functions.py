"""Replace functions of SQLite that take far more time than their values are long, and which nothing stops.

A query is stopped between its steps, but a function is one step: `trim` with a text of a megabyte and half a million
characters to take away would keep a thread for a quarter of an hour, `printf('%.*c', 2000000000, 'x')` for 8 seconds.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import cast

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
    for name in ("printf", "format"):
        conn.create_function(name, -1, _printing(longest), deterministic=True)


def _printing(longest: int) -> Callable[..., Value]:
    """SQLite's own `printf`, of at most so many characters; a width may come with a number or, for '*', as a value."""
    own = sqlite3.connect(":memory:", check_same_thread=False)

    def printf(*given: Value) -> Value:
        form = _text(given[0]) if given and given[0] is not None else ""
        widths = [*map(int, re.findall(r"\d{1,18}", form)), *_numbers(given[1:]) * form.count("*")]
        if sum(widths) > longest:
            return " " * (longest + 1)
        try:
            return cast(Value, own.execute(f"select printf({', '.join('?' * len(given))})", given).fetchone()[0])
        except sqlite3.Error:  # it is too long
            return " " * (longest + 1)

    return printf


def _numbers(given: tuple[Value, ...]) -> list[int]:
    """The values that may be widths, which count by their size alone; what SQLite takes for one begins with a digit."""
    found = (re.match(r"\s*[-+]?(\d{1,18})", _text(one)) for one in given if not isinstance(one, float))
    floats = [min(abs(one), 10.0**18) for one in given if isinstance(one, float)]
    return [*(int(match[1]) for match in found if match), *map(int, floats)]


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
