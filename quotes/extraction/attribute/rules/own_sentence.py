"""Rules about the sentence that a passage stands in: its cue, its genitive, its subject, a label before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.extraction.acts import is_made
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
from quotes.extraction.joint import joined_before
from quotes.extraction.layout import QuotedRun, Range, covers
from quotes.extraction.mentions import is_sourcelike, mention_of, phrase_start
from quotes.extraction.tokens import Token

STEPS_UP = 8  # of the parse, from a passage to a subject above it


def speaker_label(context: Context, index: int) -> Iterator[Proposal]:
    """SOIR: “We were stretched.” – a name and a colon begin the line, or what follows on another quotation in it."""
    run = context.first(context.passages[index])
    layout, start = context.layout, _label_start(context, index)
    if run.open - start < 2 or run.open - start > 8 or layout.tokens[run.open - 1].text != ":":
        return
    if context.cues_in(start, run.open):
        return
    head = _leading(context, (start, run.open - 1)) or layout.tokens[run.open - 2]
    mention = mention_of(layout, context.lexicon, head)
    if head.lower_ in context.lexicon.words.phrases.carriers:  # 'Film review: “Salt” is slow'
        if head.text.isupper() and run.open - start == 2:
            yield None, None  # 'VIDEO: “It was a film”'
        return
    known = mention is not None and context.who(mention).how == "name"
    if mention and mention[0] - start <= 2 and (known or is_sourcelike(layout, context.lexicon, head, mention)):
        yield mention, None


def _label_start(context: Context, index: int) -> int:
    """Where a label may begin: with the line, or after a quotation in it ('Soir: “No.” Brekke: “No.”')."""
    run, layout = context.first(context.passages[index]), context.layout
    before = context.last(context.passages[index - 1]) if index else None
    if before is None or before.paragraph != run.paragraph or not before.hidden:
        return layout.paragraphs[run.paragraph][0]
    joins = context.lexicon.words.small.parts
    parted = (i for i in range(run.open - 1, before.close, -1) if layout.texts[i - 1] in PARTS)
    start = next((i for i in parted if layout.texts[i - 1] == ";" or layout.lowers[i] in joins), before.close)
    while start < run.open and (layout.texts[start] in PARTS or layout.lowers[start] in joins):
        start += 1
    return start


PARTS = frozenset(",;.")


def _leading(context: Context, place: Range) -> Token | None:
    """The 'Soir' of 'Soir to Brekke: “Go home”' and of 'Soir on the delay: “Go home”'."""
    layout, links = context.layout, context.lexicon.words.small.label_links
    link = next((i for i in range(place[0] + 1, place[1]) if layout.lowers[i] in links), None)
    return layout.tokens[link - 1] if link is not None else None


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
            if _of_line_above(context, cue, run):
                return
            if cue.source and cue.source[1] <= run.open and may_quote(cue):
                yield cue.source, cue
            return


def _of_line_above(context: Context, cue: Cue, run: QuotedRun) -> bool:
    """'What they said' over a quotation leads to nothing without a comma or a colon."""
    layout = context.layout
    last = next((i for i in range(run.open - 1, cue.verb, -1) if not layout.tokens[i].is_space), cue.verb)
    return layout.paragraph_of[cue.verb] != run.paragraph and layout.texts[last] not in LEADS


LEADS = frozenset(",:")


def cue_right_after(context: Context, index: int) -> Iterator[Proposal]:
    """“We were stretched,” said Soir. – cue and source follow the closing mark."""
    run = context.last(context.passages[index])
    if ends_full(context, run) or _asked(context, run) or _is_inserted(context, run):
        return
    for cue in cues_after(context, run):
        if cue.source is None or not may_quote(cue):
            continue
        if cue.shape == "phrase" and _passes_on(context, run, cue, _covering(context, index, run)):
            continue  # 'Soir told them it was “mad”, according to two of them'
        first = min(phrase_start(context.layout, context.lexicon.words.grammar, cue.source), cue.tokens[0])
        first = min(first, *(joined_before(context.layout, context.lexicon, cue.source) or (first,)))
        soft = only_soft(context.layout, run.close, first, context.lexicon.words.small.before_cues)
        if first >= run.close and soft and not _begins_anew(context, cue, range(run.close, first)):
            yield cue.source, cue


def _begins_anew(context: Context, cue: Cue, between: range) -> bool:
    """'called it “cursed,” | but Soir said the engine was sound': a sentence of its own, joined to the one before."""
    joined = any(context.layout.labels[i] in context.lexicon.words.grammar.coordination for i in between)
    subject_first = cue.source is not None and cue.source[0] < cue.verb
    return joined and subject_first and bool(cue.content) and cue.content[0][0] > cue.verb


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
    own = [
        cue
        for cue in covering
        if not (_passes_on(context, run, cue, covering) or _only_around(context, cue, covering))
        and not (_has_said(context, run, cue) or _is_turned_down(context, cue))
    ]
    back = [cue for cue in own if _is_kept_back(context, cue)] if len(own) > 1 else []
    said = [cue for cue in own if cue not in back and all(_is_of_own(cue, one) for one in back)]
    for cue in sorted(said or own, key=lambda c: c.length):
        yield cue.source, cue


def _covering(context: Context, index: int, run: QuotedRun) -> list[Cue]:
    """The cues that report a run, with their sources; none that is said itself, as in “if he thinks so,” she said."""
    near = context.cues_in(run.open - 5 * FAR_TOKENS, run.close + 5 * FAR_TOKENS)
    said, run_of = context.passages[index].runs, context.layout.run_of
    return [cue for cue in near if cue.source and run_of[cue.verb] not in said and covers(cue.content, run)]


def _only_around(context: Context, cue: Cue, covering: Sequence[Cue]) -> bool:
    """'hit out at the minister, with his deputy calling it “a mess”': a thing after a cue in which another reports."""
    if cue.shape != "object":
        return False
    inside = (other for other in covering if other.source and other.groups & REPORTING and cue.holds(other.verb))
    return any(cue.holds(other.source[0]) or _is_deed(context, other) for other in inside if other.source)


def _is_kept_back(context: Context, cue: Cue) -> bool:
    """'refused to say who built a park described by one as “a folly”': what was not said, around what another said."""
    return any(not is_made(context.layout, context.lexicon, one) for one in (cue, *context.refused(cue)))


def _is_of_own(cue: Cue, kept_back: Cue) -> bool:
    """Does a cue report within what was not said, or report that it will be ('Soir said they would say “no”')?"""
    inside = kept_back.holds(cue.verb) and cue.source != kept_back.source
    return inside or ("say" in cue.groups and cue.shape == "clause")


def _is_deed(context: Context, cue: Cue) -> bool:
    """'apologised for saying the dam was “junk”'."""
    return context.layout.labels[cue.verb] in context.lexicon.words.grammar.preposition_clause


REPORTING = frozenset(("say", "describe", "think"))


def _has_said(context: Context, run: QuotedRun, cue: Cue) -> bool:
    """'“…,” Soir told them, flanked by fans chanting “Soir!”': what others say after his own words."""
    layout = context.layout
    first = min(cue.verb, cue.source[0]) if cue.source else cue.verb
    before = range(max(first - SAID_BEFORE, 0), first)
    if cue.verb > run.open or not any(layout.hidden[i] for i in before):
        return False
    others = context.cues_in(cue.verb + 1, run.open)
    touching = (o for o in others if only_soft(layout, o.tokens[-1] + 1, run.open, frozenset()))
    return any(o.source is not None and cue.verb < o.source[0] for o in touching)


def _is_turned_down(context: Context, cue: Cue) -> bool:
    """'refused a request for an “urgent” order': a thing that somebody has not given."""
    return cue.shape == "object" and cue.lemma in context.lexicon.words.unmade.refusing


SAID_BEFORE = 4  # tokens from the end of a quotation to its cue


def _passes_on(context: Context, run: QuotedRun, tail: Cue, covering: Sequence[Cue]) -> bool:
    """'Putin said …, Ushakov added': a cue after the whole report only passes on what another one says; and nothing of
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
    return verb.dep_ in context.lexicon.words.grammar.adverbial and verb in words.ancestors


