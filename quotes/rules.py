"""Whose words? Rules propose: each yields who may have said a passage, and why.

The docstring of a rule is the sentence it handles.

What they propose is weighed by `attribute`. Their order matters where no weights were fitted, and for the name that
is kept with an answer: the first rule that proposes its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from quotes.mentions import is_sourcelike, mention_of
from quotes.scene import (
    SENTENCE_ENDS,
    Answer,
    Scene,
    covers,
    cues_after,
    ends_full,
    may_quote,
    only_soft,
    sentence_ends,
    sentences_between,
)
from quotes.spans import Range

Rule = Callable[[Scene, int], Iterator[Answer]]

REACH = 250  # tokens around a passage in which anything is looked for
FAR = 45  # tokens from a passage to a cue of its sentence
STEPS_UP = 8  # of the parse, from a passage to a subject above it
LINKING = frozenset(("also", "later", "then", "and", "but", "as"))


def speaker_label(scene: Scene, index: int) -> Iterator[Answer]:
    """SOIR: “We were stretched.” – a name and a colon begin the line."""
    run = scene.first(scene.passages[index])
    layout, start = scene.layout, scene.layout.paragraphs[run.paragraph][0]
    if run.open - start < 2 or run.open - start > 8 or layout.doc[run.open - 1].text != ":":
        return
    if any(cue.verb in range(start, run.open) for cue in scene.cues):
        return
    head = layout.doc[run.open - 2]
    mention = mention_of(layout, scene.lexicon, head)
    if mention and mention[0] - start <= 2 and is_sourcelike(layout, scene.lexicon, head, mention):
        yield Answer("speaker_label", mention, None)


def press_release(scene: Scene, index: int) -> Iterator[Answer]:
    """“We were stretched.” — Julien Soir, union representative."""
    run = scene.last(scene.passages[index])
    doc, layout = scene.layout.doc, scene.layout
    dash = _past_space(scene, run.close)
    name = _past_space(scene, dash + 1)
    if name >= len(doc) or doc[dash].text not in DASHES:
        return
    head = doc[name]
    while head.dep_ in scene.lexicon.words.grammar.name_parts and head.head.i > head.i:
        head = head.head
    mention = mention_of(layout, scene.lexicon, head)
    if mention and mention[0] <= name and doc[mention[0]].tag_ in scene.lexicon.words.grammar.name_tags:
        yield Answer("press_release", mention, None)


DASHES = frozenset(("—", "–", "-", "--", "―"))


def _past_space(scene: Scene, i: int) -> int:
    while i < len(scene.layout.doc) and scene.layout.doc[i].is_space:
        i += 1
    return i


def cue_between(scene: Scene, index: int) -> Iterator[Answer]:
    """“I will,” he said, “go.” – the cue stands between the two parts."""
    passage = scene.passages[index]
    if not passage.split:
        return
    one, other = (scene.layout.runs[i] for i in passage.runs[:2])
    for cue in scene.cues_in(one.close, other.open):
        if cue.source:
            yield Answer("cue_between", cue.source, cue)


def cue_right_before(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir said: “We were stretched.” – the cue touches the opening mark."""
    run = scene.first(scene.passages[index])
    for cue in reversed(scene.cues_in(run.open - FAR, run.open)):
        if only_soft(scene.layout, cue.tokens[-1] + 1, run.open, {"that"}):
            if cue.source and cue.source[1] <= run.open and may_quote(cue):
                yield Answer("cue_right_before", cue.source, cue)
            return


def cue_right_after(scene: Scene, index: int) -> Iterator[Answer]:
    """“We were stretched,” said Soir. – cue and source follow the closing mark."""
    run = scene.last(scene.passages[index])
    if ends_full(scene, run):
        return
    for cue in cues_after(scene, run):
        if cue.source is None or not may_quote(cue):
            continue
        first = min(cue.source[0], cue.tokens[0])
        if first >= run.close and only_soft(scene.layout, run.close, first, LINKING):
            yield Answer("cue_right_after", cue.source, cue)


