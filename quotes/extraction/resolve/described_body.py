"""The body that a description stands for: which is described or named so, or stands out."""

from __future__ import annotations

from collections.abc import Set

from quotes.extraction.resolve.body_fit import fits_body, is_of_another_class
from quotes.extraction.resolve.cast import MANY, Character
from quotes.extraction.resolve.description import Description
from quotes.extraction.resolve.discourse import Discourse, salience
from quotes.extraction.resolve.name_kind import LIKELY
from quotes.extraction.resolve.standing_out import (
    CROWD,
    ROLE_SENTENCES,
    called_any,
    most_prominent,
    nearest,
    only_or_nearest,
    those_at_hand,
)

BODY_SENTENCES = 2  # that are about the body whom a description can mean
PASSED = 3.0  # by how much a body must stand out before another whose name has the word


def told_so(discourse: Discourse, this: Description) -> Character | None:
    """'the watchdog' after 'the regulator, Orm Watch', 'the union' after 'the union Nahu': by what the article told."""
    if this.owned or this.told or this.names:
        return None
    bodies = [c for c in discourse.cast.characters[:CROWD] if c.nouns and c.kind != "person"]
    bodies = [c for c in bodies if c.places[0][0] < this.at and not c.is_place]
    told = [c for c in bodies if this.word in c.nouns]
    if not told and this.word not in discourse.lexicon.words.roles.any_trade:
        told = [c for c in bodies if _is_told_alike(discourse, this, c)]
        told = told if len(told) == 1 else []
    found = only_or_nearest(discourse, told, this.at)
    passed = found is not None and this.word in discourse.lexicon.words.roles.business
    return None if found and passed and _is_passed(discourse, this, found) else found


def _is_told_alike(discourse: Discourse, this: Description, body: Character) -> bool:
    """'the lender' of 'the bank Brix': are they of one class, not all that may be any business?"""
    classes, roles = discourse.lexicon.classes_of_body, discourse.lexicon.words.roles
    told = frozenset[str]().union(*(classes.get(noun, ()) for noun in body.nouns - roles.any_trade))
    return not (told - roles.broad).isdisjoint(classes.get(this.word, ()))


def named_so(discourse: Discourse, this: Description) -> Character | None:
    """'the commission': the organisation whose name has the word."""
    words, word = discourse.lexicon.words, this.word
    carrier = word in words.phrases.carriers and word not in words.roles.organisation  # 'the research'
    known = word in words.roles.organisation or word.title() in words.organisations.endings
    if this.owned or this.told or carrier or not known:
        return None
    at_hand = those_at_hand(discourse, discourse.cast.called.get(word, ()), this.at)
    named = [c for c in at_hand if c.kind != "person" and _has_in_name(c, word)]
    if this.names:
        named = [c for c in named if this.names & {part for name in c.names for part in name}]
    named = [c for c in named if not is_of_another_level(discourse, this, c)]
    found = nearest(discourse, named, this.at)
    return None if found and _is_passed(discourse, this, found) else found


def is_of_another_level(discourse: Discourse, this: Description, body: Character) -> bool:
    """'the county council' is no 'Harrow Parish Council', and 'the high court' no 'Crown Court'."""
    told = this.plain & discourse.lexicon.words.organisations.levels if body.kind == "organisation" else frozenset()
    named = {word.lower() for name in body.names for word in name} & discourse.lexicon.words.organisations.levels
    return bool(told and named) and told.isdisjoint(named)


def _is_passed(discourse: Discourse, this: Description, body: Character) -> bool:
    """'Fisk Company … Norvik Foods put up signs. The company …': has the text gone on to another body since?"""
    if this.word in discourse.lexicon.words.organisations.kinds or this.names or this.plain:
        return False
    near = salience(discourse, this.at, ROLE_SENTENCES)
    others = [
        c for number in near if (c := discourse.cast.characters[number]).kind == "organisation" and not c.is_place
    ]
    nearer = [c for c in others if near[c.number] - near.get(body.number, 0.0) > PASSED]
    return any(not _of_another_kind(discourse, this, c) for c in nearer)


