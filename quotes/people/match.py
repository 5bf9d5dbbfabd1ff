"""Which of those known is meant? A name of an article against the people of the database; decline rather than guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from quotes.names.compare import Level, compare, fuller
from quotes.names.name import Name
from quotes.names.words import name_words
from quotes.people.role import Role, against, alike

NEAR_DAYS = 90  # an outlet goes on speaking of the same person for so long
MOST_ROLES = 60  # of one person that are compared; thousands of wordings say no more
LIFETIME = 70 * 366  # days over which nobody goes on speaking


class Period(NamedTuple):
    """The first and the last day on which something was seen, ISO 8601; None where no date is known."""

    first: str | None
    last: str | None

    def widened(self, day: str | None) -> Period:
        if not day:
            return self
        return Period(min(self.first or day, day), max(self.last or day, day))


NEAREST: tuple[Level, ...] = ("same", "near", "far", "bare")
NEVER = Period(None, None)


@dataclass(frozen=True)
class Mention:
    """One speaker of one article, as it is to be joined."""

    name: Name
    kind: str = "person"
    role: Role | None = None
    outlet: str | None = None
    day: str | None = None
    topics: frozenset[str] = frozenset()


@dataclass
class Person:
    """Somebody of the database, and what speaks for and against a mention.

    Attributes:
        names: every name that articles used so far, by key.
        also: names that a human or a list of known people gave, by key; they need not agree with the others.
        roles: every role so far with the period in which it was given, by key.
        outlets: who spoke of the person, and when; `often`: in how many articles.
        topics: key terms of the articles.
        shown: the name under which the database shows the person.
        pinned: made or changed by a human or a list of known people; it stays.
    """

    id: int
    kind: str
    names: dict[str, Name] = field(default_factory=dict)
    also: dict[str, Name] = field(default_factory=dict)
    roles: dict[str, tuple[Role, Period]] = field(default_factory=dict)
    outlets: dict[str, Period] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)
    topics: set[str] = field(default_factory=set)
    seen: Period = NEVER
    shown: str = ""
    pinned: bool = False

    def add(self, mention: Mention, *, name: bool = True) -> None:
        """Learn from a mention that is this person; its name only where that is one of the person's own."""
        if name and mention.name.key not in self.also:
            self.names.setdefault(mention.name.key, mention.name)
        self.seen = self.seen.widened(mention.day)
        if mention.role and mention.role.key and (mention.role.key in self.roles or len(self.roles) < MOST_ROLES):
            _, period = self.roles.get(mention.role.key, (mention.role, NEVER))
            self.roles[mention.role.key] = (mention.role, period.widened(mention.day))
        if mention.outlet:
            self.outlets[mention.outlet] = self.outlets.get(mention.outlet, NEVER).widened(mention.day)
            self.often[mention.outlet] += 1


class Choice(NamedTuple):
    """Who is meant, and why.

    Attributes:
        person: None for somebody not known so far.
        why: 'name', 'nickname', 'initials', 'surname'; 'new', 'namesake' or 'undecided' for None.
    """

    person: Person | None
    why: str


def teaches(mention: Mention, choice: Choice) -> bool:
    """Is the name from now on one of the person's? An initial and a surname are not: they are true of several."""
    if choice.person is None or choice.why in ("name", "nickname"):
        return True
    return choice.why == "initials" and all(fuller(mention.name, known) for known in choice.person.names.values())


def choose(mention: Mention, people: Iterable[Person]) -> Choice:
    """The one person a mention can be; nobody where several remain or too little speaks for the one."""
    fits = [(level, person) for person in people if (level := level_of(mention.name, person))]
    free = [(level, person) for level, person in fits if not _contradicts(mention, person)]
    same = [person for level, person in free if level == "same"]
    if same:
        return _among(mention, same, "name")
    if any(level == "same" for level, _ in fits):
        near = [person for level, person in free if level == "near" and _supports(mention, person)]
        return Choice(near[0], "nickname") if len(near) == 1 else Choice(None, "namesake")
    for wanted, why in (("near", "nickname"), ("far", "initials"), ("bare", "surname")):
        found = [person for level, person in free if level == wanted]
        if found:
            return _guarded(mention, found, why)
    return Choice(None, "new")


