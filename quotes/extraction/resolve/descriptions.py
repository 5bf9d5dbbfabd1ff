"""Whom a description stands for, within one article: 'the minister', 'the 34-year-old', 'the company'.

A description goes to whom the article describes so; else to the person or body that the sentences before are about,
where one stands out and nothing speaks against it; else to nobody. Each strategy gives one candidate or None; which
are tried, in their order, depends on what the description is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from quotes.extraction.resolve.apart import is_told_apart
from quotes.extraction.resolve.body_fit import fits_body, is_of_another_class
from quotes.extraction.resolve.cast import MANY, TERM, Character
from quotes.extraction.resolve.description import About, Description, describe
from quotes.extraction.resolve.discourse import Discourse, last_spoken, salience
from quotes.extraction.resolve.name_kind import LIKELY, SURE
from quotes.extraction.resolve.reference import Reference

ROLE_SENTENCES = 40  # that a role or an organisation's noun looks back
PERSON_SENTENCES, BODY_SENTENCES = 3, 2  # that are about whom a description can mean
SPOKE_SENTENCES = 2  # since whoever goes on has spoken
CROWD = 200  # characters, of whom those far away are not asked any more
PASSED = 3.0  # by how much a body must stand out before another whose name has the word
CLEARLY = 0.5  # by how much one person must stand out to be what a description means
SAME_SENTENCE = 1.5  # against the subject of the sentence that the description stands in
STEM_LETTERS = 4  # that a country and its people have in common at least

Strategy = Callable[[Discourse, Description], Character | None]


def described(discourse: Discourse, reference: Reference) -> tuple[Character, str] | None:
    """Whom 'the minister', 'the New York businessman' or 'the commission' stands for, and by which strategy; None if
    nobody fits well.
    """
    this = describe(discourse, reference)
    ways = ((strategy(discourse, this), strategy.__name__) for strategy in STRATEGIES[this.about])
    found = next(((character, way) for character, way in ways if character), None)
    if found and (is_told_apart(discourse, this, found[0]) or _is_of_another_level(discourse, this, found[0])):
        return None
    return found


def _of_that_age(discourse: Discourse, this: Description) -> Character | None:
    """'the 34-year-old': the person of that age, else the one the text is about, if no other age is known."""
    everybody = _at_hand(discourse, discourse.cast.characters, this.at)
    of_age = [c for c in everybody if c.age == this.age and c.kind != "organisation"]
    if of_age:
        return _only_or_nearest(discourse, of_age, this.at)
    return _who_goes_on(discourse, this) or _most_prominent(discourse, this, "person", PERSON_SENTENCES)


def _called_so(discourse: Discourse, this: Description) -> Character | None:
    """'the mayor' after 'Ida Marlow, the mayor': the person that the article described by this noun."""
    at_hand = _at_hand(discourse, discourse.cast.called.get(this.word, ()), this.at)
    called = [c for c in at_hand if c.since and (this.word in c.offices or _holds(discourse, c, this.word))]
    for narrow in (_of_gender, _of_rank, _of_place, _of_owner):
        called = narrow(discourse, this, called)
    return _only_or_nearest(discourse, called, this.at)


def _of_gender(discourse: Discourse, this: Description, called: list[Character]) -> list[Character]:
    """'the spokeswoman' is not a man; 'the chairman' may be a woman if the article introduces her as chairman."""
    fits = [c for c in called if not this.gender or discourse.gender(c) in (this.gender, None)]
    return fits or [c for c in called if _holds(discourse, c, this.word)]


def _of_rank(discourse: Discourse, this: Description, called: list[Character]) -> list[Character]:
    """'the deputy governor' is not 'Gov. Marlow'; 'the mayor' is the deputy mayor only where there is no other."""
    rank = this.plain & discourse.lexicon.words.roles.rank
    if rank:
        return [c for c in called if rank & _ranks(discourse, c, this.word)]
    if this.plain & discourse.lexicon.words.roles.past:  # 'the former president' is no vice president
        return [c for c in called if c.places[0][0] < this.at and not _ranks(discourse, c, this.word)]
    called = [c for c in called if not _was(discourse, c, this.word)]
    return [c for c in called if not _ranks(discourse, c, this.word)] or called


def _of_place(discourse: Discourse, this: Description, called: list[Character]) -> list[Character]:
    """'the Marisolan president' is somebody said to be of Marisol, never somebody said to be of another place."""
    if not this.names:
        return called
    everybody = _at_hand(discourse, discourse.cast.characters, this.at)
    placed = [c for c in everybody if c.kind == "person" and _shares(this.names, c.names_told)]
    narrowed = [c for c in placed if c in called] or [c for c in called if not c.homes]
    return narrowed or (placed if len(placed) == 1 and not _is_something_else(discourse, this, placed[0]) else [])


def _of_owner(discourse: Discourse, this: Description, called: list[Character]) -> list[Character]:
    """'the former aide to President Marsh' is no aide of others who was not spoken of just before."""
    if not this.whose:
        return called
    start = discourse.layout.sentences[max(discourse.layout.sentence_of[this.at] - PERSON_SENTENCES, 0)][0]
    fields = {word.lower() for word in this.whose}
    told = (c for c in called if _shares(this.whose, c.names_told) or fields & c.role_words)
    return list(told) or [c for c in called if c.places_between(start, this.at)]


def _is_something_else(discourse: Discourse, this: Description, character: Character) -> bool:
    """'the Rovers boss' is not a person who is named only later, nor one that the article calls captain of Rovers."""
    words, layout = discourse.lexicon.words, discourse.layout
    later = character.places[0][0] > this.at and layout.paragraph_of[this.at] not in layout.headlines
    told = {word for role in character.roles for word in _held(discourse, role)} & words.roles.person
    told = set() if this.word in words.roles.loose else told - words.roles.loose
    return later or bool(told and told.isdisjoint(_going_with(discourse, this, told)))


def _going_with(discourse: Discourse, this: Description, told: Set[str]) -> set[str]:
    """The words for somebody that a description goes together with: 'researcher' with 'professor'."""
    alike = discourse.lexicon.words.alike
    return {this.word, *alike.get(this.word, ()), *(near for word in told for near in alike.get(word, ()))}


def _ranks(discourse: Discourse, character: Character, word: str) -> set[str]:
    """The words of rank in the roles that have a noun: 'deputy' of a deputy mayor."""
    told = {part for terms in character.role_terms for part in terms if word in terms}
    return told & discourse.lexicon.words.roles.rank


def _was(discourse: Discourse, character: Character, word: str) -> bool:
    """'Former chancellor Ida Brekke' is not 'the chancellor', unless another role of hers says so."""
    past, office = discourse.lexicon.words.roles.past, discourse.lexicon.words.roles.office
    told = [terms for terms in character.role_terms if word in terms]
    return word in office and bool(told) and all(terms & past for terms in told)


def _holds(discourse: Discourse, character: Character, word: str) -> bool:
    """Is it what somebody is by one of its roles: not the 'mayor' of 'the mayor's wife' and of 'aide to the mayor'?"""
    return any(word in terms and word in _held(discourse, role) for role, terms in _told_roles(character))


