"""How likely is a row right: that its words were said, and that its speaker is the one who said them?

Two logistic regressions over the evidence of `row_features.py`, fitted on rows of articles that had no part in the
weights that made them: is it speech, and if it is, is the speaker right. Their product is the confidence.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.clauses import clause_head
from quotes.extraction.indirect.certain import is_certain
from quotes.extraction.mentions import is_sourcelike
from quotes.extraction.resolve.discourse import OPEN
from quotes.extraction.row_features import of_speaker, of_speech
from quotes.extraction.spoken import Spoken
from quotes.extraction.weights import Weights


def readings(context: Context, spoken: Spoken) -> list[Spoken]:
    """A row, and of one that is partly between marks ('called the plan “a gift”, but …') what is between them alone."""
    if spoken.kind != "mixed":
        return [spoken]
    layout = context.layout
    inside = [i for start, end in spoken.ranges for i in range(start, end) if layout.run_of[i] >= 0]
    runs = [layout.runs[k] for k in dict.fromkeys(layout.run_of[i] for i in inside)]
    marked = tuple((run.start, run.end) for run in runs if run.start < run.end)
    return [spoken, replace(spoken, ranges=marked)] if marked and marked != spoken.ranges else [spoken]


def _hurdle(context: Context, reading: Spoken) -> str:
    """Which threshold the words must pass: a report that grammar settles none but that of the whole row."""
    if is_told_plainly(context, reading):
        return "plain"
    cue = reading.answer.cue
    certain = reading.kind == "indirect" and cue is not None and is_certain(context, cue, reading.ranges)
    return "report_row" if certain else "speech"


def judged(context: Context, spoken: Spoken, weights: Weights | None) -> tuple[Spoken, float] | None:
    """A row as it is shown, with the probability that it is right; None for what is more likely no row at all.

    Words between marks whose speaker is more likely wrong than right stay and lose the name: a wrong name is worse
    than none. A report without marks says nothing without its speaker, so it is left out.
    """
    if weights is None:
        return spoken, spoken.answer.probability
    for reading in readings(context, spoken):
        speech = weights.speech.probability(of_speech(context, reading))
        if speech >= weights.threshold[_hurdle(context, reading)]:
            spoken = reading
            break
    else:
        return None
    speaker = weights.speaker.probability(of_speaker(context, spoken))
    if spoken.speaker.name and speaker < weights.threshold["speaker"]:
        spoken = replace(spoken, speaker=OPEN, reporter=None, partners=())
        speaker = weights.speaker.probability(of_speaker(context, spoken))
    if spoken.kind != "direct" and spoken.speaker.name is None:
        return None
    least = weights.threshold["plain" if is_told_plainly(context, spoken) else "report_row"]
    if spoken.kind == "indirect" and speech * speaker < least:
        return None
    return spoken, round(speech * speaker, 3)


def is_told_plainly(context: Context, spoken: Spoken) -> bool:
    """'The officials say the boat had sunk': the main verb of a sentence does nothing but report, right after its own
    subject's name or noun, and right before a clause with a subject of its own.

    Half of the evidence asks how the articles that the weights were fitted on told such things; what is as plain as
    this is a report in any other style, too.
    """
    cue, source, words = spoken.answer.cue, spoken.answer.source, context.lexicon.words
    if (
        spoken.kind != "indirect"
        or cue is None
        or source is None
        or cue.shape != "clause"
        or cue.negated
        or cue.passive
    ):
        return False
    grammar, layout = words.grammar, context.layout
    verb, (first, _) = layout.tokens[cue.verb], spoken.ranges[0]
    own = source[1] <= cue.verb and layout.head(source).head.i == cue.verb
    if cue.lemma not in words.cues.plain or verb.head.i != cue.verb or not own or first - cue.verb not in (1, 2):
        return False
    told = any(child.dep_ in grammar.auxiliary and child.tag_ in grammar.modal_tags for child in verb.children)
    clause = clause_head(grammar, verb)
    subjects = clause.children_as(grammar.subject) if clause is not None else []
    begins = clause is not None and any(first <= one.left_edge.i <= first + 1 for one in subjects)
    return begins and not told and is_sourcelike(layout, context.lexicon, layout.head(source), source)
