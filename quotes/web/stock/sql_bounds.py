"""Bound what any SQL query may use: SQLite's own limits, memory, and the rows taken from it.

Time is not enough to bound a query: one value of 300 MB is made, copied and sent before the clock is checked.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from quotes.web.stock.sql_functions import make_linear

MB = 1024 * 1024
M_MMAP_THRESHOLD = -3  # from malloc.h
LONGEST_VALUE, LONGEST_OF_OURS = MB, 10 * MB  # bytes; the longest text of an article has eight million bytes
#: What takes time quadratic in a value and is one step, so that nothing stops it: a search, by the ending of its
#: tables, and a function. A megabyte takes a quarter of a minute, so values in SQL that names one are shorter.
QUADRATIC, LONGEST_OF_QUADRATIC = ("_fts", "json_patch"), 100_000
ALL_MEMORY = 112 * MB  # bytes that SQLite uses in this process, including cached pages
MOST_TAKEN = 8 * MB  # bytes of the rows of one answer
MOST_ON_DISK, LOOK_AGAIN = 64 * MB, 0.05  # bytes of temporary files of a query, and seconds between two looks at them
LATE = 0.2  # seconds after the time of a query is up; SQLite checks the clock only now and then
#: Limits beyond which SQLite refuses, from https://sqlite.org/limits.html.
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_OF_OURS,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 50,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 10,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
TOO_LONG = (
    "a value in SQL has up to 1 MB, and up to 100 kB in SQL that names a search index or json_patch;"
    " leave out the texts of long articles, which have their own pages and addresses"
)
TOO_MUCH_TO_SORT = "more to sort or to keep than the 64 MB that a query may write to the disk; ask for less"
TOO_LARGE = "too large: the rows of one answer have up to 8 MB; ask for fewer rows or columns"


def bound(conn: sqlite3.Connection) -> None:
    """Set the limits of a connection that runs other people's queries, and functions that cannot keep it busy."""
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)
    make_linear(conn, LONGEST_OF_OURS)


def bound_memory() -> None:
    """Bound the memory that SQLite may use in this process, for as long as it runs. More raises a `MemoryError`.

    Large blocks of memory are given back to the system, because the C library would keep them.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 128 * 1024)
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute(f"pragma hard_heap_limit = {ALL_MEMORY}").fetchone()


def longest_value(sql: str) -> int:
    """How many bytes a value may have in SQL that somebody wrote. SQL can name nothing without writing it out."""
    names = sql.lower()
    return LONGEST_OF_QUADRATIC if any(name in names for name in QUADRATIC) else LONGEST_VALUE


def on_disk() -> int:
    """Bytes of this process's files without a name, which SQLite sorts in. Not known on Windows: 0."""
    found = 0
    with suppress(OSError):
        for number in Path("/dev/fd").iterdir():
            with suppress(OSError):  # it was closed meanwhile
                status = os.fstat(int(number.name))
                found += status.st_size if stat.S_ISREG(status.st_mode) and not status.st_nlink else 0
    return found


@contextmanager
def bounded(conn: sqlite3.Connection, seconds: float, longest: int = LONGEST_VALUE) -> Iterator[None]:
    """Within this context, the connection runs what it was given: its values, time and temporary files are bounded.

    Raises:
        sqlite3.OperationalError: the temporary files grew beyond `MOST_ON_DISK`.
    """
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
    running, done, full = Lock(), Event(), Event()
    until, of_others = time.monotonic() + seconds + LATE, on_disk()

    def watch() -> None:
        least = of_others
        while not done.wait(max(min(LOOK_AGAIN, until - time.monotonic()), 0)):
            least = min(least, now := on_disk())
            if now - least > MOST_ON_DISK:
                full.set()
            elif time.monotonic() < until:
                continue
            with running:  # otherwise it could stop the next query of the connection
                if not done.is_set():
                    conn.interrupt()
            if time.monotonic() >= until:
                return

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    except Exception:
        if full.is_set():
            raise sqlite3.OperationalError(TOO_MUCH_TO_SORT) from None
        raise
    finally:
        with running:
            done.set()
        conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_OF_OURS)


#: What SQLite says where a query is stopped while a search index is opened for it.
STOPPED_EARLY = "vtable constructor failed"
#: What it says where a value is longer than it may be.
TOO_BIG = "string or blob too big"


def _worded(error: sqlite3.Error) -> sqlite3.Error:
    """What SQLite means."""
    if STOPPED_EARLY in str(error):  # Datasette knows only the plain message for a query out of time
        return sqlite3.OperationalError("interrupted")
    return sqlite3.DataError(TOO_LONG) if str(error) == TOO_BIG else error


class Taken(sqlite3.Cursor):
    """A cursor that counts what is taken from it.

    Raises:
        sqlite3.OperationalError: more than `MOST_TAKEN` bytes are taken.
    """

    _taken = 0

    def execute(self, *arguments: Any) -> Any:
        """Execute as any cursor does; the count begins again."""
        self._taken = 0
        try:
            return super().execute(*arguments)
        except (sqlite3.OperationalError, sqlite3.DataError) as error:
            raise _worded(error) from None

    def fetchone(self) -> Any:
        try:
            return self._counted(super().fetchone())
        except sqlite3.DataError as error:
            raise _worded(error) from None

    def __next__(self) -> Any:
        try:
            return self._counted(super().__next__())
        except sqlite3.DataError as error:
            raise _worded(error) from None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """Row by row, because each may be large."""
        rows: list[Any] = []
        while len(rows) < (self.arraysize if size is None else size) and (row := self.fetchone()) is not None:
            rows.append(row)
        return rows

    def fetchall(self) -> list[Any]:
        """Row by row, because each may be large."""
        return list(self)

    def _counted(self, row: Any) -> Any:
        """Count a row, or raise if there is too much."""
        for value in row or ():
            if isinstance(value, str | bytes):
                self._taken += len(value)
        if self._taken > MOST_TAKEN:
            row = value = None  # otherwise the exception would keep them until it has been reported
            raise sqlite3.OperationalError(TOO_LARGE)
        return row
