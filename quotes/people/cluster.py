"""Join the names of one surname, or of one organisation, into people: all at once, so that their order does not matter.

Full names come first: one name is one person unless roles tell several apart. Then come initials, then bare surnames,
which go to whoever bears them in nearly all articles of that time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter

from quotes.names.compare import compare, forms, fuller, initials, skeleton, slip
from quotes.names.first_names import is_first_name
from quotes.names.name import Name, parse
from quotes.names.words import name_words
from quotes.people.choose import same_office, supports
from quotes.people.evidence import Likelier, excluded, of_another_gender, of_full_name, of_surname, weigh
from quotes.people.in_text import full_names
from quotes.people.kind.in_texts import is_surname_of_somebody, is_told_as_person, speaks_of_itself, written_kind
from quotes.people.kind.outlets import outlets_as_bodies
from quotes.people.kind.vote import voted
from quotes.people.match import Mention, Person, level_of, lifetime_apart
from quotes.people.namesakes import Agreeing, parts, same_outlets
from quotes.people.role import alike
from quotes.people.someone import Company, Entry, JoinVerdict, Someone, Usual, compare_with

CROWD = 30  # bearers of a surname that are compared with a mention
BOTH_OFTEN = 5  # mentions from which a full name may be both a person and a body
FEW = 4  # times as often: a kind that is given to a name less often than that is a mistake
MISTAKEN = 10  # times as often: likewise a body that has somebody's surname
SAME_BODY = 2  # words of the name of one body in two roles
PLAIN = 0.97  # a probability from which key terms are not looked at
LATEST = 20  # articles of a person whose key terms are compared: those nearest in time
MOST_TOPICS = 4  # people whose key terms are compared

NOT_OWN = ("surname", "spelling")  # why a name is joined that is not kept as one of the person's own
RANK = attrgetter("key", "text", "kind")  # sorts entries the same, whatever the order of loading

Judge = Callable[[Mention, Sequence[Person]], Likelier]


@dataclass
class Scene:
    """What is known besides the names themselves.

    Attributes:
        company: the full names that each article names.
        usual: the share of all articles that have a name.
        topics: the key terms of an article.
        shared: which of some key terms some articles have.
        text: the text of an article.
        outlets: the names of the database's outlets, as `kind.outlets.squashed` gives them.
    """

    company: Company
    usual: Usual
    topics: Callable[[int], frozenset[str]]
    shared: Callable[[Sequence[int], frozenset[str]], set[str]]
    text: Callable[[int], str]
    outlets: frozenset[str] = frozenset()

    def judged(self, entry: Entry, people: Sequence[Someone], judge: Judge) -> Likelier:
        """Choose who is meant by a mention; key terms, which cost most, are used only if all else leaves it open."""
        compare_with(entry, people, self.company, self.usual)
        verdict = judge(entry.mention, people)
        if verdict.probability >= PLAIN or not (topics := self.topics(entry.article)):
            return verdict
        mention = replace(entry.mention, topics=topics)
        for person in sorted(people, key=lambda person: -weigh(entry.mention, person))[:MOST_TOPICS]:
            person.topics = self.shared(person.nearest(mention.day, LATEST), topics)
        return judge(mention, people)

    def supported(self, entry: Entry, person: Someone) -> bool:
        """Do roles, the outlet, company or topics speak for the person?"""
        compare_with(entry, [person], self.company, self.usual)
        if supports(entry.mention, person):
            return True
        topics = self.topics(entry.article)
        person.topics = self.shared(person.nearest(entry.mention.day, LATEST), topics)
        return supports(replace(entry.mention, topics=topics), person)


@dataclass
class NameGroup:
    """The people who can be meant by the names of one group."""

    scene: Scene
    people: list[Someone] = field(default_factory=list)
    at: dict[str, list[Someone]] = field(default_factory=lambda: defaultdict(list))
    inside: dict[int, list[tuple[Name, Someone]]] = field(default_factory=lambda: defaultdict(list))
    keepers: dict[str, Someone] = field(default_factory=dict)
    alone: dict[tuple[str, str], Someone] = field(default_factory=dict)
    told: dict[str, Someone] = field(default_factory=dict)
    known: dict[str, list[Someone]] = field(default_factory=dict)
    verdicts: list[JoinVerdict] = field(default_factory=list)

    def put(self, person: Someone, name: Name) -> None:
        for place in _places(name):
            if person not in self.at[place]:
                self.at[place].append(person)

    def find(self, name: Name) -> list[Someone]:
        """Everybody with a name that can be the same person's as this one."""
        found = {id(person): person for place in _places(name) for person in self.at.get(place, ())}
        return list(found.values())

    def give(self, entries: Sequence[Entry], person: Someone, why: str, probability: float | None = None) -> None:
        """Give the entries to the person; the person does not learn initials or a bare surname as a name."""
        name = entries[0].mention.name
        own = not person.keeper and (not person.names or (not name.bare and not _is_short(name) and why not in NOT_OWN))
        own = own or (why == "initials" and all(fuller(name, known) for known in person.names.values()))
        if own or not name.bare:
            person.take(entries, names=own)
        for entry in entries:
            self.verdicts.append(JoinVerdict(entry, person, why, probability))
            self.inside[entry.article].append((entry.mention.name, person))
        if own:
            self.put(person, name)

    def new(self, entries: Sequence[Entry], why: str) -> None:
        person = Someone(0, entries[0].kind)
        self.people.append(person)
        self.give(entries, person, why)

    def keep_open(self, entry: Entry, probability: float | None) -> None:
        """Give the entries to the one row that keeps what is undecided of a name."""
        key = entry.mention.name.key
        if key not in self.keepers:
            self.keepers[key] = Someone(0, entry.kind, keeper=True)
            self.people.append(self.keepers[key])
        self.give([entry], self.keepers[key], "undecided", probability)

    def by_itself(self, entry: Entry, place: str) -> None:
        """Give a row to a surname that nobody named in full bears; a common surname gets a row for each outlet."""
        at = (entry.mention.name.key, place)
        if at not in self.alone:
            self.alone[at] = Someone(0, entry.kind)
            self.people.append(self.alone[at])
        self.give([entry], self.alone[at], "name")

    def bearers(self, mention: Mention) -> tuple[list[Someone], float]:
        """The people a bare surname can mean: the most named, and those of the outlet; and how much the others count.

        Who bears a name is settled before surnames are looked at, so it is found once for each name.
        """
        name, outlet = mention.name, mention.outlet or ""
        if name.key not in self.known:
            people = [
                p for p in self.people if not p.keeper and (p.total or p.also) and level_of(name, p) in ("same", "bare")
            ]
            self.known[name.key] = sorted(people, key=lambda person: -person.total)
        every = self.known[name.key]
        if len(every) <= CROWD:
            return every, 0.0
        near = [person for person in every[CROWD:] if outlet and person.often[outlet]][:CROWD]
        people = [*every[:CROWD], *near]
        return people, (sum(p.total for p in every) - sum(p.total for p in people)) / 4


