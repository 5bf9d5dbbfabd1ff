"""Whose words a verb reports where an aside stands before it: 'Ida Soir – a lawyer who sat on the board – said',
'Soir, who leads the union, on Monday insisted'.

A small parser often loses the subject there, or takes a noun of the aside for it.
"""

from __future__ import annotations

from quotes.extraction.cues.closes import DASHES
from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import is_sourcelike, mention_of, noun_head, phrase_noun, phrase_start
from quotes.extraction.tokens import Token

LONGEST_ASIDE = 60  # tokens between the marks around it
MOST_ADVERBS = 5  # tokens from the second mark to the verb: 'last week', 'on Monday also'
OPENERS = {")": "(", ",": ","} | {dash: dash for dash in DASHES}


def subject_behind_aside(layout: Layout, lexicon: Lexicon, verb: Token, subject: Token | None) -> Token | None:
    """The noun before an aside that ends at a verb, where the parse shows no subject of it or one inside the aside."""
    if verb.tag_ not in lexicon.words.grammar.finite_tags:
        return None
    close = _closed_before(layout, lexicon, verb.i)
    opened = _opened(layout, lexicon, close) if close is not None else None
    if opened is None or (subject is not None and not opened < subject.i < verb.i):
        return None
    noun = _noun_before(layout, lexicon, opened)
    mention = mention_of(layout, lexicon, noun) if noun is not None else None
    if noun is None or mention is None or not is_sourcelike(layout, lexicon, noun, mention):
        return None
    start, _ = layout.sentences[layout.sentence_of[verb.i]]
    first = phrase_start(layout, lexicon.words.grammar, mention)
    joins = first > start and layout.labels[first - 1] in lexicon.words.grammar.coordination
    return noun if first == start or joins or layout.texts[first - 1] in OPENERS else None


def _closed_before(layout: Layout, lexicon: Lexicon, verb: int) -> int | None:
    """The mark at which an aside ends, with no more than adverbs and times between it and the verb."""
    grammar, time = lexicon.words.grammar, lexicon.words.time
    for i in range(verb - 1, max(verb - MOST_ADVERBS, 0) - 1, -1):
        if layout.run_of[i] >= 0:
            return None
        if layout.texts[i] in OPENERS and i not in layout.hyphens:
            return i
        if layout.labels[i] not in grammar.verb_modifiers and layout.texts[i] not in time.words | time.before:
            return None
    return None


def _opened(layout: Layout, lexicon: Lexicon, close: int) -> int | None:
    """The mark at which an aside begins: of commas the one before 'who' alone, as others may part anything."""
    start, _ = layout.sentences[layout.sentence_of[close]]
    mark, relative = layout.texts[close], lexicon.words.pronouns.relative | lexicon.words.pronouns.relative_owner
    for i in range(close - 2, max(start, close - LONGEST_ASIDE), -1):
        fits = layout.texts[i] == OPENERS[mark] and i not in layout.hyphens
        if fits and (mark != "," or layout.lowers[i + 1] in relative):
            return i
    return None


def _noun_before(layout: Layout, lexicon: Lexicon, opened: int) -> Token | None:
    """The 'spokeswoman' of 'A spokeswoman for the Norvik brand | –'."""
    grammar, token = lexicon.words.grammar, layout.tokens[opened - 1]
    if layout.run_of[token.i] >= 0:
        return None
    noun = noun_head(layout, grammar, token.i)
    while (above := phrase_noun(noun, grammar)) is not noun:
        noun = above
    return noun if noun.tag_ in grammar.noun_tags else None
