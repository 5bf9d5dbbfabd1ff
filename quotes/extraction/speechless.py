"""Sources that cannot speak, whatever the grammar of the sentence: 'secrecy', 'the next weeks'."""

from __future__ import annotations

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.tokens import Token


def is_speechless(layout: Layout, lexicon: Lexicon, source: Range) -> bool:
    """Is the source of a cue a time, a rule or an abstraction: 'His refusal tells us that …', 'The Boat Act says …'?"""
    head, phrases = layout.head(source), lexicon.words.phrases
    person = head.ent_type_ in lexicon.words.grammar.person_labels
    bare = source[1] - source[0] == 1 and head.lower_ in phrases.speechless_bare  # 'according to plan'
    if bare or (head.lower_ in phrases.rules and not person):
        return True
    return head.tag_ in lexicon.words.grammar.noun_tags - lexicon.words.grammar.name_tags and _is_abstract(
        lexicon, head
    )


def _is_abstract(lexicon: Lexicon, noun: Token) -> bool:
    """'secrecy', 'refusal', 'weeks'; neither a role or a body nor what carries words ('agency', 'evidence')."""
    phrases, roles, word = lexicon.words.phrases, lexicon.words.roles, noun.lower_
    speaks = (lexicon.persons, roles.group, roles.organisation, phrases.carriers, phrases.speaking)
    if any(word in kind for kind in speaks):
        return False
    return word in phrases.speechless or word.endswith(tuple(phrases.speechless_endings))
