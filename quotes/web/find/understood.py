"""Interpret a search: operators become filters, and a name among the words becomes the speaker."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from quotes.names.name_key import name_key
from quotes.store import filters
from quotes.store.facets import MOST_COUNTED, Counted, count_of, counts_without
from quotes.store.filters import Filter
from quotes.store.words import any_of
from quotes.web.find import box, people
from quotes.web.find.people import FoundPerson
from quotes.web.pages.request import Asked, read_given

#: The value in an address that says that the words are only words, even if they are a name.
PLAIN = "plain"
COUNTED = MOST_COUNTED
OFFERED = 5  # outlets for one that nobody knows
ALIKE = 80  # of 100, how like a name must be


@dataclass(frozen=True)
class Understood:
    """What is looked up, and what the page says about it.

    Attributes:
        asked: the search, with its filters.
        typed: what stood in the box.
        person: the person named by the words, if that became a filter.
        also: readings of the box: label, count, and what they ask for.
        here: the reading that is looked up.
    """

    asked: Asked
    typed: str
    person: FoundPerson | None = None
    also: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    here: int = 0


def understand(db: sqlite3.Connection, asked: Asked, *, plain: bool) -> Understood:
    """Read the box of a search. If the address asks for the words as they are, they stay words."""
    typed = asked.given.get("words", "")
    read = box.read(typed)
    given = {name: value for name, value in asked.given.items() if name != "words"} | read.filters
    if read.words:
        given["words"] = read.words
    if given.get("outlet"):
        given["outlet"] = outlet_named(db, given["outlet"])
    if plain or "speaker" in given or "name" in given or not read.words:
        return Understood(_again(asked, given, read.problems), typed)
    person = people.named_in(db, read.words)
    if person is None:
        found = _again(asked, given, read.problems)
        return Understood(found, typed, also=_surnamed(db, read.words, given))
    by = {name: value for name, value in given.items() if name != "words"} | {"speaker": str(person.id)}
    by |= {"words": person.rest} if person.rest else {}
    mentioning = given | {"words": _as_phrase(read.words, person), PLAIN: "1"}
    said, mentioned = _count(db, by), _count(db, mentioning)
    about = f" about “{person.rest}”" if person.rest else ""
    readings = [
        (f"Said by {person.name}{about}", said, by),
        (f"Mentioning {person.name}{about}", mentioned, mentioning),
    ]
    chosen = by if said or not mentioned else {name: value for name, value in mentioning.items() if name != PLAIN}
    kept = person if chosen is by else None
    return Understood(_again(asked, chosen, read.problems), typed, kept, readings, int(chosen is not by))


def _surnamed(db: sqlite3.Connection, words: str, given: dict[str, str]) -> list[tuple[str, int, dict[str, str]]]:
    """Offer the words as they are, and what people with one of them as surname said; nothing if there are none."""
    others = {name: value for name, value in given.items() if name != "words"}
    found = []
    for one in people.surnamed(db, words):
        by = others | {"speaker": str(one.id)} | ({"words": one.rest} if one.rest else {})
        if said := _count(db, by):
            found.append((f"Said by {one.name}" + (f" about “{one.rest}”" if one.rest else ""), said, by))
    return [("With these words", _count(db, given), given), *found] if found else []


def outlet_named(db: sqlite3.Connection, typed: str) -> str:
    """The outlet meant: the one of exactly this name, or the only one that differs in case or contains the name."""
    names = _outlets(db)
    if typed in names:
        return typed
    key = name_key(typed)
    same = [name for name in names if name_key(name) == key]
    within = [name for name in names if key in name_key(name)]
    return next((found[0] for found in (same, within) if len(found) == 1), typed)


def outlets_like(db: sqlite3.Connection, typed: str) -> list[str]:
    """Outlets whose names contain what was typed, or are spelt nearly so; none if it is the name of an outlet."""
    from rapidfuzz import fuzz, process

    names = _outlets(db)
    key = name_key(typed)
    if typed in names or not key:
        return []
    within = [name for name in names if key in name_key(name)]
    nearly = process.extract(typed, names, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=OFFERED)
    return list(dict.fromkeys([*within, *(name for name, _, _ in nearly)]))[:OFFERED]


def is_outlet(db: sqlite3.Connection, name: str) -> bool:
    """Is there an outlet of exactly this name?"""
    return db.execute("select 1 from outlet_counts where outlet = ?", [name]).fetchone() is not None


def _outlets(db: sqlite3.Connection) -> list[str]:
    """All outlets, those with most quotations first."""
    sql = "select outlet from outlet_counts where outlet <> '' order by quotes desc, outlet"
    return [row[0] for row in db.execute(sql)]


def _as_phrase(words: str, person: FoundPerson) -> str:
    """The words with the name among them as one phrase."""
    parts = words.split()
    rest = person.rest.split()
    name = [part for part in parts if part not in rest]
    return " ".join([f'"{" ".join(name)}"', *rest])


def _count(db: sqlite3.Connection, given: dict[str, str]) -> int:
    """Count the quotations that are asked for, up to one more than the bound."""
    wanted = {name: value for name, value in given.items() if name in Filter.model_fields}
    condition = filters.conditions(db, Filter.model_validate(wanted))
    return count_of(db, condition)


def _again(asked: Asked, given: dict[str, str], problems: list[str]) -> Asked:
    read = read_given(given)
    told = dict.fromkeys([*asked.problems, *problems, *read.problems])
    return Asked(read.filter, read.given, asked.order, asked.after, list(told))


def without_each(db: sqlite3.Connection, query: Asked) -> list[tuple[str, Counted]]:
    """For a search that finds nothing: how many quotations are found without each of its filters."""
    counts = counts_without(db, query.filter)
    return [(name, counts[name]) for name in query.given if name in counts and counts[name].number]


def with_any(db: sqlite3.Connection, query: Asked) -> list[tuple[str | None, str, dict[str, str]]]:
    """For words that are nowhere together: who said some of them, None for anybody; how many; what asks for these."""
    typed, given = query.given.get("words", ""), query.without("order") | {"order": "relevant", PLAIN: "1"}
    asked: list[tuple[str | None, dict[str, str]]] = [(None, given | {"words": any_of(typed) or ""})]
    if not {"speaker", "name"} & given.keys() and any_of(typed):
        for one in people.surnamed(db, typed):
            asked.append((one.name, given | {"speaker": str(one.id), "words": any_of(one.rest) or one.rest}))
    counted = [(name, _count(db, wanted), wanted) for name, wanted in asked if wanted["words"]]
    return [(name, shown_count(number), wanted) for name, number, wanted in counted if number]


def shown_count(count: int) -> str:
    """'11', or 'more than 2,000'."""
    return f"{count:,}" if count <= COUNTED else f"more than {COUNTED:,}"


def readings(understood: Understood, to: Any) -> list[dict[str, Any]]:
    """The readings of a box, for a page."""
    return [
        {"label": label, "count": shown_count(count), "href": to(**given), "here": place == understood.here}
        for place, (label, count, given) in enumerate(understood.also)
    ]
