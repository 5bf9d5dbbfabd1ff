"""Compare mentions with people: what is known of somebody, and how close a name is to theirs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from quotes.names.compare import Level, compare
from quotes.names.name import Name
from quotes.people.role import Role

NEAR_DAYS = 183  # for this long before and after, news speaks of the same people
MOST_ROLES = 60  # roles of one person that are compared; thousands of wordings say no more
LIFETIME = 70 * 366  # days: nobody speaks for longer than this


class Period(NamedTuple):
    """The first and the last day on which something was seen, ISO 8601; None if no date is known."""

    first: str | None
    last: str | None

    def widened(self, day: str | None) -> Period:
        if not day:
            return self
        return Period(min(self.first or day, day), max(self.last or day, day))


NEAREST: tuple[Level, ...] = ("same", "near", "far", "bare")
NEVER = Period(None, None)


@dataclass(frozen=True, slots=True)
class Mention:
    """One speaker of one article, to be joined; `gender` is what titles and pronouns say of a short name there."""

    name: Name
    kind: str = "person"
    role: Role | None = None
    outlet: str | None = None
    day: str | None = None
    topics: frozenset[str] = frozenset()
    gender: str | None = None


@dataclass(eq=False)
class Person:
    """Somebody of the database, and what speaks for and against a mention.

    Attributes:
        names: every name that articles used so far, by key.
        also: names that a human or a list of known people gave, by key; they need not agree with the others.
        roles: every role so far with the period in which it was given, by key.
        outlets: the outlets that spoke of the person, and when; `often`: in how many articles.
        total: in how many articles the person is named in full.
        gender: as titles and first names say it, or None.
        shown: the name under which the database shows the person.
        pinned: made or changed by a human or a list of known people; the row stays.
        around, topics, beside: what a mention that is compared shares with the person: the articles around its day,
            key terms, and people who are named beside both, of whom the rarer ones count more.
    """

    id: int
    kind: str
    names: dict[str, Name] = field(default_factory=dict)
    also: dict[str, Name] = field(default_factory=dict)
    roles: dict[str, tuple[Role, Period]] = field(default_factory=dict)
    outlets: dict[str, Period] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)
    total: int = 0
    seen: Period = NEVER
    gender: str | None = None
    shown: str = ""
    pinned: bool = False
    around: int = 0
    topics: set[str] = field(default_factory=set)
    beside: float = 0.0


def level_of(name: Name, person: Person) -> Level | None:
    """The closest relation to any name of the person; a full name from an article that disagrees rules it out."""
    known = [(compare(name, other), other) for other in person.names.values()]
    levels = [level for level, _ in known]
    if name.given and any(level is None and other.given for level, other in known):
        levels = []
    levels += [compare(name, other) for other in person.also.values()]
    return next((level for level in NEAREST if level in levels), None)


def lifetime_apart(day: str | None, person: Person) -> bool:
    """Is the day so far from all known days of a person that it must be somebody else?"""
    return bool(person.seen.first and day and days_apart(day, person.seen) > LIFETIME)


def days_apart(day: str, period: Period) -> int:
    """Days between a day and a period; 0 inside it, and if a date cannot be read."""
    try:
        here = date.fromisoformat(day[:10])
        first, last = (date.fromisoformat((part or day)[:10]) for part in period)
    except ValueError:
        return 0
    return max((first - here).days, (here - last).days, 0)
