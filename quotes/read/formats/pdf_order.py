"""Put the rows of text on the pages of a PDF in the order of reading: without running heads, column after column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from quotes.read.dates import iso_date
from quotes.read.page.lines import is_name

MARGIN = 0.09  # of the height of a page, at its top and its foot
NUMBER = re.compile(r"\W*(?:page|p\.|pg\.?|seite)? ?\d{1,5}(?: ?(?:of|/|von) ?\d{1,5})?\W*", re.IGNORECASE)
FEWEST_ROWS = 3  # in a column
SMALLER = 0.95  # times the size of the text: on an only page, smaller rows at the edge are running heads


@dataclass(frozen=True)
class TextLine:
    """Text on one line of one column, with its box in points from the page's lower left corner."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


@dataclass(frozen=True)
class PdfPage:
    """A page, counted from 1, with its size in points; `pictures` is whether it has a picture."""

    number: int
    width: float
    height: float
    rows: tuple[TextLine, ...]
    pictures: bool = False


@dataclass(frozen=True)
class Bookmark:
    """A bookmark: its words and its target, with the height above the foot of the page, infinite for its top."""

    title: str
    page: int
    top: float


def body_size(rows: Iterable[TextLine]) -> float:
    """The size that most letters have, in points."""
    letters: Counter[float] = Counter()
    for row in rows:
        letters[round(row.size, 1)] += len(row.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def without_margins(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], str | None, str | None]:
    """The pages without running heads, feet and page numbers; and the outlet and the date that these name."""
    size = body_size(row for page in pages for row in page.rows)
    seen = Counter(key for page in pages for key in {_pattern(row) for row in _margin(page)})
    heads: Counter[str] = Counter()
    days: Counter[str] = Counter()
    kept = []
    for page in pages:
        margin = _margin(page)
        running = {
            row
            for row in margin
            if NUMBER.fullmatch(row.text)
            or (seen[_pattern(row)] > 1 and len(pages) > 1)
            or (row.size < SMALLER * size and len(row.text) < 100 and _apart(row, page, size))
        }
        heads.update(row.text for row in running if is_name(row.text) and not re.search(r"\d", row.text))
        kept.append(replace(page, rows=tuple(row for row in page.rows if row not in running)))
        days.update(day for row in running if (day := iso_date(row.text)))
    (head, _), (day, _) = [*heads.most_common(1), (None, 0)][0], [*days.most_common(1), (None, 0)][0]
    return kept, head, day


def _pattern(row: TextLine) -> tuple[str, bool]:
    """The words of a row, with all numbers made equal, and whether it is in the upper half."""
    return re.sub(r"\d+", "#", row.text.lower()), row.y0 > 300


def _margin(page: PdfPage) -> list[TextLine]:
    return [row for row in page.rows if row.y0 > (1 - MARGIN) * page.height or row.y1 < MARGIN * page.height]


def _apart(row: TextLine, page: PdfPage, size: float) -> bool:
    """Whether there is more than an empty line between a row at the edge and the rest."""
    others = [other for other in page.rows if other is not row and abs(other.y0 - row.y0) > 1]
    return all(other.y0 - row.y1 > size or row.y0 - other.y1 > size for other in others)


def in_order(rows: Iterable[TextLine]) -> list[TextLine]:
    """The rows of a page in reading order: column by column; rows across several columns separate the groups."""
    rows = sorted(rows, key=lambda row: (-row.y1, row.x0))
    gutter = _gutter(rows)
    if gutter is None:
        return _lines(rows)
    ordered: list[TextLine] = []
    band: list[TextLine] = []
    for row in rows:
        if row.x0 < gutter < row.x1:
            ordered += _columns(band, gutter)
            ordered.append(row)
            band = []
        else:
            band.append(row)
    return ordered + _columns(band, gutter)


def _columns(rows: list[TextLine], gutter: float) -> list[TextLine]:
    left = [row for row in rows if row.x1 <= gutter]
    return in_order(left) + in_order(row for row in rows if row.x1 > gutter)


def _lines(rows: Sequence[TextLine]) -> list[TextLine]:
    """The rows of one column from top to bottom, and from left to right at the same height."""
    heights = groupby(rows, key=lambda row: round(row.y0 / 2))
    return [row for _, line in heights for row in sorted(line, key=lambda row: row.x0)]


def _gutter(rows: Sequence[TextLine]) -> float | None:
    """Where two columns meet: there are rows beside each other on both sides, and few across."""
    best: tuple[int, float] | None = None
    for place in sorted({round(row.x0, 0) - 2 for row in rows}):
        left = [row for row in rows if row.x1 <= place]
        right = [row for row in rows if row.x0 >= place]
        across = len(rows) - len(left) - len(right)
        if min(len(left), len(right)) < FEWEST_ROWS or across > 0.4 * len(rows):
            continue
        beside = sum(any(_beside(one, other) for other in left) for one in right)
        if 2 * beside >= min(len(left), len(right)) and _is_prose(left) and _is_prose(right):
            worth = min(len(left), len(right)) - across
            best = max(best or (worth, place), (worth, place))
    return best[1] if best else None


def _beside(one: TextLine, other: TextLine) -> bool:
    return min(one.y1, other.y1) - max(one.y0, other.y0) > 0.3 * min(one.y1 - one.y0, other.y1 - other.y0)


def _is_prose(rows: Sequence[TextLine]) -> bool:
    """Whether rows are lines of text rather than the cells of a table."""
    return sum(len(row.text.split()) > 2 for row in rows) >= 0.5 * len(rows)
