"""The files that a source names: itself, or those of a folder and the folders in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from quotes.errors import SourceError
from quotes.read.formats import PACKINGS, SUFFIXES, format_of


def files(source: str | Path, *, links: bool = False) -> Iterator[Path | SourceError | None]:
    """Yield the file of a source, or each readable file in a folder, in order; None for standard input.

    Args:
        links: whether links in a folder that lead out of it are followed; otherwise each is an error.

    Yields:
        SourceError: for what does not exist or may not be read.
    """
    if str(source) == "-":
        yield None
        return
    path = Path(source)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        yield SourceError(path, "no such file or folder", "check the name, or give '-' for standard input")
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
    else:
        yield from _in_folder(path, links) if is_folder else [path]


def _in_folder(folder: Path, links: bool) -> Iterator[Path | SourceError]:
    none = True
    for found in _walk(folder, links):
        none = False
        yield found
    if none:
        endings = ", ".join(sorted(SUFFIXES))
        yield SourceError(
            folder, "no readable file in this folder", f"it looks for {endings}, each also with {', '.join(PACKINGS)}"
        )


def _walk(root: Path, links: bool) -> Iterator[Path | SourceError]:
    """Yield the files of a folder and of those in it; each folder is read once, even if several links lead to it."""
    seen: set[tuple[int, int]] = set()
    real, waiting = root.resolve(), [root]
    while waiting:
        path = waiting.pop()
        try:
            about = path.stat()
            if path.is_symlink() and not links and not path.resolve().is_relative_to(real) and path != root:
                yield SourceError(path, "a link that leads out of the folder", "give --follow-links, or its target")
            elif stat.S_ISREG(about.st_mode):
                yield path
            elif stat.S_ISDIR(about.st_mode) and (about.st_dev, about.st_ino) not in seen:
                seen.add((about.st_dev, about.st_ino))
                waiting += sorted(_of_interest(path), reverse=True)
        except OSError as error:
            yield _unreadable(path, error)


def _of_interest(folder: Path) -> Iterator[Path]:
    """The folders in a folder, and the files in it whose names are those of readable files."""
    with os.scandir(folder) as entries:
        yield from (folder / entry.name for entry in entries if format_of(Path(entry.name)) or _may_be_folder(entry))


def _may_be_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself or into a locked folder, which is told when it is its turn
        return True


def _unreadable(path: Path, error: Exception) -> SourceError:
    problem = getattr(error, "strerror", None) or error
    shown = str(path) if len(str(path)) <= 200 else f"{str(path)[:200]}…"
    return SourceError(shown, f"cannot be read: {problem}", "check the name and its permissions")
