"""Is what an article gives somebody as a role one, and theirs? A mood, a place or another's name is none."""

from __future__ import annotations

import re

from quotes.names.first_names import is_first_name
from quotes.names.name import parse
from quotes.people.role import Role, parse_role
from quotes.people.role_words import role_words


def whole_role(text: str | None, name: str) -> Role | None:
    """The role, without what dangles at its end; None for what is no role, or is somebody else's.

    >>> whole_role("former film star and", "Ida Marlow").text
    'former film star'
    >>> [whole_role(text, "Ida Marlow") for text in ("Finance Minister Per Lund", "contrite", "Calif.")]
    [None, None, None]
    """
    words = (text or "").strip(" ,;:“”\"'").split()
    while words and words[-1].lower() in role_words().dangling:
        words.pop()
    role = parse_role(" ".join(words))
    if not role.key or _another(words, name):
        return None
    return role if role.noun is not None or any(map(_is_noun, role.key.split())) else None


def _is_noun(word: str) -> bool:
    """Is it a noun for somebody, by its ending or because it is listed?"""
    known = role_words()
    listed = word in known.people or word in known.fields or word in known.single | known.neutral
    return listed or (word not in known.no_people and word.endswith(known.endings) and len(word) > 4)


def _another(words: list[str], name: str) -> bool:
    """Does the role end with the name of another one, before what it is of or for: 'Finance Minister Per Lund'?"""
    head = re.split(r"\s(?:of|for|at|from|to|in|with|on|by|who)\s", " ".join(words), maxsplit=1)[0].split()
    if len(head) < 2 or head[-1].endswith(("'s", "’s")):
        return False
    own = set(parse(name, "person").key.split())
    last = parse(" ".join(head[-2:]), "person")
    named = all(word[:1].isupper() and word[1:].islower() for word in head[-2:]) and is_first_name(head[-2])
    return named and bool(last.given) and not own & set(last.key.split()) and not _is_noun(last.surname)