def governed(scene: Scene, index: int) -> Iterator[Answer]:
    """Putin said Russia “will not back down” – the words stand inside what a cue reports."""
    run = scene.first(scene.passages[index])
    near = scene.cues_in(run.open - REACH, run.close + REACH)
    covering = [cue for cue in near if covers(cue, run) and cue.source]
    for cue in sorted(covering, key=lambda c: sum(end - start for start, end in c.content)):
        yield Answer("governed", cue.source, cue)


def cue_after(scene: Scene, index: int) -> Iterator[Answer]:
    """“We were stretched,” the union's man in Lille, who asked not to be named, told Radio Nord."""
    run = scene.last(scene.passages[index])
    if ends_full(scene, run):
        return
    for cue in cues_after(scene, run):
        if cue.source and cue.source[0] >= run.close and cue.verb - run.close < FAR:
            yield Answer("cue_after", cue.source, cue)


def cue_before(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir told reporters in Lille on Friday: “We were stretched.” – a cue earlier in the sentence leads in."""
    run = scene.first(scene.passages[index])
    for cue in reversed(scene.cues_in(run.open - FAR, run.open)):
        if not cue.source:
            continue
        if scene.layout.paragraph_of[cue.verb] != run.paragraph:
            return
        if sentence_ends(scene.layout, cue.verb + 1, run.open):
            return
        yield Answer("cue_before", cue.source, cue)


def owner(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir's “stretched” colleagues; a “stretched” service, in the words of Soir – a genitive right before."""
    run = scene.first(scene.passages[index])
    doc = scene.layout.doc
    for i in range(run.open - 1, max(run.open - 6, -1), -1):
        if doc[i].text in SENTENCE_ENDS or scene.layout.hidden(i):
            return
        if doc[i].tag_ in ("POS", "PRP$"):
            at = i - 1 if doc[i].tag_ == "POS" else i
            mention = mention_of(scene.layout, scene.lexicon, doc[at]) if at >= 0 else None
            if mention:
                yield Answer("owner", mention, None)
            return


def continued(scene: Scene, index: int) -> Iterator[Answer]:
    """“We were stretched,” said Soir. “It is impossible.” – the same paragraph goes on."""
    before = scene.answers.get(index - 1)
    if before is None or before.source is None:
        return
    run, previous = scene.first(scene.passages[index]), scene.last(scene.passages[index - 1])
    if previous.paragraph == run.paragraph:
        yield Answer("continued", before.source, None)


def led_by_next(scene: Scene, index: int) -> Iterator[Answer]:
    """“It is impossible.” “We were stretched,” said Soir. – the next quotation of the paragraph names who."""
    run = scene.last(scene.passages[index])
    after = scene.answers.get(index + 1)
    if after is None or after.source is None or after.cue is None:
        return
    if scene.first(scene.passages[index + 1]).paragraph - run.paragraph <= 1:
        yield Answer("led_by_next", after.source, None)


def reported_before(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir said the night was long. “It is impossible.” – a report without marks stands right before."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    for cue in reversed(scene.cues_in(run.open - REACH, run.open)):
        if not cue.source or "say" not in cue.groups:
            continue
        if run.paragraph - layout.paragraph_of[cue.verb] > 1:
            return
        if run.paragraph != layout.paragraph_of[cue.verb] or sentences_between(layout, cue.verb, run.open):
            yield Answer("reported_before", cue.source, None)
            return


def lead_in(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir disagreed. “It is impossible.” – the sentence before has a subject, a person or an organisation."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    previous = run.open - 1
    while previous > 0 and layout.doc[previous].is_space:
        previous -= 1
    if previous < 0 or layout.run_of[previous] >= 0:
        return
    if layout.sentence_of[previous] == layout.sentence_of[run.open] and layout.doc[previous].text != ":":
        previous = layout.sentences[layout.sentence_of[previous]][0] - 1
        while previous > 0 and layout.doc[previous].is_space:
            previous -= 1
        if previous < 0:
            return
    if run.paragraph - layout.paragraph_of[previous] > 1:
        return
    start, end = layout.sentences[layout.sentence_of[previous]]
    for source in _sentence_sources(scene, start, end):
        yield Answer("lead_in", source, None)


def _sentence_sources(scene: Scene, start: int, end: int) -> Iterator[Range]:
    """The subjects of a sentence that can speak."""
    layout, grammar = scene.layout, scene.lexicon.words.grammar
    for i in range(start, end):
        token = layout.doc[i]
        if layout.hidden(i) or token.dep_ not in grammar.subject:
            continue
        mention = mention_of(layout, scene.lexicon, token)
        if mention and is_sourcelike(layout, scene.lexicon, token, mention):
            yield mention


def run_on(scene: Scene, index: int) -> Iterator[Answer]:
    """A paragraph that is all quotation goes on with the speaker of the paragraph before."""
    run = scene.first(scene.passages[index])
    for back in range(index - 1, max(index - 4, -1), -1):
        answer = scene.answers.get(back)
        if answer is None or answer.source is None:
            continue
        distance = run.paragraph - scene.last(scene.passages[back]).paragraph
        if 0 < distance <= 3:
            yield Answer("run_on", answer.source, None)
        return


def subject(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir went on about “the stretch” – the subject of the clause that the words stand in."""
    run = scene.first(scene.passages[index])
    layout, grammar = scene.layout, scene.lexicon.words.grammar
    token = layout.doc[run.start]
    for _ in range(STEPS_UP):
        head = token.head
        if head is token:
            return
        for child in head.children:
            if child.dep_ in grammar.subject and not layout.hidden(child.i) and not run.open <= child.i < run.close:
                mention = mention_of(layout, scene.lexicon, child)
                if mention and layout.paragraph_of[mention[0]] == run.paragraph:
                    yield Answer("subject", mention, None)
        token = head


def label(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir: Migrants ‘Will Return’ – a headline or a line that begins with a name and a colon."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    start = layout.paragraphs[run.paragraph][0]
    colon = next((i for i in range(start, min(run.open, start + 12)) if layout.doc[i].text == ":"), None)
    if colon is None or colon == start or colon + 15 < run.open:
        return
    mention = mention_of(layout, scene.lexicon, layout.doc[colon - 1])
    if mention and mention[0] - start <= 6:
        yield Answer("label", mention, None)


def opening(scene: Scene, index: int) -> Iterator[Answer]:
    """Soir Pins Delay on ‘Disastrous’ Storm – who a headline begins with."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    start = layout.paragraphs[run.paragraph][0]
    if run.open - start > 15 or start >= run.open:
        return
    token = layout.doc[start]
    mention = mention_of(layout, scene.lexicon, token)
    if mention and token.tag_ in ("NNP", "NNPS"):
        yield Answer("opening", mention, None)


def named_before(scene: Scene, index: int) -> Iterator[Answer]:
    """The nearest name or person before the words, in their paragraph or the one before."""
    run = scene.first(scene.passages[index])
    yield from _nearest(scene, range(run.open - 1, max(run.open - 60, -1), -1), run.paragraph, "named_before")


def named_after(scene: Scene, index: int) -> Iterator[Answer]:
    """The nearest name or person behind the words, in their sentence."""
    run = scene.last(scene.passages[index])
    if not ends_full(scene, run):
        yield from _nearest(
            scene, range(run.close, min(run.close + 25, len(scene.layout.doc))), run.paragraph, "named_after"
        )


def _nearest(scene: Scene, places: range, paragraph: int, rule: str) -> Iterator[Answer]:
    layout, grammar = scene.layout, scene.lexicon.words.grammar
    found = 0
    for i in places:
        token = layout.doc[i]
        if (
            layout.run_of[i] >= 0
            or token.dep_ in grammar.name_parts
            or layout.paragraph_of[i] not in (paragraph, paragraph - 1)
        ):
            continue
        if token.tag_ not in ("NNP", "NNPS", "NN", "NNS", "PRP") or (
            token.tag_ not in ("PRP",)
            and token.ent_type_ in ("GPE", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT")
        ):
            continue
        mention = mention_of(layout, scene.lexicon, token)
        if mention and is_sourcelike(layout, scene.lexicon, token, mention):
            yield Answer(rule, mention, None)
            found += 1
            if found == 2:
                return


LAYOUT: tuple[Rule, ...] = (speaker_label, press_release)
RULES: tuple[Rule, ...] = (
    cue_between,
    cue_right_before,
    cue_right_after,
    governed,
    cue_after,
    cue_before,
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
UNSURE = frozenset(("subject", "owner", "label", "opening", "named_before", "named_after", "reported_before"))
