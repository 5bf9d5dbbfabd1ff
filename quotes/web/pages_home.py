"""`/`: one search box, the newest quotations, who is quoted most in the last week there is, outlets."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import Any

from quotes import lookup
from quotes.web import links, reading, site
from quotes.web.wording import day, period

NEWEST, QUOTED, OUTLETS, EXAMPLES = 12, 10, 8, 3
WEEK = timedelta(days=7)


async def show(datasette: Any, request: Any, send: Any) -> Any:
    """The first page; Datasette's own where there is no database of ours."""
    if not site.has_quotes(datasette):
        from datasette.views.index import IndexView

        return await IndexView.as_view(datasette)(request, send)
    await site.allow(datasette, request)
    context = await site.read(datasette, _look_up)
    elsewhere = [name for name in datasette.databases if name not in (links.DATABASE, "_internal")]
    return await site.page(datasette, request, "home.html", context | {"elsewhere": elsewhere})


def _look_up(db: sqlite3.Connection) -> dict[str, Any]:
    newest = lookup.newest(db, limit=NEWEST)
    last = newest[0].published if newest else None
    since = _week_before(last)
    lately = reading.most_quoted(db, since=since, limit=QUOTED) if since else []
    quoted = lately or reading.most_quoted(db, limit=QUOTED)
    return {
        "newest": newest,
        "quoted": quoted,
        "quoted_when": period(since, (last or "")[:10]) if lately else "of all time",
        "examples": quoted[:EXAMPLES],
        "outlets": reading.outlets(db)[:OUTLETS],
        "totals": lookup.totals(db),
        "span": f"The newest is of {day(last)}" if last else "",
    }


def _week_before(last: str | None) -> str | None:
    """The first day of the last week there is: an archive's, not this calendar's."""
    try:
        return (date.fromisoformat((last or "")[:10]) - WEEK + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None
