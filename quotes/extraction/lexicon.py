"""The words of one language, loaded from `lang/xx.toml` and validated: what a native speaker may correct."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from quotes.errors import LexiconError
from quotes.names.words import FILE, Titles, name_words

FOLDER = Path(__file__).parents[1] / "lang"
DEFAULT = "en"  # of an article that names no language
LONGEST_NAME = 40  # characters of the name of a language that a message repeats


def _split(value: Any) -> Any:
    """The words of a string, '_' for a space inside of one; a list, of labels, as it stands."""
    return frozenset(word.replace("_", " ") for word in value.split()) if isinstance(value, str) else value


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
    asked: Words
    addressing: Words
    told: Words
    naming_deeds: Words
    as_described: Words
    of_deed: Words


class Acts(Section):
    denies: Words
    asks: Words
    promises: Words
    demands: Words
    accuses: Words
    tells: Words


class Unmade(Section):
    negative: Words
    marks: Words
    modals: Words
    conditional: Words
    perfect: Words
    without: Words
    governors: Words
    turned: Words
    subjects: Words


class Nouns(Section):
    cues: Words
    links: Words
    makers: Words
    told: Words


class Phrases(Section):
    views: Words
    view_preposition: Words
    view_link: Words
    according: str
    per: Words
    carriers: Words
    causing: Words
    blaming: Words
    blamed: Words
    catching: Words
    anonymous: Words
    negative: Words
    aged: Words
    refusing: Words
    speechless_endings: Words
    speaking: Words
    speechless: Words


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
    first_subject: Words
    first_plural: Words
    second: Words
    relative: Words
    relative_subject: Words
    relative_person: Words
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
    links: Words
    weak_links: Words
    body_links: Words
    body_joins: Words
    seated: Words
    seats: Words
    office_links: Words
    articles: Words
    genitive_endings: Words


class WordList(Section):
    words: Words


class Frame(Section):
    placeholder: tuple[str, ...]


class SmallWords(Section):
    in_titles: Words
    complementisers: Words
    joint: Words
    before_marks: Words
    clause_links: Words
    joining: Words
    ending: Words
    before_cues: Words
    that: Words
    whether: Words
    as_put: Words
    not_reported: Words
    naming_links: Words
    stative: Words
    letting: Words


class Grammar(Section):
    """Labels of the language's parser and tagger."""

    subject: Words
    empty_subject: Words
    clause_subject: Words
    passive_subject: Words
    agent: Words
    clause: Words
    open_clause: Words
    conjunct: Words
    coordination: Words
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
    owner: Words
    auxiliary: Words
    passive_auxiliary: Words
    negation: Words
    verb_modifiers: Words
    parenthetical: Words
    clause_marks: Words
    outside_mention: Words
    after_noun: Words
    before_cue: Words
    after_cue: Words
    verb_tags: Words
    infinitive_tags: Words
    base_tags: Words
    preposition_clause: Words
    finite_tags: Words
    participle_tags: Words
    past_tags: Words
    past_participle_tags: Words
    adjectival: Words
    particle: Words
    name_tags: Words
    common_tags: Words
    common_noun_tags: Words
    noun_tags: Words
    pronoun_tags: Words
    genitive_tags: Words
    possessive_tags: Words
    preposition_tags: Words
    question_tags: Words
    question_adverb_tags: Words
    before_subject_tags: Words
    telling_tags: Words
    modal_tags: Words
    arguments: Words
    speaking_tags: Words
    opening_tags: Words
    following_tags: Words
    closing_tags: Words
    plural_tags: Words
    name_labels: Words
    person_labels: Words
    organisation_labels: Words
    source_labels: Words
    work_labels: Words
    silent_labels: Words


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
    called: Words
    cues: Cues
    acts: Acts
    unmade: Unmade
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
    frame: Frame
    small: SmallWords
    grammar: Grammar
    resolving: Resolving
    irregular: dict[str, Words]


