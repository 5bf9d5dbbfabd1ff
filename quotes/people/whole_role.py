"""Decide whether words given as somebody's role are a role, and theirs. A mood, a place or another name is not."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.first_names import gender_of, is_first_name
from quotes.names.name import Name, parse
from quotes.names.name_key import name_key
from quotes.names.words import name_words
from quotes.people.gender import noun_gender
from quotes.people.role import Role, parse_role
from quotes.people.role_edges import EDGES, GENITIVE, head_of, without_edges
from quotes.people.role_words import is_role, role_words

INITIAL = re.compile(r"[A-Z]\.")
MARKUP = re.compile(r"[=<>]|://")


@lru_cache(maxsize=65536)
def whole_role(text: str | None, name: str) -> Role | None:
    """The role without loose words at its ends; None if it is not a role, or is somebody else's.

    >>> whole_role("former film star and", "Ida Marlow").text, whole_role("his deputy who left", "Ida Marlow").text
    ('former film star', 'deputy')
    >>> [whole_role(text, "Ida Marlow") for text in ("Finance Minister Per Lund", "contrite", "Calif.", "rival")]
    [None, None, None, None]
    """
    if not text or MARKUP.search(text.strip(EDGES)):
        return None
    who = parse(name, "person")
    words = _own(without_edges(text, is_noun), who)
    role = parse_role(" ".join(words))
    if not role.key or _another(words, who) or _says_little(words, role) or _of_another_gender(role, who):
        return None
    return role if _ends_in_a_noun(words) else None


@lru_cache(maxsize=65536)
def whole(role: str | None, name: str | None, kind: str | None) -> str | None:
    """The words of a role as a quotation shows them; those that no person can have are left out.

    >>> whole("So despite President", "Ida Marlow", "person"), whole("contrite", "Ida Marlow", "person")
    ('President', None)
    """
    if not role or not name or kind != "person":
        return role
    found = whole_role(role, name)
    return found.text if found else None


def _ends_in_a_noun(words: list[str]) -> bool:
    """Do the words before 'of' end in a noun for a person, or nearly; or all words: 'University of Orm professor'?"""
    head = [name_key(word).replace(".", "") for word in head_of(words)]
    parts: list[list[str]] = [[]]
    for word in head:
        if word in role_words().joining:
            parts.append([])
        else:
            parts[-1].append(word)
    named = len(words) == 1 and not is_role(head[0]) and (is_first_name(words[0]) or words[0].istitle())
    return not named and (any(map(_ends_well, parts)) or is_noun(words[-1].lower()))


def _ends_well(head: list[str]) -> bool:
    """'mayor', 'heir apparent', not 'Republican presidential'."""
    after = len(head) > 1 and head[-1] in role_words().after_noun
    return any(_names_somebody(word) for word in head[-1 - after :])


def _names_somebody(word: str) -> bool:
    """Is it a noun for a person, also in 'ex-mayor' and 'editor-in-chief'? 'then-mayor' says that it is over."""
    first, *_, last = [word, *word.split("-")]
    return not first.startswith("then-") and (is_role(word) or is_noun(last))


def _own(words: list[str], who: Name) -> list[str]:
    """'party chair' for 'party chair Ida' of Ida Marlow: without part of her name, a first name before a surname, or
    another's name before 'and'.
    """
    joined = len(words) > 2 and words[1].lower() in role_words().joining and not is_noun(words[0].lower())
    if joined and words[0][:1].isupper() and words[2].islower():
        words = words[2:]  # 'Lund and business associate'
    if len(words) < 2 or is_noun(words[-1].lower()) or not words[-1].istitle() or not is_role(words[-2].lower()):
        return words
    given = is_first_name(words[-1]) or (who.bare and words[-2].istitle())
    return words[:-1] if given or words[-1].lower() in who.key.split() else words


def _says_little(words: list[str], role: Role) -> bool:
    """Is the role unusable: a 'rival' of nobody, a 'stronger leader than', or the 'native sons' of several?"""
    known, head = role_words(), head_of(words)
    plural = bool(head) and head[-1].endswith("s") and not is_noun(head[-1]) and is_noun(head[-1][:-1])
    relation = len(words) == 1 and role.key in known.relations
    relation = relation or (bool(head) and head[-1] in known.of_whom and _is_of_nobody(words))
    pointing = words[0].lower() in known.pointing or not known.either.isdisjoint(head)
    return plural or relation or pointing or not known.comparing.isdisjoint(word.lower() for word in words)


def _is_of_nobody(words: list[str]) -> bool:
    """'chief rival', 'new best friend', where nothing says whose."""
    linked = any(word.lower() in role_words().links | role_words().joining for word in words)
    return not linked and not any(word[:1].isupper() or word.endswith(GENITIVE) for word in words)


def _of_another_gender(role: Role, who: Name) -> bool:
    """Is it somebody else's by its gender, as 'first lady' for a Robert?"""
    said, known = noun_gender(role.text), gender_of(who.given[0]) if who.given else None
    return said is not None and known is not None and said != known


def is_noun(word: str) -> bool:
    """Is it a noun for a person, by its ending or because it is listed?"""
    known = role_words()
    ends = word.endswith(known.endings) and not word.endswith(known.no_endings) and len(word) > 4
    return is_role(word) or (ends and word not in known.no_people)


def _another(words: list[str], who: Name) -> bool:
    """Does the role begin or end with another name: 'Finance Minister Per Lund', 'Per Lund and the mayor'?"""
    words = [word for word in words if not INITIAL.fullmatch(word)]
    head = words[: len(head_of(words))]
    if _ends_in_a_holder(words, who) or _is_beside_another(head, who):
        return True
    if len(head) < 2 or head[-1].endswith(("'s", "’s")):
        return False
    joined = len(words) > 2 and words[2].lower() in role_words().joining
    return _names(head[-2:], who) or (joined and _names(words[:2], who))


def _is_beside_another(head: list[str], who: Name) -> bool:
    """'Republican Per Lund and Democrat': another's name with a title, before 'and'."""
    known = role_words()
    return any(
        _names(head[at : at + 2], who) and head[at + 2].lower() in known.joining and is_role(head[at - 1].lower())
        for at in range(1, len(head) - 2)
    )


def _ends_in_a_holder(words: list[str], who: Name) -> bool:
    """'Minister for Roads Per Lund' ends in the name of its holder, 'aide to Senator Per Lund' in another one's."""
    bodies, known = name_words().bodies, role_words()
    words = words[words[0].lower() in known.past :]
    titled = all(word.istitle() for word in words if word.lower() not in role_words().links) and is_role(
        words[0].lower()
    )
    named = len(words) > 4 and titled and _names(words[-2:], who) and words[-3].lower() not in role_words().links
    return named and words[-1].lower() not in bodies.words | bodies.also_surnames


def _names(words: list[str], who: Name) -> bool:
    """Are two words another person's name?"""
    last = parse(" ".join(words), "person")
    named = all(word[:1].isupper() and word[1:].islower() for word in words) and is_first_name(words[0])
    return named and bool(last.given) and not set(who.key.split()) & set(last.key.split()) and not is_role(last.surname)
