"""People as rows: read those a name can mean, and write what was learned, inside the transaction of `store`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from quotes.names.compare import offered, wanted
from quotes.names.name import parse
from quotes.names.name_key import name_key
from quotes.names.words import name_words
from quotes.people import former
from quotes.people.evidence import gender_by_name
from quotes.people.match import MOST_ROLES, NEAR_DAYS, Mention, Period, Person, days_apart, level_of
from quotes.people.role import parse_role

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST = 300  # candidates that are looked at; a surname that more share says nothing by itself
CROWD = 50  # from this many bearers on, a bare surname means nobody
LATEST = 20  # articles of a person whose topics are compared
TEXT = "text"  # the source of a name that an article used
LIST = "list"  # how a gender is known if a list of known people gives it


def candidates(db: Database, mention: Mention) -> list[Person]:
    """Everybody who can be meant by a mention, found by its blocks, with names, roles and outlets."""
    blocks = wanted_blocks(mention)
    if mention.name.bare and _crowded(db, blocks[0]):
        blocks = (waiting(mention),)
    found = f"select distinct speaker from blocks where block in ({_marks(blocks)}) limit {MOST}"
    return _people(db, mention, found, blocks)


def _crowded(db: Database, block: str) -> bool:
    """Do so many people have the surname that it means nobody by itself?"""
    sql = f"select count(*) from (select 1 from blocks where block = ? limit {CROWD + 1})"
    return int(first_value(db, sql, [block])) > CROWD


def namesakes(db: Database, mention: Mention) -> list[Person]:
    """Everybody of exactly this name."""
    findable = "exists (select 1 from blocks where blocks.speaker = aliases.speaker)"
    return _people(db, mention, f"select speaker from aliases where key = ? and {findable}", (mention.name.key,))


def _people(db: Database, mention: Mention, found: str, values: tuple[str, ...]) -> list[Person]:
    sql = f"select speaker, key, name, kind, source from aliases where speaker in ({found})"
    people: dict[int, Person] = {}
    for speaker, *alias in db.execute(sql, list(values)).fetchall():
        _name(people.setdefault(speaker, Person(speaker, "")), *alias)
    fits = [person for person in people.values() if level_of(mention.name, person)]
    for person in fits:
        _describe(db, person, mention)
    return fits


def wanted_blocks(mention: Mention) -> tuple[str, ...]:
    """The blocks in which to look for whoever is meant by a mention."""
    more = [waiting(mention)] if mention.name.bare else []
    if mention.kind == "unknown":
        more.append(f"o:{mention.name.key}")
    return (*wanted(mention.name), *more)


def own_blocks(mention: Mention) -> tuple[str, ...]:
    """The blocks in which somebody of this name will be found; a bare surname waits for the full name."""
    own = (waiting(mention),) if mention.name.bare else offered(mention.name)
    return (*own, f"o:{mention.name.key}") if mention.kind == "unknown" else own


def waiting(mention: Mention) -> str:
    """The block of a surname that nobody named in full bears; a common surname has one for each outlet."""
    common = mention.name.surname in name_words().common_surnames
    return f"b:{mention.name.surname}|{(mention.outlet or '') if common else ''}"


def keeper(db: Database, mention: Mention) -> int | None:
    """The row that keeps the undecided mentions of a name."""
    sql = """
        select aliases.speaker from aliases join speakers on speakers.id = aliases.speaker
        where aliases.key = ? and not pinned
          and exists (select 1 from names where names.speaker = speakers.id and why = 'undecided') limit 1
    """
    return first_value(db, sql, [mention.name.key])  # type: ignore[no-any-return]


def _name(person: Person, key: str, name: str, kind: str, source: str) -> None:
    (person.names if source == TEXT else person.also)[key] = parse(name, kind)


def _describe(db: Database, person: Person, mention: Mention) -> None:
    """Fill in kind, roles and outlets."""
    row = db.execute("select name, kind, pinned from speakers where id = ?", [person.id]).fetchone()
    person.shown, person.kind, person.pinned = row[0], row[1], bool(row[2])
    often = f"select key, role, first, last from roles where speaker = ? order by articles desc limit {MOST_ROLES}"
    for sql in (often, "select key, role, first, last from offices where speaker = ?"):
        for _, text, first, last in db.execute(sql, [person.id]).fetchall():
            role = parse_role(text)
            person.roles[role.key] = (role, Period(first, last))
    here = "select first, last, articles from outlets where speaker = ? and outlet = ?"
    for first, last, articles in db.execute(here, [person.id, mention.outlet or ""]).fetchall():
        person.outlets[mention.outlet or ""] = Period(first, last)
        person.often[mention.outlet or ""] = articles
    sql = "select min(first), max(last), sum(articles) from outlets where speaker = ?"
    first, last, total = db.execute(sql, [person.id]).fetchone()
    person.seen, person.total = Period(first, last), total or 0
    person.around = person.total if not mention.day or days_apart(mention.day, person.seen) <= NEAR_DAYS else 0
    person.gender = gender_by_name([*person.names.values(), *person.also.values()])
    _topics(db, person, mention)


def _topics(db: Database, person: Person, mention: Mention) -> None:
    """The topics of the article that the person's latest articles have too."""
    if not mention.topics:
        return
    latest = f"select article from names where speaker = ? order by id desc limit {LATEST}"
    articles = [article for (article,) in db.execute(latest, [person.id]).fetchall()]
    person.topics = shared_topics(db, articles, mention.topics)


