"""Sources to articles: text, HTML, JSON, JSON Lines and CSV, each also gzipped; files, folders and standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.decode import open_source
from quotes.read.fields import Fields
from quotes.read.formats import READERS, format_of

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
        format: 'text', 'html', 'json', 'jsonl' or 'csv'; None to tell by the name, else by the content.
        fields: how the fields of JSON and the columns of CSV are called; None for the usual names.
        on_error: told of each input that cannot be read; the others go on. None raises the first.

    Raises:
        SourceError: an input cannot be read and there is no `on_error`.
    """
    for result in _results(source, format, fields or Fields()):
        if isinstance(result, Article):
            yield result
        elif on_error is None:
            raise result
        else:
            on_error(result)


def _results(source: str | Path, format: str | None, fields: Fields) -> Iterator[Article | SourceError]:
    """Articles, and in their places the errors of what cannot be read."""
    try:
        paths = list(_paths(source))
    except SourceError as error:
        yield error
        return
    for path in paths:
        name = "standard input" if path is None else str(path)
        try:
            yield from _one(path, name, format, fields)
        except SourceError as error:
            yield error
        except OSError as error:
            problem = f"cannot be read: {error.strerror or error}"
            yield SourceError(name, problem, "check the file and its permissions")


def _one(path: Path | None, name: str, format: str | None, fields: Fields) -> Iterator[Article | SourceError]:
    with open_source(sys.stdin.buffer if path is None else path, name) as stream:
        kind = format or (format_of(path) if path else None) or stream.guess()
        yield from READERS[kind](stream, name, fields)


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
        raise SourceError(path, "no readable file in this folder", "it looks for .txt, .html, .json, .jsonl and .csv")
    yield from files
