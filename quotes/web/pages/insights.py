"""`/-/quotes/insights`: the figures of any search, each with a link to its rows; and its tables as CSV."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import date
from functools import partial
from importlib.metadata import version
from typing import Any

from quotes.extraction.rules_version import VERSION
from quotes.store import profiles
from quotes.store.insights import Insights, insights
from quotes.store.spreadsheet import MARK, cells
from quotes.web import links, site
from quotes.web.file_names import name_of
from quotes.web.find.understood import PLAIN, understand
from quotes.web.pages.figures import FigureTable, narrowed, tables
from quotes.web.pages.request import Asked, asked
from quotes.web.pages.search import chips
from quotes.web.show.charts import over_time, peak_of
from quotes.web.show.wording import count, day, period

#: The share of the most quoted's quotations from which on somebody's chart, drawn to the same scale, shows anything.
SEEN = 0.02


async def show(datasette: Any, request: Any) -> Any:
    """The page."""
    await site.allow(datasette, request)
    plain, entered = bool(request.args.get(PLAIN)), asked(request, but=("order",))
    query, found, more = await site.read(datasette, partial(_look_up, entered=entered, plain=plain))
    to = partial(links.insights, datasette)
    made = tables(found, query.given, partial(links.search, datasette))
    context = {
        "asked": query.given,
        "typed": entered.given.get("words", ""),
        "problems": query.problems,
        "chips": chips(query, more["speaker"], to),
        "found": found,
        "covers": covers(query, found),
        "tables": {table.name: table for table in made},
        "csv": {table.name: links.insights_csv(datasette, table.name, **query.given) for table in made},
        "chart": over_time(found.times),
        "undated": found.counted - sum(found.times.values()),
        "series": _series(datasette, query, found),
        "dates": more["dates"],
        "rows": links.search(datasette, **query.given),
        "who": partial(to, **query.without("told_by")),
        "cite": _cite(datasette.absolute_url(request, to(**query.given)), query, found, more["speaker"]),
    }
    return await site.page(datasette, request, "insights.html", context)


async def as_csv(datasette: Any, request: Any) -> Any:
    """One table, with the address of each figure's rows."""
    from datasette.utils.asgi import Response

    await site.allow(datasette, request)
    plain, entered = bool(request.args.get(PLAIN)), asked(request, but=("order",))
    wanted = request.args.get("table") or "people"
    query, found, _ = await site.read(datasette, partial(_look_up, entered=entered, plain=plain))

    def to(**filters: Any) -> str:
        return str(datasette.absolute_url(request, links.search(datasette, **filters)))

    table = next((table for table in tables(found, query.given, to) if table.name == wanted), None)
    if table is None:
        return await site.missing(datasette, request, f"There is no table {wanted[:40]!r} of these figures.")
    name = await site.read(datasette, partial(name_of, what=f"quotes-{table.name}", given=query.given))
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(_written(table), headers=headers, content_type="text/csv; charset=utf-8")


def covers(query: Asked, found: Insights) -> str:
    """What is counted, as a sentence."""
    if not found.cut:
        return f"{count(found.counted, 'quotation')}."
    last = max(found.times, default=None)
    if not found.since:
        return f"There are more; counted are the newest {count(found.counted)}."
    when = period(found.since, last)
    return (
        f"There are more than are counted at once: these are all {count(found.counted)} of {when}. Ask for other days."
    )


def _look_up(db: sqlite3.Connection, entered: Asked, plain: bool) -> tuple[Asked, Insights, dict[str, Any]]:
    query = understand(db, entered, plain=plain).asked
    speaker = profiles.named(db, query.filter.speaker) if query.filter.speaker else None
    return query, insights(db, query.filter), {"speaker": speaker, "dates": profiles.dates(db)}


def _series(datasette: Any, query: Asked, found: Insights) -> list[dict[str, Any]]:
    """A chart for each of the most quoted, drawn to the same scale."""
    most = max((sum(counts.values()) for counts in found.months.values()), default=0)
    shown = {one: counts for one, counts in found.months.items() if sum(counts.values()) >= SEEN * most}
    days = [one for months in shown.values() for one in months]
    if not days or (len(shown) == 1 and query.filter.speaker is not None):  # the chart of all quotations shows the same
        return []
    first, last = min(days), max(days)
    peak = peak_of(shown.values(), first, last)
    base = query.given | ({"since": found.since} if found.since and not found.whole else {})

    def of(number: int, **bar: str) -> str:
        return links.search(datasette, **base | narrowed(bar["since"], bar["until"], base) | {"speaker": number})

    def drawn(number: int) -> Any:
        return over_time(shown[number], first=first, last=last, peak=peak, height=70.0)

    return [
        {"person": one, "chart": drawn(one.id), "links": partial(of, one.id)}
        for one in found.people
        if shown.get(one.id)
    ]


def _cite(address: str, query: Asked, found: Insights, speaker: Any) -> str:
    """The figures in the form of a footnote."""
    what = "; ".join(f"{chip.name} {chip.value}".strip() for chip in chips(query, speaker, lambda **_: ""))
    when = f", {period(found.since, max(found.times))}" if found.since else ""
    made = f"Counted by newsquotes {version('newsquotes')} (rules {VERSION}), {day(date.today().isoformat())}"
    return f"Quotations{f' ({what})' if what else ''}{when}: {count(found.counted)}. {made}. {address}"


def _written(table: FigureTable) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow([*table.columns, "rows"])
    rows.writerows(cells(line) for row in table.rows for line in row.lines())
    return MARK + out.getvalue()
