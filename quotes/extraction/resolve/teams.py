"""Which team is meant: 'Vane and her colleagues counted gulls. The team said …', 'Researchers at Orm College … The
researchers …'.

A team is whoever the text calls so by more than a noun: somebody with others, a team that somebody led, or one of a
named body. The last one before 'the team' is meant, unless a new one without a name has come since.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from quotes.extraction.cues.subject import agent_of
from quotes.extraction.mentions import mention_of
from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.discourse import Discourse, ResolvedSource, as_speaker, shown
from quotes.extraction.resolve.reference import Reference
from quotes.extraction.tokens import Token

EARLIER = 10  # words for teams before it that are asked
FAR = 30  # sentences back
NAME_TOKENS = 25  # from who has others back to the name


def team(discourse: Discourse, reference: Reference) -> ResolvedSource | None:
    """Whom 'the team', 'the researchers' and 'the authors' stand for; None if the text does not tell."""
    roles, layout = discourse.lexicon.words.roles, discourse.layout
    (start, end), head = reference.mention, reference.head
    first = layout.lowers[start] in discourse.lexicon.words.resolving.definite
    plain = end == head + 1 and all(word.islower() for word in layout.texts[start + 1 : end])
    if reference.word not in roles.team or not first or not plain:
        return None
    found = (_told(discourse, noun) for noun in _before(discourse, head))
    speaker = next((one for one in found if one is not None), None)
    return speaker if speaker is not None and speaker.name else None


def _before(discourse: Discourse, at: int) -> Iterator[Token]:
    """The words for a team before a token and outside marks, nearest first."""
    layout, roles = discourse.layout, discourse.lexicon.words.roles
    places = sorted(i for word in roles.team | roles.with_others for i in discourse.places_of(word))
    last = bisect_left(places, at)
    for i in reversed(places[max(last - EARLIER, 0) : last]):
        if layout.sentence_of[at] - layout.sentence_of[i] > FAR:
            return
        if not layout.hidden[i]:
            yield layout.tokens[i]


def _told(discourse: Discourse, noun: Token) -> ResolvedSource | None:
    """What a text says of a team; the empty speaker for a new one without a name, None where it says nothing new."""
    words, lowers = discourse.lexicon.words, discourse.layout.lowers
    told = _with_others(discourse, noun) or (_of_somebody(discourse, noun) if noun.lower_ in words.roles.team else None)
    if told is not None:
        return told
    definite = any(child.lower_ in words.resolving.definite for child in noun.children if child.i < noun.i)
    same = definite or noun.lower_ in words.roles.with_others or lowers[noun.i - 1] in words.resolving.of
    return None if same or noun.dep_ in words.grammar.name_parts else replace(NOBODY)


NOBODY = ResolvedSource(None, "unknown", None, "words")


def _with_others(discourse: Discourse, noun: Token) -> ResolvedSource | None:
    """'Vane of Orm College and her colleagues', 'Ida Vane and colleagues': whoever is named last before 'and'."""
    layout, words = discourse.layout, discourse.lexicon.words
    if noun.lower_ not in words.roles.with_others:
        return None
    start = noun.i - 1
    while start > 0 and layout.tags[start] in words.grammar.possessive_tags | words.grammar.adjective_tags:
        start -= 1
    if layout.lowers[start] not in words.small.joint:
        return None
    named = _named_last(discourse, start)
    others = ResolvedSource(layout.words((start + 1, noun.i + 1)).strip(), "group", None, "words")
    return replace(as_speaker(discourse, named, "role"), others=(others,)) if named is not None else None


def _named_last(discourse: Discourse, at: int) -> Character | None:
    """The last person named in a sentence before a token."""
    first = discourse.layout.sentences[discourse.layout.sentence_of[at]][0]
    before = (discourse.cast.at.get(i) for i in range(at - 1, max(first, at - NAME_TOKENS) - 1, -1))
    return next((one for one in before if one is not None and one.kind != "organisation"), None)


def _of_somebody(discourse: Discourse, noun: Token) -> ResolvedSource | None:
    """'a team led by Hallam', 'Researchers at Ostria University', 'scientists from Lantana'."""
    layout, words = discourse.layout, discourse.lexicon.words
    grammar = words.grammar
    leading = (c for c in noun.children if c.dep_ in grammar.modifier_clause and c.lower_ in words.roles.led)
    agents = (agent for clause in leading if (agent := agent_of(clause, grammar)) is not None)
    for leader in (discourse.cast.at.get(agent.i) for agent in agents):
        if leader is not None and leader.kind != "organisation":
            start = next((c.i for c in noun.children if c.dep_ in grammar.before_noun), noun.i)
            led = layout.words((start, noun.i + 1)).strip().lower()
            return ResolvedSource(discourse.lexicon.owned(leader.full_name, led), "group", None, "role")
    links = (c for c in noun.children if c.i > noun.i and c.dep_ in grammar.preposition)
    named = any(child.i in discourse.cast.at for link in links for child in link.children)
    mention = mention_of(layout, discourse.lexicon, noun) if named else None
    if mention is None or layout.lowers[mention[0]] in words.roles.other:
        return None
    return ResolvedSource(shown(discourse, mention), "group", None, "role")
