"""Open our database in Datasette, and count the rows of a table, or notice rows beyond those a query shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, nullcontext
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any

from datasette.database import Database, Results

from quotes.errors import ChangedError
from quotes.store import open_read_only
from quotes.web import canned
from quotes.web.stock import in_order, sight, sql_bounds, throttle
from quotes.web.stock.inspect_file import Inspected, stamp
from quotes.web.stock.turns import Turns

#: Bytes that a value may have in SQL that Datasette was given, or made for its pages; 0 for a look-up of ours.
_given: ContextVar[int] = ContextVar("given", default=0)
TRIES = 5  # times to try to read a file without locks between two writes


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from any other at the same path; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class ServedDatabase(Database):  # type: ignore[misc]
    """A database that may be written to while it is served, by others if this process may not.

    Datasette uses kept counts only for a database that never changes; this class checks whether it has.

    Attributes:
        writable: whether corrections can be written.
        turns_of_sql: the turns in which SQL that clients write is run.
    """

    def __init__(self, datasette: Any, path: Path, inspected: Inspected, *, writable: bool) -> None:
        super().__init__(datasette, str(path.absolute()), is_mutable=True)
        self.writable = writable
        self.turns_of_sql = Turns(throttle.SQL_AT_ONCE)
        threads = datasette.setting("num_sql_threads") or 1
        self._threads, self._rest = Turns(threads), Turns(max(threads - 1, 1))
        self._file, self._stamp, self._identity = path, stamp(path), _identity(path)
        self._known = {name: table["count"] for name, table in inspected["tables"].items()}

    def is_in_place(self) -> bool:
        """Does the path still lead to the file that is served, or was that moved, deleted or replaced?"""
        return self._identity is not None and _identity(self._file) == self._identity

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Connect as the rest of the package does, so that one SQLite library knows all locks."""
        if write:
            return super().connect(write=True)  # type: ignore[no-any-return]
        conn = self._opened()
        self._all_file_connections.append(conn)
        return conn

    def _opened(self) -> sqlite3.Connection:
        return open_read_only.read_only(self._file, check_same_thread=False, cursor=sql_bounds.Taken)

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """Run a function that reads, with the connection of its thread, or with a new one if that was `Unlocked`."""

        longest, hidden = _given.get(), not sight.reviews.get()
        seconds = self.ds.sql_time_limit_ms / 1000

        def run(conn: sqlite3.Connection) -> Any:
            sight.hide(conn, bool(longest), hidden)
            with sql_bounds.bounded(conn, seconds, longest) if longest else nullcontext():
                return fn(conn)

        def read(conn: sqlite3.Connection) -> Any:
            try:
                return run(conn)
            except ChangedError:
                return self._on_new_connection(run)

        # Datasette's own line knows no addresses. Answers that have begun leave a thread to those that have not, or
        # clients of many addresses that take nothing of long answers would keep everybody else waiting.
        async with self._rest if throttle.has_begun.get() else nullcontext(), self._threads:
            return await super().execute_fn(read)

    def _on_new_connection(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        for left in reversed(range(TRIES)):
            with closing(
                open_read_only.read_only(self._file, check_same_thread=False, cursor=sql_bounds.Taken)
            ) as conn:
                self.ds._prepare_connection(conn, self.name)
                try:
                    return fn(conn)
                except ChangedError:
                    if not left:
                        raise

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """Row counts by table: those of the inspect file, or else what can be counted in `limit` milliseconds each."""
        if stamp(self._file) == self._stamp:
            return dict(self._known)
        counted: dict[str, int | None] = await super().table_counts(limit)
        for name in counted.keys() & set(sight.HIDDEN):  # anybody may know these counts
            counted[name] = await self.execute_fn(partial(_count, table=name))
        return counted

    async def execute(self, sql: str, params: Any = None, truncate: bool = False, **how: Any) -> Results:
        """Run a query as Datasette does; a canned query gets one more row than wanted, to see if it is `truncated`.

        What came without a turn, as the extra `mcp` does, has to wait for one here.
        """
        written = throttle.writes_sql.get()
        token = _given.set(sql_bounds.longest_value(sql) if written else sql_bounds.LONGEST_OF_OURS)
        try:
            async with nullcontext() if throttle.has_turn.get() else self.turns_of_sql:
                return await self._execute(sql, params, truncate, **how)
        finally:
            _given.reset(token)

    async def _execute(self, sql: str, params: Any, truncate: bool, **how: Any) -> Results:
        sql = await in_order.settled(self, sql)
        how["log_sql_errors"] = False  # who made a mistake is told; strangers could fill the disk with a log of theirs
        if not truncate or canned.LIMIT not in sql:
            return await super().execute(sql, params, truncate, **how)
        wanted = canned.wanted(params or {})
        found = await super().execute(sql, {**(params or {}), "limit": wanted + 1}, truncate, **how)
        return Results(found.rows[:wanted], len(found.rows) > wanted or found.truncated, found.description)


def _count(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"select count(*) from {table}").fetchone()[0])
