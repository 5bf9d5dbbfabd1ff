"""Which bodies a noun can mean: 'the paper' the Gazette that somebody spoke to, 'the union' never."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.cast import MANY, Character
from quotes.extraction.resolve.discourse import Discourse


def fits_body(discourse: Discourse, word: str, body: Character, at: int) -> bool:
    """'He told the Gazette. The paper said …', but not 'The union said …': can a noun at a token mean a body?"""
    roles = discourse.lexicon.words.roles
    if word in roles.press:
        return True
    if word in roles.business and _is_public(discourse, body):
        return False
    places = body.places_between(0, at)[-MANY:]
    if places and any(all(silent(discourse, one) for one in places) for silent in SILENT):
        return False
    return word in roles.business or not _is_press(discourse, body)


def is_of_another_class(lexicon: Lexicon, word: str, body: Character) -> bool:
    """'The force' is not 'the Leith Road Mosque', nor 'the watchdog' a department: do a noun and a body exclude it?"""
    classes = lexicon.classes_of_body
    told = frozenset[str]().union(*(classes.get(one, ()) for one in {*body.nouns, *_telling(lexicon, body)}))
    if not told:
        initials = all(len(name) == 1 and name[0].isupper() for name in body.names)  # 'DHS'
        return word in lexicon.words.organisations.named and not initials
    return word in classes and told.isdisjoint(classes[word])


def _telling(lexicon: Lexicon, body: Character) -> Iterator[str]:
    """The words of a name that tell what it is, in lower case: the first, the last, and what is before 'of'."""
    for name in body.names:
        words = [word.lower() for word in name]
        yield from (words[0], words[-1])
        yield from (word for word, link in pairwise(words) if link in lexicon.words.names.field_links)


def _is_public(discourse: Discourse, body: Character) -> bool:
    """'Orm County Council', 'County of Orm': by the last word of a name, or by the first that tells where."""
    words = discourse.lexicon.words
    ends = {name[-1].lower() for name in body.names}
    ends |= {name[0].lower() for name in body.names if len(name) > 2 and name[1].lower() in words.names.field_links}
    return not ends.isdisjoint(words.organisations.public)


def _is_press(discourse: Discourse, body: Character) -> bool:
    """'the Orm Gazette', 'Radio Nord': does its name begin or end as those of outlets do?"""
    words, alike = discourse.lexicon.words, discourse.lexicon.words.alike_bodies
    names = frozenset(name for word in words.roles.press for name in alike.get(word, ()))
    ends = {word.lower() for name in body.names for word in (name[0], name[-1])}
    return not ends.isdisjoint(names)


def _is_aside(discourse: Discourse, place: Range) -> bool:
    """'The chipmaker, which supplies Orbis Inc, … The company said': does a name stand in what tells of another?"""
    name = discourse.layout.head(place)
    return name.head.dep_ in discourse.lexicon.words.grammar.modifier_clause


def _is_built(discourse: Discourse, place: Range) -> bool:
    """'the Upper Orm dam', whose name is no body's."""
    noun = discourse.layout.head(place).head
    return noun.i >= place[1] and noun.lower_ in discourse.lexicon.words.organisations.built


def _is_printed(discourse: Discourse, place: Range) -> bool:
    """'in the journal Ice & Sea': where something stands is not who wrote it."""
    return discourse.layout.lowers[place[0] - 1] in discourse.lexicon.words.roles.press


def _is_spoken_to(discourse: Discourse, place: Range) -> bool:
    """'told the Gazette', 'spoke to the Gazette', 'in an interview with the Gazette'."""
    words, grammar = discourse.lexicon.words, discourse.lexicon.words.grammar
    name = discourse.layout.head(place)
    if name.dep_ in grammar.apposition:
        name = name.head
    verb = name.head
    if name.dep_ in grammar.object:
        return any(form.lemma in words.cues.addressing for form in discourse.lexicon.cue_forms.get(verb.lower_, ()))
    linked = name.dep_ in grammar.preposition_object
    return linked and verb.head.lower_ in words.roles.speaking_to


SILENT = (_is_spoken_to, _is_aside, _is_built, _is_printed)  # whom no noun means that is only named so
