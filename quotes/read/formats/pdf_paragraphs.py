"""Join the rows of a PDF to paragraphs: by the space between them, their size, their edges, and where one ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from quotes.read.formats.pdf_order import Row
from quotes.read.unwrap import ENDS, ITEM, dehyphenated, hyphenated

WIDER = 1.3  # than the usual space between two lines, is that between two paragraphs
LOOSE = 1.7  # times the size of letters, from which a line after one that is not full begins a paragraph
OTHER_SIZE = 0.12  # of the size of letters, from which a heading differs
SHORT = 0.85  # of the width of a column, under which a line is the last of a paragraph


def paragraphs(rows: Sequence[Row]) -> Iterator[str]:
    """The paragraphs of rows that stand in the order of reading."""
    if not rows:
        return
    step = _step(rows)
    known = hyphenated("\n".join(row.text for row in rows))
    widths = _rights(rows)
    text = rows[0].text
    for (before, row), right in zip(pairwise(rows), widths, strict=False):
        if _begins(before, row, step, right):
            yield text
            text = row.text
        else:
            joined = dehyphenated(text, row.text, known)
            text = joined if joined is not None else f"{text} {row.text}"
    yield text


def _step(rows: Sequence[Row]) -> float:
    """The usual distance from one line to the next, in points."""
    steps = [a.y0 - b.y0 for a, b in pairwise(rows) if a.page == b.page and 0 < a.y0 - b.y0 < 3 * a.size]
    return median(steps) if steps else 0.0


def _rights(rows: Sequence[Row]) -> list[float]:
    """For each row, how far to the right the widest row of its column reaches, in points."""
    widest: dict[tuple[int, int], float] = {}
    for row in rows:
        column = (row.page, round(row.x0 / 20))
        widest[column] = max(widest.get(column, 0.0), row.x1)
    return [widest[row.page, round(row.x0 / 20)] for row in rows]


def _begins(before: Row, row: Row, step: float, right: float) -> bool:
    """Whether a row begins a paragraph."""
    if abs(before.size - row.size) > OTHER_SIZE * before.size:
        return True
    over = row.page != before.page or row.y0 > before.y0  # of a new page or a new column
    ended = bool(ENDS.search(before.text))
    if over:
        return ended or not (row.text[0].islower() or before.text.endswith("-") or _is_full(before, right))
    if abs(row.y0 - before.y0) < 2:  # beside each other
        return False
    if before.y0 - row.y0 > max(WIDER * step, step + 2):
        return True
    if ITEM.match(row.text) or (before.y0 - row.y0 > LOOSE * row.size and not _is_full(before, right)):
        return True
    if row.x0 - before.x0 > 5:  # set in
        return not row.text[0].islower()
    return ended and not _is_full(before, right)


def _is_full(row: Row, right: float) -> bool:
    """Whether a row reaches the edge of its column."""
    return row.x1 - row.x0 >= SHORT * (right - row.x0)
