"""Join all names of the database again, the most informative first. Ids are kept where possible."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from quotes.names.compare import fullness
from quotes.names.name import Name, parse
from quotes.names.name_key import name_key
from quotes.people import former, rows
from quotes.people.join import Context, Named, join_label, mention_of, order, whom
from quotes.people.match import MOST_ROLES, Choice, Mention, Period, Person, level_of, teaches
from quotes.people.office import RULE, SURE
from quotes.people.role import parse_role

if TYPE_CHECKING:
    from sqlite_utils import Database

#: What becomes of a quotation's rule where the holder of an office is meant, and where no longer.
HELD = f"""
found_rule = coalesce(found_rule, rule), found_confidence = coalesce(found_confidence, confidence),
rule = '{RULE}', confidence = round({SURE} * coalesce(found_confidence, confidence), 3)
"""
FOUND = """
rule = coalesce(found_rule, rule), confidence = coalesce(found_confidence, confidence),
found_rule = null, found_confidence = null
"""


@dataclass
class NameRow:
    """A row of `names` with its article."""

    id: int
    article: int
    named: Named
    role: str | None
    speaker: int
    outlet: str | None
    day: str | None
    human: int | None
    why: str = "name"

    def mention(self) -> Mention:
        return mention_of(self.named, self.role, Context("", self.article, self.outlet, self.day))


@dataclass
class People:
    """Everybody joined so far, in memory."""

    all: list[Person] = field(default_factory=list)
    at: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    latest: dict[int, deque[int]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=rows.LATEST)))

    def put(self, person: Person, name: Name, blocks: Iterable[str], *, findable: bool = True) -> None:
        """Let a person be found by a name."""
        if findable:
            for block in blocks:
                if not self.at[block] or (self.at[block][-1] is not person and person not in self.at[block]):
                    self.at[block].append(person)
            if person not in self.keys[name.key]:
                self.keys[name.key].append(person)

    def namesakes(self, mention: Mention) -> list[Person]:
        """Everybody of exactly this name."""
        return self.keys.get(mention.name.key, [])

    def find(self, mention: Mention) -> list[Person]:
        """Everybody whom the mention can mean."""
        seen = {id(person): person for block in rows.wanted_blocks(mention) for person in self.at.get(block, ())}
        if mention.name.bare and len(seen) > rows.CROWD:
            seen = {id(person): person for person in self.at.get(rows.waiting(mention), ())}
        return [person for person in seen.values() if level_of(mention.name, person)]


def join_again(db: Database) -> tuple[int, int]:
    """Join all names again, within the caller's transaction.

    Returns:
        How many people and organisations there were, and how many there are.
    """
    count = "select count(distinct speaker) from names"
    before = int(rows.first_value(db, count))
    found, labels, people = _cluster(db)
    ids = _old_ids(found, people)
    _write(db, found, people, ids)
    _write_labels(db, labels)
    _forget(db, [*(row for row, _ in found.values()), *labels])
    return before, int(rows.first_value(db, count))


def _cluster(db: Database) -> tuple[dict[int, tuple[NameRow, Person]], list[NameRow], People]:
    """Every row of `names` to a person; the descriptions apart."""
    people, pinned = _pinned(db)
    every = list(_name_rows(db))
    labels = [row for row in every if row.human is None and row.mention().name.kind == "label"]
    apart = {row.id for row in labels}
    found: dict[int, tuple[NameRow, Person]] = {}
    inside: dict[int, dict[Name, Person]] = defaultdict(dict)
    rest = [row for row in every if row.id not in apart]
    for row in sorted(rest, key=lambda row: (row.human is None, *order(row.mention()), row.day or "9", row.id)):
        mention = row.mention()
        if row.human is not None:
            person, row.why = pinned[row.human], "correction"
            person.add(mention, name=False)
        else:
            person = _one(db, people, mention, inside[row.article], row)
        people.latest[person.id].append(row.article)
        found[row.id] = (row, person)
        inside[row.article][mention.name] = person
    return found, labels, people


def _one(db: Database, people: People, mention: Mention, inside: dict[Name, Person], row: NameRow) -> Person:
    """The person that one name of one article means; a new one if none."""
    if mention.name.bare:
        mention = replace(mention, topics=rows.topics_of(db, row.article))
    ids = {name: person.id for name, person in inside.items()}
    meant = whom(mention, ids, people.namesakes, partial(_with_topics, db, people))
    if isinstance(meant, int):
        row.why = "surname"
        return next(person for person in inside.values() if person.id == meant)
    row.why = meant.why
    return _take(people, mention, meant)


def _with_topics(db: Database, people: People, mention: Mention) -> list[Person]:
    """Everybody whom the mention can mean, with the topics they share with it."""
    found = people.find(mention)
    for person in found if mention.topics else ():
        person.topics = rows.shared_topics(db, people.latest[person.id], mention.topics)
    return found


def _take(people: People, mention: Mention, choice: Choice) -> Person:
    person = choice.person
    if person is None:
        person = Person(-len(people.all) - 1, mention.kind)
        people.all.append(person)
    own = teaches(mention, choice)
    if own and mention.name.key not in person.names:
        findable = choice.why != "undecided" or mention.name.bare
        people.put(person, mention.name, rows.own_blocks(mention), findable=findable)
    person.add(mention, name=own)
    if person.kind == "unknown":
        person.kind = mention.kind
    return person


def _pinned(db: Database) -> tuple[People, dict[int, Person]]:
    """Those whom humans or a list made known: they keep their ids and the names that were given to them."""
    people, pinned = People(), {}
    for speaker, kind in db.execute("select id, kind from speakers where pinned").fetchall():
        person = pinned[speaker] = Person(speaker, kind, pinned=True)
        people.all.append(person)
        for key, text, of in db.execute("select key, name, kind from aliases where speaker = ?", [speaker]).fetchall():
            name = person.also[key] = parse(text, of)
            people.put(person, name, rows.own_blocks(Mention(name, of)))
        _remember(db, person)
    return people, pinned


def _remember(db: Database, person: Person) -> None:
    """The offices, roles and outlets known so far of a person whom a human has checked."""
    often = f"select role, first, last from roles where speaker = ? order by articles desc limit {MOST_ROLES}"
    for sql in (often, "select role, first, last from offices where speaker = ?"):
        for text, first, last in db.execute(sql, [person.id]).fetchall():
            role = parse_role(text)
            person.roles[role.key] = (role, Period(first, last))
    outlets = "select outlet, first, last from outlets where speaker = ? and outlet <> ''"
    for outlet, first, last in db.execute(outlets, [person.id]).fetchall():
        person.outlets[outlet] = Period(first, last)


def _name_rows(db: Database) -> Iterator[NameRow]:
    sql = """
        select names.id, article, names.name, names.kind, role, names.speaker, outlet, published,
          articles.key in (select article from fixed), articles.key
        from names join articles on articles.id = article
    """
    fixed = "select article, key, kind, speaker from fixed"
    human = {(article, key, kind): who for article, key, kind, who in db.execute(fixed).fetchall()}
    for number, article, name, kind, role, speaker, outlet, day, has_fixed, key in db.execute(sql):
        who = human.get((key, parse(name, kind).key, kind)) if has_fixed else None
        yield NameRow(number, article, (name, kind), role, speaker, outlet, day, who)


def _old_ids(found: dict[int, tuple[NameRow, Person]], people: People) -> dict[int, int]:
    """Each person's row: the one that most of the names had, if no other person takes it."""
    shared = Counter((person.id, row.speaker) for row, person in found.values())
    ids = {person.id: person.id for person in people.all if person.pinned}
    used = set(ids)
    for (person, speaker), _ in sorted(shared.items(), key=lambda item: (-item[1], -item[0][0], item[0][1])):
        if person not in ids and speaker not in used:
            ids[person] = speaker
            used.add(speaker)
    return ids


