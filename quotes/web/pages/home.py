"""`/`: one search box, the newest quotations, who is quoted most in the last week there is, outlets."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, timedelta
from typing import Any

from quotes.models import Said
from quotes.store import lookup, profiles
from quotes.web import links, site
from quotes.web.show.wording import period

NEWEST, QUOTED, OUTLETS, EXAMPLES = 12, 10, 8, 3
LATEST, OF_ONE = 40, 3  # looked through for the newest, so that one long article does not fill the page
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
    latest = lookup.newest(db, limit=LATEST)
    newest = _of_many_articles(latest)
    last = newest[0].published if newest else None
    since = _week_before(last)
    lately = lookup.most_quoted(db, since=since, limit=QUOTED) if since else []
    quoted = lately or lookup.most_quoted(db, limit=QUOTED)
    return {
        "newest": newest,
        "chosen": "" if newest == latest[:NEWEST] else f"up to {OF_ONE} of an article",
        "quoted": quoted,
        "quoted_when": period(since, (last or "")[:10]) if lately else "of all time",
        "examples": quoted[:EXAMPLES],
        "outlets": profiles.outlets(db)[:OUTLETS],
        "totals": lookup.totals(db),
    }


def _week_before(last: str | None) -> str | None:
    """The first day of the last week there is: an archive's, not this calendar's."""
    try:
        return (date.fromisoformat((last or "")[:10]) - WEEK + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def _of_many_articles(latest: list[Said]) -> list[Said]:
    """The newest, of one article no more than a few; of a single article all."""
    seen: Counter[int] = Counter()
    kept = []
    for quote in latest:
        seen[quote.article_id] += 1
        if seen[quote.article_id] <= OF_ONE:
            kept.append(quote)
    return kept[:NEWEST] if len(seen) > 1 else latest[:NEWEST]
