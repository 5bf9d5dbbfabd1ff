"""Where a report begins after its cue: past whom it is told, where and when it was said, and what it describes."""

from __future__ import annotations

from itertools import islice

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.deeds import to_do
from quotes.extraction.mentions import source_at

DESCRIBING = frozenset({"describe"})
LINK_TOKENS = 40  # from a verb that describes to the word that leads to what it says of a thing


def label_of(context: Context, cue: Cue) -> int | None:
    """'described the plan as | “a gift”', 'accused them of | hiding it': where a verb that describes comes to its word.

    What it is about, however long, is nobody's words.
    """
    layout, cues = context.layout, context.lexicon.words.cues
    if "describe" not in cue.groups:
        return None
    defends = cue.lemma in cues.defending
    start, (_, end) = cue.tokens[-1] + 1, layout.sentences[layout.sentence_of[cue.verb]]
    accuses, thing = cue.lemma in context.lexicon.words.acts.accuses, None
    near = {other.verb for other in context.cues_in(start, start + LINK_TOKENS) if other.groups == DESCRIBING}
    for i in range(start, min(end - 1, start + LINK_TOKENS)):
        word, plain = layout.lowers[i], layout.run_of[i] < 0
        if plain and i in near:
            break  # 'called him “vain” and | accused him of lying'
        if plain and word in cues.as_described and (layout.run_of[i + 1] >= 0 or _hangs_on(context, cue, i)):
            return i + 1
        direct = layout.tokens[i].head.i == cue.verb  # 'attacked them for | not helping'
        negated = direct and layout.lowers[i + 1] in context.lexicon.words.unmade.negative
        deed = i + 1 + negated
        named = deed < end and layout.tags[deed] in context.lexicon.words.grammar.participle_tags
        named = named and not defends and not _is_of_claim(context, cue, i, end)
        if not (plain and word in cues.of_deed and (accuses or named) and _hangs_on(context, cue, i)):
            continue
        if named or direct or cue.lemma not in cues.tracing:
            return i + 1
        thing = thing or layout.tokens[i].head
    if thing is not None and thing.head.i == cue.verb and source_at(layout, context.lexicon, thing) is None:
        return int(thing.left_edge.i)  # 'blamed | a lack of care'
    return _predicate_of(context, cue)


def _is_of_claim(context: Context, cue: Cue, i: int, end: int) -> bool:
    """'blasts claims | of meddling | as absurd': a deed that somebody else claims, before the speaker's word for it."""
    layout, words = context.layout, context.lexicon.words
    claim = layout.lowers[i - 1] in words.denials.nouns and layout.tags[i - 1] in words.grammar.common_noun_tags
    rest = range(i + 1, min(end, i + LINK_TOKENS)) if claim else range(0)
    return any(layout.lowers[k] in words.cues.as_described and _hangs_on(context, cue, k) for k in rest)


def _predicate_of(context: Context, cue: Cue) -> int | None:
    """'called the results | sobering', 'branded the plan | a gift to the rich': behind a thing, and no name for it."""
    grammar, layout = context.lexicon.words.grammar, context.layout
    children = layout.tokens[cue.verb].children
    if any(c.i < cue.verb and c.tag_ in grammar.question_tags for c in children):
        return None  # 'what he calls corruption a theme of his campaign'
    for child in children:
        thing = next(iter(child.children_as(grammar.subject)), None) if child.dep_ in grammar.clause else None
        start = int(thing.right_edge.i) + 1 if thing is not None else int(child.left_edge.i)
        behind = start > cue.tokens[-1] + 1 and (thing is not None or child.dep_ in grammar.predicate)
        if not behind or start >= len(layout.run_of) or layout.run_of[start] >= 0:
            continue
        a_thing = layout.lowers[start] in context.lexicon.words.resolving.indefinite
        if child.tag_ in grammar.adjective_tags | grammar.participle_tags:
            return start
        if a_thing and child.tag_ in grammar.common_noun_tags:
            return start
    return None


def _hangs_on(context: Context, cue: Cue, i: int) -> bool:
    """Does a small word hang on the cue, or on its object ('as' after a long one often does by mistake)?"""
    tokens = context.layout.tokens
    return any(above.i == cue.verb for above in islice(tokens[i].ancestors, STEPS_UP))


STEPS_UP = 4  # of the parse, from 'as' to the verb that describes


