"""Opening a database file, with the standard library alone: what it is, what it may not be, what went wrong.

Reading needs nothing of sqlite-utils, whose import would be half of the time a look-up takes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quotes.errors import StoreError

#: The schema of this code: every migration of `schema.py`, in order.
SCHEMA = ("m001_initial", "m003_people", "m004_counts", "m005_view", "m006_days")
TABLES = frozenset({"articles", "speakers", "names", "quotes", "topics", "said"})
MAGIC = b"SQLite format 3\0"
PATIENCE = 30.0  # seconds to wait for another program's lock

NOT_OURS = "not a SQLite database; give the path of a new file, or of one that `quotes load` made"
ADVICE = (
    ("not a database", NOT_OURS),
    ("malformed", "the database is damaged; restore it from a copy, or load the sources into a new one"),
    ("readonly", "the database is read-only; allow writing to the file and its folder"),
    ("locked", "the database is locked by another program; try again when that has finished"),
    ("full", "the disk is full; make room and run the same command again to go on"),
    (
        "disk I/O",
        "the disk could not be read or written; make room or check it, and run the same command again",
    ),
    ("unable to open", "the file cannot be opened; check that it and its folder may be read and written"),
)


@contextmanager
def explained(path: str | Path) -> Iterator[None]:
    """Turn what SQLite raises into a `StoreError` that says which file, what and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        problem = str(error)
        advice = next((text for part, text in ADVICE if part in problem), f"SQLite says: {problem}")
        raise StoreError(f"{path}: {advice}") from error


def check_file(path: Path) -> None:
    """Refuse a path that cannot hold a database: a folder, a folder's file that is missing, another format.

    Raises:
        StoreError: says which.
    """
    try:
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; give the path of a database file in it")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
        if path.exists() and not _starts_like_sqlite(path):
            raise StoreError(f"{path}: {NOT_OURS}")
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error


def check_schema(conn: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that newer code made, or whose tables are another program's.

    Raises:
        StoreError: names the newer migration, or the tables in the way.
    """
    applied = migrations(conn)
    if newer := [name for name in applied if name not in SCHEMA]:
        raise StoreError(
            f"{path}: was made by a newer quotes (schema {newer[-1]}, this one knows {SCHEMA[-1]});"
            " upgrade it with `pip install -U quotes`"
        )
    if not applied and (taken := sorted(TABLES & _names(conn))):
        raise StoreError(f"{path}: belongs to another program, it has its own {', '.join(taken)}; use another file")


def connect(path: str | Path, *, older: bool = False) -> sqlite3.Connection:
    """A read-only connection to a database that `quotes load` made.

    Args:
        older: accept one that an older version made and that still has to be brought up to date.

    Raises:
        StoreError: there is no such file, or it is not such a database.
    """
    path = Path(path)
    check_file(path)
    if not path.exists():
        raise StoreError(f"{path}: there is no such database; make it with `quotes load {path} SOURCE`")
    with explained(path):
        conn = _read_only(path)
        conn.row_factory = sqlite3.Row
        check_schema(conn, path)
        applied = migrations(conn)
    if not applied:
        raise StoreError(f"{path}: holds no quotations yet; fill it with `quotes load {path} SOURCE`")
    if applied != SCHEMA and not older:
        raise StoreError(f"{path}: was made by an older quotes; any `quotes load {path} SOURCE` updates it")
    return conn


def migrations(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The names of our migrations that this database went through, in order."""
    if "_sqlite_migrations" not in _names(conn):
        return ()
    sql = "select name from _sqlite_migrations where migration_set = 'quotes' order by name"
    return tuple(row[0] for row in conn.execute(sql))


def _names(conn: sqlite3.Connection) -> set[str]:
    return {row[0] for row in conn.execute("select name from sqlite_master where type in ('table', 'view')")}


def _read_only(path: Path) -> sqlite3.Connection:
    """In a folder where nothing can be written SQLite needs to be told that the file will not change."""
    uri = path.absolute().as_uri()
    conn = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=PATIENCE)
    try:
        conn.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        conn.close()
        if "unable to open" not in str(error) or path.with_name(path.name + "-wal").exists():
            raise
        conn = sqlite3.connect(f"{uri}?immutable=1", uri=True)
    return conn


def _starts_like_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) in (MAGIC, b"")
