"""Gathering the cast of an article: which of its names are one person's or one organisation's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from types import MappingProxyType

from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.resolve.cast import MANY, Cast, Character, leading_gender, leading_kind, leading_label
from quotes.extraction.resolve.name_kind import LIKELY, PERHAPS, SURE
from quotes.extraction.resolve.names import TITLED, NameMention, name_mentions
from quotes.extraction.resolve.told_nouns import told_nouns
from quotes.names.within_article import initials, may_be_same, plain, without_particle

ADULT = 16  # years, from which somebody is 'Mr' or 'Ms'


@dataclass(eq=False)
class Gathered:
    """What is known of one character while its names are gathered; its attributes are those of `Character`.

    Attributes:
        first: the first token of its longer names, which are gathered first.
        nicknames: 'cia' of 'Marcia “Cia” Prine'.
    """

    number: int
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
    since: dict[tuple[str, ...], int] = field(default_factory=dict)
    heads: Counter[tuple[str, ...]] = field(default_factory=Counter)
    whole: set[tuple[str, ...]] = field(default_factory=set)
    homes: set[str] = field(default_factory=set)
    age: int | None = None
    nouns: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        return leading_kind(self.kinds)

    @property
    def gender(self) -> Gender | None:
        return leading_gender(self.genders)

    @property
    def role_words(self) -> set[str]:
        """The words of its roles, in lower case."""
        return {word.lower() for role in self.roles for word in role.split()}

    def is_place(self, place_labels: Set[str]) -> bool:
        """Is it a town, a country, a building, by what the recogniser took most mentions for?"""
        return leading_label(self.labels) in place_labels and self.kind != "person"

    def settled(self, place_labels: Set[str]) -> Character:
        """The character, when everything is gathered."""
        return Character(
            number=self.number,
            names=MappingProxyType(self.names),
            kinds=MappingProxyType(self.kinds),
            genders=MappingProxyType(self.genders),
            roles=tuple(self.roles),
            offices=frozenset(self.offices),
            places=tuple(self.places),
            labels=MappingProxyType(self.labels),
            begun=frozenset(self.begun),
            since=MappingProxyType(self.since),
            heads=MappingProxyType(self.heads),
            whole=frozenset(self.whole),
            homes=frozenset(self.homes),
            age=self.age,
            nouns=frozenset(self.nouns),
            is_place=self.is_place(place_labels),
        )


def make_cast(layout: Layout, lexicon: Lexicon, cues: Sequence[Cue]) -> Cast:
    """Gather the names outside hidden quotations into characters; to be the source of a cue speaks for a person."""
    subjects = {i for cue in cues if cue.source and "say" in cue.groups for i in range(*cue.source)}
    mentions = name_mentions(layout, lexicon, subjects)
    gathered, number_of = _gather(mentions, lexicon)
    at: dict[int, Gathered] = {}
    for mention, number in zip(mentions, number_of, strict=True):
        gathered[number].places.append(_with_honours(mention))
        at.update(dict.fromkeys(range(*mention.whole), gathered[number]))
        gathered[number].nouns |= set(told_nouns(layout, lexicon, mention.place))
    _learn_kinds(layout, lexicon, cues, at)
    characters = tuple(one.settled(lexicon.words.resolving.place_labels) for one in gathered)
    return Cast(
        characters,
        at={i: characters[one.number] for i, one in at.items()},
        mentions=tuple((_with_honours(mention), characters[n]) for mention, n in zip(mentions, number_of, strict=True)),
        called=_called(characters),
    )


def _with_honours(mention: NameMention) -> Range:
    """Where a name stands, with the degree or rank after it, on which the parse may hang it: 'Helen Ashgrove | KC'."""
    return mention.place[0], mention.whole[1]


def _gather(mentions: Sequence[NameMention], lexicon: Lexicon) -> tuple[list[Gathered], list[int]]:
    """The characters that the mentions name, and for each mention the number of its character.

    Longer names come first, and headlines last, because what they name is a guess.
    """
    order = sorted(range(len(mentions)), key=lambda k: _order(mentions[k], k))
    found: list[Gathered] = []
    number_of = [0] * len(mentions)
    known: dict[str, dict[int, Gathered]] = {}
    for k in order:
        mention = mentions[k]
        keys, exact = _keys(mention, lexicon), _exact(mention)
        beside = _beside(known, keys, exact)
        one = _whose(beside, mention, lexicon)
        if one is None:
            one = Gathered(number=len(found))
            found.append(one)
        _add(one, mention, lexicon, alone=not _is_anothers(beside, one, mention, lexicon))
        for key in {*keys, exact, initials(mention.words).lower()}:
            known.setdefault(key, {})[one.number] = one
        number_of[k] = one.number
    return found, number_of


def _order(mention: NameMention, k: int) -> tuple[bool, int, bool, int]:
    """Longer names first, headlines last; of two alike, whichever is surely a person's ('Soir, 52, said')."""
    surely = mention.kind.kind == "person" and mention.kind.weight >= SURE
    return mention.headline, -min(len(mention.words), 3), len(mention.words) == 1 and not surely, k


