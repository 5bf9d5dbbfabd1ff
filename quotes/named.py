"""Names in a text: where they stand, and what speaks for a person, a gender, a role or an office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from spacy.tokens import Token

from quotes.lexicon import Gender, Lexicon
from quotes.mentions import name_around
from quotes.spans import Layout, Range


@dataclass(frozen=True)
class NameMention:
    """A name in the text: its words without title and possessive, and what speaks for its kind and gender.

    Attributes:
        may_be_short: it is one word and no place: it may be how an organisation's name begins ('Norvik' Copper).
    """

    words: tuple[str, ...]
    place: Range
    kind: str
    strength: int
    gender: Gender | None
    role: str | None
    offices: frozenset[str] = frozenset()
    may_be_short: bool = False


def name_mentions(layout: Layout, lexicon: Lexicon, cue_subjects: set[int]) -> Iterator[NameMention]:
    grammar = lexicon.words.grammar
    i, doc = 0, layout.tokens
    while i < len(doc):
        token = doc[i]
        if layout.hidden(i) or not _is_name_token(token, grammar.name_tags):
            i += 1
            continue
        start, end = name_around(layout, lexicon, i)
        end = max(end, i + 1)
        for place in _split(layout, lexicon, (max(start, i), end)):
            mention = _name_mention(layout, lexicon, place, cue_subjects)
            if mention:
                yield mention
        i = end


def _is_name_token(token: Token, name_tags: frozenset[str]) -> bool:
    return token.text[:1].isupper() and (token.tag_ in name_tags or token.ent_type_ in ("PERSON", "ORG", "GPE"))


def _split(layout: Layout, lexicon: Lexicon, place: Range) -> Iterator[Range]:
    """A run of name words cut where entities meet: 'Ukrainian President | Volodymyr Zelenskiy', but 'Norvik Copper'."""
    doc = layout.tokens
    key = [(doc[i].ent_type_, 0) for i in range(*place)]
    part = 0
    for k, i in enumerate(range(*place)):
        if doc[i].ent_iob_ == "B":
            part += 1
        key[k] = (doc[i].ent_type_, part if doc[i].ent_type_ else -part)
    position = place[0]
    pieces = []
    for label, group in groupby(key):
        size = len(list(group))
        pieces.append((label[0], (position, position + size)))
        position += size
    people = [(label, piece) for label, piece in pieces if label == "PERSON"]
    half = len(people) == 1 and people[0] == pieces[0] and people[0][1][1] - people[0][1][0] == 1
    first_is_half = half and all(doc[i].tag_ in lexicon.words.grammar.name_tags for i in range(*place))
    if people and len(pieces) > 1 and not first_is_half:
        yield from (_grown(layout, lexicon, piece, place) for _, piece in people)
        yield from (piece for label, piece in pieces if label in ("ORG", "GPE", "NORP"))
    else:
        yield place


def _grown(layout: Layout, lexicon: Lexicon, piece: Range, place: Range) -> Range:
    """A person's entity with the unlabelled name words right behind it (the parser's 'Nisarahmad | Afghan')."""
    start, end = piece
    while end < place[1] and layout.tokens[end].ent_type_ == "" and layout.tokens[end].text[:1].isupper():
        end += 1
    return start, end


def _name_mention(layout: Layout, lexicon: Lexicon, place: Range, cue_subjects: set[int]) -> NameMention | None:
    doc, words = layout.tokens, lexicon.words
    start, end = place
    titles = words.titles
    gender: Gender | None = None
    titled = False
    while start < end and (
        _in(doc[start], titles.male | titles.female | titles.neutral) or doc[start].lower_ in ("the", "a")
    ):
        gender = gender or _title_gender(doc[start].text, lexicon)
        titled = titled or doc[start].lower_ not in ("the", "a")
        start += 1
    while end > start and (doc[end - 1].lower_ in ("'s", "’s", "'", "’") or doc[end - 1].is_punct):
        end -= 1
    if start == end:
        return None
    outside = layout.run_of[start]
    name = tuple(
        t.text + doc[t.i + 1].text if t.i + 1 < end and doc[t.i + 1].tag_ == "POS" else t.text
        for t in doc[start:end]
        if layout.run_of[t.i] == outside and t.tag_ != "POS" and (not t.is_punct or t.text in ("-", "&"))
    )
    if not name or (name[-1] in words.time.words and len(name) == 1):
        return None
    kind, strength = _kind(layout, lexicon, (start, end), titled, cue_subjects)
    role = _role(layout, lexicon, (start, end)) if kind == "person" else None
    gender = gender or _role_gender(role, lexicon)
    if kind == "person" and not gender and len(name) > 1:
        gender = lexicon.first_names.get(name[0].lower())
    offices = {office for i in range(place[0], start) for office in words.title_roles.get(doc[i].text, ())}
    return NameMention(
        name, (start, end), kind, strength, gender, role, frozenset(offices), len(name) == 1 and _no_place(doc[start])
    )


def _in(token: Token, titles: frozenset[str]) -> bool:
    return token.text in titles


def _title_gender(title: str, lexicon: Lexicon) -> Gender | None:
    if title in lexicon.words.titles.male:
        return "male"
    return "female" if title in lexicon.words.titles.female else None


def _role_gender(role: str | None, lexicon: Lexicon) -> Gender | None:
    for word in (role or "").lower().split():
        if word in lexicon.words.gender.male:
            return "male"
        if word in lexicon.words.gender.female:
            return "female"
    return None


def _no_place(token: Token) -> bool:
    return token.ent_type_ not in ("GPE", "NORP", "LOC", "DATE") and token.tag_ in ("NNP", "NNPS")


WHO_OR_WHICH = {"who": "person", "which": "organisation"}  # 'Sund Line, which runs the ferries'
SURE, LIKELY, PERHAPS = 12, 3, 1  # how much a vote for a kind weighs


def _kind(layout: Layout, lexicon: Lexicon, place: Range, titled: bool, cue_subjects: set[int]) -> tuple[str, int]:
    """person, organisation or unknown, and how sure: by titles, first names, endings, entity labels."""
    doc, words = layout.tokens, lexicon.words
    name = [doc[i].text for i in range(*place)]
    if name[-1] in words.organisations.endings or name[0] in words.organisations.endings:
        return "organisation", SURE
    if place[1] + 1 < len(doc) and doc[place[1]].text == "," and doc[place[1] + 1].lower_ in WHO_OR_WHICH:
        return WHO_OR_WHICH[doc[place[1] + 1].lower_], SURE
    if titled or (len(name) > 1 and name[0].lower() in lexicon.first_names):
        return "person", SURE
    label = Counter(doc[i].ent_type_ for i in range(*place)).most_common(1)[0][0]
    if label == "PERSON":
        return "person", LIKELY
    if place[0] > 0 and doc[place[0] - 1].lower_ == "the":
        return "organisation", LIKELY
    if label in words.grammar.organisation_labels:
        return "organisation", PERHAPS
    if len(name) > 1 and any(i in cue_subjects for i in range(*place)):
        return "person", PERHAPS
    return "unknown", 0


def _role(layout: Layout, lexicon: Lexicon, place: Range) -> str | None:
    """'Kremlin foreign policy aide Yuri Ushakov'; 'Julien Soir, a police union representative'."""
    doc, grammar = layout.tokens, lexicon.words.grammar
    head = layout.head(place)
    before = [c for c in head.children if c.i < place[0] and c.dep_ in grammar.name_parts | {"amod", "det", "poss"}]
    start = min((c.left_edge.i for c in before), default=place[0])
    text = layout.words((start, place[0])).strip(" ,")
    if text and layout.sentence_of[start] == layout.sentence_of[place[0]] and text[-1:].isalpha():
        plain = text.removeprefix("the ").removeprefix("The ")
        if plain.lower() not in ("the", "a", "an", "mr", "mrs", "ms", "dr") and len(plain.split()) < 12:
            return plain
    for child in head.children:
        behind = child.dep_ in grammar.apposition and child.i > head.i and child.tag_ in grammar.noun_tags
        if behind and doc[child.left_edge.i - 1].text not in "([":
            return _up_to_break(layout, child)
    return None


def _up_to_break(layout: Layout, child: Token) -> str | None:
    doc, start = layout.tokens, child.left_edge.i
    end = start
    while end <= child.right_edge.i and doc[end].text not in (",", ";", "(", "—", "–") and not doc[end].is_space:
        end += 1
    text = layout.words((start, end)).strip()
    for article in ("a ", "an ", "the "):
        text = text.removeprefix(article)
    return text if 2 < len(text) < 120 else None
