"""Cues that report nothing: what is learnt, shown, to come, done as was said, or only pointed at."""

from __future__ import annotations

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ends import lacks_subject
from quotes.extraction.indirect.done_to import is_named_after, is_ordered
from quotes.extraction.mentions import is_sourcelike, phrase_start
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
    """'The figures show that sales fell', 'Its place in the order suggests …': what tells it is a thing, and nobody's
    words.
    """
    words = context.lexicon.words
    if cue.source is None or ("show" not in cue.groups and cue.lemma not in words.cues.of_things):
        return False
    head = context.layout.head(cue.source)
    thing = head.lower_ in words.phrases.telling_things or _is_part(context, cue)
    return thing and not _are_people(context, head)


def _is_part(context: Context, cue: Cue) -> bool:
    """'Its place in the order suggests …': what a thing has, that neither speaks nor carries words."""
    words, layout = context.lexicon.words, context.layout
    assert cue.source is not None
    head = layout.head(cue.source)
    if head.tag_ not in words.grammar.common_noun_tags or is_sourcelike(layout, context.lexicon, head, cue.source):
        return False
    texts = (words.phrases.carriers, words.phrases.written, words.phrases.written_one)
    its = any(c.lower_ in words.pronouns.neuter and c.tag_ in words.grammar.possessive_tags for c in head.children)
    return its and not any(head.lower_ in kind for kind in texts)


def _are_people(context: Context, count: Token) -> bool:
    """The 'number' of 'a number of writers': how many, and who they are."""
    lexicon, grammar = context.lexicon, context.lexicon.words.grammar
    if lexicon.words.resolving.indefinite.isdisjoint(child.lower_ for child in count.children if child.i < count.i):
        return False
    of = (link for link in count.children if link.lower_ in lexicon.words.resolving.of and link.i > count.i)
    nouns = (noun for link in of for noun in link.children if noun.dep_ in grammar.preposition_object)
    return any(noun.lower_ in lexicon.words.roles.group for noun in nouns)


def _is_found(context: Context, cue: Cue) -> bool:
    """'Orm man found | not guilty of arson', 'Hiker found | dead in a cave': what was found of somebody."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if "show" not in cue.groups or not cue.content:
        return False
    first = cue.content[0][0] + (layout.lowers[cue.content[0][0]] in context.lexicon.words.unmade.negative)
    state = layout.tags[first] in grammar.adjective_tags | grammar.past_participle_tags
    return state and layout.tokens[first].head.i == cue.verb and first <= cue.tokens[-1] + 2


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


def _is_cut_short(context: Context, cue: Cue) -> bool:
    """'She left, as she said she would': what was said is what stands before, and the words after it but a part."""
    grammar, small = context.lexicon.words.grammar, context.lexicon.words.small
    if cue.shape != "clause" or cue.source is None or not cue.content or cue.content[0][0] < cue.verb:
        return False
    before, last = phrase_start(context.layout, grammar, cue.source) - 1, cue.content[-1][1]
    as_said = before >= 0 and context.layout.lowers[before] in small.as_put
    ends = last == len(context.layout.texts) or context.layout.tokens[last].is_punct
    return as_said and ends and context.layout.tags[last - 1] in grammar.modal_tags


def _is_anybody(context: Context, cue: Cue) -> bool:
    """'Those who say it is safe are few': whoever may say it, who is nobody."""
    layout, small = context.layout, context.lexicon.words.small
    if cue.source is None or cue.source[0] < 1 or cue.source[1] > cue.verb:
        return False
    relative = layout.lowers[cue.source[0]] in context.lexicon.words.pronouns.relative_person
    anybody = relative and layout.lowers[cue.source[0] - 1] in small.whoever
    return anybody and context.who(cue.source).character is None  # but 'Soir is among those who say …'


def _is_corrected(context: Context, cue: Cue) -> bool:
    """'An earlier version of this article said that …': what an outlet takes back."""
    phrases = context.lexicon.words.phrases
    if cue.source is None or context.layout.head(cue.source).lower_ not in phrases.drafts:
        return False
    return not phrases.this.isdisjoint(context.layout.lowers[slice(*cue.source)])


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


def _is_meanwhile(context: Context, cue: Cue) -> bool:
    """'“It is late,” she wrote. | She said referring to the ferry.': what the speaker does, after a verb that takes no
    participle as what is said.
    """
    layout, grammar, after = context.layout, context.lexicon.words.grammar, cue.tokens[-1] + 1
    if cue.shape != "none" or cue.lemma in context.lexicon.words.cues.naming_deeds or after + 1 >= len(layout.texts):
        return False
    does = layout.tags[after] in grammar.participle_tags and layout.tokens[after].head.i == cue.verb
    return (
        does
        and layout.labels[after + 1] in grammar.preposition
        and not layout.tokens[after].children_as(grammar.object)
    )


def _only_begins(context: Context, cue: Cue) -> bool:
    """'since the campaign began last year'."""
    return cue.lemma in context.lexicon.words.cues.aspect and cue.shape not in ("clause", "after", "around")


BARREN = (
    _only_begins,
    _is_meanwhile,
    _is_wanted,
    _is_cut_short,
    _is_anybody,
    _is_corrected,
    _only_points_back,
    _is_set_phrase,
    _is_nothing,
    _learns,
    _is_to_come,
    _has_topic,
    _is_shown,
    _is_found,
    _is_notice,
    is_ordered,
    is_named_after,
)
