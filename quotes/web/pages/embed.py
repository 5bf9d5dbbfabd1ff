"""`/-/quotes/embed`: a quotation, a person or a search for a frame of another site. Other pages cannot be in a frame.

It has no script, no form and nothing about whoever is signed in; every link opens a new window.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any

from quotes.store import profiles, records
from quotes.store.filters import Filter
from quotes.web import links, site
from quotes.web.find.understood import PLAIN, understand
from quotes.web.pages.request import Asked, asked, page_of
from quotes.web.show.wording import act, kind, plain, shown
from quotes.web.stock.headers import FRAMED

FEW = 5  # quotations of a person or a search
#: How the filters of a search read in the title of a frame.
TITLED = {
    "words": "“{}”",
    "name": "speakers called {}",
    "outlet": "in {}",
    "kind": "{}",
    "act": "{}",
    "role": "{}",
    "since": "from {}",
    "until": "to {}",
}
WORDED = {"kind": kind, "act": act}


async def of_quotation(datasette: Any, request: Any) -> Any:
    """One quotation."""
    number = int(request.url_vars["id"])
    quote = await _read(datasette, request, partial(records.quotation, number=number))
    if quote is None:
        return await _gone(datasette, request, "This quotation is no longer here.")
    to = links.quotation(datasette, number)
    return await _page(datasette, request, {"quote": quote, "title": plain(quote.wording, 110), "to_whole": to})


async def of_speaker(datasette: Any, request: Any) -> Any:
    """Show what somebody said last."""
    number = int(request.url_vars["id"])
    found = await _read(datasette, request, partial(_of_speaker, number=number))
    if found is None:
        return await _gone(datasette, request, "This person is no longer here.")
    return await _page(datasette, request, found | {"to_whole": links.speaker(datasette, number)})


async def of_search(datasette: Any, request: Any) -> Any:
    """Show the first quotations of a search."""
    entered, as_typed = asked(request), bool(request.args.get(PLAIN))
    found = await _read(datasette, request, partial(_of_search, entered=entered, as_typed=as_typed))
    return await _page(datasette, request, found | {"to_whole": links.search(datasette, **given_of(request))})


def given_of(request: Any) -> dict[str, str]:
    """The parameters of a search, for the address of another page of it."""
    plainly = {PLAIN: "1"} if request.args.get(PLAIN) else {}
    return asked(request).given | plainly


def heading_of(query: Asked, speaker: str | None) -> str:
    """The title says what is searched: 'Ida Marlow, “ferry”, from 2026-03'."""
    told = [
        text.format(shown(WORDED.get(name, str)(query.given[name]), 60))
        for name, text in TITLED.items()
        if name in query.given
    ]
    return ", ".join([*([shown(speaker, 80)] if speaker else []), *told]) or "Quotations"


async def _read(datasette: Any, request: Any, look_up: Any) -> Any:
    await site.allow(datasette, request)
    return await site.read(datasette, look_up)


def _of_speaker(db: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    speaker = profiles.speaker(db, number)
    if speaker is None:
        return None
    page, _ = page_of(db, Filter(speaker=number), size=FEW, order="newest", after=None)
    about = {"role": speaker.roles[0].role if speaker.roles else None, "total": speaker.quotes, "of": number}
    return {"items": page.items, "title": plain(speaker.name, 80), "heading": speaker.name} | about


def _of_search(db: sqlite3.Connection, entered: Asked, as_typed: bool) -> dict[str, Any]:
    query = understand(db, entered, plain=as_typed).asked
    page, _ = page_of(db, query.filter, size=FEW, order=query.order, after=None)
    speaker = profiles.named(db, query.filter.speaker) if query.filter.speaker else None
    heading = heading_of(query, speaker.name if speaker else None)
    return {"items": page.items, "hits": page.hits, "title": plain(heading, 110), "heading": heading}


async def _page(datasette: Any, request: Any, found: dict[str, Any], *, status: int = 200) -> Any:
    headers = {"content-security-policy": FRAMED}
    context = {"framed": True} | found
    return await site.page(datasette, request, "embed.html", context, status=status, headers=headers)


async def _gone(datasette: Any, request: Any, why: str) -> Any:
    found = {"title": "Nothing here", "gone": why, "to_whole": links.home(datasette)}
    return await _page(datasette, request, found, status=404)
