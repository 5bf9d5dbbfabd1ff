"""What speaks for the speaker that a mention was resolved to, in words for the judge of rows.

A description that fits one person alone, a pronoun whose gender is known to agree, and a name that is given often and
in full are right more often than a guess. Nothing here decides who is meant.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice

from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.discourse import Discourse, last_spoken
from quotes.extraction.resolve.reference import Reference

FAR = (1, 2, 4, 8)  # sentences
OFTEN = (2, 3, 5, 9)  # mentions
STRONG = (1, 3, 6, 12, 24)  # votes for a kind
MOST_BEARERS = 3  # that are counted
PERSONS = frozenset(("person", "unknown"))


def of_reference(discourse: Discourse, reference: Reference, character: Character) -> frozenset[str]:
    """How a pronoun or a description fits its character: the distance, who spoke last, whether the gender agrees."""
    at, layout = reference.mention[0], discourse.layout
    before = character.places_between(0, at)
    since = layout.sentence_of[at] - layout.sentence_of[before[-1][0]] if before else None
    last = last_spoken(discourse, at, PERSONS)
    spoke = last is not None and last[1].character == character.number
    told = discourse.gender(character)
    said = discourse.lexicon.noun_gender(reference.word)
    gender = "none" if not told else "agrees" if said in (told, None) else "differs"
    far = "later" if since is None else str(bisect_right(FAR, since))
    return frozenset((f"since={far}", f"spoke={spoke}", f"gender={gender}", f"since={far}:spoke={spoke}"))


def of_role(discourse: Discourse, reference: Reference, character: Character, way: str) -> frozenset[str]:
    """By which way a description went to somebody, and how many others the article calls by its noun."""
    called = (c for c in discourse.cast.called.get(reference.word, ()) if c.kind == character.kind)
    bearers = len(list(islice(called, MOST_BEARERS)))
    return of_reference(discourse, reference, character) | {f"way={way}", f"bearers={bearers}", f"way={way}:{bearers}"}


def of_name(discourse: Discourse, reference: Reference, character: Character) -> frozenset[str]:
    """How often the name stands, what the recogniser takes it for, and how strongly it is a person's or a body's."""
    votes = bisect_right(STRONG, character.kinds.get(character.kind, 0))
    words = len(character.full_name.split())
    found = {f"places={bisect_right(OFTEN, len(character.places))}", f"label={character.label}:{character.kind}"}
    found |= {
        f"votes={character.kind}:{votes}",
        f"words={min(words, 4)}:{character.kind}",
        f"place={character.is_place}",
    }
    first = discourse.layout.tokens[reference.mention[0]]
    whole = reference.mention in character.places
    found |= {f"role={bool(character.roles)}:{character.kind}", f"begun={bool(character.begun)}", f"whole={whole}"}
    return frozenset((*found, f"opens={first.tag_}"))
