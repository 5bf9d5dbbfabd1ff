"""Rules that look around the sentence: the quotations and reports before and behind, headlines, the nearest names."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import Answers, Context, Proposal, ends_full
from quotes.extraction.layout import Range
from quotes.extraction.mentions import mention_of, source_at

REACH_TOKENS = 250  # around a passage in which anything is looked for


def continued(context: Context, index: int, answers: Answers) -> Iterator[Proposal]:
    """“We were stretched,” said Soir. “It is impossible.” – the same paragraph goes on."""
    before = answers.get(index - 1)
    if before is None or before.source is None:
        return
    run, previous = context.first(context.passages[index]), context.last(context.passages[index - 1])
    if previous.paragraph == run.paragraph:
        yield before.source, None


def led_by_next(context: Context, index: int, answers: Answers) -> Iterator[Proposal]:
    """“It is impossible.” “We were stretched,” said Soir. – the next quotation of the paragraph names who."""
    run = context.last(context.passages[index])
    after = answers.get(index + 1)
    if after is None or after.source is None or after.cue is None:
        return
    if context.first(context.passages[index + 1]).paragraph - run.paragraph <= 1:
        yield after.source, None


def reported_before(context: Context, index: int) -> Iterator[Proposal]:
    """Soir said the night was long. “It is impossible.” – a report without marks stands right before."""
    run = context.first(context.passages[index])
    layout = context.layout
    for cue in reversed(context.cues_in(run.open - REACH_TOKENS, run.open)):
        if not cue.source or "say" not in cue.groups:
            continue
        if run.paragraph - layout.paragraph_of[cue.verb] > 1:
            return
        if run.paragraph != layout.paragraph_of[cue.verb] or context.sentences_between(cue.verb, run.open):
            yield cue.source, None
            return


def lead_in(context: Context, index: int) -> Iterator[Proposal]:
    """Soir disagreed. “It is impossible.” – the sentence before has a subject, a person or an organisation."""
    run = context.first(context.passages[index])
    layout = context.layout
    previous = _word_before(context, run.open)
    if previous < 0 or layout.run_of[previous] >= 0:
        return
    if layout.sentence_of[previous] == layout.sentence_of[run.open] and layout.tokens[previous].text != ":":
        previous = _word_before(context, layout.sentences[layout.sentence_of[previous]][0])
        if previous < 0:
            return
    if run.paragraph - layout.paragraph_of[previous] > 1:
        return
    yield from _before_colon(context, previous)
    start, end = layout.sentences[layout.sentence_of[previous]]
    for source in _sentence_sources(context, max(start, end - REACH_TOKENS), end):
        yield source, None


def _before_colon(context: Context, colon: int) -> Iterator[Proposal]:
    """The delay does not surprise the geologist Julien Soir: “It is impossible.” – a name that leads to the colon."""
    layout, before = context.layout, colon - 1
    if layout.texts[colon] != ":" or before < 0 or layout.tags[before] not in context.lexicon.words.grammar.name_tags:
        return
    if source := source_at(layout, context.lexicon, layout.tokens[before]):
        yield source, None


def _word_before(context: Context, i: int) -> int:
    """The token before token `i` that is no white space; -1 at the very beginning."""
    i -= 1
    while i > 0 and context.layout.tokens[i].is_space:
        i -= 1
    return i


def _sentence_sources(context: Context, start: int, end: int) -> Iterator[Range]:
    """The subjects of a sentence that can speak."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    for i in range(start, end):
        token = layout.tokens[i]
        if layout.hidden[i] or token.dep_ not in grammar.subject:
            continue
        if source := source_at(layout, context.lexicon, token):
            yield source


def run_on(context: Context, index: int, answers: Answers) -> Iterator[Proposal]:
    """A paragraph that is all quotation goes on with the speaker of the paragraph before."""
    run = context.first(context.passages[index])
    for back in range(index - 1, max(index - 4, -1), -1):
        answer = answers.get(back)
        if answer is None or answer.source is None:
            continue
        distance = run.paragraph - context.last(context.passages[back]).paragraph
        if 0 < distance <= 3:
            yield answer.source, None
        return


def label(context: Context, index: int) -> Iterator[Proposal]:
    """Soir: Migrants ‘Will Return’ – a headline or a line that begins with a name and a colon."""
    run = context.first(context.passages[index])
    layout = context.layout
    start = layout.paragraphs[run.paragraph][0]
    colon = next((i for i in range(start, min(run.open, start + 12)) if layout.tokens[i].text == ":"), None)
    if colon is None or colon == start or colon + 15 < run.open:
        return
    mention = mention_of(layout, context.lexicon, layout.tokens[colon - 1])
    if mention and mention[0] - start <= 6:
        yield mention, None


def opening(context: Context, index: int) -> Iterator[Proposal]:
    """Soir Pins Delay on ‘Disastrous’ Storm – who a headline begins with."""
    run = context.first(context.passages[index])
    layout = context.layout
    start = layout.paragraphs[run.paragraph][0]
    if run.open - start > 15 or start >= run.open:
        return
    token = layout.tokens[start]
    mention = mention_of(layout, context.lexicon, token)
    if mention and token.tag_ in context.lexicon.words.grammar.name_tags:
        yield mention, None


def named_before(context: Context, index: int) -> Iterator[Proposal]:
    """The nearest name or person before the words, in their paragraph or the one before."""
    run = context.first(context.passages[index])
    yield from _nearest(context, range(run.open - 1, max(run.open - 60, -1), -1), run.paragraph)


def named_after(context: Context, index: int) -> Iterator[Proposal]:
    """The nearest name or person behind the words, in their sentence."""
    run = context.last(context.passages[index])
    if not ends_full(context, run):
        yield from _nearest(context, range(run.close, min(run.close + 25, len(context.layout.tokens))), run.paragraph)


def _nearest(context: Context, places: range, paragraph: int) -> Iterator[Proposal]:
    layout, grammar = context.layout, context.lexicon.words.grammar
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
        if source := source_at(layout, context.lexicon, token):
            yield source, None
            found += 1
            if found == 2:
                return