def cue_after(context: Context, index: int) -> Iterator[Proposal]:
    """“We were stretched,” the union's man in Lille, who asked not to be named, told Radio Nord."""
    run = context.last(context.passages[index])
    if ends_full(context, run) or _asked(context, run) or _is_inserted(context, run):
        return
    covering = _covering(context, index, run)
    for cue in cues_after(context, run):
        own = cue.source and cue.source[0] >= run.close and not _passes_on(context, run, cue, covering)
        if own and cue.verb - run.close < FAR_TOKENS and not _turns_to(context, run, cue):
            yield cue.source, cue


def _turns_to(context: Context, run: QuotedRun, cue: Cue) -> bool:
    """'had warned him to act “calm,” | but Soir said …', 'was expelled as “rude”, | though Soir said …': a sentence of
    its own after words that are none.
    """
    if run.hidden or cue.source is None:
        return False
    layout, small = context.layout, context.lexicon.words.small
    link = run.close + (layout.texts[run.close] == ",")
    if layout.lowers[run.close] in small.turning:
        return _begins_anew(context, cue, range(run.close, max(run.close, cue.source[0])))
    opening = (small.clause_links - small.that) | context.lexicon.clause_openers
    aside = layout.lowers[link] in opening and link < cue.source[0] < cue.verb
    return aside and bool(cue.content) and cue.content[0][0] > cue.verb


def _is_inserted(context: Context, run: QuotedRun) -> bool:
    """'Marlow lamented it – “must she go on?” – | farmers said': between dashes, words of the clause before them."""
    texts = context.layout.texts
    dashed = run.open > 0 and run.close < len(texts) and texts[run.open - 1] in DASHES and texts[run.close] in DASHES
    start, _ = context.layout.sentences[context.layout.sentence_of[run.open]]
    return dashed and any(cue.source for cue in context.cues_in(max(start, run.open - FAR_TOKENS), run.open))


DASHES = frozenset("–—-") | {"--"}


def cue_before(context: Context, index: int) -> Iterator[Proposal]:
    """Soir told reporters in Lille on Friday: “We were stretched.” – a cue earlier in the sentence leads in; not 'Soir
    said: “We were stretched.” Birch was blunt: “It is bonkers.”', whose first words end a sentence.
    """
    run, after = context.first(context.passages[index]), len(context.layout.tokens)
    previous = context.last(context.passages[index - 1]) if index else None
    over = previous.close if previous is not None and ends_full(context, previous) else 0
    for cue in reversed(context.cues_in(max(run.open - FAR_TOKENS, over), run.open)):
        if not cue.source:
            continue
        if context.layout.paragraph_of[cue.verb] != run.paragraph:
            return
        if cue.over is not None and cue.over <= after < run.open:
            return  # 'said it was false, a charge that B called “absurd”': what is over reports no more
        if _has_said(context, run, cue):
            return
        after = cue.verb
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
