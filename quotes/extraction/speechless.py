"""What says nothing, whatever the grammar of its sentence: 'secrecy', 'the next weeks'."""

from __future__ import annotations

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.tokens import Token


def is_speechless(layout: Layout, lexicon: Lexicon, source: Range) -> bool:
    """Is the source of a cue a time or an abstraction: 'His refusal tells us that …'?"""
    head = layout.head(source)
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
