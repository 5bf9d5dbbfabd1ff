"""The words of one language, loaded from `lang/xx.toml` and validated: what a native speaker may correct."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from quotes.errors import LexiconError
from quotes.names.words import FILE, Titles, name_words

ACCORDING, PER = "according", "per"
FOLDER = Path(__file__).parents[1] / "lang"


def _split(value: Any) -> Any:
    words = value.split() if isinstance(value, str) else value
    return frozenset(word.replace("_", " ") for word in words)


Words = Annotated[frozenset[str], BeforeValidator(_split)]
Gender = Literal["male", "female"]
Group = Literal["say", "describe", "think", "show", "infinitive", "manner"]


class Section(BaseModel):
    """A table of the word file; an unknown key is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cues(Section):
    say: Words
    describe: Words
    think: Words
    show: Words
    infinitive: Words
    manner: Words
    plain: Words
    more: Words
    asking: Words
    addressing: Words


class Nouns(Section):
    cues: Words


class Phrases(Section):
    views: Words
    carriers: Words
    causing: Words
    anonymous: Words
    anonymous_adjectives: Words
    carrying: Words
    negative: Words
    aged: Words
    refusing: Words


class Terms(Section):
    naming: Words


class GenderNouns(Section):
    male: Words
    female: Words
    male_endings: Words
    female_endings: Words


class Pronouns(Section):
    male: Words
    female: Words
    plural: Words
    neuter: Words
    first: Words
    first_plural: Words
    second: Words
    relative: Words
    indefinite: Words
    neither: Words


class Roles(Section):
    person: Words
    relation: Words
    office: Words
    rank: Words
    group: Words
    organisation: Words


class Organisations(Section):
    endings: Words
    kinds: Words


class NameWords(Section):
    particles: Words
    compounds: Words
    people_endings: Words
    trade_endings: Words
    no_people: Words
    before_given: Words


class WordList(Section):
    words: Words


class SmallWords(Section):
    in_titles: Words
    before_marks: Words
    clause_links: Words
    joining: Words
    ending: Words


class Grammar(Section):
    """Labels of the language's parser and tagger."""

    subject: Words
    passive_subject: Words
    agent: Words
    clause: Words
    open_clause: Words
    conjunct: Words
    adverbial: Words
    modifier_clause: Words
    apposition: Words
    object: Words
    preposition: Words
    preposition_object: Words
    name_parts: Words
    before_noun: Words
    measure: Words
    determiner: Words
    verb_tags: Words
    finite_tags: Words
    participle_tags: Words
    past_participle_tags: Words
    adjectival: Words
    particle: Words
    name_tags: Words
    common_tags: Words
    noun_tags: Words
    plural_tags: Words
    name_labels: Words
    organisation_labels: Words


class Resolving(Section):
    """What tells who is meant: small words, and labels of the parser, the tagger and the recogniser."""

    the: Words
    articles: Words
    leading_articles: Words
    definite: Words
    no_roles: Words
    of: Words
    in_role: Words
    genitive: Words
    genitive_ends: Words
    who: Words
    which: Words
    year: Words
    old: Words
    asks: Words
    answers: Words
    article_labels: Words
    no_part_labels: Words
    modifier_labels: Words
    before_name_labels: Words
    done_to_labels: Words
    common_noun_tags: Words
    owner_tags: Words
    genitive_tags: Words
    title_tags: Words
    name_labels: Words
    person_labels: Words
    body_labels: Words
    owner_labels: Words
    cut_labels: Words
    no_body_labels: Words
    place_labels: Words


class WordFile(Section):
    """`lang/xx.toml`, table by table."""

    language: str
    cues: Cues
    nouns: Nouns
    phrases: Phrases
    terms: Terms
    title_roles: dict[str, Words]
    gender: GenderNouns
    pronouns: Pronouns
    roles: Roles
    organisations: Organisations
    names: NameWords
    time: WordList
    elisions: WordList
    small: SmallWords
    grammar: Grammar
    resolving: Resolving
    irregular: dict[str, Words]


