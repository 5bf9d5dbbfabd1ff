"""The person that a description stands for: who is described so, goes on speaking, or stands out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Set

from quotes.extraction.mentions import is_new
from quotes.extraction.resolve.cast import MANY, Character
from quotes.extraction.resolve.description import Description
from quotes.extraction.resolve.discourse import Discourse, last_spoken
from quotes.extraction.resolve.person_fit import going_with, words_held
from quotes.extraction.resolve.standing_out import called_any, may_be, most_prominent, only_or_nearest, those_at_hand

PERSON_SENTENCES = 3  # that are about the person whom a description can mean
SPOKE_SENTENCES = 2  # since whoever goes on has spoken
STEM_LETTERS = 4  # that a country and its people have in common at least


def of_that_age(discourse: Discourse, this: Description) -> Character | None:
    """'the 34-year-old': the person of that age, else the one the text is about, if no other age is known."""
    everybody = those_at_hand(discourse, discourse.cast.characters, this.at)
    of_age = [c for c in everybody if c.age == this.age and c.kind != "organisation"]
    if of_age:
        return only_or_nearest(discourse, of_age, this.at)
    return _who_goes_on(discourse, this) or most_prominent(discourse, this, "person", PERSON_SENTENCES)


def called_so(discourse: Discourse, this: Description) -> Character | None:
    """'the mayor' after 'Ida Marlow, the mayor': the person that the article described by this noun."""
    at_hand = those_at_hand(discourse, discourse.cast.called.get(this.word, ()), this.at)
    called = [c for c in at_hand if c.since and (this.word in c.offices or _holds(discourse, c, this.word))]
    for narrow in (_of_gender, _of_rank, _of_place, _of_owner):
        called = narrow(discourse, this, called)
    return only_or_nearest(discourse, called, this.at)


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
    everybody = those_at_hand(discourse, discourse.cast.characters, this.at)
    placed = [c for c in everybody if c.kind == "person" and _shares(this.names, c.names_told)]
    narrowed = [c for c in placed if c in called]
    if narrowed or this.owned:
        return narrowed
    narrowed = [c for c in called if not c.homes and not _is_left_behind(discourse, this, c)]
    return narrowed or (placed if len(placed) == 1 and not _is_something_else(discourse, this, placed[0]) else [])


def _is_left_behind(discourse: Discourse, this: Description, character: Character) -> bool:
    """'Councillor Tate, … ¶ Council leader Dev Malhotra said so. The Labour councillor …' is not Tate, whom nothing
    says to be of Labour: another has spoken in the paragraph, which does not name Tate.
    """
    layout = discourse.layout
    start, _ = layout.paragraphs[layout.paragraph_of[this.at]]
    last = last_spoken(discourse, this.at, {"person"}, SPOKE_SENTENCES)
    if last is None or last[0] < start or last[1].character in (None, character.number):
        return False
    return not character.places_between(start, this.at)


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
    told = {word for role in character.roles for word in words_held(discourse, role)} & words.roles.person
    told = set() if this.word in words.roles.loose else told - words.roles.loose
    return later or bool(told and told.isdisjoint(going_with(discourse, this, told)))


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
    return any(word in terms and word in words_held(discourse, role) for role, terms in _told_roles(character))


def _told_roles(character: Character) -> Iterable[tuple[str, Set[str]]]:
    return zip(character.roles, character.role_terms, strict=True)


def _shares(names: Iterable[str], told: Iterable[str]) -> bool:
    """'Marisolan' and 'Marisol', 'Ostrian' and 'Ostria': one begins like the other."""
    return any(_alike(one.lower(), other.lower()) for one in names for other in told)


def _alike(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    same = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), shorter)
    return one == other or (same >= STEM_LETTERS and same >= shorter - 1)


def accused(discourse: Discourse, this: Description) -> Character | None:
    """'Soir is accused of theft. … The defendant said': the one person whom the article tells to be accused."""
    words, layout = discourse.lexicon.words, discourse.layout
    if this.word not in words.roles.accused or this.owned or this.compared:
        return None
    first = discourse.cast.mentions[: min(bisect_left(discourse.starts, this.at), SEVERAL * MANY)]
    heads = ((layout.head(place), one) for place, one in first if one.kind == "person")
    told = {
        one.number: one
        for name, one in heads
        if name.dep_ in words.grammar.passive_subject and name.head.lower_ in words.roles.accusing
    }
    found = next(iter(told.values())) if len(told) == 1 else None
    said = this.gender or this.says
    return found if found and (not said or discourse.gender(found) in (said, None)) else None


SEVERAL = 4  # times as many mentions are read as are kept of one character


def called_alike(discourse: Discourse, this: Description) -> Character | None:
    """'the lawmaker' for a senator, 'the treasury chief' for a finance minister: the one person described by such."""
    alike = discourse.lexicon.words.alike
    words = alike.get(this.word, frozenset())
    if leader := _at_head_of(discourse, this):
        return leader
    near = [c for c in called_any(discourse, words, this.at) if c.kind == "person" and c.places[0][0] < this.at]
    able = [c for c in near if c.offices & words or any(_holds(discourse, c, word) for word in words)]
    fits = [c for c in _of_place(discourse, this, _of_gender(discourse, this, able)) if _is_of(c, this.of, alike)]
    return fits[0] if len(fits) == 1 else None


def _at_head_of(discourse: Discourse, this: Description) -> Character | None:
    """'The union leader' after 'Ida Soir, general secretary of the dockers' union', where nobody else is of a union."""
    roles, everybody = discourse.lexicon.words.roles, discourse.cast.characters
    if this.word not in roles.loose or not this.of or this.names or this.owned:
        return None
    persons = (c for c in those_at_hand(discourse, everybody, this.at) if c.kind == "person")
    of_it = [c for c in persons if c.places[0][0] < this.at and any(this.of <= terms for terms in c.role_terms)]
    held = (words_held(discourse, role) for one in of_it for role in one.roles)
    agents = any(not words.isdisjoint(roles.agent) for words in held)
    return of_it[0] if len(of_it) == 1 and not agents else None


