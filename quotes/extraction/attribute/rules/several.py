"""Rules for sentences in which several speak, each with words of their own; the layout of the sentence decides."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import SENTENCE_ENDS, Context, Proposal
from quotes.extraction.attribute.rules.near_cue import FAR_TOKENS
from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import QuotedRun, Range
from quotes.extraction.mentions import mention_of, noun_head, source_at
from quotes.extraction.tokens import Token

PARTS = frozenset(",;")
LONGEST_GAP = 14  # tokens from one quotation to the next that shares its verb


def gapped(context: Context, index: int) -> Iterator[Proposal]:
    """Marlow called it “a gift”, her deputy “a bill”; Vane said it was “bold”, Lund that it was “mad”."""
    if not index:
        return
    one, run = context.last(context.passages[index - 1]), context.first(context.passages[index])
    start = _after(context, one)
    if start is None or not 1 <= run.open - start <= LONGEST_GAP or one.paragraph != run.paragraph:
        return
    if not run.hidden and context.layout.tags[run.start] in context.lexicon.words.grammar.finite_tags:
        return  # 'said, “Instead of going,” Marlow “stayed at home”': what Marlow did
    cue = _led_by(context, one)
    if cue and _joins(context, one.close) and _names_thing(context, cue):
        return
    source = _alone(context, (start, run.open), cue) if cue else None
    if source:
        yield source, cue


def _after(context: Context, run: QuotedRun) -> int | None:
    """Where the next part of a sentence begins after a run: after the comma or semicolon that parts them."""
    texts, at = context.layout.texts, run.close
    if at < len(texts) and texts[at] in PARTS:
        at += 1
    elif texts[run.end - 1] not in PARTS and not _joins(context, at):
        return None
    while _joins(context, at):
        at += 1
    return at


def _joins(context: Context, at: int) -> bool:
    return at < len(context.layout.texts) and context.layout.lowers[at] in context.lexicon.words.small.parts


def _led_by(context: Context, run: QuotedRun) -> Cue | None:
    """The cue of saying or describing that leads to a run, in its sentence."""
    cues = context.cues_in(run.open - FAR_TOKENS, run.open)
    cue = next((c for c in reversed(cues) if c.source and c.groups & LEADING), None)
    if cue is None or context.sentence_ends(cue.verb, run.open):
        return None
    return cue if context.layout.paragraph_of[cue.verb] == run.paragraph else None


LEADING = frozenset(("say", "describe"))


def _alone(context: Context, gap: Range, cue: Cue) -> Range | None:
    """Who a gap without a verb names ('her deputy', 'its drummer, Ash Lomax, as', 'Lund that it was')."""
    layout, grammar, small = context.layout, context.lexicon.words.grammar, context.lexicon.words.small
    start, end = gap
    clause = next((i for i in range(start, end) if layout.lowers[i] in small.that), end)
    if any(layout.tags[i] in grammar.finite_tags or layout.run_of[i] >= 0 for i in range(start, clause)):
        return None
    if any(layout.texts[i] in SENTENCE_ENDS or layout.texts[i] == ":" for i in range(start, end)):
        return None
    if layout.tags[start] in grammar.possessive_tags and not _of_it(context, cue):
        return None  # 'called him “a liar”, his wife “a thief”'
    if clause - start == 2 and layout.lowers[start] in context.lexicon.words.names.articles:
        return start, clause  # 'the right', whatever the tagger takes it for
    heads = (layout.tokens[i] for i in range(start, clause) if layout.tags[i] in grammar.noun_tags)
    found = [place for head in heads if (place := _source(context, head))]
    found = [place for place in dict.fromkeys(found) if start <= place[0] and place[1] <= clause]
    if not found or found[0][0] > start + 1:
        return None
    named = [place for place in found if layout.tags[place[1] - 1] in grammar.name_tags]
    return named[0] if named else found[0]


def _source(context: Context, noun: Token) -> Range | None:
    """Who can speak, or any noun with an article ('the left calls it “mad”, the right “bold”')."""
    determined = any(child.dep_ in context.lexicon.words.grammar.determiner for child in noun.children)
    return (mention_of if determined else source_at)(context.layout, context.lexicon, noun)


def _of_it(context: Context, cue: Cue) -> bool:
    """'called it “a gift”': is the word for a thing, which every speaker has one for?"""
    layout, pronouns = context.layout, context.lexicon.words.pronouns
    objects = (c for c in layout.tokens[cue.verb].children if c.i > cue.verb)
    return not any(c.lower_ in pronouns.male | pronouns.female | pronouns.plural for c in objects)


def _names_thing(context: Context, cue: Cue) -> bool:
    """'described the site as “a desert” | and the critics as “tourists”': of two things, not of it."""
    grammar, children = context.lexicon.words.grammar, context.layout.tokens[cue.verb].children
    return "describe" in cue.groups and any(
        c.dep_ in grammar.object and c.tag_ in grammar.noun_tags and context.layout.run_of[c.i] < 0 for c in children
    )


def by_agent(context: Context, index: int) -> Iterator[Proposal]:
    """The plan was described as “reckless” by the opposition and as “overdue” by the head of the union."""
    run, layout = context.last(context.passages[index]), context.layout
    at, words = run.close, context.lexicon.words
    if at + 1 >= len(layout.texts) or layout.lowers[at] not in words.small.agent_links or layout.hidden[run.start]:
        return
    cues = context.cues_in(run.open - FAR_TOKENS, run.open)
    cue = next((c for c in reversed(cues) if c.groups & LEADING), None)
    if cue is None or not cue.passive or context.sentence_ends(cue.verb, run.open):
        return
    verb = layout.tokens[cue.verb]
    if not any(child.dep_ in words.grammar.passive_auxiliary for child in verb.children):
        return  # 'a song called “Moor” by Soir'
    mention = source_at(layout, context.lexicon, noun_head(layout, words.grammar, at + 1))
    if mention and mention[0] == at + 1:
        yield mention, cue


def own_tail(context: Context, index: int) -> Iterator[Proposal]:
    """“My goats are here,” said Ida Marlow; “my grave is,” said Oskar Vane; and “where to?” asked Per Lund."""
    if not index:
        return
    one, run = context.last(context.passages[index - 1]), context.last(context.passages[index])
    first = context.first(context.passages[index])
    if one.paragraph != run.paragraph or context.sentence_ends(one.close, first.open):
        return
    if not any(cue.source for cue in context.cues_in(one.close, first.open)):
        return
    for cue in context.cues_in(run.close, run.close + 1):
        if cue.source and cue.source[0] == run.close + 1 and "say" in cue.groups:
            yield cue.source, cue