def _write(db: Database, found: dict[int, tuple[NameRow, Person]], people: People, ids: dict[int, int]) -> None:
    shown: dict[int, Counter[Name]] = defaultdict(Counter)
    for row, person in found.values():
        shown[person.id][row.mention().name] += 1
    db.execute("delete from blocks")
    db.execute("delete from aliases where source = ?", [rows.TEXT])
    for person in people.all:
        best = max(shown[person.id], key=lambda name: (fullness(name), shown[person.id][name]), default=None)
        _write_person(db, person, best, ids)
    for row, person in found.values():
        speaker = ids[person.id]
        if speaker != row.speaker:
            place(db, row.article, row.named, speaker, row.why)


def _write_person(db: Database, person: Person, best: Name | None, ids: dict[int, int]) -> None:
    if person.id not in ids and best:
        ids[person.id] = rows.make(db, best.text, person.kind)
    elif not person.pinned and best:
        change = "update speakers set name = ?, key = ?, kind = ? where id = ? and (name, kind) is not (?, ?)"
        key = name_key(best.text) or best.text
        db.execute(change, [best.text, key, person.kind, ids[person.id], best.text, person.kind])
    outlet = next(iter(person.outlets), None)
    for name in {**person.names, **person.also}.values():
        mention = Mention(name, _kind(name), outlet=outlet)
        rows.learn(db, ids[person.id], mention)


def _kind(name: Name) -> str:
    return name.kind if name.sure else "unknown"


def place(db: Database, article: int, named: Named, speaker: int, why: str) -> None:
    """What an article's name is said to say, to this speaker."""
    name, kind = named
    where = "where article = ? and name = ? and kind = ?"
    db.execute(f"update names set speaker = ?, why = ? {where}", [speaker, why, article, name, kind])
    rule = HELD if why == RULE else FOUND
    quotes = f"update quotes set speaker = ?, {rule} where article = ? and speaker_name = ? and speaker_kind = ?"
    db.execute(f"{quotes} and rule is not 'correction'", [speaker, article, name, kind])
    db.execute(f"update joint_speakers set speaker = ? {where}", [speaker, article, name, kind])


def _write_labels(db: Database, labels: list[NameRow]) -> None:
    """Offices once more, now that all roles are known."""
    for row in labels:
        joined = join_label(db, row.mention())
        if joined.speaker != row.speaker:
            place(db, row.article, row.named, joined.speaker, joined.why)


def _forget(db: Database, every: Iterable[NameRow]) -> None:
    """Whoever has no name and no quotation goes; the id leads to the one whom all the names went to, if it is one."""
    unused = "not exists (select 1 from {0} where {0}.speaker = speakers.id)"
    both = f"not pinned and {unused.format('quotes')} and {unused.format('names')}"
    gone = {speaker for (speaker,) in db.execute(f"select id from speakers where {both}").fetchall()}
    went: dict[int, set[int]] = defaultdict(set)
    for row in every:
        if row.speaker in gone:
            went[row.speaker].add(int(rows.first_value(db, "select speaker from names where id = ?", [row.id])))
    db.execute(f"delete from speakers where {both}")
    for speaker, others in went.items():
        if len(others) == 1:
            former.lead(db, speaker, *others)
