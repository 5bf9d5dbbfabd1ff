"""Rules for words that a noun leads to: cries, chants, a reply, somebody's letter that another reads out."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import Context, Proposal, ends_full
from quotes.extraction.layout import QuotedRun, Range
from quotes.extraction.mentions import makers_of, mention_of, noun_head, owners_of, source_at
from quotes.extraction.tokens import Token

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
        cues = context.cues_in(noun - CROWD_TOKENS, noun)
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


def read_out(context: Context, index: int) -> Iterator[Proposal]:
    """Vane quoted Soir: “Go home.” Vane read a letter from Soir: “Go home.” Vane read out Soir's speech. “Go home.”"""
    run, layout, words = context.first(context.passages[index]), context.layout, context.lexicon.words
    at = run.open - 1
    while at > 0 and layout.tokens[at].is_space:
        at -= 1
    alone = at > 0 and (layout.texts[at] == ":" or ends_full(context, context.last(context.passages[index])))
    if not alone or layout.texts[at] not in BEFORE_WORDS or not run.hidden:
        return
    start = layout.sentences[layout.sentence_of[at]][0]
    verbs = (layout.tokens[i] for i in range(at - 1, max(start, at - PASSED_TOKENS) - 1, -1))
    verb = next((t for t in verbs if t.lower_ in words.nouns.passing and t.tag_ in words.grammar.verb_tags), None)
    for thing in (c for c in verb.children if c.i > verb.i) if verb is not None else ():
        source = _whose(context, thing) if thing.dep_ in words.grammar.object else None
        if source is None and layout.texts[at] == ":" and verb is not None and verb.lower_ in words.nouns.quoting:
            source = _person(context, thing)
        if source:
            yield source, None
            return


def _whose(context: Context, thing: Token) -> Range | None:
    """'a letter from Soir', 'Soir's speech': whose words are in what somebody reads out."""
    layout, lexicon = context.layout, context.lexicon
    if thing.lower_ not in lexicon.words.phrases.carriers:
        return None
    makers = (source_at(layout, lexicon, maker) for maker in (*owners_of(thing, lexicon), *makers_of(thing, lexicon)))
    return next((maker for maker in makers if maker), None)


def _person(context: Context, noun: Token) -> Range | None:
    """The 'Soir' of 'quoted Soir' and 'quoted her rival, Soir'."""
    source = (
        source_at(context.layout, context.lexicon, noun)
        if noun.lower_ not in context.lexicon.words.phrases.carriers
        else None
    )
    return source if source and context.who(source).kind in ("person", "organisation") else None


BEFORE_WORDS = frozenset(".:")
PASSED_TOKENS = 15  # from a verb that passes words on to their mark
