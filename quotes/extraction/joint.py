"""Joint speakers: 'Marlow and Vane said in a statement' names two, and both said it."""

from __future__ import annotations

from spacy.tokens import Token

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import mention_of, source_at

MOST = 6  # who speak jointly; a longer list is a group


def partners(layout: Layout, lexicon: Lexicon, source: Range) -> list[Range]:
    """The mentions that are joined to a source by 'and', in text order; none after 'neither', 'or' or 'not'."""
    grammar, small = lexicon.words.grammar, lexicon.words.small
    found: list[Range] = []
    token: Token | None = layout.head(source)
    while token is not None and len(found) < MOST:
        joined = [c for c in token.children if c.dep_ in grammar.conjunct and c.i > token.i]
        links = {c.lower_ for c in token.children if c.dep_ in grammar.coordination}
        if links - small.joint or any(c.lower_ in lexicon.words.unmade.negative for c in token.children):
            return []
        token = joined[0] if joined else None
        place = _named(layout, lexicon, token) if token is not None else None
        if token is not None and (place is None or layout.sentence_of[place[0]] != layout.sentence_of[source[0]]):
            return []
        if place and place[0] >= source[1]:
            found.append(place)
    return found


def _named(layout: Layout, lexicon: Lexicon, token: Token) -> Range | None:
    """Who can speak, or a noun with an article ('the botanist Sir Piers Holm'); not 'head of sales and revenue'."""
    if any(child.dep_ in lexicon.words.grammar.determiner for child in token.children):
        return mention_of(layout, lexicon, token)
    return source_at(layout, lexicon, token)


def wording(lexicon: Lexicon, names: list[str]) -> str:
    """'Ida Marlow, Oskar Vane and Per Lund'."""
    *most, last = names
    return f"{', '.join(most)} {lexicon.words.small.last_joint} {last}" if most else last