def _told_roles(character: Character) -> Iterable[tuple[str, Set[str]]]:
    return zip(character.roles, character.role_terms, strict=True)


def _held(discourse: Discourse, role: str) -> set[str]:
    """The words of a role without whose it is, before it and after a link up to the next part."""
    words, held, linked = discourse.lexicon.words, set[str](), False
    for word in role.lower().split():
        if word.endswith(tuple(words.resolving.genitive_ends)):
            held.clear()
            continue
        linked = word in words.names.office_links or (linked and word not in words.names.body_joins)
        held |= set() if linked else set(TERM.findall(word))
        linked = linked and not word.endswith(",")
    return held


def _shares(names: Iterable[str], told: Iterable[str]) -> bool:
    """'Marisolan' and 'Marisol', 'Ostrian' and 'Ostria': one begins like the other."""
    return any(_alike(one.lower(), other.lower()) for one in names for other in told)


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    same = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), shorter)
    return one == other or (same >= STEM_LETTERS and same >= shorter - 1)


def _called_alike(discourse: Discourse, this: Description) -> Character | None:
    """'the lawmaker' for a senator, 'the treasury chief' for a finance minister: the one person described by such."""
    alike = discourse.lexicon.words.alike
    words = alike.get(this.word, frozenset())
    near = [c for c in _called_any(discourse, words, this.at) if c.kind == "person" and c.places[0][0] < this.at]
    able = [c for c in near if c.offices & words or any(_holds(discourse, c, word) for word in words)]
    fits = [c for c in _of_place(discourse, this, _of_gender(discourse, this, able)) if _is_of(c, this.of, alike)]
    return fits[0] if len(fits) == 1 else None


