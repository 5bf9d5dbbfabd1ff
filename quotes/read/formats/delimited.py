"""Read CSV and TSV, row by row; a quotation mark that does not close costs its own row and no other.

What follows such a mark may be taken for the rest of its cell, even whole rows. So the mark has to close as CSV
demands, and if it does not, reading goes on at the next line that surely begins a row.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_LINE
from quotes.read.dates import day_first_in
from quotes.read.decode import Stream, line_too_long, too_long
from quotes.read.fields import Fields, missing_column
from quotes.read.formats.guess import delimiter_of, heading_of
from quotes.read.formats.row import to_article

CsvRow = list[str]
#: Cells by which a row is recognised: no line of prose has one of these in the same place.
KINDS = {
    "number": re.compile(r"\d+"),
    "day": re.compile(r"\d{4}-\d\d(-\d\d([T ][\d:.]+ ?(Z|[+-][\d:]+)?)?)?"),
    "address": re.compile(r"https?://\S+"),
    "code": re.compile(r"(?=\S*\d)[\w:/.#-]+"),
}
EXTRA_SHOWN = 60
CUT = ("a file that breaks off in this row, which is left out", "fetch it again, or export it in smaller parts")
LINE_END = re.compile(r"\r\n|\r|\n")
SEPARATOR = "sep="  # Excel's first line, 'sep=;'
MOST_TRIED = 500  # lines in which the end of a row is looked for, to find out whether a row begins


def read_csv(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield the articles of CSV with a heading line, one for each row."""
    csv.field_size_limit(LONGEST_LINE)
    lines = _whole_lines(stream, name)
    start = LINE_END.sub("\n", stream.start.lstrip("\ufeff"))
    first = start.partition("\n")[0]
    stated = first.lower().startswith(SEPARATOR)
    before = int(stated) or (heading_of(start) if fields.text is None else 0)
    for _ in range(before):
        next(lines, None)
    heading = start.split("\n", before + 1)[before] if before else first
    rows = CsvRows(lines, name, (first[len(SEPARATOR) :][:1] or ",") if stated else delimiter_of(heading), before)
    day_first = day_first_in(start)
    columns = next(iter(rows), [])
    if isinstance(columns, SourceError):
        yield columns
        return
    columns = [column.strip("\ufeff ") for column in columns]
    if problem := missing_column(columns, name, fields):
        yield problem
        return
    none = True
    for row in rows:
        none = False
        if isinstance(row, SourceError):
            yield row
        elif rows.breaks_off and len(row) < len(columns):
            yield SourceError(f"{name}:{rows.number}", *CUT)
        elif extra := [cell for cell in row[len(columns) :] if cell.strip()]:
            yield _too_many(f"{name}:{rows.number}", len(columns), extra)
        else:
            where = f"{name}:{rows.number}"
            yield to_article(_by_column(columns, row), fields, where, checked=False, day_first=day_first)
    if none:
        yield SourceError(name, "has a heading line and no rows", "leave it out")


def _by_column(columns: Sequence[str], row: CsvRow) -> Mapping[str, str | None]:
    return dict(zip_longest(columns, row[: len(columns)]))


def _too_many(where: str, wanted: int, extra: CsvRow) -> SourceError:
    shown = extra[0].strip()[:EXTRA_SHOWN]
    return SourceError(
        where,
        f"a row of more than {wanted} cells; {shown!r} is after the last",
        "put quotation marks around cells with commas",
    )


