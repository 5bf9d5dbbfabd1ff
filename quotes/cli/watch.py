"""The command that monitors feeds: watch."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quotes.cli.extract import counted, how_found, uninterrupted
from quotes.cli.output import explains_errors, one_line, put, say
from quotes.cli.sources import Intake, fetcher_of, find_all, finding_options
from quotes.errors import QuotesError, SourceError
from quotes.models import Article, Found

if TYPE_CHECKING:
    from sqlite_utils import Database

    from quotes.read.web.fetch import Fetcher
    from quotes.read.web.watch import Memory

DURATION = re.compile(r"(?P<count>\d{1,5}) ?(?P<unit>s|m|min|h|d)")
UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
LEAST, USUAL = 60, 1800  # seconds between the beginnings of two rounds
SHOWN = 200  # characters of a quotation


def _seconds(context: click.Context, parameter: click.Parameter, value: str) -> int:
    """The seconds of a time such as 30m."""
    match = DURATION.fullmatch(value.strip())
    seconds = int(match["count"]) * UNITS[match["unit"]] if match else 0
    if seconds < LEAST:
        raise click.BadParameter(f"{value!r} is not a time of a minute or more; write 15m, 2h or 1d")
    return seconds


@click.command()
@click.argument("database", metavar="DB", type=click.Path())
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@click.option(
    "--every", metavar="TIME", callback=_seconds, default="30m", show_default=True, help="Time between two rounds."
)
@click.option("--once", is_flag=True, help="Make one round and exit, as for cron.")
@click.option("--fetch-entries", is_flag=True, help="Fetch the page of each new entry, not only the text in the feed.")
@finding_options
@explains_errors
def watch(database: str, feeds: tuple[str, ...], every: int, once: bool, **options: Any) -> None:
    """Poll feeds and load what is new.

    FEED is the address of a feed (RSS, Atom), or a list of feeds (OPML), as a file or an address. What was
    read is noted beside the database, in DB-watch.json, so that a restarted watch goes on where it was. It ends
    with Ctrl-C or SIGTERM, after the article that it is saving. Needs the extra `web`.

    Example:

    \b
        quotes watch news.db https://www.example.com/rss.xml --every 30m
        quotes watch news.db feeds.opml --fetch-entries --every 2h
    """
    fetcher = fetcher_of({"fetch": True})
    assert fetcher is not None
    tally = Intake()
    with ended_by_signals():
        try:
            rounds(database, feeds, options, tally, fetcher, once=once, every=every)
        except KeyboardInterrupt:
            say(f"stopped; {tally.saved['new']:,} new and {tally.saved['changed']:,} changed articles saved")
    if once:
        sys.exit(tally.exit_status())


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let SIGTERM end work as Ctrl-C does, within this context."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def rounds(
    database: str,
    sources: Sequence[str],
    options: dict[str, Any],
    tally: Intake,
    fetcher: Fetcher,
    *,
    once: bool = False,
    every: float = USUAL,
    sleep: Callable[[float], object] = time.sleep,
) -> None:
    """Poll the feeds again and again; what goes wrong in a round is reported, and the next round follows all the same.

    Args:
        every: seconds from the beginning of a round to that of the next.
        sleep: waits for so many seconds.
    """
    from quotes.read.web.watch import Memory

    memory = Memory(Path(f"{database}-watch.json"))
    while True:
        began = time.monotonic()
        try:
            _round(database, sources, options, tally, fetcher, memory)
        except (QuotesError, OSError) as error:
            tally.fail(error if isinstance(error, SourceError) else SourceError(database, str(error)))
        if once:
            return
        sleep(max(0.0, began + every - time.monotonic()))
        fetcher.try_again()


def _round(
    database: str, sources: Sequence[str], options: dict[str, Any], tally: Intake, fetcher: Fetcher, memory: Memory
) -> None:
    from quotes.read.web.watch import feeds_of
    from quotes.store import open_to_write, save

    db = open_to_write.connect(database, tell=say)
    new, quotations, count = tally.saved["new"], 0, 0
    try:
        for feed in feeds_of(sources, fetcher):
            count += 1
            if isinstance(feed, SourceError):
                tally.skip(feed)
                continue
            try:
                quotations += _feed(db, feed, options, tally, fetcher, memory)
            except SourceError as error:
                tally.skip(error)
            finally:
                memory.save()
        with uninterrupted():
            save.settle(db)
    finally:
        db.close()
    found = f"{counted(tally.saved['new'] - new, 'new article')} with {counted(quotations, 'quotation')}"
    put(f"{_now()} {counted(count, 'feed')}: {found}")


def _feed(db: Database, feed: str, options: dict[str, Any], tally: Intake, fetcher: Fetcher, memory: Memory) -> int:
    """Load what is new in a feed, and return the number of new quotations."""
    from quotes.read.web.watch import news

    known = memory.of(feed)
    quotations = 0
    for key, results in news(feed, known, fetcher, follow=options["fetch_entries"]):
        articles = [result for result in results if isinstance(result, Article)]
        for result in results:
            if isinstance(result, SourceError):
                tally.skip(result)
        quotations += _save(db, articles, options, tally)
        if key:
            known.took(key, well=bool(articles))
    return quotations


def _save(db: Database, articles: Sequence[Article], options: dict[str, Any], tally: Intake) -> int:
    """Find the quotations of new articles, save and print them, and return how many there are."""
    from quotes.extraction.rules_version import VERSION
    from quotes.store import save

    version, model = how_found(options, VERSION)
    tally.articles += len(articles)
    todo = [article for article in articles if not save.known(db, article, version=version, model=model)]
    tally.saved["unchanged"] += len(articles) - len(todo)
    quotations = 0
    for found in find_all(todo, options | {"processes": 1}, tally):
        with uninterrupted():
            outcome = save.save(db, found.article, version=version, model=model, topics=found.topics)
            tally.saved[outcome] += 1
        if outcome != "unchanged":
            quotations += len(found.article.quotes)
            _tell(found, outcome)
    return quotations


def _tell(found: Found, outcome: str) -> None:
    article = found.article
    about = ", ".join(filter(None, (article.source, article.published)))
    put(one_line(f"{_now()} {outcome}: {article.title or article.id}" + (f" ({about})" if about else "")))
    for quote in article.quotes:
        text = quote.text if len(quote.text) <= SHOWN else f"{quote.text[:SHOWN]}…"
        put("  " + one_line(f"{quote.speaker or '?'}: {text}"))


def _now() -> str:
    return datetime.now().strftime("%Y-%m-%d %H:%M")
