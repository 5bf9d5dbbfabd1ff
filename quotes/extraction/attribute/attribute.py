"""Whose words? Every rule proposes sources for a passage; the evidence for each is weighed, and the best one answers.

Two sweeps, because a quotation can lean on the one after it: the first takes what its own sentence says, the second
goes through the passages in reading order and has answers of both neighbours. Where a language has no fitted weights,
the order of the rules decides.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from quotes.extraction.attribute.context import Answer, Answers, Context
from quotes.extraction.attribute.features import Candidate, of_candidate, of_passage
from quotes.extraction.attribute.hearers import without_hearers
from quotes.extraction.attribute.rules import GOVERNED, LAYOUT, OWN, OWN_SENTENCE, RULES, UNSURE
from quotes.extraction.attribute.titles import is_title
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import QuotedRun, Range, covers
from quotes.extraction.mentions import is_sourcelike
from quotes.extraction.reasons import UNSETTLED
from quotes.extraction.weights import Weights

Weighed = list[tuple[Candidate, set[str]]]
Watch = Callable[[int, set[str], Weighed], None]


def attribute(context: Context, weights: Weights | None, watch: Watch | None = None) -> dict[int, Answer]:
    """The answer for each passage that is somebody's words: passage index to answer.

    Args:
        watch: told, for each passage, the evidence that it is somebody's words and that for each candidate; what
            `quotes fit` learns from.
    """
    passages = [index for index in range(len(context.passages)) if not is_title(context, index)]
    certain = {index: answer for index in passages if (answer := _by_layout(context, index))}
    answers: dict[int, Answer] = {}
    for index in passages:
        answer = certain.get(index) or next((a for rule in OWN_SENTENCE for a in rule(context, index, answers)), None)
        if answer:
            answers[index] = answer
    for index in passages:
        if index in certain:
            continue
        answer = _answer(context, index, answers, weights, watch)
        answers.pop(index, None)
        if answer:
            answers[index] = answer
    return answers


def _by_layout(context: Context, index: int) -> Answer | None:
    """Where the layout says it, nothing else is asked."""
    return next((answer for rule in LAYOUT for answer in rule(context, index, {})), None)


def _answer(
    context: Context, index: int, answers: Answers, weights: Weights | None, watch: Watch | None
) -> Answer | None:
    proposals = without_hearers(context, index, [a for rule in RULES for a in rule(context, index, answers)])
    if weights is None and watch is None:
        return _by_order(context, index, proposals)
    of_words = of_passage(context, index, proposals, answers)
    likely = weights.attributed.probability(of_words) if weights else 1.0
    unlikely = weights and likely < weights.threshold["attributed"]
    if unlikely and not watch:
        return None
    weighed = [
        (candidate, of_candidate(context, index, candidate, answers)) for candidate in candidates(context, proposals)
    ]
    if watch:
        watch(index, of_words, weighed)
    if weights is None:
        return _by_order(context, index, proposals)
    return None if unlikely else _best(context, index, weighed, answers, weights)._replace(speech=likely)


def candidates(context: Context, proposals: Sequence[Answer]) -> list[Candidate]:
    """Proposals of the same speaker together ('Soir' and the 'he' that stands for him), in the order of the rules."""
    by_speaker: dict[Hashable, list[Answer]] = {}
    for answer in proposals:
        if answer.source:
            speaker = context.who(answer.source)
            key: Hashable = speaker.name or answer.source if speaker.character is None else speaker.character
            by_speaker.setdefault(key, []).append(answer)
    leads = [answers[0].rule for answers in by_speaker.values()]
    return [
        Candidate(tuple(answers), rank, len(leads), proposals[0].rule, tuple(leads[:rank] + leads[rank + 1 :])[:4])
        for rank, answers in enumerate(by_speaker.values())
    ]


def _best(
    context: Context, index: int, weighed: Iterable[tuple[Candidate, set[str]]], answers: Answers, weights: Weights
) -> Answer:
    """The likeliest source, by the first rule that proposed it; none if no source is likely enough."""
    scored = [(weights.source.probability(evidence), -candidate.rank, candidate) for candidate, evidence in weighed]
    if not scored:
        return NOBODY
    (probability, _, candidate), *others = sorted(scored, key=lambda item: item[:2], reverse=True)
    if probability < weights.threshold["source"]:
        return NOBODY
    candidate = _innermost(context, index, candidate, [other for _, _, other in others])
    candidate = _worded(context, index, candidate, answers, weights)
    return _outermost(context, candidate)._replace(probability=probability, rival=others[0][0] if others else 0.0)


def _innermost(context: Context, index: int, winner: Candidate, others: Sequence[Candidate]) -> Candidate:
    """'The report says that Marlow told the board it was “a gamble”': the words are Marlow's, and the report passes
    them on.
    """
    run, around = context.first(context.passages[index]), winner.answers[0].cue
    if winner.rule != GOVERNED or around is None:
        return winner
    inside = [
        (answer.cue.length, -other.rank, other)
        for other in others
        for answer in other.answers
        if answer.rule == GOVERNED and answer.cue and _passes_on(context, around, answer.cue, run)
    ]
    return min(inside, key=lambda item: item[:2])[2] if inside else winner


def _passes_on(context: Context, outer: Cue, inner: Cue, run: QuotedRun) -> bool:
    """Is a report of these words, by somebody who says them, itself within what another cue reports?"""
    says = "say" in inner.groups and inner.shape == "clause" and not inner.negated and not inner.passive
    if not says or inner.source is None or not outer.holds(inner.verb) or not covers(inner.content, run):
        return False
    head = context.layout.head(inner.source)
    return is_sourcelike(context.layout, context.lexicon, head, inner.source)


def _worded(context: Context, index: int, candidate: Candidate, answers: Answers, weights: Weights) -> Candidate:
    """Of the words that name the winner ('Soir', 'he', 'the union man'), those that are likeliest by themselves."""
    by_source: dict[Range | None, list[Answer]] = {}
    for answer in candidate.answers:
        by_source.setdefault(answer.source, []).append(answer)
    if len(by_source) == 1:
        return candidate
    own = [same for same in by_source.values() if same[0].rule in OWN]
    ways = [replace(candidate, answers=tuple(same)) for same in own or by_source.values()]
    return max(ways, key=lambda way: weights.source.probability(of_candidate(context, index, way, answers)))


def _outermost(context: Context, candidate: Candidate) -> Answer:
    """How the winner's answer is worded: by its first rule; of reports within each other ('He said he wanted to speak
    “directly”'), by the outer one.
    """
    first = candidate.answers[0]
    same_rule = [answer for answer in candidate.answers if answer.rule == first.rule and answer.cue]
    if first.rule == GOVERNED and same_rule:
        first = max(same_rule, key=lambda answer: answer.cue.length if answer.cue else 0)
    outer = context.outer(first.cue) if first.cue else None
    around = outer is not None and outer.shape not in ("after", "object") and "say" in outer.groups
    if outer and around and context.same(outer.source, candidate.source):
        return first._replace(source=outer.source, cue=outer)
    return first._replace(cue=first.cue or candidate.cue)


NOBODY = Answer(UNSETTLED, None, None, 0.0)


def _by_order(context: Context, index: int, proposals: Iterable[Answer]) -> Answer | None:
    """The first rule that proposes; without any, a sentence of its own between marks is still somebody's."""
    for answer in proposals:
        if answer.rule not in UNSURE:
            return answer
    run = context.first(context.passages[index])
    words = sum(context.layout.tokens[i].is_alpha for i in range(run.start, run.end))
    last = context.layout.tokens[run.end - 1].text[-1:]
    return NOBODY if run.hidden and (words > 4 or last in ".,!?") else None
