"""Open a database file read-only, with only the standard library, and explain what is wrong with it.

Reading does without sqlite-utils, whose import would be half of the time that a look-up takes.

Only SQLite may open a database file, and its `-wal` and `-shm`. A process that opens and closes one itself loses all
locks of its other connections to it (https://sqlite.org/howtocorrupt.html, 2.2), and these then read what is being
written. So SQLite or `stat` has to say what a file is and whether it has changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from quotes.errors import ChangedError, StoreError

#: The schema of this code: every migration of `schema.py`, in order.
SCHEMA = (
    "m001_initial",
    "m003_people",
    "m004_counts",
    "m005_view",
    "m006_days",
    "m007_former",
    "m008_act",
    "m009_joint",
    "m010_together",
    "m013_rare_acts",
    "m014_gender",
    "m015_archive",
    "m016_repeats",
    "m017_reports",
    "m018_waiting",
    "m019_undated",
    "m020_kinds",
    "m021_figures",
    "m023_names",
    "m024_all_filters",
    "m025_kinds",
    "m026_latest",
    "m027_surnames",
    "m028_kinds",
)
TABLES = frozenset({"articles", "speakers", "names", "quotes", "topics", "said"})
#: What SQLite says if it cannot make a file for its locks: in a folder without write permission, or on a full disk.
NO_LOCKS = ("unable to open", "readonly", "disk I/O", "full")
PATIENCE = 30.0  # seconds to wait for another program's lock

NO_NAMES = (":memory:", "file:")  # names that SQLite takes for something else
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite puts behind the name of a database for files of its own
NEEDED = "give the path of a new file, or of one that `quotes load` made"
DAMAGED = "the database is damaged; restore it from a copy, or load the sources into a new one"
ADVICE = (
    ("not a database", f"not a SQLite database; {NEEDED}"),
    ("malformed", DAMAGED),
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
    """Turn what SQLite raises into a `StoreError` that names the file and says what is wrong and what to do."""
    try:
        yield
    except sqlite3.Error as error:
        problem = str(error)
        advice = next((text for part, text in ADVICE if part in problem), f"SQLite says: {problem}")
        raise StoreError(f"{path}: {advice}") from error
    except UnicodeDecodeError as error:  # a message of SQLite that repeats what is damaged
        if b"malformed" not in error.object:
            raise
        raise StoreError(f"{path}: {DAMAGED}") from error


def check_file(path: Path) -> None:
    """Refuse a path that cannot be a database: a folder, a pipe, a device, a file of SQLite's own, a missing folder.

    Raises:
        StoreError: the path is one of these; says which.
    """
    if str(path) == "-" or str(path).startswith(NO_NAMES) or "\0" in str(path):
        raise StoreError(f"{str(path)!r} is not the name of a file; {NEEDED}, such as ./news.db")
    try:
        if any(path.name.endswith(end) and Path(str(path).removesuffix(end)).is_file() for end in BESIDE):
            raise StoreError(f"{path}: is what SQLite calls a file of its own beside a database; give another name")
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; give the path of a database file in it")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
        if path.exists() and not path.is_file():
            raise StoreError(f"{path}: is not a file; {NEEDED}")
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
            " upgrade it with `pip install -U newsquotes`"
        )
    if not applied and (taken := sorted(TABLES & _names(conn))):
        raise StoreError(f"{path}: belongs to another program, it has its own {', '.join(taken)}; use another file")


def connect(path: str | Path, *, older: bool = False) -> sqlite3.Connection:
    """A read-only connection to a database that `quotes load` made.

    Args:
        older: accept a database that an older version made and that has not been brought up to date.

    Raises:
        StoreError: there is no such file, or it is not a database of ours.
    """
    path = Path(path)
    check_file(path)
    if not path.exists():
        raise StoreError(f"{path}: there is no such database; make it with `quotes load {path} SOURCE`")
    with explained(path):
        conn = read_only(path)
        conn.row_factory = sqlite3.Row
        try:
            _check_ours(conn, path, older=older)
        except BaseException:
            conn.close()
            raise
    return conn


def stand_in(conn: sqlite3.Connection) -> None:
    """Make the tables that look-ups need and an older version lacks: empty, in a transaction that is rolled back."""
    held = {row[0] for row in conn.execute("select name from main.sqlite_master where name in ('spoken', 'repeats')")}
    if "repeats" not in held:
        conn.execute("create temp table repeats (quote integer primary key, statement integer)")
    if "spoken" in held:
        return
    conn.execute("create temp table joint_speakers (quote, place, article, name, kind, speaker)")
    conn.execute("create temp view spoken as select speaker as by, * from main.quotes")


def _check_ours(conn: sqlite3.Connection, path: Path, *, older: bool) -> None:
    check_schema(conn, path)
    applied = migrations(conn)
    if not applied:
        raise StoreError(f"{path}: holds no quotations yet; fill it with `quotes load {path} SOURCE`")
    if applied != SCHEMA and not older:
        raise StoreError(f"{path}: was made by an older quotes; any `quotes load {path} SOURCE` updates it")


def migrations(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The names of our migrations that were applied to this database, in order."""
    if "_sqlite_migrations" not in _names(conn):
        return ()
    sql = "select name from _sqlite_migrations where migration_set = 'quotes' order by name"
    return tuple(row[0] for row in conn.execute(sql))


