"""The rule for a colon to which two verbs could lead: whoever stands nearer to it."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import Context, Proposal
from quotes.extraction.attribute.rules.near_cue import FAR_TOKENS
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import QuotedRun

SAYING = "say"


def nearer_to_colon(context: Context, index: int) -> Iterator[Proposal]:
    """'Soir praised the plan while a source told the Herald on Friday: “It pays off.”': not Soir."""
    run, layout = context.first(context.passages[index]), context.layout
    if not run.hidden or not run.open or layout.texts[run.open - 1] != ":":
        return
    start = max(run.open - FAR_TOKENS, layout.sentences[layout.sentence_of[run.open - 1]][0])
    cues = [cue for cue in context.cues_in(start, run.open) if cue.source]
    if len(cues) > 1 and _leads(context, cues[-1], run) and not any(c.holds(cues[-1].verb) for c in cues[:-1]):
        yield cues[-1].source, cues[-1]


def _leads(context: Context, cue: Cue, run: QuotedRun) -> bool:
    """Does a verb of saying have its own subject before it, and no other verb between it and the colon?"""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if (
        cue.source is None
        or cue.passive
        or SAYING not in cue.groups
        or layout.tags[cue.verb] not in grammar.finite_tags
    ):
        return False
    if cue.source[1] > cue.verb or layout.labels[cue.verb] in grammar.modifier_clause:
        return False  # 'Soir mocked a man who said he had won: “Ha!”'
    between = range(cue.tokens[-1] + 1, run.open - 1)
    return not any(layout.tags[i] in grammar.finite_tags or layout.run_of[i] >= 0 for i in between)
