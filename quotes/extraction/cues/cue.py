"""A cue: the words that report, and what they report."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction.layout import Range, holds


@dataclass(frozen=True)
class Cue:
    """Words that report, who they say it is from, and what they report.

    Attributes:
        tokens: the cue's words.
        verb: its head.
        lemma: base form of the verb, or the phrase ('according to').
        groups: the lexicon's groups of the verb.
        shape: how the content hangs on it ('clause', 'after', 'infinitive', 'phrase', 'object', 'none' …).
        source: the mention of who says it, or None.
        content: the ranges of what is said; empty where the cue governs none that the parse shows.
        negated: 'did not say'.
    """

    tokens: tuple[int, ...]
    verb: int
    lemma: str
    groups: frozenset[str]
    shape: str
    source: Range | None
    content: tuple[Range, ...] = ()
    negated: bool = False
    passive: bool = False

    @property
    def length(self) -> int:
        """How many tokens what it reports has."""
        return sum(end - start for start, end in self.content)

    def holds(self, i: int) -> bool:
        """Does token `i` stand in what it reports?"""
        return holds(self.content, i)
