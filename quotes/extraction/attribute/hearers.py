"""To whom words between marks are said, where a passive verb leads to them: they are not theirs."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.attribute.context import SOFT, Answer, Context, cues_after
from quotes.extraction.attribute.rules.near_cue import FAR_TOKENS
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.subject import subject_of
from quotes.extraction.layout import QuotedRun, Range
from quotes.extraction.mentions import mention_of


def without_hearers(context: Context, index: int, proposals: Sequence[Answer]) -> list[Answer]:
    """'Soir was told, “Go home”', '“Is it over?” Soir was asked': neither Soir nor anybody in other sentences.

    Who says it is told in the sentence or not at all.
    """
    if _is_put_to(context, context.last(context.passages[index])):
        return []
    heard = _hearers(context, index)
    if not heard:
        return list(proposals)
    told = (one for one in proposals if one.cue is not None)
    return [one for one in told if not any(_is_of(context, one.source, hearer) for hearer in heard)]


def _is_of(context: Context, source: Range | None, hearer: Range) -> bool:
    """Is a source who hears it, or a part of their name ('two thirds of | the crew')?"""
    inside = source is not None and hearer[0] <= source[0] and source[1] <= hearer[1]
    return inside or context.same(source, hearer)


def _hearers(context: Context, index: int) -> list[Range]:
    run, cues = context.first(context.passages[index]), context.lexicon.words.cues
    near = context.cues_in(run.open - FAR_TOKENS, run.open)
    asked = [c for c in near if c.passive and c.lemma in cues.asked | cues.told]
    asked = [c for c in asked if c.shape == "clause" and c.holds(run.start)] + _asked_after(context, index)
    subjects = (subject_of(context.layout, context.lexicon, context.layout.tokens[cue.verb]) for cue in asked)
    mentions = (mention_of(context.layout, context.lexicon, subject) for subject in subjects if subject)
    return [mention for mention in mentions if mention]


def _asked_after(context: Context, index: int) -> list[Cue]:
    """'“Is it over?” Soir was asked': a passive verb after the words, and nothing else that was asked or told."""
    run, cues = context.last(context.passages[index]), context.lexicon.words.cues
    after = next(iter(cues_after(context, run)), None)
    if after is None or not after.passive or after.lemma not in cues.asked | cues.told or after.content:
        return []
    subject = subject_of(context.layout, context.lexicon, context.layout.tokens[after.verb])
    return [after] if subject is not None and run.close <= subject.left_edge.i < after.verb else []


def _is_put_to(context: Context, run: QuotedRun) -> bool:
    """'To the question, “Has it a future?”, Soir replied that it had': nobody is said to ask it."""
    layout, words = context.layout, context.lexicon.words
    at = run.open - 1
    while at > 0 and (layout.texts[at] in SOFT or layout.lowers[at] in words.resolving.of):
        at -= 1
    if layout.lowers[at] not in words.cues.questions or layout.texts[run.end - 1] != "?":
        return False
    link = layout.tokens[layout.tokens[at].left_edge.i - 1] if layout.tokens[at].left_edge.i else None
    return link is not None and link.lower_ in words.cues.put_to
