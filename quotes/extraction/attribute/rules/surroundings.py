"""Rules that look around the sentence: the quotations and reports before and behind, headlines, the nearest names."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import Answers, Proposal, Scene, ends_full
from quotes.extraction.layout import Range
from quotes.extraction.mentions import mention_of, source_at

REACH_TOKENS = 250  # around a passage in which anything is looked for


def continued(scene: Scene, index: int, answers: Answers) -> Iterator[Proposal]:
    """“We were stretched,” said Soir. “It is impossible.” – the same paragraph goes on."""
    before = answers.get(index - 1)
    if before is None or before.source is None:
        return
    run, previous = scene.first(scene.passages[index]), scene.last(scene.passages[index - 1])
    if previous.paragraph == run.paragraph:
        yield before.source, None


def led_by_next(scene: Scene, index: int, answers: Answers) -> Iterator[Proposal]:
    """“It is impossible.” “We were stretched,” said Soir. – the next quotation of the paragraph names who."""
    run = scene.last(scene.passages[index])
    after = answers.get(index + 1)
    if after is None or after.source is None or after.cue is None:
        return
    if scene.first(scene.passages[index + 1]).paragraph - run.paragraph <= 1:
        yield after.source, None


def reported_before(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir said the night was long. “It is impossible.” – a report without marks stands right before."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    for cue in reversed(scene.cues_in(run.open - REACH_TOKENS, run.open)):
        if not cue.source or "say" not in cue.groups:
            continue
        if run.paragraph - layout.paragraph_of[cue.verb] > 1:
            return
        if run.paragraph != layout.paragraph_of[cue.verb] or scene.sentences_between(cue.verb, run.open):
            yield cue.source, None
            return


def lead_in(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir disagreed. “It is impossible.” – the sentence before has a subject, a person or an organisation."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    previous = _word_before(scene, run.open)
    if previous < 0 or layout.run_of[previous] >= 0:
        return
    if layout.sentence_of[previous] == layout.sentence_of[run.open] and layout.tokens[previous].text != ":":
        previous = _word_before(scene, layout.sentences[layout.sentence_of[previous]][0])
        if previous < 0:
            return
    if run.paragraph - layout.paragraph_of[previous] > 1:
        return
    yield from _before_colon(scene, previous)
    start, end = layout.sentences[layout.sentence_of[previous]]
    for source in _sentence_sources(scene, max(start, end - REACH_TOKENS), end):
        yield source, None


def _before_colon(scene: Scene, colon: int) -> Iterator[Proposal]:
    """The delay does not surprise the geologist Julien Soir: “It is impossible.” – a name that leads to the colon."""
    layout, before = scene.layout, colon - 1
    if layout.texts[colon] != ":" or before < 0 or layout.tags[before] not in scene.lexicon.words.grammar.name_tags:
        return
    if source := source_at(layout, scene.lexicon, layout.tokens[before]):
        yield source, None


def _word_before(scene: Scene, i: int) -> int:
    """The token before token `i` that is no white space; -1 at the very beginning."""
    i -= 1
    while i > 0 and scene.layout.tokens[i].is_space:
        i -= 1
    return i


def _sentence_sources(scene: Scene, start: int, end: int) -> Iterator[Range]:
    """The subjects of a sentence that can speak."""
    layout, grammar = scene.layout, scene.lexicon.words.grammar
    for i in range(start, end):
        token = layout.tokens[i]
        if layout.hidden[i] or token.dep_ not in grammar.subject:
            continue
        if source := source_at(layout, scene.lexicon, token):
            yield source


def run_on(scene: Scene, index: int, answers: Answers) -> Iterator[Proposal]:
    """A paragraph that is all quotation goes on with the speaker of the paragraph before."""
    run = scene.first(scene.passages[index])
    for back in range(index - 1, max(index - 4, -1), -1):
        answer = answers.get(back)
        if answer is None or answer.source is None:
            continue
        distance = run.paragraph - scene.last(scene.passages[back]).paragraph
        if 0 < distance <= 3:
            yield answer.source, None
        return


def label(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir: Migrants ‘Will Return’ – a headline or a line that begins with a name and a colon."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    start = layout.paragraphs[run.paragraph][0]
    colon = next((i for i in range(start, min(run.open, start + 12)) if layout.tokens[i].text == ":"), None)
    if colon is None or colon == start or colon + 15 < run.open:
        return
    mention = mention_of(layout, scene.lexicon, layout.tokens[colon - 1])
    if mention and mention[0] - start <= 6:
        yield mention, None


def opening(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir Pins Delay on ‘Disastrous’ Storm – who a headline begins with."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    start = layout.paragraphs[run.paragraph][0]
    if run.open - start > 15 or start >= run.open:
        return
    token = layout.tokens[start]
    mention = mention_of(layout, scene.lexicon, token)
    if mention and token.tag_ in scene.lexicon.words.grammar.name_tags:
        yield mention, None


def named_before(scene: Scene, index: int) -> Iterator[Proposal]:
    """The nearest name or person before the words, in their paragraph or the one before."""
    run = scene.first(scene.passages[index])
    yield from _nearest(scene, range(run.open - 1, max(run.open - 60, -1), -1), run.paragraph)


def named_after(scene: Scene, index: int) -> Iterator[Proposal]:
    """The nearest name or person behind the words, in their sentence."""
    run = scene.last(scene.passages[index])
    if not ends_full(scene, run):
        yield from _nearest(scene, range(run.close, min(run.close + 25, len(scene.layout.tokens))), run.paragraph)


def _nearest(scene: Scene, places: range, paragraph: int) -> Iterator[Proposal]:
    layout, grammar = scene.layout, scene.lexicon.words.grammar
    found = 0
    for i in places:
        token = layout.tokens[i]
        if (
            layout.run_of[i] >= 0
            or token.dep_ in grammar.name_parts
            or layout.paragraph_of[i] not in (paragraph, paragraph - 1)
        ):
            continue
        noun = token.tag_ in grammar.noun_tags and token.ent_type_ not in grammar.silent_labels
        if not noun and token.tag_ not in grammar.pronoun_tags:
            continue
        if source := source_at(layout, scene.lexicon, token):
            yield source, None
            found += 1
            if found == 2:
                return
