"""Who appears in an article: the persons and organisations, under every name it uses for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Gender

MANY = 50  # names, roles and homes that are kept of a character; a word in the names of more characters tells none
MOSTLY = 3  # a longer name is not taken for the full one if a shorter one is this many times as frequent
TERM = re.compile(r"[\w-]+")


@dataclass(frozen=True, eq=False)
class Character:
    """One person or organisation of an article.

    Attributes:
        number: its place among the characters of the article.
        names: each name used, as a tuple of words, and how often.
        kinds: weighed votes for 'person' and 'organisation'.
        genders: votes for 'male' and 'female' of its names, titles and roles.
        roles: descriptions the article gives, first one first.
        offices: what its titles say it is ('Sen.': senator).
        places: token ranges of the mentions, in order.
        labels: what the entity recogniser took it for ('PERSON', 'GPE'), and how often.
        begun: its names that begin with a known first name.
        since: the token where each name stands first outside headlines.
        heads: how often each name stands by itself, not before a noun.
        whole: its names that the recogniser takes for one person, no word more or less.
        homes: the places it is said to be of.
        age: in years, where the article gives it.
        nouns: the nouns that the article tells it is by: 'regulator' of 'the regulator, Orm Watch'.
        is_place: it is a town, a country, a building: nobody who speaks, but for the government of it.
    """

    number: int
    names: Mapping[tuple[str, ...], int]
    kinds: Mapping[str, int]
    genders: Mapping[Gender, int]
    roles: tuple[str, ...]
    offices: frozenset[str]
    places: tuple[Range, ...]
    labels: Mapping[str, int]
    begun: frozenset[tuple[str, ...]]
    since: Mapping[tuple[str, ...], int]
    heads: Mapping[tuple[str, ...], int]
    whole: frozenset[tuple[str, ...]]
    homes: frozenset[str]
    age: int | None
    nouns: frozenset[str]
    is_place: bool

    @cached_property
    def full_name(self) -> str:
        """The longest name, of equally long ones the most frequent; not one that extends a more frequent name."""
        grown = {name for name in self.names for short in self.names if self._runs_on(name, short)}
        best = max((name for name in self.names if name not in grown), key=lambda name: (len(name), self.names[name]))
        return " ".join(best)

    def _runs_on(self, name: tuple[str, ...], short: tuple[str, ...]) -> bool:
        if self.kind == "organisation":
            return self._is_part(name, short)
        if not 1 < len(short) < len(name) or self.kind != "person" or self.names[short] < self.names[name]:
            return False
        if self._is_introduced(name, short):
            return False
        after = name[: len(short)] == short and not name[-1].isupper()
        return after or (name[-len(short) :] == short and short in self.begun and name not in self.begun)

    def _is_introduced(self, name: tuple[str, ...], short: tuple[str, ...]) -> bool:
        """'Björn Ingi Brekkusson … Björn Ingi': one person to the recogniser, in full where it stands first."""
        before = name in self.since and short in self.since and self.since[name] < self.since[short]
        one_more = len(name) == len(short) + 1  # not 'Björn Ingi Election Day'
        return before and one_more and name in self.begun and name in self.whole

    def _is_part(self, name: tuple[str, ...], short: tuple[str, ...]) -> bool:
        """'Aldervik Ferries' in a text that speaks of Aldervik first and mostly: a part or a product of it."""
        later = name in self.since and short in self.since and self.since[short] < self.since[name]
        seldom = MOSTLY * self.names[name] <= self.names[short]
        part = (later and seldom) or (name not in self.heads and short in self.heads)
        longer = name[: len(short)] == short or name[-len(short) :] == short
        return part and len(short) < len(name) and longer

    @cached_property
    def kind(self) -> str:
        return leading_kind(self.kinds)

    def places_between(self, start: int, end: int) -> Sequence[Range]:
        """Its mentions that begin at the tokens from start up to end."""
        first, last = (bisect_left(self.places, at, key=itemgetter(0)) for at in (start, end))
        return self.places[first:last]

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The words of its roles, in lower case."""
        return frozenset(word.lower() for role in self.roles for word in role.split())

    @cached_property
    def role_terms(self) -> tuple[frozenset[str], ...]:
        """The words of each role, in lower case and without marks."""
        return tuple(frozenset(TERM.findall(role.lower())) for role in self.roles)

    @cached_property
    def names_told(self) -> frozenset[str]:
        """The names in what the article says of it: 'Marisol', 'Ostrian'."""
        told = (word for text in (*self.roles, *self.homes) for word in TERM.findall(text))
        return frozenset(word for word in told if word[:1].isupper())

    @cached_property
    def label(self) -> str:
        """What the entity recogniser took it for most often; '' for nothing."""
        return leading_label(self.labels)


def leading_kind(kinds: Mapping[str, int]) -> str:
    """The kind with the most votes: 'person', 'organisation' or 'unknown'."""
    return max(kinds, key=kinds.__getitem__) if kinds else "unknown"


def leading_gender(genders: Mapping[Gender, int]) -> Gender | None:
    """The gender with the most votes; None where they are even."""
    ranked = sorted(genders.items(), key=itemgetter(1), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def leading_label(labels: Mapping[str, int]) -> str:
    """The label that most mentions have."""
    return max(labels, key=labels.__getitem__) if labels else ""


@dataclass(frozen=True)
class Cast:
    """The characters of one article.

    Attributes:
        at: the character of each name token.
        mentions: every mention with its character, in text order.
        called: the characters by each plain word of their names, roles and offices.
    """

    characters: Sequence[Character]
    at: Mapping[int, Character]
    mentions: Sequence[tuple[Range, Character]]
    called: Mapping[str, Sequence[Character]]
