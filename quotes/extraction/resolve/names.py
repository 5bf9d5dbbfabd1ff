"""Names in a text: where they stand, and what speaks for a gender, a role or an office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.name_run import closes_name, elided, joins_seats, name_around, opens_clause, patronymic
from quotes.extraction.resolve.name_kind import (
    AGE,
    KindVote,
    entity_label,
    is_after_body_noun,
    is_told_person,
    kind_of,
)
from quotes.extraction.resolve.name_parts import (
    BEFORE_PARTY,
    LEADING,
    Trimmed,
    dateline_tokens,
    is_party,
    is_people,
    name_words,
    title_gender,
    trim,
)
from quotes.extraction.resolve.no_name import is_no_name, is_post
from quotes.extraction.resolve.roles import role_of
from quotes.extraction.tokens import Token

Short = Literal["body", "person", "titled"]

TITLED = 3  # votes of a 'Mrs' against the one of a first name


class GenderVote(NamedTuple):
    """The gender that a title, a role or a first name says, and how strongly."""

    gender: Gender
    weight: int


class Told(NamedTuple):
    """What the words around a name tell of who has it.

    Attributes:
        role: how the article describes him or her.
        offices: what the titles say ('Sen.': senator).
        nickname: 'Cia' of 'Marcia “Cia” Prine'.
        home: what stands after 'of': 'Marisol' of 'Ruben Castellano of Marisol'.
        age: in years, where it stands beside the name.
    """

    role: str | None
    offices: frozenset[str]
    nickname: str | None
    home: str | None
    age: int | None


class NameMention(NamedTuple):
    """A name in the text: its words without title and possessive, and what speaks for its kind and gender.

    Attributes:
        place: its tokens.
        whole: the same with titles and degrees.
        label: what the entity recogniser takes most of it for ('PERSON', 'GPE', '').
        whole_person: the recogniser takes just these words for one person.
        inside: it stands before a noun ('a Norvik TV box').
        headline: it stands where every word has a capital: where the name ends is a guess.
        short_for: what a name of one word may be the beginning of: a body's ('Norvik' Copper), where it is no place, or
            a person's, where it can stand before a surname ('Ludo', 'Dame Honor'); 'titled' where it is a person's, and
            hardly the first name ('Ms Wanjiru' of 'Rose Wanjiru Kamau').
    """

    words: tuple[str, ...]
    place: Range
    whole: Range
    kind: KindVote
    gender: GenderVote | None
    told: Told
    label: str
    whole_person: bool
    inside: bool
    headline: bool
    short_for: frozenset[Short]


def name_mentions(layout: Layout, lexicon: Lexicon, cue_subjects: set[int]) -> list[NameMention]:
    """Every name outside hidden quotations, in text order; a surname also where the tagger took it for another word."""
    found = list(_tagged(layout, lexicon, cue_subjects))
    covered = {i for mention in found for i in range(*mention.place)}
    surnames = {mention.words[-1] for mention in found if mention.kind.kind == "person" and len(mention.words) > 1}
    for i, word in enumerate(layout.texts):
        if word in surnames and i not in covered and _stands_alone(layout, lexicon, layout.tokens[i]):
            mention = _name_mention(layout, lexicon, (i, i + 1), cue_subjects, bare=True)
            found += [mention] if mention else []
    found += [one for mention in found if (one := _spouse_before(layout, lexicon, mention))]
    return _with_shared_surnames(layout, lexicon, sorted(found, key=lambda mention: mention.place))


def _spouse_before(layout: Layout, lexicon: Lexicon, mention: NameMention) -> NameMention | None:
    """The Mr Cobb of 'Mr and Mrs Cobb say': a title alone before another one with a surname."""
    link = mention.whole[0] - 1
    at = link - 1
    if at < 0 or layout.lowers[link] not in lexicon.words.small.joint or layout.texts[at] not in lexicon.honours:
        return None
    gender = title_gender(layout.texts[at], lexicon)
    if gender is None or mention.gender is None or mention.gender.weight < TITLED or gender == mention.gender.gender:
        return None
    place = at, at + 1
    told = Told(None, frozenset(), None, None, None)
    vote = GenderVote(gender, TITLED)
    return mention._replace(words=mention.words[-1:], place=place, whole=place, gender=vote, told=told)


def _with_shared_surnames(layout: Layout, lexicon: Lexicon, found: list[NameMention]) -> list[NameMention]:
    """'Paula and Greg Tindall' is 'Paula Tindall and Greg Tindall' where the text has a 'Mrs Tindall', too."""
    titled = {
        (mention.words[0], mention.gender.gender)
        for mention in found
        if len(mention.words) == 1 and mention.gender and mention.gender.weight >= TITLED
    }
    for k, (one, other) in enumerate(pairwise(found)):
        gender = lexicon.first_names.get(one.words[0].lower()) if len(one.words) == 1 else None
        joined = one.whole[1] + 1 == other.whole[0] and layout.lowers[one.whole[1]] in lexicon.words.small.joint
        full = len(other.words) == 2 and other.gender and other.gender.gender != gender
        if gender and joined and full and (other.words[-1], gender) in titled:
            words = (*one.words, other.words[-1])
            found[k] = one._replace(words=words, kind=other.kind, gender=GenderVote(gender, 1))
    return found


def _stands_alone(layout: Layout, lexicon: Lexicon, token: Token) -> bool:
    """Is a word like a surname one here? Where a sentence begins, only as a subject or before a comma or 's."""
    i = token.i
    if layout.hidden[i] or not token.text[:1].isupper() or layout.paragraph_of[i] in layout.titled:
        return False
    first = i == layout.sentences[layout.sentence_of[i]][0] or not layout.tokens[i - 1].is_alpha
    after = layout.tokens[i + 1] if i + 1 < len(layout.tokens) else None
    alone = token.dep_ in lexicon.words.grammar.subject or (
        after is not None and (after.text == "," or after.text in lexicon.words.resolving.genitive)
    )
    return not first or alone or _labels(layout, lexicon, i)


