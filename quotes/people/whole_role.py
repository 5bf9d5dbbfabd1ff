"""Decide whether words given as somebody's role are a role, and theirs. A mood, a place or another name is not."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.first_names import gender_of, is_first_name
from quotes.names.name import Name, parse
from quotes.people.gender import noun_gender
from quotes.people.role import Role, parse_role
from quotes.people.role_words import role_words

HEAD = re.compile(r"\s(?:of|for|at|from|to|in|with|on|by|who)\s")
EDGES = " ,;:“”\"'<>*_–—"


@lru_cache(maxsize=65536)
def whole_role(text: str | None, name: str) -> Role | None:
    """The role without loose words at its ends; None if it is not a role, or is somebody else's.

    >>> whole_role("former film star and", "Ida Marlow").text, whole_role("his deputy who left", "Ida Marlow").text
    ('former film star', 'deputy')
    >>> [whole_role(text, "Ida Marlow") for text in ("Finance Minister Per Lund", "contrite", "Calif.", "rival")]
    [None, None, None, None]
    """
    who = parse(name, "person")
    words = _own(_cut((text or "").strip(EDGES).split()), who)
    role = parse_role(" ".join(words))
    if not role.key or _another(words, who) or _says_little(words, role) or _of_another_gender(role, who):
        return None
    return role if role.noun is not None or any(map(_is_noun, role.key.split())) else None


def _cut(words: list[str]) -> list[str]:
    """'campaign chairman' for 'his campaign chairman, who left and': without the words before and after it."""
    known = role_words()
    while len(words) > 1 and _leads(*words[:2]):
        words = words[1:]
    ends = next((at for at, word in enumerate(words) if at and word.lower() in known.clauses), len(words))
    words = words[:ends]
    while words and words[-1].lower().strip(EDGES) in known.dangling:
        words.pop()
    return [*words[:-1], words[-1].rstrip(EDGES)] if words else []


def _leads(word: str, following: str) -> bool:
    """Does a word only lead to the role: 'his', or the 'One' of 'One former mayor', not of 'One Nation leader'?"""
    known, low = role_words(), word.lower()
    return low in known.leading or (low in known.counting and following.islower())


def _own(words: list[str], who: Name) -> list[str]:
    """'party chair' for 'party chair Ida' of Ida Marlow: without part of her name or a first name before a surname."""
    if len(words) < 2 or _is_noun(words[-1].lower()) or not words[-1].istitle() or not _is_listed(words[-2].lower()):
        return words
    given = is_first_name(words[-1]) or (who.bare and words[-2].istitle())
    return words[:-1] if given or words[-1].lower() in who.key.split() else words


def _says_little(words: list[str], role: Role) -> bool:
    """Is the role unusable: a 'rival' of nobody, a 'stronger leader than', or the 'native sons' of several?"""
    known, head = role_words(), HEAD.split(" ".join(words).lower(), maxsplit=1)[0].split()
    plural = bool(head) and head[-1].endswith("s") and not _is_noun(head[-1]) and _is_noun(head[-1][:-1])
    relation = len(words) == 1 and role.key in known.relations
    return plural or relation or not known.comparing.isdisjoint(word.lower() for word in words)


def _of_another_gender(role: Role, who: Name) -> bool:
    """Is it somebody else's by its gender, as 'first lady' for a Robert?"""
    said, known = noun_gender(role.text), gender_of(who.given[0]) if who.given else None
    return said is not None and known is not None and said != known


def _is_noun(word: str) -> bool:
    """Is it a noun for a person, by its ending or because it is listed?"""
    known = role_words()
    return _is_listed(word) or (word not in known.no_people and word.endswith(known.endings) and len(word) > 4)


def _is_listed(word: str) -> bool:
    known = role_words()
    return word in known.people or word in known.fields or word in known.single | known.neutral


def _another(words: list[str], who: Name) -> bool:
    """Does the role begin or end with another name: 'Finance Minister Per Lund', 'Per Lund and the mayor'?"""
    head = HEAD.split(" ".join(words), maxsplit=1)[0].split()
    if len(head) < 2 or head[-1].endswith(("'s", "’s")):
        return False
    joined = len(words) > 2 and words[2].lower() in role_words().joining
    return _names(head[-2:], who) or (joined and _names(words[:2], who))


def _names(words: list[str], who: Name) -> bool:
    """Are two words another person's name?"""
    last = parse(" ".join(words), "person")
    named = all(word[:1].isupper() and word[1:].islower() for word in words) and is_first_name(words[0])
    return (
        named and bool(last.given) and not set(who.key.split()) & set(last.key.split()) and not _is_listed(last.surname)
    )
