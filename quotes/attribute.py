"""Whose words? An ordered list of rules; the first answer wins, and a rule declines rather than guesses.

Each rule takes the scene and a passage and returns an Answer or None. Its docstring is the sentence it handles; its
name is stored with the quotation.
"""

from __future__ import annotations

from collections.abc import Callable

from quotes.mentions import is_sourcelike, mention_of
from quotes.scene import (
    Answer,
    Scene,
    covers,
    cues_after,
    ends_full,
    may_quote,
    only_soft,
    run_between,
    sentence_ends,
    sentences_between,
)
from quotes.spans import Range

Rule = Callable[[Scene, int], Answer | None]


def attribute(scene: Scene) -> dict[int, Answer]:
    """The answer for each passage that is somebody's words: passage index to answer.

    Two sweeps: rules that need only the sentence, then those that look at the passages around.
    """
    for index in range(len(scene.passages)):
        _first_answer(scene, index, OWN_SENTENCE)
    for index in range(len(scene.passages)):
        if index not in scene.answers:
            _first_answer(scene, index, CONTEXT)
    return scene.answers


def _first_answer(scene: Scene, index: int, rules: tuple[Rule, ...]) -> None:
    for rule in rules:
        answer = rule(scene, index)
        if answer:
            scene.answers[index] = answer
            return


def speaker_label(scene: Scene, index: int) -> Answer | None:
    """SOIR: “We were stretched.” – a name and a colon begin the line."""
    run = scene.first(scene.passages[index])
    layout, start = scene.layout, scene.layout.paragraphs[run.paragraph][0]
    if run.open - start < 2 or run.open - start > 8 or layout.doc[run.open - 1].text != ":":
        return None
    if any(cue.verb in range(start, run.open) for cue in scene.cues):
        return None
    head = layout.doc[run.open - 2]
    mention = mention_of(layout, scene.lexicon, head)
    if mention and mention[0] - start <= 2 and is_sourcelike(layout, scene.lexicon, head, mention):
        return Answer("speaker_label", mention, None)
    return None


def cue_between(scene: Scene, index: int) -> Answer | None:
    """“I will,” he said, “go.” – the cue stands between the two parts."""
    passage = scene.passages[index]
    if not passage.split:
        return None
    one, other = (scene.layout.runs[i] for i in passage.runs[:2])
    for cue in scene.cues:
        if one.close <= cue.verb < other.open and cue.source:
            return Answer("cue_between", cue.source, cue)
    return None


def cue_right_before(scene: Scene, index: int) -> Answer | None:
    """Soir said: “We were stretched.” – the cue touches the opening mark."""
    run = scene.first(scene.passages[index])
    for cue in reversed(scene.cues):
        if cue.verb < run.open and only_soft(scene.layout, cue.tokens[-1] + 1, run.open, {"that"}):
            if cue.source and cue.source[1] <= run.open and may_quote(cue):
                return Answer("cue_right_before", cue.source, cue)
            return None
    return None


def cue_right_after(scene: Scene, index: int) -> Answer | None:
    """“We were stretched,” said Soir. – cue and source follow the closing mark."""
    run = scene.last(scene.passages[index])
    if ends_full(scene, run):
        return None
    for cue in cues_after(scene, run):
        if cue.source is None or not may_quote(cue):
            continue
        first = min(cue.source[0], cue.tokens[0])
        if first >= run.close and only_soft(
            scene.layout, run.close, first, {"also", "later", "then", "and", "but", "as"}
        ):
            return Answer("cue_right_after", cue.source, cue)
    return None


def governed(scene: Scene, index: int) -> Answer | None:
    """Putin said Russia “will not back down” – the words stand inside what a cue reports."""
    passage = scene.passages[index]
    run = scene.first(passage)
    covering = [cue for cue in scene.cues if covers(cue, run) and cue.source]
    if not covering:
        return None
    cue = min(covering, key=lambda c: sum(end - start for start, end in c.content))
    if (cue.shape == "object" and not cue.groups & {"say", "describe"}) or next(iter(cue.groups)) == "show":
        return None
    return Answer("governed", cue.source, cue)


def cue_before(scene: Scene, index: int) -> Answer | None:
    """Soir told reporters in Lille on Friday: “We were stretched.” – a cue earlier in the sentence leads in."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    for cue in reversed(scene.cues):
        if cue.verb >= run.open or not cue.source or not may_quote(cue):
            continue
        if layout.paragraph_of[cue.verb] != run.paragraph or run.open - cue.verb > 30:
            return None
        if sentence_ends(layout, cue.verb + 1, run.open) or run_between(layout, cue.verb + 1, run.open):
            return None
        lead = layout.doc[run.open - 1].text
        if (run.hidden and (lead in (",", ":") or lead == "that")) or not run.hidden:
            return Answer("cue_before", cue.source, cue)
        return None
    return None


def cue_after(scene: Scene, index: int) -> Answer | None:
    """“We were stretched,” the union's man in Lille, who asked not to be named, told Radio Nord."""
    run = scene.last(scene.passages[index])
    if ends_full(scene, run):
        return None
    for cue in cues_after(scene, run):
        if cue.source and cue.source[0] >= run.close and may_quote(cue) and cue.verb - run.close < 30:
            return Answer("cue_after", cue.source, cue)
    return None


