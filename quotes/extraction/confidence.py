"""How likely is a row right: that its words were said, and that its speaker is the one who said them?

Two logistic regressions over the evidence of `row_features.py`, fitted on rows of articles that had no part in the
weights that made them: is it speech, and if it is, is the speaker right. Their product is the confidence.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.extraction.attribute.context import Context
from quotes.extraction.resolve.discourse import OPEN
from quotes.extraction.row_features import of_speaker, of_speech
from quotes.extraction.spoken import Spoken
from quotes.extraction.weights import Weights


def judged(context: Context, spoken: Spoken, weights: Weights | None) -> tuple[Spoken, float] | None:
    """A row as it is shown, with the probability that it is right; None for what is more likely no row at all.

    Words between marks whose speaker is more likely wrong than right keep their place and lose the name: a wrong name
    is worse than none. A report without marks would tell nothing then, so it is left out.
    """
    if weights is None:
        return spoken, spoken.answer.probability
    speech = weights.speech.probability(of_speech(context, spoken))
    if speech < weights.threshold["speech"]:
        return None
    speaker = weights.speaker.probability(of_speaker(context, spoken))
    if spoken.speaker.name and speaker < weights.threshold["speaker"]:
        spoken = replace(spoken, speaker=OPEN, reporter=None, partners=())
        speaker = weights.speaker.probability(of_speaker(context, spoken))
    if spoken.kind != "direct" and spoken.speaker.name is None:
        return None
    return spoken, round(speech * speaker, 3)
