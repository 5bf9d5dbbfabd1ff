"""A word file, `lang/xx.toml`, table by table, and its file of forms: what a native speaker may correct."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from quotes.errors import LexiconError
from quotes.extraction.lexicon.labels import Grammar, Resolving
from quotes.extraction.lexicon.naming_words import GenderNouns, NameParts, Organisations, Pronouns, Roles
from quotes.extraction.lexicon.saying_words import (
    Acts,
    Cues,
    Denials,
    Nouns,
    Phrases,
    SceneWords,
    SmallWords,
    Terms,
    Unmade,
)
from quotes.extraction.lexicon.section import Words, section

Gender = Literal["male", "female"]
CueGroup = Literal["say", "describe", "think", "show", "infinitive", "binding", "manner"]


@section
class TimeWords:
    """`[time]`: words for times, which are never a speaker."""

    words: Words
    days: Words
    months: Words
    past: Words
    before: Words


@section
class Elisions:
    """`[elisions]`: words that begin with an apostrophe, which opens no quotation."""

    words: Words
    genitives: Words
    decades: Words


@section
class FrameWords:
    """`[frame]`: what the parser reads in place of a quotation, and what ends a sentence."""

    placeholder: tuple[str, ...]
    no_initials: tuple[str, ...]


@section
class WordFile:
    """`lang/xx.toml`, table by table."""

    language: str
    called: Words
    cues: Cues
    denials: Denials
    acts: Acts
    unmade: Unmade
    nouns: Nouns
    phrases: Phrases
    terms: Terms
    title_roles: dict[str, Words]
    ages: dict[str, int]
    alike: dict[str, Words]
    alike_bodies: dict[str, Words]
    body_classes: dict[str, Words]
    parties: dict[str, Words]
    gender: GenderNouns
    pronouns: Pronouns
    standing: dict[str, str]
    roles: Roles
    organisations: Organisations
    names: NameParts
    time: TimeWords
    elisions: Elisions
    frame: FrameWords
    scene: SceneWords
    small: SmallWords
    grammar: Grammar
    resolving: Resolving
    irregular: dict[str, Words]


@section
class Forms:
    """`lang/xx_forms.toml`: the other forms of each verb and noun of the word file."""

    verbs: dict[str, Words]
    nouns: dict[str, Words]


def read_words(file: Path) -> WordFile:
    """The word file of a language, without the forms of its words.

    Raises:
        LexiconError: it cannot be read, or a key in it is unknown or missing.
    """
    return read_table(file, WordFile)


Table = TypeVar("Table")
TOLD = {"unexpected_keyword_argument": "unknown key"}  # by pydantic's name of the problem


def read_table(file: Path, table: type[Table]) -> Table:
    """One file of a language, by its table.

    Raises:
        LexiconError: it cannot be read, or a key in it is unknown or missing.
    """
    try:
        return TypeAdapter(table).validate_python(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise LexiconError(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise LexiconError(f"{file}: {key}: {TOLD.get(first['type'], first['msg'])}") from error