def narrow(mention: Mention, people: Sequence[Person], more: Callable[[], Sequence[Person]]) -> Choice:
    """Choose among people of exactly this name, or else among all whom the name can mean."""
    choice = choose(mention, people) if people else None
    if choice and (choice.person or choice.why == "undecided"):
        return choice
    return choose(mention, more())


def level_of(name: Name, person: Person) -> Level | None:
    """The nearest that any name of the person comes; a full name from an article that disagrees rules it out."""
    known = [(compare(name, other), other) for other in person.names.values()]
    levels = [level for level, _ in known]
    if name.given and any(level is None and other.given for level, other in known):
        levels = []
    levels += [compare(name, other) for other in person.also.values()]
    return next((level for level in NEAREST if level in levels), None)


def _among(mention: Mention, people: Sequence[Person], why: str) -> Choice:
    """Of several namesakes only the one that something speaks for."""
    if len(people) == 1:
        return Choice(people[0], why)
    for speaks in (_shares_role, _supports):
        supported = [person for person in people if speaks(mention, person)]
        if len(supported) == 1:
            return Choice(supported[0], why)
    return Choice(None, "undecided")


def _guarded(mention: Mention, people: Sequence[Person], why: str) -> Choice:
    """One candidate has to remain; a surname, and a name of the other kind, need support besides."""
    choice = _among(mention, people, why)
    if choice.person is None or why == "nickname":
        return choice
    if why == "surname":
        return choice if _spoken_of(mention, choice.person) else Choice(None, "undecided")
    common = mention.name.surname in name_words().common_surnames
    other_kind = all(known.kind != mention.name.kind for known in choice.person.names.values())
    return Choice(None, "new") if (common or other_kind) and not _supports(mention, choice.person) else choice


def _spoken_of(mention: Mention, person: Person) -> bool:
    """Is it plain whom an outlet means by a surname? By role, by topics, or as it speaks of him these weeks."""
    if person.names.get(mention.name.key) and _supports(mention, person):
        return True
    if _shares_role(mention, person) or _shares_topics(mention, person):
        return True
    if mention.name.surname in name_words().common_surnames or person.often[mention.outlet or ""] < 2:
        return False
    return not mention.day or _days_apart(mention.day, person.outlets[mention.outlet or ""]) <= NEAR_DAYS // 3


def _contradicts(mention: Mention, person: Person) -> bool:
    """Do roles or time keep the mention and the person apart?"""
    if person.seen.first and mention.day and _days_apart(mention.day, person.seen) > LIFETIME:
        return True
    role = mention.role
    if role is None or not role.key or mention.name.kind != "person":
        return False
    if role.key in person.roles:
        return False
    known = [other for other, _ in person.roles.values()]
    if any(alike(role, other) for other in known):
        return False
    return any(against(role, other) for other in known)


def _shares_role(mention: Mention, person: Person) -> bool:
    return mention.role is not None and any(alike(mention.role, other) for other, _ in person.roles.values())


def _shares_topics(mention: Mention, person: Person) -> bool:
    return len(mention.topics & person.topics) >= 2


def _supports(mention: Mention, person: Person) -> bool:
    """Does a role, or the same outlet at about that time, or shared topics speak for the person?"""
    if _shares_role(mention, person) or _shares_topics(mention, person):
        return True
    if not mention.outlet or mention.outlet not in person.outlets:
        return False
    return not mention.day or _days_apart(mention.day, person.outlets[mention.outlet]) <= NEAR_DAYS


def _days_apart(day: str, period: Period) -> int:
    """Days between a day and a period; 0 inside it, and where a date cannot be read."""
    try:
        here = date.fromisoformat(day[:10])
        first, last = (date.fromisoformat((part or day)[:10]) for part in period)
    except ValueError:
        return 0
    return max((first - here).days, (here - last).days, 0)
