"""The inspect file of a database: how many rows each table has, in the form of `datasette inspect`.

It lies beside the database, as `news.db-inspect.json`, and is written again when the database has changed. With it
Datasette starts and shows its pages without counting; `datasette serve --immutable news.db --inspect-file
news.db-inspect.json`, with the database under the name `quotes`, can use it as well.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from quotes.store import open_read_only
from quotes.web.links import DATABASE

ENDING = "-inspect.json"
Inspected = dict[str, Any]


def inspect(path: Path) -> Inspected:
    """Read the inspect file of a database; it is written first if there is none or the database has changed.

    If nothing can be written beside the database, the content is made all the same.

    Returns:
        `hash`, `size` (bytes), `file`, `modified` (nanoseconds) and `tables`, each with its `count` of rows. The hash
        is of the size and the time, not of the content: only SQLite may open the file (see `database`).

    Raises:
        StoreError: the database cannot be read.
    """
    file = path.with_name(path.name + ENDING)
    known = _known(file)
    if known and (known.get("size"), known.get("modified")) == stamp(path)[:2]:
        return known
    size, modified, _ = stamp(path)
    found = {"hash": _hash(size, modified), "size": size, "file": str(path), "modified": modified}
    found |= {"tables": _counts(path)}
    with suppress(OSError):
        _write(file, json.dumps({DATABASE: found}, indent=2) + "\n")
    return found


def stamp(path: Path) -> tuple[int, int, int]:
    """The state of a database, which changes with it: its size and time, and the size of its write-ahead log."""
    about = path.stat()
    log = path.with_name(path.name + "-wal")
    with suppress(OSError):
        return about.st_size, about.st_mtime_ns, log.stat().st_size
    return about.st_size, about.st_mtime_ns, 0


def _known(file: Path) -> Inspected | None:
    """What was written; None if the file is missing or invalid."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))[DATABASE]
        counts = [table["count"] for table in found["tables"].values()]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    complete = isinstance(found.get("hash"), str) and all(type(count) is int for count in counts)
    return dict(found) if complete else None


def _write(file: Path, text: str) -> None:
    """Write all of a file or nothing of it, so that nobody reads half a file."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _counts(path: Path) -> dict[str, dict[str, int]]:
    with open_read_only.explained(path), closing(open_read_only.connect(path, older=True)) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: {"count": _count(db, name)} for name in names}


def _count(db: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(db.execute(f'select count(*) from "{quoted}"').fetchone()[0])


def _hash(size: int, modified: int) -> str:
    return sha256(f"{size} {modified}".encode()).hexdigest()
