"""Read a list of known people from CSV: names, gender, Wikidata item, and their offices with first and last days."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import CorrectionError, SourceError
from quotes.names.compare import fullness
from quotes.names.name import parse
from quotes.names.name_key import name_key
from quotes.people import former, rows
from quotes.people.corrections import log, made_known
from quotes.people.corrections.log import By
from quotes.people.corrections.speakers import merge
from quotes.people.match import Mention
from quotes.people.rejoin import join_again
from quotes.people.role import parse_role

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = ("name", "aliases", "kind", "gender", "wikidata", "role", "start", "end")
KINDS = ("person", "organisation")
GENDERS = ("", "female", "male", "other")
DAY = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
ITEM = re.compile(r"(Q[1-9]\d*)?")

KnownPeople = Mapping[str, str]


def read_known(path: str | Path) -> list[tuple[int, KnownPeople]]:
    """Read the rows of a list of known people, each with its line number.

    Columns: name; aliases (separated by ; or |), kind (person, organisation), gender (female, male, other),
    wikidata (Q42), role, start and end of the role (2021-03-01, 2021-03 or 2021). Only name is needed. A
    person with several roles has several rows.

    Raises:
        SourceError: it cannot be read, or a row is wrong; says which line and what.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            found = list(_rows(csv.DictReader(file, strict=True), str(path)))
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror or error})") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceError(path, f"is not a CSV file in UTF-8 ({error})") from error
    if not found:
        raise SourceError(path, "nobody is in it", f"give a first line with {', '.join(COLUMNS)} and a person a line")
    return found


def _rows(table: csv.DictReader[str], path: str) -> Iterator[tuple[int, KnownPeople]]:
    unknown = [column for column in table.fieldnames or () if column.strip().lower() not in COLUMNS]
    if unknown or "name" not in [column.strip().lower() for column in table.fieldnames or ()]:
        problem = f"there is no column {', '.join(map(repr, unknown))}" if unknown else "it has no column 'name'"
        raise SourceError(path, problem, f"use {', '.join(COLUMNS)}")
    items: dict[str, tuple[str, int]] = {}
    for row in table:
        known = {key.strip().lower(): " ".join((value or "").split()) for key, value in row.items() if key}
        _check(known, f"{path}:{table.line_num}", items)
        if known.get("wikidata"):
            items.setdefault(known["wikidata"], (known["name"], table.line_num))
        yield table.line_num, known


def _check(known: KnownPeople, where: str, items: Mapping[str, tuple[str, int]]) -> None:
    if not any(char.isalpha() for char in known.get("name", "")):
        raise SourceError(where, "a row without a name", "give every person a name")
    name, line = items.get(known.get("wikidata", ""), (known["name"], 0))
    if name != known["name"]:
        problem = f"{known['name']} and {name} (line {line}) claim one Wikidata item, {known['wikidata']}"
        raise SourceError(where, problem, "use one name, and put the other among its aliases")
    for column, right, example in (("start", DAY, "2021-03-01"), ("end", DAY, "2021-03-01"), ("wikidata", ITEM, "Q42")):
        if not right.fullmatch(known.get(column, "")):
            raise SourceError(where, f"{column} is {known[column]!r}", f"write it as {example}")
    for column, choices in (("kind", ("", *KINDS)), ("gender", GENDERS)):
        if known.get(column, "") not in choices:
            raise SourceError(
                where, f"{column} is {known[column]!r}", f"it is one of {', '.join(filter(None, choices))}"
            )
    if known.get("start") and known.get("end") and known["end"] < known["start"]:
        raise SourceError(where, f"the role ends ({known['end']}) before it starts ({known['start']})")


def keep_known(db: Database, known: list[tuple[int, KnownPeople]], path: str | Path) -> int:
    """Write the known people and join all names with them, within the caller's transaction.

    Returns:
        How many people there are.

    Raises:
        SourceError: a name belongs to several people, or a Wikidata item to somebody else; says which line.
    """
    found, claimed = set(), _claimed(known)
    for line, row in known:
        try:
            found.add(_keep(db, row, claimed, By("import", f"{Path(path).name} says so")))
        except CorrectionError as error:
            raise SourceError(f"{path}:{line}", str(error)) from error
    join_again(db)
    return len(found)


