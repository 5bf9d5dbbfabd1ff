"""Words that begin a run of capital words and are no part of the name: 'Will Marlow go?', 'Young Marlow voters'."""

from __future__ import annotations

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon

SHORT = 3  # letters of a title that stands for several words: 'AG'
FULL_NAME = 2  # words at least


def is_opening(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """Is the first word no part of the name, and nothing that somebody is, though it has a capital?"""
    start, end = place
    if end - start < FULL_NAME:
        return False
    asked = _asks(layout, lexicon, place) or _is_after_prefix(layout, start)
    return asked or (end - start == FULL_NAME and _describes(layout, lexicon, place))


def is_title_here(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """Is the first of two words what somebody is, as this text shows?"""
    two = place[1] - place[0] == FULL_NAME
    return two and (_is_short_title(layout, lexicon, place) or _is_trade(layout, lexicon, place))


def _asks(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Will Marlow come down?': a verb that opens a question; not 'Will Marlow, where are you?'"""
    (start, end), sentence = place, layout.sentences[layout.sentence_of[place[0]]]
    if layout.lowers[start] not in lexicon.words.unmade.modals or start != sentence[0]:
        return False
    asked = next((i for i in range(end, sentence[1]) if layout.texts[i] in QUESTION), None)
    return asked is not None and asked > end and layout.tokens[end].is_alpha and layout.texts[end].islower()


QUESTION = frozenset("?")


def _is_after_prefix(layout: Layout, start: int) -> bool:
    """'the pro-Marlow Harbour Action': the end of another word, with a name that the text has by itself."""
    prefixed = start > 1 and start - 1 in layout.hyphens and layout.texts[start - 2].islower()
    return prefixed and layout.texts[start] in layout.alone


def _is_short_title(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'AG Marlow' in a text that has 'attorney general': the first letters of what somebody is."""
    start, end = place
    word = layout.texts[start]
    if not (word.isupper() and 1 < len(word) <= SHORT) or layout.texts[end - 1].isupper():
        return False
    last_words = layout.initials.get(word.lower(), set())
    titles = (title.lower() for title in lexicon.titles.of_office)
    return not last_words.isdisjoint(lexicon.persons) or not last_words.isdisjoint(titles)


def _describes(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Young Marlow voters', 'Derelict Marlow': a word that begins a headline or sentence, before a name that the text
    has by itself.
    """
    start, end = place
    word, begins = layout.tokens[start], layout.sentences[layout.sentence_of[start]][0] == start
    first = begins or layout.paragraphs[layout.paragraph_of[start]][0] == start
    if not first or not word.text.istitle() or word.lower_ in lexicon.first_names or not word.is_alpha:
        return False
    epithet = word.lower_ in lexicon.words.names.epithets
    plain = epithet or word.lower_ in layout.small or word.tag_ in lexicon.words.grammar.adjective_tags
    person = layout.tokens[end - 1].ent_type_ in lexicon.words.resolving.person_labels
    return plain and person and layout.alone.get(layout.texts[end - 1], 0) >= ALONE - epithet


ALONE = 2  # how often a name stands by itself, for the word before it to be none


def _is_trade(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Hacker Marlow' in a text that has Marlow by itself."""
    start, end = place
    word = layout.tokens[start]
    trade = word.lower_ in lexicon.persons and word.text.istitle() and word.lower_ not in lexicon.first_names
    person = layout.tokens[end - 1].ent_type_ in lexicon.words.resolving.person_labels
    return trade and person and layout.alone.get(layout.texts[end - 1], 0) >= ALONE
