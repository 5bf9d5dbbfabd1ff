"""Whom a description stands for, within one article: 'the minister', 'the 34-year-old', 'the company'.

A description goes to whom the article describes so; else to the person or body that the sentences before are about,
where one stands out and nothing speaks against it; else to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.extraction.layout import Range
from quotes.extraction.lexicon import Gender
from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.discourse import Discourse, last_spoken, salience
from quotes.extraction.resolve.name_parts import is_people
from quotes.extraction.resolve.names import LIKELY

FAR_REACH = 40  # sentences a role or an organisation's noun looks back
CROWD = 200  # characters, of whom those far away are not asked any more
CLEARLY = 0.5  # by how much one person must stand out to be what a description means
NOUNS = ("NN", "NNS")
AGED = re.compile(r"\b(\d{1,3})[-‐‑ ]year[-‐‑ ]old\b")


@dataclass(frozen=True)
class Description:
    """A noun phrase that names nobody, taken apart.

    Attributes:
        word: its noun, in lower case.
        names: its other words with a capital: 'Ostrian' of 'the Ostrian president'.
        plain: its other words: 'deputy' of 'the deputy governor'.
        belongs: it is of something: 'the FBI director', 'the chair of the DNC', 'the band leader'.
        owned: it begins with 'his', 'their' …
        bare: nothing but 'the' and the noun.
    """

    at: int
    word: str
    names: frozenset[str]
    plain: frozenset[str]
    belongs: bool
    owned: bool
    bare: bool
    gender: Gender | None
    age: int | None


def describe(discourse: Discourse, mention: Range, head: int) -> Description:
    """The description that a mention with this head is."""
    doc, words = discourse.layout.tokens, discourse.lexicon.words
    word = doc[head].lower_
    before = [doc[i] for i in range(mention[0], head) if doc[i].dep_ not in ("det", "punct")]
    names = {token.text for token in before if token.text[:1].isupper() and token.ent_type_ != "PERSON"}
    of = [noun for link in doc[head].children if link.lower_ == "of" and link.i > head for noun in link.children]
    named = any(token.ent_type_ in ("PERSON", "ORG") for token in before) or any(n.text[:1].isupper() for n in of)
    nouns = [token.lower_ for token in before if token.tag_ in NOUNS and not token.text[:1].isupper()]
    of_kind = not set(nouns) <= words.roles.person
    gender = next((g for g in GENDERS if word in getattr(words.gender, g) or word.endswith(ENDS[g])), None)
    aged = AGED.search(discourse.layout.words(mention).lower())
    return Description(
        at=head,
        word=word,
        names=frozenset(names),
        plain=frozenset(token.lower_ for token in before if not token.text[:1].isupper()),
        belongs=named or (of_kind and word in words.roles.person and not gender),
        owned=doc[mention[0]].tag_ == "PRP$",
        bare=mention[1] - mention[0] == 2,
        gender=gender,
        age=int(aged[1]) if aged else None,
    )


BEFORE_NAMES = {"NN", "NNP", "JJ", "DT"}
TITLES = 5  # words at most between a role and the name behind it
GENDERS: tuple[Gender, ...] = ("male", "female")
ENDS = {"male": ("chman", "shman", "lishman"), "female": ("woman",)}


def described(discourse: Discourse, mention: Range, head: int) -> Character | None:
    """Whom 'the minister', 'the New York businessman' or 'the commission' stands for; None if nobody fits well."""
    words, this = discourse.lexicon.words, describe(discourse, mention, head)
    roles = words.roles
    if this.age is not None:
        return _aged(discourse, this)
    if is_person(discourse, head):
        character = _with_role(discourse, this)
        if character or this.owned or this.word in words.phrases.anonymous:
            return character
        if this.word in roles.office and not this.bare:
            return _goes_on(discourse, this)
        return _goes_on(discourse, this) or (None if this.belongs else _prominent(discourse, this))
    if this.owned:
        return None
    body = _with_word(discourse, this)
    if body is None and this.word in roles.organisation and not this.names and not this.belongs:
        body = _prominent(discourse, this, "organisation", 2) or (
            None if this.word in words.organisations.kinds else _only_body(discourse, this)
        )
        own = {word.lower() for name in body.names for word in name} if body else set()
        if this.word in words.organisations.kinds and own & words.organisations.kinds:
            return None  # 'the union' is no 'Town Council'
    return body


def is_person(discourse: Discourse, head: int) -> bool:
    """Is the noun one for somebody: a role, a title, somebody of a country?"""
    person = discourse.layout.lowers[head] in discourse.lexicon.persons
    return person or is_people(discourse.layout, discourse.lexicon, head)


def _aged(discourse: Discourse, this: Description) -> Character | None:
    """'the 34-year-old': whose age that is; else whom the text is about, if no other age is known of him."""
    of_age = [m for m in _at_hand(discourse, discourse.cast.characters, this.at) if m.age == this.age]
    if of_age:
        return of_age[0] if len(of_age) == 1 else _nearest(discourse, of_age, this.at)
    return _goes_on(discourse, this) or _prominent(discourse, this)


def _with_role(discourse: Discourse, this: Description) -> Character | None:
    """The person whom the article described by this noun; else none."""
    word = this.word
    at_hand = _at_hand(discourse, discourse.cast.called.get(word, ()), this.at)
    called = [m for m in at_hand if word in m.offices or any(_has(role, word) for role in m.roles)]
    called = [m for m in called if not this.gender or discourse.gender(m) in (this.gender, None)]
    called = [m for m in called if _of_rank(discourse, m, this)]
    if (
        not this.plain & discourse.lexicon.words.roles.rank
    ):  # 'the mayor' is the deputy mayor only where there is no other
        called = [m for m in called if not _ranked(discourse, m, word)] or called
    if this.names:
        everybody = _at_hand(discourse, discourse.cast.characters, this.at)
        placed = [m for m in everybody if m.kind == "person" and _shares(this.names, _told(m))]
        same = [m for m in placed if m in called]
        called = same or [m for m in called if not _elsewhere(m)]
        if not called and len(placed) == 1:
            called = placed
    return called[0] if len(called) == 1 else _nearest(discourse, called, this.at)


def _of_rank(discourse: Discourse, character: Character, this: Description) -> bool:
    """'the deputy governor' is not 'Gov. Marlow', nor the 'shadow secretary' a 'permanent secretary'."""
    rank = this.plain & discourse.lexicon.words.roles.rank
    return not rank or bool(rank & _ranked(discourse, character, this.word))


def _ranked(discourse: Discourse, character: Character, word: str) -> set[str]:
    """The words of rank in the roles that have a noun: 'deputy' of a deputy mayor."""
    told = {part for role in character.roles if _has(role, word) for part in re.findall(r"[\w-]+", role.lower())}
    return told & discourse.lexicon.words.roles.rank


def _has(role: str, word: str) -> bool:
    return word in re.findall(r"[\w-]+", role.lower())


def _told(character: Character) -> set[str]:
    """The names in what the article says of somebody: 'Marisol', 'Ostrian'."""
    return {
        word
        for text in (*character.roles, *character.homes)
        for word in re.findall(r"[\w-]+", text)
        if word[:1].isupper()
    }


def _elsewhere(character: Character) -> bool:
    """Is somebody said to be of a place or a body that a description does not name?"""
    return bool(character.homes)


def _shares(names: Iterable[str], told: Iterable[str]) -> bool:
    """'Marisolan' and 'Marisol', 'Ostrian' and 'Ostria': one begins like the other."""
    return any(_alike(one.lower(), other.lower()) for one in names for other in told)


def _alike(one: str, other: str) -> bool:
    same = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one == other or (same >= STEM and same >= min(len(one), len(other)) - 1)


SAME_SENTENCE = 1.5
STEM = 4  # letters that a country and its people have in common at least


def _with_word(discourse: Discourse, this: Description) -> Character | None:
    """'the commission': the organisation whose name has the word."""
    words = discourse.lexicon.words
    if this.word not in words.roles.organisation and this.word.title() not in words.organisations.endings:
        return None
    named = [
        m
        for m in _at_hand(discourse, discourse.cast.called.get(this.word, ()), this.at)
        if m.kind != "person" and any(this.word in map(str.lower, name) and len(name) > 1 for name in m.names)
    ]
    if this.names:
        named = [m for m in named if this.names & {word for name in m.names for word in name}]
    return _nearest(discourse, named, this.at)


def _at_hand(discourse: Discourse, characters: Sequence[Character], at: int) -> Sequence[Character]:
    """Among whom a description has to choose: all of these, or of a crowd whoever was mentioned not long before."""
    if len(characters) <= CROWD:
        return characters
    return [discourse.cast.characters[number] for number in sorted(salience(discourse, at, FAR_REACH))]


def _nearest(discourse: Discourse, characters: Sequence[Character], at: int) -> Character | None:
    if not characters:
        return None
    seen = salience(discourse, at, FAR_REACH)
    known = [(seen[m.number], -m.number, m) for m in characters if m.number in seen]
    return max(known, key=lambda item: item[:2])[2] if known else None


def _goes_on(discourse: Discourse, this: Description) -> Character | None:
    """'The forward added': whoever spoke just before, unless a gender speaks against it."""
    layout, lexicon = discourse.layout, discourse.lexicon
    verb = layout.tokens[this.at].head
    lemmas = {cue.lemma for cue in lexicon.cue_forms.get(verb.lower_, ())}
    if not lemmas & lexicon.words.cues.more:
        return None
    last = last_spoken(discourse, this.at, {"person"}, 2)
    character = discourse.cast.characters[last[1].character] if last and last[1].character is not None else None
    return (
        character
        if character and not (this.gender and discourse.gender(character) not in (this.gender, None))
        else None
    )


def _prominent(discourse: Discourse, this: Description, kind: str = "person", reach: int = 3) -> Character | None:
    """'The New York businessman says': the person whom the sentences before are about, if nothing speaks against it."""
    known = []
    for number, score in salience(discourse, this.at, reach).items():
        character = discourse.cast.characters[number]
        if character.kind == kind and _may_be(discourse, character, this):
            score -= SAME_SENTENCE if _subject_here(discourse, character, this.at) else 0.0
            known.append((score, character.full_name, character))
    known.sort(key=lambda item: item[:2], reverse=True)
    if known and (len(known) == 1 or known[0][0] - known[1][0] > CLEARLY):
        return known[0][2]
    return None


def _only_body(discourse: Discourse, this: Description) -> Character | None:
    """'the company' in a text that has named one body so far."""
    characters = discourse.cast.characters
    if len(characters) > CROWD:
        return None
    bodies = [
        m
        for m in characters
        if m.kind == "organisation" and m.kinds.get("organisation", 0) >= LIKELY and not m.is_place
    ]
    bodies = [m for m in bodies if m.places[0][0] < this.at]
    if any(m.label not in ("ORG", "") for m in bodies):
        return None
    return bodies[0] if len(bodies) == 1 else None


def _subject_here(discourse: Discourse, character: Character, at: int) -> bool:
    """'Marlow left after the minister spoke': the subject of a sentence is seldom described again in it."""
    layout, subject = discourse.layout, discourse.lexicon.words.grammar.subject
    start, _ = layout.sentences[layout.sentence_of[at]]
    return any(layout.head(place).dep_ in subject for place in character.places_between(start, at))


def _may_be(discourse: Discourse, character: Character, this: Description) -> bool:
    """Does nothing speak against it? 'The archbishop' is nobody who is in the article as a wife or a son."""
    if character.kind == "organisation":
        return not character.is_place
    roles = discourse.lexicon.words.roles
    if this.word in roles.office and character.role_words & roles.relation:
        return False
    if this.gender and discourse.gender(character) not in (this.gender, None):
        return False
    return this.age is None or character.age in (this.age, None)


def named_behind(discourse: Discourse, head: int) -> Character | None:
    """'The President of the Forum, Comrade Tunde Afolayan, …': the name behind a role, whatever the parse says."""
    layout, words = discourse.layout, discourse.lexicon.words
    doc = layout.tokens
    if doc[head].lower_ not in discourse.lexicon.offices or doc[head].tag_ in words.grammar.plural_tags:
        return None
    links = [c for c in doc[head].children if c.i > head and c.dep_ in words.grammar.preposition]
    end = max((link.right_edge.i for link in links), default=head) + 1
    comma = next((i for i in range(head + 1, min(end + 1, len(doc))) if doc[i].text == ","), None)
    if comma is None:
        return None
    name = next((i for i in range(comma + 1, min(comma + TITLES, len(doc))) if i in discourse.cast.at), None)
    if name is None or any(doc[i].tag_ not in BEFORE_NAMES for i in range(comma + 1, name)):
        return None
    character = discourse.cast.at[name]
    if character.kind != "person":
        return None
    places = character.places_between(name - TITLES, name + TITLES)  # a title before it is of the name, too
    after = next((end for _, end in places if end > name), name + 1)
    while after < len(doc) and doc[after].text in words.titles.behind:
        after += 1
    closed = after < len(doc) and (doc[after].is_punct or doc[after].tag_ in words.grammar.finite_tags)
    return character if closed and layout.sentence_of[name] == layout.sentence_of[head] else None
