"""The page of a web archive, whichever program has saved it."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_PAGE, MB
from quotes.read.formats.html import articles_here

PAGES = ("text/html", "application/xhtml+xml")


def too_long(page: bytes, name: str) -> SourceError | None:
    """The error that a page is longer than `LONGEST_PAGE`; None if it is not."""
    if len(page) <= LONGEST_PAGE:
        return None
    return SourceError(name, f"a page of more than {LONGEST_PAGE // MB} MB", "save the text of its article")


def page_articles(page: bytes, charset: str | None, name: str, *, url: str) -> Iterator[Article | SourceError]:
    """Yield the articles of a page.

    Args:
        charset: the encoding that the archive names; UTF-8 if it names none or an unknown one.
        url: the address that the archive names, used only if it is a web address.
    """
    try:
        source = page.decode(charset or "utf-8", "replace")
    except LookupError:
        source = page.decode("utf-8", "replace")
    url = url.strip()
    yield from articles_here(source, name, url=url if url.startswith(("http://", "https://")) else None)
