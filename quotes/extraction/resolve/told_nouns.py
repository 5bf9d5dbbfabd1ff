"""By which nouns an article says what a body is: 'the regulator, Orm Watch', 'the union Nahu', 'Brix is a retailer'."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.tokens import Token


def told_nouns(layout: Layout, lexicon: Lexicon, place: Range) -> Iterator[str]:
    """The nouns for a body, in lower case, that stand beside a name."""
    for noun in _beside(layout, lexicon, place):
        body = noun.lower_ in lexicon.bodies or noun.lower_ in lexicon.classes_of_body
        single = noun.tag_ in lexicon.words.resolving.common_noun_tags - lexicon.words.grammar.plural_tags
        if body and single and noun.text.islower() and not layout.hidden[noun.i]:
            yield noun.lower_


def _beside(layout: Layout, lexicon: Lexicon, place: Range) -> Iterator[Token]:
    """The words that a name stands beside or is said to be."""
    grammar, head, start = lexicon.words.grammar, layout.head(place), place[0]
    if start > 0 and layout.sentence_of[start - 1] == layout.sentence_of[start]:
        before = layout.tokens[start - 1]
        if before.dep_ in grammar.name_parts or head.dep_ in grammar.apposition:
            yield before
    if head.dep_ in grammar.apposition and head.head.i < start:
        yield head.head
    for child in head.children:
        if child.dep_ in grammar.apposition and child.i >= place[1]:
            yield child
    if head.dep_ in grammar.subject and head.head.lower_ in lexicon.words.small.being:
        yield from (child for child in head.head.children if child.dep_ in grammar.predicate)
