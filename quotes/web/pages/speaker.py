"""`/-/quotes/speakers/{id}`: one person, organisation or group, and everything they said."""

from __future__ import annotations

import sqlite3
from functools import partial
from types import SimpleNamespace
from typing import Any

from quotes.models import Act
from quotes.store import carried, opposed, profiles, search
from quotes.store.facets import MOST_COUNTED
from quotes.store.filters import Filter, of_speaker
from quotes.store.said import said
from quotes.web import links, site
from quotes.web.pages.request import following, page_of
from quotes.web.show import framing
from quotes.web.show.charts import over_time
from quotes.web.show.wording import plain

WIKIDATA = "https://www.wikidata.org/wiki/"
SIZE, TOPICS, OUTLETS, ARTICLES, OF_ACT, PAIRS = 15, 14, 8, 8, 3, 3
#: Acts that are shown side by side, so that readers can see whether they agree: denials, and the first of these.
DENIALS: Act = "denies"
AGAINST: tuple[Act, ...] = ("promises", "demands", "accuses")


async def show(datasette: Any, request: Any) -> Any:
    """The page of a speaker."""
    await site.allow(datasette, request)
    number = int(request.url_vars["id"])
    found = await site.read(datasette, partial(_look_up, number=number, after=request.args.get("after")))
    if found is None:
        return await site.missing(datasette, request, f"There is no speaker {number} in this database.")
    found["more"] = links.speaker(datasette, number, after=found["next"]) if found["next"] else None
    found |= site.other_forms(datasette, {"speaker": number})
    height = framing.height_of_list(found["speaker"].quotes)
    path, name = links.speaker(datasette, number), plain(found["speaker"].name, 110)
    found |= framing.sharing(datasette, request, path, f"/speakers/{number}", name, height)
    found["record"] = datasette.urls.path(f"{links.ROOT}/api/v1/speakers/{number}")
    found["monthly"] = partial(links.search, datasette, speaker=number)
    return await site.page(datasette, request, "speaker.html", found)


def _look_up(db: sqlite3.Connection, number: int, after: str | None) -> dict[str, Any] | None:
    speaker = profiles.speaker(db, number)
    if speaker is None:
        return None
    page, _ = page_of(db, Filter(speaker=number), size=SIZE, order="newest", after=after)
    acts = profiles.acts_of(db, number)
    times = profiles.timelines(db, [of_speaker(number)])[0]
    chart = over_time(times)
    return {
        "speaker": speaker,
        "role": speaker.roles[0].role if speaker.roles else None,
        "wikidata": f"{WIKIDATA}{speaker.wikidata}" if speaker.wikidata else None,
        "names": speaker.names,
        "roles": speaker.roles,
        "counted": MOST_COUNTED if sum(name.articles for name in speaker.names) >= MOST_COUNTED else None,
        "outlets": speaker.outlets[:OUTLETS],
        "items": page.items,
        "carried": carried.carried(db, [quote.id for quote in page.items]),
        "next": following(page),
        "later": after,
        "chart": chart if chart and len(chart.bars) > 1 else None,
        "undated": speaker.quotes - sum(times.values()),
        "acts": acts,
        **_opposite(db, number, {one.act: one.quotes for one in acts}),
        "topics": _others(profiles.topics_of(db, number), speaker.name)[:TOPICS],
        "articles": profiles.articles(db, number, ARTICLES),
    }


def _others(topics: list[Any], name: str) -> list[Any]:
    """Without the speaker's own name, which most articles about them have as a topic."""
    return [one for one in topics if one.term.casefold() not in name.casefold()]


def _opposite(db: sqlite3.Connection, number: int, acts: dict[str, int]) -> dict[str, Any]:
    """Quotations that may contradict each other, side by side: on the same topic, or else the newest of two acts."""
    if DENIALS not in acts:
        return {"pairs": [], "opposite": []}
    pairs = opposed.opposed(db, number, PAIRS)
    quotes = {one.id: one for one in said(db, [one for pair in pairs for one in (pair.other, pair.denial)])}
    two = [*[name for name in AGAINST if name in acts][:1], DENIALS]
    return {
        "pairs": [SimpleNamespace(terms=one.terms, both=(quotes[one.other], quotes[one.denial])) for one in pairs],
        "opposite": [
            SimpleNamespace(
                act=name, count=acts[name], items=search.page(db, Filter(speaker=number, act=name), size=OF_ACT).items
            )
            for name in (two if len(two) == 2 else [])
        ],
    }
