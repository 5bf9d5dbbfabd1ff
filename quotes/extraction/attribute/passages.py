"""The words between quotation marks, gathered into passages: what one person says in one breath."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction.layout import Layout

JOINERS = frozenset(",;—–-…")


@dataclass(frozen=True)
class Passage:
    """One quotation: a run, or several that belong together.

    Attributes:
        runs: indices into `Layout.runs`: the paragraphs of one quotation, or the parts of a split one.
        split: its parts stand around the cue ('“I will,” he said, “go.”').
    """

    runs: tuple[int, ...]
    split: bool = False


def find_passages(layout: Layout) -> list[Passage]:
    """Every quoted passage of the layout, in reading order."""
    passages: list[list[int]] = []
    splits: list[bool] = []
    for index, run in enumerate(layout.runs):
        if index and run.run.follows:
            passages[-1].append(index)
        elif index and is_split(layout, index - 1, index) and passages:
            passages[-1].append(index)
            splits[-1] = True
        else:
            passages.append([index])
            splits.append(False)
    return [Passage(tuple(runs), split) for runs, split in zip(passages, splits, strict=True)]


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
