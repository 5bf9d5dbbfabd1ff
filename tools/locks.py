"""Check that nothing else in this process opens a file that SQLite has open: closing it would drop SQLite's locks.

`guard()` makes every such `open` fail, for any purpose and from any Python code.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ENDINGS = ("-wal", "-shm", "-journal")
OPEN = Path("/proc/self/fd")
_known: set[str] = set()


class OpenedError(AssertionError):
    """Something other than SQLite opened a file of a database that is in use."""


def guard() -> None:
    """Make such an `open` fail from now on, as long as this process runs."""
    if _heed not in _guards:
        _guards.append(_heed)
        sys.addaudithook(_heed)


_guards: list[Any] = []


def _heed(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "sqlite3.connect":
        _known.add(_file_of(os.fsdecode(arguments[0])))
    elif event == "open" and not isinstance(arguments[0], int):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if database_of(path) in _known and _in_use(path):
            raise OpenedError(f"{path} is opened while SQLite has it open, which drops its locks")


def _file_of(given: str) -> str:
    """The file of a connection to a path, or to an address with parameters."""
    return os.path.realpath(unquote(urlsplit(given).path) if given.startswith("file:") else given)


def database_of(path: str) -> str:
    """The database that a file belongs to: itself, or the one whose log it is."""
    return next((path.removesuffix(ending) for ending in ENDINGS if path.endswith(ending)), path)


def _in_use(path: str) -> bool:
    """Whether this process has the file open."""
    return OPEN.is_dir() and any(_leads_to(descriptor, path) for descriptor in OPEN.iterdir())


def _leads_to(descriptor: Path, path: str) -> bool:
    try:
        return str(descriptor.readlink()) == path
    except OSError:
        return False
