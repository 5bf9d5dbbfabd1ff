"""Whom a description cannot mean, because the article has spoken of both: 'Soir met the mayor' – Soir is no mayor."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from quotes.extraction.mentions import is_new
from quotes.extraction.resolve.cast import MANY, Character
from quotes.extraction.resolve.description import Description
from quotes.extraction.resolve.discourse import Discourse
from quotes.extraction.tokens import Token

EARLIER = 12  # uses of the noun before a description that are asked
NEAR_SENTENCES = 2  # before a noun, in which whom it stands for is named
STEPS = 5  # of the parse, from a noun up to the verb that it is an argument of


def is_told_apart(discourse: Discourse, this: Description, character: Character) -> bool:
    """'Dahl met a man … The man said': do both take part in something, or was the man new when Dahl was named last?"""
    if _tells_of(discourse, this, character) or _met_somebody(discourse, this, character):
        return True
    for i in _earlier(discourse, this):
        noun = discourse.layout.tokens[i]
        if not _stands_for_somebody(discourse, noun):
            continue
        if _acts_on(discourse, noun, character) or _is_other_body(discourse, this, noun, character):
            return True
        if is_new(noun, discourse.lexicon) and not character.places_between(i, this.at):
            return True
    return False


def _met_somebody(discourse: Discourse, this: Description, character: Character) -> bool:
    """'Dahl took advice from a veteran. The man said': is 'the man' somebody new, whatever the noun for him was?"""
    layout = discourse.layout
    if this.word not in discourse.lexicon.words.phrases.one_of_many:
        return False
    start = layout.sentences[max(layout.sentence_of[this.at] - NEAR_SENTENCES, 0)][0]
    for noun in layout.tokens[max(start, this.at - MANY) : this.at]:
        if noun.lower_ not in discourse.lexicon.persons or not _stands_for_somebody(discourse, noun):
            continue
        since = bool(character.places_between(noun.i, this.at))
        if is_new(noun, discourse.lexicon) and (not since or _acts_on(discourse, noun, character)):
            return True
    return False


def _tells_of(discourse: Discourse, this: Description, character: Character) -> bool:
    """'Dahl said the suspect told her …': nobody speaks of himself by a description in what he says."""
    grammar = discourse.lexicon.words.grammar
    token = discourse.layout.tokens[this.at]
    for _ in range(STEPS):
        if token.dep_ in grammar.clause and _is_subject_of(discourse, character, token.head):
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _is_subject_of(discourse: Discourse, character: Character, verb: Token) -> bool:
    subjects = verb.children_as(discourse.lexicon.words.grammar.subject)
    return any(discourse.cast.at.get(subject.i) is character for subject in subjects)


def _earlier(discourse: Discourse, this: Description) -> Iterator[int]:
    """The nouns before a description that are the same word, last first, outside names."""
    places = discourse.places_of(this.word)
    last = bisect_left(places, this.at)
    return (i for i in reversed(places[max(last - EARLIER, 0) : last]) if i not in discourse.cast.at)


def _stands_for_somebody(discourse: Discourse, noun: Token) -> bool:
    """A noun with an article that is no 'Soir, the mayor', 'Soir is the mayor', 'as the mayor'."""
    grammar, resolving = discourse.lexicon.words.grammar, discourse.lexicon.words.resolving
    if noun.tag_ not in resolving.common_noun_tags or discourse.layout.hidden[noun.i]:
        return False
    articles = any(child.lower_ in resolving.articles for child in noun.children)
    named = any(child.dep_ in grammar.apposition for child in noun.children)
    is_told = noun.dep_ in grammar.apposition | grammar.predicate or noun.head.lower_ in resolving.in_role
    return articles and not named and not is_told


def _is_other_body(discourse: Discourse, this: Description, noun: Token, character: Character) -> bool:
    """'the marine institute's director' far from 'Parliament': a noun with more words has a body of its own."""
    grammar, layout = discourse.lexicon.words.grammar, discourse.layout
    if character.kind != "organisation" or noun.lower_ not in discourse.lexicon.words.roles.organisation:
        return False
    told = any(
        child.dep_ in grammar.name_parts and child.text.islower() and child.i < noun.i for child in noun.children
    )
    told = told or any(child.tag_ in grammar.adjective_tags and child.text.islower() for child in noun.children)
    first = layout.sentences[max(layout.sentence_of[noun.i] - NEAR_SENTENCES, 0)][0]
    return told and not character.places_between(first, this.at)


def _acts_on(discourse: Discourse, noun: Token, character: Character) -> bool:
    """'Dahl talked with the man': are both arguments of one verb, and not 'a mosque in Leith Road'?"""
    verb = _verb_of(discourse, noun)
    if verb is None:
        return False
    layout = discourse.layout
    start, end = layout.sentences[layout.sentence_of[noun.i]]
    heads = (layout.head(place) for place in character.places_between(start, end)[:MANY])
    others = (head for head in heads if not noun.left_edge.i <= head.i <= noun.right_edge.i)
    return any(_verb_of(discourse, head) == verb for head in others)


def _verb_of(discourse: Discourse, token: Token) -> int | None:
    """The verb that a noun is an argument of, itself or with a preposition."""
    grammar = discourse.lexicon.words.grammar
    arguments = grammar.subject | grammar.object | grammar.preposition_object | grammar.preposition
    for _ in range(STEPS):
        if token.dep_ not in arguments:
            return None
        token = token.head
        if token.tag_ in grammar.verb_tags:
            return int(token.i)
    return None
