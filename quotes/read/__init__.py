"""Read articles from files of many formats (gzipped or not), folders, standard input and web addresses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from quotes.errors import ErrorHandler, SourceError
from quotes.models import Article
from quotes.read.decode import open_source
from quotes.read.fields import Fields
from quotes.read.folder import files
from quotes.read.formats import READERS, kind_of
from quotes.read.mend import mended
from quotes.read.meter import Meter, Metered
from quotes.read.web import is_address, read_address, read_entries

if TYPE_CHECKING:
    from quotes.read.web.fetch import Fetcher

__all__ = ["Fields", "Meter", "measured", "read"]


def read(
    source: str | Path,
    *,
    format: str | None = None,
    fields: Fields | None = None,
    fetcher: Fetcher | None = None,
    follow: bool = False,
    meter: Meter | None = None,
    refused: Callable[[Path], bool] | None = None,
    links: bool = False,
    longest: int | None = None,
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
        refused: whether only SQLite may open a file, because it belongs to a database that is open now.
        links: follow links in a folder that lead out of it; otherwise each of them is an error.
        longest: the characters that an article may have; a longer one is an error. None for no limit.
        on_error: is called for each input that cannot be read, and reading goes on. None raises the first error.

    Raises:
        SourceError: an input cannot be read and there is no `on_error`.
    """
    for result in _results(
        source, format, fields or Fields(), fetcher, follow, meter or Meter(), refused, links, longest
    ):
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
    links: bool,
    longest: int | None,
) -> Iterator[Article | SourceError]:
    """Yield articles, with an error in the place of each input that cannot be read."""
    try:
        if isinstance(source, str) and is_address(source):
            yield from read_address(source, fetcher, follow=follow, format=format)
            return
    except SourceError as error:
        yield error
        return
    for path in files(source, links=links):
        if isinstance(path, SourceError):
            yield path
            continue
        name = "standard input" if path is None else str(path)
        try:
            if path and refused and refused(path):
                raise SourceError(name, "belongs to the open database", "leave it out")
            for result in _one(path, name, format, fields, fetcher if follow else None, meter):
                yield _bounded(result, name, longest)
        except SourceError as error:
            yield error
        except OSError as error:
            problem = f"cannot be read: {error.strerror or error}"
            yield SourceError(name, problem, "check the file and its permissions")


def _bounded(result: Article | SourceError, name: str, longest: int | None) -> Article | SourceError:
    """Return the result, or an error in its place if it is an article that is too long."""
    if isinstance(result, SourceError) or longest is None or len(result.text) <= longest:
        return result
    problem = f"has {len(result.text):,} characters, more than the {longest:,} that are read as one article"
    return SourceError(f"{name}, article {result.id}", problem, "cut it into its articles or chapters")


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


def measured(sources: Iterable[str | Path], *, links: bool = False) -> Meter:
    """A meter that knows the total size of the sources."""
    meter = Meter()
    for source in sources:
        web = isinstance(source, str) and is_address(source)
        for path in [None] if web else files(source, links=links):
            with suppress(OSError):  # reading reports it, and whatever is not a path
                if not isinstance(path, SourceError):
                    meter.add(path)
    return meter
