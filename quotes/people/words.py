"""How names vary and what roles say: `words.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class Words:
    """What the file says, ready to be looked up.

    Attributes:
        nicknames: form of a given name to the numbers of the lines it stands in.
        spellings: letters to the letters that stand for them, the longest first.
        fields: noun of a role to its field ('mayor' to 'public').
        together: pairs of fields that are often one person's.
        places: word for a place to the place ('french' to 'france').
        acronyms: acronym to the words of the name.
    """

    titles: frozenset[str]
    suffixes: frozenset[str]
    qualifications: frozenset[str]
    particles: frozenset[str]
    legal: frozenset[str]
    small: frozenset[str]
    common_surnames: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    spellings: tuple[tuple[str, str], ...]
    fields: dict[str, str]
    together: frozenset[frozenset[str]]
    places: dict[str, str]
    empty: frozenset[str]
    past: frozenset[str]
    single: frozenset[str]
    neutral: frozenset[str]
    acronyms: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of `words.toml`."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    plain = ("titles", "suffixes", "qualifications", "particles", "legal", "small", "common_surnames")
    pairs = [pair.split("=") for pair in table["organisations"]["acronyms"].split()]
    return Words(
        **{name: frozenset(table[name].split()) for name in plain},
        **{name: frozenset(table["roles"][name].split()) for name in ("empty", "past", "single", "neutral")},
        nicknames=_nicknames(table["nicknames"]),
        spellings=_spellings(table["spellings"]["order"]),
        fields={noun: field for field, nouns in table["fields"].items() for noun in nouns.split()},
        together=frozenset(frozenset(pair.split(":")) for pair in table["fields_together"]["pairs"].split()),
        places=_places(table["places"]),
        acronyms={acronym: tuple(name.split("-")) for acronym, name in pairs},
    )


def _nicknames(text: str) -> dict[str, frozenset[int]]:
    lines: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for form in line.split():
            lines.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in lines.items()}


def _spellings(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [(spelt, plain) for spelt, plain in (pair.split("=") for pair in text.split())]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _places(table: dict[str, Any]) -> dict[str, str]:
    return {word: place for place, forms in table.items() for word in forms.split()}
