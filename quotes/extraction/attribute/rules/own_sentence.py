"""Rules about the sentence that a passage stands in: its cue, its genitive, its subject, a label before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.extraction.attribute.context import (
    SENTENCE_ENDS,
    Context,
    Proposal,
    cues_after,
    ends_full,
    may_quote,
    only_soft,
)
from quotes.extraction.attribute.rules.near_cue import FAR_TOKENS
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import QuotedRun, Range, covers
from quotes.extraction.mentions import is_sourcelike, mention_of, name_head, phrase_start

STEPS_UP = 8  # of the parse, from a passage to a subject above it


def speaker_label(context: Context, index: int) -> Iterator[Proposal]:
    """SOIR: “We were stretched.” – a name and a colon begin the line."""
    run = context.first(context.passages[index])
    layout, start = context.layout, context.layout.paragraphs[run.paragraph][0]
    if run.open - start < 2 or run.open - start > 8 or layout.tokens[run.open - 1].text != ":":
        return
    if context.cues_in(start, run.open):
        return
    head = layout.tokens[run.open - 2]
    mention = mention_of(layout, context.lexicon, head)
    if mention and mention[0] - start <= 2 and is_sourcelike(layout, context.lexicon, head, mention):
        yield mention, None


def press_release(context: Context, index: int) -> Iterator[Proposal]:
    """“We were stretched.” — Julien Soir, union representative."""
    run = context.last(context.passages[index])
    doc, layout = context.layout.tokens, context.layout
    name = _signed(context, run.close)
    if name is None:
        return
    if layout.texts[name][0] in DASHES:
        yield from ((place, None) for place in _glued(context, name))
        return
    head = name_head(doc[name], context.lexicon.words.grammar)
    mention = mention_of(layout, context.lexicon, head)
    if mention and mention[0] <= name and doc[mention[0]].tag_ in context.lexicon.words.grammar.name_tags:
        yield mention, None


def _signed(context: Context, close: int) -> int | None:
    """Where the name behind a quotation begins: after a dash, glued to one, in brackets, or in a line of its own."""
    layout, at = context.layout, _past_space(context, close)
    if at >= len(layout.tokens):
        return None
    text, after = layout.texts[at], _past_space(context, at + 1)
    if text in DASHES or text in BRACKETS:
        ends = layout.paragraphs[layout.paragraph_of[at]][1]
        whole = text in DASHES or layout.texts[ends - 1] in BRACKET_ENDS
        return after if whole and after < len(layout.tokens) else None
    if text[0] in DASHES and layout.paragraph_of[at] == layout.paragraph_of[close - 1]:
        return at
    return None


def _glued(context: Context, start: int) -> Iterator[Range]:
    """'-Councillor Geert Almasy': the words with capitals; an office at the dash is no part of the name."""
    texts, end = context.layout.texts, start + 1
    while end < len(texts) and texts[end][:1].isupper():
        end += 1
    word = texts[start].lstrip("".join(DASHES))
    office = word in context.lexicon.titles.before_names or word.lower() in context.lexicon.persons
    start += office and end - start > 1
    if word[:1].isupper() and context.layout.tags[end - 1] in context.lexicon.words.grammar.name_tags:
        yield start, end


BRACKETS, BRACKET_ENDS = frozenset("(["), frozenset(")]")
DASHES = frozenset(("—", "–", "-", "--", "―"))


def _past_space(context: Context, i: int) -> int:
    while i < len(context.layout.tokens) and context.layout.tokens[i].is_space:
        i += 1
    return i


def cue_between(context: Context, index: int) -> Iterator[Proposal]:
    """“I will,” he said, “go.” – the cue stands between the two parts."""
    passage = context.passages[index]
    if not passage.split:
        return
    one, other = (context.layout.runs[i] for i in passage.runs[:2])
    for cue in context.cues_in(one.close, other.open):
        if cue.source:
            yield cue.source, cue


def cue_right_before(context: Context, index: int) -> Iterator[Proposal]:
    """Soir said: “We were stretched.” – the cue touches the opening mark."""
    run = context.first(context.passages[index])
    for cue in reversed(context.cues_in(run.open - FAR_TOKENS, run.open)):
        if only_soft(context.layout, cue.tokens[-1] + 1, run.open, context.lexicon.words.small.that):
            if cue.source and cue.source[1] <= run.open and may_quote(cue):
                yield cue.source, cue
            return


def cue_right_after(context: Context, index: int) -> Iterator[Proposal]:
    """“We were stretched,” said Soir. – cue and source follow the closing mark."""
    run = context.last(context.passages[index])
    if ends_full(context, run) or _asked(context, run):
        return
    for cue in cues_after(context, run):
        if cue.source is None or not may_quote(cue):
            continue
        first = min(phrase_start(context.layout, context.lexicon.words.grammar, cue.source), cue.tokens[0])
        if first >= run.close and only_soft(context.layout, run.close, first, context.lexicon.words.small.before_cues):
            yield cue.source, cue


def _asked(context: Context, run: QuotedRun) -> bool:
    """Asked whether it “has a future”, Soir said yes. – the words of whoever asks."""
    near = context.cues_in(run.open - FAR_TOKENS, run.open)
    return any(
        cue.passive and cue.lemma in context.lexicon.words.cues.asked and covers(cue.content, run) for cue in near
    )


def governed(context: Context, index: int) -> Iterator[Proposal]:
    """Putin said Russia “will not back down” – the words stand inside what a cue reports."""
    run = context.first(context.passages[index])
    covering = _covering(context, index, run)
    own = (cue for cue in covering if not _passes_on(context, run, cue, covering))
    for cue in sorted(own, key=lambda c: c.length):
        yield cue.source, cue


def _covering(context: Context, index: int, run: QuotedRun) -> list[Cue]:
    """The cues that report a run, with their sources; none that is said itself, as in “if he thinks so,” she said."""
    near = context.cues_in(run.open - 5 * FAR_TOKENS, run.close + 5 * FAR_TOKENS)
    said, run_of = context.passages[index].runs, context.layout.run_of
    return [cue for cue in near if cue.source and run_of[cue.verb] not in said and covers(cue.content, run)]


def _passes_on(context: Context, run: QuotedRun, tail: Cue, covering: Sequence[Cue]) -> bool:
    """'Putin said …, Ushakov added': a cue behind the whole report only passes on what another one says; and nothing of
    'as he went on about “the system”, she said yes' is hers.
    """
    near = (cue for cue in context.cues_in(run.open - FAR_TOKENS, run.open) if cue.source and "say" in cue.groups)
    if any(cue is not tail and tail.holds(cue.verb) and _above(context, cue, run) for cue in near):
        return True
    if tail.shape == "phrase":  # '“…,” he said, according to the Herald'
        return any(cue is not tail and "say" in cue.groups and tail.holds(cue.verb) for cue in covering)
    if tail.shape != "after":
        return False
    inside = (cue for cue in covering if cue is not tail and cue.shape == "clause" and "say" in cue.groups)
    return _asked(context, run) or any(tail.holds(cue.verb) for cue in inside)


def _above(context: Context, cue: Cue, run: QuotedRun) -> bool:
    """Do the words between marks hang, at whatever distance, on a cue in a clause of circumstance?"""
    verb, words = context.layout.tokens[cue.verb], context.layout.tokens[run.start]
    return verb.dep_ in context.lexicon.words.grammar.adverbial and bool(verb.is_ancestor(words))


def cue_after(context: Context, index: int) -> Iterator[Proposal]:
    """“We were stretched,” the union's man in Lille, who asked not to be named, told Radio Nord."""
    run = context.last(context.passages[index])
    if ends_full(context, run) or _asked(context, run):
        return
    covering = _covering(context, index, run)
    for cue in cues_after(context, run):
        own = cue.source and cue.source[0] >= run.close and not _passes_on(context, run, cue, covering)
        if own and cue.verb - run.close < FAR_TOKENS:
            yield cue.source, cue


