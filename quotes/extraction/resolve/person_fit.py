"""Does anything speak against a person whom a description may mean: another office, or whom he speaks for?"""

from __future__ import annotations

from collections.abc import Set

from quotes.extraction.resolve.body_fit import is_spoken_to
from quotes.extraction.resolve.cast import MANY, TERM, Character
from quotes.extraction.resolve.description import Description
from quotes.extraction.resolve.discourse import Discourse
from quotes.extraction.resolve.name_kind import SURE


def going_with(discourse: Discourse, this: Description, told: Set[str]) -> set[str]:
    """The words for somebody that a description goes together with: 'researcher' with 'professor'."""
    alike = discourse.lexicon.words.alike
    return {this.word, *alike.get(this.word, ()), *(near for word in told for near in alike.get(word, ()))}


def words_held(discourse: Discourse, role: str) -> set[str]:
    """The words of a role without whose it is, before it and after a link up to the next part."""
    words, held, linked = discourse.lexicon.words, set[str](), False
    for word in role.lower().split():
        if word.endswith(tuple(words.resolving.genitive_ends)):
            held.clear()
            continue
        linked = word in words.names.office_links or (linked and word not in words.names.body_joins)
        held |= set() if linked else set(TERM.findall(word))
        linked = linked and not word.endswith(",")
    return held


def is_like_body(discourse: Discourse, character: Character) -> bool:
    """'He moved to Hexley Town', 'She told Sky that …': a person to the recogniser alone, whose name ends as a body's,
    or to whom others speak.
    """
    told = character.roles or character.begun or character.kinds.get("person", 0) >= SURE
    ends = character.full_name.split()[-1] in discourse.lexicon.words.organisations.endings
    return not told and (ends or all(is_spoken_to(discourse, place) for place in character.places[:MANY]))


def speaks_for_others(discourse: Discourse, this: Description, character: Character) -> bool:
    """'The judge' and 'the manager' are not a lawyer or a spokesman, nor is 'the judge' a nurse; 'the man' may be."""
    roles = discourse.lexicon.words.roles
    told = {word for role in character.roles for word in words_held(discourse, role)}
    if this.word in roles.office and not this.plain and told & roles.person - roles.loose:
        return told.isdisjoint(going_with(discourse, this, told))
    plain = this.word in roles.person and not this.age
    return plain and bool(told & roles.agent) and told.isdisjoint(going_with(discourse, this, told & roles.agent))


def is_above(discourse: Discourse, this: Description, character: Character) -> bool:
    """'The boy' and 'the woman' are no 'Mr Justice Halloway' and no 'Governor Reyes': who holds an office is not called
    by sex and age alone.
    """
    lexicon = discourse.lexicon
    if not this.bare or this.word not in lexicon.words.phrases.one_of_many:
        return False
    held = (word for role in character.roles for word in words_held(discourse, role))
    return not lexicon.words.roles.office.isdisjoint((*character.offices, *held))


def holds_another(discourse: Discourse, this: Description, character: Character) -> bool:
    """'the minister' is not a person that the article calls secretary of a union."""
    words = discourse.lexicon.words
    told = [role for role in character.roles if role not in discourse.lexicon.titles.before_names]
    held = {word for role in told for word in role.lower().split()} & words.roles.office
    called = this.word in held or this.word in character.offices
    return bool(held) and not called and held.isdisjoint(words.alike.get(this.word, ()))
