"""Decide what a name stands for by all articles that have it: one may take a body for a person, but most do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from quotes.names.first_names import is_first_name
from quotes.names.name import Name
from quotes.people.kind.in_texts import (
    Text,
    is_always_marked,
    is_firm,
    is_like_a_name,
    is_misspelt,
    is_one_of_a_people,
    is_only_begun,
    is_written_as_person,
    shown_by_texts,
    speaks_of_itself,
    written_kind,
    written_of_many,
)
from quotes.people.kind.of_name import form_of
from quotes.people.someone import Entry


def voted(entries: Sequence[Entry], names: Iterable[Name], text: Text) -> str:
    """The kind that most mentions give, unless the name or the texts show another one.

    A person is looked at again if nothing personal is said of it; an organisation, if no mention doubts it.

    Args:
        names: all names of whoever is meant, also full ones that only a text has.
    """
    known = tuple(names)
    votes = Counter(entry.mention.kind for entry in entries)
    person, body = votes["person"], votes["organisation"]
    if not any(entry.mention.name.titles for entry in entries) and (form := _form(entries, known)):
        return form
    if is_one_of_a_people(entries, text):
        return "anonymous"
    if not person:
        return _of_no_person(entries, known, text) if body or votes["unknown"] else entries[0].kind
    if (shown := _shown(entries, known, text)) is not None:
        return shown
    if body and person != body:
        return "person" if person > body else "organisation"
    if body:
        own = _is_personal(entries) or _is_by_surname(entries) or is_written_as_person(entries, known, text)
        return "person" if own else "organisation"
    return _of_persons(entries, any(map(_has_first_name, known)), text)


def _shown(entries: Sequence[Entry], names: Sequence[Name], text: Text) -> str | None:
    """The kind that the texts show for certain, of a name that nothing says is a person's by itself."""
    if any(entry.mention.name.titles for entry in entries):
        return None
    if is_firm(entries, text):
        return "organisation"
    if any(entry.mention.role for entry in entries) and any(map(_has_first_name, names)):
        return None
    return shown_by_texts(entries, names, text)


def _of_no_person(entries: Sequence[Entry], names: Sequence[Name], text: Text) -> str:
    """The kind of a name that no mention gives to a person."""
    if is_written_as_person(entries, names, text) or is_misspelt(entries, text):
        return "person"
    if any(entry.mention.kind == "organisation" for entry in entries):
        return written_of_many(entries, text) or "organisation"
    if any(entry.mention.name.kind == "label" for entry in entries):
        return entries[0].kind
    if any(_is_first_with_role(entry) for entry in entries):
        return "person"
    if any(_has_first_name(name) and is_like_a_name(name.text) for name in names):
        return "person"
    return shown_by_texts(entries, names, text, shouted=False) or entries[0].kind


def _of_persons(entries: Sequence[Entry], full: bool, text: Text) -> str:
    """The kind of a name that all mentions give to a person, unless the texts show another one."""
    if any(entry.mention.name.titles for entry in entries):
        return "person"
    if not full and is_only_begun(entries, text):
        return "unknown"
    if not full and speaks_of_itself(entries, text):
        return "organisation"
    if any(entry.mention.role for entry in entries):
        return "person"
    if not full and not _is_personal(entries):
        return written_kind(entries, text)
    return "document" if is_always_marked(entries, text) else "person"


def _form(entries: Sequence[Entry], names: Sequence[Name]) -> str | None:
    """The kind that all the names have by their form; of 'Galena' and 'Orm Galena Street' the longer one's."""
    every = {entry.text for entry in entries} | {name.text for name in names}
    longest = max(every, key=lambda text: (len(text), text))
    forms = {form_of(text) for text in every if text not in longest or text == longest}
    return forms.pop() if len(forms) == 1 else None


def _is_first_with_role(entry: Entry) -> bool:
    """'Isa, the heroine of the book'."""
    name = entry.mention.name
    return name.bare and is_first_name(name.surname) and entry.mention.role is not None


def _is_personal(entries: Sequence[Entry]) -> bool:
    """Does the name have anything that people have: a role, a title, a first name?"""
    named = (entry.mention for entry in entries if entry.mention.kind != "organisation")
    return any(one.role or one.name.titles or _has_first_name(one.name) for one in named)


def _has_first_name(name: Name) -> bool:
    """Is its first word a known first name? Only a person's name has given names."""
    return bool(name.given) and is_first_name(name.given[0])


def _is_by_surname(entries: Sequence[Entry]) -> bool:
    """Is somebody named by only the last word in one place, and in full in another?"""
    short = any(entry.mention.name.bare for entry in entries)
    return short and any(" " in entry.mention.name.key for entry in entries)
