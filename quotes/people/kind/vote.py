"""Decide what a name stands for by all articles that have it: one may take a body for a person, but most do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from quotes.names.first_names import is_first_name
from quotes.names.name import Name
from quotes.people.kind.in_texts import Text, is_always_marked, is_written_as_person, written_kind
from quotes.people.kind.of_name import form_of
from quotes.people.someone import Entry


def voted(entries: Sequence[Entry], names: Iterable[Name], text: Text) -> str:
    """The kind that most mentions give, unless the name or the texts show another one.

    A person is looked at again if nothing personal is said of it; an organisation, if no mention doubts it.

    Args:
        names: all names of whoever is meant, also full ones that only a text has.
    """
    full = any(map(_has_first_name, names))
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
    return any(one.role or one.name.titles or _has_first_name(one.name) for one in named)


def _has_first_name(name: Name) -> bool:
    """Is its first word a known first name? Only a person's name has given names."""
    return bool(name.given) and is_first_name(name.given[0])


def _is_by_surname(entries: Sequence[Entry]) -> bool:
    """Is somebody named by only the last word in one place, and in full in another?"""
    short = any(entry.mention.name.bare for entry in entries)
    return short and any(" " in entry.mention.name.key for entry in entries)