def _is_of(character: Character, fields: Set[str], alike: Mapping[str, Set[str]]) -> bool:
    """'the treasury chief' is whoever has finance among his roles, or the treasury."""
    wanted = {near for word in fields for near in (word, *alike.get(word, ()))}
    return not fields or any(wanted & terms for terms in character.role_terms)


def goes_on(discourse: Discourse, this: Description) -> Character | None:
    """'The forward added': whoever spoke just before, where the words do not mean somebody of their own."""
    return _who_goes_on(discourse, this) if _may_be_anybody(discourse, this) else None


def official(discourse: Discourse, this: Description) -> Character | None:
    """'Secretary Soir warned of it. … “It is late,” the official stressed.': who holds an office and has just spoken,
    where the article speaks of no official without a name.
    """
    words, layout = discourse.lexicon.words, discourse.layout
    if not this.bare or this.told or this.word not in words.roles.incumbent:
        return None
    earlier = (layout.tokens[i] for i in discourse.places_of(this.word) if i < this.at)
    groups = (i for i in discourse.places_of(f"{this.word}s") if i < this.at)
    if any(is_new(noun, discourse.lexicon) for noun in earlier) or any(groups):
        return None
    last = last_spoken(discourse, this.at, {"person"}, SPOKE_SENTENCES)
    if last is None or last[1].character is None:
        return None
    character = discourse.cast.characters[last[1].character]
    held = {word for role in character.roles for word in words_held(discourse, role)}
    return character if not words.roles.office.isdisjoint(held | character.offices) else None