def cluster(entries: Iterable[Entry], pinned: Sequence[Someone], scene: Scene) -> list[JoinVerdict]:
    """Choose who is meant by each entry of a group.

    Args:
        pinned: people who were made known by humans or a list, with the names given there.
    """
    group = NameGroup(scene)
    ordered = sorted(outlets_as_bodies(list(entries), scene.outlets), key=RANK)
    for person in pinned:
        for name in person.also.values():
            group.put(person, name)
    _by_humans(group, ordered, {person.id: person for person in pinned})
    rest = [entry for entry in ordered if entry.human is None]
    nodes: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in rest:
        if not entry.mention.name.bare:
            nodes[entry.mention.name.key, _kind(entry)].append(entry)
    for node in sorted(_joined_kinds(nodes), key=_order):
        _full(group, node)
    for entry in rest:
        if entry.mention.name.bare:
            _bare(group, entry)
    _vote(group)
    return [_as_body(group, verdict) for verdict in group.verdicts]


def _as_body(group: NameGroup, verdict: JoinVerdict) -> JoinVerdict:
    """What is open between several people, and turns out to be a body's name, goes to the body of that name."""
    who, key = verdict.person, verdict.entry.mention.name.key
    if not who.keeper or who.kind != "organisation":
        return verdict
    bodies = [one for one in group.at.get(f"o:{key}", ()) if one.kind == "organisation" and not one.keeper]
    return JoinVerdict(verdict.entry, bodies[0], "name") if len(bodies) == 1 else verdict


