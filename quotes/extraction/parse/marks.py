"""Quotation marks: which open, which close, which are apostrophes. Text in, runs out; no parse is needed.

A *run* is the text between an opening mark and the mark that closes it, within one paragraph (a line).
Each paragraph is scanned once from left to right, so time is linear in the length of the text, and a mark that
is never closed costs at most its own run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from quotes.extraction.lexicon import Elisions

OPENERS = {"“": "”“", "«": "»", "„": "“”", "‟": "”", "〝": "〞", "‹": "›"}
CLOSERS = {"”", "»", "〞", "›"}
DOUBLE = re.compile(r"''|``|’’|‘‘|[\"“”„‟«»〝〞‹›＂]")
SINGLE_OPEN = re.compile(r"(?<![\w.'’‘`])['‘‚‛`](?=[^\s'’`\"”])")
SINGLE_CLOSE = re.compile(r"(?<=[^\s])['’](?![\w'’])")
PAIRED = {"''", "’’", "``", "‘‘", "＂", '"'}
PARAGRAPH = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
SENTENCE_END = re.compile(r"[.!?…][)\]]?(?=\s|$)")
# a quotation as Markdown and e-mails mark it, with who signs it: '> We will rebuild. — Carla Soir'
BLOCK = re.compile(r">[ >]*(?P<words>[^\s>“”\"][^“”\"\n]*?)[ ]+(?=(?:[—–]|--)[ ]?[^\W\d_][^.!?\n—–]{2,80}$)")
MARKED = re.compile(r"<|://")
MARKUP = re.compile(r"<[^<>]*>|\w+://\S*")
LONGEST_UNCLOSED = 600
FARTHEST = 100  # marks of one paragraph that are looked at for the one that closes


@dataclass(frozen=True)
class Run:
    """Text between quotation marks. All offsets are code points.

    Attributes:
        open, close: from the first character of the opening mark to after the closing mark.
        start, end: the text between them.
        closed: False where the closing mark is missing in this paragraph.
        single: True for ‘single’ marks.
        follows: True where this run goes on with the quotation of the run before it (a new paragraph of it).
    """

    open: int
    start: int
    end: int
    close: int
    closed: bool = True
    single: bool = False
    follows: bool = False


Side = Literal["open", "close", "either"]


@dataclass(frozen=True)
class QuotationMark:
    """A double mark and what it can be."""

    start: int
    end: int
    text: str
    side: Side


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each line that holds more than white space, trimmed."""
    for match in PARAGRAPH.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            yield start, start + len(stripped)


def runs(text: str, elisions: Elisions) -> list[Run]:
    """Every outermost quoted run of the text, in order.

    Args:
        text: any text.
        elisions: the words and letters of the language that stand beside an apostrophe.
    """
    found: list[Run] = []
    pending: Run | None = None
    for start, end in paragraphs(text):
        here = _in_paragraph(text, start, end, elisions)
        if pending and here and here[0].open == start and here[0].single == pending.single:
            here[0] = _replace(here[0], follows=True)
        elif pending and pending.single:
            found.pop()
        elif pending and _is_cut(text, pending):
            found[-1] = _cut_at_sentence(text, pending)
        found += here
        pending = here[-1] if here and not here[-1].closed else None
    if pending and pending.single:
        found.pop()
    elif pending and _is_cut(text, pending):
        found[-1] = _cut_at_sentence(text, pending)
    return [run for run in found if _has_words(text[run.start : run.end])]


def _has_words(inside: str) -> bool:
    """Is there more between the marks than tags, the address of a page and punctuation?"""
    plain = any(map(str.isalnum, inside))
    return plain and any(map(str.isalnum, MARKUP.sub("", inside) if MARKED.search(inside) else inside))


def _replace(run: Run, *, follows: bool) -> Run:
    return Run(run.open, run.start, run.end, run.close, run.closed, run.single, follows)


def _is_cut(text: str, run: Run) -> bool:
    """Is an unclosed run too long to be all quotation, or part of a sentence ('said they had “never slept. Soir …')?"""
    inside = text[max(run.open - 2, 0) : run.open]
    return run.end - run.start > LONGEST_UNCLOSED or (inside[-1:].isspace() and inside[:1].isalpha())


def _cut_at_sentence(text: str, run: Run) -> Run:
    """An unclosed run ends with its first sentence."""
    match = SENTENCE_END.search(text, run.start, run.end)
    end = match.end() if match else min(run.end, run.start + LONGEST_UNCLOSED)
    return Run(run.open, run.start, end, end, False, run.single, run.follows)


def _in_paragraph(text: str, start: int, end: int, elisions: Elisions) -> list[Run]:
    if block := BLOCK.match(text, start, end):
        return [Run(start, block.start("words"), block.end("words"), block.end("words"))]
    doubles = list(_double_marks(text, start, end))
    found: list[Run] = []
    singles = _SingleScanner(text, start, end, elisions)
    at, index = start, 0
    while True:
        while index < len(doubles) and (doubles[index].start < at or doubles[index].side == "close"):
            index += 1
        mark = doubles[index] if index < len(doubles) else None
        single = singles.next_run(at, mark.start if mark else end)
        if single:
            found.append(single)
            at = single.close
            continue
        if mark is None:
            return found
        closing = _closing(doubles, index)
        found.append(_double_run(mark, closing, doubles, index, end))
        at, index = found[-1].close, index + 1


