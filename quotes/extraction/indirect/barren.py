"""Cues that report nothing: what is learnt, shown, to come, done as was said, or only pointed at."""

from __future__ import annotations

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ends import lacks_subject
from quotes.extraction.indirect.done_to import is_named_after, is_ordered
from quotes.extraction.mentions import phrase_start
from quotes.extraction.tokens import Token


def is_barren(context: Context, cue: Cue) -> bool:
    """'had read that …', 'The figures show …', 'did what she said she would do': does a cue report nothing?"""
    return any(says_nothing(context, cue) for says_nothing in BARREN)


def _has_topic(context: Context, cue: Cue) -> bool:
    """'explained why the mill had closed': what it was about, and not what was said."""
    cues = context.lexicon.words.cues
    topics = cue.lemma in cues.topics and bool(cue.content)
    return topics and context.layout.lowers[cue.content[0][0]] in cues.why


def _is_shown(context: Context, cue: Cue) -> bool:
    """'The figures show that sales fell': what tells it is a thing, and nobody's words."""
    words = context.lexicon.words
    if cue.source is None or ("show" not in cue.groups and cue.lemma not in words.cues.of_things):
        return False
    head = context.layout.head(cue.source)
    return head.lower_ in words.phrases.telling_things and not _are_people(context, head)


def _are_people(context: Context, count: Token) -> bool:
    """The 'number' of 'a number of writers': how many, and who they are."""
    lexicon, grammar = context.lexicon, context.lexicon.words.grammar
    if lexicon.words.resolving.indefinite.isdisjoint(child.lower_ for child in count.children if child.i < count.i):
        return False
    of = (link for link in count.children if link.lower_ in lexicon.words.resolving.of and link.i > count.i)
    nouns = (noun for link in of for noun in link.children if noun.dep_ in grammar.preposition_object)
    return any(noun.lower_ in lexicon.words.roles.group for noun in nouns)


def _is_notice(context: Context, cue: Cue) -> bool:
    """'Our site advises users to check with experts': what an outlet always tells its readers is no news."""
    words, verb = context.lexicon.words, context.layout.tokens[cue.verb]
    told = cue.lemma in words.acts.tells | words.acts.demands and verb.tag_ in words.grammar.one_tags
    headline = context.layout.paragraph_of[cue.verb] in context.layout.headlines
    readers = (c for c in verb.children if c.dep_ in words.grammar.object and c.i > cue.verb)
    return told and not headline and any(c.lower_ in words.acts.readers for c in readers)


def _learns(context: Context, cue: Cue) -> bool:
    """'He had read that …': who reads learns it; only what carries words ('the sign read …') tells it."""
    words = context.lexicon.words
    if cue.lemma not in words.cues.of_carriers or cue.source is None:
        return False
    return context.layout.head(cue.source).lower_ not in words.phrases.carriers


def _is_to_come(context: Context, cue: Cue) -> bool:
    """'told them that she would press the carriers to pay': what is not said yet, inside what is."""
    conditional = context.lexicon.words.unmade.conditional
    if not any(child.lower_ in conditional for child in context.layout.tokens[cue.verb].children):
        return False
    outer = context.outer(cue)
    return outer is not None and "say" in outer.groups and outer.shape == "clause" and outer.verb < cue.verb


def _is_wanted(context: Context, cue: Cue) -> bool:
    """'She did what she said she would do': what was said is what somebody did, and is not told."""
    layout, small = context.layout, context.lexicon.words.small
    if cue.source is None or not 0 < cue.source[0] < cue.verb or cue.shape != "clause":
        return False
    before = phrase_start(layout, context.lexicon.words.grammar, cue.source) - 1
    wanted = before >= 0 and layout.lowers[before] in small.free_relative
    return wanted and not (cue.content and lacks_subject(layout, context.lexicon, cue, cue.content))


def _only_points_back(context: Context, cue: Cue) -> bool:
    """'That is according to accounts that the club is filing today': what they say stands before."""
    return cue.shape == "phrase" and not cue.content


def _is_set_phrase(context: Context, cue: Cue) -> bool:
    """'All told, 50 boats came.'"""
    words = " ".join(context.layout.lowers[max(cue.verb - 1, 0) : cue.verb + 1])
    return words in context.lexicon.words.small.set_phrases


def _is_nothing(context: Context, cue: Cue) -> bool:
    """'The survey said nothing of the kind'."""
    none = context.lexicon.words.unmade.subjects
    return cue.shape == "object" and bool(cue.content) and context.layout.lowers[cue.content[0][0]] in none


def _only_begins(context: Context, cue: Cue) -> bool:
    """'since the campaign began last year'."""
    return cue.lemma in context.lexicon.words.cues.aspect and cue.shape not in ("clause", "after", "around")


BARREN = (
    _only_begins,
    _is_wanted,
    _only_points_back,
    _is_set_phrase,
    _is_nothing,
    _learns,
    _is_to_come,
    _has_topic,
    _is_shown,
    _is_notice,
    is_ordered,
    is_named_after,
)
