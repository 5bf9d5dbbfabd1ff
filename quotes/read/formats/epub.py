"""Read EPUB: the chapters in their order as one article, or each page of a digest of news."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.dates import iso_date
from quotes.read.formats.document import Properties, articles_of, told
from quotes.read.formats.docx import DUBLIN, xml_of
from quotes.read.formats.html import shown, tree
from quotes.read.unzip import opened

CONTAINER = "META-INF/container.xml"
RIGHTS = "META-INF/encryption.xml"
# How Calibre names the pages of the news that it fetches.
NEWS = re.compile(r"(?:.*/)?article_\d+/.*", re.IGNORECASE)
FEWEST_WORDS = 40  # of an article in a digest


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of an EPUB file."""
    with opened(io.BytesIO(content), name) as package:
        root = xml_of(package.read(CONTAINER))
        path = next(element.get("full-path") for element in root.iter() if element.get("full-path"))
        book = xml_of(package.read(path))
        pages = dict(_pages(package, book, posixpath.dirname(path)))
        if not pages and RIGHTS in package.namelist():
            yield SourceError(name, "is protected by its publisher (DRM)", "only books without protection are read")
            return
    properties = _properties(book)
    news = [text for page, text in pages.items() if NEWS.fullmatch(page) and len(text.split()) >= FEWEST_WORDS]
    if len(news) > 1:
        for text in news:
            yield from articles_of(text, name, Properties(source=properties.title, published=properties.published))
    else:
        yield from articles_of("\n\n".join(pages.values()), name, properties)


def _pages(package: ZipFile, book: Any, folder: str) -> Iterator[tuple[str, str]]:
    """The path and the text of each page, in the order of reading, without the table of contents."""
    items = {element.get("id"): element for element in book.iter("{*}item")}
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if (
            item is None
            or "nav" in (item.get("properties") or "").split()
            or "html" not in (item.get("media-type") or "")
        ):
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if path not in package.namelist():
            continue
        page = tree(_utf8(package.read(path)))
        text = "" if page is None else shown(page)
        if text:
            yield path, text


def _utf8(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8-sig", "replace")


def _properties(book: Any) -> Properties:
    values: dict[str, list[str]] = {}
    for element in book.iter():
        if isinstance(element.tag, str) and element.tag.startswith(DUBLIN) and element.text:
            values.setdefault(element.tag.removeprefix(DUBLIN), []).append(element.text)
    authors = [author for value in values.get("creator", ()) if (author := told(value))]
    return Properties(
        told(next(iter(values.get("title", ())), None)),
        ", ".join(authors) or None,
        iso_date(next(iter(values.get("date", ())), "")),
        told(next(iter(values.get("publisher", ())), None)),
        next(iter(values.get("language", ())), None),
    )
