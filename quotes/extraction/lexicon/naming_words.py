"""The tables of `lang/xx.toml` about who speaks: pronouns, roles and the parts of names."""

from __future__ import annotations

from quotes.extraction.lexicon.section import Words, section


@section
class GenderNouns:
    """`[gender]`: nouns, and endings of nouns, that say whether a person is a man or a woman."""

    male: Words
    female: Words
    male_endings: Words
    female_endings: Words


@section
class Pronouns:
    """`[pronouns]`: pronouns by whom they stand for."""

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
    relative_owner: Words
    relative_subject: Words
    relative_person: Words
    indefinite: Words
    light: Words
    both: Words
    pair: Words
    related: Words
    neither: Words


@section
class Roles:
    """`[roles]`: nouns for what somebody is."""

    loose: Words
    person: Words
    relation: Words
    agent: Words
    accused: Words
    accusing: Words
    interviewer: Words
    beside: Words
    team: Words
    with_others: Words
    led: Words
    other: Words
    office: Words
    incumbent: Words
    past: Words
    rank: Words
    group: Words
    organisation: Words
    bodies: Words
    press: Words
    business: Words
    trades: Words
    broad: Words
    any_trade: Words
    speaking_to: Words


@section
class Organisations:
    """`[organisations]`: words in the names of organisations."""

    endings: Words
    kinds: Words
    sole: Words
    named: Words
    levels: Words
    built: Words
    public: Words


@section
class NameParts:
    """`[names]`: words in and around names."""

    compounds: Words
    homes: Words
    people_endings: Words
    demonyms: Words
    trade_endings: Words
    epithets: Words
    sure_trade_endings: Words
    no_trades: Words
    no_people: Words
    before_given: Words
    links: Words
    weak_links: Words
    body_links: Words
    field_links: Words
    with_field: Words
    body_joins: Words
    joined_endings: Words
    elided: Words
    before_elided: Words
    firm_links: Words
    seated: Words
    seats: Words
    office_links: Words
    departments: Words
    before_honours: Words
    articles: Words
    genitive_endings: Words
    owners: Words
    patronymics: Words
    personal: Words
    seat_titles: Words
    parts: Words
    also_surnames: Words
    also_things: Words
    foreign_articles: Words
    sites: Words
    posts: Words
