"""No file that SQLite has open is opened by anything else in the same process: closing it again would drop its locks.

`guard()` makes every such `open` fail, whatever the purpose and by whatever code of Python.
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
    """Something but SQLite opened a file of a database that is in use."""


def guard() -> None:
    """From now on, for as long as this process runs."""
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
    """The file that a connection is to: a path, or an address with parameters."""
    return os.path.realpath(unquote(urlsplit(given).path) if given.startswith("file:") else given)


def database_of(path: str) -> str:
    """The database that a file belongs to: itself, or what it is a log of."""
    return next((path.removesuffix(ending) for ending in ENDINGS if path.endswith(ending)), path)


def _in_use(path: str) -> bool:
    """Does this process have it open?"""
    return OPEN.is_dir() and any(_leads_to(descriptor, path) for descriptor in OPEN.iterdir())


def _leads_to(descriptor: Path, path: str) -> bool:
    try:
        return str(descriptor.readlink()) == path
    except OSError:
        return False
