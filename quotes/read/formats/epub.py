"""Read EPUB: the chapters in their order as one article, or each page of a digest of news."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.dates import iso_date
from quotes.read.formats.document import Properties, article_of, articles_of, told
from quotes.read.formats.docx import DUBLIN, xml_of
from quotes.read.formats.html import shown, tree
from quotes.read.page.split import ArticlePiece, split_page
from quotes.read.unzip import opened

CONTAINER = "META-INF/container.xml"
RIGHTS = "META-INF/encryption.xml"
# How Calibre names the pages of the news that it fetches.
NEWS = re.compile(r"(?P<article>(?:.*/)?feed_\d+/article_\d+/).*|(?:.*/)?article_\d+/.*", re.IGNORECASE)
# What Calibre puts around each of them, and after the name of a newspaper.
MENU = re.compile(
    r"[|\s]*(?:(?:next|previous|section menu|main menu|next section|previous section|up one level)[|\s]*)+",
    re.IGNORECASE,
)
FETCHED = re.compile(r"this article was downloaded by calibre from\s*(?P<url>https?://\S+)?.*", re.IGNORECASE)
ISSUE = re.compile(r"\s*\[[^\]]*\d{4}\]$")
CHAPTER_WORDS = 40  # from which a page without an author or a date is evidence that a book is not a digest


@dataclass(frozen=True)
class Page:
    """A page of a book: its path, its text, the words that lead to it in the table of contents, its address."""

    path: str
    text: str
    label: str | None = None
    url: str | None = None


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of an EPUB file: one for each page of news or of a digest, one for any other book."""
    with opened(io.BytesIO(content), name) as package:
        root = xml_of(package.read(CONTAINER))
        path = next(element.get("full-path") for element in root.iter() if element.get("full-path"))
        book = xml_of(package.read(path))
        pages = list(_pages(package, book, posixpath.dirname(path)))
        if RIGHTS in package.namelist() and (not pages or _locked(package, pages)):
            yield SourceError(name, "is protected by its publisher (DRM)", "only books without protection are read")
            return
    about = _properties(book)
    news = _joined(page for page in pages if NEWS.fullmatch(page.path) or page.url)
    issue = Properties(
        source=ISSUE.sub("", about.title or "") or None, published=about.published, language=about.language
    )
    if news or _is_digest(pages):
        for page in news or [page for page in pages if _own(page)]:
            article = article_of(page.text, replace(issue, title=page.label))
            yield article.model_copy(update={"url": page.url}) if page.url else article
    else:
        yield from articles_of("\n\n".join(page.text for page in pages), name, about)


def _locked(package: ZipFile, pages: list[Page]) -> bool:
    """Whether pages of text are encrypted; encrypted fonts do no harm."""
    locked = {unquote(element.get("URI") or "") for element in xml_of(package.read(RIGHTS)).iter()}
    return any(page.path in locked for page in pages)


def _joined(pages: Iterable[Page]) -> list[Page]:
    """Pages of news, with the pages of one article joined."""
    found: dict[str, Page] = {}
    for page in pages:
        match = NEWS.fullmatch(page.path)
        key = (match["article"] if match else None) or page.path
        before = found.get(key)
        found[key] = (
            replace(before, text=f"{before.text}\n\n{page.text}", url=before.url or page.url) if before else page
        )
    return [page for page in found.values() if page.text]


def _own(page: Page) -> ArticlePiece | None:
    """A page with an author, a date or an outlet of its own, as an article."""
    pieces = split_page(page.text)
    return pieces[0] if len(pieces) == 1 and (pieces[0].author or pieces[0].published) else None


def _is_digest(pages: list[Page]) -> bool:
    """Whether at least two pages, and all that are not short, have an author or a date of their own."""
    own = [_own(page) is not None for page in pages]
    other = any(len(page.text.split()) >= CHAPTER_WORDS for page, is_own in zip(pages, own, strict=True) if not is_own)
    return sum(own) > 1 and not other


def _pages(package: ZipFile, book: Any, folder: str) -> Iterator[Page]:
    """Yield each page that has words, in reading order, without the table of contents."""
    items = {element.get("id"): element for element in book.iter("{*}item")}
    left = set(package.namelist())
    labels = _labels(package, items, folder)
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if (
            item is None
            or "nav" in (item.get("properties") or "").split()
            or "html" not in (item.get("media-type") or "")
        ):
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if path not in left:
            continue
        left.remove(path)  # a page that is named again is the same page
        page = tree(_utf8(package.read(path)))
        lines = [] if page is None else shown(page).split("\n")
        fetched = next((match for line in lines if (match := FETCHED.fullmatch(line))), None)
        text = "\n".join(line for line in lines if not MENU.fullmatch(line) and not FETCHED.fullmatch(line)).strip()
        if text:
            yield Page(path, text, labels.get(path), fetched["url"] if fetched else None)


def _labels(package: ZipFile, items: dict[str | None, Any], folder: str) -> dict[str, str]:
    """The entries of the table of contents (NCX), by the page that each leads to."""
    found: dict[str, str] = {}
    left = set(package.namelist())
    for item in items.values():
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        if "ncx" not in (item.get("media-type") or "") or path not in left:
            continue
        left.remove(path)
        for point in xml_of(package.read(path)).iter("{*}navPoint"):
            label, place = point.find("{*}navLabel"), point.find("{*}content")
            words = " ".join("".join(label.itertext()).split()) if label is not None else ""
            target = unquote((place.get("src") or "").partition("#")[0]) if place is not None else ""
            if words and target:
                found.setdefault(posixpath.normpath(posixpath.join(posixpath.dirname(path), target)), words)
    return found


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