def deed_of(context: Context, cue: Cue, start: int, end: int) -> int | None:
    """'told the crews | not to wait', 'denied claims | that she knew': where what is to be done or told begins."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if cue.verb > start or not cue.groups & DOING:
        return None
    told = context.lexicon.told_nouns
    asks = cue.lemma in context.lexicon.words.acts.demands | context.lexicon.words.acts.tells
    for i in range(start, min(end - 1, start + (TO_DO_TOKENS if asks else DEED_TOKENS))):
        before = layout.tokens[i - 1]
        if (i > start or cue.passive) and (deed := to_do(layout, context.lexicon, i, start)) is not None:
            return deed
        if is_warned_off(context, i):
            return i
        runs_on = layout.tags[i] in grammar.finite_tags  # 'denied any such offer | had been made'
        if i > start and before.lower_ in told and before.head.i == cue.verb and not runs_on:
            return i
        if layout.tags[i] in grammar.finite_tags or layout.run_of[i] >= 0:
            return None
    return None


def is_warned_off(context: Context, i: int) -> bool:
    """'warned the bank | against buying bonds', 'warned | against Orm and Tarn joining the union'."""
    layout, words = context.layout, context.lexicon.words
    if layout.lowers[i] not in words.small.warned_off:
        return False
    grammar = words.grammar
    for k in range(i + 1, min(i + WARNED_TOKENS, len(layout.tags))):
        if layout.tags[k] in grammar.participle_tags:
            return True
        if (
            layout.tags[k] not in grammar.noun_tags
            and layout.labels[k] not in grammar.before_noun | grammar.coordination
        ):
            return False
    return False


WARNED_TOKENS = 8  # from 'against' to the deed


DOING = frozenset(("say", "describe", "show", "infinitive"))
TO_DO_TOKENS = 24  # from a cue to the infinitive that it asks for: 'urged people in low parts of the town | to leave'
DEED_TOKENS = 14  # from any other cue to what is to be done or told


def past_addressed(context: Context, cue: Cue) -> int:
    """'told the crews | the ferry would sail': where what is said begins after whoever is told it; 0 without any."""
    if cue.shape != "clause" or not cue.content or cue.lemma not in context.lexicon.words.cues.told:
        return 0
    first, objects = cue.content[0][0], context.lexicon.words.grammar.object
    lowers, that = context.layout.lowers, context.lexicon.words.small.that
    told = (c for c in context.layout.tokens[cue.verb].children if c.dep_ in objects and cue.verb < c.i < first)
    ends = ((c.i, int(c.right_edge.i) + 1) for c in told if c.right_edge.i < first)
    return max((next((i for i in range(noun, end) if lowers[i] in that), end) for noun, end in ends), default=0)


def after_scene(context: Context, cue: Cue) -> int:
    """'said on a call with analysts | that demand had slowed': where what is said begins after the scene; else 0."""
    layout, words = context.layout, context.lexicon.words
    if cue.shape != "clause" or not cue.content or layout.labels[cue.tokens[-1] + 1] not in words.grammar.preposition:
        return 0
    first = cue.content[0][0]
    return first if first > cue.tokens[-1] + 1 and layout.lowers[first] in words.small.that else 0


def after_addressed(context: Context, cue: Cue, end: int) -> int | None:
    """'told councillors | the bridge, built in 1984, was safe': where the parser took both for one noun."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if cue.lemma not in context.lexicon.words.cues.told or cue.passive or cue.shape not in PARTED:
        return None
    nouns = grammar.noun_tags | grammar.pronoun_tags
    for i in range(cue.verb + 2, min(cue.verb + ADDRESSED_TOKENS, end)):
        begins = layout.labels[i] in grammar.determiner or layout.tags[i] in grammar.pronoun_tags
        begins = begins or _begins_after_hearers(context, cue, i)
        if begins and layout.tags[i - 1] in nouns:
            return i if any(layout.tags[k] in grammar.finite_tags for k in range(i + 1, end)) else None
        if layout.tags[i] not in nouns and layout.labels[i] not in grammar.before_noun:
            return None
    return None


def _begins_after_hearers(context: Context, cue: Cue, i: int) -> bool:
    """'told councillors | lorries would pass': a second noun, after several people without an article."""
    layout, words = context.layout, context.lexicon.words
    hearers = i - 1 == cue.verb + 1 and layout.lowers[i - 1] in words.roles.group
    return hearers and layout.tags[i - 1] in words.grammar.plural_tags and layout.tags[i] in words.grammar.noun_tags


PARTED = frozenset(("clause", "object", "none"))
ADDRESSED_TOKENS = 6  # from a verb to the end of whom it tells
