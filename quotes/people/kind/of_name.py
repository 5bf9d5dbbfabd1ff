"""Recognise by the words of a name that it is no person: a place, a body, a law, half a sentence, a part of a page."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.first_names import is_first_name
from quotes.names.name_key import fold, name_key
from quotes.names.words import name_words
from quotes.people.role_words import is_role, role_words

RUN_TOGETHER = re.compile(r"(?:[a-z][A-Z][a-z]+){3}")  # 'ShareLikeReplyIda', as pages without spaces have it
PLURAL = re.compile(r"[a-z]s$|men$|women$|people$")
ADDRESS = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}")  # of an outlet: 'orm-eye.info'


@lru_cache(maxsize=65536)
def form_of(name: str) -> str | None:
    """'organisation', 'group', 'document', 'anonymous' or 'unknown' for a name that no person has; None for all others.

    >>> form_of("Agence Tarn-Presse"), form_of("Harbour Democrats"), form_of("Will Orm Be Next"), form_of("Ida Tarn")
    ('organisation', 'group', 'unknown', None)
    """
    words, known = fold(name), name_words().bodies
    if RUN_TOGETHER.search(name) or _is_a_sentence(words) or _ends_in_a_title(name) or _is_of_two_lands(name):
        return "unknown"
    if _is_post(words):
        return "anonymous"
    if " ".join(words) in known.lands or (len(words) > 1 and words[0] in known.articles) or ADDRESS.fullmatch(name):
        return "organisation"
    if _is_of_many(name, words):
        return "group"
    if len(words) > 1 and words[-1] in role_words().written and not (is_first_name(words[0]) and len(words) == 2):
        return "document"
    return "organisation" if _is_of_a_body(words) else None


def _is_of_a_body(words: list[str]) -> bool:
    """'Orm Fact-Check', 'Team Marlow', 'Ida Club'; 'Ida Street' may be somebody."""
    known = name_words().bodies
    if len(words) < 2 or known.words.isdisjoint({words[0], words[-1]}):
        return False
    return words[-1] in known.never_surnames or not (is_first_name(words[0]) and len(words) == 2)


def _is_of_two_lands(name: str) -> bool:
    """'US-UK', of 'a US-UK deal': two countries, or their peoples."""
    parts, known = name_key(name).split("-"), role_words().places
    lands = name_words().bodies.lands | known.keys()
    return len(parts) > 1 and name_key(name) not in lands and all(part in lands for part in parts)


def _is_post(words: list[str]) -> bool:
    """'Presenter', 'Presiding Officer': what somebody is, in place of a name; 'Baker' and 'King' are surnames, too."""
    known = role_words()
    return bool(words) and words[-1] in known.labels and all(word in known.labels | known.label_parts for word in words)


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
