"""The words of roles, from `role_words.toml`, which is read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS = (
    *("empty", "past", "parties", "single", "neutral", "local", "people", "no_people"),
    *("articles", "before_bodies", "before_kinds", "plural_verbs", "sayings", "inside_sentences", "asking", "crowds"),
    *("personal", "bodies", "titled_works", "things", "before_verbs", "labels", "label_parts", "written"),
    *("papers", "paper_colours", "parts_of_texts", "numbers", "inside_bodies", "short_lands", "posts"),
    *("families", "cut_off"),
    *("dangling", "leading", "counting", "opening", "openers", "clauses", "joining", "comparing", "relations"),
    *("after_noun", "of_whom", "pointing", "either"),
    *("told_of", "ending_titles", "works", "when", "links"),
    *(
        "held",
        "held_of",
        "works_at",
        "teams_do",
        "reporting",
        "before_many",
        "before_one",
        "demonyms",
        "two_do",
        "before_people",
        "auxiliaries",
    ),
)
FILE = Path(__file__).with_name("role_words.toml")


@dataclass(frozen=True)
class RoleWords:
    """The words of the file, ready to be looked up.

    Attributes:
        fields: maps the noun of a role to its field ('mayor' to 'public').
        together: pairs of fields that are often one person's.
        changed: pairs of fields that people change between in a life.
        places: maps a word for a place to the place ('french' to 'france').
    """

    fields: dict[str, str]
    together: frozenset[frozenset[str]]
    changed: frozenset[frozenset[str]]
    places: dict[str, str]
    empty: frozenset[str]
    past: frozenset[str]
    parties: frozenset[str]
    single: frozenset[str]
    neutral: frozenset[str]
    local: frozenset[str]
    articles: frozenset[str]
    before_bodies: frozenset[str]
    before_kinds: frozenset[str]
    plural_verbs: frozenset[str]
    sayings: frozenset[str]
    inside_sentences: frozenset[str]
    asking: frozenset[str]
    crowds: frozenset[str]
    personal: frozenset[str]
    bodies: frozenset[str]
    titled_works: frozenset[str]
    things: frozenset[str]
    labels: frozenset[str]
    label_parts: frozenset[str]
    written: frozenset[str]
    papers: frozenset[str]
    paper_colours: frozenset[str]
    parts_of_texts: frozenset[str]
    numbers: frozenset[str]
    inside_bodies: frozenset[str]
    short_lands: frozenset[str]
    posts: frozenset[str]
    families: frozenset[str]
    cut_off: frozenset[str]
    before_verbs: frozenset[str]
    held: frozenset[str]
    held_of: frozenset[str]
    works_at: frozenset[str]
    teams_do: frozenset[str]
    reporting: frozenset[str]
    before_many: frozenset[str]
    before_one: frozenset[str]
    demonyms: frozenset[str]
    two_do: frozenset[str]
    before_people: frozenset[str]
    auxiliaries: frozenset[str]
    bodies_have: tuple[str, ...]
    dangling: frozenset[str]
    leading: frozenset[str]
    counting: frozenset[str]
    opening: frozenset[str]
    openers: frozenset[str]
    clauses: frozenset[str]
    joining: frozenset[str]
    comparing: frozenset[str]
    after_noun: frozenset[str]
    of_whom: frozenset[str]
    pointing: frozenset[str]
    either: frozenset[str]
    relations: frozenset[str]
    told_of: frozenset[str]
    ending_titles: frozenset[str]
    works: frozenset[str]
    when: frozenset[str]
    links: frozenset[str]
    people: frozenset[str]
    no_people: frozenset[str]
    endings: tuple[str, ...]
    no_endings: tuple[str, ...]
    telling: tuple[str, ...]
    doing: str


@lru_cache(maxsize=1)
def role_words() -> RoleWords:
    """The words of `role_words.toml`."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return RoleWords(
        **{name: frozenset(table["roles"][name].split()) for name in WORDS},
        endings=tuple(table["roles"]["endings"].split()),
        no_endings=tuple(table["roles"]["no_endings"].split()),
        bodies_have=tuple(table["roles"]["bodies_have"].split()),
        telling=tuple(table["roles"]["telling"].split()),
        doing=table["roles"]["doing"],
        fields={noun: field for field, nouns in table["fields"].items() for noun in nouns.split()},
        together=_pairs(table["fields_together"]["pairs"]),
        changed=_pairs(table["fields_together"]["changed"]),
        places=_places(table["places"]),
    )


def is_role(word: str) -> bool:
    """Is a word in lower case listed as a noun for what somebody is: 'mayor', 'hiker'?"""
    known = role_words()
    return word in known.people or word in known.fields or word in known.single or word in known.neutral


def _pairs(text: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split(":")) for pair in text.split())


def _places(table: dict[str, Any]) -> dict[str, str]:
    return {word: place for place, forms in table.items() for word in forms.split()}
