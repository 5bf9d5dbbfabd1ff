"""Rules about the sentence that a passage stands in: its cue, its genitive, its subject, a label before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.extraction.attribute.context import (
    SENTENCE_ENDS,
    Proposal,
    Scene,
    cues_after,
    ends_full,
    may_quote,
    only_soft,
)
from quotes.extraction.attribute.rules.near_cue import FAR
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import QuotedRun, covers
from quotes.extraction.mentions import is_sourcelike, mention_of, name_head, phrase_start

STEPS_UP = 8  # of the parse, from a passage to a subject above it


def speaker_label(scene: Scene, index: int) -> Iterator[Proposal]:
    """SOIR: “We were stretched.” – a name and a colon begin the line."""
    run = scene.first(scene.passages[index])
    layout, start = scene.layout, scene.layout.paragraphs[run.paragraph][0]
    if run.open - start < 2 or run.open - start > 8 or layout.tokens[run.open - 1].text != ":":
        return
    if scene.cues_in(start, run.open):
        return
    head = layout.tokens[run.open - 2]
    mention = mention_of(layout, scene.lexicon, head)
    if mention and mention[0] - start <= 2 and is_sourcelike(layout, scene.lexicon, head, mention):
        yield mention, None


def press_release(scene: Scene, index: int) -> Iterator[Proposal]:
    """“We were stretched.” — Julien Soir, union representative."""
    run = scene.last(scene.passages[index])
    doc, layout = scene.layout.tokens, scene.layout
    dash = _past_space(scene, run.close)
    name = _past_space(scene, dash + 1)
    if name >= len(doc) or doc[dash].text not in DASHES:
        return
    head = name_head(doc[name], scene.lexicon.words.grammar)
    mention = mention_of(layout, scene.lexicon, head)
    if mention and mention[0] <= name and doc[mention[0]].tag_ in scene.lexicon.words.grammar.name_tags:
        yield mention, None


DASHES = frozenset(("—", "–", "-", "--", "―"))


def _past_space(scene: Scene, i: int) -> int:
    while i < len(scene.layout.tokens) and scene.layout.tokens[i].is_space:
        i += 1
    return i


def cue_between(scene: Scene, index: int) -> Iterator[Proposal]:
    """“I will,” he said, “go.” – the cue stands between the two parts."""
    passage = scene.passages[index]
    if not passage.split:
        return
    one, other = (scene.layout.runs[i] for i in passage.runs[:2])
    for cue in scene.cues_in(one.close, other.open):
        if cue.source:
            yield cue.source, cue


def cue_right_before(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir said: “We were stretched.” – the cue touches the opening mark."""
    run = scene.first(scene.passages[index])
    for cue in reversed(scene.cues_in(run.open - FAR, run.open)):
        if only_soft(scene.layout, cue.tokens[-1] + 1, run.open, scene.lexicon.words.small.that):
            if cue.source and cue.source[1] <= run.open and may_quote(cue):
                yield cue.source, cue
            return


def cue_right_after(scene: Scene, index: int) -> Iterator[Proposal]:
    """“We were stretched,” said Soir. – cue and source follow the closing mark."""
    run = scene.last(scene.passages[index])
    if ends_full(scene, run) or _asked(scene, run):
        return
    for cue in cues_after(scene, run):
        if cue.source is None or not may_quote(cue):
            continue
        first = min(phrase_start(scene.layout, scene.lexicon.words.grammar, cue.source), cue.tokens[0])
        if first >= run.close and only_soft(scene.layout, run.close, first, scene.lexicon.words.small.before_cues):
            yield cue.source, cue


def _asked(scene: Scene, run: QuotedRun) -> bool:
    """Asked whether it “has a future”, Soir said yes. – the words of whoever asks."""
    near = scene.cues_in(run.open - FAR, run.open)
    return any(cue.passive and cue.lemma in scene.lexicon.words.cues.asked and covers(cue.content, run) for cue in near)


def governed(scene: Scene, index: int) -> Iterator[Proposal]:
    """Putin said Russia “will not back down” – the words stand inside what a cue reports."""
    run = scene.first(scene.passages[index])
    covering = _covering(scene, index, run)
    own = (cue for cue in covering if not _passes_on(scene, run, cue, covering))
    for cue in sorted(own, key=lambda c: c.length):
        yield cue.source, cue


