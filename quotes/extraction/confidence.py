"""How likely is a row right: that its words were said, and that its speaker is the one who said them?

Two logistic regressions over the evidence of `row_features.py`, fitted on rows of articles that had no part in the
weights that made them: is it speech, and if it is, is the speaker right. Their product is the confidence.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
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


def _hurdle(context: Context, row: Spoken) -> str:
    """Which threshold the words must pass: a report that grammar settles none but that of the whole row, or a lower one
    for both in the main clause of its sentence.

    Half of the evidence asks how the articles that the weights were fitted on told such things; what is as plain as
    'The officials say the boat had sunk' is a report in any other style, too.
    """
    cue = row.answer.cue
    if row.kind != "indirect" or cue is None or not is_certain(context, cue, row.ranges):
        return "speech"
    if _is_quoted_saying(context, cue):
        return "certain"
    return "plain" if _is_main_clause(context, cue) else "report_row"


def _is_main_clause(context: Context, cue: Cue) -> bool:
    """A verb that hangs on no other, with a subject of its own before it and a clause after it."""
    layout, verb = context.layout, context.layout.tokens[cue.verb]
    if cue.source is None or cue.shape != "clause" or verb.head.i != cue.verb:
        return False
    own = cue.source[1] <= cue.verb and layout.head(cue.source).head.i == cue.verb
    return own and not any(child.tag_ in context.lexicon.words.grammar.modal_tags for child in verb.children)


def _is_quoted_saying(context: Context, cue: Cue) -> bool:
    """'The Herald quotes a minister as saying that …': plainer than any verb."""
    words, verb = context.lexicon.words, context.layout.tokens[cue.verb]
    link = verb.head
    linked = link.lower_ in words.cues.as_described and verb.dep_ in words.grammar.preposition_clause
    if not linked or cue.source is None or cue.shape != "clause" or cue.source[1] != link.i:
        return False
    forms = context.lexicon.cue_forms.get(link.head.lower_, ())
    return context.layout.head(cue.source).head is link.head and any("describe" in form.groups for form in forms)


def judged(context: Context, spoken: Spoken, weights: Weights | None) -> tuple[Spoken, float] | None:
    """A row as it is shown, with the probability that it is right; None for what is more likely no row at all.

    Words between marks whose speaker is more likely wrong than right stay and lose the name: a wrong name is worse
    than none. A report without marks says nothing without its speaker, so it is left out.
    """
    if weights is None:
        return spoken, spoken.answer.probability
    for reading in readings(context, spoken):
        speech = weights.speech.probability(of_speech(context, reading))
        hurdle = _hurdle(context, reading)
        if speech >= weights.threshold[hurdle]:
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
    least = "report_row" if hurdle == "speech" else hurdle
    if spoken.kind == "indirect" and speech * speaker < weights.threshold[least]:
        return None
    return spoken, round(speech * speaker, 3)
