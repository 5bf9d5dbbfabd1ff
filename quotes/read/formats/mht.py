"""Read web archives of one page: MHTML, as browsers save it."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import MOST_PARTS
from quotes.read.formats.mail import cut_off
from quotes.read.formats.saved import PAGES, page_articles, too_long


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of the page that an MHTML file holds."""
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    parts: list[Any] = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > MOST_PARTS:
            break
    pages = [part for part in parts if part.get_content_type() in PAGES]
    saved = str(message.get("snapshot-content-location") or "").strip()
    named = (part for part in pages if saved and str(part.get("content-location") or "").strip() == saved)
    page = next(named, pages[0] if pages else None)
    if page is None:
        yield SourceError(name, "a web archive without a page", "save the page again")
        return
    payload = page.get_payload(decode=True) or b""
    if long := too_long(payload, name):
        yield long
        return
    if problem := cut_off([page], message):
        yield SourceError(name, problem.replace("message", "web archive"), "save the page again")
        return
    url = str(message.get("snapshot-content-location") or page.get("content-location") or "")
    yield from page_articles(payload, page.get_content_charset(), name, url=url)