def cue_before(context: Context, index: int) -> Iterator[Proposal]:
    """Soir told reporters in Lille on Friday: “We were stretched.” – a cue earlier in the sentence leads in."""
    run = context.first(context.passages[index])
    for cue in reversed(context.cues_in(run.open - FAR_TOKENS, run.open)):
        if not cue.source:
            continue
        if context.layout.paragraph_of[cue.verb] != run.paragraph:
            return
        if context.sentence_ends(cue.verb + 1, run.open):
            return
        yield cue.source, cue
        if cue.shape == "clause" and covers(cue.content, run) and _own_subject(context, cue):
            return  # '…,” said A, but B said “…”': what stands in B's own clause is nobody's further up


def _own_subject(context: Context, cue: Cue) -> bool:
    """Does the source stand right before its cue?"""
    return cue.source is not None and cue.source[1] == cue.verb


def owner(context: Context, index: int) -> Iterator[Proposal]:
    """Soir's “stretched” colleagues; a “stretched” service, in the words of Soir – a genitive right before."""
    run = context.first(context.passages[index])
    doc, grammar = context.layout.tokens, context.lexicon.words.grammar
    for i in range(run.open - 1, max(run.open - 6, -1), -1):
        if doc[i].text in SENTENCE_ENDS or context.layout.hidden[i]:
            return
        if doc[i].tag_ in grammar.genitive_tags | grammar.possessive_tags:
            at = i - 1 if doc[i].tag_ in grammar.genitive_tags else i
            mention = mention_of(context.layout, context.lexicon, doc[at]) if at >= 0 else None
            if mention:
                yield mention, None
            return


def subject(context: Context, index: int) -> Iterator[Proposal]:
    """Soir went on about “the stretch” – the subject of the clause that the words stand in."""
    run = context.first(context.passages[index])
    layout = context.layout
    token = layout.tokens[run.start]
    if _asked(context, run):
        return
    for _ in range(STEPS_UP):
        head = token.head
        if head.i == token.i:
            return
        for child in context.subjects_of(head):
            if not run.open <= child.i < run.close:
                mention = mention_of(layout, context.lexicon, child)
                if mention and layout.paragraph_of[mention[0]] == run.paragraph:
                    yield mention, None
        token = head
