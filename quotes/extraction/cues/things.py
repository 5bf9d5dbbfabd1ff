"""A thing that a verb has for its object: 'accepted a certain amount of it' says nothing of what stands before."""

from __future__ import annotations

from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import source_at
from quotes.extraction.tokens import Token


def thing_of(layout: Layout, lexicon: Lexicon, verb: Token) -> Token | None:
    """'When she began, Soir accepted | a certain amount of it': its common noun, but nobody who is told something."""
    grammar = lexicon.words.grammar
    if any(form.lemma in lexicon.words.cues.told for form in lexicon.cue_forms.get(verb.lower_, ())):
        return None
    objects = (c for c in verb.children if c.dep_ in grammar.object and c.i > verb.i and layout.run_of[c.i] < 0)
    thing = next((c for c in objects if c.tag_ in grammar.common_noun_tags), None)
    return None if thing is None or source_at(layout, lexicon, thing) is not None else thing