def _vote(group: NameGroup) -> None:
    """Settle everybody's kind by all their entries; a kind that a human gave stays."""
    given: dict[Someone, list[Entry]] = defaultdict(list)
    for verdict in group.verdicts:
        given[verdict.person].append(verdict.entry)
    for person, entries in given.items():
        if not person.pinned:
            person.kind = voted(entries, person.names.values(), group.scene.text)


def _kind(entry: Entry) -> str:
    return entry.mention.name.kind if entry.mention.name.sure else "unknown"


def _joined_kinds(nodes: Mapping[tuple[str, str], list[Entry]]) -> list[list[Entry]]:
    """Group the mentions by name. Those of unknown kind, and a few of a rare kind, join those of the frequent kind.

    A person and a body hardly ever have the same name, so they are two only if both are frequent.
    """
    found: dict[tuple[str, str], list[Entry]] = {at: list(node) for at, node in nodes.items()}
    for key, kind in nodes:
        known = [(key, other) for other in ("person", "organisation") if (key, other) in nodes]
        if not known:
            continue
        largest = max(known, key=lambda at: (len(nodes[at]), at))
        rare = len(nodes[key, kind]) < BOTH_OFTEN and " " in key
        mistaken = kind == "unknown" or rare or len(nodes[largest]) >= FEW * len(nodes[key, kind])
        if mistaken and largest != (key, kind):
            found[largest] = sorted([*found[largest], *found.pop((key, kind))], key=RANK)
    return list(found.values())


def _order(node: Sequence[Entry]) -> tuple[bool, int, bool, int, str, str]:
    """Sort full names before initials and acronyms, frequent names first, listed ones before slips of them, and
    'Leonard' before 'Len'.
    """
    name = node[0].mention.name
    unlisted, letters = (not is_first_name(name.given[0]), -len(name.given[0])) if name.given else (False, 0)
    return (_is_short(name), -len(node), unlisted, letters, name.key, _kind(node[0]))


def _is_short(name: Name) -> bool:
    """Is the name one of initials, or an acronym?"""
    return len(name.given[0]) == 1 if name.given else " " not in name.key


def _places(name: Name) -> tuple[str, ...]:
    """The keys under which somebody of a name stands in the index of a group; few people share a key."""
    if name.kind == "organisation":
        return (f"o:{name.key}", f"a:{initials(name)}")
    more = () if name.sure else (f"o:{name.key}",)
    if not name.given:
        return (f"s:{skeleton(name.surname)}", *more)
    first = name.given[0]
    last = name.given[-1]
    words = {first, skeleton(first), *forms(first), *([last] if len(last) > 2 else [])}
    letters = {f"i:{word[0]}" for word in words - {last} | {first}}
    return (
        (*(f"f:{word}" for word in sorted(words)), *sorted(letters), *more)
        if len(first) > 1
        else (*sorted(letters), *more)
    )


def _by_humans(group: NameGroup, entries: Sequence[Entry], pinned: Mapping[int, Someone]) -> None:
    for person in pinned.values():
        group.people.append(person)
    for entry in entries:
        if entry.human is not None:
            person = pinned[entry.human]
            person.take([entry], names=False)
            group.verdicts.append(JoinVerdict(entry, person, "correction"))
            group.inside[entry.article].append((entry.mention.name, person))


