"""Recognise by the words of a name that it is no person: a place, a body, a law, half a sentence, a part of a page."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.first_names import is_first_name
from quotes.names.name_key import fold, name_key
from quotes.names.words import name_words
from quotes.people.role_words import is_role, role_words

RUN_TOGETHER = re.compile(r"(?:[a-z][A-Z][a-z]+){3}")  # 'ShareLikeReplyIda', as pages without spaces have it
INNER_CAPITAL = re.compile(r"([A-Z][a-z]{2,})[A-Z](?:[a-z]{2,}|$)")  # 'OrmPost', 'TarnX'
AND = re.compile(r"\w&\w")
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
    if " ".join(words) in known.lands or _is_foreign_body(words) or ADDRESS.fullmatch(name):
        return "organisation"
    if _is_of_many(name, words):
        return "group"
    if _is_written(words):
        return "document"
    body = _is_of_a_body(words) or _is_of_a_land(words) or _is_joined(name) or _has_inner_capital(name)
    return "organisation" if body else None


def _has_inner_capital(name: str) -> bool:
    """'OrmPost Live', 'TarnX'; 'RoseAnn Krell' and 'VanderKrell' are somebody."""
    known = name_words()
    parts = [part[1].lower() for word in name.split() if (part := INNER_CAPITAL.fullmatch(word))]
    return any(not is_first_name(part) and part not in known.particles | known.before_capitals for part in parts)


def _is_foreign_body(words: list[str]) -> bool:
    """'Der Ormbote'; 'Les Tarn' may be somebody."""
    return len(words) > 1 and words[0] in name_words().bodies.articles and not is_first_name(words[0])


def _is_written(words: list[str]) -> bool:
    """'Harbour Safety Act', 'Housing White Paper', 'Part Two'."""
    known = role_words()
    if len(words) == 2 and words[0] in known.parts_of_texts and (words[1] in known.numbers or words[1].isdigit()):
        return True
    if len(words) > 2 and words[-1] in known.papers and words[-2] in known.paper_colours:
        return True
    return len(words) > 1 and words[-1] in known.written and not (is_first_name(words[0]) and len(words) == 2)


def _is_of_a_land(words: list[str]) -> bool:
    """'China Shipping', 'US Harbours'; not 'Belarus Ida Marlow', where the name of somebody follows."""
    known, lands = role_words(), name_words().bodies.lands
    if len(words) < 2 or not (words[0] in lands or words[0] in known.short_lands):
        return False
    return not any(is_first_name(word) or is_role(word) for word in words[1:])


def _is_joined(name: str) -> bool:
    """'Krell & Krell', 'O&M Wireless', 'Centre for Harbours': with a sign or word inside that no person's name has."""
    return AND.search(name) is not None or not role_words().inside_bodies.isdisjoint(name.split()[1:-1])


def _is_of_a_body(words: list[str]) -> bool:
    """'Orm Fact-Check', 'Team Marlow', 'Ida Club', 'Warm Feet Foundation Orm'; 'Ida Street' may be somebody."""
    known = name_words().bodies
    inside = next((at for at, word in enumerate(words[1:-1], start=1) if word in known.never_surnames), None)
    if inside is not None and words[inside + 1] in name_words().small:
        return True  # 'Orm Department of Justice'
    if inside is not None and not any(map(is_first_name, [words[0], *words[inside + 1 :]])):
        return True
    if len(words) > 2 and words[-1] in known.lands:
        return True  # 'Aston Orm China'
    if len(words) < 2 or known.words.isdisjoint({words[0], words[-1]}):
        return False
    return words[-1] in known.never_surnames or not (is_first_name(words[0]) and len(words) == 2)


def _is_of_two_lands(name: str) -> bool:
    """'US-UK', of 'a US-UK deal': two countries, or their peoples."""
    parts, known = name_key(name).split("-"), role_words().places
    lands = name_words().bodies.lands | known.keys()
    return len(parts) > 1 and name_key(name) not in lands and all(part in lands for part in parts)


def _is_post(words: list[str]) -> bool:
    """'Presenter', 'Harbour Development Minister': what somebody is, in place of a name; 'King' is a surname, too."""
    known = role_words()
    if len(words) > 1 and words[-1] in known.posts and not any(map(is_first_name, words)):
        return True
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
    many = one in known.crowds or last in known.crowds or one in known.demonyms
    return is_role(one) or many or one in known.places
