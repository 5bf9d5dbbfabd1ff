"""A search as it was understood: operators become filters, a name among the words becomes who said it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import Any

from quotes.store import search
from quotes.store.search import Filter
from quotes.web.find import box, people
from quotes.web.find.people import Named
from quotes.web.pages.request import Asked, read_given

#: In an address: the words are words, whoever is called so.
PLAIN = "plain"
COUNTED = search.MOST_COUNTED


@dataclass(frozen=True)
class Understood:
    """What is looked up, and what is told about it.

    Attributes:
        asked: the search, with its filters.
        typed: what stood in the box.
        person: whom the words name, where that became a filter.
        also: other readings of the box: label, count, and what they ask for.
    """

    asked: Asked
    typed: str
    person: Named | None = None
    also: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)


def understand(db: sqlite3.Connection, asked: Asked, *, plain: bool) -> Understood:
    """Read the box of a search. Those who ask for the words as they stand get just these."""
    typed = asked.given.get("words", "")
    read = box.read(typed)
    given = {name: value for name, value in asked.given.items() if name != "words"} | read.filters
    if read.words:
        given["words"] = read.words
    if plain or "speaker" in given or "name" in given or not read.words:
        return Understood(_again(asked, given, read.problems), typed)
    person = people.named_in(db, read.words)
    if person is None:
        return Understood(_again(asked, given, read.problems), typed)
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
    return Understood(_again(asked, chosen, read.problems), typed, kept, readings)


def _as_phrase(words: str, person: Named) -> str:
    """The words with the name among them as one phrase."""
    parts = words.split()
    rest = person.rest.split()
    name = [part for part in parts if part not in rest]
    return " ".join([f'"{" ".join(name)}"', *rest])


def _count(db: sqlite3.Connection, given: dict[str, str]) -> int:
    """How many quotations are asked for, up to one more than are counted."""
    wanted = {name: value for name, value in given.items() if name in Filter.model_fields}
    condition = search.conditions(db, Filter.model_validate(wanted))
    sql = f"select count(*) from (select 1 from {condition.rows} where {condition.where} limit {COUNTED + 1})"
    return int(db.execute(sql, condition.values).fetchone()[0])


def _again(asked: Asked, given: dict[str, str], problems: list[str]) -> Asked:
    read = read_given(given)
    return Asked(read.filter, read.given, asked.order, asked.after, [*asked.problems, *problems, *read.problems])


def without_each(db: sqlite3.Connection, given: dict[str, str]) -> list[tuple[str, int]]:
    """Of a search that finds nothing: which filter, taken away, leaves how many."""
    found = []
    for name in given:
        if name in Filter.model_fields and (count := _count(db, {one: given[one] for one in given if one != name})):
            found.append((name, count))
    return found


def shown_count(count: int) -> str:
    """'11', or 'more than 2,000'."""
    return f"{count:,}" if count <= COUNTED else f"more than {COUNTED:,}"


def readings(understood: Understood, to: Any) -> list[dict[str, str]]:
    """The readings of a box for a page."""
    return [
        {"label": label, "count": shown_count(count), "href": to(**given)} for label, count, given in understood.also
    ]
