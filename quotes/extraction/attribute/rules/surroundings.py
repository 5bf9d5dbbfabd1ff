"""Rules that look around the sentence: the quotations and reports before and after, headlines, the nearest names."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import NEAR_TOKENS, SENTENCE_ENDS, Answers, Context, Proposal, ends_full
from quotes.extraction.layout import QuotedRun, Range
from quotes.extraction.mentions import is_sourcelike, mention_of, name_head, source_at
from quotes.extraction.tokens import Token

REACH_TOKENS = 250  # around a passage in which anything is looked for


def continued(context: Context, index: int, answers: Answers) -> Iterator[Proposal]:
    """“We were stretched,” said Soir. “It is impossible.” – the same paragraph goes on."""
    before = answers.get(index - 1)
    if before is None or before.source is None:
        return
    run, previous = context.first(context.passages[index]), context.last(context.passages[index - 1])
    if _is_aside(context, run):
        return
    if previous.paragraph == run.paragraph and not _another_acts(context, previous.close - 1, run, before.source):
        yield before.source, None


def _is_aside(context: Context, run: QuotedRun) -> bool:
    """'The “crazy” dealer has sold 400 kinds': a word or two before a noun, in a sentence that reports nothing."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if run.hidden or run.end - run.start > ASIDE_TOKENS or not run.open or run.close >= len(layout.texts):
        return False
    before, after = layout.tokens[run.open - 1], layout.tags[run.close]
    start, end = layout.sentences[layout.sentence_of[run.open]]
    led = before.dep_ in grammar.determiner or before.tag_ in grammar.genitive_tags | grammar.possessive_tags
    return led and after in grammar.noun_tags and not context.cues_in(start, end)


ASIDE_TOKENS = 2


def led_by_next(context: Context, index: int, answers: Answers) -> Iterator[Proposal]:
    """“It is impossible.” “We were stretched,” said Soir. – the next quotation of the paragraph names who."""
    run = context.last(context.passages[index])
    after = answers.get(index + 1)
    if after is None or after.source is None or after.cue is None:
        return
    apart = context.first(context.passages[index + 1]).paragraph - run.paragraph
    begins = context.first(context.passages[index]).open - context.layout.paragraphs[run.paragraph][0] < 2
    if apart <= begins:
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
            if not _another_acts(context, cue.verb, run, cue.source):
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
    line = list(_before_quotation(context, layout.paragraphs[run.paragraph][0] - 1, run))
    yield from ((source, None) for source in line)
    if not line:
        yield from _before_colon(context, previous)
    start, end = layout.sentences[layout.sentence_of[previous]]
    sources = list(_sentence_sources(context, max(start, end - REACH_TOKENS), end))
    main = [one for one in sources if layout.texts[previous] == ":" and _is_of_main_clause(context, one)]
    for source in main or sources:
        yield source, None


def _is_of_main_clause(context: Context, source: Range) -> bool:
    """When Soir died, Vane released a statement: “I am sad.” – 'Vane'."""
    grammar, verb = context.lexicon.words.grammar, context.layout.head(source).head
    return verb.head is verb or (verb.dep_ in grammar.conjunct and verb.head.head is verb.head)


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
    head = layout.tokens[colon - 1]
    if head.lower_ in context.lexicon.words.phrases.carriers and head.text.isupper() and colon == start + 1:
        return  # 'VIDEO: “It was a film”'
    mention = mention_of(layout, context.lexicon, head)
    named = mention is not None and (
        is_sourcelike(layout, context.lexicon, head, mention) or context.who(mention).how == "name"
    )
    if mention and named and mention[0] - start <= 6:
        yield mention, None


def opening(context: Context, index: int) -> Iterator[Proposal]:
    """Soir Pins Delay on ‘Disastrous’ Storm – who a headline begins with."""
    run = context.first(context.passages[index])
    layout = context.layout
    start = layout.paragraphs[run.paragraph][0]
    if run.open - start > 15 or start >= run.open:
        return
    token = name_head(layout.tokens[start], context.lexicon.words.grammar)
    mention = mention_of(layout, context.lexicon, token)
    named = mention is not None and token.tag_ in context.lexicon.words.grammar.name_tags
    named = named and not _is_kicker(context, (start, run.open), run)
    if mention and named and not _another_acts(context, start, run, mention):
        yield mention, None


def _is_kicker(context: Context, place: Range, run: QuotedRun) -> bool:
    """'MOVING HOUSE — “A gallery opens in Orm”', 'FULL TEXT': is a line, up to some words, in capitals alone?"""
    texts = context.layout.texts
    words = [texts[i] for i in range(*place) if texts[i].isalpha()]
    dashed = texts[place[1] - 1] in DASHES
    high = all(map(str.isupper, words)) and (dashed or len(words) > 1) and texts[place[1] - 1] != ":"
    return high and not all(texts[i].isupper() for i in range(run.start, run.end) if texts[i].isalpha())


DASHES = frozenset("–—-") | {"--"}


def named_before(context: Context, index: int) -> Iterator[Proposal]:
    """The nearest name or person before the words, in their paragraph or the one before."""
    run = context.first(context.passages[index])
    first, paragraphs = max(run.open - NAMED_TOKENS, 0), context.layout.paragraphs
    begins = paragraphs[run.paragraph][0]
    line = (begins, run.open) if begins < run.open else paragraphs[max(run.paragraph - 1, 0)]
    if first <= line[0] < line[1] <= run.open and _is_kicker(context, line, run):
        first = run.open
    yield from _nearest(context, range(run.open - 1, first - 1, -1), run.paragraph)