@dataclass(frozen=True)
class CueForm:
    """A form of a cue verb: its base form, the particle it needs ('point' + 'out') and its groups."""

    lemma: str
    particle: str
    groups: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The word file with what is made from it.

    Attributes:
        words: the file.
        noun_forms: lower-case form of a noun that reports ('claims') to the noun.
        cue_forms: lower-case form ('said') to the cue verbs it can be.
        first_names: lower-case first name to the gender it says.
        titles: what stands before and after a name and is no part of it.
    """

    words: WordFile
    noun_forms: dict[str, str]
    cue_forms: dict[str, tuple[CueForm, ...]]
    first_names: dict[str, Gender]
    titles: Titles

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Every lower-case form that can be a cue or the head of one."""
        return frozenset({ACCORDING, PER, *self.words.phrases.views, *self.noun_forms, *self.cue_forms})

    @cached_property
    def persons(self) -> frozenset[str]:
        """Roles of persons, and words for somebody without a name, in lower case."""
        return self.words.roles.person | self.words.phrases.anonymous

    def noun_gender(self, noun: str) -> Gender | None:
        """What a noun in lower case says of whom it stands for: 'sister', 'Englishwoman'."""
        nouns = self.words.gender
        if noun in nouns.male or noun.endswith(tuple(nouns.male_endings)):
            return "male"
        return "female" if noun in nouns.female or noun.endswith(tuple(nouns.female_endings)) else None

    @cached_property
    def aged(self) -> re.Pattern[str]:
        """Finds the 34 of 'the 34-year-old'."""
        return re.compile(rf"\b(\d{{1,3}}){self._year_old}\b")

    @cached_property
    def aged_before(self) -> re.Pattern[str]:
        """Finds the 34 at the end of '34-year-old Ostrian nurse'."""
        return re.compile(rf"(\d{{1,3}}){self._year_old}\W+(?:[\w-]+\W+){{0,4}}$")

    @property
    def _year_old(self) -> str:
        year, old = (
            "|".join(map(re.escape, sorted(words))) for words in (self.words.resolving.year, self.words.resolving.old)
        )
        return rf"[-‐‑ ](?:{year})[-‐‑ ](?:{old})"

    @cached_property
    def offices(self) -> frozenset[str]:
        """Roles of persons, and what stands before a name as a title, in lower case."""
        return self.words.roles.person | {title.lower() for title in self.titles.of_office}


def load_lexicon(language: str = "en", path: str | Path | None = None) -> Lexicon:
    """The lexicon of a language, or of a word file of your own.

    Raises:
        LexiconError: there is no such file, or a key in it is unknown or missing.
    """
    file = Path(path) if path else FOLDER / f"{language}.toml"
    if not file.is_file():
        known = sorted(p.stem for p in FOLDER.glob("??.toml"))
        raise LexiconError(
            f"no lexicon for language {language!r}; there are {known}. "
            f"Pass path='path/to.toml' or add quotes/lang/{language}.toml"
        )
    return _load(file)


@lru_cache(maxsize=8)
def _load(file: Path) -> Lexicon:
    try:
        words = WordFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise LexiconError(f"{file}: {key}: {first['msg']}") from error
    return Lexicon(words, _noun_forms(words), _cue_forms(words), _first_names(file), _titles(file))


def _noun_forms(words: WordFile) -> dict[str, str]:
    return {form: noun for noun in sorted(words.nouns.cues) for form in (noun, f"{noun}s")}


def _cue_forms(words: WordFile) -> dict[str, tuple[CueForm, ...]]:
    groups: dict[str, set[str]] = {}
    for group in get_args(Group):
        for lemma in getattr(words.cues, group):
            groups.setdefault(lemma, set()).add(group)
    forms: dict[str, dict[CueForm, None]] = {}
    for lemma, found in sorted(groups.items()):
        head, _, particle = lemma.partition(" ")
        cue = CueForm(lemma, particle, frozenset(found))
        irregular = words.irregular.get(lemma.replace(" ", "_"))
        whole = {form.split(" ")[0] for form in irregular} if irregular else regular_forms(head)
        for form in {head, *whole}:
            forms.setdefault(form, {})[cue] = None
    return {form: tuple(cues) for form, cues in forms.items()}


def regular_forms(verb: str) -> set[str]:
    """The forms of a regular English verb: add, adds, added, adding."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past = verb + ("d" if verb.endswith("e") else "ed")
    ing = verb[:-2] + "ying" if verb.endswith("ie") else stem + "ing"
    return {third, past, ing}


def _first_names(file: Path) -> dict[str, Gender]:
    names = file.with_name(f"{file.stem}_first_names.toml")
    if not names.is_file():
        return {}
    table = tomllib.loads(names.read_text(encoding="utf-8"))
    found: dict[str, Gender] = {name.lower(): "male" for name in table["male"].split()}
    found.update({name.lower(): "female" for name in table["female"].split()})
    return found


def _titles(file: Path) -> Titles:
    """The titles of the names file beside a word file; the English ones where there is none."""
    names = file.with_name(f"{file.stem}_names.toml")
    return name_words(names if names.is_file() else FILE).titles
