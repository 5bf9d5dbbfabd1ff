"""Join the speakers of one article to people of the database, when the article is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from quotes.names.compare import compare, fuller
from quotes.names.name import Name, parse
from quotes.names.name_key import name_key
from quotes.people import office as holder
from quotes.people import rows
from quotes.people.choose import Choice, narrow, teaches
from quotes.people.match import Mention, Person
from quotes.people.whole_role import whole_role

if TYPE_CHECKING:
    from sqlite_utils import Database

Lookup = Callable[[Mention], Sequence[Person]]
WORDS = "words"  # why a description stands only for itself
NameRow = tuple[str, str]  # a name and its speaker kind, as one article has them


class Joined(NamedTuple):
    """The speaker that a name of an article stands for, why, and how likely that is if others of the name are known."""

    speaker: int
    why: str
    probability: float | None = None


@dataclass(frozen=True)
class ArticleContext:
    """What an article says of all its speakers.

    Attributes:
        key: the article's own id.
        row: its row id, or None before it has one.
    """

    key: str
    row: int | None
    outlet: str | None
    day: str | None
    topics: frozenset[str] = frozenset()


def join(db: Database, context: ArticleContext, named: Mapping[NameRow, str | None]) -> dict[NameRow, Joined]:
    """Join every (name, kind) of an article, with the role given to it, to a speaker; new speakers are made.

    A human's decision comes first, then what was decided before; full names come before surnames.
    """
    joined = _decided(db, context, named)
    open_names = [name for name in named if name not in joined]
    mentions = {name: mention_of(name, named[name], context) for name in open_names}
    for name in sorted(open_names, key=lambda name: order(mentions[name])):
        joined[name] = _join_one(db, mentions[name], joined, context)
    return joined


def mention_of(named: NameRow, role: str | None, context: ArticleContext) -> Mention:
    """A name of an article, ready to be compared. What a body is said to be is the role of somebody in it."""
    text, kind = named
    role = None if kind == "organisation" else role
    name = Name(text, text.lower(), (), text.lower(), "", "label") if _described(named) else parse(text, kind)
    return Mention(name, kind, whole_role(role, text) if role else None, context.outlet, context.day, context.topics)


def _described(named: NameRow) -> bool:
    return named[1] == "unknown" and holder.describes(named[0])


def order(mention: Mention) -> tuple[bool, bool, bool]:
    """Sort the names that say the most first."""
    return (mention.name.bare, mention.role is None, mention.kind == "unknown")


def _decided(db: Database, context: ArticleContext, named: Iterable[NameRow]) -> dict[NameRow, Joined]:
    """The names that humans fixed for this article, and those in `names` from its last load."""
    before = "select name, kind, speaker, coalesce(why, 'name'), probability from names where article = ?"
    stood = {(name, kind): Joined(*how) for name, kind, *how in db.execute(before, [context.row]).fetchall()}
    fixed = "select key, kind, speaker from fixed where article = ?"
    human = {(key, kind): who for key, kind, who in db.execute(fixed, [context.key]).fetchall()}
    joined = {}
    for name in named:
        who = human.get((parse(*name).key, name[1]))
        if who is not None:
            joined[name] = Joined(who, "correction")
        elif name in stood:
            joined[name] = stood[name]
    return joined


def _join_one(db: Database, mention: Mention, joined: Mapping[NameRow, Joined], context: ArticleContext) -> Joined:
    if mention.name.kind == "label":
        return join_label(db, mention)
    inside = {parse(*name): who.speaker for name, who in joined.items()}
    meant = whom(mention, inside, partial(rows.namesakes, db), partial(rows.candidates, db))
    if isinstance(meant, int):
        return Joined(meant, "surname")
    return Joined(_write(db, mention, meant), meant.why, meant.probability)


def whom(mention: Mention, inside: Mapping[Name, int], namesakes: Lookup, candidates: Lookup) -> int | Choice:
    """Choose who is meant by a name of an article: somebody the article names in full, or one of all known.

    Args:
        inside: the ids of those who are meant by the other names of the article.
        namesakes: finds everybody of exactly a name, in the database or in memory.
        candidates: finds everybody whom a name can mean.
    """
    same = within(mention, inside)
    if same is not None:
        return same
    taken = {speaker: name for name, speaker in inside.items()}

    def free(people: Sequence[Person]) -> list[Person]:
        return [person for person in people if not another(mention, person, taken)]

    own = [] if mention.name.bare else free(namesakes(mention))
    return narrow(mention, own, lambda: free(candidates(mention)))


def within(mention: Mention, others: Mapping[Name, int]) -> int | None:
    """Who is meant by a bare surname beside one full name of the same article."""
    if not mention.name.bare:
        return None
    full = {speaker for name, speaker in others.items() if name.given and compare(mention.name, name) == "bare"}
    return full.pop() if len(full) == 1 else None


def another(mention: Mention, person: Person, taken: Mapping[int, Name]) -> bool:
    """Does the same article have another name of the person? Two names there are two people, unless they agree."""
    other = taken.get(person.id)
    return other is not None and other.key != mention.name.key and compare(mention.name, other) not in ("same", "near")


def join_label(db: Database, mention: Mention) -> Joined:
    """Join words that name nobody: to whoever holds the office, or else to one row for the same words."""
    office = holder.office_of(mention.name.text) if mention.kind == "unknown" else None
    speaker = holder.holder(db, office, mention.day) if office else None
    if speaker is not None:
        return Joined(speaker, holder.RULE)
    sql = (
        "select speaker from aliases join speakers on id = speaker where aliases.key = ? and speakers.kind = ? limit 1"
    )
    known = rows.first_value(db, sql, [mention.name.key, mention.kind])
    if known is not None:
        _show_inside_a_sentence(db, known, mention.name.text)
    else:
        known = rows.make(db, mention.name.text, mention.kind)
        rows.learn(db, known, mention, findable=False)
    return Joined(known, WORDS)


def _show_inside_a_sentence(db: Database, label: int, text: str) -> None:
    """Show 'his aides' if one article has that and another has 'His aides', whichever came first."""
    if text[:1].islower():
        change = "update speakers set name = ? where id = ? and not pinned and name = ?"
        db.execute(change, [text, label, text[:1].upper() + text[1:]])


def _write(db: Database, mention: Mention, choice: Choice) -> int:
    """The chosen speaker, who learns the name if it is one of theirs; or a new one."""
    person = choice.person
    if person is None:
        open_one = choice.why == "undecided"
        known = rows.keeper(db, mention) if open_one else None
        if known is not None:
            return known
        speaker = rows.make(db, mention.name.text, mention.kind)
        rows.learn(db, speaker, mention, findable=not open_one)
        return speaker
    if teaches(mention, choice):
        if mention.name.key not in person.names:
            rows.learn(db, person.id, mention)
        _improve(db, person, mention)
    if person.kind == "unknown" and mention.kind != "unknown":
        db.execute("update speakers set kind = ? where id = ?", [mention.kind, person.id])
    return person.id


def _improve(db: Database, person: Person, mention: Mention) -> None:
    """Show the fuller name, unless a human chose the shown one."""
    shown = parse(person.shown, person.kind)
    shouted = shown.kind == "person" and person.shown.isupper() and not mention.name.text.isupper()
    if not person.pinned and (fuller(mention.name, shown) or (shouted and not fuller(shown, mention.name))):
        text = mention.name.text
        db.execute("update speakers set name = ?, key = ? where id = ?", [text, name_key(text), person.id])
