"""Read spreadsheets (XLSX): rows under a heading row are articles, on every sheet. Needs the extra `archives`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime, time
from itertools import chain, islice
from typing import Any

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_DOCUMENT, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from quotes.read.decode import Stream
from quotes.read.fields import Fields, column, missing_column
from quotes.read.formats.extras import missing
from quotes.read.formats.row import to_article
from quotes.read.formats.sandbox import damaged
from quotes.read.outcome import ArticleOrError
from quotes.read.unzip import opened, unpacked_size

SERIALS = range(20_000, 80_000)  # days since 1900: from 1954 to 2119
SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
HEADING_ROWS = 20  # rows at the top of a sheet in which the names of the columns are looked for


def read_xlsx(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield one article for each row."""
    try:
        import openpyxl
    except ImportError:
        yield missing(name, "XLSX", "archives")
        return
    content = stream.content(LONGEST_DOCUMENT, "a spreadsheet")
    unpacked_size(content, name)
    with damaged(name, "spreadsheet"):
        if _sheets_named(content, name) > MOST_SHEETS:
            raise SourceError(name, f"a spreadsheet of more than {MOST_SHEETS:,} sheets", "split it")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        yield from _sheets(book, name, fields)


def _sheets_named(content: bytes, name: str) -> int:
    """How many sheets the file names, before the library looks at each of them together with all others."""
    with opened(io.BytesIO(content), name) as package:
        books = [package.read(part) for part in package.namelist() if part.lower().endswith("workbook.xml")]
    return max((len(SHEET.findall(book)) for book in books), default=0)


def _sheets(book: Any, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    problems: list[tuple[int, SourceError]] = []
    some = False
    parts = set[str]()
    for sheet in book.worksheets:
        if sheet._worksheet_path in parts:  # several sheets may be named that are one part of the file
            continue
        parts.add(sheet._worksheet_path)
        where = f"{name}, sheet {sheet.title!r}" if len(book.worksheets) > 1 else name
        rows = _rows(sheet)
        top = list(islice(rows, HEADING_ROWS))
        at = next((k for k, (_, row) in enumerate(top) if column("text", fields, _names(row))), None)
        if at is None:
            names = [name for name in _names(top[0][1]) if name] if top else []
            if names and (problem := missing_column(names, where, fields)):
                problems.append((len(names), problem))
            continue
        some = True
        if problem := missing_column(_names(top[at][1]), where, fields):
            yield problem
            continue
        yield from _articles(_names(top[at][1]), chain(top[at + 1 :], rows), where, fields)
    if not some and not problems:
        yield SourceError(name, "a spreadsheet without a row", "leave it out")
    # A sheet with a single column, beside sheets of articles, is a remark and not a table.
    yield from (problem for width, problem in problems if not some or width > 1)


def _articles(
    names: list[str], rows: Iterator[tuple[int, list[Any]]], where: str, fields: Fields
) -> Iterator[ArticleOrError]:
    row = None
    days = column("published", fields, names)
    for number, row in rows:
        if number > MOST_ROWS:
            yield SourceError(where, f"a row after the {MOST_ROWS:,}th, which no spreadsheet has", "save it again")
            return
        found = dict(zip(names, row, strict=False))
        found |= {name: _day(found[name]) for name in days if name in found}
        yield to_article(found, fields, f"{where}, row {number}")
    if row is None:
        yield SourceError(where, "has a heading row and no others", "leave it out")


def _day(value: Any) -> Any:
    """The day that a cell without the format of a date gives as Excel's number of days."""
    from openpyxl.utils.datetime import from_excel

    return from_excel(value).date() if isinstance(value, int) and value in SERIALS else value


def _names(row: list[Any]) -> list[str]:
    return [str(value).strip() if value is not None else "" for value in row]


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Yield each row that is not blank, with its number."""
    sheet.reset_dimensions()  # the size that a file gives may be wrong
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS or any(value not in (None, "") for value in row):
            yield number, [_value(value) for value in row[:MOST_COLUMNS]]


def _value(value: Any) -> Any:
    """A cell in a form that a field may have: a whole number without '.0', a text with real line ends."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.replace("_x000D_", "").replace("\r\n", "\n") if isinstance(value, str) else value
