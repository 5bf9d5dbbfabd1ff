"""Sources to articles: text, HTML, JSON Lines and CSV, each also gzipped; files, folders and standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.decode import open_source
from quotes.read.formats import READERS, Fields, format_of

__all__ = ["Fields", "read"]
ErrorHandler = Callable[[SourceError], None]


def read(
    source: str | Path,
    *,
    format: str | None = None,
    fields: Fields | None = None,
    on_error: ErrorHandler | None = None,
) -> Iterator[Article]:
    """The articles of a file, of every readable file of a folder, or of standard input ('-').

    Args:
        source: a path, or '-'.
        format: 'text', 'html', 'jsonl' or 'csv'; None to tell by the name, else by the content.
        fields: how the columns of JSON Lines and CSV are called.
        on_error: told of each input that cannot be read; the others go on. None raises the first.

    Raises:
        SourceError: an input cannot be read and there is no `on_error`.
    """
    try:
        for path in _paths(source):
            yield from _one(path, format, fields or Fields(), on_error)
    except SourceError as error:
        if on_error is None:
            raise
        on_error(error)


def _paths(source: str | Path) -> Iterator[Path | None]:
    if str(source) == "-":
        yield None
        return
    path = Path(source)
    if not path.exists():
        raise SourceError(path, "no such file or folder", "check the name, or give '-' for standard input")
    if not path.is_dir():
        yield path
        return
    files = sorted(p for p in path.rglob("*") if p.is_file() and format_of(p))
    if not files:
        raise SourceError(path, "no readable file in this folder", "it looks for .txt, .html, .jsonl and .csv")
    yield from files


def _one(path: Path | None, format: str | None, fields: Fields, on_error: ErrorHandler | None) -> Iterator[Article]:
    name = "standard input" if path is None else str(path)
    try:
        with open_source(sys.stdin.buffer if path is None else path, name) as stream:
            kind = format or (format_of(path) if path else None) or stream.guess()
            for result in READERS[kind](stream, name, fields):
                if isinstance(result, Article):
                    yield result
                elif on_error is None:
                    raise result
                else:
                    on_error(result)
    except SourceError as error:
        if on_error is None:
            raise
        on_error(error)
    except OSError as error:
        problem = SourceError(name, f"cannot be read: {error.strerror or error}", "check the file and its permissions")
        if on_error is None:
            raise problem from error
        on_error(problem)
