"""Read articles from files of many formats (gzipped or not), folders, standard input and web addresses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.decode import open_source
from quotes.read.fields import Fields
from quotes.read.formats import PACKINGS, READERS, SUFFIXES, format_of, kind_of
from quotes.read.mend import mended
from quotes.read.meter import Meter, Metered
from quotes.read.web import is_address, read_address, read_entries

if TYPE_CHECKING:
    from quotes.read.web.fetch import Fetcher

__all__ = ["Fields", "Meter", "measured", "read"]
ErrorHandler = Callable[[SourceError], None]


def read(
    source: str | Path,
    *,
    format: str | None = None,
    fields: Fields | None = None,
    fetcher: Fetcher | None = None,
    follow: bool = False,
    meter: Meter | None = None,
    refused: Callable[[Path], bool] | None = None,
    on_error: ErrorHandler | None = None,
) -> Iterator[Article]:
    """Yield the articles of a file, of every readable file in a folder, of standard input ('-') or of a web address.

    Args:
        source: a path, '-', or an address ('https://…').
        format: one of `READERS`, such as 'text', 'html' or 'jsonl'; None to tell by the content, else by the name.
        fields: the names of the fields of JSON and the columns of CSV and Parquet; None for the usual ones.
        fetcher: fetches web pages (`quotes.read.web.fetch.Fetcher`); without one, a web address is an error.
        follow: fetch the page of each entry of a feed; otherwise an entry has the text that is in the feed.
        meter: is updated with how much of the files has been read; `measured` makes one that knows the total.
        refused: tells which files only SQLite may open, because they are of a database that is open meanwhile.
        on_error: is called for each input that cannot be read, and reading goes on. None raises the first error.

    Raises:
        SourceError: an input cannot be read and there is no `on_error`.
    """
    for result in _results(source, format, fields or Fields(), fetcher, follow, meter or Meter(), refused):
        if isinstance(result, Article):
            yield mended(result)
        elif on_error is None:
            raise result
        else:
            on_error(result)


def _results(
    source: str | Path,
    format: str | None,
    fields: Fields,
    fetcher: Fetcher | None,
    follow: bool,
    meter: Meter,
    refused: Callable[[Path], bool] | None,
) -> Iterator[Article | SourceError]:
    """Yield articles, with an error in the place of each input that cannot be read."""
    try:
        if isinstance(source, str) and is_address(source):
            yield from read_address(source, fetcher, follow=follow, format=format)
            return
        paths = list(_paths(source))
    except SourceError as error:
        yield error
        return
    for path in paths:
        name = "standard input" if path is None else str(path)
        try:
            if path and refused and refused(path):
                raise SourceError(name, "is of the database that is open", "leave it out")
            yield from _one(path, name, format, fields, fetcher if follow else None, meter)
        except SourceError as error:
            yield error
        except OSError as error:
            problem = f"cannot be read: {error.strerror or error}"
            yield SourceError(name, problem, "check the file and its permissions")


def _one(
    path: Path | None, name: str, format: str | None, fields: Fields, fetcher: Fetcher | None, meter: Meter
) -> Iterator[Article | SourceError]:
    raw = nullcontext(sys.stdin.buffer) if path is None else Metered(path, meter)
    with raw as file, open_source(cast(BinaryIO, file), name) as stream:
        kind = format or kind_of(stream, path)
        if kind == "feed" and fetcher is not None:
            yield from read_entries(stream, name, fetcher)
        else:
            yield from READERS[kind](stream, name, fields)


def measured(sources: Iterable[str | Path]) -> Meter:
    """A meter that knows the total size of the sources."""
    meter = Meter()
    for source in sources:
        try:
            web = isinstance(source, str) and is_address(source)
            for path in [None] if web else _paths(source):
                meter.add(path)
        except (SourceError, OSError):
            continue  # reading reports it
    return meter


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
        endings = ", ".join(sorted(SUFFIXES))
        raise SourceError(
            path, "no readable file in this folder", f"it looks for {endings}, each also with {', '.join(PACKINGS)}"
        )
    yield from files
