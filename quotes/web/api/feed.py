"""`/-/quotes/feed.atom`: the newest quotations of any search, for feed readers."""

from __future__ import annotations

import json
import re
import sqlite3
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from quotes.models import Said
from quotes.store import profiles, records
from quotes.store.filters import Filter
from quotes.store.search import quotations
from quotes.web import api, links, site
from quotes.web.api.models import Asking, as_filter
from quotes.web.api.problems import bad
from quotes.web.show.wording import TURNING, UNSHOWABLE, act, evidence, kind, outside, people, plain, shown

PATH = f"{links.ROOT}/feed.atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
BROWSERS_TYPE = "application/xml; charset=utf-8"  # browsers show a feed of its own type as plain text
SIZE = 50
DAY = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(T\d\d:\d\d:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?")
#: Ids are made from names in this space, never from addresses, so they are the same on every host and after every load.
SPACE = UUID("b4d63851-ebc5-4116-90d7-89eaf45754b3")
#: How filters read in a title.
TITLED = {
    "words": "“{}”",
    "speaker": "speaker {}",
    "name": "speakers called {}",
    "outlet": "in {}",
    "kind": "{}",
    "act": "{}",
    "gender": "by {}",
    "told_by": "gender known by {}",
    "since": "from {}",
    "until": "to {}",
    "min_confidence": "confidence at least {}",
    "order": "{} first",
}
WORDED = {"kind": kind, "act": act, "gender": people, "told_by": evidence}
NEVER = "1970-01-01T00:00:00Z"  # Atom requires a time; this stands for an unknown one


async def show(datasette: Any, request: Any) -> Any:
    """Answer with the feed, or with a problem document."""

    async def answer() -> Any:
        asked = api.read_parameters(request, Asking)
        for name in ("size", "after"):
            if name in request.args:
                raise bad(name, f"a feed has no pages: leave {name} out")
        found = await site.read(datasette, partial(_look_up, wanted=as_filter(asked)))
        media_type = BROWSERS_TYPE if "text/html" in (request.headers.get("accept") or "") else MEDIA_TYPE
        return api.fresh(datasette, request, feed(datasette, request, found), media_type)

    return await api.guarded(datasette, request, answer)


class FeedItems(NamedTuple):
    """The newest quotations, the entry id of each by its row, and the speaker if the feed is of one."""

    quotes: list[Said]
    ids: dict[int, str]
    speaker: str | None


def _look_up(db: sqlite3.Connection, wanted: Filter) -> FeedItems:
    quotes: list[Said] = quotations(db, wanted, size=SIZE).items
    keys = records.entry_keys(db, [quote.id for quote in quotes])
    speaker = profiles.named(db, wanted.speaker) if wanted.speaker is not None else None
    ids = {number: _urn(article, key) for number, (article, key) in keys.items()}
    return FeedItems(quotes, ids, speaker.name if speaker else None)


def feed(datasette: Any, request: Any, found: FeedItems) -> str:
    """The document."""

    def address(path: str) -> str:
        return str(datasette.absolute_url(request, path))

    given = {name: request.args[name] for name in request.args}
    root = Xml.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    here = address(links.with_filters(datasette, PATH, given))
    about = address(links.search(datasette, **given))
    _add(root, "title", _title(datasette, given, found.speaker))
    _add_note(root, about)
    _add(root, "id", _urn(site.Site(datasette).title, urlencode(sorted(given.items()))))
    _add(root, "updated", max((moment(quote.published) for quote in found.quotes), default=NEVER))
    _add(root, "link", rel="self", type="application/atom+xml", href=here)
    _add(root, "link", rel="alternate", type="text/html", href=about)
    for quote in found.quotes:
        _entry(root, quote, found.ids[quote.id], address(links.quotation(datasette, quote.id)))
    style = f'<?xml-stylesheet type="text/css" href="{links.static(datasette, "feed.css")}"?>\n'
    return '<?xml version="1.0" encoding="utf-8"?>\n' + style + Xml.tostring(root, encoding="unicode")


def moment(published: str | None) -> str:
    """A day, month or time in the form of RFC 3339, in UTC; what is missing is the earliest possible."""
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
    _add(entry, "title", plain(quote.wording, 160))
    _add(entry, "id", urn)
    _add(entry, "updated", moment(quote.published))
    _add(entry, "link", rel="alternate", type="text/html", href=href)
    if outside(quote.url):
        _add(entry, "link", rel="via", href=str(quote.url))
    for author in [one.name for one in quote.speakers] or [who]:
        _add(_add(entry, "author"), "name", author)
    where = ", ".join(part for part in (quote.outlet, quote.title) if part)
    who_in_full = ", ".join(part for part in (quote.speaker, quote.role) if part)
    told = f"As told by {quote.reported_by}" if quote.reported_by else None
    parts = (shown(quote.wording, 4000), quote.paraphrase, who_in_full, told, where)
    _add(entry, "content", "\n".join(part for part in parts if part), type="text")


def _title(datasette: Any, given: dict[str, str], speaker: str | None) -> str:
    """The title says what is followed: 'Who said what: Ida Marlow, “mill”, denied, from 2026-03'."""
    title = site.Site(datasette).title
    told = [TITLED.get(name, name + " {}").format(WORDED.get(name, str)(value)) for name, value in given.items()]
    parts = [speaker or part if name == "speaker" else part for name, part in zip(given, told, strict=True)]
    return f"{title}: {', '.join(parts)}" if parts else title


def _add_note(root: Xml.Element, page: str) -> None:
    """A style sheet by which a browser shows what the feed is for, and where to read the same."""
    note = Xml.SubElement(_add(root, "subtitle", type="xhtml"), "div", xmlns="http://www.w3.org/1999/xhtml")
    note.text = "This is a feed: give its address to a feed reader to follow what is said. To read it here, go to "
    link = Xml.SubElement(note, "a", href=page)
    link.text = "the search"


def _add(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, tag, {name: _clean(value) for name, value in attributes.items()})
    child.text = _clean(text) or None
    return child


def _clean(text: str) -> str:
    return TURNING.sub("", UNSHOWABLE.sub(" ", text))
