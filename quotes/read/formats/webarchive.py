"""Read web archives of one page as Safari saves them: a property list, in binary or XML."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.formats.saved import PAGES, page_articles, too_long


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of the page that a web archive holds."""
    archive = plistlib.loads(content)
    page = archive.get("WebMainResource") if isinstance(archive, dict) else None
    payload = page.get("WebResourceData") if isinstance(page, dict) else None
    if not isinstance(page, dict) or not isinstance(payload, bytes) or page.get("WebResourceMIMEType") not in PAGES:
        yield SourceError(name, "a property list without a page", "save the page again, as a web archive")
        return
    if problem := too_long(payload, name):
        yield problem
        return
    encoding = page.get("WebResourceTextEncodingName")
    charset = encoding if isinstance(encoding, str) else None
    yield from page_articles(payload, charset, name, url=str(page.get("WebResourceURL") or ""))
