"""`/-/quotes`: search. The address bar is the query."""

from __future__ import annotations

import sqlite3
from functools import partial
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from quotes.store import carried, lookup, profiles
from quotes.web import links, site
from quotes.web.find.people import spelt_nearly
from quotes.web.find.understood import (
    PLAIN,
    is_outlet,
    outlets_like,
    readings,
    understand,
    with_any,
    without_each,
)
from quotes.web.pages import embed
from quotes.web.pages.request import Asked, asked, following, page_of
from quotes.web.show import framing
from quotes.web.show.charts import over_time
from quotes.web.show.wording import act, count, evidence, kind, people, shown

SIZE = 20
CHIPS = {
    "words": "words",
    "speaker": "said by",
    "name": "name",
    "outlet": "in",
    "kind": "",
    "act": "",
    "speaker_kind": "source:",
    "role": "role",
    "rule": "rule",
    "gender": "by",
    "told_by": "gender known by",
    "since": "from",
    "until": "to",
    "min_confidence": "confidence at least",
    "article": "in article",
}
ORDER_LABELS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "relevant": "Most relevant first",
    "best": "Surest first",
}
#: What a search that finds something shows in place of `_instead`.
NOT_NEEDED = dict.fromkeys(("spelt", "no_outlet", "nobody")) | {"any": [], "meant": [], "without": []}
#: How the values of some filters read.
WORDED = {"kind": kind, "act": act, "speaker_kind": kind, "gender": people, "told_by": evidence}


async def show(datasette: Any, request: Any) -> Any:
    """Show the search page, with or without a search."""
    await site.allow(datasette, request)
    plain, entered = bool(request.args.get(PLAIN)), asked(request)
    found = await site.read(datasette, partial(_look_up, asked=entered, plain=plain))
    understood, query = found["understood"], found["understood"].asked
    to = partial(links.search, datasette)
    context = found | {
        "asked": entered.given,
        "typed": understood.typed,
        "readings": readings(understood, to),
        "person": understood.person,
        "as_typed": to(**entered.given, plain=1) if understood.person else None,
        "spelt": _spelt(found["spelt"], to, query.without("words", "name")),
        "any": [SimpleNamespace(by=by, count=count, href=to(**given)) for by, count, given in found["any"]],
        "narrower": _narrower(query, found, to),
        "by_time": partial(to, **query.without("since", "until")),
        "problems": query.problems + found["problems"],
        "heading": _heading(query, found["speaker"]),
        "found": _found(query, found),
        "chips": chips(query, found["speaker"], to),
        "open": bool(
            entered.given.keys() & {"name", "outlet", "kind", "act", "gender", "since", "until", "min_confidence"}
        ),
        "orders": _orders(query, to),
        "facets": _facets(query, found["counts"], to),
        "meant": [SimpleNamespace(name=name, href=to(**query.given | {"outlet": name})) for name in found["meant"]],
        "more": to(**query.given, after=found["next"]) if found["next"] else None,
        "later": query.after,
        "first": to(**query.given),
        "timeline": _timeline(datasette, query),
        "whole": links.insights(datasette, **query.without("order")),
        **(site.other_forms(datasette, query.given) | _sharing(datasette, request, query, found["speaker"])),
    }
    return await site.page(datasette, request, "search.html", context)


def _narrower(query: Asked, found: dict[str, Any], to: Any) -> list[SimpleNamespace]:
    """What a search that finds nothing finds without each of its filters."""
    return [
        SimpleNamespace(
            name=_chip(name, query.given[name], found["speaker"]), counted=counted, href=to(**query.without(name))
        )
        for name, counted in found["without"]
    ]


def _sharing(datasette: Any, request: Any, query: Asked, speaker: Any) -> dict[str, Any]:
    given = embed.given_of(request)
    told = embed.heading_of(query, speaker.name if speaker else None)
    path, rest = links.search(datasette, **given), f"?{urlencode(given)}" if given else ""
    return framing.sharing(datasette, request, path, rest, told, framing.LIST_HEIGHT)


def _look_up(db: sqlite3.Connection, asked: Asked, plain: bool) -> dict[str, Any]:
    understood = understand(db, asked, plain=plain)
    query = understood.asked
    page, known = page_of(db, query.filter, order=query.order, size=SIZE, after=query.after, counted=True)
    words = query.filter.words
    nothing = not page.items and not query.after
    return (_instead(db, query) if nothing else NOT_NEEDED) | {
        "understood": understood,
        "outlets": [outlet.name for outlet in profiles.outlets(db)],
        "chart": over_time(page.facets.times) if page.facets and len(page.facets.times) > 1 else None,
        "items": page.items,
        "carried": carried.carried(db, [quote.id for quote in page.items]),
        "next": following(page),
        "hits": page.hits,
        "common": page.searched,
        "problems": [] if known else ["That page no longer exists; this is the first one."],
        "counts": page.facets if page.items else None,
        "dates": profiles.dates(db),
        "speaker": profiles.named(db, query.filter.speaker) if query.filter.speaker else None,
        "named": lookup.speakers_named(db, words)[:5] if words and not query.filter.speaker else [],
    }


def _instead(db: sqlite3.Connection, query: Asked) -> dict[str, Any]:
    """For a search that finds nothing: what may have been meant, and what finds something."""
    words, name, outlet = query.filter.words, query.filter.name, query.filter.outlet
    nobody = name if name and not lookup.speakers_named(db, name) else None
    spelt = spelt_nearly(db, nobody or words or "")
    return {
        "spelt": spelt._replace(rest=words or "") if spelt and nobody else spelt,
        "any": with_any(db, query),
        "meant": outlets_like(db, outlet) if outlet else [],
        "no_outlet": outlet if outlet and not is_outlet(db, outlet) else None,
        "nobody": nobody,
        "without": without_each(db, query) if len(query.without("order")) > 1 else [],
    }


def _chip(name: str, value: str, speaker: Any) -> str:
    """A filter in words: 'in Tarn Post'."""
    text = speaker.name if name == "speaker" and speaker else WORDED.get(name, str)(value)
    return f"{CHIPS[name]} {text}".strip()


def _spelt(found: Any, to: Any, others: dict[str, str]) -> SimpleNamespace | None:
    """Somebody whose name is like the one that nobody has, with the other filters."""
    if found is None:
        return None
    given = others | {"speaker": found.id, "words": found.rest}
    return SimpleNamespace(name=found.name, rest=found.rest, href=to(**given), count=found.quotes)


def _timeline(datasette: Any, query: Asked) -> str | None:
    """The address of the same search by date, if it is of one speaker."""
    if query.filter.speaker is None:
        return None
    return links.timeline(datasette, query.filter.speaker, **query.without("speaker", "order"))


def _orders(query: Asked, to: Any) -> list[SimpleNamespace]:
    """The orders to choose from; without words there is no order by relevance."""
    return [
        SimpleNamespace(label=label, here=query.order == order, href=to(**query.without("order"), order=order))
        for order, label in ORDER_LABELS.items()
        if order != "relevant" or query.filter.words
    ]


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


def chips(query: Asked, speaker: Any, to: Any) -> list[SimpleNamespace]:
    """The filters in words, each with the address of the search without it."""
    found = []
    for name, label in CHIPS.items():
        if value := query.given.get(name):
            text = speaker.name if name == "speaker" and speaker else WORDED.get(name, str)(value)
            found.append(SimpleNamespace(name=label, value=text, href=to(**query.without(name))))
    return found


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
