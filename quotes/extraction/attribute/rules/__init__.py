"""Whose words? Rules propose: each yields who may have said a passage, and why.

The docstring of a rule is the sentence it handles.

What they propose is weighed by `attribute.py`. Their order matters where no weights were fitted, and for the name that
is kept with an answer: the first rule that proposes its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotes.extraction.attribute.context import Answer, Answers, Context, Proposal
from quotes.extraction.attribute.rules.colon import nearer_to_colon
from quotes.extraction.attribute.rules.near_cue import beside_cue, other_verb
from quotes.extraction.attribute.rules.own_sentence import (
    cue_after,
    cue_before,
    cue_between,
    cue_right_after,
    cue_right_before,
    governed,
    owner,
    speaker_label,
    subject,
)
from quotes.extraction.attribute.rules.several import by_agent, gapped, own_tail
from quotes.extraction.attribute.rules.signature import from_line, name_line, press_release
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
from quotes.extraction.attribute.rules.swallowed import swallowed_cue
from quotes.extraction.attribute.rules.voices import read_out, voiced
from quotes.extraction.reasons import reason


@dataclass(frozen=True)
class Rule:
    """A rule of attribution; its name, which rows and weights keep, is that of its function.

    Attributes:
        function: yields who may have said a passage, and the cue that says so.
        sure: False for a rule that is good only where other evidence speaks for it.
        leans: True for a rule that looks at the answers of the passages around; it is given them.
    """

    function: Callable[..., Iterator[Proposal]]
    sure: bool = True
    leans: bool = False

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def sentence(self) -> str:
        """Why it believes that words are somebody's, for a reader."""
        return reason(self.name)

    def __call__(self, context: Context, index: int, answers: Answers) -> Iterator[Answer]:
        """Who may have said a passage, given the answers so far."""
        name = self.function.__name__
        found = self.function(context, index, answers) if self.leans else self.function(context, index)
        return (Answer(name, source, cue) for source, cue in found)


LAYOUT = (
    Rule(press_release),
    Rule(speaker_label),
    Rule(name_line),
    Rule(from_line),
    Rule(gapped),
    Rule(by_agent),
    Rule(own_tail),
    Rule(voiced),
    Rule(read_out),
    Rule(swallowed_cue),
    Rule(nearer_to_colon),
)
OWN_SENTENCE = (
    Rule(cue_between),
    Rule(cue_right_before),
    Rule(cue_right_after),
    Rule(governed),
    Rule(cue_after),
    Rule(cue_before),
)
RULES = (
    *OWN_SENTENCE,
    Rule(beside_cue, sure=False),
    Rule(other_verb, sure=False),
    Rule(owner, sure=False),
    Rule(continued, leans=True),
    Rule(reported_before, sure=False),
    Rule(lead_in),
    Rule(run_on, leans=True),
    Rule(led_by_next, leans=True),
    Rule(subject, sure=False),
    Rule(label, sure=False),
    Rule(opening, sure=False),
    Rule(named_before, sure=False),
    Rule(named_after, sure=False),
)

GOVERNED, SPEAKER_LABEL, CUE_BEFORE = governed.__name__, speaker_label.__name__, cue_before.__name__
LABELS = frozenset(rule.name for rule in LAYOUT)
OWN = frozenset(rule.name for rule in OWN_SENTENCE)
OWN_CUE = OWN - {cue_between.__name__}  # those in which a cue before, after or around the words is asked for evidence
AROUND = frozenset(rule.__name__ for rule in (continued, reported_before, lead_in, run_on, named_before))
FAR = frozenset(rule.__name__ for rule in (reported_before, run_on, named_before))
UNSURE = frozenset(rule.name for rule in RULES if not rule.sure)