def _full(group: NameGroup, node: Sequence[Entry]) -> None:
    """Join a full name or an acronym: first the parts that roles tell apart, then the mentions that no role does."""
    if _is_surname(group, node):
        for entry in node:
            _bare(group, _as_person(entry))
        return
    divided, open_ones = parts(node, group.scene.company, group.scene.usual)
    for part in divided:
        _part(group, part)
    for entry in open_ones:
        _open(group, entry)


def _is_surname(group: NameGroup, node: Sequence[Entry]) -> bool:
    """Is a single word, taken for an organisation, the surname of people who are named far more often?"""
    name = node[0].mention.name
    if name.kind != "organisation" or " " in name.key:
        return False
    if is_surname_of_somebody(node, group.scene.text):
        return True
    people, _ = group.bearers(_as_person(node[0]).mention)
    times = sum(person.total for person in people) / len(node)
    if times >= MISTAKEN or (times >= FEW and not _is_shown_body(node, group.scene.text)):
        return True
    return times >= 1 and is_told_as_person(node, group.scene.text)


def _is_shown_body(node: Sequence[Entry], text: Callable[[int], str]) -> bool:
    """Do the words around the name show a body: 'Tarn said its ships …', 'in Tarn', 'the Tarns'?"""
    people = [replace(entry, mention=replace(entry.mention, kind="person")) for entry in node]
    return written_kind(people, text) != "person" or speaks_of_itself(people, text)


def _as_person(entry: Entry) -> Entry:
    name = parse(entry.text, "person")
    return replace(entry, mention=replace(entry.mention, name=name, kind="person")) if name.bare else entry


def _part(group: NameGroup, part: Agreeing) -> None:
    name = part.entries[0].mention.name
    found = [
        (level, person) for person in group.find(name) if (level := level_of(name, person)) and _can_be(part, person)
    ]
    taken = any(level_of(name, person) == "same" for person in group.find(name))
    for wanted, why in (("same", "name"), ("near", "nickname"), ("far", "initials"), ("bare", "surname")):
        people = [person for level, person in found if level == wanted]
        people = [person for person in people if wanted == "same" or not _named_otherwise(group, part, person)]
        if wanted == "far":
            people = [person for person in people if _supported(group, part, person)]
        if wanted == "near":
            people = [person for person in people if _agree(group, part, person)]
        if len(people) == 1:
            group.give(part.entries, people[0], why)
            return
        if people:
            for entry in part.entries:
                _among(group, entry, people, why)
            return
    meant = [person for person in group.find(name) if not taken and _is_misspelt(group, part, person)]
    if len(meant) == 1:
        group.give(part.entries, meant[0], "spelling")
        return
    group.new(part.entries, "namesake" if taken else "name")


def _is_misspelt(group: NameGroup, part: Agreeing, person: Someone) -> bool:
    """Is it the person's name with a slip: 'Rence Priebel, chairman', where others write Reince?

    Roles must agree, and are needed where the slip is another first name.
    """
    name = part.entries[0].mention.name
    slips = {slip(name, other) for other in person.names.values()} - {None}
    if not slips or person.keeper or not _can_be(part, person) or _named_otherwise(group, part, person):
        return False
    known = [role for role, _ in person.roles.values()]
    agree = any(alike(one, other) for one in part.roles for other in known)
    return agree or ("sure" in slips and not (part.roles and known))


def _can_be(part: Agreeing, person: Someone) -> bool:
    day = part.entries[0].mention.day
    linked = same_outlets(part.outlets, person.often)
    return not lifetime_apart(day, person) and not excluded(part.roles, person, linked=linked)


def _named_otherwise(group: NameGroup, part: Agreeing, person: Someone) -> bool:
    """Does the article also have another name of the person? Two names there are two people, unless they agree."""
    name = part.entries[0].mention.name
    others = [other for entry in part.entries for other, who in group.inside.get(entry.article, ()) if who is person]
    return any(other.key != name.key and compare(name, other) not in ("same", "near") for other in others)