class Forms(Section):
    """`lang/xx_forms.toml`: the other forms of each verb and noun of the word file."""

    verbs: dict[str, Words]
    nouns: dict[str, Words]


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
        causing, refusing, naming_deeds: every form of these verbs of the file, in lower case.
        first_names: lower-case first name to the gender it says.
        titles: what stands before and after a name and is no part of it.
    """

    words: WordFile
    noun_forms: dict[str, str]
    cue_forms: dict[str, tuple[CueForm, ...]]
    causing: frozenset[str]
    refusing: frozenset[str]
    naming_deeds: frozenset[str]
    first_names: dict[str, Gender]
    titles: Titles

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Every lower-case form that can be a cue or the head of one."""
        phrases = self.words.phrases
        return phrases.per | phrases.views | {self.according[0], *self.noun_forms, *self.cue_forms}

    @cached_property
    def according(self) -> tuple[str, str]:
        """The two words of 'according to', in lower case."""
        head, _, link = self.words.phrases.according.partition(" ")
        return head, link

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


def load_lexicon(language: str | None = None, path: str | Path | None = None) -> Lexicon:
    """The lexicon of a language, or of a word file of your own.

    Args:
        language: as an article names it: 'en', 'en-GB', 'en_us', 'English'; None or '' for English.

    Raises:
        LexiconError: there is no such file, or a key in it is unknown or missing.
    """
    return _load(Path(path) if path else _file_of(language))


@lru_cache(maxsize=256)
def _file_of(language: str | None) -> Path:
    """The word file of the language that a name or a tag begins with."""
    name = re.match(r"[^\W\d_]*", (language or DEFAULT).strip().lower())
    called = name.group() if name else ""
    files = sorted(FOLDER.glob("??.toml"))
    for file in files:
        if called in read_words(file).called:
            return file
    raise LexiconError(
        f"no lexicon for language {(language or '')[:LONGEST_NAME]!r}; there are {[file.stem for file in files]}. "
        f"Pass path='path/to.toml' or add quotes/lang/{called if len(called) == 2 else 'xx'}.toml"
    )


@lru_cache(maxsize=8)
def _load(file: Path) -> Lexicon:
    words = read_words(file)
    own = file.with_name(f"{file.stem}_forms.toml")
    forms = _read(own if own.is_file() else FOLDER / f"{words.language}_forms.toml", Forms)
    return Lexicon(
        words=words,
        noun_forms=_of_noun(words, forms, file),
        cue_forms=_of_verb(words, forms, file),
        causing=_all_forms(words.phrases.causing, words, forms, file),
        refusing=_all_forms(words.phrases.refusing, words, forms, file),
        naming_deeds=_all_forms(words.cues.naming_deeds, words, forms, file),
        first_names=_first_names(file),
        titles=_titles(file),
    )


def read_words(file: Path) -> WordFile:
    """The word file of a language, without the forms of its words.

    Raises:
        LexiconError: it cannot be read, or a key in it is unknown or missing.
    """
    return _read(file, WordFile)


Table = TypeVar("Table", bound=Section)


def _read(file: Path, table: type[Table]) -> Table:
    try:
        return table.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise LexiconError(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{file}: not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise LexiconError(f"{file}: {key}: {first['msg']}") from error


def _of_noun(words: WordFile, forms: Forms, file: Path) -> dict[str, str]:
    nouns = sorted(words.nouns.cues)
    return {form: noun for noun in nouns for form in (noun, *_forms_of(noun, words.irregular, forms.nouns, file))}


def _of_verb(words: WordFile, forms: Forms, file: Path) -> dict[str, tuple[CueForm, ...]]:
    groups: dict[str, set[str]] = {}
    for group in get_args(Group):
        for lemma in getattr(words.cues, group):
            groups.setdefault(lemma, set()).add(group)
    found: dict[str, dict[CueForm, None]] = {}
    for lemma, members in sorted(groups.items()):
        head, _, particle = lemma.partition(" ")
        cue = CueForm(lemma, particle, frozenset(members))
        for form in {head, *_forms_of(head, words.irregular, forms.verbs, file)}:
            found.setdefault(form, {})[cue] = None
    return {form: tuple(cues) for form, cues in found.items()}


def _all_forms(verbs: Words, words: WordFile, forms: Forms, file: Path) -> frozenset[str]:
    return verbs.union(*(_forms_of(verb, words.irregular, forms.verbs, file) for verb in verbs))


def _forms_of(base: str, irregular: dict[str, Words], regular: dict[str, Words], file: Path) -> Words:
    """The other forms of a word.

    Raises:
        LexiconError: none are known, so that the word would be missed in all of them.
    """
    found = irregular.get(base) or regular.get(base)
    if found is None:
        raise LexiconError(
            f"{file}: no forms of {base!r} are known; give them under [irregular], "
            f"or run: python -m tools.build_language {file.stem}"
        )
    return found


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
