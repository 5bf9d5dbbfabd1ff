"""Cues and what they report: 'X said that …', '…, she said', 'according to Y', 'adding that …'."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.phrases import according, noun_cue, per, view
from quotes.extraction.cues.verbs import verb_cue
from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import Lexicon

REACH_TOKENS = 150  # of a sentence in which a cue is looked for behind another


def find_cues(layout: Layout, lexicon: Lexicon) -> list[Cue]:
    """Every cue outside hidden quotations, in text order."""
    words, hidden = lexicon.cue_words, layout.hidden
    places = (i for i, word in enumerate(layout.lowers) if word in words and not hidden[i])
    cues = [cue for i in places if (cue := _cue_at(layout, lexicon, i))]
    verbs = [cue.verb for cue in cues]
    near = (cues[bisect_left(verbs, v - REACH_TOKENS) : bisect_left(verbs, v + REACH_TOKENS)] for v in verbs)
    return [_cut_at_tail(cue, around) for cue, around in zip(cues, near, strict=True)]


def _cue_at(layout: Layout, lexicon: Lexicon, i: int) -> Cue | None:
    """The cue that a word is or begins, by the first reading that it allows."""
    token, word = layout.tokens[i], layout.lowers[i]
    phrases, grammar = lexicon.words.phrases, lexicon.words.grammar
    if word == lexicon.according[0]:
        return according(layout, lexicon, token)
    if word in phrases.per:
        return per(layout, lexicon, token)
    if word in phrases.views and token.dep_ in grammar.preposition_object:
        return view(layout, lexicon, token)
    if word in lexicon.noun_forms and token.tag_ in grammar.common_noun_tags:
        return noun_cue(layout, lexicon, token)
    forms = lexicon.cue_forms.get(word)
    return verb_cue(layout, lexicon, token, forms) if forms else None


def _cut_at_tail(cue: Cue, cues: list[Cue]) -> Cue:
    """'Brekke said … crews, Marlow added': what Brekke said ends before the cue behind the whole sentence."""
    if cue.shape != "clause":
        return cue
    for tail in cues:
        if tail.shape != "after" or tail.source is None:
            continue
        first = min(tail.source[0], tail.verb)
        if not tail.holds(cue.verb) or cue.verb > first:
            continue
        content = tuple((start, min(end, first - 1)) for start, end in cue.content if start < first - 1)
        if content and any(start < first < end for start, end in cue.content):
            return replace(cue, content=content)
    return cue
