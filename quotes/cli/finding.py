"""The commands that find quotations: extract and load."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import click

from quotes.cli.output import article_table, csv_lines, explains_errors, put, put_json, say
from quotes.cli.sources import Tally, extract_all, find_all, read_all, source_options
from quotes.models import Article


@click.command()
@source_options
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["jsonl", "table", "csv"]),
    default="jsonl",
    show_default=True,
    help="jsonl: an article a line; csv: a quotation a line; table: for people.",
)
@explains_errors
def extract(sources: tuple[str, ...], output_format: str, **options: Any) -> None:
    """Print the quotations of articles.

    SOURCE is a file, a folder, or - for standard input: plain text, HTML, JSON, JSON Lines, CSV, Parquet, WARC or a
    feed, also gzipped; with --fetch a web address, too.

    Example:

    \b
        quotes extract article.txt
        quotes extract articles/ --format table
        quotes extract news.csv --text-field words --id-field number > quotes.jsonl
    """
    tally = Tally()
    articles = extract_all(read_all(sources, options, tally), options, tally)
    if output_format == "table":
        for article in articles:
            article_table(article)
    else:
        lines = csv_lines(articles) if output_format == "csv" else (a.model_dump_json() for a in articles)
        for line in lines:
            put(line)
    sys.exit(tally.exit_status())


@click.command()
@click.argument("database", metavar="DB", type=click.Path())
@source_options
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON on stdout.")
@explains_errors
def load(database: str, sources: tuple[str, ...], as_json: bool, **options: Any) -> None:
    """Find quotations and save them in SQLite.

    Articles that are there already are passed over, so that the same command can be run again, after new
    articles came or after it was interrupted. An article that changed replaces what was there.

    Example:

    \b
        quotes load news.db articles/
        quotes load news.db news.jsonl.gz --min-confidence 0.5
    """
    tally = Tally()
    try:
        load_into(database, sources, options, tally)
    except KeyboardInterrupt:
        say(f"stopped; {_saved(tally)}. Run the same command again to go on.")
        sys.exit(130)
    _summarise(database, tally, as_json)
    sys.exit(tally.exit_status())


def load_into(database: str, sources: Iterable[str], options: dict[str, Any], tally: Tally) -> None:
    """Read, extract and save, one transaction an article."""
    from quotes import store
    from quotes.version import VERSION

    least = options["min_confidence"]
    version = f"{VERSION}, confidence >= {least}" if least else VERSION
    model = " with ".join(filter(None, (options["model"] or "default", options["weights"])))
    start = datetime.now(UTC)
    db = store.connect(database)
    is_known = partial(store.known, db, version=version, model=model)
    try:
        with _progress() as advance:
            todo = _unknown(read_all(sources, options, tally), is_known, tally, advance)
            for article, topics in find_all(todo, options, tally):
                if store.saved_since(db, article, start):
                    say(f"two articles have the id {article.id!r}; the last one is kept. See --id-field.")
                tally.saved[store.save(db, article, version=version, model=model, topics=topics)] += 1
                advance()
    finally:
        db.close()


def _unknown(
    articles: Iterable[Article],
    is_known: Callable[[Article], bool],
    tally: Tally,
    advance: Callable[[], None],
) -> Iterator[Article]:
    """The articles that are not in the database as they are now."""
    for article in articles:
        if is_known(article):
            tally.saved["unchanged"] += 1
            advance()
        else:
            yield article


@contextmanager
def _progress() -> Iterator[Callable[[], None]]:
    """A count, a rate and the time on stderr, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    text = TextColumn("{task.completed} articles, {task.fields[rate]}")
    console = Console(stderr=True)
    with Progress(SpinnerColumn(), text, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=None, rate="")

        def advance() -> None:
            progress.advance(task)
            speed = progress.tasks[0].speed
            progress.update(task, rate=f"{speed:.1f} a second" if speed else "")

        yield advance


def _summarise(database: str, tally: Tally, as_json: bool) -> None:
    from quotes import lookup

    db = lookup.connect(database)
    totals = lookup.totals(db)
    db.close()
    if as_json:
        run = {"articles": tally.articles, **tally.saved, "skipped": tally.skipped, "failed": tally.failed}
        put_json(run | {"database": totals})
        return
    read = _count(tally.articles, "article")
    say(f"{read} read: {_saved(tally)}; {tally.skipped} skipped, {tally.failed} failed")
    say(f"{database} now holds " + ", ".join(_count(count, name[:-1]) for name, count in totals.items()))


def _saved(tally: Tally) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in tally.saved.items())


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