def _covering(scene: Scene, index: int, run: QuotedRun) -> list[Cue]:
    """The cues that report a run, with their sources; none that is said itself, as in “if he thinks so,” she said."""
    near = scene.cues_in(run.open - 5 * FAR, run.close + 5 * FAR)
    said, run_of = scene.passages[index].runs, scene.layout.run_of
    return [cue for cue in near if cue.source and run_of[cue.verb] not in said and covers(cue.content, run)]


def _passes_on(scene: Scene, run: QuotedRun, tail: Cue, covering: Sequence[Cue]) -> bool:
    """'Putin said …, Ushakov added': a cue behind the whole report only passes on what another one says; and nothing of
    'as he went on about “the system”, she said yes' is hers.
    """
    near = (cue for cue in scene.cues_in(run.open - FAR, run.open) if cue.source and "say" in cue.groups)
    if any(cue is not tail and tail.holds(cue.verb) and _above(scene, cue, run) for cue in near):
        return True
    if tail.shape != "after":
        return False
    inside = (cue for cue in covering if cue is not tail and cue.shape == "clause" and "say" in cue.groups)
    return _asked(scene, run) or any(tail.holds(cue.verb) for cue in inside)


def _above(scene: Scene, cue: Cue, run: QuotedRun) -> bool:
    """Do the words between marks hang, at whatever distance, on a cue in a clause of circumstance?"""
    verb, words = scene.layout.tokens[cue.verb], scene.layout.tokens[run.start]
    return verb.dep_ in scene.lexicon.words.grammar.adverbial and bool(verb.is_ancestor(words))


def cue_after(scene: Scene, index: int) -> Iterator[Proposal]:
    """“We were stretched,” the union's man in Lille, who asked not to be named, told Radio Nord."""
    run = scene.last(scene.passages[index])
    if ends_full(scene, run) or _asked(scene, run):
        return
    covering = _covering(scene, index, run)
    for cue in cues_after(scene, run):
        own = cue.source and cue.source[0] >= run.close and not _passes_on(scene, run, cue, covering)
        if own and cue.verb - run.close < FAR:
            yield cue.source, cue


def cue_before(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir told reporters in Lille on Friday: “We were stretched.” – a cue earlier in the sentence leads in."""
    run = scene.first(scene.passages[index])
    for cue in reversed(scene.cues_in(run.open - FAR, run.open)):
        if not cue.source:
            continue
        if scene.layout.paragraph_of[cue.verb] != run.paragraph:
            return
        if scene.sentence_ends(cue.verb + 1, run.open):
            return
        yield cue.source, cue


def owner(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir's “stretched” colleagues; a “stretched” service, in the words of Soir – a genitive right before."""
    run = scene.first(scene.passages[index])
    doc, grammar = scene.layout.tokens, scene.lexicon.words.grammar
    for i in range(run.open - 1, max(run.open - 6, -1), -1):
        if doc[i].text in SENTENCE_ENDS or scene.layout.hidden[i]:
            return
        if doc[i].tag_ in grammar.genitive_tags | grammar.possessive_tags:
            at = i - 1 if doc[i].tag_ in grammar.genitive_tags else i
            mention = mention_of(scene.layout, scene.lexicon, doc[at]) if at >= 0 else None
            if mention:
                yield mention, None
            return


def subject(scene: Scene, index: int) -> Iterator[Proposal]:
    """Soir went on about “the stretch” – the subject of the clause that the words stand in."""
    run = scene.first(scene.passages[index])
    layout = scene.layout
    token = layout.tokens[run.start]
    if _asked(scene, run):
        return
    for _ in range(STEPS_UP):
        head = token.head
        if head.i == token.i:
            return
        for child in scene.subjects_of(head):
            if not run.open <= child.i < run.close:
                mention = mention_of(layout, scene.lexicon, child)
                if mention and layout.paragraph_of[mention[0]] == run.paragraph:
                    yield mention, None
        token = head