def _called_any(discourse: Discourse, words: Set[str], at: int) -> list[Character]:
    """Whom the article calls by any of some words; of a crowd, whoever was mentioned not long before."""
    called = discourse.cast.called
    found = {c.number: c for word in words for c in _at_hand(discourse, called.get(word, ()), at)}
    return [found[number] for number in sorted(found)]


def _is_of(character: Character, fields: Set[str], alike: Mapping[str, Set[str]]) -> bool:
    """'the treasury chief' is whoever has finance among his roles, or the treasury."""
    wanted = {near for word in fields for near in (word, *alike.get(word, ()))}
    return not fields or any(wanted & terms for terms in character.role_terms)


def _goes_on(discourse: Discourse, this: Description) -> Character | None:
    """'The forward added': whoever spoke just before, where the words do not mean somebody of their own."""
    return _who_goes_on(discourse, this) if _may_be_anybody(discourse, this) else None


def _stands_out(discourse: Discourse, this: Description) -> Character | None:
    """'The New York businessman says': the person whom the sentences before are about, if nothing speaks against it."""
    roles = discourse.lexicon.words.roles
    office = (this.word in roles.office and not this.bare) or this.word in roles.interviewer
    if office or this.belongs or _is_picked_out(discourse, this) or not _may_be_anybody(discourse, this):
        return None
    found = _most_prominent(discourse, this, "person", PERSON_SENTENCES)
    if found and this.word in roles.office and _is_introduced(discourse, found):
        return None  # 'Tom Marsh, who runs the shop, said … The mayor said'
    return None if found and _speaks_of_another(discourse, found, this) else found


def _speaks_of_another(discourse: Discourse, character: Character, this: Description) -> bool:
    """'The headteacher said she would wait' is no man of a paragraph before."""
    start, _ = discourse.layout.paragraphs[discourse.layout.paragraph_of[this.at]]
    here = bool(character.places_between(start, this.at))
    return this.says is not None and not here and discourse.gender(character) not in (this.says, None)


def _is_picked_out(discourse: Discourse, this: Description) -> bool:
    """'The logger who stayed back': a clause without a comma picks one of several out, who is not yet known."""
    layout, words = discourse.layout, discourse.lexicon.words
    after = this.at + 1
    return this.told and after < len(layout.texts) and layout.lowers[after] in words.resolving.who


def _only_one(discourse: Discourse, this: Description) -> Character | None:
    """'Jack Orm said no. The foreign secretary …': an office without a holder, and only one person so far."""
    if this.word not in discourse.lexicon.words.roles.office or this.bare or this.belongs or this.owned or this.names:
        return None
    if this.plain & discourse.lexicon.words.roles.rank:
        return None
    first = discourse.cast.mentions[: min(bisect_left(discourse.starts, this.at), MANY)]
    people = {c.number: c for _, c in first if c.kind == "person"}
    only = next(iter(people.values())) if len(people) == 1 else None
    roles = discourse.lexicon.words.roles
    others = roles.office if this.plain & roles.past else roles.office | (roles.person - roles.loose)
    if only is None or only.offices or only.role_words & others or _is_introduced(discourse, only):
        return None
    fits = _may_be(discourse, only, this) and not _speaks_of_another(discourse, only, this)
    return only if len(first) < MANY and fits else None


def _is_introduced(discourse: Discourse, character: Character) -> bool:
    """'Tom Marsh, who runs the shop, said': does the text say who somebody is where it first names them?"""
    grammar = discourse.lexicon.words.grammar
    name = discourse.layout.head(character.places[0])
    return character.age is not None or any(
        child.dep_ in grammar.apposition | grammar.modifier_clause and child.i > name.i for child in name.children
    )


