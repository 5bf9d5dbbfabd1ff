"""Join the rows of a PDF into paragraphs, by the space between them, their size, their edges and where they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from quotes.read.formats.pdf_order import TextLine, body_size
from quotes.read.unwrap import ENDS, ITEM, dehyphenated, hyphenated

WIDER = 1.3  # times the usual space between two lines, from which it separates paragraphs
OTHER_SIZE = 0.12  # of the size of letters; a heading differs by more
HEADLINE = 1.2  # times the size of the text, from which rows are the lines of one headline
SLACK = 0.03  # of the width of a column; so much a line may leave free though the next word would have fitted


def paragraphs(rows: Sequence[TextLine], *, alone: Callable[[str], bool] | None = None) -> Iterator[str]:
    """The paragraphs of rows in reading order.

    Args:
        alone: whether a row is a paragraph by itself, such as a field of an export.
    """
    if not rows:
        return
    step, body = _step(rows), body_size(rows)
    known = hyphenated("\n".join(row.text for row in rows))
    widths = _rights(rows)
    text = rows[0].text
    for (before, row), right in zip(pairwise(rows), widths, strict=False):
        if (alone and (alone(row.text) or alone(before.text))) or _begins(before, row, step, right, body):
            yield text
            text = row.text
        else:
            joined = dehyphenated(text, row.text, known)
            text = joined if joined is not None else f"{text} {row.text}"
    yield text


def _step(rows: Sequence[TextLine]) -> float:
    """The usual distance from one line to the next, in points."""
    steps = [a.y0 - b.y0 for a, b in pairwise(rows) if a.page == b.page and 0 < a.y0 - b.y0 < 3 * a.size]
    return median(steps) if steps else 0.0


def _rights(rows: Sequence[TextLine]) -> list[float]:
    """For each row, how far to the right the widest row of its column and size reaches, in points."""
    widest: dict[tuple[int, int, int], float] = {}
    for row in rows:
        widest[_column(row)] = max(widest.get(_column(row), 0.0), row.x1)
    return [widest[_column(row)] for row in rows]


def _column(row: TextLine) -> tuple[int, int, int]:
    return row.page, round(row.x0 / 20), round(row.size)


def _begins(before: TextLine, row: TextLine, step: float, right: float, body: float) -> bool:
    """Whether a row begins a paragraph; `body` is the size of the letters of the text."""
    if abs(before.size - row.size) > OTHER_SIZE * before.size:
        return True
    if row.size > HEADLINE * body and row.page == before.page and 0 < before.y0 - row.y0 < 1.6 * row.size:
        return False
    running = row.text[0].islower() and not ENDS.search(before.text)
    fitted = _would_fit(before, row, right)
    if row.page != before.page or row.y0 > before.y0 + 2:  # it begins a page or a column
        return not running and not before.text.endswith("-") and (fitted or bool(ENDS.search(before.text)))
    if abs(row.y0 - before.y0) <= 2:  # beside each other
        return False
    if before.y0 - row.y0 > max(WIDER * step, step + 2) or ITEM.match(row.text):
        return True
    if row.x0 - before.x0 > 5:  # set in
        return not running
    return fitted and not running


def _would_fit(before: TextLine, row: TextLine, right: float) -> bool:
    """Whether the first word of a row would have fitted in the row before, so that this one ends there on purpose."""
    letter = (row.x1 - row.x0) / len(row.text)
    word = len(row.text.split(maxsplit=1)[0]) + 1
    return before.x1 + word * letter < right - SLACK * (right - before.x0)
