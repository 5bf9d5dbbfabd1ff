"""Read RSS and Atom: each entry is an article with the text in the feed itself. Needs the extra `feed`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import LONGEST_PAGE, MB, MOST_ENTRIES, SMALL_PAGE
from quotes.read.dates import iso_date
from quotes.read.decode import Stream
from quotes.read.fields import Fields, without_halves
from quotes.read.formats.extras import missing
from quotes.read.formats.html import as_lines
from quotes.read.formats.row import as_shown

ENDS = re.compile(rb"<\s*/\s*(?:\w+:)?(?:rss|feed|rdf)\s*>|\x00>\x00", re.IGNORECASE)
MARKUP = ("text/html", "application/xhtml+xml")


def read_feed(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield the entries of a feed as articles, in order, each with the longest text it has."""
    for number, entry in enumerate(entries(stream, name), 1):
        where = f"{name}, entry {number}"
        yield entry if isinstance(entry, SourceError) else to_article(entry, where)


def entries(stream: Stream, name: str) -> Iterator[dict[str, Any] | SourceError]:
    """Yield the fields of each entry (id, text, title, source, author, url, published, language); text may be HTML.

    Yields:
        dicts with str or None for each field; a missing text is ''.
    """
    try:
        import feedparser
    except ImportError:
        yield missing(name, "a feed", "feed")
        return
    content = stream.raw.read(LONGEST_PAGE + 1)
    if len(content) > LONGEST_PAGE:
        yield SourceError(name, f"a feed of more than {LONGEST_PAGE // MB} MB", "split it")
        return
    headers = {"content-type": f"application/xml; charset={stream.charset}"} if stream.charset else {}
    try:
        # A stream, because feedparser would open any other value as a file or an address.
        source = io.BytesIO(content)
        found = feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a feed may contain anything, and the library raises many kinds of error
        yield SourceError(name, f"a feed that cannot be read ({type(error).__name__}: {str(error)[:200]})", "check it")
        return
    if not found.get("version") or not found.entries:
        why = str(found.get("bozo_exception") or "it has no entries")[:200]
        yield SourceError(name, f"no entry of RSS or Atom found ({why})", "check that it is a feed")
        return
    cut = not ENDS.search(content[-1000:])
    for entry in found.entries[: -1 if cut else None][:MOST_ENTRIES]:
        yield _values(entry, found.feed, stream.url or "")
    if cut:
        yield SourceError(
            name, "a feed that breaks off, without its last entry", "what comes before is read; fetch it again"
        )
    if len(found.entries) > MOST_ENTRIES:
        yield SourceError(name, f"a feed of {len(found.entries):,} entries", f"the first {MOST_ENTRIES:,} are read")


def to_article(entry: dict[str, Any], where: str) -> Article | SourceError:
    """Make an article of an entry and its own text."""
    if not entry["text"].strip():
        return SourceError(where, "an entry with no text", "see --fetch-entries, which reads the pages of entries")
    key = entry["id"] or entry["url"] or content_id(entry["text"], title=entry["title"], source=entry["source"])
    return Article.model_validate({**entry, "id": key})


def _values(entry: Any, feed: Any, base: str) -> dict[str, Any]:
    texts = [_plain(part) for part in [*(entry.get("content") or []), entry.get("summary_detail") or {}]]
    source, link = entry.get("source"), _link(str(entry.get("link") or ""), base)
    values = {
        "id": entry.get("id"),
        "title": _plain(entry.get("title_detail") or {}),
        "source": (source.get("title") if isinstance(source, dict) else None) or _plain(feed.get("title_detail") or {}),
        "author": entry.get("author"),
        "url": link,
        "language": entry.get("language") or feed.get("language"),
    }
    known = {name: without_halves(value) for name, value in values.items() if isinstance(value, str) and value.strip()}
    blank = dict.fromkeys(values)
    return {**blank, **known, "published": _published(entry), "text": max(texts, key=len)}


def _link(link: str, base: str) -> str | None:
    """The absolute web address, or None."""
    try:
        whole = urljoin(base, link)
    except ValueError:
        return None
    return whole if link and re.match(r"https?://", whole) else None


def _plain(part: Any) -> str:
    """The text of a part of an entry without markup; '' if there is too much markup to parse."""
    value = part.get("value") or ""
    if part.get("type") not in MARKUP and "<" not in value:
        return without_halves(value)
    if len(value) > SMALL_PAGE:
        return ""
    try:
        return as_shown(without_halves(as_lines(value)))[0]  # which may be HTML that was escaped twice
    except ValueError:
        return ""


def _published(entry: Any) -> str | None:
    """The date as it was written, else as feedparser understood it."""
    for name in ("published", "updated"):
        if found := iso_date(str(dict.get(entry, name) or "")):
            return found
        if moment := dict.get(entry, f"{name}_parsed"):
            try:
                year, month, day, hour, minute, second = moment[:6]
                return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
            except (ValueError, OverflowError):
                continue
    return None
