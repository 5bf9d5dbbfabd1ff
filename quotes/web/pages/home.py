"""`/`: the search box, the newest quotations, who is quoted most in all and in the last week, and the outlets."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, timedelta
from typing import Any

from quotes.models import Said
from quotes.store import lookup, profiles
from quotes.web import links, site
from quotes.web.show.wording import period

NEWEST, QUOTED, LATELY, OUTLETS, EXAMPLES = 12, 10, 5, 8, 3
LATEST, OF_ONE = 40, 3  # quotations to choose the newest from, so that one long article does not fill the page
WEEK = timedelta(days=7)


async def show(datasette: Any, request: Any, send: Any) -> Any:
    """The first page; Datasette's own if there is no database of ours."""
    if not site.has_quotes(datasette):
        from datasette.views.index import IndexView

        return await IndexView.as_view(datasette)(request, send)
    await site.allow(datasette, request)
    context = await site.read(datasette, _look_up)
    elsewhere = [name for name in datasette.databases if name not in (links.DATABASE, "_internal")]
    return await site.page(datasette, request, "home.html", context | {"elsewhere": elsewhere})


def _look_up(db: sqlite3.Connection) -> dict[str, Any]:
    latest = _not_twice(lookup.newest(db, limit=LATEST))
    newest = _of_many_articles(latest)
    last = newest[0].published if newest else None
    since = _week_before(last)
    quoted = lookup.most_quoted(db, limit=QUOTED)
    lately = lookup.most_quoted(db, since=since, limit=LATELY) if since else []
    told = [(one.id, one.quotes) for one in quoted[:LATELY]] != [(one.id, one.quotes) for one in lately]
    return {
        "newest": newest,
        "chosen": "" if newest == latest[:NEWEST] else f"up to {OF_ONE} of an article",
        "quoted": quoted,
        "lately": lately if told else [],
        "lately_when": period(since, (last or "")[:10]),
        "examples": quoted[:EXAMPLES],
        "outlets": profiles.outlets(db)[:OUTLETS],
        "totals": lookup.totals(db),
    }


def _week_before(last: str | None) -> str | None:
    """The first day of the last week that has quotations: the archive's last week, not the calendar's."""
    try:
        return (date.fromisoformat((last or "")[:10]) - WEEK + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def _not_twice(latest: list[Said]) -> list[Said]:
    """Leave out quotations whose words stand in another one of the article, because reports contain what they quote."""

    def holds(other: Said, one: Said) -> bool:
        same = other.article_id == one.article_id
        return same and len(other.text) > len(one.text) and one.text.strip(" ,") in other.text

    return [one for one in latest if not any(holds(other, one) for other in latest)]


def _of_many_articles(latest: list[Said]) -> list[Said]:
    """The newest quotations: only a few of each article, but all if there is only one article."""
    seen: Counter[int] = Counter()
    kept = []
    for quote in latest:
        seen[quote.article_id] += 1
        if seen[quote.article_id] <= OF_ONE:
            kept.append(quote)
    return kept[:NEWEST] if len(seen) > 1 else latest[:NEWEST]
