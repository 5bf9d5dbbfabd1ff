"""Figures as tables, each row with the address of the quotations that it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quotes.store.insights import Insights
from quotes.web.show.charts import over_time
from quotes.web.show.wording import ACTS, EVIDENCE, GENDERS, MANY, act, kind, sentence

WIDTH = 160  # pixels of the longest bar
SOURCES = {"person": "Named people", "unknown": "Of unknown kind"}


@dataclass(frozen=True)
class FigureRow:
    """One row.

    Attributes:
        values: the values of its table's columns.
        href: the address of what it counts.
        bar: the length of its bar in pixels.
        each: whether CSV has a row for each of the cells.
        cells: further figures with their addresses: the most quoted of an outlet, a person's acts.
    """

    label: str
    count: int
    href: str
    bar: float = 0.0
    share: float = 0.0
    cells: list[tuple[str, int, str]] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    each: bool = False

    def lines(self) -> list[list[Any]]:
        """The row for CSV, or one for each of its further figures."""
        if not self.each:
            return [[*self.values, self.href]]
        return [[self.label, name, number, href] for name, number, href in self.cells if number]


@dataclass(frozen=True)
class FigureTable:
    """A table, with its name in addresses."""

    name: str
    columns: list[str]
    rows: list[FigureRow]


def tables(found: Insights, given: Mapping[str, str], to: Callable[..., str]) -> list[FigureTable]:
    """All tables that are not empty.

    Args:
        given: the filters of the request, to which each row adds its own.
        to: makes the address of a search.
    """
    counted = dict(given) | ({"since": found.since} if found.since else {})
    whole = given if found.whole else counted

    def rows(base: Mapping[str, str], **more: Any) -> str:
        return to(**dict(base) | more)

    people = [(one.name, one.count, rows(whole, speaker=one.id)) for one in found.people]
    made = [
        FigureTable("people", ["speaker", "quotations"], _drawn(people)),
        FigureTable("outlets", ["outlet", "quotations", "most quoted there"], _outlets(found, whole, counted, rows)),
        FigureTable("time", ["period", "quotations"], _times(found, counted, to)),
        FigureTable("series", ["speaker", "period", "quotations"], _series(found, whole, rows)),
        FigureTable("sources", ["source", "quotations", "share"], _shares(found.sources, counted, "speaker_kind", to)),
        FigureTable("told", ["kind", "quotations", "share"], _shares(found.kinds, counted, "kind", to)),
        FigureTable("acts", ["speaker", "act", "quotations"], _acts(found, counted, rows)),
        FigureTable("genders", ["gender", "quotations", "share"], _shares(found.genders or {}, counted, "gender", to)),
        FigureTable(
            "evidence", ["told by", "quotations", "people", "evidence that agrees"], _evidence(found, counted, rows)
        ),
    ]
    return [table for table in made if table.rows]


def _drawn(counts: list[tuple[str, int, str]]) -> list[FigureRow]:
    """Rows with bars."""
    most = max((number for _, number, _ in counts), default=1)
    return [
        FigureRow(label, number, href, round(WIDTH * number / most, 1), values=[label, number])
        for label, number, href in counts
    ]


def _shares(counts: Mapping[str, int], base: Mapping[str, str], name: str, to: Callable[..., str]) -> list[FigureRow]:
    """Parts of a whole."""
    all_of = sum(counts.values()) or 1
    found = []
    for value, number in counts.items():
        label = _label(name, value)
        href = to(**dict(base) | {name: value})
        share = number / all_of
        values = [label, number, round(share, 4)]
        found.append(FigureRow(label, number, href, round(WIDTH * share, 1), share, values=values))
    return found


def _evidence(found: Insights, counted: Mapping[str, str], rows: Callable[..., str]) -> list[FigureRow]:
    """How genders are known; `share` is how much of the evidence agrees, 0 for your own list."""
    made = []
    for one in found.evidence:
        label, all_of = sentence(EVIDENCE.get(one.by, one.by)), one.agree + one.differ
        share = one.agree / all_of if all_of else 0.0
        values = [label, one.quotations, one.people, round(share, 4) if all_of else ""]
        made.append(FigureRow(label, one.quotations, rows(counted, told_by=one.by), share=share, values=values))
    return made


def _label(name: str, value: str) -> str:
    if name == "gender":
        return sentence(GENDERS.get(value, value))
    return sentence(SOURCES.get(value) or MANY.get(value, value)) if name == "speaker_kind" else sentence(kind(value))


def _outlets(
    found: Insights, whole: Mapping[str, str], counted: Mapping[str, str], rows: Callable[..., str]
) -> list[FigureRow]:
    made = _drawn([(outlet, number, rows(whole, outlet=outlet)) for outlet, number in found.outlets])
    for row in made:
        for one in found.leading.get(row.label, ()):
            row.cells.append((one.name, one.count, rows(counted, outlet=row.label, speaker=one.id)))
        row.values.append("; ".join(f"{name} ({number})" for name, number, _ in row.cells))
    return made


def _acts(found: Insights, counted: Mapping[str, str], rows: Callable[..., str]) -> list[FigureRow]:
    made = []
    for one, done in found.acts:
        cells = [
            (act(name), done.get(name, 0), rows(counted, speaker=one.id, act=name)) for name in ACTS if name != "states"
        ]
        made.append(FigureRow(one.name, one.count, rows(counted, speaker=one.id), cells=cells, each=True))
    return made


def _times(found: Insights, counted: Mapping[str, str], to: Callable[..., str]) -> list[FigureRow]:
    chart = over_time(found.times)
    bars = chart.rows if chart else []
    return _drawn(
        [(bar.label, bar.count, to(**dict(counted) | narrowed(bar.since, bar.until, counted))) for bar in bars]
    )


def _series(found: Insights, base: Mapping[str, str], rows: Callable[..., str]) -> list[FigureRow]:
    """Those quoted most over time."""
    days = [day for counts in found.months.values() for day in counts]
    made = []
    for one in found.people if days else []:
        chart = over_time(found.months.get(one.id, {}), first=min(days), last=max(days))
        cells = [
            (bar.label, bar.count, rows(base, speaker=one.id, **narrowed(bar.since, bar.until, base)))
            for bar in (chart.rows if chart else [])
        ]
        if cells:
            made.append(FigureRow(one.name, one.count, rows(base, speaker=one.id), cells=cells, each=True))
    return made


def narrowed(first: str, last: str, base: Mapping[str, str]) -> dict[str, str]:
    """The days of a bar within the days that are asked for; each may be a day, a month or a year."""
    since, until = base.get("since", ""), base.get("until", "")
    later = since if since.startswith(first) or since[: len(first)] > first else first
    earlier = until if until and (until.startswith(last) or until < last[: len(until)]) else last
    return {"since": later, "until": earlier}
