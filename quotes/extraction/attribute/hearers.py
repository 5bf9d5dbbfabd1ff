"""To whom words between marks are said, where a passive verb leads to them: they are not theirs."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.attribute.context import Answer, Context
from quotes.extraction.attribute.rules.near_cue import FAR_TOKENS
from quotes.extraction.cues.subject import subject_of
from quotes.extraction.layout import Range
from quotes.extraction.mentions import mention_of


def without_hearers(context: Context, index: int, proposals: Sequence[Answer]) -> list[Answer]:
    """'Soir was told, “Go home”', 'Asked if it was “over”, Soir said yes': neither Soir nor anybody in other sentences.

    Who says it is told in the sentence or not at all.
    """
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
    asked = (c for c in near if c.passive and c.lemma in cues.asked | cues.told)
    asked = (c for c in asked if c.shape == "clause" and c.holds(run.start))
    subjects = (subject_of(context.layout, context.lexicon, context.layout.tokens[cue.verb]) for cue in asked)
    mentions = (mention_of(context.layout, context.lexicon, subject) for subject in subjects if subject)
    return [mention for mention in mentions if mention]
