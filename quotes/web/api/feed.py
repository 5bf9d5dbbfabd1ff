"""`/-/quotes/feed.atom`: the newest quotations of any search, for feed readers."""

from __future__ import annotations

import json
import re
import sqlite3
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from quotes.models import Said
from quotes.store import records
from quotes.store.search import Filter, quotations
from quotes.web import api, links, site
from quotes.web.api.models import Asking, as_filter
from quotes.web.api.problems import bad
from quotes.web.show.wording import TURNING, UNSHOWABLE, act, outside, plain, words

PATH = f"{links.ROOT}/feed.atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
SIZE = 50
DAY = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(T\d\d:\d\d:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
#: Ids are made of names in this space, never of addresses: the same from every host, and after every load.
SPACE = UUID("b4d63851-ebc5-4116-90d7-89eaf45754b3")
NEVER = "1970-01-01T00:00:00Z"  # Atom wants a moment; of what has none it is this


async def show(datasette: Any, request: Any) -> Any:
    """The feed, or a problem document."""

    async def answer() -> Any:
        asked = api.read_parameters(request, Asking)
        for name in ("size", "after"):
            if name in request.args:
                raise bad(name, f"a feed has no pages: leave {name} out")
        quotes, ids = await site.read(datasette, partial(_look_up, wanted=as_filter(asked)))
        return api.fresh(datasette, request, feed(datasette, request, quotes, ids), MEDIA_TYPE)

    return await api.guarded(datasette, request, answer)


def _look_up(db: sqlite3.Connection, wanted: Filter) -> tuple[list[Said], dict[int, str]]:
    """The newest quotations, and by the row of each the id of its entry."""
    quotes: list[Said] = quotations(db, wanted, size=SIZE).items
    keys = records.entry_keys(db, [quote.id for quote in quotes])
    return quotes, {number: _urn(article, key) for number, (article, key) in keys.items()}


def feed(datasette: Any, request: Any, quotes: list[Said], ids: dict[int, str]) -> str:
    """The document; `ids` has the id of the entry of each quotation, by its row."""

    def address(path: str) -> str:
        return str(datasette.absolute_url(request, path))

    given = {name: request.args[name] for name in request.args}
    root = Xml.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    here = address(links.with_filters(datasette, PATH, given))
    _add(root, "title", _title(datasette, given))
    _add(root, "id", _urn(site.Site(datasette).title, urlencode(sorted(given.items()))))
    _add(root, "updated", max((moment(quote.published) for quote in quotes), default=NEVER))
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    _add(root, "link", rel="alternate", type="text/html", href=address(links.search(datasette, **given)))
    for quote in quotes:
        _entry(root, quote, ids[quote.id], address(links.quotation(datasette, quote.id)))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode")


def moment(published: str | None) -> str:
    """A day, month or time as RFC 3339 has it: what is missing is the first of it, in UTC."""
    found = DAY.fullmatch(published or "")
    if not found:
        return NEVER
    year, month, day, time, zone = found.groups()
    return f"{year}{month or '-01'}{day or '-01'}{time or 'T00:00:00'}{(zone or 'Z') if time else 'Z'}"


def _urn(*names: str) -> str:
    return uuid5(SPACE, json.dumps(names)).urn


def _entry(root: Xml.Element, quote: Said, urn: str, href: str) -> None:
    entry = _add(root, "entry")
    who = quote.speaker or "A source that is not named"
    said = words(quote.text)
    did = "" if quote.act == "states" else f" ({act(quote.act)})"
    _add(entry, "title", f"{plain(who)}{did}: {plain(said, 100)}")
    _add(entry, "id", urn)
    _add(entry, "updated", moment(quote.published))
    _add(entry, "link", rel="alternate", type="text/html", href=href)
    if outside(quote.url):
        _add(entry, "link", rel="via", href=str(quote.url))
    for author in [one.name for one in quote.speakers] or [who]:
        _add(_add(entry, "author"), "name", author)
    where = ", ".join(part for part in (quote.outlet, quote.title) if part)
    who_in_full = ", ".join(part for part in (quote.speaker, quote.role) if part)
    _add(entry, "content", "\n".join(part for part in (said, who_in_full, where) if part), type="text")


def _title(datasette: Any, given: dict[str, str]) -> str:
    title = site.Site(datasette).title
    return f"{title}: {urlencode(given)}" if given else title


def _add(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    child.text = _clean(text) or None
    return child


def _clean(text: str) -> str:
    return TURNING.sub("", UNSHOWABLE.sub(" ", text))
