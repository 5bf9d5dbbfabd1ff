"""The words between quotation marks, gathered into passages: what one person says in one breath."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass

from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Layout, QuotedRun, Range

JOINERS = frozenset(",;—–-…")


@dataclass(frozen=True)
class QuotedPassage:
    """One quotation: a run, or several that belong together.

    Attributes:
        runs: indices into `Layout.runs`: the paragraphs of one quotation, or the parts of a split one.
        split: its parts stand around the cue ('“I will,” he said, “go.”').
    """

    runs: tuple[int, ...]
    split: bool = False


TAIL = 6  # tokens from a quotation to the cue that follows it


def find_passages(layout: Layout, cues: Sequence[Cue], works: Set[str] = frozenset()) -> list[QuotedPassage]:
    """Every quoted passage of the layout, in reading order.

    Args:
        cues: those of the layout, in text order.
        works: nouns after which a title stands between marks ('memoir').
    """
    passages: list[list[int]] = []
    splits: list[bool] = []
    said = [cue for cue in cues if cue.source and "say" in cue.groups]
    places = [(cue.verb, cue.source[0]) for cue in said if cue.source]
    for index, run in enumerate(layout.runs):
        if index and run.run.follows:
            passages[-1].append(index)
        elif (
            passages
            and is_split(layout, index - 1, index)
            and not _both_said(layout, places, index)
            and not _is_titled(layout, works, run)
        ):
            passages[-1].append(index)
            splits[-1] = True
        else:
            passages.append([index])
            splits.append(False)
    return [QuotedPassage(tuple(runs), split) for runs, split in zip(passages, splits, strict=True)]


def is_split(layout: Layout, one: int, other: int) -> bool:
    """Do two runs stand around a cue, the second going on with the sentence of the first?"""
    first, second = layout.runs[one], layout.runs[other]
    if first.paragraph != second.paragraph or not first.hidden:
        return False
    doc = layout.tokens
    between = doc[first.close : second.open]
    if not len(between) or len(between) > 30 or any(t.text in (".", "!", "?", ":") for t in between):
        return False
    ends = doc[first.end - 1].text in JOINERS or between[0].text in JOINERS
    goes_on = between[-1].text in JOINERS
    return ends and goes_on and len(between) >= 3


def _is_titled(layout: Layout, works: Set[str], run: QuotedRun) -> bool:
    """'“I bought it,” Soir wrote in his memoir, “Hands of Mud.”': a title after a noun for a work."""
    before = run.open - 1 - (layout.texts[run.open - 1] == ",")
    words = [word for word in layout.text[slice(*layout.offsets((run.start, run.end)))].split() if len(word) > SMALL]
    return layout.lowers[before] in works and bool(words) and all(word[0].isupper() for word in words)


SMALL = 3  # letters of the longest word that has no capital in a title


def _both_said(layout: Layout, said: Sequence[tuple[int, int]], index: int) -> bool:
    """“Ready,” said Marlow; “not ready,” said Vane. – each of two runs has its cue and source after it.

    Args:
        said: where each cue and its source stand, in text order.
    """
    one, other = layout.runs[index - 1], layout.runs[index]
    if _both_between(layout, said, (one.close, other.open)):
        return True
    if layout.texts[other.end - 1] != ",":
        return False
    last = min(other.close + TAIL, len(layout.texts))
    end = next((i for i in range(other.close, last) if layout.texts[i] in ENDS), last)
    return _any(said, (one.close, other.open)) and _any(said, (other.close, end))


def _both_between(layout: Layout, said: Sequence[tuple[int, int]], gap: Range) -> bool:
    """“Ready,” said Marlow, while Vane said, “No.” – two cues stand between, the second right before the marks."""
    start, end = gap
    between = [(verb, source) for verb, source in said[bisect_left(said, (start, start)) : bisect_left(said, (end, 0))]]
    if len(between) < 2:
        return False
    (verb, source), last = between[0], end - 1
    while last > start and layout.texts[last] in JOINERS:
        last -= 1
    later, whose = between[-1]
    return later == last and max(verb, source) < whose < later


ENDS = frozenset(".!?")


def _any(said: Sequence[tuple[int, int]], span: Range) -> bool:
    """Do a cue and its source both stand in the range?"""
    start, end = span
    near = said[bisect_left(said, (start, start)) : bisect_left(said, (end, 0))]
    return any(start <= source < end for _, source in near)
