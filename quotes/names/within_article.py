"""Decide whether two names of one article are one person's or organisation's: 'Soir' after 'Julien Soir', 'FBI'."""

from __future__ import annotations

from collections.abc import Container, Set
from functools import lru_cache

from quotes.names.words import name_words


def may_be_same(
    known: tuple[str, ...],
    mentioned: tuple[str, ...],
    *,
    kind: str,
    surely_body: bool,
    mentioned_kind: str,
    first_names: Container[str],
    particles: Container[str],
    suffixes: Set[str],
) -> bool:
    """Can a name in an article be that of a character who has another name in it?

    Args:
        known: the words of the character's name, without titles.
        mentioned: the words of the other name.
        kind: the character's kind: 'person', 'organisation' or 'unknown'.
        surely_body: whether much says that the character is an organisation.
        mentioned_kind: what the other name looks like.
        first_names: given names in lower case.
        particles: 'al' and the like, in lower case.
        suffixes: 'Jr' and the like, as they are written.
    """
    one, other = plain(_without_suffix(known, suffixes)), plain(_without_suffix(mentioned, suffixes))
    if one == other:
        return True
    person = kind != "organisation"
    if len(other) == 1 and len(one) > 1:
        begun = other[0] == one[0] and person and (other[0] in first_names or _is_of_syllables(one))
        if begun or other[0] in (one[-1], without_particle(one[-1], particles)):
            return person or mentioned_kind != "person"
        return mentioned[0].isupper() and initials(known) == mentioned[0].replace(".", "")
    shorter = len(other) < len(one) and not (surely_body and not person and mentioned_kind == "person")
    if shorter and (one[: len(other)] == other or one[-len(other) :] == other):
        return True
    return person and len(other) > 1 and len(one) > 1 and _same_ends(one, other)


def _is_of_syllables(name: tuple[str, ...]) -> bool:
    """'Zhi Tao', which may have the surname first."""
    return len(name) == 2 and name_words().syllables.issuperset(name)


def without_particle(word: str, particles: Container[str]) -> str:
    """The 'hadri' of 'al-hadri'."""
    particle, hyphen, rest = word.partition("-")
    return rest if hyphen and particle in particles else word


def _same_ends(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Do the given names agree, as 'J. Soir' and 'Julien Soir', 'Ida Rosa Brandt' and 'Ida Brandt'?"""
    return one[-1] == other[-1] and (one[0] == other[0] or (one[0][0] == other[0][0] and len(one[0]) <= 2))


def _without_suffix(name: tuple[str, ...], suffixes: Set[str]) -> tuple[str, ...]:
    """The name without 'Jr'."""
    return name[:-1] if len(name) > 2 and name[-1] in suffixes else name


@lru_cache(maxsize=65536)
def plain(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name in lower case, without full stops at their ends."""
    return tuple(word.lower().rstrip(".") for word in name)


def initials(name: tuple[str, ...]) -> str:
    """'FBI' for the Federal Bureau of Investigation."""
    return "".join(word[0] for word in name if word[0].isupper())