def _labels(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'Soir: “No.”', 'Soir to Brekke: “Go home.”': does a line begin with a word that a colon follows?"""
    start, end = layout.paragraphs[layout.paragraph_of[i]]
    texts = layout.texts[i + 1 : min(i + LABEL_TOKENS, end)]
    linked = bool(texts) and (texts[0] == ":" or layout.lowers[i + 1] in lexicon.words.small.label_links)
    return start == i and linked and ":" in texts


LABEL_TOKENS = 8  # from the beginning of a line to its colon


def _tagged(layout: Layout, lexicon: Lexicon, cue_subjects: set[int]) -> Iterator[NameMention]:
    done = 0
    datelines = dateline_tokens(layout, lexicon)
    for i in _name_tokens(layout, lexicon):
        if i < done or i in datelines:
            continue
        start, end = name_around(layout, lexicon, i)
        end = max(end, i + 1)
        for place in _split(layout, lexicon, (max(start, done), end)):
            mention = _name_mention(layout, lexicon, place, cue_subjects)
            if mention:
                yield mention
        done = end


def _name_tokens(layout: Layout, lexicon: Lexicon) -> Iterator[int]:
    """The words with a capital that the tagger or the recogniser takes for a part of a name."""
    tags, labels = lexicon.words.grammar.name_tags, lexicon.words.resolving.name_labels
    for token in (token for token in layout.tokens if token.tag_ in tags or token.ent_type_ in labels):
        high = token.text.lstrip(LEADING)[:1].isupper() and not layout.hidden[token.i]
        if high and not opens_clause(lexicon, token.text):
            yield token.i


def _split(layout: Layout, lexicon: Lexicon, place: Range) -> Iterator[Range]:
    """A run of name words cut where entities meet: 'Ukrainian President | Volodymyr Zelenskiy', but 'Norvik Copper'."""
    if place[1] - place[0] == 1:
        yield place
        return
    if (person := _after_body(layout, lexicon, place)) is not None:
        yield from _split(layout, lexicon, (place[0], person))
        yield person, place[1]
        return
    doc = layout.tokens
    key: list[tuple[str, int]] = []
    part, outside = 0, layout.run_of[place[0]]
    for i in range(*place):
        nickname = layout.run_of[i] != outside or (i > place[0] and layout.run_of[i - 1] != outside)
        if key and (nickname or _closed_up(layout, lexicon, i)):  # a nickname in marks parts nothing
            key.append(key[-1])
            continue
        label = doc[i].ent_type_
        part += doc[i].ent_iob_ == "B" and not (key and _one_person(layout, lexicon, i))
        key.append((label, part if label else -part))
    position = place[0]
    pieces = []
    for (kind, _), group in groupby(key):
        size = len(list(group))
        pieces.append((kind, (position, position + size)))
        position += size
    persons, titles = lexicon.words.resolving.person_labels, lexicon.titles.before_names
    named = [
        piece for piece in pieces if not all(layout.texts[i] in titles for i in range(*piece[1]))
    ]  # 'MLA | Ida Soir'
    people = [
        (label, piece) for label, piece in named if label in persons and not _is_body_word(layout, lexicon, piece)
    ]
    half = len(people) == 1 and people[0] == pieces[0] and people[0][1][1] - people[0][1][0] == 1
    first_is_half = half and all(doc[i].tag_ in lexicon.words.grammar.name_tags for i in range(*place))
    if people and len(pieces) > 1 and not first_is_half:
        yield from (_grown(layout, lexicon, piece, place) for _, piece in people)
        yield from (piece for label, piece in pieces if label in lexicon.words.resolving.cut_labels)
    else:
        yield place


def _after_body(layout: Layout, lexicon: Lexicon, place: Range) -> int | None:
    """Where a person begins right after a body: 'Director of Orm International Airport | Tom Birch'."""
    (start, end), bodies = place, lexicon.words.organisations.endings - lexicon.words.names.also_surnames
    for i in range(max(start + 2, end - FULL_NAME_WORDS), end - 1):
        plain = all(layout.texts[k].istitle() for k in range(i, end))
        if layout.texts[i - 1] in bodies and layout.lowers[i] in lexicon.first_names and plain:
            return i if layout.texts[end - 1] not in bodies else None
    return None


FULL_NAME_WORDS = 3  # at most


def _is_body_word(layout: Layout, lexicon: Lexicon, piece: Range) -> bool:
    """The 'Guild' of 'The Lamp Makers' Guild', which the recogniser takes for a person."""
    words, (start, end) = lexicon.words, piece
    alone = end - start == 1 and layout.texts[start] in words.organisations.endings - words.names.also_surnames
    return alone and layout.tags[start - 1] in words.grammar.genitive_tags


def _one_person(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'Halima | Yusuf Dantata': two people of the recogniser, one name of the parser."""
    before, here = layout.tokens[i - 1], layout.tokens[i]
    both = before.ent_type_ == here.ent_type_ and here.ent_type_ in lexicon.words.resolving.person_labels
    return both and before.dep_ in lexicon.words.grammar.name_parts and before.head.i >= i


def _closed_up(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """Does a hyphen or a particle tie the word to the one before: 'Min-jae', 'dos Santos'?"""
    particles = lexicon.particles
    doc = layout.tokens
    tied = patronymic(layout, lexicon, i) or patronymic(layout, lexicon, i - 1)
    seats = joins_seats(layout, lexicon, i) or joins_seats(layout, lexicon, i - 1)
    hyphen = i in layout.hyphens or i - 1 in layout.hyphens
    tied = tied or elided(layout, lexicon, i) or elided(layout, lexicon, i - 1)
    return tied or seats or hyphen or closes_name(layout, i) or doc[i].text in particles or doc[i - 1].text in particles


def _grown(layout: Layout, lexicon: Lexicon, piece: Range, place: Range) -> Range:
    """A person's entity with the unlabelled name words right after it (the parser's 'Nisarahmad | Afghan')."""
    start, end = piece
    if start > place[0] and layout.lowers[start] in lexicon.particles:
        start -= layout.tokens[start - 1].ent_type_ == ""  # 'Johannes | van Beek'
    elif start > place[0] and _is_given(layout, lexicon, start - 1, piece):
        first = end - start == 1 or layout.lowers[start - 1] in lexicon.first_names  # 'Ana | Sofía Duarte'
        start -= first or _has_patronymic(layout, lexicon, piece)
    while end < place[1] and layout.tokens[end].ent_type_ == "":
        if not layout.tokens[end].text[:1].isupper() and not _closed_up(layout, lexicon, end):
            break
        end += 1
    return start, end


def _has_patronymic(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Haziq bin Roslan', before which a given name may stand."""
    return not lexicon.words.names.personal.isdisjoint(layout.lowers[place[0] : place[1]])


def _is_given(layout: Layout, lexicon: Lexicon, i: int, piece: Range) -> bool:
    """The 'Ilse' of 'the prosecutor, Ilse | Roth': a name word that hangs on a surname and is no title or role."""
    token = layout.tokens[i]
    plain = token.text not in lexicon.titles.before_names and token.lower_ not in lexicon.persons
    name = token.tag_ in lexicon.words.grammar.name_tags and token.text.istitle() and not token.ent_type_
    hangs = token.dep_ in lexicon.words.grammar.name_parts and token.head.i > i
    near = token.head.i == i + 1 or token.lower_ in lexicon.first_names
    near = near or (token.head.i < piece[1] and _has_patronymic(layout, lexicon, piece))
    hangs = hangs and near
    return plain and name and hangs and not is_people(layout, lexicon, i)


def _name_mention(
    layout: Layout, lexicon: Lexicon, place: Range, cue_subjects: set[int], *, bare: bool = False
) -> NameMention | None:
    """The name in a run of name words; `bare` takes the run as it is: 'King', where the text has a Peter King."""
    trimmed = Trimmed(place, place) if bare else trim(layout, lexicon, place)
    if trimmed is None:
        return None
    start, _ = trimmed.place
    name = name_words(layout, lexicon, trimmed.place)
    if not name or (len(name) == 1 and (_is_time(lexicon, trimmed, name[0]) or is_people(layout, lexicon, start))):
        return None
    if (not bare and is_post(layout, lexicon, trimmed, name)) or is_no_name(layout, lexicon, trimmed, name):
        return None
    kind = kind_of(layout, lexicon, trimmed, cue_subjects)
    told = _told(layout, lexicon, trimmed, kind.kind)
    return NameMention(
        words=name,
        place=trimmed.place,
        whole=trimmed.whole,
        kind=kind,
        gender=_gender(lexicon, trimmed, name, kind.kind, told.role),
        told=told,
        label=entity_label(layout, trimmed.place),
        whole_person=_is_whole_person(layout, lexicon, trimmed.place),
        inside=_is_inside(layout, lexicon, trimmed.place),
        headline=layout.paragraph_of[start] in layout.titled,
        short_for=_short_for(layout, lexicon, trimmed, name),
    )


def _is_time(lexicon: Lexicon, trimmed: Trimmed, word: str) -> bool:
    """'May' and 'Friday', but not the May of 'Mrs May'."""
    return word in lexicon.words.time.words and lexicon.honours.isdisjoint(trimmed.cut)


def _is_whole_person(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """Is a range one entity, from its first word to its last, that is a person?"""
    first, *rest = layout.tokens[place[0] : place[1]]
    person = first.ent_type_ in lexicon.words.resolving.person_labels
    return person and first.ent_iob_ == "B" and all(token.ent_iob_ == "I" for token in rest)


def _is_inside(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'a Norvik TV box', 'a Norvik TV', not 'Norvik Copper chief Ola Brandt': does the name only tell of which kind a
    thing is?
    """
    head, new = layout.head(place), lexicon.words.resolving.articles - lexicon.words.resolving.the
    if any(child.lower_ in new for child in head.children_as(lexicon.words.grammar.determiner)):
        return True
    noun = head.head
    thing = noun.tag_ in lexicon.words.grammar.common_noun_tags and noun.lower_ not in lexicon.persons
    return head.dep_ in lexicon.words.grammar.name_parts and noun.i >= place[1] and thing


def _offices(lexicon: Lexicon, trimmed: Trimmed) -> frozenset[str]:
    """'senator' of 'Sen.', 'cp' of 'CP Garba Soir'."""
    if not trimmed.cut:
        return frozenset()
    of_title = lexicon.words.title_roles
    told = {office for title in trimmed.cut for office in of_title.get(title, ())}
    return frozenset(told | {title.lower() for title in trimmed.cut if len(title) > 1 and title.isupper()})


def _told(layout: Layout, lexicon: Lexicon, trimmed: Trimmed, kind: str) -> Told:
    place = trimmed.place
    party, seat = _party(layout, lexicon, place[1])
    person = kind == "person" or (kind == "unknown" and is_told_person(layout, lexicon, place))
    return Told(
        role=role_of(layout, lexicon, place) if person or is_after_body_noun(layout, lexicon, place) else None,
        offices=party | _offices(lexicon, trimmed),
        nickname=_nickname(layout, place),
        home=_home(layout, lexicon, place) or seat,
        age=_age(layout, lexicon, place),
    )


def _gender(
    lexicon: Lexicon, trimmed: Trimmed, name: tuple[str, ...], kind: str, role: str | None
) -> GenderVote | None:
    """'Mrs' tells it for certain, 'spokeswoman' and a first name most likely."""
    if trimmed.gender:
        return GenderVote(trimmed.gender, TITLED)
    gender = _role_gender(role, lexicon)
    if gender is None and kind == "person" and len(name) > 1:
        gender = lexicon.first_names.get(name[0].lower())
    return GenderVote(gender, 1) if gender else None


def _short_for(layout: Layout, lexicon: Lexicon, trimmed: Trimmed, name: tuple[str, ...]) -> frozenset[Short]:
    """What a name of one word may be short for."""
    if len(name) > 1:
        return frozenset()
    body: tuple[Short, ...] = ("body",) if _may_be_short(layout.tokens[trimmed.place[0]], lexicon) else ()
    person: tuple[Short, ...] = ("person",) if _may_be_first(name[0], trimmed.cut, lexicon) else ()
    titled: tuple[Short, ...] = ("titled",) if trimmed.cut and not person else ()
    return frozenset(body + person + titled)


def _may_be_first(word: str, titles: Sequence[str], lexicon: Lexicon) -> bool:
    """Can a word alone be how somebody is called before the surname: 'Dame Honor', 'Ludo', 'President Seo'?"""
    if any(title in lexicon.titles.with_first for title in titles):
        return True
    return not titles or word.lower() in lexicon.words.names.before_given


def _nickname(layout: Layout, place: Range) -> str | None:
    """The 'Cia' of 'Marcia “Cia” Prine'."""
    outside = layout.run_of[place[0]]
    inside = [i for i in range(*place) if layout.run_of[i] != outside]
    if not inside:
        return None
    run = layout.runs[layout.run_of[inside[0]]]
    return layout.words((run.start, run.end)).strip(" ,.") or None


def _party(layout: Layout, lexicon: Lexicon, end: int) -> tuple[frozenset[str], str | None]:
    """What 'Rep. Lena Holt, D-Ohio' and 'Sen. Carl Brandt (R-Iowa)' are called by party, and where they are of."""
    doc = layout.tokens
    if end + 3 >= len(doc) or doc[end].text not in BEFORE_PARTY or not is_party(layout, lexicon, end + 1):
        return frozenset(), None
    return lexicon.words.parties[doc[end + 1].text], doc[end + 3].text


def _home(layout: Layout, lexicon: Lexicon, place: Range) -> str | None:
    """The 'Marisol' of 'President Ruben Castellano of Marisol'."""
    doc, end = layout.tokens, place[1]
    if (
        end + 1 < len(doc)
        and doc[end].lower_ in lexicon.words.resolving.of
        and doc[end + 1].tag_ in lexicon.words.grammar.name_tags
    ):
        return doc[end + 1].text
    return None


def _age(layout: Layout, lexicon: Lexicon, place: Range) -> int | None:
    """The 34 of 'Lewis Abara, 34, …' and of '34-year-old Lewis Abara'."""
    doc, end = layout.tokens, place[1]
    if end + 1 < len(doc) and doc[end].text == "," and (age := _years(lexicon, doc[end + 1])) is not None:
        closed = end + 2 >= len(doc) or doc[end + 2].is_punct or doc[end + 2].is_space
        return age if closed else None
    at = doc[place[0]].idx
    before = layout.text[max(at - AGE_CHARACTERS, 0) : at]
    found = lexicon.aged_before.search(before) if DIGIT.search(before) else None
    if found is None or "." in found[0] or _has_verb(layout, lexicon, place[0], found[0]):
        return None
    return int(found[1])


def _has_verb(layout: Layout, lexicon: Lexicon, name: int, words: str) -> bool:
    """'The 61-year-old told Chatter': what stands between an age and a name tells of somebody else."""
    first = max(name - len(words.split()), 0)
    return any(layout.tags[i] in lexicon.words.grammar.finite_tags for i in range(first, name))


def _years(lexicon: Lexicon, token: Token) -> int | None:
    """The 34 of '34', the 4 of 'four'."""
    if AGE.fullmatch(token.text):
        return int(token.text)
    return lexicon.words.ages.get(token.lower_)


def _role_gender(role: str | None, lexicon: Lexicon) -> Gender | None:
    for word in (role or "").lower().split():
        if word in lexicon.words.gender.male:
            return "male"
        if word in lexicon.words.gender.female:
            return "female"
    return None


def _may_be_short(token: Token, lexicon: Lexicon) -> bool:
    words = lexicon.words
    return token.ent_type_ not in words.resolving.no_body_labels and token.tag_ in words.grammar.name_tags


DIGIT = re.compile(r"\d")
AGE_CHARACTERS = 80  # before a name in which its age is looked for
