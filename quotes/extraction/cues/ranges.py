"""Ranges of a sentence: has it a verb, where its main clause may begin, and what is left of it without its edges."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import Lexicon

EDGES = frozenset(",;:–—-")


def has_verb(layout: Layout, lexicon: Lexicon, start: int, end: int) -> bool:
    """Does a finite verb stand in this range?"""
    finite = lexicon.words.grammar.finite_tags
    return any(tag in finite for tag in layout.tags[start:end])


def in_one_tense(layout: Layout, lexicon: Lexicon, verb: int, other: int) -> bool:
    """'said' and 'noted', 'say' and 'maintains': have two verbs the same form, but for the number of their subjects?"""
    tags = {layout.tags[verb], layout.tags[other]}
    return len(tags) == 1 or tags <= lexicon.words.grammar.present_tags


def main_clauses(layout: Layout, lexicon: Lexicon, rest: Range) -> Iterator[int]:
    """The commas after which the main clause may begin, of which one must be there: those before a noun come first."""
    grammar, (start, end) = lexicon.words.grammar, rest
    on = lexicon.words.pronouns.relative | lexicon.words.pronouns.relative_owner | lexicon.words.small.parts
    loose = grammar.participle_tags | grammar.past_participle_tags | grammar.following_tags
    spare: list[int] = []
    for i in range(start + 1, end - 1):
        if layout.hidden[i] or layout.texts[i] != ",":
            continue
        goes_on = layout.labels[i + 1] in grammar.coordination or layout.lowers[i + 1] in on
        if goes_on or not has_verb(layout, lexicon, start, i) or not has_verb(layout, lexicon, i + 1, end):
            continue
        if layout.tags[i + 1] in loose:
            spare.append(i)
            continue
        yield i
    yield from spare


def without(content: Content, source: Range) -> Content:
    """The content without the words that name its source."""
    left: list[Range] = []
    for start, end in content:
        if source[0] <= start and end <= source[1]:
            continue
        if source[1] <= start or end <= source[0]:
            left.append((start, end))
        elif source[0] <= start:
            left.append((source[1], end))
        else:
            left.append((start, source[0]))
    return tuple(left)


def trimmed(layout: Layout, span: Range) -> Content:
    """The range without white space, marks and commas at its edges; nothing if nothing is left."""
    start, end = span
    doc = layout.tokens
    while start < end and (doc[start].is_space or doc[start].text in EDGES):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGES or doc[end - 1].text == "."):
        end -= 1
    return ((start, end),) if start < end else ()
