"""Read web archives of one page as Safari saves them: a property list, in binary or XML."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_PAGE, MB
from quotes.read.formats.html import articles_here as page_articles

PAGES = ("text/html", "application/xhtml+xml")


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of the page that a web archive holds."""
    archive = plistlib.loads(content)
    page = archive.get("WebMainResource") if isinstance(archive, dict) else None
    payload = page.get("WebResourceData") if isinstance(page, dict) else None
    if not isinstance(page, dict) or not isinstance(payload, bytes) or page.get("WebResourceMIMEType") not in PAGES:
        yield SourceError(name, "a property list without a page", "save the page anew, as a web archive")
        return
    if len(payload) > LONGEST_PAGE:
        yield SourceError(name, f"a page of more than {LONGEST_PAGE // MB} MB", "save the text of its article")
        return
    url = str(page.get("WebResourceURL") or "").strip()
    yield from page_articles(_text(page, payload), name, url=url if url.startswith(("http://", "https://")) else None)


def _text(page: dict[str, Any], payload: bytes) -> str:
    encoding = page.get("WebResourceTextEncodingName")
    try:
        return payload.decode(encoding if isinstance(encoding, str) else "utf-8", "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")
