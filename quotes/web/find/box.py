"""Parse the search box: words, and filters written as `speaker:`, `outlet:`, `before:`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from quotes.web.show.wording import ACTS, KINDS

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
OPERATOR = re.compile(r'(?<!\S)(?P<name>[a-z_]{2,12}):(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.IGNORECASE)


class Box(NamedTuple):
    """The remaining words, the filters, and what could not be used."""

    words: str
    filters: dict[str, str]
    problems: list[str]


def read(text: str) -> Box:
    """Split a box into words and filters.

    >>> read('bridge speaker:"Ida Marlow" before:2026-03').filters
    {'name': 'Ida Marlow', 'until': '2026-02-28'}
    """
    filters: dict[str, str] = {}
    problems: list[str] = []

    def take(match: re.Match[str]) -> str:
        name, value = match["name"].lower(), (match["phrase"] or match["word"] or "").strip()
        if name not in OPERATORS:
            return match[0]
        field, reading, advice = OPERATORS[name]
        read_as = reading(value)
        if read_as is None:
            problems.append(f"“{match[0][:60]}” cannot be used; {advice}.")
        else:
            filters[field] = read_as
        return " "

    words = " ".join(OPERATOR.sub(take, text).split())
    return Box(words, filters, problems)


def _text(value: str) -> str | None:
    return value[:200] or None


def _day(value: str) -> str | None:
    return value if DAY.fullmatch(value) else None


def day_before(value: str) -> str | None:
    """The last day before a day, a month or a year."""
    if not DAY.fullmatch(value):
        return None
    try:
        first = date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return None
    return (first - timedelta(days=1)).isoformat() if first > date.min else None


def _act(value: str) -> str | None:
    return next((act for act, did in ACTS.items() if value.lower() in (act, did)), None)


def _kind(value: str) -> str | None:
    kinds = ("direct", "mixed", "indirect")
    return next((kind for kind in kinds if value.lower() in (kind, KINDS[kind])), None)


WHEN = "write a day as 2026-03-01, a month as 2026-03 or a year"
OPERATORS: dict[str, tuple[str, Callable[[str], str | None], str]] = {
    "speaker": ("name", _text, "write a name after it, in marks where it has several words"),
    "by": ("name", _text, "write a name after it, in marks where it has several words"),
    "outlet": ("outlet", _text, "write an outlet after it, in marks where it has several words"),
    "in": ("outlet", _text, "write an outlet after it, in marks where it has several words"),
    "before": ("until", day_before, WHEN),
    "until": ("until", _day, WHEN),
    "after": ("since", _day, WHEN),
    "since": ("since", _day, WHEN),
    "act": ("act", _act, f"choose from {', '.join(ACTS.values())}"),
    "kind": ("kind", _kind, "choose from direct, mixed and indirect"),
}
