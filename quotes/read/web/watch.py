"""Poll feeds, politely, for entries that are new since the last time. Needs the extra `web`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_PAGE
from quotes.read.formats.feed import entries, to_article
from quotes.read.mend import mended
from quotes.read.outcome import ArticleOrError
from quotes.read.web import entry_articles, is_address, page_stream
from quotes.read.web.fetch import Fetcher, Version
from quotes.read.web.opml import feeds_in, is_list

MOST_FAILED = 3  # times that an entry is tried at most
REMEMBERED = 5_000  # entries of one feed that are noted as read


@dataclass
class FeedState:
    """What is known about a feed.

    Attributes:
        etag, modified: the version that was read last.
        read: the ids of the entries that were read.
        failed: how often each of the others could not be read.
    """

    etag: str = ""
    modified: str = ""
    read: list[str] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)

    def took(self, key: str, *, well: bool) -> None:
        """Note an entry as read or as failed; one that failed too often is not tried again."""
        self.failed[key] = 0 if well else self.failed.get(key, 0) + 1
        if well or self.failed[key] >= MOST_FAILED:
            self.read.append(key)
            del self.failed[key]


class Memory:
    """What is known about each feed, kept in a file, so that a restarted watch goes on where it was."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.feeds: dict[str, FeedState] = {}
        if path.exists():
            try:
                held = json.loads(path.read_text("utf-8"))
                self.feeds = {url: FeedState(**known) for url, known in held["feeds"].items()}
            except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
                raise SourceError(path, f"cannot be read as the notes of a watch ({error})", "move it away") from error

    def of(self, url: str) -> FeedState:
        """What is known about a feed."""
        return self.feeds.setdefault(url, FeedState())

    def save(self) -> None:
        """Replace the file; it is never half written."""
        written = self.path.with_name(f"{self.path.name}.new")
        written.write_text(json.dumps({"feeds": {url: asdict(known) for url, known in self.feeds.items()}}), "utf-8")
        written.replace(self.path)


def feeds_of(sources: Iterable[str], fetcher: Fetcher) -> Iterator[str | SourceError]:
    """The addresses of the feeds that sources name: themselves, or those in a list at an address or in a file."""
    for source in sources:
        try:
            if not is_address(source):
                yield from feeds_in(_file(source), source)
            elif source.lower().partition("?")[0].endswith((".opml", ".opml.xml")):
                yield from feeds_in(fetcher.get(source).content, source)
            else:
                yield source
        except SourceError as error:
            yield error
        except OSError as error:
            yield SourceError(
                source, f"cannot be read: {error.strerror or error}", "give a feed's address or an OPML file"
            )


def _file(source: str) -> bytes:
    with Path(source).open("rb") as file:
        content = file.read(LONGEST_PAGE + 1)
    if len(content) > LONGEST_PAGE or not is_list(content):
        raise SourceError(source, "not a list of feeds (OPML)", "give the address of a feed, or such a list")
    return content


def news(url: str, known: FeedState, fetcher: Fetcher, *, follow: bool) -> Iterator[tuple[str, list[ArticleOrError]]]:
    """What is new in a feed: the id of each entry not read before, with its articles or an error.

    Call `known.took` for each id once its articles are saved: an entry that was not taken comes again the next time.
    The version of the feed is noted after the last entry, unless one of them has to be tried again.

    Args:
        follow: read the page of each entry instead of the text in the feed.

    Raises:
        SourceError: the feed cannot be fetched.
    """
    page = fetcher.get_changed(url, Version(known.etag, known.modified))
    if page is None:
        return
    if is_list(page.content):
        raise SourceError(
            url, "a list of feeds (OPML), not a feed", "give an address that ends in .opml, or save it as a file"
        )
    read = set(known.read)
    there = []
    for number, entry in enumerate(entries(page_stream(page, url), url), 1):
        where = f"{url}, entry {number}"
        if isinstance(entry, SourceError):
            yield "", [entry]
            continue
        key = str(entry["id"] or entry["url"] or entry["title"] or where)
        there.append(key)
        if key not in read:
            yield key, list(_articles(entry, where, fetcher, follow=follow))
    here, read = set(there), set(known.read)
    known.read = [*(key for key in known.read if key not in here), *(key for key in there if key in read)][-REMEMBERED:]
    known.failed = {key: times for key, times in known.failed.items() if key in here}
    known.etag, known.modified = Version() if known.failed else page.version


def _articles(entry: dict[str, Any], where: str, fetcher: Fetcher, *, follow: bool) -> Iterator[ArticleOrError]:
    results = entry_articles(entry, fetcher) if follow and entry["url"] else [to_article(entry, where)]
    for result in results:
        yield mended(result) if isinstance(result, Article) else result