def stands_out(discourse: Discourse, this: Description) -> Character | None:
    """'The New York businessman says': the person whom the sentences before are about, if nothing speaks against it.

    'The coroner', 'the prosecutor' and 'the host' are persons of their own, unless the article calls somebody so.
    """
    roles = discourse.lexicon.words.roles
    office = (this.word in roles.office and not this.bare) or this.word in roles.interviewer | roles.beside
    told = this.compared or this.word in roles.accused or _is_picked_out(discourse, this)
    if office or told or not _may_be_anybody(discourse, this):
        return None
    if this.belongs and not _is_past(discourse, this):
        return None
    found = most_prominent(discourse, this, "person", PERSON_SENTENCES)
    if found and _is_left_for_another(discourse, this, found):
        return None
    if found and this.word in roles.office and (_is_introduced(discourse, found) or _is_passed(discourse, this, found)):
        return None  # 'Tom Marsh, who runs the shop, said … The mayor said'
    if found and this.belongs and not _is_spoken_of_last(discourse, this, found):
        return None
    if found and this.about == "either" and _is_something_else(discourse, this, found):
        return None  # 'Its director, Tom Marsh, said … The developer said'
    return None if found and _speaks_of_another(discourse, found, this) else found


def _is_left_for_another(discourse: Discourse, this: Description, found: Character) -> bool:
    """'Her agent, Ida Soir, said so. ¶ The forward posted a picture. “…,” the former Orm player wrote.': does the
    paragraph begin with a description of another, and name nobody since?
    """
    layout, lexicon = discourse.layout, discourse.lexicon
    first, _ = layout.paragraphs[layout.paragraph_of[this.at]]
    _, end = layout.sentences[layout.sentence_of[first]]
    if (
        found.places_between(first, this.at)
        or end >= this.at
        or layout.lowers[first] not in lexicon.words.resolving.the
    ):
        return False
    subjects = (i for i in range(first, end) if layout.labels[i] in lexicon.words.grammar.subject)
    noun = next(subjects, None)
    last = last_spoken(discourse, this.at, {"person"})
    spoke = last is not None and last[0] >= first and last[1].character == found.number
    person = noun is not None and layout.tokens[noun].left_edge.i == first and layout.lowers[noun] in lexicon.persons
    return person and not spoke


def _is_past(discourse: Discourse, this: Description) -> bool:
    """'The former Orm United midfielder said': what whoever spoke last may have been once, whatever he is now."""
    roles = discourse.lexicon.words.roles
    return bool(this.plain & roles.past) and this.word not in roles.office | roles.agent and not this.whose


def _is_spoken_of_last(discourse: Discourse, this: Description, found: Character) -> bool:
    """Is somebody who speaks for nobody else named in the last sentence outside marks before a description?"""
    layout, here = discourse.layout, discourse.layout.sentence_of[this.at]
    before = (layout.sentences[k] for k in range(here - 1, max(here - PERSON_SENTENCES, 0) - 1, -1))
    start, end = next((place for place in before if layout.run_of[place[0]] < 0), (0, 0))
    return bool(found.places_between(start, end)) and not found.role_words & discourse.lexicon.words.roles.agent


def _is_passed(discourse: Discourse, this: Description, found: Character) -> bool:
    """'“No,” a note by Tom Marsh read. “Yes,” said Ida Voss. The mayor …' is not Marsh: another has spoken since; nor
    is 'the Commissioner' somebody of whom no sentence is about.
    """
    last = last_spoken(discourse, this.at, {"person"}, PERSON_SENTENCES)
    if last is not None and last[1].character == found.number:
        return False
    layout, subjects = discourse.layout, discourse.lexicon.words.grammar.subject
    start = layout.sentences[max(layout.sentence_of[this.at] - PERSON_SENTENCES, 0)][0]
    places = found.places_between(start, this.at)
    subject = any(layout.head(place).dep_ in subjects for place in places)
    return (last is not None and places[-1][0] < last[0]) or (this.high and not subject)


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


def only_one(discourse: Discourse, this: Description) -> Character | None:
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
    fits = may_be(discourse, only, this) and not _speaks_of_another(discourse, only, this)
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