def _may_be_anybody(discourse: Discourse, this: Description) -> bool:
    """'his aide' and 'the source' are persons of their own."""
    return not this.owned and this.word not in discourse.lexicon.words.phrases.anonymous


def _told_so(discourse: Discourse, this: Description) -> Character | None:
    """'the watchdog' after 'the regulator, Orm Watch', 'the union' after 'the union Nahu': by what the article told."""
    if this.owned or this.told or this.names:
        return None
    bodies = [c for c in discourse.cast.characters[:CROWD] if c.nouns and c.kind != "person"]
    bodies = [c for c in bodies if c.places[0][0] < this.at and not c.is_place]
    told = [c for c in bodies if this.word in c.nouns]
    if not told and this.word not in discourse.lexicon.words.roles.any_trade:
        told = [c for c in bodies if _is_told_alike(discourse, this, c)]
        told = told if len(told) == 1 else []
    found = _only_or_nearest(discourse, told, this.at)
    passed = found is not None and this.word in discourse.lexicon.words.roles.business
    return None if found and passed and _is_passed(discourse, this, found) else found


def _is_told_alike(discourse: Discourse, this: Description, body: Character) -> bool:
    """'the lender' of 'the bank Brix': are they of one class, not all that may be any business?"""
    classes, roles = discourse.lexicon.classes_of_body, discourse.lexicon.words.roles
    told = frozenset[str]().union(*(classes.get(noun, ()) for noun in body.nouns - roles.any_trade))
    return not (told - roles.broad).isdisjoint(classes.get(this.word, ()))


def _named_so(discourse: Discourse, this: Description) -> Character | None:
    """'the commission': the organisation whose name has the word."""
    words, word = discourse.lexicon.words, this.word
    carrier = word in words.phrases.carriers and word not in words.roles.organisation  # 'the research'
    known = word in words.roles.organisation or word.title() in words.organisations.endings
    if this.owned or this.told or carrier or not known:
        return None
    at_hand = _at_hand(discourse, discourse.cast.called.get(word, ()), this.at)
    named = [c for c in at_hand if c.kind != "person" and _has_in_name(c, word)]
    if this.names:
        named = [c for c in named if this.names & {part for name in c.names for part in name}]
    named = [c for c in named if not _is_of_another_level(discourse, this, c)]
    found = _nearest(discourse, named, this.at)
    return None if found and _is_passed(discourse, this, found) else found


def _is_of_another_level(discourse: Discourse, this: Description, body: Character) -> bool:
    """'the county council' is no 'Harrow Parish Council', and 'the high court' no 'Crown Court'."""
    told = this.plain & discourse.lexicon.words.organisations.levels if body.kind == "organisation" else frozenset()
    named = {word.lower() for name in body.names for word in name} & discourse.lexicon.words.organisations.levels
    return bool(told and named) and told.isdisjoint(named)


def _is_passed(discourse: Discourse, this: Description, body: Character) -> bool:
    """'Fisk Company … Norvik Foods put up signs. The company …': has the text gone on to another body since?"""
    if this.word in discourse.lexicon.words.organisations.kinds or this.names or this.plain:
        return False
    near = salience(discourse, this.at, ROLE_SENTENCES)
    others = [
        c for number in near if (c := discourse.cast.characters[number]).kind == "organisation" and not c.is_place
    ]
    nearer = [c for c in others if near[c.number] - near.get(body.number, 0.0) > PASSED]
    return any(not _of_another_kind(discourse, this, c) for c in nearer)


def _named_alike(discourse: Discourse, this: Description) -> Character | None:
    """'the broadcaster' after 'Radio Nord', 'the paper' after 'the Orm Gazette': whose name says that it is one."""
    words = discourse.lexicon.words.alike_bodies.get(this.word)
    if not words or this.owned or this.told or this.names:
        return None
    at_hand = _called_any(discourse, words, this.at)
    found = _nearest(discourse, [c for c in at_hand if c.kind != "person" and _has_word(c, words)], this.at)
    return None if found and _is_passed(discourse, this, found) else found


