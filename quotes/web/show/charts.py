"""Compute the geometry of bar charts of counts over time; templates draw it as inline SVG, without scripts or styles.

Widths and places are percentages of the drawing, and heights are pixels, so a chart fits any screen and its text keeps
its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import ceil

HEIGHT = 110.0  # pixels of the tallest bar
SPARK = 22.0
# At most this many days, if days are known, have a bar each. Otherwise a bar is a month, a quarter or a year: the first
# of these that gives no more than this many bars.
MOST_DAYS, MOST_BARS = 62, 48
# Bars are never wider than if there were this many.
FEWEST = 12
LABEL = 19  # percent of the width that a label may need
GAP = 0.18  # the part of its share of the width that a bar fills
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Bar:
    """One bar: place and width in percent, top and height in pixels."""

    x: float
    width: float
    y: float
    height: float
    label: str
    count: int
    #: First and last month or day of it, as '2026-03' or '2026-03-13', for a link to what it counts.
    since: str
    until: str
    #: The label if there is little room.
    short: str


@dataclass(frozen=True)
class Chart:
    """A bar chart; `rows` has the same as a table."""

    bars: list[Bar]
    ticks: list[tuple[float, str]]
    peak: int
    height: float = HEIGHT
    unit: str = "month"
    rows: list[Bar] = field(default_factory=list)


def over_time(
    counts: Mapping[str, int],
    *,
    first: str | None = None,
    last: str | None = None,
    peak: int | None = None,
    height: float = HEIGHT,
) -> Chart | None:
    """A chart of counts by month ('2026-03') or day ('2026-03-13'), with empty ones between; None without counts.

    Args:
        first, last: the months or days it begins and ends with, so that neighbouring charts agree.
        peak: the count of the tallest possible bar, for the same reason.
    """
    ends = [end for end in (first, last) if end]
    if days := _days([*counts, *ends]):
        return _drawn({_day_number(day): count for day, count in counts.items()}, days, 1, "day", peak, height)
    months = {number for text in (*counts, *ends) if (number := _number(text)) is not None}
    if not months:
        return None
    totals: dict[int, int] = {}
    for text, count in counts.items():
        if (number := _number(text)) is not None:
            totals[number] = totals.get(number, 0) + count
    step, unit = _step(max(months) - min(months) + 1)
    return _drawn(totals, (min(months) - min(months) % step, max(months)), step, unit, peak, height)


def _drawn(
    counts: Mapping[int, int], ends: tuple[int, int], step: int, unit: str, peak: int | None, height: float
) -> Chart:
    """Bars for the numbers of days or months from one end to the other."""
    totals = [
        (number, sum(counts.get(number + offset, 0) for offset in range(step)))
        for number in range(ends[0], ends[1] + 1, step)
    ]
    top = max(peak or 0, max(count for _, count in totals), 1)
    bars = [_bar(place, one, step, unit, len(totals), top, height) for place, one in enumerate(totals)]
    drawn = [bar for bar in bars if bar.count]
    return Chart(drawn, _ticks(bars), top, height, unit, drawn)


def peak_of(charts: Iterable[Mapping[str, int]], first: str, last: str) -> int:
    """The tallest bar of several series drawn over the same time."""
    drawn = (over_time(counts, first=first, last=last) for counts in charts)
    return max((chart.peak for chart in drawn if chart), default=1)


def spark(counts: Mapping[str, int], *, first: str | None = None, last: str | None = None) -> Chart | None:
    """A chart small enough for a line of text; None if nothing has a date."""
    return over_time(counts, first=first, last=last, height=SPARK) if counts else None


def _bar(place: int, one: tuple[int, int], step: int, unit: str, bars: int, top: int, height: float) -> Bar:
    number, count = one
    share = 100 / max(bars, FEWEST)
    tall = max(2.0, height * count / top) if count else 0.0
    label, short, since, until = _day_of(number) if unit == "day" else _month_of(number, step)
    return Bar(
        round(share * (place + GAP / 2), 3),
        round(share * (1 - GAP), 3),
        round(height - tall, 1),
        round(tall, 1),
        label,
        count,
        since,
        until,
        short,
    )


def _ticks(bars: list[Bar]) -> list[tuple[float, str]]:
    """Labels under the bars, evenly spread: always the first one, and never so close that they touch on a telephone."""
    share = 100 / max(len(bars), FEWEST)
    every = ceil(LABEL / share)
    return [(bar.x, bar.short) for bar in bars[::every] if bar.x + LABEL <= 100 + share]


def _step(months: int) -> tuple[int, str]:
    for step, unit in ((1, "month"), (3, "quarter")):
        if months <= MOST_BARS * step:
            return step, unit
    return 12, "year"


def _month_of(month: int, step: int) -> tuple[str, str, str, str]:
    """Label, short label, first and last month of a bar of several months."""
    year, index = divmod(month, 12)
    label = str(year) if step == 12 else f"{MONTHS[index]} {year}"
    return label, label, _month(month), _month(month + step - 1)


def _day_of(number: int) -> tuple[str, str, str, str]:
    """The same for a bar of a day."""
    day = date.fromordinal(number)
    short = f"{day.day} {MONTHS[day.month - 1]}"
    return f"{short} {day.year}", short, day.isoformat(), day.isoformat()


def _days(texts: list[str]) -> tuple[int, int] | None:
    """The first and the last day, as numbers, if all of these are days and there are not too many between."""
    try:
        numbers = [_day_number(text) for text in texts]
    except ValueError:
        return None
    return (min(numbers), max(numbers)) if numbers and max(numbers) - min(numbers) < MOST_DAYS else None


@lru_cache(maxsize=20_000)  # the charts of a page share their days
def _day_number(text: str) -> int:
    """'2026-03-13' as days since the year 1.

    Raises:
        ValueError: it is not a day.
    """
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text).toordinal()


@lru_cache(maxsize=20_000)
def _number(month: str) -> int | None:
    """'2026-03', or any day of it, as months since year 0."""
    year, _, rest = month.partition("-")
    index = rest[:2] or "1"
    if not (year.isascii() and year.isdigit() and len(year) == 4 and index.isascii() and index.isdigit()):
        return None
    return int(year) * 12 + int(index) - 1 if 1 <= int(index) <= 12 else None


def _month(number: int) -> str:
    year, index = divmod(number, 12)
    return f"{year:04}-{index + 1:02}"
