"""Read articles from web addresses: those of a page, the entries of a feed, or the pages of the entries."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.decode import Stream
from quotes.read.fields import Fields
from quotes.read.formats import READERS, kind_of
from quotes.read.formats.feed import entries, to_article
from quotes.read.outcome import ArticleOrError

if TYPE_CHECKING:
    from quotes.read.web.fetch import FetchedPage, Fetcher

UNASKED = "a web address, which is not fetched by default"


def is_address(source: str) -> bool:
    """Whether a source is a web address rather than a path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source) is not None


def read_address(
    url: str, fetcher: Fetcher | None, *, follow: bool, format: str | None = None
) -> Iterator[ArticleOrError]:
    """Yield the articles at a web address.

    Args:
        follow: read the page of each entry of a feed instead of the text in the feed.
        format: overrides the format that the server gives.
    """
    if fetcher is None:
        yield SourceError(url, UNASKED, "add --fetch, or save the page and give its file")
        return
    page = fetcher.get(url)
    stream = page_stream(page, url)
    kind = format or ("feed" if page.kind != "text" and kind_of(stream) == "feed" else page.kind)
    if kind == "feed" and follow:
        yield from read_entries(stream, url, fetcher)
    elif kind == "feed":
        yield from READERS["feed"](stream, url, Fields())
    else:
        yield from _with_address(READERS[kind](stream, url, Fields()), page.url)


def read_entries(stream: Stream, name: str, fetcher: Fetcher) -> Iterator[ArticleOrError]:
    """Yield the pages of a feed's entries as articles; fields that a page lacks are taken from the feed."""
    for number, entry in enumerate(entries(stream, name), 1):
        where = f"{name}, entry {number}"
        if isinstance(entry, SourceError):
            yield entry
        elif entry["url"] is None:
            yield to_article(entry, where) if entry["text"].strip() else SourceError(where, "an entry without a link")
        else:
            yield from entry_articles(entry, fetcher)


def entry_articles(entry: dict[str, Any], fetcher: Fetcher) -> Iterator[ArticleOrError]:
    """Yield the articles of the page that an entry of a feed links to."""
    try:
        page = fetcher.get(entry["url"])
        if page.kind == "feed":
            yield SourceError(
                entry["url"], "an entry of the feed links to another feed", "give the address of that feed"
            )
            return
        found = READERS[page.kind](page_stream(page, entry["url"]), entry["url"], Fields())
        for article in _with_address(found, page.url):
            yield article if isinstance(article, SourceError) else _completed(article, entry)
    except SourceError as error:
        yield error


def _completed(article: Article, entry: dict[str, Any]) -> Article:
    """Complete an article from its entry: fields that the page lacks, and a more exact date."""
    known = {name: entry[name] for name in ("title", "source", "author", "language") if not getattr(article, name)}
    return article.model_copy(update=known | ({"published": entry["published"]} if entry["published"] else {}))


def page_stream(page: FetchedPage, name: str) -> Stream:
    """A page that was fetched as a Stream."""
    return Stream(io.BytesIO(page.content), name, charset=page.charset or None, url=page.url)


def _with_address(results: Iterator[ArticleOrError], url: str) -> Iterator[ArticleOrError]:
    """Identify the articles of a page by its address, so that a changed page replaces its older version."""
    count = 0
    for result in results:
        if isinstance(result, Article):
            count += 1
            yield result.model_copy(update={"url": url, "id": url if count == 1 else f"{url}#{count}"})
        else:
            yield result
