"""Rules that look at the words next to a cue or the marks, whether or not the parse links them."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import SENTENCE_ENDS, Context, Proposal, cues_after, ends_full, may_quote
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.subject import subject_of
from quotes.extraction.layout import covers
from quotes.extraction.mentions import name_head, noun_head, phrase_noun, source_at

FAR_TOKENS = 45  # from a passage to a cue of its sentence


def beside_cue(context: Context, index: int) -> Iterator[Proposal]:
    """Dave Gorab, Sirius XM's head of talk, called it “the show of record” – who stands at the cue, whatever the parse
    takes for its subject: right before it, before the commas in front of it, or right after it.
    """
    for cue in filter(may_quote, _cues_near(context, index)):
        if cue.groups == {"think"}:
            continue
        for place in _beside(context, cue):
            source = source_at(context.layout, context.lexicon, context.layout.tokens[place])
            if source and source != cue.source:
                yield source, cue


def _cues_near(context: Context, index: int) -> list[Cue]:
    """The cues of the sentence that are nearest to a passage, before and after it."""
    first, last = context.first(context.passages[index]), context.last(context.passages[index])
    sentence = context.layout.sentence_of
    before = [
        c for c in context.cues_in(first.open - FAR_TOKENS, first.open) if sentence[c.verb] == sentence[first.open]
    ]
    between = context.cues_in(first.close, last.open) if len(context.passages[index].runs) > 1 else []
    after = [] if ends_full(context, last) else cues_after(context, last)
    return [*reversed(before[-2:]), *between[:1], *after[:1]]


def _beside(context: Context, cue: Cue) -> Iterator[int]:
    """The nouns that touch a cue, by the token that is their head."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    start, end = layout.sentences[layout.sentence_of[cue.verb]]
    nouns = grammar.noun_tags | grammar.pronoun_tags
    before_verb, left = grammar.verb_modifiers | grammar.passive_auxiliary, cue.verb - 1
    while left > start and layout.tokens[left].dep_ in before_verb:
        left -= 1
    passive = (i for i in range(left + 1, cue.verb) if layout.tokens[i].dep_ in grammar.passive_auxiliary)
    if any(layout.texts[i].islower() for i in passive):
        return  # 'a letter about Soir was ridiculed': who is spoken of
    if left >= start and layout.tokens[left].tag_ in nouns:
        yield name_head(layout.tokens[left], grammar).i
    elif left > start and layout.tokens[left].text == ",":
        comma = next(
            (i for i in range(left - 1, max(left - FAR_TOKENS, start), -1) if layout.tokens[i].text == ","), None
        )
        if comma is not None and layout.tokens[comma - 1].tag_ in nouns:
            yield phrase_noun(layout.tokens[comma - 1], grammar).i
    right = cue.tokens[-1] + 1
    head = noun_head(layout, grammar, right) if right < end and layout.run_of[right] < 0 else None
    addressed = head is not None and head.tag_ in grammar.pronoun_tags and head.dep_ in grammar.object  # 'told him'
    if head is not None and not addressed and (head.tag_ in nouns or head.i > right):
        yield head.i


def other_verb(context: Context, index: int) -> Iterator[Proposal]:
    """“We were stretched,” grinned Soir, or: Soir leaned forward, “We were stretched.” – any verb next to the marks."""
    first, last = context.first(context.passages[index]), context.last(context.passages[index])
    if any(cue.passive and not cue.source and covers(cue.content, first) for cue in _cues_near(context, index)):
        return  # 'Krahl, once described as “a liar”, runs a bank'
    if not ends_full(context, last):
        yield from _verb_in(context, range(last.close, last.close + VERB_TOKENS), last.paragraph)
    if first.open and context.layout.tokens[first.open - 1].text in (",", ":"):
        yield from _verb_in(context, range(first.open - 1, first.open - VERB_TOKENS, -1), first.paragraph)


VERB_TOKENS = 15  # from the marks to a verb near them


def _verb_in(context: Context, places: range, paragraph: int) -> Iterator[Proposal]:
    """The subject of the first finite verb, up to the end of a sentence or another quotation."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    for i in places:
        if not 0 <= i < len(layout.tokens) or layout.paragraph_of[i] != paragraph or layout.run_of[i] >= 0:
            return
        token = layout.tokens[i]
        if token.text in SENTENCE_ENDS:
            return
        if context.cues_in(i, i + 1):  # other rules see to it
            return
        if token.tag_ in grammar.finite_tags and token.dep_ not in grammar.verb_modifiers | grammar.passive_auxiliary:
            subject = subject_of(layout, context.lexicon, token)
            source = source_at(layout, context.lexicon, subject) if subject is not None else None
            if source:
                yield source, None
            return
