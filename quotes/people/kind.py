"""Find what a name stands for, by all articles that have it: one may take an outlet for a person, but most do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from quotes.names.first_names import gender_of, is_first_name
from quotes.names.name import Name, parse
from quotes.names.name_key import name_key
from quotes.people.kind_in_text import Text, is_always_marked, is_written_as_person, written_kind
from quotes.people.kind_of_name import form_of
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


def _begins_like_a_person(name: Name) -> bool:
    return bool(name.titles) or (bool(name.given) and is_first_name(name.given[0]))


def voted(entries: Sequence[Entry], names: Iterable[Name], text: Text) -> str:
    """The kind that most mentions give, unless the name or the texts show another one.

    A person is looked at again if nothing personal is said of it; an organisation, if no mention doubts it.

    Args:
        names: all names of whoever is meant, also full ones that only a text has.
    """
    full = any(name.kind == "person" and name.given and is_first_name(name.given[0]) for name in names)
    votes = Counter(entry.mention.kind for entry in entries)
    person, body = votes["person"], votes["organisation"]
    if not person and not body:
        return entries[0].kind
    if not any(entry.mention.name.titles for entry in entries) and (form := _form(entries)):
        return form
    if not person:
        return "person" if is_written_as_person(entries, text) else "organisation"
    if body and person != body:
        return "person" if person > body else "organisation"
    if body:
        return "person" if _is_personal(entries) or _is_by_surname(entries) else "organisation"
    return _of_persons(entries, full, text)


def _of_persons(entries: Sequence[Entry], full: bool, text: Text) -> str:
    """The kind of a name that all mentions give to a person, unless the texts show another one."""
    if any(entry.mention.role or entry.mention.name.titles for entry in entries):
        return "person"
    if not full and not _is_personal(entries):
        return written_kind(entries, text)
    return "document" if is_always_marked(entries, text) else "person"


def _form(entries: Sequence[Entry]) -> str | None:
    """The kind that all the names have by their form."""
    forms = {form_of(text) for text in {entry.text for entry in entries}}
    return forms.pop() if len(forms) == 1 else None


def _is_personal(entries: Sequence[Entry]) -> bool:
    """Does the name have anything that people have: a role, a title, a first name?"""
    named = (entry.mention for entry in entries if entry.mention.kind != "organisation")
    return any(one.role or _begins_like_a_person(one.name) for one in named)


def _is_by_surname(entries: Sequence[Entry]) -> bool:
    """Is somebody named by only the last word in one place, and in full in another?"""
    short = any(entry.mention.name.bare for entry in entries)
    return short and any(" " in entry.mention.name.key for entry in entries)
