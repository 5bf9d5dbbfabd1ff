"""Read CSV and tab-separated text with a heading line: rows are articles."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_LINE
from quotes.read.decode import Stream, line_too_long, too_long
from quotes.read.fields import Fields, missing_column
from quotes.read.formats.guess import delimiter_of
from quotes.read.formats.row import to_article

SEPARATOR = "sep="  # Excel's first line, 'sep=;'


def read_csv(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield the articles of CSV with a heading line, one a row."""
    csv.field_size_limit(LONGEST_LINE)
    lines = _whole_lines(stream, name)
    first, *_ = stream.start.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n", 2)
    skipped = int(first.lower().startswith(SEPARATOR))
    if skipped:
        delimiter = first[len(SEPARATOR) :][:1] or ","
        next(lines, None)
    else:
        delimiter = delimiter_of(first)
    rows = csv.DictReader(lines, delimiter=delimiter)
    try:
        columns = [column.strip("\ufeff ") for column in rows.fieldnames or () if column is not None]
        rows.fieldnames = columns
        if problem := missing_column(columns, name, fields):
            yield problem
            return
        row = None
        for row in rows:
            yield to_article(row, fields, f"{name}:{rows.line_num + skipped}", checked=False)
        if row is None:
            yield SourceError(name, "has a heading line and no rows", "leave it out")
    except csv.Error as error:
        where = f"{name}:{rows.line_num + skipped}"
        yield SourceError(where, f"not valid CSV: {error}", "check the quotation marks there")


def _whole_lines(stream: Stream, name: str) -> Iterator[str]:
    """The lines of CSV, up to one that is too long, after which no row can be trusted."""
    for number, line in enumerate(stream.lines(newline=""), 1):
        if too_long(line):
            raise line_too_long(f"{name}:{number}")
        yield line.replace("\x00", "")
