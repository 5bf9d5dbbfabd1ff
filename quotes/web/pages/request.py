"""Read a request's parameters as a `Filter`; values that make no sense are reported and ignored."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from quotes.errors import QuotesError
from quotes.store import search
from quotes.store.filters import Filter
from quotes.store.orders import Place
from quotes.store.words import query_of, terms
from quotes.web import places

FIELDS = (
    "words",
    "speaker",
    "name",
    "outlet",
    "kind",
    "act",
    "speaker_kind",
    "role",
    "rule",
    "gender",
    "told_by",
    "since",
    "until",
    "min_confidence",
    "article",
)
LONGEST = 300
ORDERS = ("newest", "oldest", "relevant", "best")
LABELS = {
    "since": "a first day",
    "until": "a last day",
    "min_confidence": "a confidence",
    "act": "a kind of act",
    "speaker_kind": "a kind of source",
    "told_by": "a kind of evidence of a gender",
    "outlet": "an outlet",
    "order": "an order",
    "article": "an article",
}
ADVICE = {
    "since": "a day such as 2026-03-01, a month or a year",
    "until": "a day such as 2026-03-31, a month or a year",
    "kind": "direct, mixed or indirect",
    "act": "states, denies, asks, promises, demands or accuses",
    "speaker_kind": "person, organisation, group, document, anonymous or unknown",
    "gender": "female, male, other or unknown",
    "told_by": "list, title, pronoun, role or first name",
    "min_confidence": "a number from 0 to 1",
    "speaker": "a number, as on the page of a speaker",
    "article": "a number, as on the page of an article",
    "order": "newest, oldest, relevant or best",
}


@dataclass(frozen=True)
class Asked:
    """A request for quotations: `given` is what the form shows, `filter` what is looked up."""

    filter: Filter
    given: dict[str, str]
    order: str = "newest"
    after: str | None = None
    problems: list[str] = field(default_factory=list)

    def without(self, *names: str) -> dict[str, str]:
        """What is asked for, without these parameters, for the address of a wider search."""
        return {name: value for name, value in self.given.items() if name not in names}


def asked(request: Any, *, but: tuple[str, ...] = ()) -> Asked:
    """Read a request. Bad values are not errors: the page says what it could not use.

    Args:
        but: parameters that mean something else on this page.
    """
    given = {name: _clean(request.args.get(name)) for name in (*FIELDS, "order") if name not in but}
    found = read_given({name: value for name, value in given.items() if value})
    order = found.given.get("order", "newest")
    problems = found.problems if order in ORDERS else [*found.problems, _problem("order", order)]
    known = found.given if order in ORDERS else found.without("order")
    return Asked(found.filter, known, order if order in ORDERS else "newest", request.args.get("after"), problems)


def read_given(given: dict[str, str]) -> Asked:
    """The filters' values by name; values that make no sense are reported and ignored."""
    problems = []
    wanted = {name: value for name, value in given.items() if name in FIELDS}
    while True:
        try:
            found = Filter.model_validate(wanted)
            break
        except ValidationError as error:
            wrong = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]} & wanted.keys()
            problems += [_problem(name, wanted.pop(name)) for name in sorted(wrong)]
            given = {name: value for name, value in given.items() if name not in wrong}
            if not wrong:
                found = Filter()
                break
    if found.words and not query_of(found.words):
        problems.append(_no_words(found.words))
    if found.since and found.until and found.since[: len(found.until)] > found.until[: len(found.since)]:
        problems.append(f"The first day, {found.since}, is after the last, {found.until}, so the two were swapped.")
        given = given | {"since": found.until, "until": found.since}
        found = found.model_copy(update={"since": found.until, "until": found.since})
    return Asked(found, given, problems=problems)


def page_of(
    db: sqlite3.Connection, wanted: Filter, *, size: int, order: str, after: str | None, counted: bool = False
) -> tuple[search.ResultPage, bool]:
    """A page of quotations, and whether `after`, where it begins, is a place; if it is not, this is the first page."""
    place, known = place_of(after, order)
    return search.page(db, wanted, order=order, size=size, place=place, counted=counted), known


def place_of(after: str | None, order: str) -> tuple[Place | None, bool]:
    """The place that a page begins after, and whether the address has a valid one; otherwise the page is the first."""
    try:
        return places.read(after, places.FORMS[order]) if after else None, True
    except (QuotesError, ValueError, RecursionError):
        return None, False


def following(page: Any) -> str | None:
    """How an address says where the next page begins; None for the last page."""
    return places.written(page.place) if page.place else None


def listed(request: Any, name: str, read: Callable[[str], Any]) -> list[Any]:
    """The values of a parameter that may be given several times; unreadable ones are left out."""
    values = []
    for value in request.args.getlist(name):
        try:
            values.append(read(value))
        except ValueError:
            continue
    return list(dict.fromkeys(values))


def _clean(value: str | None) -> str:
    return (value or "").replace("\0", " ").strip()[:LONGEST]


def _no_words(text: str) -> str:
    """Why nothing can be found with these words."""
    if terms(text):
        return f"“{text[:60]}” only says what must be absent; give a word that must be there, too."
    return f"“{text[:60]}” has no word to look for."


def _problem(name: str, value: str) -> str:
    advice = ADVICE.get(name)
    return f"“{value[:60]}” is not {LABELS.get(name, f'a {name}')}" + (f"; give {advice}." if advice else ".")
