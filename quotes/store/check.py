"""Check whether a database is whole: its file, its references, search indexes, kept counts and corrections.

Search indexes, kept counts and the indexes of SQLite are derived from the rest, and can be rebuilt.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from quotes.errors import StoreError
from quotes.people import former
from quotes.people.corrections import log
from quotes.people.corrections.log import Correction
from quotes.people.corrections.quotations import RULE
from quotes.store import gender_tables, open_read_only
from quotes.store.missing import missing
from quotes.store.open_read_only import PATIENCE, check_file, check_schema, explained, migrations

SEARCHED = ("quotes", "articles", "speakers")
MALFORMED = "malformed"
DAMAGED_INDEX = (MALFORMED, "fts5", "vtable")  # what SQLite says of a search index that is damaged
SHOWN = 3  # examples of a problem

#: How each kept count is counted again, and by how many columns. Speakers named jointly with others count as well.
COUNTS = {
    "speaker_counts": ("select by, count(*), count(distinct article) from spoken where by > 0 group by 1", 1),
    "speaker_months": (
        "select by, substr(published, 1, 7), count(*) from spoken where by > 0 and published > '' group by 1, 2",
        2,
    ),
    "outlet_counts": ("select coalesce(outlet, ''), count(*) from quotes group by 1", 1),
    "genders": (gender_tables.COUNTED, 2),
}


class Damage(NamedTuple):
    """A problem of a database.

    Attributes:
        where: a table, or 'the file'.
        what: the problem in words.
        repair: statements that mend it from what is not damaged; empty where it cannot be derived.
    """

    where: str
    what: str
    repair: tuple[str, ...] = ()


def connect(path: str | Path) -> sqlite3.Connection:
    """Connect to a database to check it, while it may be served and loaded into. The connection changes nothing.

    SQLite takes the check of a search index for a statement that writes, so it is left out where this process may not
    write.

    Raises:
        StoreError: there is no such database, or an older or newer version made it.
    """
    path = Path(path)
    check_file(path)
    open_read_only.connect(path).close()
    with explained(path):
        conn = _opened(path)
        check_schema(conn, path)
        if migrations(conn) != open_read_only.SCHEMA:
            conn.close()
            raise StoreError(f"{path}: was made by an older quotes; any `quotes load {path} SOURCE` updates it")
        conn.execute("pragma foreign_keys = on").fetchone()
    return conn


def _opened(path: Path) -> sqlite3.Connection:
    """A connection that may write; or one that only reads, in a folder where this process may not write."""
    conn = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        conn.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.Error:
        conn.close()
        conn = open_read_only.read_only(path)
        conn.isolation_level = None
    return conn


def problems(db: sqlite3.Connection) -> Iterator[Damage]:
    """Find the problems of a database that others may write to; of an older version, not counts and corrections.

    Raises:
        sqlite3.Error: the file is so damaged that it cannot be looked through.
    """
    found = [str(row[0]) for row in db.execute("pragma integrity_check(10)")]
    if found != ["ok"]:
        repair = ("reindex",) if all("index" in line for line in found) else ()
        yield Damage("the file", "; ".join(found[:SHOWN]), repair)
        if not repair:
            return
    current = migrations(db) == open_read_only.SCHEMA
    lacks = missing(db) if current else []
    lost = any(part.kind == "table" for part in lacks)  # what was in it is gone, and what reads it would stop
    for part in lacks:
        yield Damage("the schema", f"the {part.kind} {part.name} is missing", () if lost else (part.sql,))
    if lost:
        return
    broken = db.execute("pragma foreign_key_check").fetchall()
    for table in dict.fromkeys(row[0] for row in broken):
        rows = [row[1] for row in broken if row[0] == table]
        yield Damage(table, f"{len(rows):,} of its rows refer to what is not there, such as row {rows[0]}")
    yield from _search_indexes(db)
    if current:
        with _moment(db):
            derived = [*_counts(db), *_corrections(db)]
        yield from derived


@contextmanager
def _moment(db: sqlite3.Connection) -> Iterator[None]:
    """Within this context, all queries read the database as it is at one moment."""
    db.execute("begin")
    try:
        yield
    finally:
        db.execute("rollback")


def repair(db: sqlite3.Connection) -> tuple[list[Damage], list[Damage]]:
    """Rebuild what is derived and wrong, in one transaction; others wait to write only for as long as that takes.

    Returns:
        What was mended, and what is left.

    Raises:
        sqlite3.Error: it cannot be written; nothing was changed.
    """
    before = list(problems(db))
    statements = [statement for problem in before for statement in problem.repair]
    if not statements:
        return [], before
    db.execute("begin immediate")
    try:
        for statement in statements:
            db.execute(statement)
    except BaseException:
        db.execute("rollback")
        raise
    db.execute("commit")
    left = list(problems(db))
    return [problem for problem in before if problem not in left], left


def _search_indexes(db: sqlite3.Connection) -> Iterator[Damage]:
    if db.execute("pragma query_only").fetchone()[0]:
        return
    for table in SEARCHED:
        index = f"{table}_fts"
        try:
            db.execute(f"insert into {index}({index}, rank) values ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if "readonly" in str(error):
                return
            if not any(told in str(error) for told in DAMAGED_INDEX):
                raise
            rebuild = (f"insert into {index}({index}) values ('rebuild')",) if MALFORMED in str(error) else ()
            yield Damage(index, "the search index is not that of its table", rebuild)


def _counts(db: sqlite3.Connection) -> Iterator[Damage]:
    for table, (sql, width) in COUNTS.items():
        kept, counted = ({tuple(row) for row in db.execute(query)} for query in (f"select * from {table}", sql))
        if kept != counted:
            wrong = sorted({row[:width] for row in kept ^ counted}, key=repr)
            was, right = ([row[width:] for row in rows if row[:width] == wrong[0]] for rows in (kept, counted))
            example = f"that of {_shown(wrong[0])} (kept: {_shown(*was)}; there: {_shown(*right)})"
            what = f"{len(wrong):,} of its counts differ from what there is, such as {example}"
            yield Damage(table, what, (f"delete from {table}", f"insert into {table} {sql}"))


def _shown(values: tuple[object, ...] = ("none",)) -> str:
    return ", ".join(map(str, values))


def _corrections(db: sqlite3.Connection) -> Iterator[Damage]:
    """Find corrections that hold according to the log but not in the rows, or that cannot be read."""
    about = db.execute("select id, article, quote from corrections where undone is null order by id").fetchall()
    last = {(article, quote): number for number, article, quote in about}
    for number, article, quote in about:
        try:
            (one,) = log.read(db, "id = ?", [number])
            of_people = quote is None and not _holds_for_people(db, one)
            of_words = quote is not None and last[article, quote] == number and not _holds_for_quotation(db, one)
            if of_people or of_words:
                yield Damage("corrections", f"correction {number} by {one.who} does not hold: {log.summary(one)}")
        except (ValueError, LookupError, TypeError, AttributeError):
            yield Damage("corrections", f"correction {number} cannot be read")


def _holds_for_quotation(db: sqlite3.Connection, one: Correction) -> bool:
    """Does a correction of a quotation hold? A quotation may be missing if its article or its words are gone."""
    sql = """select quotes.speaker, quotes.rule, articles.text from articles
      left join quotes on quotes.article = articles.id and quotes.key = ? where articles.key = ?"""
    row = db.execute(sql, [one.quote, one.article]).fetchone()
    if row is None:
        return True
    speaker, rule, text = row
    if one.action == "not_quotation":
        return rule is None or rule == RULE
    if rule is None:
        spans = json.loads(one.before["spans"])
        gone = " ".join(text[start:end] for start, end in spans) != one.before["text"]
        return gone or _is_said_by(db, one)
    return bool(rule == RULE and speaker == _now(db, one.after["speaker"]))


def _is_said_by(db: sqlite3.Connection, one: Correction) -> bool:
    """Does a quotation that a later version found with other bounds have the correction?"""
    sql = """select 1 from quotes join articles on articles.id = quotes.article
      where articles.key = ? and quotes.rule = ? and quotes.speaker is ?"""
    return db.execute(sql, [one.article, RULE, _now(db, one.after["speaker"])]).fetchone() is not None


def _holds_for_people(db: sqlite3.Connection, one: Correction) -> bool:
    first, other = _now(db, one.speaker), _now(db, one.other)
    if one.action == "merge":
        return first is None or first == other
    if one.action in ("apart", "split"):
        return None in (first, other) or first != other
    return True


def _now(db: sqlite3.Connection, speaker: int | None) -> int | None:
    return None if speaker is None else former.survivor(db, speaker)
