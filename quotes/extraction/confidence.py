"""How likely is a row right: that its words were said, and that its speaker is the one who said them?

Two logistic regressions over the evidence of `row_features.py`, fitted on rows of articles that had no part in the
weights that made them: is it speech, and if it is, is the speaker right. Their product is the confidence.
"""

from __future__ import annotations

from quotes.extraction.attribute.context import Context
from quotes.extraction.row_features import of_speaker, of_speech
from quotes.extraction.spoken import Spoken
from quotes.extraction.weights import Weights


def confidence(context: Context, spoken: Spoken, weights: Weights | None) -> tuple[float, float]:
    """Probability that the words were said, and that these words were said by this speaker."""
    if weights is None:
        return 1.0, spoken.answer.probability
    speech = weights.speech.probability(of_speech(context, spoken))
    return speech, round(speech * weights.speaker.probability(of_speaker(context, spoken)), 3)
