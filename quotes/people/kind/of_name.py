"""Recognise by the words of a name that it is no person: a place, a body, half a sentence, a part of a web page."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.first_names import is_first_name
from quotes.names.name_key import fold
from quotes.names.words import name_words
from quotes.people.role_words import is_role, role_words

RUN_TOGETHER = re.compile(r"(?:[a-z][A-Z][a-z]+){3}")  # 'ShareLikeReplyIda', as pages without spaces have it
PLURAL = re.compile(r"[a-z]s$|men$|women$|people$")


@lru_cache(maxsize=65536)
def form_of(name: str) -> str | None:
    """'organisation', 'group' or 'unknown' for a name that no person has; None for all others.

    >>> form_of("Agence Tarn-Presse"), form_of("Harbour Democrats"), form_of("Will Orm Be Next"), form_of("Ida Tarn")
    ('organisation', 'group', 'unknown', None)
    """
    words, known = fold(name), name_words().bodies
    if RUN_TOGETHER.search(name) or _is_a_sentence(words) or _ends_in_a_title(name):
        return "unknown"
    if " ".join(words) in known.lands or (len(words) > 1 and words[0] in known.articles):
        return "organisation"
    if _is_of_many(name, words):
        return "group"
    known_first = is_first_name(words[0]) if words else False
    if len(words) > 1 and known.words & {words[0], words[-1]} and not (known_first and len(words) == 2):
        return "organisation"
    return None


def _is_a_sentence(words: list[str]) -> bool:
    """Is it part of a headline: 'Will Orm Be Next'?"""
    known = role_words()
    return not known.inside_sentences.isdisjoint(words[1:]) or (len(words) > 1 and words[0] in known.asking)


def _ends_in_a_title(name: str) -> bool:
    """Is it a place and a title whose name is missing: 'Orm Gov.'?"""
    words, short = name.split(), name_words().titles.abbreviated
    return len(words) > 1 and words[-1].rstrip(".") in short


def _is_of_many(name: str, words: list[str]) -> bool:
    """Is it a word for several people: 'Tarn Democrats', 'Rabbis'? 'Teachers of Orm' may be a body's name."""
    if not words or not PLURAL.search(name) or not name_words().small.isdisjoint(words) or is_first_name(words[0]):
        return False
    known, last = role_words(), words[-1]
    one = re.sub(r"men$", "man", last) if last.endswith("men") else last.removesuffix("s")
    many = one in known.crowds or last in known.crowds
    return is_role(one) or many or one in known.places
