"""The gender of first names, if nearly all of their bearers agree, from `lang/xx_first_names.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from quotes.names.name_key import name_key
from quotes.names.words import name_words

FILE = Path(__file__).parents[1] / "lang" / "en_first_names.toml"
Gender = Literal["female", "male"]


def gender_of(first_name: str) -> Gender | None:
    """The gender of a first name, in any letters; None for a name of both genders, or one that is not listed.

    >>> gender_of("anna"), gender_of("José"), gender_of("Robin")
    ('female', 'male', None)
    """
    return _first_names().get(name_key(first_name))


def is_first_name(word: str) -> bool:
    """Is it listed as a first name, or known as a form of one ('Jeb')?"""
    key = name_key(word)
    return key in _first_names() or key in name_words().nicknames


@lru_cache(maxsize=1)
def _first_names() -> dict[str, Gender]:
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    male, female = ({name_key(name) for name in table[gender].split()} for gender in ("male", "female"))
    found: dict[str, Gender] = dict.fromkeys(male - female, "male")
    return found | dict.fromkeys(female - male, "female")
