"""The units that are counted: the quoted runs of a text, and the letters that a passage covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotes.models import Passage

CLOSES = {'"': '"', "“": "”", "«": "»", "„": "“"}
DOUBLED = re.compile(r"''|``|’’")
ANY_DOUBLE = re.compile('["“”„«»]')
SINGLE_OPEN = "'‘"
SINGLE_CLOSE = "'’"
FEW_WORDS = 3

# Recall of indirect speech counts only quotes whose cue in gold has one of these. They define the figure and
# are not part of the lexicon, so they stay when the lexicon grows.
SAYING = frozenset(Path(__file__).with_name("saying.txt").read_text(encoding="utf-8").split())

Letters = frozenset[int]


def letters(text: str, passages: Iterable[Passage] | None) -> Letters:
    """The offsets of the letters and digits of passages; marks, spaces and punctuation never count."""
    return frozenset(i for start, end in passages or () for i in range(start, min(end, len(text))) if text[i].isalnum())


def quoted_runs(text: str) -> list[Passage]:
    """The runs of two letters or more between an opening and a closing mark, or the end of the line.

    Two single marks in a row are one double mark. Single marks delimit only if there is no double mark.
    """
    plain = DOUBLED.sub('"\0', text)
    find = _double_runs if ANY_DOUBLE.search(plain) else _single_runs
    found = (run for line in re.finditer(r"[^\n]+", plain) for run in find(plain, line.start(), line.end()))
    return [(start, end) for start, end in found if sum(map(str.isalnum, text[start:end])) >= 2]


def _double_runs(text: str, start: int, end: int) -> Iterator[Passage]:
    """The runs between double marks in one line."""
    at = start
    while at < end:
        closer = CLOSES.get(text[at])
        at += 1
        if closer:
            close = text.find(closer, at, end)
            close = end if close < 0 else close
            yield at, close
            at = close + 1


def _single_runs(text: str, start: int, end: int) -> Iterator[Passage]:
    """The runs between single marks in one line; an apostrophe inside a word is not a mark."""
    opened = None
    for at in range(start, end):
        if opened is None:
            if _opens(text, at):
                opened = at + 1
        elif _closes(text, at, opened, end):
            yield opened, at
            opened = None
    if opened is not None:
        yield opened, end


def _opens(text: str, at: int) -> bool:
    """Does a single mark begin a quotation? It stands before a word and not after one."""
    after = text[at + 1 : at + 2]
    return text[at] in SINGLE_OPEN and not text[at - 1 : at].isalnum() and bool(after) and not after.isspace()


def _closes(text: str, at: int, opened: int, end: int) -> bool:
    """Does a single mark end the quotation? It does not within a word, nor in 'the workers' pay'."""
    if text[at] not in SINGLE_CLOSE or text[at + 1 : at + 2].isalnum():
        return False
    possessive = text[at - 1] == "s" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
    goes_on = "'" in text[at + 1 : end] and text.count(" ", opened, at) > FEW_WORDS
    return not (possessive and goes_on)