def _names(conn: sqlite3.Connection) -> set[str]:
    return {row[0] for row in conn.execute("select name from sqlite_master where type in ('table', 'view')")}


class Reading(sqlite3.Connection):
    """A read-only connection, whose cursors may be of another class."""

    own_cursor: type[sqlite3.Cursor] = sqlite3.Cursor

    def cursor(self, factory: Any = None) -> sqlite3.Cursor:  # type: ignore[override]
        """As of any connection."""
        return super().cursor(factory or self.own_cursor)


def read_only(
    path: Path, *, check_same_thread: bool = True, cursor: type[sqlite3.Cursor] | None = None
) -> sqlite3.Connection:
    """Open a read-only connection. Where it cannot take locks it is `Unlocked`.

    Args:
        cursor: the class of its cursors; by default that of the module sqlite3.

    Raises:
        sqlite3.Error: the file cannot be opened or is not a database.
    """
    address = f"{uri(path)}?mode=ro"
    conn: Reading | Unlocked
    conn = sqlite3.connect(address, uri=True, timeout=PATIENCE, check_same_thread=check_same_thread, factory=Reading)
    try:
        conn.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.Error as error:
        conn.close()
        if not any(problem in str(error) for problem in NO_LOCKS) or _in_work(path):
            raise
        conn = Unlocked(path, check_same_thread=check_same_thread)
    if cursor is not None:
        conn.own_cursor = cursor if isinstance(conn, Reading) else _checked(cursor)
    return conn


def uri(path: Path) -> str:
    """A path as a URI, to which parameters for SQLite can be added."""
    return path.absolute().as_uri()


class Unlocked(sqlite3.Connection):
    """A connection without locks, for a file in a folder where this process may not write.

    SQLite reads the file as if it never changed, so everything read is discarded once it has.
    """

    def __init__(self, path: Path, *, check_same_thread: bool = True) -> None:
        self._path, self._before = path, _written(path)
        self.own_cursor: type[sqlite3.Cursor] = _Checked
        super().__init__(f"{uri(path)}?immutable=1", uri=True, check_same_thread=check_same_thread)

    def cursor(self, factory: Any = None) -> sqlite3.Cursor:  # type: ignore[override]
        """Return a cursor as any connection does, but with checked rows."""
        return super().cursor(factory or self.own_cursor)

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """Do as `Connection.execute`, whose own cursor would check nothing."""
        return self.cursor().execute(*arguments)

    def check(self) -> None:
        """Check that nobody has written to the file since it was opened.

        Raises:
            ChangedError: somebody has written to it.
        """
        if self._before is None or _written(self._path) != self._before:
            raise ChangedError(f"{self._path}: was written to while it was read; ask again")


class _Checked(sqlite3.Cursor):
    """A cursor of an `Unlocked` connection, which yields no rows once the file has changed."""

    def execute(self, *arguments: Any) -> Any:
        return self._unless_changed(super().execute, *arguments)

    def fetchone(self) -> Any:
        return self._unless_changed(super().fetchone)

    def fetchmany(self, *arguments: Any) -> Any:
        return self._unless_changed(super().fetchmany, *arguments)

    def fetchall(self) -> Any:
        return self._unless_changed(super().fetchall)

    def __next__(self) -> Any:
        return self._unless_changed(super().__next__)

    def _unless_changed(self, read: Callable[..., Any], *arguments: Any) -> Any:
        """Read rows, or raise ChangedError; also where a half-written file causes another error."""
        try:
            return read(*arguments)
        finally:
            self.connection.check()  # type: ignore[attr-defined]


@cache
def _checked(cursor: type[sqlite3.Cursor]) -> type[sqlite3.Cursor]:
    """Make a class of cursors that is checked as well."""
    return type("Checked", (cursor, _Checked), {})


def _written(path: Path) -> tuple[int, ...] | None:
    """The file's inode, size and time, which change with every write; None while another program writes."""
    try:
        about = path.stat()
    except OSError:
        return None
    return None if _in_work(path) else (about.st_ino, about.st_size, about.st_mtime_ns)


def belongs_to(file: Path, path: str | Path) -> bool:
    """Is a file a database, its log or its journal, which only SQLite may open?"""
    real = Path(path).resolve()
    parts = (real.with_name(real.name + ending) for ending in ("", "-wal", "-shm", "-journal"))
    return any(part.exists() and file.samefile(part) for part in parts)


def _in_work(path: Path) -> bool:
    """Has a database a log or a journal, as it has while anybody writes, or after a crash?

    An empty one does not count: it is from somebody who could not begin to write, such as on a full disk.
    """
    for ending in ("-wal", "-journal"):
        with suppress(OSError):
            if path.with_name(path.name + ending).stat().st_size:
                return True
    return False
