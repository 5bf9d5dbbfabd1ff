"""Who appears in an article: the persons and organisations, under every name it uses for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from quotes.lexicon import Gender, Lexicon
from quotes.named import NameMention, name_mentions
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
        return max(self.kinds, key=self.kinds.__getitem__) if self.kinds else "unknown"

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


def make_cast(layout: Layout, lexicon: Lexicon, cue_subjects: set[int]) -> Cast:
    """Gather the names outside hidden quotations into members.

    Args:
        cue_subjects: tokens that are the source of a cue of saying; evidence for a person.
    """
    mentions = list(name_mentions(layout, lexicon, cue_subjects))
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
    if not fits and mention.may_be_short:
        short = _plain(mention.words)[0]
        fits = [m for m in members if m.kind == "organisation" and any(_plain(name)[0] == short for name in m.names)]
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