NAMED_TOKENS = 60  # from the words to a name before them


def named_after(context: Context, index: int) -> Iterator[Proposal]:
    """The nearest name or person after the words, in their sentence."""
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


def _another_acts(context: Context, said: int, run: QuotedRun, speaker: Range) -> bool:
    """“We were stretched,” said Soir. Brekke shook his head. “It is impossible.” – the scene has gone on to somebody.

    Args:
        said: the last token of what the speaker is known to have said.
    """
    sentence_of = context.layout.sentence_of
    first, last = sentence_of[said] + 1, sentence_of[run.open]
    after, before = range(first, min(first + NEXT_SENTENCES, last)), range(max(first, last - NEXT_SENTENCES), last)
    actors = (source for number in dict.fromkeys((*after, *before)) for source in _actors(context, number))
    others = (*actors, *_said_between(context, said, run), *_before_quotation(context, said, run))
    others = (*others, *_cuts_in(context, said, run))
    return any(not context.same(source, speaker) for source in others)


def _said_between(context: Context, said: int, run: QuotedRun) -> Iterator[Range]:
    """“…,” added Soir. At this rate, Brekke said, it will fail. “…” – who says something, by name, in between."""
    sentence_of, grammar = context.layout.sentence_of, context.lexicon.words.grammar
    first = max(context.layout.sentences[sentence_of[said]][1], run.open - NEAR_TOKENS)
    for cue in context.cues_in(first, run.open):
        if (
            cue.source is None
            or "say" not in cue.groups
            or context.outer(cue)
            or sentence_of[cue.verb] == sentence_of[run.open]
        ):
            continue
        head = context.layout.head(cue.source)
        if head.tag_ in grammar.name_tags and context.layout.tags[cue.verb] in grammar.finite_tags:
            yield cue.source


def _cuts_in(context: Context, said: int, run: QuotedRun) -> Iterator[Range]:
    """“…,” said Soir, and her husband cut in. “…” – who says something right before, without a word of it."""
    last = next((cue for cue in reversed(context.cues_in(max(said, run.open - CUT_IN), run.open))), None)
    if (
        last is None
        or last.source is None
        or last.shape != "none"
        or "say" not in last.groups
        or last.verb < last.source[1]
    ):
        return
    between = range(last.tokens[-1] + 1, run.open)
    if last.source[0] > said and all(
        context.layout.texts[i] in SENTENCE_ENDS or context.layout.texts[i].isspace() for i in between
    ):
        yield last.source


CUT_IN = 8  # tokens from who cuts in to the words


def _before_quotation(context: Context, said: int, run: QuotedRun) -> Iterator[Range]:
    """'Mei Fong, 19, a student: “Cheaper than the bus.”': the person that begins a line up to a colon."""
    layout, grammar, colon = context.layout, context.lexicon.words.grammar, _word_before(context, run.open)
    if colon <= said or layout.texts[colon] != ":":
        return
    first = max(said, colon - SUBJECT_TOKENS)
    start = next((i + 1 for i in range(colon - 1, first, -1) if layout.texts[i] in SENTENCE_ENDS), first + 1)
    while start < colon and (layout.run_of[start] >= 0 or layout.tokens[start].is_space):
        start += 1
    persons = (i for i in range(start, min(start + 2, colon)) if layout.tokens[i].ent_type_ in grammar.person_labels)
    name = next(persons, None)
    if name is not None and (source := source_at(layout, context.lexicon, name_head(layout.tokens[name], grammar))):
        yield source


def _actors(context: Context, number: int) -> Iterator[Range]:
    """The persons who do something in a sentence, as its subject; none that only are or have something."""
    layout, words = context.layout, context.lexicon.words
    start, end = layout.sentences[number]
    for i in range(start, min(end, start + SUBJECT_TOKENS)):
        token, verb = layout.tokens[i], layout.tokens[i].head
        if layout.hidden[i] or token.dep_ not in words.grammar.subject or verb.head.i != verb.i:
            continue
        person = token.ent_type_ in words.grammar.person_labels or token.lower_ in context.lexicon.persons
        acts = verb.lower_ not in words.small.stative
        owned = any(child.dep_ in words.grammar.owner for child in token.children)
        known = person or token.lower_ in words.roles.group or token.tag_ in words.grammar.name_tags
        reacts = known and _reacts(context, verb)
        if reacts or (person and acts and not owned):
            source = source_at(layout, context.lexicon, token)
            if source:
                yield source


def _reacts(context: Context, verb: Token) -> bool:
    """'Her lawyer shook his head.', 'Residents doubt it.', 'The bishop was calm.': what leads to words of one's own."""
    words, forms = context.lexicon.words, context.lexicon.cue_forms.get(verb.lower_, ())
    if verb.lower_ in words.scene.reacting or any("manner" in form.groups for form in forms):
        return True
    moods = (c.lower_ in words.scene.moods for c in verb.children if c.i > verb.i)
    return verb.lower_ in words.small.stative and any(moods)


NEXT_SENTENCES = 3  # after a quotation, of which one may be about somebody else
SUBJECT_TOKENS = 20  # tokens from the beginning of a sentence to its subject