class CsvRows:
    """The rows of CSV with the heading, and an error in the place of each invalid row; blank lines are not rows.

    Attributes:
        number: the line at which the last row ended.
    """

    def __init__(self, lines: Iterator[str], name: str, delimiter: str, number: int = 0) -> None:
        self.name, self.delimiter = name, delimiter
        self.number = number
        self._lines, self._again = lines, deque[str]()
        self._taken: list[str] = []
        self._width = 0
        self._kinds: dict[int, set[str]] | None = None

    @property
    def breaks_off(self) -> bool:
        """Whether the last row ends the file without a line end."""
        return bool(self._taken) and not self._taken[-1].endswith(("\n", "\r"))

    def __iter__(self) -> Iterator[CsvRow | SourceError]:
        while True:
            try:
                row = self._next()
            except csv.Error as error:
                yield self._recovered(error)
                continue
            if row:
                self._learn(row)
                yield row
            elif not self._taken:
                return

    def _next(self, most: int | None = None) -> CsvRow:
        """The next row, of at most `most` lines, which are in `_taken`; [] for a blank line, or at the end.

        Raises:
            csv.Error: a quotation mark does not close as it should, or closes in a later row.
        """
        self._taken = []
        row = next(self._reader(islice(iter(self._pull, ""), most)), [])
        if self._width and len(self._taken) > 1:
            kinds = self._kinds or _kinds_of(row[: self._width])
            for place, line in enumerate(self._taken[1:], 1):
                if self._is_row(line, kinds):
                    number = self.number - len(self._taken) + 1 + place
                    raise csv.Error(f"line {number} is a row of its own")
        return row

    def _reader(self, lines: Iterable[str]) -> Iterator[CsvRow]:
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _is_row(self, line: str, kinds: Mapping[int, set[str]]) -> bool:
        """Whether a line within a cell is surely a whole row: as wide as the others, with cells of these kinds.

        Prose has a space after a comma, and a comma in a number: '12, not 13, left' and '3,000 left' are no rows.
        """
        try:
            row = next(self._reader([line]), [])
        except csv.Error:
            return False
        if not self._is_like_others(row, kinds) or any(cell.startswith(" ") for cell in row):
            return False
        numbers = (at for at in range(1, len(row)) if row[at - 1][-1:].isdigit() and row[at][:1].isdigit())
        return all(at in kinds for at in numbers)

    def _is_like_others(self, row: CsvRow, kinds: Mapping[int, set[str]]) -> bool:
        """Whether a row is as wide as the others, with cells of these kinds, of which there are some."""
        return bool(kinds) and len(row) == self._width and all(kinds[at] & _kinds(row[at]) for at in kinds)

    def _pull(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, "")
        if line:
            self._taken.append(line)
            self.number += 1
        return line

    def _put_back(self, but: int) -> None:
        """Put the lines taken back, except the first `but`, so that they are read again."""
        self._again.extendleft(reversed(self._taken[but:]))
        self.number -= len(self._taken[but:])
        self._taken = []

    def _learn(self, row: CsvRow) -> None:
        """Note which columns have cells of one kind in all rows, not counting the heading."""
        if not self._width:
            self._width = len(row)
        elif self._kinds is None:
            self._kinds = _kinds_of(row[: self._width])  # not cells beyond the heading
        else:
            kept = {place: found & _kinds(row[place]) for place, found in self._kinds.items() if place < len(row)}
            self._kinds = {place: found for place, found in kept.items() if found}

    def _recovered(self, error: csv.Error) -> SourceError:
        """Go on at the next line that surely begins a row. Return an error that says what is wrong and left out."""
        began = self.number - len(self._taken) + 1
        until = "on its line" if self.number == began else f"up to line {self.number}"
        self._put_back(1)
        while not self._begins_row() and self._taken:
            self._put_back(1)
        self._put_back(0)
        left_out = self.number - began + 1
        rest = f"; {left_out} lines are left out" if left_out > 1 else ""
        problem = f"a quotation mark opens in this row and does not close as it should {until} ({error}){rest}"
        advice = 'write a mark inside a cell twice (""), or leave it out'
        return SourceError(f"{self.name}:{began}", f"not valid CSV: {problem}", advice)

    def _begins_row(self) -> bool:
        """Whether the next lines give a row as wide as the others, with cells of the kinds that all others have."""
        try:
            row = self._next(MOST_TRIED if self._kinds else 1)
        except csv.Error:
            return False
        return self._is_like_others(row, self._kinds or {})


def _kinds_of(row: CsvRow) -> dict[int, set[str]]:
    """The kinds of the cells that have any, by their place."""
    return {place: found for place, cell in enumerate(row) if (found := _kinds(cell))}


def _kinds(cell: str) -> set[str]:
    return {name for name, pattern in KINDS.items() if pattern.fullmatch(cell)}


def _whole_lines(stream: Stream, name: str) -> Iterator[str]:
    """The lines of CSV, up to one that is too long, after which no row can be trusted."""
    for number, line in enumerate(stream.lines(newline=""), 1):
        if too_long(line):
            raise line_too_long(f"{name}:{number}")
        yield line.replace("\x00", "")
