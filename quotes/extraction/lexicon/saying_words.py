"""The tables of `lang/xx.toml` about what is said: verbs, nouns and phrases that report, and the words around them."""

from __future__ import annotations

from quotes.extraction.lexicon.section import Words, section


@section
class Cues:
    """`[cues]`: verbs that report, grouped by what they take."""

    say: Words
    describe: Words
    think: Words
    show: Words
    infinitive: Words
    clausal: Words
    binding: Words
    manner: Words
    plain: Words
    more: Words
    aspect: Words
    adding: Words
    going_on: Words
    asking: Words
    asked: Words
    questions: Words
    put_to: Words
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
    naming: Words
    named_after: Words
    defending: Words
    praising: Words
    tracing: Words
    traced_to: Words


@section
class Denials:
    """`[denials]`: how a clause denies that something was said."""

    verbs: Words
    nouns: Words
    judged: Words
    as_verb: str


@section
class Acts:
    """`[acts]`: what a verb makes of what is said: a denial, a question, a promise."""

    denies: Words
    denies_clause: Words
    asks: Words
    promises: Words
    demands: Words
    accuses: Words
    tells: Words
    orders: Words
    readers: Words


@section
class Unmade:
    """`[unmade]`: words by which a clause says that something was not, or not really, said."""

    hiding: Words
    negative: Words
    alternatives: Words
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
    purporting: Words
    subjects: Words
    true: Words
    untrue: Words
    charged: Words
    extent: Words
    pressing: Words
    having: Words


@section
class Nouns:
    """`[nouns]`: nouns that report, and the words that link them to a report."""

    cues: Words
    links: Words
    made: Words
    makers: Words
    host_links: Words
    hosts: Words
    told: Words
    to_do: Words
    put: Words
    cries: Words
    voices: Words
    coming: Words
    crowds: Words
    passing: Words
    quoting: Words


@section
class Phrases:
    """`[phrases]`: words that report without a verb of saying, and words that never do."""

    views: Words
    view_preposition: Words
    view_link: Words
    view_name: str
    according: str
    per: Words
    carriers: Words
    telling_things: Words
    written: Words
    finders: Words
    shares: Words
    crowd: Words
    in_many: Words
    written_one: Words
    one_of_many: Words
    somebody: Words
    unwritten: Words
    making: Words
    written_in: Words
    letters: Words
    writing: Words
    brief: Words
    voicing: Words
    causing: Words
    blaming: Words
    blamed: Words
    set_beside: Words
    catching: Words
    anonymous: Words
    drafts: Words
    this: Words
    aged: Words
    speechless_endings: Words
    speaking: Words
    speechless_bare: Words
    rules: Words
    speechless: Words


@section
class Terms:
    """`[terms]`: words around a quotation that is a term or a title."""

    naming: Words
    given_as: Words
    works: Words
    makers: Words
    titled: Words
    title_places: Words
    shown_on: Words
    byname: Words
    gloss_links: Words
    tongues: Words
    meaning: Words
    mottos: Words
    performing: Words


@section
class SceneWords:
    """`[scene]`: words that set a scene around speech."""

    reacting: Words
    moods: Words
    settings: Words


@section
class SmallWords:
    """`[small]`: small words that open, join or end a report."""

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
    conditions: Words
    joiners: Words
    joining: Words
    ending: Words
    bound_to: Words
    before_cues: Words
    that: Words
    said_things: Words
    whether: Words
    beside: Words
    as_put: Words
    not_reported: Words
    naming_links: Words
    stative: Words
    being: Words
    being_short: Words
    leading: Words
    without: Words
    detailing: Words
    drawing: Words
    reactions: Words
    even: Words
    beside_telling: Words
    fronted: Words
    placing: Words
    paired: Words
    free_relative: Words
    whoever: Words
    allusions: Words
    alluding_to: Words
    set_phrases: Words
    citing: Words
    pointing: Words
    pointed_to: Words
    comparing: Words
    compared_to: Words
    against: Words
    warned_off: Words
    turning: Words
    indefinite: Words
    whole: Words
    opposing: Words
    judging: Words
    ruling: Words
    asked_for: Words
    letting: Words
