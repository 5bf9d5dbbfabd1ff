"""What roles say of a person: `role_words.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("role_words.toml")


@dataclass(frozen=True)
class RoleWords:
    """What the file says, ready to be looked up.

    Attributes:
        fields: noun of a role to its field ('mayor' to 'public').
        together: pairs of fields that are often one person's.
        places: word for a place to the place ('french' to 'france').
    """

    fields: dict[str, str]
    together: frozenset[frozenset[str]]
    places: dict[str, str]
    empty: frozenset[str]
    past: frozenset[str]
    single: frozenset[str]
    neutral: frozenset[str]


@lru_cache(maxsize=1)
def role_words() -> RoleWords:
    """The words of `role_words.toml`."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return RoleWords(
        **{name: frozenset(table["roles"][name].split()) for name in ("empty", "past", "single", "neutral")},
        fields={noun: field for field, nouns in table["fields"].items() for noun in nouns.split()},
        together=frozenset(frozenset(pair.split(":")) for pair in table["fields_together"]["pairs"].split()),
        places=_places(table["places"]),
    )


def _places(table: dict[str, Any]) -> dict[str, str]:
    return {word: place for place, forms in table.items() for word in forms.split()}