def _claimed(known: list[tuple[int, KnownPeople]]) -> Counter[str]:
    """Count the people of the list who are given each name, by its key."""
    people: dict[str, set[str]] = defaultdict(set)
    for _, row in known:
        people[row["name"]] |= {parse(name, row.get("kind") or "person").key for name in _names(row)}
    return Counter(key for keys in people.values() for key in keys)


def _names(row: KnownPeople) -> list[str]:
    """The name and the aliases of a row."""
    return [name for name in (row["name"], *re.split(r"\s*[;|]\s*", row.get("aliases", ""))) if name]


def _keep(db: Database, row: KnownPeople, claimed: Counter[str], by: By) -> int:
    kind = row.get("kind") or "person"
    speaker = _person(db, row, kind)
    for name in _names(row)[1:]:
        if claimed[parse(name, kind).key] == 1:
            speaker = _with_alias(db, speaker, name, kind, by)
    sql = "update speakers set pinned = 1, kind = ?, wikidata = coalesce(?, wikidata) where id = ?"
    db.execute(sql, [kind, row.get("wikidata") or None, speaker])
    if gender := row.get("gender"):
        db.execute("update speakers set gender = ?, gender_by = ? where id = ?", [gender, rows.LIST, speaker])
    for name in _names(row):
        made_known.by_list(db, speaker, Mention(parse(name, kind), kind))
    role = parse_role(row.get("role", ""))
    if role.key:
        sql = "insert into offices (speaker, key, role, first, last) values (?, ?, ?, ?, ?) on conflict do nothing"
        db.execute(sql, [speaker, role.key, role.text, row.get("start") or None, row.get("end") or None])
    return speaker


def _with_alias(db: Database, speaker: int, alias: str, kind: str, by: By) -> int:
    """Merge two rows that are one person because one has the other's alias as its name; `merge` says which stays.

    A surname or initials fit several people, so they are decided article by article.
    """
    name = parse(alias, kind)
    telling = " " in name.key if kind == "organisation" else bool(name.given) and len(name.given[0]) > 1
    sql = "select id from speakers where key = ? and kind in (?, 'unknown') and id <> ?"
    called = db.execute(sql, [name_key(alias), kind, speaker]).fetchall() if telling else []
    item = rows.first_value(db, "select wikidata from speakers where id = ?", [speaker])
    if len(called) != 1 or not _can_be(db, called[0][0], item):
        return speaker
    shown = rows.first_value(db, "select name from speakers where id = ?", [speaker])
    fuller = fullness(name) > fullness(parse(shown, kind))
    merge(db, speaker, called[0][0], by, shown=called[0][0] if fuller else speaker)
    return former.survivor(db, speaker) or speaker


def _person(db: Database, row: KnownPeople, kind: str) -> int:
    """Find the speaker that a row describes, by Wikidata item or by name, or make a new one."""
    item = row.get("wikidata") or None
    by_item = rows.first_value(db, "select id from speakers where wikidata = ?", [item])
    named = [one for one in log.named(db, row["name"]) if _can_be(db, one, item)]
    if by_item is not None:
        name = rows.first_value(db, "select name from speakers where id = ?", [by_item])
        if (named and by_item not in named) or by_item not in log.named(db, row["name"]):
            raise CorrectionError(
                f"{item} is {name} ({by_item}) in the database, not {row['name']}; correct one of them"
            )
        return int(by_item)
    if len(named) > 1:
        people = log.describe(db, named)
        raise CorrectionError(f"{len(named)} are called {row['name']!r}: {people}; merge or rename them first")
    return named[0] if named else rows.make(db, row["name"], kind, pinned=True)


def _can_be(db: Database, speaker: int, item: str | None) -> bool:
    """Leave out namesakes with another Wikidata item, who are other people."""
    other = rows.first_value(db, "select wikidata from speakers where id = ?", [speaker])
    return not item or other in (None, item)
