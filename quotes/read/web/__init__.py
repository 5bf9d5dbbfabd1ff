"""Articles from web addresses: a page's own, a feed's entries, or the pages of these."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.decode import Stream
from quotes.read.fields import Fields
from quotes.read.formats import READERS
from quotes.read.formats.feed import entries, to_article

if TYPE_CHECKING:
    from quotes.read.web.fetch import Fetcher, Page

Result = Article | SourceError
UNASKED = "a web address, and none is fetched unasked"


def is_address(source: str) -> bool:
    """Whether a source is a web address and no path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source) is not None


def read_address(url: str, fetcher: Fetcher | None, *, follow: bool, format: str | None = None) -> Iterator[Result]:
    """The articles behind a web address.

    Args:
        follow: of a feed's entries, read the pages and not the text in the feed.
        format: what it is, whatever the server says.
    """
    if fetcher is None:
        yield SourceError(url, UNASKED, "add --fetch, or save the page and give its file")
        return
    page = fetcher.get(url)
    stream = _stream(page, url)
    kind = format or (stream.guess() if page.kind != "text" and stream.guess() == "feed" else page.kind)
    if kind == "feed" and follow:
        yield from read_entries(stream, url, fetcher)
    elif kind == "feed":
        yield from READERS["feed"](stream, url, Fields())
    else:
        yield from _with_address(READERS[kind](stream, url, Fields()), page.url)


def read_entries(stream: Stream, name: str, fetcher: Fetcher) -> Iterator[Result]:
    """The pages of a feed's entries as articles; what a page does not say of itself is as in the feed."""
    for number, entry in enumerate(entries(stream, name), 1):
        where = f"{name}, entry {number}"
        if isinstance(entry, SourceError):
            yield entry
        elif entry["url"] is None:
            yield to_article(entry, where) if entry["text"].strip() else SourceError(where, "an entry without a link")
        else:
            yield from _entry_page(entry, fetcher)


def _entry_page(entry: dict[str, Any], fetcher: Fetcher) -> Iterator[Result]:
    try:
        page = fetcher.get(entry["url"])
        if page.kind == "feed":
            yield SourceError(entry["url"], "a feed behind an entry of a feed", "give its address itself")
            return
        for article in _with_address(READERS[page.kind](_stream(page, entry["url"]), entry["url"], Fields()), page.url):
            yield article if isinstance(article, SourceError) else _completed(article, entry)
    except SourceError as error:
        yield error


def _completed(article: Article, entry: dict[str, Any]) -> Article:
    """An article with what its entry says: when it was published more exactly, and all that the page is silent on."""
    known = {name: entry[name] for name in ("title", "source", "author", "language") if not getattr(article, name)}
    return article.model_copy(update=known | ({"published": entry["published"]} if entry["published"] else {}))


def _stream(page: Page, name: str) -> Stream:
    return Stream(io.BytesIO(page.content), name, charset=page.charset or None, url=page.url)


def _with_address(results: Iterator[Result], url: str) -> Iterator[Result]:
    """The articles of one page, known by its address, so that a page that changes replaces what it was."""
    count = 0
    for result in results:
        if isinstance(result, Article):
            count += 1
            yield result.model_copy(update={"url": url, "id": url if count == 1 else f"{url}#{count}"})
        else:
            yield result
