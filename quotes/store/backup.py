"""Copy a database with SQLite itself while others read and write; the copy is read back before it is kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quotes.errors import StoreError
from quotes.store import check, open_read_only
from quotes.store.open_read_only import explained

ENDING, MOMENT = ".db", "%Y%m%dT%H%M%SZ"


def backup(database: str | Path, to: str | Path, *, keep: int | None = None) -> Path:
    """Copy a database as it is at one moment.

    Args:
        to: a file, which is replaced if it is an earlier copy, or a link to one; or a folder, in which the copy is
            named after the database and the time.
        keep: how many of the newest copies stay in a folder; None for all.

    Returns:
        The path of the copy: a single file, without a log beside it.

    Raises:
        StoreError: the database cannot be read, or the copy cannot be written or read back. No half copy stays, and
            an earlier copy is as it was.
    """
    database, to = Path(database), Path(to)
    source = open_read_only.connect(database, older=True)
    with closing(source):
        target = _target(database, to)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with _without_halves(part):
                _copy(source, part)
                _read_back(part, database)
                _to_disk(part)
                part.replace(target)
                _to_disk(target.parent)
        except OSError as error:
            raise StoreError(f"{target}: cannot be written: {error.strerror}; nothing was changed there") from error
    if keep is not None and to.is_dir():
        for old in copies(database, to)[:-keep]:
            old.unlink(missing_ok=True)
    return target


def copies(database: Path, folder: Path) -> list[Path]:
    """The copies of a database in a folder, the oldest first."""
    day, time = "[0-9]" * 8, "[0-9]" * 6
    return sorted(folder.glob(f"{_literally(_stem(database))}-{day}T{time}Z{ENDING}"))


def _stem(database: Path) -> str:
    return database.name.removesuffix(ENDING)


def _moment(database: Path, folder: Path) -> str:
    """The time for the name of a copy; if the clock went back, a second after the newest, so that it stays the newest.

    Otherwise it would be the first to be deleted, or it would replace a copy of the same second.
    """
    moments = [datetime.now(UTC)]
    for copy in copies(database, folder):
        with suppress(ValueError, OverflowError):  # of no time that there is, or the last one
            made = datetime.strptime(copy.name.removesuffix(ENDING)[-16:], MOMENT).replace(tzinfo=UTC)
            moments.append(made + timedelta(seconds=1))
    return max(moments).strftime(MOMENT)


def _literally(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _target(database: Path, to: Path) -> Path:
    if to.is_dir():
        return to / f"{_stem(database)}-{_moment(database, to)}{ENDING}"
    to = Path(os.path.realpath(to)) if to.is_symlink() else to
    open_read_only.check_file(to)
    if to.exists():
        if to.samefile(database):
            raise StoreError(f"{to}: is the database itself; give another file, or a folder")
        open_read_only.connect(to, older=True).close()  # refuses anything but a database of ours
        if any(to.with_name(to.name + ending).exists() for ending in ("-wal", "-journal")):
            raise StoreError(f"{to}: is in use, or was not closed; give another file, or a folder")
    return to


@contextmanager
def _without_halves(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, part: Path) -> None:
    """Copy all pages in one step. In several steps, another writer would make the copy begin again each time."""
    part.touch(mode=0o600)
    with explained(part), closing(sqlite3.connect(part, isolation_level=None)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("pragma journal_mode = delete").fetchone()  # so that it is one file, also where nobody may write


def _read_back(part: Path, database: Path) -> None:
    with explained(part), closing(sqlite3.connect(part, isolation_level=None)) as copy:
        copy.row_factory = sqlite3.Row
        found = list(check.problems(copy))
    if found:
        problem = f"{found[0].where}: {found[0].what}"
        raise StoreError(f"{database}: its copy is not sound ({problem}); see `quotes check {database}`")


def _to_disk(path: Path) -> None:
    """Flush a file's content, or the names in a folder, so that a power failure does not lose them."""
    if os.name != "posix" and path.is_dir():
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
