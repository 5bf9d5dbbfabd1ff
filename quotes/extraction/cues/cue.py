"""A cue: the words that report, and what they report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.extraction.layout import Content, Range, holds

# How what is said hangs on the words that report it; `content.py` names the function of each of a verb.
Shape = Literal["clause", "after", "around", "infinitive", "object", "phrase", "noun", "none"]


@dataclass(frozen=True)
class Cue:
    """Words that report, who they say it is from, and what they report.

    Attributes:
        tokens: the cue's words.
        verb: its head.
        lemma: base form of the verb, or the phrase ('according to').
        groups: the lexicon's groups of the verb.
        shape: how the content hangs on it.
        source: the mention of who says it, or None.
        content: the ranges of what is said; empty where the cue governs none that the parse shows.
        negated: 'did not say'.
        passive: 'was told'.
        over: the token at which its report is over for certain, or None.
        settled: what it reports is certain, so that no other range may be: 'rejected claims that …'.
        joined: how many tokens between its source and its verb name others who say it: 'Soir | and Vane both | said'.
        hearer: how many tokens after it name whom it is said to: 'acknowledged | to their chief | that …'.
    """

    tokens: tuple[int, ...]
    verb: int
    lemma: str
    groups: frozenset[str]
    shape: Shape
    source: Range | None
    content: Content = ()
    negated: bool = False
    passive: bool = False
    over: int | None = None
    settled: bool = False
    joined: int = 0
    hearer: int = 0

    @property
    def length(self) -> int:
        """How many tokens what it reports has."""
        return sum(end - start for start, end in self.content)

    def holds(self, i: int) -> bool:
        """Does token `i` stand in what it reports?"""
        return holds(self.content, i)


def begins_with(phrase: Cue, cue: Cue) -> bool:
    """'According to Soir, Brekke said that …': is what a phrase reports itself a report, from its first word on?"""
    return phrase.shape == "phrase" and _leads_in(phrase, cue)


def passes_on(outer: Cue, cue: Cue) -> bool:
    """'The Herald reported that a complaint said …', but not 'said she tells so many lies that …'."""
    touches = bool(cue.content) and 0 < cue.content[0][0] - cue.verb - cue.hearer <= 2
    whole = outer.shape == "after" and outer.verb > cue.verb  # 'Brekke said that …, the Herald reported'
    return begins_with(outer, cue) or ((outer.shape == "clause" or whole) and touches and _leads_in(outer, cue))


def is_passed_on(outer: Cue, cue: Cue) -> bool:
    """'Soir said the driver told officers that …': is all that a cue reports that another said something?"""
    if not outer.content or not cue.content or cue.source is None or "say" not in outer.groups:
        return False
    ends = abs(outer.content[-1][1] - cue.content[-1][1]) <= 1
    alone = (
        0 <= cue.verb - cue.source[1] - cue.joined <= BEFORE_VERB
    )  # not 'said her brother had come and told them that …'
    return ends and alone and passes_on(outer, cue)


def _leads_in(outer: Cue, cue: Cue) -> bool:
    """Is what a cue reports itself a report, from its first word on?"""
    if cue.shape != "clause" or cue.source is None or "say" not in cue.groups:
        return False
    return any(start <= cue.source[0] <= start + LED_BY and cue.verb < end for start, end in outer.content)


BEFORE_VERB = 2  # tokens from who says it to the verb: 'had', 'has since'
LED_BY = 3  # tokens before the name of who says it: 'that', 'the', 'Norland's'
