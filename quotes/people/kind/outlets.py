"""Recognise the outlets of a database among its names: an article may take one for a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from quotes.names.first_names import gender_of
from quotes.names.name import parse
from quotes.names.name_key import name_key
from quotes.people.role_words import role_words
from quotes.people.someone import Entry

ODD = frozenset(".&'’ʼʹ`(\"“")  # with these the key of a name is not its squashed form
DOMAIN = re.compile(r"(?:^www\.)|(?:\.[a-z]{2,6}){1,2}$")


@lru_cache(maxsize=65536)
def squashed(name: str) -> str:
    """The name or the address of an outlet in a form in which both are the same.

    >>> squashed("The Tarn Post"), squashed("tarn-post"), squashed("www.tarnpost.com")
    ('tarnpost', 'tarnpost', 'tarnpost')
    """
    words = name_key(DOMAIN.sub("", name.lower().strip())).split()
    if len(words) > 1 and words[0] in role_words().articles:
        words = words[1:]
    return re.sub(r"\W", "", "".join(words))


def outlets_as_bodies(entries: Sequence[Entry], outlets: frozenset[str]) -> list[Entry]:
    """The entries; those with the name of an outlet of the database become an organisation's.

    A single word is left alone if the article names somebody of that surname in full.
    """
    bearers = {(e.article, e.mention.name.surname) for e in entries if e.mention.name.given}
    return [_as_body(e) if _is_outlet(e, outlets, bearers) else e for e in entries]


def _is_outlet(entry: Entry, outlets: frozenset[str], bearers: set[tuple[int, str]]) -> bool:
    name = entry.mention.name
    plain = "".join(name.key.split())
    if plain not in outlets and ODD.isdisjoint(name.text):
        return False  # nearly all names, of which there are millions
    if entry.human is not None or name.kind == "organisation" or squashed(name.text) not in outlets:
        return False
    own = bool(name.titles) or (bool(name.given) and gender_of(name.given[0]) is not None)
    return not own and not (name.bare and (entry.article, name.surname) in bearers)


def _as_body(entry: Entry) -> Entry:
    name = parse(entry.text, "organisation")
    return replace(entry, mention=replace(entry.mention, name=name, kind="organisation", role=None))