def shared_topics(db: Database, articles: Sequence[int], topics: frozenset[str]) -> set[str]:
    """The topics, among these, that some articles have.

    The plus keeps SQLite from looking up each term in each article: an article's few terms are read in one go.
    """
    sql = f"select distinct term from topics where article in ({_marks(articles)}) and +term in ({_marks(topics)})"
    return {term for (term,) in db.execute(sql, [*articles, *topics]).fetchall()}


def text_of(db: Database, article: int) -> str:
    """The text of an article."""
    return str(first_value(db, "select text from articles where id = ?", [article]) or "")


def topics_of(db: Database, article: int) -> frozenset[str]:
    """The key terms of an article."""
    return frozenset(term for (term,) in db.execute("select term from topics where article = ?", [article]).fetchall())


def make(db: Database, name: str, kind: str, *, pinned: bool = False) -> int:
    """A new speaker of this name, with an id that nobody ever had."""
    sql = "insert into speakers (id, name, kind, key, pinned) values (?, ?, ?, ?, ?)"
    speaker = former.new_id(db)
    db.execute(sql, [speaker, name, kind, name_key(name) or name, pinned])
    return speaker


def learn(db: Database, speaker: int, mention: Mention, *, source: str = TEXT, findable: bool = True) -> None:
    """Keep the name as one of the speaker's, and let others find the speaker by it."""
    name = mention.name
    sql = "insert into aliases (speaker, key, name, kind, source) values (?, ?, ?, ?, ?) on conflict do nothing"
    db.execute(sql, [speaker, name.key, name.text, mention.kind, source])
    for block in own_blocks(mention) if findable else ():
        db.execute("insert into blocks (block, speaker) values (?, ?) on conflict do nothing", [block, speaker])


def move(db: Database, speaker: int, to: int, why: str) -> None:
    """Give all that one speaker said to another one; the first one is removed, and its id leads to the other."""
    db.execute("update names set speaker = ?, why = ? where speaker = ?", [to, why, speaker])
    db.execute("update quotes set speaker = ? where speaker = ?", [to, speaker])
    db.execute("update joint_speakers set speaker = ? where speaker = ?", [to, speaker])
    db.execute("delete from speakers where id = ?", [speaker])
    former.lead(db, speaker, to)


def role_key(text: str | None) -> str | None:
    """The key of a role in `names` and `roles`; a role that is over does not stand for its holder."""
    role = parse_role(text) if text else None
    if role is None or not role.key:
        return None
    return f"former {role.key}" if role.past else role.key


def first_value(db: Database | sqlite3.Connection, sql: str, values: Iterable[Any] = ()) -> Any:
    """The first column of the first row, or None."""
    row = db.execute(sql, list(values)).fetchone()
    return row[0] if row else None


def _marks(values: Sequence[Any] | frozenset[Any]) -> str:
    return ", ".join("?" * len(values))