def _has_word(character: Character, words: Set[str]) -> bool:
    return any(len(name) > 1 and not words.isdisjoint(map(str.lower, name)) for name in character.names)


def _has_in_name(character: Character, word: str) -> bool:
    return any(len(name) > 1 and word in map(str.lower, name) for name in character.names)


def _body_stands_out(discourse: Discourse, this: Description) -> Character | None:
    """'The company said': the body that the sentences before are about."""
    found = _some_body(discourse, this)
    return found if found and not _of_another_kind(discourse, this, found) else None


def _some_body(discourse: Discourse, this: Description) -> Character | None:
    words = discourse.lexicon.words
    if this.word not in words.roles.organisation or this.owned or this.names or this.belongs or this.told:
        return None
    if this.word in words.organisations.sole or (this.plain and _is_in_names(discourse, this.word)):
        return None  # 'the prosecution' and 'the weather service' are not whoever was named last
    found = _most_prominent(discourse, this, "organisation", BODY_SENTENCES)
    return found or (None if this.word in words.organisations.kinds else _only_body(discourse, this))


def _is_in_names(discourse: Discourse, word: str) -> bool:
    """'service' and 'union', which with another word are as good as a name; 'company' and 'airline' tell nothing."""
    words = discourse.lexicon.words
    ends = word in words.organisations.kinds or word.title() in words.organisations.endings
    return ends and word not in words.roles.business


def _of_another_kind(discourse: Discourse, this: Description, body: Character) -> bool:
    """'the union' is no 'Town Council', and 'the department' not 'the union Nahu'."""
    if is_of_another_class(discourse.lexicon, this.word, body):
        return True
    kinds = discourse.lexicon.words.organisations.kinds
    named = any(word.lower() in kinds for name in body.names for word in name)
    return this.word in kinds and (named or bool((body.role_words | body.nouns) & kinds - {this.word}))


def _only_body(discourse: Discourse, this: Description) -> Character | None:
    """'the company' in a text that has named one body so far."""
    characters = discourse.cast.characters
    if len(characters) > CROWD:
        return None
    bodies = [c for c in characters if c.kind == "organisation" and c.kinds.get("organisation", 0) >= LIKELY]
    bodies = [c for c in bodies if not c.is_place and c.places[0][0] < this.at]
    labels = discourse.lexicon.words.resolving.body_labels
    if any(c.label and c.label not in labels for c in bodies):
        return None
    bodies = [c for c in bodies if fits_body(discourse, this.word, c, this.at)]
    return bodies[0] if len(bodies) == 1 else None


def _at_hand(discourse: Discourse, characters: Sequence[Character], at: int) -> Sequence[Character]:
    """The candidates for a description: all of these, or, of a crowd, those mentioned not long before."""
    if len(characters) <= CROWD:
        return characters
    return [discourse.cast.characters[number] for number in sorted(salience(discourse, at, ROLE_SENTENCES))]


def _only_or_nearest(discourse: Discourse, characters: Sequence[Character], at: int) -> Character | None:
    return characters[0] if len(characters) == 1 else _nearest(discourse, characters, at)


def _nearest(discourse: Discourse, characters: Sequence[Character], at: int) -> Character | None:
    if not characters:
        return None
    seen = salience(discourse, at, ROLE_SENTENCES)
    known = [(seen[c.number], -c.number, c) for c in characters if c.number in seen]
    return max(known, key=lambda item: item[:2])[2] if known else None


def _who_goes_on(discourse: Discourse, this: Description) -> Character | None:
    """'The forward added': whoever spoke just before, unless a gender speaks against it."""
    lexicon = discourse.lexicon
    verb = discourse.layout.tokens[this.at].head
    lemmas = {cue.lemma for cue in lexicon.cue_forms.get(verb.lower_, ())}
    if not lemmas & lexicon.words.cues.more:
        return None
    last = last_spoken(discourse, this.at, {"person"}, SPOKE_SENTENCES)
    if last is None or last[1].character is None:
        return None
    character = discourse.cast.characters[last[1].character]
    return None if this.gender and discourse.gender(character) not in (this.gender, None) else character