def _whose(beside: list[Gathered], mention: NameMention, lexicon: Lexicon) -> Gathered | None:
    """Of the characters with a like name, the one that a mention names."""
    return _same_character(beside, mention, lexicon) or (_in_headline(beside, mention) if mention.headline else None)


def _beside(known: dict[str, dict[int, Gathered]], keys: set[str], exact: str) -> list[Gathered]:
    """The characters that a name can be: those with just this name, and those that share a word which not many have."""
    near = dict(known.get(exact, {}))
    for key in keys:
        if len(alike := known.get(key, {})) <= MANY:
            near |= alike
    return [near[number] for number in sorted(near)]


def _keys(mention: NameMention, lexicon: Lexicon) -> set[str]:
    """What another name of the same character has at least one of: a word, a nickname or 'FBI' for its initials."""
    surname = without_particle(plain(mention.words)[-1], lexicon.particles)
    nickname = {mention.told.nickname.lower()} if mention.told.nickname else set()
    return {*plain(mention.words), surname, "".join(mention.words).replace(".", "").lower(), *nickname}


def _exact(mention: NameMention) -> str:
    """The whole name, as no word of a name is written."""
    return f" {' '.join(plain(mention.words))}"


def _learn_kinds(layout: Layout, lexicon: Lexicon, cues: Sequence[Cue], at: Mapping[int, Gathered]) -> None:
    """'Aldervik said it would cut jobs': whoever speaks of itself as 'it' is no person, unless something says so."""
    for cue in cues:
        if cue.source is None or not cue.content or "say" not in cue.groups:
            continue
        it = layout.lowers[cue.source[0]] in lexicon.words.pronouns.neuter and cue.source[1] - cue.source[0] == 1
        places = _subjects_before(layout, lexicon, cue.source[0]) if it else [int(layout.head(cue.source).i)]
        gathered = next((at[i] for i in places if i in at), None)
        if gathered is None or _is_told(gathered, lexicon):
            continue
        if it:
            gathered.kinds["organisation"] += SURE
            continue
        first, end = cue.content[0]
        person = leading_label(gathered.labels) in lexicon.words.resolving.person_labels
        if person and layout.run_of[first] >= 0:
            continue  # '“It hurts,” Kim said'
        if not lexicon.words.pronouns.neuter.isdisjoint(layout.lowers[first : min(first + 2, end)]):
            gathered.kinds["organisation"] += SURE


def _subjects_before(layout: Layout, lexicon: Lexicon, it: int) -> list[int]:
    """'Aldervik has apologised. “We are sorry,” it said': the subject of the last sentence without marks before it,
    if it has just one.
    """
    first, _ = layout.paragraphs[layout.paragraph_of[it]]
    here = layout.sentence_of[it]
    before = (layout.sentences[k] for k in range(here - 1, max(here - BEFORE_IT, 0) - 1, -1))
    start, end = next((place for place in before if layout.run_of[place[0]] < 0), (0, 0))
    places = range(max(start, first), min(end, start + MANY))
    subjects = [i for i in places if layout.labels[i] in lexicon.words.grammar.subject and layout.run_of[i] < 0]
    return subjects if len(subjects) == 1 else []


BEFORE_IT = 2  # sentences before 'it said', of which one may be between marks


def _is_told(gathered: Gathered, lexicon: Lexicon) -> bool:
    """Does something else say what it is: a title, a gender, a role, initials, the label of a place or person?"""
    labels = lexicon.words.resolving
    if leading_label(gathered.labels) in labels.person_labels and all(len(name) > 1 for name in gathered.names):
        return True
    initials = any("." in word for name in gathered.names for word in name)
    person = gathered.kinds["person"] >= SURE or gathered.gender is not None or bool(gathered.roles)
    return initials or person or gathered.is_place(labels.place_labels)