def _double_run(
    mark: QuotationMark, closing: QuotationMark | None, doubles: list[QuotationMark], index: int, end: int
) -> Run:
    if closing:
        return Run(mark.start, mark.end, closing.start, closing.end)
    reopened = next((doubles[i] for i in range(index + 1, len(doubles)) if doubles[i].side == "open"), None)
    stop = reopened.start if reopened else end
    return Run(mark.start, mark.end, stop, stop, closed=False)


def _double_marks(text: str, start: int, end: int) -> Iterator[QuotationMark]:
    for number, match in enumerate(DOUBLE.finditer(text, start, end)):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if not number and match.group() in ('"', "''") and before.isdigit():
            continue  # 6'4" and 12" are measures: a mark right after digits that no mark before it opened
        yield QuotationMark(match.start(), match.end(), match.group(), _side(match.group(), before, after))


def _side(mark: str, before: str, after: str) -> Side:
    opens = before.isspace() or before in "([{—–-/‘'"
    closes = after.isspace() or after in ".,;:!?)]}—–-/’'"
    if mark in ("``", "‘‘"):
        return "open"
    if mark in OPENERS:
        return "close" if mark == "“" and closes and not opens else "open"
    if mark in CLOSERS:
        return "open" if opens and not closes else "close"
    if opens != closes:
        return "open" if opens else "close"
    return "either"


def _closing(doubles: list[QuotationMark], index: int) -> QuotationMark | None:
    """The mark that closes `doubles[index]`; None where the paragraph holds none."""
    opening, depth = doubles[index], 0
    for place in range(index + 1, min(index + FARTHEST, len(doubles))):
        mark = doubles[place]
        if mark.side == "open":
            if _same_style(opening, mark) and not depth and not _two_closers(doubles, place):
                return None
            depth += 1
        elif depth and mark.side != "either":
            depth -= 1
        elif not depth and _fits(opening.text, mark.text):
            return mark
    return _first_fitting(doubles, index) if depth else None


def _first_fitting(doubles: list[QuotationMark], index: int) -> QuotationMark | None:
    opening = doubles[index]
    for mark in doubles[index + 1 : index + FARTHEST]:
        if mark.side != "open" and _fits(opening.text, mark.text):
            return mark
    return None


def _same_style(one: QuotationMark, other: QuotationMark) -> bool:
    return one.text == other.text


def _two_closers(doubles: list[QuotationMark], inner: int) -> bool:
    """Does a nested mark of the same style find two closing marks before the next opening one?"""
    following = doubles[inner + 1 : inner + 3]
    return len(following) == 2 and all(mark.side != "open" for mark in following)


def _fits(opening: str, closing: str) -> bool:
    if opening in PAIRED or closing in PAIRED:
        return opening not in ("«", "‹") and closing not in ("»", "›")
    return opening == closing or closing in OPENERS.get(opening, "”“»")  # “a mess“, typed with the opening mark twice


class _SingleScanner:
    """Single marks of one paragraph: openings, and the closings that are not apostrophes."""

    def __init__(self, text: str, start: int, end: int, elisions: Elisions) -> None:
        self.text, self.start, self.end = text, start, end
        self.elisions = elisions
        self.openings = [m.start() for m in SINGLE_OPEN.finditer(text, start, end) if self._opens(m.start())]
        self.index = 0

    def _opens(self, at: int) -> bool:
        following = self.text[at + 1 : min(at + 12, self.end)]
        word = re.match(r"\w+", following)
        if self._is_year(following):
            return False
        if self.text[at] == "`" and following.startswith("`"):
            return False
        return not (word and word.group().lower() in self.elisions.words)

    def _is_year(self, text: str) -> bool:
        """'97, '90s."""
        year = re.match(r"\d(\d)(\w*)", text)
        return year is not None and (not year[2] or (year[1] == "0" and year[2] in self.elisions.decades))

    def next_run(self, at: int, before: int) -> Run | None:
        """The first single-marked run that opens in `[at, before)`."""
        while self.index < len(self.openings) and self.openings[self.index] < at:
            self.index += 1
        while self.index < len(self.openings) and self.openings[self.index] < before:
            opening = self.openings[self.index]
            self.index += 1
            closing = self._close(opening)
            if closing is not None:
                return Run(opening, opening + 1, closing, closing + 1, single=True)
            if opening == self.start and self._last_opening(opening):
                return Run(opening, opening + 1, self.end, self.end, closed=False, single=True)
        return None

    def _last_opening(self, opening: int) -> bool:
        return not self.openings or self.openings[-1] == opening

    def _close(self, opening: int) -> int | None:
        """The closing mark: the first sure one before the next opening, else the first possible one."""
        limit = self.openings[self.index] if self.index < len(self.openings) else self.end
        weak = None
        for match in SINGLE_CLOSE.finditer(self.text, opening + 2, limit):
            if not self._possessive(match.start()):
                return match.start()
            weak = match.start() if weak is None else weak
        return weak

    def _possessive(self, at: int) -> bool:
        """migrants' boats, goin' home: an apostrophe at a word's end with the phrase going on."""
        before, after = self.text[at - 1], self.text[at + 1 : at + 3]
        goes_on = len(after) == 2 and after[0] == " " and after[1].isalnum()
        shortened = f"{self.text[at - 2 : at].lower()}'" in self.elisions.words
        return goes_on and (before.lower() in self.elisions.genitives or shortened)
