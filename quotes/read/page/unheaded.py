"""Find articles that have a headline but no age or outlet: after a section, or between horizontal rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from quotes.read.page.headers import Header
from quotes.read.page.lines import Line, has_outlet_word, is_headline, is_name
from quotes.read.page.titles import repeats

LONG_BODY_CHARACTERS = 250
RULE = re.compile(r"(?:[-=*_–—•~#] ?){3,}")
BLANK = Header(0, 0, None, None, None, None, "", False)


def with_unheaded(lines: Sequence[Line], found: list[Header]) -> list[Header]:
    """Add to the headers found those of articles with only a headline and a long body."""
    if not found and (others := _ruled(lines) or _named(lines)):
        return others
    bounds = [0, *(header.body for header in found)]
    ends = [*(header.start for header in found), len(lines)]
    added: list[Header] = []
    for begin, end in zip(bounds, ends, strict=True):
        added += _bare(lines, begin, end)
    return sorted([*found, *added], key=lambda header: header.start)


def _ruled(lines: Sequence[Line]) -> list[Header]:
    """The headers after the first of a page that has rules between articles, if each begins with a headline."""
    rules = [index for index, line in enumerate(lines) if RULE.fullmatch(line.text)]
    parts = [(start + 1, end) for start, end in pairwise([-1, *rules, len(lines)]) if end > start + 1]
    if not rules or not all(_is_whole(lines[start:end]) for start, end in parts):
        return []
    return [replace(BLANK, start=start, body=start + 1, title=lines[start].text) for start, _ in parts[1:]]


def _named(lines: Sequence[Line]) -> list[Header]:
    """The headers of a page that has only the outlet over each headline, if there are at least two."""
    starts = [
        index
        for index in range(len(lines) - 2)
        if _is_outlet(lines[index]) and _is_whole(lines[index + 1 : index + 10])
    ]
    if len(starts) < 2 or any(line.kind == "prose" for line in lines[: starts[0]]):
        return []
    return [replace(BLANK, start=at, body=at + 2, title=lines[at + 1].text, outlet=lines[at].text) for at in starts]


def _is_outlet(line: Line) -> bool:
    return line.kind == "short" and is_name(line.text) and has_outlet_word(line.text)


def _is_whole(lines: Sequence[Line]) -> bool:
    """Whether lines are a headline, a paragraph right after it, and as long as an article."""
    title = lines[0]
    headline = title.kind == "short" and is_headline(title.text) and len(title.text.split()) > 3
    return (
        headline
        and lines[1:2] != []
        and lines[1].kind == "prose"
        and sum(len(line.text) for line in lines) > LONG_BODY_CHARACTERS
    )


def _bare(lines: Sequence[Line], begin: int, end: int) -> Iterator[Header]:
    sections = [index for index in range(begin, end) if lines[index].kind == "section" and not lines[index].unsure]
    if not sections or not any(line.kind == "prose" for line in lines[begin : sections[0]]):
        return
    closed = any(lines[index].name in ("tags", "comments") for index in sections)
    pairs = [index for index in range(sections[0] + 1, end - 1) if _is_pair(lines, index, end)]
    if closed or len(pairs) > 1:
        for index in pairs:
            yield replace(BLANK, start=index, body=index + 1, title=lines[index].text)


def _is_pair(lines: Sequence[Line], index: int, end: int) -> bool:
    """Whether a line is a headline by itself, with a body as long as an article after it."""
    line, body = lines[index], lines[index + 1]
    alone = line.gap or lines[index - 1].kind in ("prose", "section", "furniture")
    if line.kind != "short" or not alone or not is_headline(line.text) or body.kind != "prose":
        return False
    return len(body.text) >= LONG_BODY_CHARACTERS or repeats(body.text, line.text)
