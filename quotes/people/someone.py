"""People in memory while names are joined, with what all the mentions so far say of each."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import log10

from quotes.people.evidence import gender_by_name
from quotes.people.match import MOST_ROLES, NEAR_DAYS, NEVER, Mention, Person

Company = Callable[[int], Sequence[str]]  # the full names of an article
Usual = Callable[[str], float]  # the share of all articles that have a name

MOST_COMPANY = 400  # articles of a person that are searched for who is named beside it


@dataclass(slots=True, eq=False)
class Entry:
    """A row of `names` with its article: one name of one article, to be joined.

    Attributes:
        row, article: ids of the database.
        key: the article's own id, which sorts the same whatever the order of loading.
        text, kind: the name, as the article has it.
        role: the role, as the article gives it.
        speaker, why, probability: how it is joined so far.
        human: the speaker that a human fixed it to.
        place: the group in which it is joined, as `place_of` gives it.
    """

    row: int
    article: int
    key: str
    text: str
    kind: str
    role: str | None
    mention: Mention
    speaker: int
    why: str | None
    probability: float | None
    human: int | None
    place: str | None

    @property
    def rank(self) -> tuple[str, str, str]:
        return (self.key, self.text, self.kind)


@dataclass(slots=True)
class JoinVerdict:
    """Who an entry is joined to, and why; `probability` is given if others of that name are known."""

    entry: Entry
    person: Someone
    why: str
    probability: float | None = None


@dataclass(eq=False)
class Someone(Person):
    """Somebody in memory.

    Attributes:
        articles: those that name them by more than a bare surname: day (0 for none), own id and row id, sorted.
        keeper: this is not a person but the row that keeps the undecided mentions of a name.
    """

    articles: list[tuple[int, str, int]] = field(default_factory=list)
    keeper: bool = False
    company: Counter[str] | None = None

    def take(self, entries: Sequence[Entry], *, names: bool = True) -> None:
        """Give these entries to the person, with all they say."""
        counted = Counter(role for entry in entries if (role := entry.mention.role) and role.key)
        for role in sorted(counted, key=lambda role: (-counted[role], role.text)):
            if role.key in self.roles or len(self.roles) < MOST_ROLES:
                self.roles.setdefault(role.key, (role, NEVER))
        for name in dict.fromkeys(entry.mention.name for entry in entries) if names else ():
            if name.key not in self.also:
                self.names.setdefault(name.key, name)
        self.often.update([entry.mention.outlet or "" for entry in entries])
        if self.kind == "unknown":
            self.kind = next((entry.mention.kind for entry in entries if entry.mention.kind != "unknown"), self.kind)
        if days := [day for entry in entries if (day := entry.mention.day)]:
            self.seen = self.seen.widened(min(days)).widened(max(days))
        self._date(entries)
        self.total += len(entries)
        self.company = None
        self.gender = gender_by_name([*self.names.values(), *self.also.values()]) if names else self.gender

    def _date(self, entries: Sequence[Entry]) -> None:
        found = [(ordinal(entry.mention.day) or 0, entry.key, entry.article) for entry in entries]
        if len(found) == 1:
            insort(self.articles, found[0])
        else:
            self.articles = sorted([*self.articles, *found])

    def near(self, day: str | None) -> int:
        """In how many articles around a day the person is named; in all articles if no day is known."""
        here = ordinal(day)
        if here is None:
            return self.total
        undated = bisect_left(self.articles, (1,))
        first, last = (
            bisect_left(self.articles, (here - NEAR_DAYS,)),
            bisect_left(self.articles, (here + NEAR_DAYS + 1,)),
        )
        return last - first + undated

    def nearest(self, day: str | None, most: int) -> list[int]:
        """The articles that name the person nearest to a day, in both directions."""
        at = bisect_left(self.articles, (ordinal(day) or 0,))
        first = max(min(at - most // 2, len(self.articles) - most), 0)
        return [article for _, _, article in self.articles[first : first + most]]

    def named_beside(self, company: Company) -> Counter[str]:
        """Count the articles in which others are named beside the person."""
        if self.company is None:
            some = self.articles[:: max(len(self.articles) // MOST_COMPANY, 1)]
            self.company = Counter(key for _, _, article in some for key in company(article))
        return self.company


@lru_cache(maxsize=65536)
def ordinal(day: str | None) -> int | None:
    """A day as a number; None if it cannot be read."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


def compare_with(entry: Entry, people: Iterable[Someone], company: Company, usual: Usual) -> None:
    """Note on each of some people what a mention shares with them: articles around its day, and company."""
    beside = company(entry.article)
    for person in people:
        person.around = person.near(entry.mention.day)
        person.topics = set()
        known = person.named_beside(company)
        shared = (key for key in beside if key in known and key not in person.names)
        person.beside = sum(rarity(usual(key)) for key in shared)


def rarity(share: float) -> float:
    """How telling it is to be named beside somebody who is in this share of all articles: 1 for one in a hundred."""
    return min(max(-log10(max(share, 1e-9)) - 1, 0.0), 1.0)
