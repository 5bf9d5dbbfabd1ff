"""`/-/quotes/oembed`: how other programs show a page of ours, by oEmbed 1.0 (https://oembed.com)."""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree as Xml

from quotes.people import former
from quotes.store import profiles, records
from quotes.web import api, links, site
from quotes.web.api.models import Embedded, Embedding
from quotes.web.api.problems import missing
from quotes.web.find.understood import PLAIN
from quotes.web.pages.embed import heading_of
from quotes.web.pages.request import FIELDS, read_given
from quotes.web.show.framing import LIST_HEIGHT, fitted, height_of, height_of_list, width
from quotes.web.show.wording import plain

PATH = links.OEMBED
PORTS = {"http": ":80", "https": ":443"}
MEDIA_TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
#: Addresses that can be shown, after the base address; those of frames mean the same.
PAGE = re.compile(rf"{links.ROOT}(?:/embed)?(?:/(?P<quote>[0-9]{{1,18}})|/speakers/(?P<speaker>[0-9]{{1,18}}))?/?")


class Shown(NamedTuple):
    """What is at an address: its title, its speaker (name and id), and how high its frame is."""

    title: str
    author: str | None
    author_id: int | None
    height: int


async def show(datasette: Any, request: Any) -> Any:
    """Answer as JSON or XML, or with a problem document."""

    async def answer() -> Any:
        asked = api.read_parameters(request, Embedding)
        rest = _rest(datasette, request, asked.url)
        found = await site.read(datasette, partial(_look_up, rest=rest, room=width(asked.maxwidth)))
        body = _written(_embedded(datasette, request, asked, rest, found), asked.format)
        return api.fresh(datasette, request, body, MEDIA_TYPES[asked.format])

    return await api.guarded(datasette, request, answer)


def _place(parts: SplitResult) -> str:
    """The host and port of an address, without the port that its scheme has anyway."""
    return parts.netloc.lower().removesuffix(PORTS.get(parts.scheme, ""))


def _rest(datasette: Any, request: Any, url: str) -> str:
    """The part of an address after `EMBED`, where it can be shown: '/31', '/speakers/2' or '?words=ferry'.

    Raises:
        ApiError: the address is another site's, or its page cannot be shown.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise missing("This is not an address.") from error
    here = urlsplit(str(datasette.absolute_url(request, "/")))
    if parts.scheme not in PORTS or _place(parts) != _place(here):
        raise missing(f"This is not an address of this site, {here.netloc}.")
    base = datasette.setting("base_url").rstrip("/")
    match = PAGE.fullmatch(parts.path.removeprefix(base)) if parts.path.startswith(base) else None
    if match is None:
        raise missing("Only a quotation, a speaker or a search can be shown in other pages.")
    if number := match["quote"]:
        return f"/{number}"
    if number := match["speaker"]:
        return f"/speakers/{number}"
    given = _given(parts.query)
    return f"?{urlencode(given)}" if given else ""


def _given(query: str) -> dict[str, str]:
    """The filters of a search in its address."""
    given = dict(parse_qsl(query, errors="replace"))
    return {name: given[name] for name in (*FIELDS, "order", PLAIN) if given.get(name)}


def _look_up(db: sqlite3.Connection, rest: str, room: int) -> Shown:
    path, _, query = rest.partition("?")
    if path.startswith("/speakers/"):
        number = former.survivor(db, int(path.rsplit("/", 1)[1]))
        speaker = profiles.speaker(db, number) if number is not None else None
        if speaker is None:
            raise missing("There is no such speaker in this database.")
        return Shown(speaker.name, speaker.name, speaker.id, height_of_list(speaker.quotes))
    if path:
        quote = records.quotation(db, int(path[1:]))
        if quote is None:
            raise missing("There is no such quotation in this database.")
        return Shown(quote.wording, quote.speaker, quote.speaker_id, height_of(quote.wording, room))
    asked = read_given(_given(query))
    speaker = profiles.named(db, asked.filter.speaker) if asked.filter.speaker else None
    name = speaker.name if speaker else None
    return Shown(heading_of(asked, name), name, asked.filter.speaker if speaker else None, LIST_HEIGHT)


def _embedded(datasette: Any, request: Any, asked: Embedding, rest: str, found: Shown) -> Embedded:
    def address(path: str) -> str:
        return str(datasette.absolute_url(request, path))

    title = plain(found.title, 200)
    src = address(datasette.urls.path(links.EMBED + rest))
    frame = fitted(src, title, found.height, most_wide=asked.maxwidth, most_high=asked.maxheight)
    author = address(links.speaker(datasette, found.author_id)) if found.author_id is not None else None
    return Embedded(
        title=title,
        author_name=plain(found.author, 160) or None,
        author_url=author,
        provider_name=site.Site(datasette).title,
        provider_url=address(links.home(datasette)),
        html=frame.snippet,
        width=frame.width,
        height=frame.height,
    )


def _written(found: Embedded, form: str) -> str:
    if form == "json":
        return found.model_dump_json(exclude_none=True)
    root = Xml.Element("oembed")
    for name, value in found.model_dump(exclude_none=True).items():
        Xml.SubElement(root, name).text = str(value)
    return '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + Xml.tostring(root, encoding="unicode")
