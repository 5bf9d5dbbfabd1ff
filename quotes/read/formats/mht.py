"""Read web archives of one page: MHTML, as browsers save it."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_PAGE, MB, MOST_PARTS
from quotes.read.formats.html import articles_here as page_articles
from quotes.read.formats.mail import cut_off


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of the page that an MHTML file holds."""
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    parts: list[Any] = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > MOST_PARTS:
            break
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    saved = str(message.get("snapshot-content-location") or "").strip()
    named = (part for part in pages if saved and str(part.get("content-location") or "").strip() == saved)
    page = next(named, pages[0] if pages else None)
    if page is None:
        yield SourceError(name, "a web archive without a page", "save the page anew")
        return
    payload = page.get_payload(decode=True) or b""
    if len(payload) > LONGEST_PAGE:
        yield SourceError(name, f"a page of more than {LONGEST_PAGE // MB} MB", "save the text of its article")
        return
    if problem := cut_off([page], message):
        yield SourceError(name, problem.replace("message", "web archive"), "save the page anew")
        return
    charset = page.get_content_charset() or "utf-8"
    try:
        source = payload.decode(charset, "replace")
    except LookupError:
        source = payload.decode("utf-8", "replace")
    url = str(message.get("snapshot-content-location") or page.get("content-location") or "").strip()
    yield from page_articles(source, name, url=url if url.startswith(("http://", "https://")) else None)
