"""Mark passages in a text, which may overlap: cut it into paragraphs, and these into pieces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

MarkKind = Literal["words", "mention", "cue"]
PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
SENTENCE_END = re.compile(r"[.!?…][”’»\"')\]]*\s+(?=[^a-z\s])")


@dataclass(frozen=True)
class Mark:
    """A passage `[start, end)` of a text that belongs to a quotation, in code points."""

    start: int
    end: int
    quote: int
    what: MarkKind = "words"


@dataclass(frozen=True)
class MarkedText:
    """A piece of text with the same marks. The innermost quotation comes first."""

    text: str
    quotes: tuple[int, ...] = ()
    mentions: tuple[int, ...] = ()
    cue: bool = False
    #: Quotations that have their anchor here, at the first place where they can be seen.
    anchors: tuple[int, ...] = ()


def marks(quote: int, what: MarkKind, spans: Iterable[Iterable[int]] | None) -> Iterator[Mark]:
    """The marks of one quotation, without spans that make no sense."""
    for start, end in (tuple(span) for span in spans or ()):
        if 0 <= start < end:
            yield Mark(start, end, quote, what)


def marked(text: str, passages: Iterable[Mark]) -> list[list[MarkedText]]:
    """The paragraphs of a text, each cut where a mark begins or ends, in linear time except for overlapping marks."""
    passages = list(passages)
    length: dict[int, int] = defaultdict(int)
    starts, ends = defaultdict(list), defaultdict(list)
    for mark in passages:
        starts[mark.start].append(mark)
        ends[min(mark.end, len(text))].append(mark)
        length[mark.quote] += (mark.end - mark.start) * (mark.what == "words")
    edges = sorted(starts.keys() | ends.keys())
    active: list[Mark] = []
    paragraphs: list[list[MarkedText]] = []
    following = 0
    for paragraph in PARAGRAPH.finditer(text):
        pieces, place = [], paragraph.start()
        while following < len(edges) and edges[following] < paragraph.end():
            edge = edges[following]
            if edge > place:
                pieces.append(_piece(text[place:edge], active, length))
                place = edge
            active = [mark for mark in active if mark not in ends[edge]] + starts[edge]
            following += 1
        pieces.append(_piece(text[place : paragraph.end()], active, length))
        paragraphs.append(pieces)
    return _anchored(paragraphs)


def around(text: str, passages: Iterable[Mark], *, most: int = 700) -> tuple[int, int]:
    """The sentences of these marks, as `[start, end)`: within one paragraph, and no longer than `most`."""
    places = [(mark.start, mark.end) for mark in passages if mark.end <= len(text)]
    if not places:
        return 0, 0
    first, last = min(start for start, _ in places), max(end for _, end in places)
    last = min(last, first + most)
    top, bottom = text.rfind("\n", 0, first) + 1, text.find("\n", last)
    bottom = len(text) if bottom < 0 else bottom
    befores = [end.end() for end in SENTENCE_END.finditer(text, max(top, first - most), first + 1)]
    after = SENTENCE_END.search(text, max(last - 2, first), bottom)
    start = befores[-1] if befores else max(top, first - most)
    return start, min(after.end() if after else bottom, last + most)


def within(passages: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks of a part of the text, counted from its start."""
    return [
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.quote, mark.what)
        for mark in passages
        if mark.start < end and mark.end > start
    ]


def _piece(text: str, active: list[Mark], length: dict[int, int]) -> MarkedText:
    quotes = {mark.quote for mark in active if mark.what == "words"}
    mentions = {mark.quote for mark in active if mark.what == "mention"}
    return MarkedText(
        text,
        tuple(sorted(quotes, key=lambda quote: (length[quote], quote))),
        tuple(sorted(mentions)),
        any(mark.what == "cue" for mark in active),
    )


def _joined(pieces: list[MarkedText]) -> list[MarkedText]:
    """The same pieces; blanks with the marks of the piece before are joined to it, because a link needs a word."""
    joined: list[MarkedText] = []
    for piece in pieces:
        if joined and piece.text.isspace() and piece.quotes and piece.quotes == joined[-1].quotes:
            joined[-1] = replace(joined[-1], text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _anchored(paragraphs: list[list[MarkedText]]) -> list[list[MarkedText]]:
    """The same with anchors: where a quotation is innermost for the first time, or else where it begins."""
    innermost = {piece.quotes[0] for pieces in paragraphs for piece in pieces if piece.quotes}
    seen: set[int] = set()
    done = []
    for pieces in paragraphs:
        line = []
        for piece in _joined(pieces):
            here = [quote for quote in piece.quotes if quote == piece.quotes[0] or quote not in innermost]
            anchors = tuple(quote for quote in here if quote not in seen)
            seen.update(anchors)
            line.append(replace(piece, anchors=anchors))
        done.append(line)
    return done
