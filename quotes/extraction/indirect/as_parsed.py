"""Reports that would break off in the midst of what the parse shows: 'a broken nose | and a black eye', 'a car | on Elm
Street'.

The weights weigh each end by itself and cut many at a small word; without a comma, the parse knows better.
"""

from __future__ import annotations

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.indirect.options import Options
from quotes.extraction.layout import Content, Range

PROPOSED = ("clause", "infinitive", "noun")
COMMA = ","


def as_parsed(context: Context, cue: Cue, content: Content, offered: Options) -> Content:
    """What a cue reports, up to the end that the parse shows if the range ends before it in the midst of a phrase."""
    if not cue.content or content[0][0] < cue.verb:
        return content
    (start, end), (first, last) = content[-1], cue.content[-1]
    shown = any(one[-1][1] == last for _, one in offered)
    if not (shown and first < end < last and start < last) or not _runs_on(context, cue, (start, end)):
        return content
    return (*content[:-1], (start, _before_aside(context, (end, last))))


def _before_aside(context: Context, rest: Range) -> int:
    """'it was his “duty” | to report it | , as he fended off critics': a clause after a comma stays outside."""
    layout, (end, last) = context.layout, rest
    grammar, small = context.lexicon.words.grammar, context.lexicon.words.small
    commas = (i for i in range(end, last - 1) if layout.texts[i] == COMMA and layout.run_of[i] < 0)
    outside = grammar.question_tags | grammar.participle_tags
    asides = (i for i in commas if layout.lowers[i + 1] in small.beside_telling or layout.tags[i + 1] in outside)
    return next(asides, last)


def _runs_on(context: Context, cue: Cue, place: Range) -> bool:
    """Does a phrase go on at the end of a range: without a mark, or with the next of several infinitives?"""
    layout, grammar, (start, end) = context.layout, context.lexicon.words.grammar, place
    if layout.texts[end] == COMMA:
        deed = layout.tokens[min(end + 1, len(layout.texts) - 1)]
        return deed.tag_ in grammar.base_tags and deed.dep_ in grammar.conjunct and start <= deed.head.i < end
    if layout.run_of[end - 1] >= 0 and cue.shape != "clause":
        return False  # 'called for a “clean start” | in a statement'
    if not layout.texts[end][0].isalnum() or _does_next(context, cue, end):
        return False
    return cue.shape in PROPOSED or ("say" in cue.groups and start <= layout.tokens[end].head.i < end)


def _does_next(context: Context, cue: Cue, end: int) -> bool:
    """'asked that he be freed | and indicated when': what who speaks does next."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    verb = end + 1 + (layout.labels[min(end + 1, len(layout.labels) - 1)] in grammar.verb_modifiers - grammar.auxiliary)
    if verb >= len(layout.tags):
        return False
    own = layout.tags[verb] in grammar.past_tags and layout.tags[cue.verb] in grammar.past_tags
    says = layout.lowers[verb] in context.lexicon.cue_forms or layout.lowers[verb] in context.lexicon.refusing
    return layout.labels[end] in grammar.coordination and own and says