def press_release(scene: Scene, index: int) -> Answer | None:
    """“We were stretched.” — Julien Soir, union representative."""
    run = scene.last(scene.passages[index])
    doc, layout = scene.layout.doc, scene.layout
    i = run.close
    while i < len(doc) and doc[i].is_space:
        i += 1
    if i + 1 >= len(doc) or doc[i].text not in ("—", "–", "-", "--", "―"):
        return None
    head = doc[i + 1]
    while head.dep_ in scene.lexicon.words.grammar.name_parts and head.head.i > head.i:
        head = head.head
    mention = mention_of(layout, scene.lexicon, head)
    if mention and mention[0] <= i + 1 and doc[mention[0]].tag_ in scene.lexicon.words.grammar.name_tags:
        return Answer("press_release", mention, None)
    return None


def continued(scene: Scene, index: int) -> Answer | None:
    """“We were stretched,” said Soir. “It is impossible.” – the same paragraph goes on."""
    run = scene.first(scene.passages[index])
    if index == 0 or not run.hidden:
        return None
    before = scene.answers.get(index - 1)
    previous = scene.last(scene.passages[index - 1])
    if before is None or previous.paragraph != run.paragraph or not previous.hidden:
        return None
    if sentences_between(scene.layout, previous.close, run.open) <= 1:
        return Answer("continued", before.source, None)
    return None


def led_by_next(scene: Scene, index: int) -> Answer | None:
    """“It is impossible.” “We were stretched,” said Soir. – the next quotation of the paragraph names who."""
    run = scene.first(scene.passages[index])
    if index + 1 >= len(scene.passages) or not run.hidden:
        return None
    after, following = scene.answers.get(index + 1), scene.first(scene.passages[index + 1])
    if not after or after.rule not in {"cue_right_after", "cue_after"} or following.paragraph != run.paragraph:
        return None
    touching = only_soft(scene.layout, scene.last(scene.passages[index]).close, following.open, set())
    return Answer("led_by_next", after.source, None) if touching else None


def lead_in(scene: Scene, index: int) -> Answer | None:
    """Soir disagreed. “It is impossible.” – the sentence before has one subject, a person or an organisation."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    if not run.hidden or run.open == 0:
        return None
    previous = run.open - 1
    while previous > 0 and layout.doc[previous].is_space:
        previous -= 1
    colon = layout.doc[previous].text == ":"
    if (layout.paragraph_of[previous] != run.paragraph and not colon) or layout.run_of[previous] >= 0:
        return None
    start, end = layout.sentences[layout.sentence_of[previous]]
    source = _sentence_source(scene, start, end)
    return Answer("lead_in", source, None) if source else None


def _sentence_source(scene: Scene, start: int, end: int) -> Range | None:
    """The subject of a sentence, if it can speak."""
    layout, grammar = scene.layout, scene.lexicon.words.grammar
    for i in range(start, end):
        token = layout.doc[i]
        if layout.hidden(i) or token.dep_ not in grammar.subject or token.head.dep_ not in ("ROOT", "ccomp"):
            continue
        mention = mention_of(layout, scene.lexicon, token)
        if mention and is_sourcelike(layout, scene.lexicon, token, mention):
            return mention
    return None


def run_on(scene: Scene, index: int) -> Answer | None:
    """A paragraph that is all quotation goes on with the speaker of the paragraph before."""
    run = scene.first(scene.passages[index])
    if not run.hidden or index == 0 or index - 1 not in scene.answers:
        return None
    previous = scene.last(scene.passages[index - 1])
    if run.paragraph - previous.paragraph > 1:
        return None
    return Answer("run_on", scene.answers[index - 1].source, None)


def unsettled(scene: Scene, index: int) -> Answer | None:
    """A sentence of its own between marks is somebody's, even where nothing says whose."""
    run = scene.first(scene.passages[index])
    words = sum(scene.layout.doc[i].is_alpha for i in range(run.start, run.end))
    last = scene.layout.doc[run.end - 1].text[-1:]
    return Answer("unsettled", None, None) if run.hidden and (words > 4 or last in ".,!?") else None


OWN_SENTENCE: tuple[Rule, ...] = (
    speaker_label,
    cue_between,
    cue_right_before,
    cue_right_after,
    governed,
    cue_after,
    cue_before,
    press_release,
)
CONTEXT: tuple[Rule, ...] = (continued, led_by_next, lead_in, run_on, unsettled)
