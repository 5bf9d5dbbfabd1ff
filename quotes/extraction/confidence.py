"""How likely is a row right: that its words were said, and that its speaker is the one who said them?

Two logistic regressions over the evidence of `row_features.py`, fitted on rows of articles that had no part in the
weights that made them: is it speech, and if it is, is the speaker right. Their product is the confidence.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.extraction.attribute.context import Context
from quotes.extraction.indirect.certain import is_certain
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
    if spoken.kind == "indirect" and speech * speaker < weights.threshold["report_row"]:
        return None
    return spoken, round(speech * speaker, 3)
