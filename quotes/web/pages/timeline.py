"""`/-/quotes/speakers/{id}/timeline`: what one speaker said on a topic by date, in two periods or acts side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from quotes.store import carried, filters, profiles
from quotes.store.facets import MOST_COUNTED, count_of
from quotes.store.filters import Condition, Filter
from quotes.store.said import hits, said
from quotes.web import links, site
from quotes.web.find.box import day_before
from quotes.web.pages.request import FIELDS, Asked, asked, read_given
from quotes.web.show.charts import over_time, peak_of
from quotes.web.show.wording import ACTS, act, day, period, shown

SIZE, OF_TWO = 25, 12
ONCE = timedelta(days=3)  # days: a statement that is carried for longer may have been said again
#: An address has these for the second column too: `and_since` and so on.
SECOND = ("since", "until", "act")
WHOLE = tuple(name for name in FIELDS if name not in ("speaker", "name", "speaker_kind", "gender", "told_by"))
LONGEST = 20


@dataclass(frozen=True)
class Side:
    """One column: its title, and which quotations it has."""

    title: str
    asked: Asked


async def show(datasette: Any, request: Any) -> Any:
    """The page."""
    await site.allow(datasette, request)
    number = int(request.url_vars["id"])
    query = asked(request, but=("speaker", "name", "speaker_kind", "gender", "told_by", "order"))
    more = {name: (request.args.get(name) or "").strip()[:LONGEST] for name in ("split", *_seconds())}
    both, problems = sides(query, more)
    place = int(at) if (at := request.args.get("page") or "1").isascii() and at.isdigit() and len(at) < 5 else 1
    found = await site.read(datasette, partial(_look_up, number=number, sides=both, page=max(1, place)))
    if found is None:
        return await site.missing(datasette, request, f"There is no speaker {number} in this database.")
    to = partial(links.timeline, datasette, number)
    for column in found["columns"]:
        column.alone = to(**column.given) if len(both) > 1 else None
        column.rows = links.search(datasette, speaker=number, **column.given, order="oldest")
        column.links = partial(links.search, datasette, speaker=number, words=query.given.get("words"))
    given = query.given | {name: value for name, value in more.items() if value}
    context = found | {
        "asked": given,
        "problems": query.problems + problems,
        "acts": ACTS,
        "next": to(**given, page=place + 1) if found["further"] else None,
        "first": to(**given) if place > 1 else None,
        "one": to(**query.without("since", "until", "act")) if len(both) > 1 else None,
        "periods_open": bool(given.keys() & {"since", "until", "and_since", "and_until"}),
    }
    return await site.page(datasette, request, "timeline.html", context)


def sides(query: Asked, more: Mapping[str, str]) -> tuple[list[Side], list[str]]:
    """The columns that are asked for, and the values that could not be used."""
    second = {name: more[f"and_{name}"] for name in SECOND if more.get(f"and_{name}")}
    if split := more.get("split"):
        return _halves(query, split)
    if not second:
        return [Side("", query)], []
    days = ("since", "until") if {"since", "until"} & second.keys() else ()
    other = read_given(query.without(*second, *days) | second)
    if other.problems:
        return [Side("", query)], other.problems
    return [Side(_title(query, second), query), Side(_title(other, second), other)], []


def _seconds() -> tuple[str, ...]:
    return tuple(f"and_{name}" for name in SECOND)


def _halves(query: Asked, split: str) -> tuple[list[Side], list[str]]:
    """Split at a day: one column before it, and one from it on."""
    before = day_before(split)
    if before is None:
        return [Side("", query)], [f"“{shown(split, 40)}” is not a day; write a day as 2026-03-01, a month or a year."]
    since, until = query.given.get("since", ""), query.given.get("until", "")
    inside = (not since or since <= before) and (not until or until >= split)
    given = query.given if inside else query.without("since", "until")
    halves = {f"Before {day(split)}": {"until": before}, f"From {day(split)} on": {"since": split}}
    problems = [] if inside else [f"{day(split)} is not between the days given as from and to, so these are ignored."]
    return [Side(title, read_given(given | days)) for title, days in halves.items()], problems


def _title(query: Asked, second: Mapping[str, str]) -> str:
    """What distinguishes one column from the other: 'June 2016', 'Promised'."""
    since, until = query.given.get("since"), query.given.get("until")
    when = period(since, until) if since and until else f"From {day(since)} on" if since else ""
    when = when or (f"Until {day(until)}" if until else "At any time")
    did = act(query.given["act"]).capitalize() if query.given.get("act") else "All acts"
    return " · ".join([did] * ("act" in second) + [when] * bool({"since", "until"} & second.keys()))


def _look_up(db: sqlite3.Connection, number: int, sides: list[Side], page: int) -> dict[str, Any] | None:
    speaker = profiles.named(db, number)
    if speaker is None:
        return None
    wanted = [side.asked.filter.model_copy(update={"speaker": number}) for side in sides]
    first = filters.conditions(db, wanted[0])
    conditions = [first, *(filters.conditions(db, one, like=first) for one in wanted[1:])]
    columns = [
        _column(db, side, one, OF_TWO if len(sides) > 1 else SIZE, page)
        for side, one in zip(sides, conditions, strict=True)
    ]
    series = [column.times for column in columns]
    times = sorted({time for counts in series for time in counts})
    ends = (times[0], times[-1]) if times else ("", "")
    peak = peak_of(series, *ends)
    for column, counts in zip(columns, series, strict=True):
        chart = over_time(counts, first=ends[0], last=ends[1], peak=peak, height=60.0)
        column.chart = chart if len(times) > 1 else None
    shown_here = [one.quote.id for column in columns for one in column.statements]
    return {
        "speaker": speaker,
        "hits": hits(db, wanted[0], shown_here),
        "columns": columns,
        "undated": _undated(db, wanted, first) if len(sides) > 1 else 0,
        "further": len(sides) == 1 and columns[0].further,
        "most_counted": MOST_COUNTED,
        "dates": profiles.dates(db),
    }


def _undated(db: sqlite3.Connection, wanted: list[Filter], like: Condition) -> int:
    """How many quotations no column can have, because they have no date and each column is a period."""
    if not all(one.since or one.until for one in wanted):
        return 0
    whenever = wanted[0].model_copy(update={"since": None, "until": None})
    return count_of(db, filters.conditions(db, whenever, like=like), "quotes.published is null")


def _column(db: sqlite3.Connection, side: Side, wanted: Condition, size: int, page: int) -> SimpleNamespace:
    line = carried.timeline(db, wanted)
    begin = (page - 1) * size
    here = line.statements[begin : begin + size]
    quotes = {one.id: one for one in said(db, [number for one in here for number in one])}
    return SimpleNamespace(
        title=side.title,
        given=side.asked.given,
        statements=[
            SimpleNamespace(quote=quotes[one[0]], others=[quotes[at] for at in one], told=_told(one, quotes))
            for one in here
        ],
        count=len(line.statements),
        quotes=line.quotes,
        times=line.times,
        cut=carried.MOST if line.cut else None,
        further=len(line.statements) > begin + size,
    )


def _told(statement: carried.Statement, quotes: Mapping[int, Any]) -> SimpleNamespace:
    """How many articles and outlets carry a statement, when, and whether it may have been said only `once`."""
    those = [quotes[number] for number in statement]
    days = sorted(one.published[:10] for one in those if one.published)
    return SimpleNamespace(
        articles=len({one.article_id for one in those}),
        outlets=len({one.outlet for one in those if one.outlet}),
        when=period(days[0], days[-1]) if days else "",
        once=not days or _near(days[0], days[-1]),
    )


def _near(first: str, last: str) -> bool:
    try:
        return date.fromisoformat(last) - date.fromisoformat(first) <= ONCE
    except ValueError:  # a month or a year
        return first == last