def _called(characters: Sequence[Character]) -> dict[str, list[Character]]:
    """The characters by each plain word of their names, roles and offices."""
    called: dict[str, list[Character]] = {}
    for character in characters:
        names = (word.lower() for name in character.names for word in name)
        for word in {*character.role_words, *character.offices, *names}:
            called.setdefault(word, []).append(character)
    return called


def _is_anothers(beside: Iterable[Gathered], gathered: Gathered, mention: NameMention, lexicon: Lexicon) -> bool:
    """'Ida Brekke … her brother, Nils Brekke … President Brekke': may the title be that of another of the surname?"""
    role = mention.told.role or ""
    titled = bool(role) and all(word in lexicon.titles.of_office for word in role.split())
    told = mention.told.offices | (set(role.lower().split()) if titled else set())
    if len(mention.words) > 1 or not told or not told.isdisjoint(gathered.role_words | gathered.offices):
        return False
    full = any(len(name) > 1 for name in gathered.names)
    return full and any(_is_surname_of(other, mention) for other in beside if other is not gathered)


def _add(gathered: Gathered, mention: NameMention, lexicon: Lexicon, *, alone: bool) -> None:
    """Note what a mention tells of its character.

    Args:
        alone: nobody else can be meant by it, so that its role is the character's.
    """
    room = mention.words in gathered.names or len(gathered.names) < MANY
    if room and (not mention.headline or _tells(gathered, mention, lexicon)):
        gathered.names[mention.words] += 1
        if not mention.headline and not mention.inside:
            gathered.heads[mention.words] += 1
        if not mention.headline:
            start = mention.place[0]
            gathered.since[mention.words] = min(gathered.since.get(mention.words, start), start)
    if mention.kind.kind != "unknown":
        gathered.kinds[mention.kind.kind] += mention.kind.weight
    if mention.gender:
        gathered.genders[mention.gender.gender] += mention.gender.weight
    if gathered.first is None or (len(mention.words) > 1 and mention.place[0] < gathered.first):
        gathered.first = mention.place[0]
    gathered.whole |= {mention.words} if mention.whole_person else set()
    gathered.begun |= {mention.words} if _begins_given(mention, lexicon) else set()
    gathered.offices |= mention.told.offices if alone else set()
    gathered.labels[mention.label] += 1
    gathered.nicknames |= {mention.told.nickname.lower()} if mention.told.nickname else set()
    gathered.homes |= {mention.told.home} if mention.told.home and len(gathered.homes) < MANY else set()
    gathered.age = gathered.age or mention.told.age
    if alone and mention.told.role and mention.told.role not in gathered.roles and len(gathered.roles) < MANY:
        gathered.roles.append(mention.told.role)


def _same_character(characters: list[Gathered], mention: NameMention, lexicon: Lexicon) -> Gathered | None:
    """The one character this name can be; of several, the one named in full most, unless a gender speaks against it."""
    characters = [m for m in characters if not _only_shares_first_name(m, mention, lexicon)]
    fits = [m for m in characters if any(_same_name(name, mention, m, lexicon) for name in m.names)]
    fits = [m for m in fits if not _relative_of(m, mention, lexicon) and not _other_gender(m, mention)]
    if len(fits) > 1 and mention.gender:
        able = [m for m in fits if m.gender in (mention.gender.gender, None)] or fits
        fits = [m for m in able if m.gender is not None] if mention.gender.weight >= TITLED else able
        fits = fits or able
    if not fits and len(mention.words) == 1:
        fits = _by_first_word([m for m in characters if not _is_spouse(m, mention)], mention, lexicon)
    if not fits:
        return None
    last = {m.number: _ends_in(m, mention, lexicon) for m in fits}
    whole = {m.number: _is_known_so(m, mention, lexicon) for m in fits}
    surname = {m.number: _is_surname_of(m, mention) for m in fits}
    return max(
        fits,
        key=lambda m: (
            not last[m.number],
            len(mention.words) == 1 and not mention.told.offices.isdisjoint(m.role_words | m.offices),
            whole[m.number] or surname[m.number],
            m.first is not None and m.first < mention.place[0],  # 'Jeb Marlow left. Mr Marlow said … George Marlow'
            m.kind == mention.kind.kind,
            m.names.total(),
        ),
    )


def _other_gender(gathered: Gathered, mention: NameMention) -> bool:
    """'Paula Tindall … Mr Tindall': is a titled surname another's than the full name's with another gender, or than a
    child's?
    """
    if len(mention.words) > 1 or mention.gender is None or mention.gender.weight < TITLED:
        return False
    if gathered.age is not None and gathered.age < ADULT:
        return True
    return bool(gathered.begun) and gathered.gender not in (mention.gender.gender, None)


