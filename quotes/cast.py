"""Who appears in an article: the persons and organisations, under every name it uses for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from spacy.tokens import Token

from quotes.lexicon import Gender, Lexicon
from quotes.mentions import name_around
from quotes.spans import Layout, Range


@dataclass(eq=False)
class Member:
    """One person or organisation of an article.

    Attributes:
        names: each name used, as a tuple of words, and how often.
        kinds: weighed votes for 'person' and 'organisation'.
        genders: votes for 'male' and 'female'.
        roles: descriptions the article gives, first one first.
        offices: what its titles say it is ('Sen.': senator).
        places: token ranges of the mentions, in order.
        number: its place among the members of the article.
    """

    names: Counter[tuple[str, ...]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    genders: Counter[Gender] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    places: list[Range] = field(default_factory=list)
    number: int = 0

    @property
    def full_name(self) -> str:
        """The longest name; of equally long ones the most frequent."""
        best = max(self.names, key=lambda name: (len(name), self.names[name]))
        return " ".join(best)

    @property
    def kind(self) -> str:
        return self.kinds.most_common(1)[0][0] if self.kinds else "unknown"

    @property
    def gender(self) -> Gender | None:
        ranked = self.genders.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


@dataclass
class Cast:
    """The members of one article.

    Attributes:
        at: the member of each name token.
        mentions: every mention with its member, in text order.
        called: the members by each plain word of their names, roles and offices.
    """

    members: list[Member]
    at: dict[int, Member]
    mentions: list[tuple[Range, Member]]
    called: dict[str, list[Member]]


@dataclass(frozen=True)
class NameMention:
    """A name in the text: its words without title and possessive, and what speaks for its kind and gender."""

    words: tuple[str, ...]
    place: Range
    kind: str
    strength: int
    gender: Gender | None
    role: str | None
    offices: frozenset[str] = frozenset()


def make_cast(layout: Layout, lexicon: Lexicon, cue_subjects: set[int]) -> Cast:
    """Gather the names outside hidden quotations into members.

    Args:
        cue_subjects: tokens that are the source of a cue of saying; evidence for a person.
    """
    mentions = list(_name_mentions(layout, lexicon, cue_subjects))
    full = sorted(range(len(mentions)), key=lambda k: (-min(len(mentions[k].words), 3), k))
    members: list[Member] = []
    member_of: dict[int, Member] = {}
    known: dict[str, dict[int, Member]] = {}
    for k in full:
        mention = mentions[k]
        keys = _keys(mention.words)
        near = {number: member for key in keys for number, member in known.get(key, {}).items()}
        member = _same_member([near[number] for number in sorted(near)], mention, lexicon)
        if member is None:
            member = Member(number=len(members))
            members.append(member)
        _add(member, mention)
        for key in keys:
            known.setdefault(key, {})[member.number] = member
        member_of[k] = member
    return _cast(members, [(mention.place, member_of[k]) for k, mention in enumerate(mentions)])


def _keys(name: tuple[str, ...]) -> set[str]:
    """What two names of one member have in common at least one of: a word, or the initials."""
    return {*_plain(name), _initials(name).lower(), "".join(name).replace(".", "").lower()}


def _cast(members: list[Member], mentions: list[tuple[Range, Member]]) -> Cast:
    at: dict[int, Member] = {}
    for place, member in mentions:
        member.places.append(place)
        at.update(dict.fromkeys(range(*place), member))
    called: dict[str, list[Member]] = {}
    for member in members:
        described = [word for role in member.roles for word in role.split()]
        for word in {w.lower() for w in (*described, *member.offices, *(w for name in member.names for w in name))}:
            called.setdefault(word, []).append(member)
    return Cast(members, at, mentions, called)


def _add(member: Member, mention: NameMention) -> None:
    member.names[mention.words] += 1
    if mention.kind != "unknown":
        member.kinds[mention.kind] += mention.strength
    if mention.gender:
        member.genders[mention.gender] += 1
    member.offices |= mention.offices
    if mention.role and mention.role not in member.roles:
        member.roles.append(mention.role)


def _same_member(members: list[Member], mention: NameMention, lexicon: Lexicon) -> Member | None:
    """The one member this name can be; of several, the one named in full most, unless a gender speaks against it."""
    fits = [m for m in members if any(_same_name(name, mention, m, lexicon) for name in m.names)]
    if len(fits) > 1 and mention.gender:
        fits = [m for m in fits if m.gender in (mention.gender, None)] or fits
    if not fits:
        return None
    return max(fits, key=lambda m: (m.kind == mention.kind, m.names.total()))


def _same_name(known: tuple[str, ...], mention: NameMention, member: Member, lexicon: Lexicon) -> bool:
    one, other = _plain(known), _plain(mention.words)
    if one == other:
        return True
    if len(other) == 1 and len(one) > 1:
        person = member.kind != "organisation"
        if other[0] == one[-1] or (other[0] == one[0] and person and other[0] in lexicon.first_names):
            return person or mention.kind != "person"
        return mention.words[0].isupper() and _initials(known) == mention.words[0].replace(".", "")
    if len(other) > 1 and len(one) > 1 and member.kind != "organisation":
        return one[-1] == other[-1] and (one[0] == other[0] or (one[0][0] == other[0][0] and len(one[0]) <= 2))
    if len(other) < len(one):
        return one[: len(other)] == other or one[-len(other) :] == other
    return False


@lru_cache(maxsize=65536)
def _plain(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower().rstrip(".") for word in name)


def _initials(name: tuple[str, ...]) -> str:
    return "".join(word[0] for word in name if word[0].isupper())


def _name_mentions(layout: Layout, lexicon: Lexicon, cue_subjects: set[int]) -> Iterator[NameMention]:
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
    """A run of name words cut where entities meet: 'Ukrainian President | Volodymyr Zelenskiy'."""
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
    if people and len(pieces) > 1:
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
        t.text for t in doc[start:end] if layout.run_of[t.i] == outside and (not t.is_punct or t.text in ("-", "&"))
    )
    if not name or (name[-1] in words.time.words and len(name) == 1):
        return None
    kind, strength = _kind(layout, lexicon, (start, end), titled, cue_subjects)
    role = _role(layout, lexicon, (start, end)) if kind == "person" else None
    gender = gender or _role_gender(role, lexicon)
    if kind == "person" and not gender and len(name) > 1:
        gender = lexicon.first_names.get(name[0].lower())
    offices = {office for i in range(place[0], start) for office in words.title_roles.get(doc[i].text, ())}
    return NameMention(name, (start, end), kind, strength, gender, role, frozenset(offices))


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


SURE, LIKELY, PERHAPS = 12, 3, 1  # how much a vote for a kind weighs


def _kind(layout: Layout, lexicon: Lexicon, place: Range, titled: bool, cue_subjects: set[int]) -> tuple[str, int]:
    """person, organisation or unknown, and how sure: by titles, first names, endings, entity labels."""
    doc, words = layout.tokens, lexicon.words
    name = [doc[i].text for i in range(*place)]
    if name[-1] in words.organisations.endings or name[0] in words.organisations.endings:
        return "organisation", SURE
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
