"""Counts over time as the geometry of a bar chart; templates draw it as inline SVG, without scripts or styles.

Widths and places are percentages of the drawing, heights are pixels: a chart fits any screen, its text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil

HEIGHT = 110.0  # pixels of the tallest bar
SPARK = 22.0
# Up to so many bars a bar is a month, then a quarter, then a year.
MOST_BARS = 48
# Bars are never broader than if there were so many.
FEWEST = 12
LABEL = 19  # percent of the width that a label may need
GAP = 0.18  # of a bar's share of the width
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
    #: First and last month of it, as '2026-03', for a link to what it counts.
    since: str
    until: str


@dataclass(frozen=True)
class Chart:
    """A bar chart; `rows` says the same as a table."""

    bars: list[Bar]
    ticks: list[tuple[float, str]]
    peak: int
    height: float = HEIGHT
    unit: str = "month"
    rows: list[Bar] = field(default_factory=list)


def over_time(
    months: Mapping[str, int],
    *,
    first: str | None = None,
    last: str | None = None,
    peak: int | None = None,
    height: float = HEIGHT,
) -> Chart | None:
    """A chart of counts by month ('2026-03' to 7), with the empty months between; None where there is nothing.

    Args:
        first, last: the months it begins and ends with, so that charts beside each other agree.
        peak: the count of the tallest possible bar, for the same reason.
    """
    counts = {_number(month): count for month, count in months.items() if _number(month) is not None}
    ends = [number for month in (first, last) if (number := _number(month or "")) is not None]
    known = sorted([number for number in (*counts, *ends) if number is not None])
    if not known:
        return None
    step, unit = _step(known[-1] - known[0] + 1)
    begin = known[0] - known[0] % step
    totals = [
        (month, sum(counts.get(month + offset, 0) for offset in range(step)))
        for month in range(begin, known[-1] + 1, step)
    ]
    top = max(peak or 0, max(count for _, count in totals), 1)
    bars = [_bar(place, month, count, step, len(totals), top, height) for place, (month, count) in enumerate(totals)]
    return Chart(
        [bar for bar in bars if bar.count], _ticks(bars), top, height, unit, [bar for bar in bars if bar.count]
    )


def peak_of(charts: Iterable[Mapping[str, int]], first: str, last: str) -> int:
    """The tallest bar of several series drawn over the same months."""
    drawn = (over_time(months, first=first, last=last) for months in charts)
    return max((chart.peak for chart in drawn if chart), default=1)


def spark(months: Mapping[str, int], *, first: str | None = None, last: str | None = None) -> Chart | None:
    """A chart small enough for a line of text."""
    return over_time(months, first=first, last=last, height=SPARK)


def _bar(place: int, month: int, count: int, step: int, bars: int, top: int, height: float) -> Bar:
    share = 100 / max(bars, FEWEST)
    tall = max(2.0, height * count / top) if count else 0.0
    return Bar(
        round(share * (place + GAP / 2), 3),
        round(share * (1 - GAP), 3),
        round(height - tall, 1),
        round(tall, 1),
        _label(month, step),
        count,
        _month(month),
        _month(month + step - 1),
    )


def _ticks(bars: list[Bar]) -> list[tuple[float, str]]:
    """Labels under the bars, evenly spread, the first one always, and never so close that they touch on a telephone."""
    share = 100 / max(len(bars), FEWEST)
    every = ceil(LABEL / share)
    return [(bar.x, bar.label) for bar in bars[::every]]


def _step(months: int) -> tuple[int, str]:
    for step, unit in ((1, "month"), (3, "quarter")):
        if months <= MOST_BARS * step:
            return step, unit
    return 12, "year"


def _label(month: int, step: int) -> str:
    year, index = divmod(month, 12)
    if step == 12:
        return str(year)
    return f"{MONTHS[index]} {year}"


def _number(month: str) -> int | None:
    """'2026-03' as months since year 0."""
    year, _, rest = month.partition("-")
    index = rest[:2] or "1"
    if not (year.isascii() and year.isdigit() and len(year) == 4 and index.isascii() and index.isdigit()):
        return None
    return int(year) * 12 + int(index) - 1 if 1 <= int(index) <= 12 else None


def _month(number: int) -> str:
    year, index = divmod(number, 12)
    return f"{year:04}-{index + 1:02}"