def _is_spouse(gathered: Gathered, mention: NameMention) -> bool:
    """'Sir Edmund Tressick … Tressick said … Lady Tressick said': of his surname, and not he."""
    surnamed = any(len(name) > 1 and name[-1] == mention.words[0] for name in gathered.names)
    return surnamed and _other_gender(gathered, mention)


def _relative_of(gathered: Gathered, mention: NameMention, lexicon: Lexicon) -> bool:
    """'President Holm … his wife, Ida Holm': is the titled surname another's than the full name's?

    It is where the article says only something else of the full name: that it is a relation, or another role, although
    the title stands first (who is named in full is, where it comes first).
    """
    if len(mention.words) > 1 or mention.headline or not gathered.roles or gathered.kind != "person":
        return False
    words = gathered.role_words
    before = gathered.first is not None and mention.place[0] < gathered.first
    relation = bool(words & lexicon.words.roles.relation)
    if not mention.told.offices:  # 'Okafor laughed … His wife, Adaeze Okafor'
        return relation and before
    return not mention.told.offices & (words | gathered.offices) and (before or relation)


def _is_surname_of(gathered: Gathered, mention: NameMention) -> bool:
    """'John said' of Tom John, not of John Karlow: no first name where somebody has it as a surname."""
    alone = len(mention.words) == 1 and gathered.kind == "person"
    return alone and any(len(name) > 1 and plain(name)[-1] == plain(mention.words)[0] for name in gathered.names)


def _is_known_so(gathered: Gathered, mention: NameMention, lexicon: Lexicon) -> bool:
    """The 'Nils' of 'Nils, the 7th District chairman': a first name alone, with an office."""
    alone = gathered.names.keys() == {mention.words} and plain(mention.words)[0] in lexicon.first_names
    return alone and _is_post(lexicon, gathered.role_words)


def _is_post(lexicon: Lexicon, words: Iterable[str]) -> bool:
    """'chairman', 'governor', but not 'brother'."""
    roles = lexicon.words.roles
    return not (roles.office | roles.person - roles.relation).isdisjoint(words)


def _only_shares_first_name(gathered: Gathered, mention: NameMention, lexicon: Lexicon) -> bool:
    """'Governor Nils Karlow … Nils, the 7th District chairman, said': somebody else, who has another office; not 'Nils,
    his brother'.
    """
    role, word = mention.told.role, plain(mention.words)[0]
    if len(mention.words) > 1 or not role or not gathered.roles or word not in lexicon.first_names:
        return False
    if "person" in mention.short_for and mention.whole[0] < mention.place[0]:
        return False  # 'Sir Nils, a former policeman'
    own = gathered.role_words | gathered.offices
    if not (_is_post(lexicon, role.lower().split()) and _is_post(lexicon, own)):
        return False
    named = [plain(name) for name in gathered.names if len(name) > 1]
    return bool(named) and all(name[0] == word for name in named) and own.isdisjoint(role.lower().split())


def _ends_in(gathered: Gathered, mention: NameMention, lexicon: Lexicon) -> bool:
    """Is the mention but the last word of an organisation, and none that says what it is, as 'Post' does?"""
    word = mention.words[-1]
    alone = (
        len(mention.words) == 1 and gathered.kind == "organisation" and word not in lexicon.words.organisations.endings
    )
    return alone and not any(plain(name)[0] == word.lower() or len(name) == 1 for name in gathered.names)


def _begins_given(mention: NameMention, lexicon: Lexicon) -> bool:
    """Does a name begin with a first name: not the 'Al Ketbi' of 'Rashid Al Ketbi', nor the 'Mac' of 'Mac Aodha'?"""
    first, full = mention.words[0].lower(), len(mention.words) > 1
    small = lexicon.words.names.foreign_articles | (lexicon.particles if full else frozenset())
    return first in lexicon.first_names and first not in small


def _tells(gathered: Gathered, mention: NameMention, lexicon: Lexicon) -> bool:
    """May a headline give a name? Only to one that the text calls by one word, if it begins with a first name."""
    if not gathered.names:
        return True
    short = all(len(name) == 1 for name in gathered.names)
    ends = (
        len(mention.words) == 2
        and mention.label in lexicon.words.resolving.person_labels
        and plain(mention.words)[1:] in map(plain, gathered.names)
    )
    return short and (ends or mention.words[0].lower() in lexicon.first_names)


