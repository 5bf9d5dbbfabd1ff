"""The commands that find quotations: extract and load."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from quotes.cli.output import article_table, csv_lines, explains_errors, put, put_json, say
from quotes.cli.progress import progress
from quotes.cli.sources import Intake, extract_all, find_all, read_chosen, reading_options, source_options
from quotes.models import Article, Found

if TYPE_CHECKING:
    from quotes.read import Meter


@click.command()
@source_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["jsonl", "table", "csv"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one article on each line; csv: one quotation on each line; table: for people.",
)
@explains_errors
def extract(sources: tuple[str, ...], output_format: str, **options: Any) -> None:
    """Print the quotations of articles.

    SOURCE is a file, a folder, or - for standard input: text, Markdown, HTML, MHTML, web archives of Safari, JSON,
    JSON Lines, CSV, XLSX, Parquet, DOCX, ODT, RTF, EPUB, PDF, an export of LexisNexis, Nexis Uni, Factiva or ProQuest,
    NewsML, NITF, records of debates, mail (EML, mbox), subtitles (SRT, WebVTT), WARC or a feed, also gzipped or in a
    ZIP or TAR file; with --fetch a web address, too.

    Example:

    \b
        quotes extract article.txt
        quotes extract articles/ --format table
        quotes extract news.csv --text-field words --id-field number > quotes.jsonl
        quotes extract news.jsonl --since 2026-03 --where source="Cairn Courier" --limit 100
    """
    tally = Intake()
    try:
        with closing(extract_all(read_chosen(sources, options, tally), options, tally)) as articles:
            _print(articles, output_format)
    except KeyboardInterrupt:
        say("stopped; every line printed is complete. --limit N stops after N articles.")
        sys.exit(INTERRUPTED)
    _say_left_out(tally)
    sys.exit(tally.exit_status())


INTERRUPTED = 130  # the exit status that shells expect after Ctrl-C


def _print(articles: Iterable[Article], output_format: str) -> None:
    if output_format == "table":
        for article in articles:
            article_table(article)
        return
    lines = csv_lines(articles) if output_format == "csv" else (a.model_dump_json() for a in articles)
    for line in lines:
        put(line)


def _say_left_out(tally: Intake) -> None:
    if tally.left_out.by:
        say(tally.left_out)


@click.command()
@click.argument("database", metavar="DB", type=click.Path())
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@reading_options
@click.option("--dry-run", is_flag=True, help="Only show what would be loaded, and what not; DB may be omitted.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON on stdout.")
@explains_errors
def load(database: str, sources: tuple[str, ...], dry_run: bool, as_json: bool, **options: Any) -> None:
    """Find quotations and save them in SQLite.

    Articles that are there already are passed over, so the same command can be run again when there are new
    articles or after it was interrupted. An article that changed replaces what was there.

    Example:

    \b
        quotes load news.db articles/
        quotes load news.db news.jsonl.gz --min-confidence 0.5
        quotes load news.db archive/ --since 2026-03-01 --processes 4
        quotes load --dry-run export.docx
    """
    tally = Intake()
    if dry_run:
        _only_look(database, sources, as_json, options, tally)
        return
    if not sources:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    try:
        load_into(database, sources, options, tally)
    except KeyboardInterrupt:
        say(f"stopped; {_saved(tally)}. Run the same command again to go on.")
        sys.exit(INTERRUPTED)
    _summarise(database, tally, as_json)
    sys.exit(tally.exit_status())


def _only_look(database: str, sources: Sequence[str], as_json: bool, options: dict[str, Any], tally: Intake) -> None:
    """Show what a load would do."""
    from quotes.cli import dry_run

    there, named = dry_run.sources_of(database, sources)
    try:
        seen = dry_run.look(there, named, options, tally)
    except KeyboardInterrupt:
        say("stopped; nothing was saved. --limit N stops after N articles.")
        sys.exit(INTERRUPTED)
    dry_run.report(seen, there, tally, as_json=as_json)
    sys.exit(tally.exit_status())


def load_into(database: str, sources: Sequence[str], options: dict[str, Any], tally: Intake) -> None:
    """Read, extract and save, with one transaction for each article."""
    from quotes.extraction.rules_version import VERSION
    from quotes.extraction.weights import load_weights
    from quotes.read import measured
    from quotes.store import open_to_write, same_id, save

    if weights := options["weights"]:
        load_weights("en", weights)  # raises before a database is made, if they are invalid
    version, model = how_found(options, VERSION)
    options = options | {"database": database}
    db = open_to_write.connect(database, tell=say)
    meter = None if options.get("limit") else measured(sources, links=options.get("follow_links", False))
    try:
        with progress(lambda: _share(options, tally, meter)) as advance:

            def passed_over() -> None:
                tally.saved["unchanged"] += 1
                advance()

            chosen = read_chosen(sources, options, tally, meter)
            items = (same_id.Item(Found(article, ()), version, model) for article in chosen)
            todo = same_id.last_of_each_id(db, items, passed_over=passed_over, tell=say)
            with closing(find_all((item.found.article for item in todo), options, tally)) as results:
                for article, topics in results:
                    with uninterrupted():
                        tally.saved[save.save(db, article, version=version, model=model, topics=topics)] += 1
                    advance()
        with uninterrupted():
            save.settle(db)
    finally:
        db.close()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C, and SIGTERM if we handle it, within this context, so that what is saved is also counted."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    handlers = {number: handler for number, handler in handlers.items() if callable(handler)}
    if current_thread() is not main_thread() or not handlers:
        yield
        return
    came: list[tuple[int, FrameType | None]] = []
    for number in handlers:
        signal.signal(number, lambda number, frame: came.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if came:
        handler = handlers[signal.Signals(came[0][0])]
        assert callable(handler)
        handler(*came[0])


def how_found(options: dict[str, Any], version: str) -> tuple[str, str]:
    """The version and model that are saved with an article; if either changes, the article is analysed again."""
    least, weights = options["min_confidence"], options["weights"]
    if weights and Path(weights).is_file():
        weights += " " + sha256(Path(weights).read_bytes()).hexdigest()[:12]
    model = " with ".join(filter(None, (options["model"] or "default", weights)))
    return f"{version}, confidence >= {least}" if least else version, model


def _share(options: dict[str, Any], tally: Intake, meter: Meter | None) -> float | None:
    """The share of the work that is done, by articles asked for or by bytes to read; None if it is unknown."""
    if limit := options.get("limit"):
        return float((sum(tally.saved.values()) + tally.failed) / limit)
    return meter.share if meter else None


def _summarise(database: str, tally: Intake, as_json: bool) -> None:
    from quotes.store import lookup

    db = lookup.connect(database)
    totals = lookup.totals(db)
    db.close()
    if as_json:
        run = {"articles": tally.articles, **tally.saved, "skipped": tally.skipped, "failed": tally.failed}
        run |= {"left_out": tally.left_out.by.total()} if tally.left_out.by else {}
        put_json(run | {"database": totals})
        return
    read = counted(tally.articles, "article")
    say(f"{read} read: {_saved(tally)}; {tally.skipped} skipped, {tally.failed} failed")
    _say_left_out(tally)
    say(f"{database} now holds " + ", ".join(counted(count, name[:-1]) for name, count in totals.items()))


def _saved(tally: Intake) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in tally.saved.items())


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
