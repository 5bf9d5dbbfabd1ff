"""Posts that an article shows whole: the words in a line, and below it '— Ida Soir (@idasoir) May 3, 2024'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.extraction.layout import Layout, Range
from quotes.extraction.resolve.remarks import Remark

SIGNED = re.compile(r"\s*(?:[—–]|--?) ?(?P<name>[^\W\d_][^()@\n]{1,60}?) ?\(@\w{1,30}\)(?P<day>[^\n]{0,40}\d{4})?\s*")
LINKED = re.compile(r"\S+\.[^\W\d_]{2,}/\S*")
FEWEST = 3  # words of a post
SIGNATURE_CHARACTERS = 140


def find_posts(layout: Layout) -> Iterator[Remark]:
    """Yield the posts of an article, in order: the paragraph before a signature is what its author wrote."""
    for paragraph in range(1, len(layout.paragraphs)):
        start, end = layout.paragraphs[paragraph]
        first, last = layout.offsets((start, end)) if start < end else (0, 0)
        if not 0 < last - first <= SIGNATURE_CHARACTERS:
            continue
        signed = SIGNED.fullmatch(layout.text[first:last])
        words = _written(layout, layout.paragraphs[paragraph - 1]) if signed else None
        if signed and words:
            at = first + signed.start("name"), first + signed.end("name")
            yield Remark(_tokens(layout, (start, end), at), words, literal=True)


def _written(layout: Layout, place: Range) -> Range | None:
    """The words of a post without the addresses at its end; None for none, and for words between marks."""
    start, end = place
    while start < end and layout.tokens[start].is_space:
        start += 1
    links = (i for i in range(start, end) if LINKED.match(layout.texts[i]))
    end = next(links, end)
    while end > start and layout.tokens[end - 1].is_space:
        end -= 1
    marked = any(layout.run_of[i] >= 0 for i in range(start, end))
    words = sum(layout.texts[i][0].isalnum() for i in range(start, end))
    return None if marked or words < FEWEST else (start, end)


def _tokens(layout: Layout, place: Range, span: Range) -> Range:
    """The tokens of a paragraph that stand in a span of the text."""
    inside = [i for i in range(*place) if span[0] <= layout.tokens[i].idx < span[1]]
    return inside[0], inside[-1] + 1
