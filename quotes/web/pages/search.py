"""`/-/quotes`: search. The address bar is the query."""

from __future__ import annotations

import sqlite3
from functools import partial
from types import SimpleNamespace
from typing import Any

from quotes.store import lookup, profiles, search
from quotes.web import links, site
from quotes.web.pages.request import Asked, asked, following, page_of
from quotes.web.show.wording import act, count, kind, shown

SIZE = 20
CHIPS = {
    "words": "words",
    "speaker": "said by",
    "name": "name",
    "outlet": "in",
    "kind": "",
    "act": "",
    "role": "role",
    "rule": "rule",
    "since": "from",
    "until": "to",
    "min_confidence": "confidence at least",
    "article": "in article",
}
#: How the values of some filters read.
WORDED = {"kind": kind, "act": act}


async def show(datasette: Any, request: Any) -> Any:
    """The search page, with or without a search."""
    await site.allow(datasette, request)
    query = asked(request)
    found = await site.read(datasette, partial(_look_up, query=query))
    to = partial(links.search, datasette)
    context = found | {
        "asked": query.given,
        "problems": query.problems + found["problems"],
        "heading": _heading(query, found["speaker"]),
        "found": _found(query, found),
        "chips": _chips(query, found["speaker"], to),
        "open": bool(query.given.keys() & {"name", "outlet", "kind", "act", "since", "until", "min_confidence"}),
        "orders": [
            SimpleNamespace(label=label, here=query.order == order, href=to(**query.without("order"), order=order))
            for order, label in (("newest", "Newest first"), ("best", "Best first"))
        ],
        "facets": _facets(query, found["counts"], to),
        "outlets": [outlet.label for outlet in found["counts"].outlets] if found["counts"] else [],
        "more": to(**query.given, after=found["next"]) if found["next"] else None,
        "later": query.after,
        "first": to(**query.given),
        **site.other_forms(datasette, query.given),
    }
    return await site.page(datasette, request, "search.html", context)


def _look_up(db: sqlite3.Connection, query: Asked) -> dict[str, Any]:
    page, known = page_of(db, query.filter, order=query.order, size=SIZE, after=query.after, counted=True)
    words = query.filter.words
    return {
        "items": page.items,
        "next": following(page),
        "hits": page.hits,
        "common": page.common and search.MOST_SEARCHED,
        "problems": [] if known else ["That page is gone; this is the first one."],
        "counts": page.facets if page.items else None,
        "dates": profiles.dates(db),
        "speaker": profiles.named(db, query.filter.speaker) if query.filter.speaker else None,
        "named": lookup.speakers_named(db, words)[:5] if words and not query.filter.speaker else [],
    }


def _heading(query: Asked, speaker: Any) -> str:
    what = f"“{shown(query.filter.words, 60)}”" if query.filter.words else "Quotations"
    return f"{what}, {shown(speaker.name, 60)}" if speaker else what


def _found(query: Asked, found: dict[str, Any]) -> str:
    counts = found["counts"]
    if not found["items"]:
        return "Nothing found"
    if counts and not counts.capped and counts.total is not None:
        return count(counts.total, "quotation")
    return "All quotations" if not query.without("order") else f"More than {count(counts.total)} quotations"


def _chips(query: Asked, speaker: Any, to: Any) -> list[SimpleNamespace]:
    chips = []
    for name, label in CHIPS.items():
        if value := query.given.get(name):
            text = speaker.name if name == "speaker" and speaker else WORDED.get(name, str)(value)
            chips.append(SimpleNamespace(name=label, value=text, href=to(**query.without(name))))
    return chips


def _facets(query: Asked, counts: Any, to: Any) -> SimpleNamespace:
    if not counts:
        return SimpleNamespace(speakers=[], outlets=[], kinds=[], acts=[], capped=None)

    def values(name: str, found: Any) -> list[SimpleNamespace]:
        return [_choice(query, name, str(value.value), value, to) for value in found]

    return SimpleNamespace(
        speakers=values("speaker", counts.speakers),
        outlets=values("outlet", counts.outlets),
        kinds=values("kind", counts.kinds),
        acts=values("act", counts.acts) if len(counts.acts) > 1 or "act" in query.given else [],
        capped=counts.capped,
    )


def _choice(query: Asked, name: str, value: str, facet: Any, to: Any) -> SimpleNamespace:
    chosen = query.given.get(name) == value
    wider = query.without(name)
    label = WORDED[name](value) if name in WORDED else facet.label
    return SimpleNamespace(
        label=label, count=facet.count, chosen=chosen, href=to(**wider) if chosen else to(**wider, **{name: value})
    )
