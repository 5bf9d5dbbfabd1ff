"""Take a role apart into its noun, field and place, and decide whether two roles can be one person's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quotes.names.name_key import name_key
from quotes.names.words import name_words
from quotes.people.role_words import role_words

Exclusion = Literal["surely", "likely"]


@dataclass(frozen=True)
class Role:
    """A role, taken apart.

    Attributes:
        text: the role as the article writes it: 'former French finance minister'.
        key: equal for equal roles: 'finance france minister'; empty if no word of it counts.
        noun: 'minister', or None if no word of it is known as an office or a trade.
        fields: what it is about: {'public'}.
        places: {'france'}, and names as the article writes them: {'tarn'}.
        past: whether it is said to be over.
    """

    text: str
    key: str
    noun: str | None
    fields: frozenset[str]
    places: frozenset[str]
    past: bool

    def __hash__(self) -> int:
        return hash(self.text)  # roles are counted by the million

    @property
    def holds_office(self) -> bool:
        """Is it an office that one person holds in a place at a time, and holds now?"""
        return self.noun in role_words().single and not self.past and bool(self.places or " " in self.key)


@lru_cache(maxsize=65536)
def parse_role(text: str) -> Role:
    """A role taken apart.

    >>> parse_role("the US president").key == parse_role("American President").key == "president us"
    True
    """
    known = role_words()
    found = _word_pairs(text)
    plain = [known.places.get(word, word) for word, _ in found]
    past = any(word in known.past for word in plain)
    kept = [word for word in plain if word not in known.empty | known.past]
    nouns = [word for word in kept if word in known.fields or word in known.single | known.neutral]
    fields = frozenset(known.fields[word] for word in nouns if word in known.fields)
    places = frozenset(word for word, (_, name) in zip(plain, found, strict=True) if _is_place(word, name, nouns))
    return Role(text, " ".join(sorted(set(kept))), _head(text, nouns), fields, places, past)


def _word_pairs(text: str) -> list[tuple[str, bool]]:
    """Each word in plain letters, and whether it is written like a name; a place of two words is one word."""
    known = role_words().places
    spelt = re.findall(r"[^\W_]+(?:\.[^\W_](?![^\W_]))*(?:-[^\W_]+)*", re.sub(r"['’]s?(?=\s|$)", "", text))
    pairs = [(name_key(word).replace(".", ""), word[:1].isupper()) for word in spelt]
    joined: list[tuple[str, bool]] = []
    for word, name in pairs:
        if joined and f"{joined[-1][0]}-{word}" in known:
            joined[-1] = (f"{joined[-1][0]}-{word}", True)
        else:
            joined.append((word, name))
    return joined


def _is_place(word: str, name: bool, nouns: list[str]) -> bool:
    known = role_words()
    if word in nouns or word in known.empty | known.past | known.parties | name_words().titles.plain:
        return False
    return name or word in known.places.values()


def _head(text: str, nouns: list[str]) -> str | None:
    """The noun of the office: the last one before 'of' or 'for' ('governor' in 'governor of the Bank')."""
    before = re.split(r"\b(?:of|for|at|from)\b", text, maxsplit=1)[0].lower()
    first = [noun for noun in nouns if noun in name_key(before)]
    return (first or nouns)[-1] if nouns else None


def alike(one: Role, other: Role) -> bool:
    """Do two roles speak for one person? The same office, or the same noun or place in the same words."""
    if not one.key or not other.key:
        return False
    if one.key == other.key:
        return True
    shared = set(one.key.split()) & set(other.key.split())
    if one.noun and one.noun == other.noun:
        return not (one.places and other.places) or bool(one.places & other.places)
    countries = set(role_words().places.values())
    return bool((one.places & other.places) - countries) or len(shared - {one.noun, other.noun}) >= 2


def against(one: Role, other: Role) -> Exclusion | None:
    """Do two roles speak for two people of one name, and how much?

    'surely': two trades that hardly anybody combines ('striker', 'surgeon'), or one office in two countries. 'likely':
    trades that people change between in a life, or one office in two places. None: they do not, or one of them is over.
    """
    if one.past or other.past or alike(one, other):
        return None
    if one.fields and other.fields and not one.fields & other.fields:
        known, pairs = role_words(), [frozenset((a, b)) for a in one.fields for b in other.fields]
        if any(pair in known.together for pair in pairs):
            return None
        return "likely" if any(pair in known.changed for pair in pairs) else "surely"
    return _two_places(one, other)


def _two_places(one: Role, other: Role) -> Exclusion | None:
    """'French minister' and 'Polish minister'; a senator 'of Vermont' may be a 'US senator' as well."""
    known = role_words()
    if not one.noun or one.noun != other.noun or one.noun not in known.single:
        return None
    countries = set(known.places.values())
    here, there = one.places, other.places
    if not here or not there or here & there:
        return None
    if here <= countries and there <= countries:
        return "surely"
    return "likely" if one.noun in known.local and not (here | there) & countries else None
