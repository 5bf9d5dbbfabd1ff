"""The tables of a word file, `lang/xx.toml`, and of its file of forms: what a native speaker may correct."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from quotes.errors import LexiconError


def _split(value: Any) -> Any:
    """The words of a string, '_' for a space inside of one; a list, of labels, as it stands."""
    return frozenset(word.replace("_", " ") for word in value.split()) if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_split)]
Gender = Literal["male", "female"]
CueGroup = Literal["say", "describe", "think", "show", "infinitive", "binding", "manner"]


class Section(BaseModel):
    """A table of the word file; an unknown key is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cues(Section):
    say: Words
    describe: Words
    think: Words
    show: Words
    infinitive: Words
    binding: Words
    manner: Words
    plain: Words
    more: Words
    adding: Words
    going_on: Words
    asking: Words
    asked: Words
    addressing: Words
    told: Words
    of_carriers: Words
    naming_deeds: Words
    offering: Words
    as_described: Words
    of_deed: Words
    topics: Words
    why: Words
    of_things: Words
    praising: Words


class Denials(Section):
    verbs: Words
    nouns: Words
    judged: Words
    as_verb: str


class Acts(Section):
    denies: Words
    denies_clause: Words
    asks: Words
    promises: Words
    demands: Words
    accuses: Words
    tells: Words
    readers: Words


class Unmade(Section):
    hiding: Words
    negative: Words
    barely: Words
    no: Words
    marks: Words
    only: Words
    modals: Words
    conditional: Words
    perfect: Words
    without: Words
    refusing: Words
    planning: Words
    unready: Words
    turned: Words
    unreal: Words
    against: Words
    claiming: Words
    falsely: Words
    faked: Words
    subjects: Words


class Nouns(Section):
    cues: Words
    links: Words
    made: Words
    makers: Words
    told: Words
    to_do: Words
    put: Words


class Phrases(Section):
    views: Words
    view_preposition: Words
    view_link: Words
    view_name: str
    according: str
    per: Words
    carriers: Words
    telling_things: Words
    unwritten: Words
    making: Words
    written_in: Words
    voicing: Words
    causing: Words
    blaming: Words
    blamed: Words
    catching: Words
    anonymous: Words
    aged: Words
    speechless_endings: Words
    speaking: Words
    speechless_bare: Words
    rules: Words
    speechless: Words


class Terms(Section):
    naming: Words
    given_as: Words
    works: Words
    shown_on: Words
    byname: Words
    performing: Words


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
    reflexive: Words
    first: Words
    first_subject: Words
    first_plural: Words
    second: Words
    relative: Words
    relative_subject: Words
    relative_person: Words
    indefinite: Words
    light: Words
    both: Words
    pair: Words
    related: Words
    neither: Words


class Roles(Section):
    loose: Words
    person: Words
    relation: Words
    office: Words
    past: Words
    rank: Words
    group: Words
    organisation: Words
    press: Words
    business: Words
    speaking_to: Words


class Organisations(Section):
    endings: Words
    kinds: Words
    sole: Words


class NameParts(Section):
    compounds: Words
    people_endings: Words
    demonyms: Words
    trade_endings: Words
    no_trades: Words
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
    patronymics: Words
    personal: Words
    seat_titles: Words
    parts: Words
    also_surnames: Words
    foreign_articles: Words
    sites: Words
    posts: Words


class WordList(Section):
    words: Words


class TimeWords(Section):
    words: Words
    days: Words
    before: Words


class Elisions(Section):
    words: Words
    genitives: Words
    decades: Words


class FrameWords(Section):
    placeholder: tuple[str, ...]


class SceneWords(Section):
    reacting: Words
    moods: Words
    settings: Words


class SmallWords(Section):
    agent_links: Words
    in_titles: Words
    parts: Words
    label_links: Words
    complementisers: Words
    joint: Words
    joint_phrases: Words
    last_joint: str
    before_marks: Words
    clause_links: Words
    joining: Words
    ending: Words
    bound_to: Words
    before_cues: Words
    that: Words
    whether: Words
    beside: Words
    as_put: Words
    not_reported: Words
    naming_links: Words
    stative: Words
    being: Words
    leading: Words
    without: Words
    detailing: Words
    drawing: Words
    reactions: Words
    even: Words
    beside_telling: Words
    against: Words
    turning: Words
    indefinite: Words
    whole: Words
    opposing: Words
    asked_for: Words
    ruling: Words
    judging: Words
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
    relative_clause: Words
    apposition: Words
    predicate: Words
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
    one_tags: Words
    many_tags: Words
    past_tags: Words
    present_tags: Words
    past_participle_tags: Words
    adjectival: Words
    particle: Words
    name_tags: Words
    common_tags: Words
    common_noun_tags: Words
    adjective_tags: Words
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
    indefinite: Words
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
    interviews: Words
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
    people_labels: Words
    day_labels: Words


class WordFile(Section):
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
    parties: dict[str, Words]
    gender: GenderNouns
    pronouns: Pronouns
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


class Forms(Section):
    """`lang/xx_forms.toml`: the other forms of each verb and noun of the word file."""

    verbs: dict[str, Words]
    nouns: dict[str, Words]


def read_words(file: Path) -> WordFile:
    """The word file of a language, without the forms of its words.

    Raises:
        LexiconError: it cannot be read, or a key in it is unknown or missing.
    """
    return read_table(file, WordFile)


Table = TypeVar("Table", bound=Section)


def read_table(file: Path, table: type[Table]) -> Table:
    """One file of a language, by its table.

    Raises:
        LexiconError: it cannot be read, or a key in it is unknown or missing.
    """
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
