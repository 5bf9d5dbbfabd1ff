"""Read PDF: its text in the order of reading, as one article or one for each bookmark. Needs the extra `archives`."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.dates import iso_date
from quotes.read.exports import HEAD_LINES, archive_of, read_export, stands_alone
from quotes.read.formats.document import Properties, articles_of, told
from quotes.read.formats.extras import missing
from quotes.read.formats.pdf_order import Bookmark, PdfPage, TextLine, in_order, without_margins
from quotes.read.formats.pdf_paragraphs import paragraphs

PASSWORD = ("is protected with a password", "save a copy without one")
SCAN = ("a scan: pictures of pages, without text", "run OCR over it first, for example ocrmypdf, and give its result")
FEWEST_LETTERS = 12  # on a page that counts as text


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of a PDF."""
    try:
        from pdfminer.pdfdocument import (
            PDFDocument,
            PDFEncryptionError,
            PDFPasswordIncorrect,
            PDFTextExtractionNotAllowed,
        )
        from pdfminer.pdfparser import PDFParser
    except ImportError:
        yield missing(name, "PDF", "archives")
        return
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed):
        yield SourceError(name, *PASSWORD)
        return
    pages, numbers = _pages(document)
    blank = [page.number for page in pages if sum(len(row.text) for row in page.rows) < FEWEST_LETTERS]
    scanned = [page.number for page in pages if page.number in blank and page.pictures]
    if not pages:
        yield SourceError(name, "a damaged PDF, in which no page can be read", "fetch it again")
        return
    if len(blank) == len(pages):
        yield SourceError(name, *(SCAN if scanned else ("no text in this PDF", "leave it out")))
        return
    if scanned:
        yield SourceError(
            name, f"no text on {_listed(scanned)}: only a picture", "run OCR over it first; the rest is read"
        )
    yield from _articles(pages, _marks(document, numbers), name, _properties(document))


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:8])) + (" …" if len(pages) > 8 else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"


def _articles(
    pages: Sequence[PdfPage], marks: Sequence[Bookmark], name: str, properties: Properties
) -> Iterator[Article | SourceError]:
    pages, head, day = without_margins(pages)
    rows = [row for page in pages for row in in_order(page.rows)]
    if archive := archive_of([row.text for row in rows[:HEAD_LINES]]):
        lines = "\n\n".join(paragraphs(rows, alone=stands_alone)).split("\n")
        yield from read_export(lines, archive, name)
        return
    text = "\n\n".join(paragraphs(rows))
    about = Properties(properties.title, properties.author, day or properties.published, head)
    parts = list(_parts(rows, marks)) if len(marks) > 1 else []
    if len(parts) > 1:
        for title, part in parts:
            single = Properties(told(title), None, about.published, head)
            yield from articles_of("\n\n".join(paragraphs(part)), name, single)
    else:
        yield from articles_of(text, name, about)


def _parts(rows: Sequence[TextLine], marks: Sequence[Bookmark]) -> Iterator[tuple[str, list[TextLine]]]:
    """The rows under each bookmark; rows before the first bookmark belong to it."""
    kept: list[tuple[str, list[TextLine]]] = [(mark.title, []) for mark in marks]
    for row in rows:
        there = [at for at, mark in enumerate(marks) if (mark.page, -mark.top) <= (row.page, -row.y0 + 1)]
        kept[there[-1] if there else 0][1].append(row)
    yield from ((title, part) for title, part in kept if sum(len(row.text) for row in part) > FEWEST_LETTERS * 4)


def _pages(document: Any) -> tuple[list[PdfPage], dict[int, int]]:
    """The pages with their rows of text, and the number of each page by the number of its object."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=LAParams(boxes_flow=None, line_margin=0.01, char_margin=1.6))
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[PdfPage] = []
    numbers: dict[int, int] = {}
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        numbers[int(str(page.pageid))] = number
        interpreter.process_page(page)
        layout = device.get_result()
        rows = [row for box in layout for row in _rows(box, number)]
        pages.append(PdfPage(number, layout.width, layout.height, tuple(rows), pictures=_has_picture(layout)))
    return pages, numbers


def _rows(element: Any, page: int) -> Iterator[TextLine]:
    from pdfminer.layout import LTChar, LTTextLine

    if isinstance(element, LTTextLine):
        sizes = sorted(char.size for char in element if isinstance(char, LTChar))
        text = " ".join(element.get_text().split())
        if text and sizes:
            yield TextLine(text, page, element.x0, element.y0, element.x1, element.y1, sizes[len(sizes) // 2])
    elif hasattr(element, "__iter__") and not hasattr(element, "get_rawdata"):
        for inner in element:
            yield from _rows(inner, page)


def _has_picture(layout: Any) -> bool:
    from pdfminer.layout import LTFigure, LTImage

    return any(isinstance(element, LTFigure | LTImage) for element in layout)


def _properties(document: Any) -> Properties:
    info = document.info[0] if document.info else {}
    created = _string(info.get("CreationDate")).removeprefix("D:")
    day = iso_date(f"{created[:4]}-{created[4:6]}-{created[6:8]}") if created[:8].isdigit() else None
    return Properties(told(_string(info.get("Title"))), told(_string(info.get("Author"))), day)


def _string(value: Any) -> str:
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    value = resolve1(value)
    return decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""


def _marks(document: Any, numbers: dict[int, int]) -> list[Bookmark]:
    """The bookmarks of the highest level that has several, in the order of their pages."""
    from pdfminer.pdfdocument import PDFNoOutlines

    try:
        outlines = list(document.get_outlines())
    except PDFNoOutlines:
        return []
    for level in sorted({outline[0] for outline in outlines}):
        here = [mark for outline in outlines if outline[0] == level and (mark := _mark(document, outline, numbers))]
        if len(here) > 1:
            return sorted(here, key=lambda mark: (mark.page, -mark.top))
    return []


def _mark(document: Any, outline: tuple[Any, ...], numbers: dict[int, int]) -> Bookmark | None:
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdftypes import PDFObjRef, resolve1

    _, title, place, action, _ = outline
    action = resolve1(action)
    try:
        place = resolve1(place if place is not None else action.get("D") if isinstance(action, dict) else None)
        if isinstance(place, bytes) or hasattr(place, "name"):
            place = resolve1(document.get_dest(place if isinstance(place, bytes) else place.name))
    except (PDFException, KeyError):
        return None
    place = resolve1(place.get("D")) if isinstance(place, dict) else place
    if not isinstance(place, list) or not place or not isinstance(place[0], PDFObjRef):
        return None
    tops = [part for part in place[2:] if isinstance(part, int | float)]
    kind = getattr(place[1], "name", "") if len(place) > 1 else ""
    top = tops[1] if kind == "XYZ" and len(tops) > 1 else tops[0] if kind == "FitH" and tops else float("inf")
    number = numbers.get(place[0].objid)
    return Bookmark(str(title), number, float(top)) if number else None
