"""The tables of `lang/xx.toml` with the labels of the parser, the tagger and the entity recogniser."""

from __future__ import annotations

from quotes.extraction.lexicon.section import Words, section


@section
class Grammar:
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
    comparative_tags: Words
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


@section
class Resolving:
    """What tells who is meant: small words, and labels of the parser, the tagger and the recogniser."""

    the: Words
    articles: Words
    indefinite: Words
    leading_articles: Words
    definite: Words
    bare: Words
    no_roles: Words
    of: Words
    among: Words
    one_of: Words
    home_links: Words
    in_role: Words
    taken_for: Words
    to_be: Words
    genitive: Words
    genitive_ends: Words
    owned_by: tuple[str, str]
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
    number_tags: Words
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
