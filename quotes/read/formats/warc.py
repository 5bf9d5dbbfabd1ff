"""Read WARC files, such as those of Common Crawl News, a record at a time. Needs the extra `warc`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_PAGE, MB
from quotes.read.decode import Stream
from quotes.read.fields import Fields
from quotes.read.formats.extras import missing
from quotes.read.formats.sandbox import read_html
from quotes.read.formats.warc_records import Records
from quotes.read.unzip import DAMAGE, explained, unpacked

CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r\n")  # the line before each
PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield the articles of the web pages in a WARC file. A damaged record is reported, and the others are read."""
    try:
        from warcio.recordloader import ArcWarcRecordLoader
    except ImportError:
        yield missing(name, "WARC", "warc")
        return
    loader = ArcWarcRecordLoader(verify_http=False)
    number = 0
    yield from stream.lost()
    with explained(name):
        for found in Records(stream.raw):
            if isinstance(found, SourceError):
                yield SourceError(f"{name}, after record {number}", found.problem, found.advice)
                continue
            number += found is not None
            where = f"{name}, record {number}"
            if found is None:
                yield SourceError(f"{name}, after record {number}", "not a WARC record", "it is left out")
                continue
            if found.problem:
                yield _damaged(where, found.problem)
                continue
            try:
                record = loader.parse_record_stream(io.BytesIO(found.content), known_format="warc")
                page = _page(record, where)
            except (SourceError, *DAMAGE):
                raise
            except Exception as error:  # warcio raises many kinds of error for an invalid header
                yield _damaged(where, " ".join(str(error).split())[:200] or type(error).__name__)
                continue
            if isinstance(page, SourceError):
                yield page
            elif page is not None:
                yield from _articles(page, where)


def _damaged(where: str, problem: str) -> SourceError:
    return SourceError(where, f"a damaged record ({problem})", "it is left out")


def _page(record: Any, where: str) -> Stream | SourceError | None:
    """The web page of a record, or None."""
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return None
    kind, _, rest = (headers.get_header("content-type") or "").partition(";")
    if kind.strip().lower() not in PAGES:
        return None
    content = _content(record, headers)
    if len(content) > LONGEST_PAGE:
        return SourceError(where, f"a page of more than {LONGEST_PAGE // MB} MB", "it is left out")
    if not content.strip():
        return None
    if why := record.rec_headers.get_header("WARC-Truncated"):
        return _damaged(where, f"its crawler cut it short, because of {why[:40]}")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Stream(io.BytesIO(content), where, charset=charset, url=url)


def _content(record: Any, headers: Any) -> bytes:
    """The page without its transfer and content encodings, up to the bound.

    Raises:
        ValueError: it is cut short, or packed in a way that is not known.
    """
    packed = record.raw_stream.read(LONGEST_PAGE + 1)
    how = (headers.get_header("content-encoding") or "").strip().lower()
    if (headers.get_header("transfer-encoding") or "").lower() == "chunked":
        packed = _unchunked(packed)
    # Crawlers that unpack a page leave its old headers as they were.
    looks_packed = packed[:2] == b"\x1f\x8b" or (how == "deflate" and packed[:1] != b"<")
    stated = (headers.get_header("content-length") or "").strip()
    if stated.isdecimal() and len(packed) < int(stated[:18]) and (looks_packed or not how):
        raise ValueError(f"its page is cut short: {len(packed):,} of {int(stated[:18]):,} bytes are there")
    return unpacked(packed, how if looks_packed else "", LONGEST_PAGE)


def _unchunked(content: bytes) -> bytes:
    """The chunks of a page put together; the page itself if its crawler has done that.

    Raises:
        ValueError: the last chunk is missing.
    """
    if not CHUNK.match(content) or len(content) > LONGEST_PAGE:
        return content
    parts: list[bytes] = []
    at = 0
    while chunk := CHUNK.match(content, at):
        size = int(chunk[1], 16)
        if size == 0:
            return b"".join(parts)
        parts.append(content[chunk.end() : chunk.end() + size])
        at = chunk.end() + size + len(b"\r\n")
    raise ValueError("its page is cut short: the last chunk is missing")


def _articles(page: Stream, where: str) -> Iterator[Article | SourceError]:
    try:
        yield from read_html(page, where, Fields())
    except SourceError as error:
        yield error
