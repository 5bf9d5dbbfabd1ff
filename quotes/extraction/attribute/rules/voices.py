"""The rule for words that a noun leads to: cries, chants, a reply; whose they are stands beside it or nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import Context, Proposal
from quotes.extraction.layout import QuotedRun, Range
from quotes.extraction.mentions import mention_of, noun_head, owners_of

NOUN_TOKENS = 4  # after a quotation to the noun: 'came the loud reply'
CROWD_TOKENS = 10  # before a noun to those who cry


def voiced(context: Context, index: int) -> Iterator[Proposal]:
    """“Call the roll,” came shouts from the crowd. The crowd took up the chant “Out!” It drew cries of “Shame!”"""
    passage = context.passages[index]
    first, last = context.first(passage), context.last(passage)
    noun = _after(context, last)
    if noun is not None:
        owner = next(iter(owners_of(context.layout.tokens[noun], context.lexicon)), None)
        own = mention_of(context.layout, context.lexicon, owner) if owner is not None else None
        yield own or _maker(context, noun + 1), None
        return
    noun = _before(context, first)
    if noun is not None:
        source = _maker(context, last.close) or _crowd(context, noun)
        cues = context.cues_in(context.layout.sentences[context.layout.sentence_of[noun]][0], noun)
        yield source, next((cue for cue in cues if source and cue.source == source), None)


def _after(context: Context, run: QuotedRun) -> int | None:
    """The 'reply' of “No,” came the reply."""
    layout, words = context.layout, context.lexicon.words
    near = range(run.close + 1, min(run.close + 1 + NOUN_TOKENS, len(layout.texts)))
    if not near or layout.lowers[run.close] not in words.nouns.coming or layout.paragraph_of[near[0]] != run.paragraph:
        return None
    nouns = (i for i in near if layout.tags[i] in words.grammar.common_noun_tags)
    return next((i for i in nouns if layout.lowers[i] in words.nouns.voices), None)


def _before(context: Context, run: QuotedRun) -> int | None:
    """The 'chants' of 'broke into chants of “Shut it down!”'."""
    layout, words, at = context.layout, context.lexicon.words, run.open - 1
    at -= at > 0 and layout.lowers[at] in words.phrases.view_link
    cry = at >= 0 and layout.lowers[at] in words.nouns.cries and layout.tags[at] in words.grammar.common_noun_tags
    return at if cry and layout.run_of[at] < 0 else None


def _maker(context: Context, at: int) -> Range | None:
    """'from the crowd': who stands after 'from'."""
    layout, words = context.layout, context.lexicon.words
    if at + 1 >= len(layout.texts) or layout.lowers[at] not in words.nouns.makers | words.phrases.view_link:
        return None
    return mention_of(layout, context.lexicon, noun_head(layout, words.grammar, at + 1))


def _crowd(context: Context, noun: int) -> Range | None:
    """'The crowd took up the chant', 'roused the crowd to chants of': several who stand before it in the sentence."""
    layout, start = context.layout, context.layout.sentences[context.layout.sentence_of[noun]][0]
    several = context.lexicon.words.roles.group | context.lexicon.words.nouns.crowds
    for i in range(noun - 1, max(start, noun - CROWD_TOKENS) - 1, -1):
        if layout.texts[i] == "," or layout.run_of[i] >= 0:
            return None
        if layout.lowers[i] in several:
            return mention_of(layout, context.lexicon, layout.tokens[i])
    return None