def _agree(group: NameGroup, part: Agreeing, person: Someone) -> bool:
    """Is nothing known of both, or something that fits? 'Bob Marlow, carpenter' is not 'Robert Marlow, professor'."""
    known = [role for role, _ in person.roles.values()]
    if not part.roles or not known or any(alike(one, other) for one in part.roles for other in known):
        return True
    if any(len(one.places & other.places) >= SAME_BODY for one in part.roles for other in known):
        return True  # 'head of the Harbour Safety Centre' and 'director of the Orm Harbour Safety Centre'
    return any(group.scene.supported(entry, person) for entry in part.entries[:LATEST])


def _supported(group: NameGroup, part: Agreeing, person: Someone) -> bool:
    """Is there enough support? Initials with a common surname, and an acronym of another kind, need some besides."""
    name = part.entries[0].mention.name
    if not any(same_office(role, name, person) for role in (*part.roles, None)):
        return False
    common = name.surname in name_words().common_surnames
    other_kind = all(known.kind != name.kind for known in person.names.values())
    if not (common or other_kind):
        return True
    return any(group.scene.supported(entry, person) for entry in part.entries[:LATEST])


def _open(group: NameGroup, entry: Entry) -> None:
    """Join a mention that no role gives to one of several namesakes."""
    name = entry.mention.name
    people = [person for person in group.find(name) if level_of(name, person) == "same"]
    _among(group, entry, people, "name")


def _among(group: NameGroup, entry: Entry, people: Sequence[Someone], why: str) -> None:
    """Choose the one who is far likelier than the others; otherwise it stays open."""
    if len(people) == 1:
        group.give([entry], people[0], why)
        return
    person, probability = group.scene.judged(entry, people, of_full_name)
    if isinstance(person, Someone):
        group.give([entry], person, "likelier" if why == "name" else why, probability)
    else:
        group.keep_open(entry, probability)


def _bare(group: NameGroup, entry: Entry) -> None:
    """Join a bare surname: it is whoever the article names in full, or else whom nearly all articles mean by it."""
    name = entry.mention.name
    here = [person for other, person in group.inside.get(entry.article, ()) if other.given and not person.keeper]
    inside = [p for p in dict.fromkeys(here) if level_of(name, p) and not of_another_gender(entry.mention, p)]
    if len(inside) == 1:
        group.give([entry], inside[0], "surname")
        return
    people, others = (inside, 0.0) if inside else group.bearers(entry.mention)
    bodies = [p for p in group.at.get(f"o:{name.key}", ()) if p.total > sum(other.total for other in people)]
    if len(bodies) == 1 and not inside:
        group.give([entry], bodies[0], "name")
        return
    text = "" if inside else group.scene.text(entry.article)
    if told := full_names(text, entry.text):
        named = [p for p in people if any(level_of(one, p) in ("same", "near") for one in told)]
        named = named or [p for one in told for p in group.at.get(f"o:{one.key}", ())]
        if (not named and len(told) == 1) or len(named) == 1:
            _told(group, entry, told[0], named)
            return
        people, others = (named, 0.0) if named else (people, others)
    _by_fame(group, entry, people, others)


def _told(group: NameGroup, entry: Entry, full: Name, named: Sequence[Someone]) -> None:
    """Join a surname by the full name in the text: of somebody known, or of somebody who is quoted nowhere else."""
    if named:
        group.give([entry], named[0], "surname")
        return
    person = group.told.get(full.key)
    if person is None:
        person = group.told[full.key] = Someone(0, entry.kind)
        group.people.append(person)
    person.names.setdefault(full.key, full)
    group.give([entry], person, "surname")


def _by_fame(group: NameGroup, entry: Entry, people: Sequence[Someone], others: float) -> None:
    if not people:
        common = entry.mention.name.surname in name_words().common_surnames
        group.by_itself(entry, entry.mention.outlet or "" if common else "")
        return
    person, probability = group.scene.judged(entry, people, partial(of_surname, others=others))
    if isinstance(person, Someone):
        group.give([entry], person, "surname", probability)
    else:
        group.keep_open(entry, probability)
