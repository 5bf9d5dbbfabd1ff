"""Find who held an office on a day: 'the US president' in an article that never names him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from quotes.people.role import Role, parse_role

if TYPE_CHECKING:
    from sqlite_utils import Database

AROUND = 183  # days before and after an article for which a role that it gave is taken to hold
RULE = "known_role"
SURE = 0.8  # factor on the confidence of the rule that found the words: a name in the text is trusted more


class Term(NamedTuple):
    """Somebody in an office, from the first to the last known day."""

    speaker: int
    first: str | None
    last: str | None


def office_of(words: str) -> Role | None:
    """The office that a description stands for, or None: 'US president', not 'president' and not 'US official'."""
    role = parse_role(words)
    described = role.noun is not None and re.search(rf"\b{re.escape(role.noun)}\b", words) is not None
    return role if described and role.holds_office else None


def describes(words: str) -> bool:
    """Do the words describe somebody by a role in place of a name ('French finance minister')?"""
    noun = parse_role(words).noun
    return noun is not None and re.search(rf"\b{re.escape(noun)}\b", words) is not None


def holder(db: Database, office: Role, day: str | None) -> int | None:
    """The one speaker who held the office around that day; None if nobody or several can have held it."""
    listed = _terms(db, "offices", office.key)
    holding = {term.speaker for term in listed if _covers(term, day)}
    if holding:
        return holding.pop() if len(holding) == 1 else None
    return around(_terms(db, "roles", office.key), day)


def _terms(db: Database, table: str, key: str) -> list[Term]:
    return [
        Term(*row) for row in db.execute(f"select speaker, first, last from {table} where key = ?", [key]).fetchall()
    ]


def _covers(term: Term, day: str | None) -> bool:
    """Is the day in a term of the list? A term without an end goes on."""
    if day is None:
        return term.first is None and term.last is None
    return (not term.first or term.first <= day[: len(term.first)]) and (
        not term.last or day[: len(term.last)] <= term.last
    )


def around(terms: Sequence[Term], day: str | None) -> int | None:
    """The one whom articles gave the role on that day, or the only one who had it shortly before or after."""
    if len({term.speaker for term in terms}) == 1 and (day is None or terms[0].first is None):
        return terms[0].speaker
    here = _day(day)
    if here is None:
        return None
    spans = [(term.speaker, first, last) for term in terms if (first := _day(term.first)) and (last := _day(term.last))]
    inside = {speaker for speaker, first, last in spans if first <= here <= last}
    if inside:
        return inside.pop() if len(inside) == 1 else None
    before = max(((last, speaker) for speaker, _, last in spans if 0 < (here - last).days <= AROUND), default=None)
    after = min(((first, speaker) for speaker, first, _ in spans if 0 < (first - here).days <= AROUND), default=None)
    near = {side[1] for side in (before, after) if side}
    return near.pop() if len(near) == 1 else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
