"""Open a database to write to, and wrap each change in a transaction."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from quotes.people import join_again
from quotes.store import repeats
from quotes.store.open_read_only import PATIENCE, check_file, check_schema, explained
from quotes.store.schema import migrations

PEOPLE = {
    "m003_people",
    "m010_together",
    "m018_waiting",
    "m020_kinds",
    "m023_names",
    "m025_kinds",
    "m026_latest",
    "m027_surnames",
    "m028_kinds",
}  # after these migrations everybody is joined again; the others leave people as they are
PRAGMAS = (
    "synchronous = full",  # a power failure loses nothing committed
    "foreign_keys = on",
    "cache_size = -32000",  # 32 MB; an article's rows are on some hundred pages of many indexes
    "wal_autocheckpoint = 4000",  # 16 MB of pages: many are written by each article, and copied once for all of them
)


def connect(path: str | Path, *, tell: Callable[[str], object] | None = None) -> Database:
    """Open a database to write to, and make it or bring it up to date first if needed; close it with `.close()`.

    Its rows have column names.

    Args:
        tell: is called with a message before articles of an older version are brought up to date, which takes minutes
            for a million.

    Raises:
        StoreError: the file is a folder, read-only, not SQLite, another program's or made by a newer version.
    """
    path = Path(path)
    check_file(path)
    with explained(path):
        conn = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        conn.row_factory = sqlite3.Row
        try:
            check_schema(conn, path)
            db = Database(conn, execute_plugins=False)
            _turn_to_wal(conn)
            for pragma in PRAGMAS:
                conn.execute(f"pragma {pragma}").fetchone()
            _bring_up_to_date(path, db, tell)
        except BaseException:
            conn.close()
            raise
    return db


def _bring_up_to_date(path: Path, db: Database, tell: Callable[[str], object] | None) -> None:
    """Create the tables, or apply the migrations that are missing."""
    if not (pending := {migration.name for migration in migrations.pending(db)}):
        return
    if tell and (held := _articles(db)):
        tell(f"{path}: was made by an older quotes; bringing its {held} articles up to date, once")
    if tell:
        repeats.telling.set(tell)
    with transaction(db):
        migrations.apply(db)
        if PEOPLE & pending:
            join_again(db)


def _articles(db: Database) -> int:
    """How many articles a database holds; its schema may be older."""
    if not db.table("articles").exists():
        return 0
    return int(db.execute("select count(*) from articles").fetchone()[0])


def _turn_to_wal(conn: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, and try again while another program opens the same new database.

    SQLite's busy timeout does not cover this change of mode.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            conn.execute("pragma journal_mode = wal").fetchone()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def checkpoint(db: Database) -> None:
    """Move what is in the write-ahead log into the database file itself."""
    with explained(file_of(db)):
        db.execute("pragma wal_checkpoint(truncate)").fetchone()


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Run a block in one transaction. It takes the write lock at once, so a second program waits and does not fail.

    Within another transaction it is a part of that one: it may fail by itself, and is committed with the whole.
    """
    part = db.conn.in_transaction
    db.execute("savepoint part" if part else "begin immediate")
    try:
        yield
    except BaseException:
        if part:
            db.execute("rollback to part")
            db.execute("release part")
        else:
            db.rollback()
        raise
    if part:
        db.execute("release part")
    else:
        db.commit()


def file_of(db: Database) -> str:
    """The path of the database, for messages."""
    rows = db.execute("pragma database_list").fetchall()
    return str(rows[0][2]) or "the database in memory"
