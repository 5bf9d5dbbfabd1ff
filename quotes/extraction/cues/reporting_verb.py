"""A verb that reports, with the range that names its source, as the functions of shapes ask it."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.tokens import Token


@dataclass(frozen=True)
class Verb:
    """A verb that reports, and the range that names its source, if the parse shows one."""

    layout: Layout
    lexicon: Lexicon
    token: Token
    groups: frozenset[str]
    source: Range | None

    @property
    def grammar(self) -> Grammar:
        return self.lexicon.words.grammar

    @property
    def sentence(self) -> Range:
        return self.layout.sentences[self.layout.sentence_of[self.token.i]]