def _most_prominent(discourse: Discourse, this: Description, kind: str, sentences: int) -> Character | None:
    """The person or body that the sentences before are about, if one stands out and nothing speaks against it."""
    known = []
    for number, score in salience(discourse, this.at, sentences).items():
        character = discourse.cast.characters[number]
        if character.kind == kind and _may_be(discourse, character, this):
            score -= SAME_SENTENCE if _subject_here(discourse, character, this.at) else 0.0
            known.append((score, character.full_name, character))
    known.sort(key=lambda item: item[:2], reverse=True)
    if known and (len(known) == 1 or known[0][0] - known[1][0] > CLEARLY):
        return known[0][2]
    return None


def _subject_here(discourse: Discourse, character: Character, at: int) -> bool:
    """'Marlow left after the minister spoke': the subject of a sentence is seldom described again in it."""
    layout, subject = discourse.layout, discourse.lexicon.words.grammar.subject
    start, _ = layout.sentences[layout.sentence_of[at]]
    return any(layout.head(place).dep_ in subject for place in character.places_between(start, at))


def _may_be(discourse: Discourse, character: Character, this: Description) -> bool:
    """Does nothing speak against it? 'The archbishop' is not a person introduced as a wife or a son."""
    if character.kind == "organisation":
        return not character.is_place and fits_body(discourse, this.word, character, this.at)
    if not character.since or _is_like_body(discourse, character):  # of headlines alone
        return False
    roles = discourse.lexicon.words.roles
    if this.word in roles.office and (
        character.role_words & roles.relation or _holds_another(discourse, this, character)
    ):
        return False
    if _speaks_for_others(discourse, this, character) or _is_above(discourse, this, character):
        return False
    if this.gender and discourse.gender(character) not in (this.gender, None):
        return False
    return this.age is None or character.age in (this.age, None)


def _is_like_body(discourse: Discourse, character: Character) -> bool:
    """'He moved to Hexley Town': a person to the recogniser alone, by a name that ends as a body's."""
    told = character.roles or character.begun or character.kinds.get("person", 0) >= SURE
    return not told and character.full_name.split()[-1] in discourse.lexicon.words.organisations.endings


def _speaks_for_others(discourse: Discourse, this: Description, character: Character) -> bool:
    """'The judge' and 'the manager' are not a lawyer or a spokesman, nor is 'the judge' a nurse; 'the man' may be."""
    roles = discourse.lexicon.words.roles
    told = {word for role in character.roles for word in _held(discourse, role)}
    if this.word in roles.office and not this.plain and told & roles.person - roles.loose:
        return told.isdisjoint(_going_with(discourse, this, told))
    plain = this.word in roles.person and not this.age
    return plain and bool(told & roles.agent) and told.isdisjoint(_going_with(discourse, this, told & roles.agent))


def _is_above(discourse: Discourse, this: Description, character: Character) -> bool:
    """'The boy' and 'the woman' are no 'Mr Justice Halloway' and no 'Governor Reyes': who holds an office is not called
    by sex and age alone.
    """
    lexicon = discourse.lexicon
    if not this.bare or this.word not in lexicon.words.phrases.one_of_many:
        return False
    held = (word for role in character.roles for word in _held(discourse, role))
    return not lexicon.words.roles.office.isdisjoint((*character.offices, *held))


def _holds_another(discourse: Discourse, this: Description, character: Character) -> bool:
    """'the minister' is not a person that the article calls secretary of a union."""
    words = discourse.lexicon.words
    told = [role for role in character.roles if role not in discourse.lexicon.titles.before_names]
    held = {word for role in told for word in role.lower().split()} & words.roles.office
    called = this.word in held or this.word in character.offices
    return bool(held) and not called and held.isdisjoint(words.alike.get(this.word, ()))


STRATEGIES: dict[About, tuple[Strategy, ...]] = {
    "age": (_of_that_age,),
    "person": (_called_so, _called_alike, _goes_on, _stands_out, _only_one),
    "body": (_told_so, _named_so, _named_alike, _body_stands_out),
    "either": (_called_so, _told_so, _named_so, _named_alike, _body_stands_out, _stands_out),
}
