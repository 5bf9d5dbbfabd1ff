"""Cues whose subject says nothing: to whom something is said or done, and what somebody is asked before answering."""

from __future__ import annotations

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Content


def is_ordered(context: Context, cue: Cue) -> bool:
    """'Colley was given a sentence and ordered to pay', 'PM urged to scrap the tax': who is ordered, by a verb without
    whom it is said to; not 'the man she told to leave'.
    """
    layout, words = context.layout, context.lexicon.words
    grammar, verb = words.grammar, layout.tokens[cue.verb]
    if cue.lemma not in words.acts.tells | words.acts.orders or verb.dep_ in grammar.modifier_clause:
        return False
    past = verb.tag_ in grammar.past_tags | grammar.past_participle_tags
    to = past and verb.i + 2 < len(layout.tags) and layout.tags[verb.i + 1] in grammar.infinitive_tags
    fronted = any(c.i < verb.i for c in verb.children_as(grammar.object))  # 'whom she told to leave'
    return to and not fronted and not verb.children_as(grammar.auxiliary) and not cue.passive


def is_asked_first(context: Context, cue: Cue, content: Content) -> bool:
    """'Asked by Pike if more were to come, Soir laughed': the question, before somebody answers it."""
    layout, words, first = context.layout, context.lexicon.words, content[0][0]
    if first >= cue.verb or layout.run_of[first] >= 0:
        return False
    asked = any(form.lemma in words.cues.asked for form in context.lexicon.cue_forms.get(layout.lowers[first], ()))
    return asked and layout.tags[first] in words.grammar.past_participle_tags


def is_named_after(context: Context, cue: Cue) -> bool:
    """'named their daughter after a street'."""
    cues = context.lexicon.words.cues
    after = (c for c in context.layout.tokens[cue.verb].children if c.i > cue.verb)
    return cue.lemma in cues.naming and any(child.lower_ in cues.named_after for child in after)
