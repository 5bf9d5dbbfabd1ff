"""Of several characters that a description may mean: those at hand, the nearest, and the one that stands out."""

from __future__ import annotations

from collections.abc import Sequence, Set

from quotes.extraction.resolve.body_fit import fits_body
from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.description import Description
from quotes.extraction.resolve.discourse import Discourse, salience
from quotes.extraction.resolve.person_fit import holds_another, is_above, is_like_body, speaks_for_others

ROLE_SENTENCES = 40  # that a role or an organisation's noun looks back
CROWD = 200  # characters, of whom those far away are not asked any more
CLEARLY = 0.5  # by how much one person must stand out to be what a description means
SAME_SENTENCE = 1.5  # against the subject of the sentence that the description stands in


def called_any(discourse: Discourse, words: Set[str], at: int) -> list[Character]:
    """Whom the article calls by any of some words; of a crowd, whoever was mentioned not long before."""
    called = discourse.cast.called
    found = {c.number: c for word in words for c in those_at_hand(discourse, called.get(word, ()), at)}
    return [found[number] for number in sorted(found)]


def those_at_hand(discourse: Discourse, characters: Sequence[Character], at: int) -> Sequence[Character]:
    """The candidates for a description: all of these, or, of a crowd, those mentioned not long before."""
    if len(characters) <= CROWD:
        return characters
    return [discourse.cast.characters[number] for number in sorted(salience(discourse, at, ROLE_SENTENCES))]


def only_or_nearest(discourse: Discourse, characters: Sequence[Character], at: int) -> Character | None:
    return characters[0] if len(characters) == 1 else nearest(discourse, characters, at)


def nearest(discourse: Discourse, characters: Sequence[Character], at: int) -> Character | None:
    if not characters:
        return None
    seen = salience(discourse, at, ROLE_SENTENCES)
    known = [(seen[c.number], -c.number, c) for c in characters if c.number in seen]
    return max(known, key=lambda item: item[:2])[2] if known else None


def most_prominent(
    discourse: Discourse, this: Description, kind: str, sentences: int, others: Set[int] = frozenset()
) -> Character | None:
    """The person or body that the sentences before are about, if one stands out and nothing speaks against it; it is
    none of the numbers in `others`.
    """
    known = []
    for number, score in salience(discourse, this.at, sentences).items():
        character = discourse.cast.characters[number]
        if character.kind == kind and number not in others and may_be(discourse, character, this):
            score -= SAME_SENTENCE if _subject_here(discourse, character, this.at) else 0.0
            known.append((score, character.full_name, character))
    known.sort(key=lambda item: item[:2], reverse=True)
    if known and (len(known) == 1 or known[0][0] - known[1][0] > CLEARLY):
        return known[0][2]
    return None


def _subject_here(discourse: Discourse, character: Character, at: int) -> bool:
    """'Marlow left after the minister spoke': the subject of a sentence is seldom described again in it."""
    layout, subject = discourse.layout, discourse.lexicon.words.grammar.subject
    start, _ = layout.sentences[layout.sentence_of[at]]
    return any(layout.head(place).dep_ in subject for place in character.places_between(start, at))


def may_be(discourse: Discourse, character: Character, this: Description) -> bool:
    """Does nothing speak against it? 'The archbishop' is not a person introduced as a wife or a son."""
    if character.kind == "organisation":
        return not character.is_place and fits_body(discourse, this.word, character, this.at)
    if not character.since or is_like_body(discourse, character):  # of headlines alone
        return False
    roles = discourse.lexicon.words.roles
    if this.word in roles.office and (
        character.role_words & roles.relation or holds_another(discourse, this, character)
    ):
        return False
    if speaks_for_others(discourse, this, character) or is_above(discourse, this, character):
        return False
    if this.gender and discourse.gender(character) not in (this.gender, None):
        return False
    return this.age is None or character.age in (this.age, None)
