"""Whose words? Rules propose: each yields who may have said a passage, and why.

The docstring of a rule is the sentence it handles.

What they propose is weighed by `attribute.py`. Their order matters where no weights were fitted, and for the name that
is kept with an answer: the first rule that proposes its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quotes.extraction.attribute.context import Answer, Scene
from quotes.extraction.attribute.rules.near_cue import beside_cue, other_verb
from quotes.extraction.attribute.rules.own_sentence import (
    cue_after,
    cue_before,
    cue_between,
    cue_right_after,
    cue_right_before,
    governed,
    owner,
    press_release,
    speaker_label,
    subject,
)
from quotes.extraction.attribute.rules.surroundings import (
    continued,
    label,
    lead_in,
    led_by_next,
    named_after,
    named_before,
    opening,
    reported_before,
    run_on,
)

Rule = Callable[[Scene, int], Iterator[Answer]]

LAYOUT: tuple[Rule, ...] = (speaker_label, press_release)
OWN_SENTENCE: tuple[Rule, ...] = (cue_between, cue_right_before, cue_right_after, governed, cue_after, cue_before)
RULES: tuple[Rule, ...] = (
    *OWN_SENTENCE,
    beside_cue,
    other_verb,
    owner,
    continued,
    reported_before,
    lead_in,
    run_on,
    led_by_next,
    subject,
    label,
    opening,
    named_before,
    named_after,
)

# Good only where other evidence speaks for them.
UNSURE = frozenset(
    (
        *("beside_cue", "other_verb", "subject", "owner", "label", "opening"),
        *("named_before", "named_after", "reported_before"),
    )
)
