"""The words that are in names and around them, from `lang/xx_names.toml`, which is read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from quotes.errors import LexiconError
from quotes.names.name_key import fold

FILE = Path(__file__).parents[1] / "lang" / "en_names.toml"
GENDERS = ("female", "male")
PLAIN = (
    "particles",
    "surname_begins",
    "joining",
    "elided",
    "before_elided",
    "articles",
    "openers",
    "legal",
    "small",
    "common_surnames",
    "family_names",
    "syllables",
    "before_capitals",
)


@dataclass(frozen=True)
class Titles:
    """Words before and after a name that are not part of it, as they are written.

    Attributes:
        male, female: titles that say a gender ('Sir', 'Mrs.').
        neutral: titles that say no gender ('Dr', 'Senator').
        before_titles: words that stand before a title ('Deputy', 'Former').
        given_too: titles that are given names too ('Duke').
        with_first: titles that stand before a bare given name too ('Dame').
        epithets: words that headlines put before a surname ('Embattled').
        after: degrees, honours and offices after a name ('KC').
        suffixes: 'Jr' and the like.
    """

    male: frozenset[str]
    female: frozenset[str]
    neutral: frozenset[str]
    before_titles: frozenset[str]
    given_too: frozenset[str]
    with_first: frozenset[str]
    epithets: frozenset[str]
    after: frozenset[str]
    suffixes: frozenset[str]

    @cached_property
    def of_office(self) -> frozenset[str]:
        """Titles that say no gender, and the words before them."""
        return self.neutral | self.before_titles

    @cached_property
    def before_names(self) -> frozenset[str]:
        """Every word that can stand before a name as a title or part of one."""
        return self.male | self.female | self.of_office

    @cached_property
    def address(self) -> frozenset[str]:
        """The titles that say a gender, in plain lower-case letters, without those that are given names too."""
        return _folded((self.male | self.female) - self.given_too)

    @cached_property
    def plain_male(self) -> frozenset[str]:
        """Titles of men in plain lower-case letters, without those that are given names too."""
        return _folded(self.male - self.given_too)

    @cached_property
    def plain_female(self) -> frozenset[str]:
        """Titles of women in plain lower-case letters, without those that are given names too."""
        return _folded(self.female - self.given_too)

    @cached_property
    def plain(self) -> frozenset[str]:
        """Every title in plain lower-case letters, except those that are given names too, or written in capitals."""
        return _folded(title for title in self.before_names - self.given_too if not _is_shouted(title))

    @cached_property
    def plain_suffixes(self) -> frozenset[str]:
        """'jr', 'iii' …"""
        return _folded(self.suffixes)

    @cached_property
    def abbreviated(self) -> frozenset[str]:
        """The titles that are written with a full stop, without it ('Gov')."""
        return frozenset(title.rstrip(".") for title in self.before_names if title.endswith("."))

    @cached_property
    def shouted(self) -> frozenset[str]:
        """The titles that are written in capitals ('PC', 'DI')."""
        return frozenset(title for title in self.before_names if _is_shouted(title))


@dataclass(frozen=True)
class Bodies:
    """Words by which a name is not a person's, in plain lower-case letters.

    Attributes:
        words: those that begin or end the names of organisations and places, and are hardly ever a surname.
        never_surnames: of those, the ones that are never a surname.
        also_surnames: those that are surnames, too.
        articles: articles of other languages that begin such names and are no first names.
        lands: names of countries and their parts, without those that people have, too.
    """

    words: frozenset[str]
    never_surnames: frozenset[str]
    also_surnames: frozenset[str]
    articles: frozenset[str]
    lands: frozenset[str]


@dataclass(frozen=True)
class NameWords:
    """The words of the file, ready to be looked up.

    Attributes:
        particles: small words inside a name, and those that begin a surname.
        surname_begins: particles that begin a surname and are not given names.
        joining: particles that do not begin a surname.
        elided, before_elided: what a mark has left of a particle, and the words before it, which begin a surname.
        articles: words before a name that are not part of it.
        openers: words before a description, which have a capital only where a sentence begins.
        legal: ends of a company's name that are left out as often as not.
        small: words that an acronym leaves out.
        common_surnames: surnames shared by many.
        family_names: surnames that stand first, as in 'Tan Wei Ming'.
        syllables: what given names after such a surname are made of ('wei' and 'ming').
        before_capitals: what may stand before a capital inside a surname, besides particles ('vander' and 'fitz').
        nicknames: maps a form of a given name to the numbers of the lines it stands in.
        spellings: maps letters to the letters that stand for them, the longest first.
        acronyms: maps an acronym to the words of the name.
        bodies: words by which a name is not a person's.
        pronouns: maps 'female' and 'male' to the pronouns that name a speaker.
        roles: maps the same to nouns of roles.
        after_role: words that follow the noun of a role ('of').
    """

    titles: Titles
    particles: frozenset[str]
    surname_begins: frozenset[str]
    joining: frozenset[str]
    elided: frozenset[str]
    before_elided: frozenset[str]
    articles: frozenset[str]
    openers: frozenset[str]
    legal: frozenset[str]
    small: frozenset[str]
    common_surnames: frozenset[str]
    family_names: frozenset[str]
    syllables: frozenset[str]
    before_capitals: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    spellings: tuple[tuple[str, str], ...]
    acronyms: dict[str, tuple[str, ...]]
    bodies: Bodies
    pronouns: dict[str, frozenset[str]]
    roles: dict[str, frozenset[str]]
    after_role: frozenset[str]

    @cached_property
    def surname_particles(self) -> frozenset[str]:
        """Particles that belong to the surname after them."""
        return self.particles - self.joining


@lru_cache(maxsize=8)
def name_words(file: Path = FILE) -> NameWords:
    """The words of a file of names.

    Raises:
        LexiconError: the file is not TOML, or a key in it is unknown or missing.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: not valid TOML: {error}") from error
    _check(file, "", table, {*PLAIN, "nicknames", "titles", "spellings", "organisations", "gender"})
    _check(file, "titles.", table["titles"], {field.name for field in fields(Titles)})
    _check(file, "spellings.", table["spellings"], {"order"})
    _check(file, "organisations.", table["organisations"], {"acronyms", *(field.name for field in fields(Bodies))})
    _check(
        file, "gender.", table["gender"], {"after_role", *(f"{g}_{w}" for g in GENDERS for w in ("pronouns", "roles"))}
    )
    pairs = [pair.split("=") for pair in table["organisations"]["acronyms"].split()]
    return NameWords(
        titles=Titles(**{key: frozenset(text.split()) for key, text in table["titles"].items()}),
        **{key: frozenset(table[key].split()) for key in PLAIN},
        nicknames=_nicknames(table["nicknames"]),
        spellings=_spellings(table["spellings"]["order"]),
        acronyms={acronym: tuple(name.split("-")) for acronym, name in pairs},
        bodies=_bodies(table["organisations"]),
        pronouns={gender: frozenset(table["gender"][f"{gender}_pronouns"].split()) for gender in GENDERS},
        roles={gender: frozenset(table["gender"][f"{gender}_roles"].split()) for gender in GENDERS},
        after_role=frozenset(table["gender"]["after_role"].split()),
    )


def _check(file: Path, path: str, table: Any, wanted: set[str]) -> None:
    for key in sorted(wanted ^ set(table)):
        raise LexiconError(f"{file}: {path}{key}: {'missing' if key in wanted else 'unknown key'}")


def _folded(titles: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(fold(title)) for title in titles)


def _is_shouted(title: str) -> bool:
    return len(title) > 1 and title[:2].isupper()


def _bodies(table: dict[str, str]) -> Bodies:
    """The words for organisations and places; those of `lands` may have several words, joined by '-'."""
    lands = frozenset(land.replace("-", " ") for land in table["lands"].split())
    plain = ("words", "never_surnames", "also_surnames", "articles")
    return Bodies(lands=lands, **{key: frozenset(table[key].split()) for key in plain})


def _nicknames(text: str) -> dict[str, frozenset[int]]:
    lines: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for form in line.split():
            lines.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in lines.items()}


def _spellings(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [(spelt, plain) for spelt, plain in (pair.split("=") for pair in text.split())]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
