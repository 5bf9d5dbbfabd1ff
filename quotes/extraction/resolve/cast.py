"""Who appears in an article: the persons and organisations, under every name it uses for them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.resolve.names import SURE, NameMention, name_mentions

TITLED = 3  # votes of a 'Mrs' against the one of a first name
MANY = (
    50  # names, roles and homes that are kept of a character; a word in the names of more characters tells none of them
)
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE"})


@dataclass(eq=False)
class Character:
    """One person or organisation of an article.

    Attributes:
        names: each name used, as a tuple of words, and how often.
        kinds: weighed votes for 'person' and 'organisation'.
        genders: votes for 'male' and 'female'.
        roles: descriptions the article gives, first one first.
        offices: what its titles say it is ('Sen.': senator).
        places: token ranges of the mentions, in order.
        first: the first token of its longer names, which are gathered first.
        labels: what the entity recogniser took it for ('PERSON', 'GPE').
        nicknames: 'Cia' of 'Marcia “Cia” Prine'.
        begun: its names that begin with a known first name.
        homes: the places it is said to be of.
        age: in years, where the article gives it.
        number: its place among the characters of the article.
    """

    names: Counter[tuple[str, ...]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    genders: Counter[Gender] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    places: list[Range] = field(default_factory=list)
    first: int | None = None
    labels: Counter[str] = field(default_factory=Counter)
    nicknames: set[str] = field(default_factory=set)
    begun: set[tuple[str, ...]] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    age: int | None = None
    number: int = 0

    @property
    def full_name(self) -> str:
        """The longest name, then the most frequent; none that only runs on beyond a more frequent one."""
        grown = {name for name in self.names for short in self.names if self._runs_on(name, short)}
        best = max((name for name in self.names if name not in grown), key=lambda name: (len(name), self.names[name]))
        return " ".join(best)

    def _runs_on(self, name: tuple[str, ...], short: tuple[str, ...]) -> bool:
        if not 1 < len(short) < len(name) or self.kind != "person" or self.names[short] < self.names[name]:
            return False
        behind = name[: len(short)] == short and not name[-1].isupper()
        return behind or (name[-len(short) :] == short and short in self.begun and name not in self.begun)

    @property
    def kind(self) -> str:
        return max(self.kinds, key=self.kinds.__getitem__) if self.kinds else "unknown"

    def places_between(self, start: int, end: int) -> list[Range]:
        """Its mentions that begin at the tokens from start up to end."""
        first, last = (bisect_left(self.places, at, key=itemgetter(0)) for at in (start, end))
        return self.places[first:last]

    @property
    def role_words(self) -> set[str]:
        """The words of its roles, in lower case."""
        return {word.lower() for role in self.roles for word in role.split()}

    @property
    def is_place(self) -> bool:
        """Is it a town, a country, a building: nobody who speaks, but for the government of it?"""
        return bool(self.labels) and self.labels.most_common(1)[0][0] in PLACES and self.kind != "person"

    @property
    def gender(self) -> Gender | None:
        ranked = self.genders.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]


@dataclass
class Cast:
    """The characters of one article.

    Attributes:
        at: the character of each name token.
        mentions: every mention with its character, in text order.
        called: the characters by each plain word of their names, roles and offices.
    """

    characters: list[Character]
    at: dict[int, Character]
    mentions: list[tuple[Range, Character]]
    called: dict[str, list[Character]]


def make_cast(layout: Layout, lexicon: Lexicon, cue_subjects: set[int]) -> Cast:
    """Gather the names outside hidden quotations into characters.

    Args:
        cue_subjects: tokens that are the source of a cue of saying; evidence for a person.
    """
    mentions = name_mentions(layout, lexicon, cue_subjects)
    full = sorted(range(len(mentions)), key=lambda k: (mentions[k].headline, -min(len(mentions[k].words), 3), k))
    characters: list[Character] = []
    character_of: dict[int, Character] = {}
    known: dict[str, dict[int, Character]] = {}
    for k in full:
        mention = mentions[k]
        keys, exact = _keys(mention), _exact(mention)
        beside = _beside(known, keys, exact)
        character = _same_character(beside, mention, lexicon) or (
            _in_headline(beside, mention) if mention.headline else None
        )
        if character is None:
            character = Character(number=len(characters))
            characters.append(character)
        _add(character, mention, lexicon)
        character.begun |= {mention.words} if mention.words[0].lower() in lexicon.first_names else set()
        for key in {*keys, exact, _initials(mention.words).lower()}:
            known.setdefault(key, {})[character.number] = character
        character_of[k] = character
    return _cast(characters, [(mention, character_of[k]) for k, mention in enumerate(mentions)])


def _beside(known: dict[str, dict[int, Character]], keys: set[str], exact: str) -> list[Character]:
    """The characters that a name can be: those with just this name, and those that share a word which not many have."""
    near = dict(known.get(exact, {}))
    for key in keys:
        if len(alike := known.get(key, {})) <= MANY:
            near |= alike
    return [near[number] for number in sorted(near)]


def _keys(mention: NameMention) -> set[str]:
    """What another name of the same character has at least one of: a word, a nickname or 'FBI' for its initials."""
    nickname = {mention.nickname.lower()} if mention.nickname else set()
    return {*_plain(mention.words), "".join(mention.words).replace(".", "").lower(), *nickname}


def _exact(mention: NameMention) -> str:
    """The whole name, as no word of a name is written."""
    return f" {' '.join(_plain(mention.words))}"


def _cast(characters: list[Character], mentions: list[tuple[NameMention, Character]]) -> Cast:
    at: dict[int, Character] = {}
    for mention, character in mentions:
        character.places.append(mention.place)
        at.update(dict.fromkeys(range(*mention.whole), character))
    called: dict[str, list[Character]] = {}
    for character in characters:
        for word in {
            *character.role_words,
            *character.offices,
            *(word.lower() for name in character.names for word in name),
        }:
            called.setdefault(word, []).append(character)
    return Cast(characters, at, [(mention.place, character) for mention, character in mentions], called)


def _add(character: Character, mention: NameMention, lexicon: Lexicon) -> None:
    room = mention.words in character.names or len(character.names) < MANY
    if room and (not mention.headline or _tells(character, mention, lexicon)):
        character.names[mention.words] += 1
    if mention.kind != "unknown":
        character.kinds[mention.kind] += mention.strength
    if mention.gender:
        character.genders[mention.gender] += TITLED if mention.titled else 1
    if character.first is None or (len(mention.words) > 1 and mention.place[0] < character.first):
        character.first = mention.place[0]
    character.offices |= mention.offices
    character.labels[mention.label] += 1
    character.nicknames |= {mention.nickname.lower()} if mention.nickname else set()
    character.homes |= {mention.home} if mention.home and len(character.homes) < MANY else set()
    character.age = character.age or mention.age
    if mention.role and mention.role not in character.roles and len(character.roles) < MANY:
        character.roles.append(mention.role)


def _same_character(characters: list[Character], mention: NameMention, lexicon: Lexicon) -> Character | None:
    """The one character this name can be; of several, the one named in full most, unless a gender speaks against it."""
    fits = [m for m in characters if any(_same_name(name, mention, m, lexicon) for name in m.names)]
    fits = [m for m in fits if not _relative_of(m, mention, lexicon)]
    if len(fits) > 1 and mention.gender:
        fits = [m for m in fits if m.gender in (mention.gender, None)] or fits
    if not fits and len(mention.words) == 1:
        fits = _by_first_word(characters, mention)
    if not fits:
        return None
    last = {m.number: _ends_in(m, mention, lexicon) for m in fits}
    return max(fits, key=lambda m: (not last[m.number], m.kind == mention.kind, m.names.total()))


def _relative_of(character: Character, mention: NameMention, lexicon: Lexicon) -> bool:
    """'President Holm … his wife, Ida Holm': is the titled surname another's than the full name's?

    It is where the article says only something else of the full name: that it is a relation, or another role, although
    the title stands first (who is named in full is, where it comes first).
    """
    if len(mention.words) > 1 or mention.headline or not character.roles or character.kind != "person":
        return False
    words = character.role_words
    before = character.first is not None and mention.place[0] < character.first
    relation = bool(words & lexicon.words.roles.relation)
    if not mention.offices:  # 'Okafor laughed … His wife, Adaeze Okafor'
        return relation and before
    return not mention.offices & (words | character.offices) and (before or relation)


def _ends_in(character: Character, mention: NameMention, lexicon: Lexicon) -> bool:
    """Is the mention but the last word of an organisation, and none that says what it is, as 'Post' does?"""
    word = mention.words[-1]
    alone = (
        len(mention.words) == 1 and character.kind == "organisation" and word not in lexicon.words.organisations.endings
    )
    return alone and not any(_plain(name)[0] == word.lower() or len(name) == 1 for name in character.names)


def _tells(character: Character, mention: NameMention, lexicon: Lexicon) -> bool:
    """May a headline give a name? To whom the text calls by one word, if it begins with a first name."""
    if not character.names:
        return True
    short = all(len(name) == 1 for name in character.names)
    ends = len(mention.words) == 2 and mention.label == "PERSON" and mention.words[1:] in character.names
    return short and (ends or mention.words[0].lower() in lexicon.first_names)


def _in_headline(characters: list[Character], mention: NameMention) -> Character | None:
    """The longest known name in a run of capital words: the Ida Marlow of 'Telling Ida Marlow Off'."""
    words = _plain(mention.words)
    inside = [
        (len(name), character.names.total(), -character.number, character)
        for character in characters
        for name in map(_plain, character.names)
        if any(words[k : k + len(name)] == name for k in range(len(words)))
    ]
    return max(inside, key=lambda item: item[:3])[3] if inside else None


def _by_first_word(characters: list[Character], mention: NameMention) -> list[Character]:
    """Whom a word can mean that ends no name: 'Norvik' Copper, 'Dame Honor', 'Seo' Min-jae, Ida 'Ulloa' Reyes."""
    word = _plain(mention.words)[0]
    begun = [m for m in characters if any(_plain(name)[0] == word for name in m.names)]
    bodies = [m for m in begun if m.kind == "organisation"] if mention.may_be_short else []
    if bodies:
        return bodies
    people = [m for m in begun if m.kind == "person"] or [m for m in characters if word in m.nicknames]
    people = people or [
        m for m in characters if m.kind == "person" and any(word in _plain(name)[1:-1] for name in m.names)
    ]
    return people if len(people) == 1 and mention.may_be_first and mention.kind != "organisation" else []


def _same_name(known: tuple[str, ...], mention: NameMention, character: Character, lexicon: Lexicon) -> bool:
    suffixes = lexicon.words.titles.suffixes
    one, other = _plain(_whole(known, suffixes)), _plain(_whole(mention.words, suffixes))
    if one == other:
        return True
    person = character.kind != "organisation"
    if len(other) == 1 and len(one) > 1:
        if other[0] == one[-1] or (other[0] == one[0] and person and other[0] in lexicon.first_names):
            return person or mention.kind != "person"
        return mention.words[0].isupper() and _initials(known) == mention.words[0].replace(".", "")
    sure = character.kinds["organisation"] >= SURE and not person
    shorter = len(other) < len(one) and not (sure and mention.kind == "person")
    if shorter and (one[: len(other)] == other or one[-len(other) :] == other):
        return True
    if len(other) > 1 and len(one) > 1 and person:
        return one[-1] == other[-1] and (one[0] == other[0] or (one[0][0] == other[0][0] and len(one[0]) <= 2))
    return False


def _whole(name: tuple[str, ...], suffixes: frozenset[str]) -> tuple[str, ...]:
    """The name without 'Jr'."""
    return name[:-1] if len(name) > 2 and name[-1] in suffixes else name


@lru_cache(maxsize=65536)
def _plain(name: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.lower().rstrip(".") for word in name)


def _initials(name: tuple[str, ...]) -> str:
    return "".join(word[0] for word in name if word[0].isupper())