def named_alike(discourse: Discourse, this: Description) -> Character | None:
    """'the broadcaster' after 'Radio Nord', 'the paper' after 'the Orm Gazette': whose name says that it is one."""
    words = discourse.lexicon.words.alike_bodies.get(this.word)
    if not words or this.owned or this.told or this.names:
        return None
    at_hand = called_any(discourse, words, this.at)
    found = nearest(discourse, [c for c in at_hand if c.kind != "person" and _has_word(c, words)], this.at)
    return None if found and _is_passed(discourse, this, found) else found


def _has_word(character: Character, words: Set[str]) -> bool:
    return any(len(name) > 1 and not words.isdisjoint(map(str.lower, name)) for name in character.names)


def _has_in_name(character: Character, word: str) -> bool:
    return any(len(name) > 1 and word in map(str.lower, name) for name in character.names)


def body_stands_out(discourse: Discourse, this: Description) -> Character | None:
    """'The company said': the body that the sentences before are about."""
    found = _some_body(discourse, this)
    return found if found and not _of_another_kind(discourse, this, found) else None


def _some_body(discourse: Discourse, this: Description) -> Character | None:
    words = discourse.lexicon.words
    if this.word not in words.roles.organisation or this.owned or this.names or this.belongs or this.told:
        return None
    if this.compared or this.word in words.organisations.sole or (this.plain and _is_in_names(discourse, this.word)):
        return None  # 'the prosecution' and 'the weather service' are not whoever was named last
    others = _spoken_of(discourse, this) | _spoken_to(discourse, this) | _told_with(discourse, this)
    found = most_prominent(discourse, this, "organisation", BODY_SENTENCES, others)
    return found or (None if this.word in words.organisations.kinds else _only_body(discourse, this))


def _spoken_of(discourse: Discourse, this: Description) -> Set[int]:
    """'The agency said the Launch System would fly': the bodies that are subjects of what is said seldom say it."""
    layout, at, subjects = discourse.layout, discourse.cast.at, discourse.lexicon.words.grammar.subject
    places = (i for start, end in discourse.reported.get(this.at, ()) for i in range(start, min(end, start + MANY)))
    return {at[i].number for i in places if i in at and layout.labels[i] in subjects and layout.run_of[i] < 0}


def _spoken_to(discourse: Discourse, this: Description) -> Set[int]:
    """'The company wrote to Orm Bank's chairman: “No.”': the bodies that are named between it and what it says."""
    _, end = discourse.layout.sentences[discourse.layout.sentence_of[this.at]]
    content = discourse.reported.get(this.at, ())[:1]
    end = min([end, this.at + MANY, *(start for start, _ in content if start > this.at)])
    return {discourse.cast.at[i].number for i in range(this.at + 1, end) if i in discourse.cast.at}


def _told_with(discourse: Discourse, this: Description) -> Set[int]:
    """'The Orm-based company': what is named before the noun is not what it stands for."""
    first = discourse.layout.tokens[this.at].left_edge.i
    return {discourse.cast.at[i].number for i in range(first, this.at) if i in discourse.cast.at}


def _is_in_names(discourse: Discourse, word: str) -> bool:
    """'service' and 'union', which with another word are as good as a name; 'company' and 'airline' tell nothing."""
    words = discourse.lexicon.words
    ends = word in words.organisations.kinds or word.title() in words.organisations.endings
    return ends and word not in words.roles.business


def _of_another_kind(discourse: Discourse, this: Description, body: Character) -> bool:
    """'the union' is no 'Town Council', and 'the department' not 'the union Nahu'."""
    if is_of_another_class(discourse.lexicon, this.word, body):
        return True
    kinds = discourse.lexicon.words.organisations.kinds
    named = any(word.lower() in kinds for name in body.names for word in name)
    return this.word in kinds and (named or bool((body.role_words | body.nouns) & kinds - {this.word}))


def _only_body(discourse: Discourse, this: Description) -> Character | None:
    """'the company' in a text that has named one body so far."""
    characters = discourse.cast.characters
    if len(characters) > CROWD:
        return None
    bodies = [c for c in characters if c.kind == "organisation" and c.kinds.get("organisation", 0) >= LIKELY]
    bodies = [c for c in bodies if not c.is_place and c.places[0][0] < this.at]
    labels = discourse.lexicon.words.resolving.body_labels
    if any(c.label and c.label not in labels for c in bodies):
        return None
    bodies = [c for c in bodies if fits_body(discourse, this.word, c, this.at)]
    return bodies[0] if len(bodies) == 1 else None
