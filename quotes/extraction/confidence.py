"""How likely is it that the speaker is right? From how the answer was found, and how its mention was resolved.

The probability that `attribute` or `indirect` weighed is about the words that name a source among other such words.
What a reader wants to know is whether the name at the end is right; so a last logistic regression, fitted on articles
that had no part in the weights, looks at the answer as a whole.
"""

from __future__ import annotations

from bisect import bisect_right

from quotes.extraction.attribute.context import Answer, Context
from quotes.extraction.attribute.features import kind_of_source, step
from quotes.extraction.attribute.rules import LABELS
from quotes.extraction.reasons import REPORT
from quotes.extraction.resolve.discourse import Speaker
from quotes.extraction.weights import Weights
from quotes.models import QuoteKind

STEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.98, 0.987, 0.992, 0.995, 0.997, 0.9985)


def confidence(
    context: Context, kind: QuoteKind, answer: Answer, speaker: Speaker, reporter: str | None, weights: Weights | None
) -> float:
    """Probability that the speaker is right; of no speaker, that nobody can be named."""
    if weights is None or answer.rule in LABELS:
        return answer.probability
    found = weights.speaker.probability(of_answer(context, kind, answer, speaker, reporter))
    return round(found * weights.resolved.get(speaker.how, 1.0), 3)


def of_answer(context: Context, kind: QuoteKind, answer: Answer, speaker: Speaker, reporter: str | None) -> set[str]:
    """Evidence that the speaker at the end is right."""
    report = answer.rule.startswith(REPORT)
    unit = "report" if report else "passage"
    likely = bisect_right(STEPS, answer.probability)
    found = {f"{unit}:likely={likely}", f"rule={answer.rule}", f"how={speaker.how}", f"{unit}:how={speaker.how}"}
    found |= {f"kind={speaker.kind}", f"{unit}:{kind}", f"rule:{answer.rule}:{speaker.how}"}
    found.add(f"rule:{answer.rule}:likely={likely // 3}")
    if answer.source:
        source = kind_of_source(context, answer.source)
        found |= {f"source={source}", f"{unit}:source={source}"}
    if reporter:
        found |= {f"{unit}:reported", f"reported:{answer.rule}"}
    if answer.cue:
        found |= _of_cue(context, answer, unit) | _of_nesting(context, answer, speaker)
    rival = bisect_right(STEPS, answer.rival)
    return found | ({f"rival={rival}"} if not report else set())


def _of_cue(context: Context, answer: Answer, unit: str) -> set[str]:
    """Which word reports, in which form, and is the source its own subject or one that it shares?"""
    cue, source, doc = answer.cue, answer.source, context.layout.tokens
    assert cue is not None
    tag = doc[cue.verb].tag_
    found = {f"cue={cue.lemma}", f"shape={cue.shape}", f"{unit}:tag={tag}"}
    if source:
        own = "own" if context.layout.head(source).head.i == cue.verb else "shared"
        apart = cue.verb - source[1] if source[0] < cue.verb else source[0] - cue.verb - 1
        found |= {f"{unit}:{own}", f"{own}:{tag}", f"{unit}:apart={step(apart)}", f"{own}:apart={step(apart)}"}
    return found


def _of_nesting(context: Context, answer: Answer, speaker: Speaker) -> set[str]:
    """Does somebody else report around this report, or inside it?"""
    assert answer.cue is not None
    found = set()
    outer = context.outer(answer.cue)
    if outer and context.who_says(outer) != speaker.name:
        found.add(f"inside:{outer.shape}")
    if any(context.who_says(inner) != speaker.name for inner in context.inner(answer.cue)):
        found.add("around_another")
    return found