def _in_headline(characters: list[Gathered], mention: NameMention) -> Gathered | None:
    """The longest known name in a run of capital words: the Ida Marlow of 'Telling Ida Marlow Off'."""
    words = plain(mention.words)
    inside = [
        (len(name), gathered.names.total(), -gathered.number, gathered)
        for gathered in characters
        for name in map(plain, gathered.names)
        if any(words[k : k + len(name)] == name for k in range(len(words)))
    ]
    return max(inside, key=lambda item: item[:3])[3] if inside else None


def _by_first_word(characters: list[Gathered], mention: NameMention, lexicon: Lexicon) -> list[Gathered]:
    """Whom a word can mean that ends no name: 'Norvik' Copper, 'Dame Honor', 'Seo' Min-jae, Ida 'Ulloa' Reyes."""
    word = plain(mention.words)[0]
    begun = [m for m in characters if any(plain(name)[0] == word for name in m.names)]
    bodies = [m for m in begun if m.kind == "organisation"] if "body" in mention.short_for else []
    if bodies:
        return bodies
    if firm := _by_last_word(characters, mention, lexicon):
        return firm
    people = [m for m in begun if m.kind == "person"] or [m for m in characters if word in m.nicknames]
    people = people or [m for m in characters if _is_middle(m, word, lexicon)]
    personal = lexicon.words.names.personal
    called_so = any(
        not personal.isdisjoint(name) for one in people for name in one.names
    )  # 'Siti' of 'Siti binti Rahman'
    given = word in lexicon.first_names and any(_is_given(word, one) for one in begun)
    able = called_so or "person" in mention.short_for or ("titled" in mention.short_for and not given)
    family = word in lexicon.words.names.before_given and mention.label in lexicon.words.resolving.body_labels
    taken = mention.kind.kind == "organisation" and not (family and mention.kind.weight <= PERHAPS)
    fits = len(people) == 1 and able and (called_so or not taken)
    return people if fits else []


def _by_last_word(characters: list[Gathered], mention: NameMention, lexicon: Lexicon) -> list[Gathered]:
    """The firm that alone has a word before the one that says what it is: 'Wanda' of 'Orm Wanda Group', where nobody is
    called Wanda.
    """
    words = lexicon.words
    person = any(m.kind == "person" and plain(mention.words)[0] in plain(name) for m in characters for name in m.names)
    if person or mention.kind.weight >= SURE or mention.gender is not None:
        return []
    firms = [
        m
        for m in characters
        for name in m.names
        if len(name) > FIRM_WORDS and name[-2] == mention.words[0] and name[-1].lower() in words.roles.business
    ]
    return firms if len(firms) == 1 else []


FIRM_WORDS = 2  # more: not the Marlow of 'Marlow Group', who may be a person


def _is_middle(gathered: Gathered, word: str, lexicon: Lexicon) -> bool:
    """Is a word inside the name of a person, who is one to the recogniser, too: not 'Ida Soir Polling Day'?"""
    person = gathered.kind == "person" and not lexicon.words.resolving.place_labels & gathered.labels.keys()
    return person and any(word in plain(name)[1:-1] for name in gathered.names)


def _is_given(word: str, gathered: Gathered) -> bool:
    """The 'ida' of 'Ida Marlow', not the 'ulloa' of 'Ulloa Reyes', who is 'Ida Ulloa Reyes' elsewhere."""
    names = [plain(name) for name in gathered.names]
    first = [name for name in names if name[0] == word]
    return any(not any(len(long) > len(name) and long[-len(name) :] == name for long in names) for name in first)


def _same_name(known: tuple[str, ...], mention: NameMention, gathered: Gathered, lexicon: Lexicon) -> bool:
    return may_be_same(
        known,
        mention.words,
        kind="unknown" if _is_hardly_body(known, mention, gathered, lexicon) else gathered.kind,
        surely_body=gathered.kinds["organisation"] >= SURE,
        mentioned_kind=mention.kind.kind,
        first_names=lexicon.first_names,
        particles=lexicon.particles,
        suffixes=lexicon.titles.suffixes,
    )


def _is_hardly_body(known: tuple[str, ...], mention: NameMention, gathered: Gathered, lexicon: Lexicon) -> bool:
    """'Naoki Hoshino', taken for a body, where the recogniser takes 'Hoshino' for a person."""
    labels = lexicon.words.resolving
    person = len(mention.words) == 1 and mention.label in labels.person_labels and not mention.headline
    body = gathered.kinds["organisation"] >= LIKELY or gathered.is_place(labels.place_labels)
    return person and len(known) == 2 and known[-1] not in lexicon.words.organisations.endings and not body
