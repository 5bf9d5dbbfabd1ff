"""Print results as JSON, CSV, and tables for people."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from quotes.cli.streams import TAKES_NO_MORE, give_up_output
from quotes.errors import QuotesError
from quotes.models import Article, Said, SpeakerCount
from quotes.store.spreadsheet import cells

Command = TypeVar("Command", bound=Callable[..., Any])
#: Characters that would control a terminal, or change the writing direction of what follows.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NAME_SHOWN = 200
CSV_FIELDS = ("text", "kind", "speaker", "speaker_kind", "role", "act", "reported_by", "rule", "confidence")


def explains_errors(command: Command) -> Command:
    """Turn an error of this package into one line on stderr and exit status 1."""

    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except QuotesError as error:
            raise click.ClickException(one_line(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            if error.errno in TAKES_NO_MORE and not error.filename:
                give_up_output()
                problem = f"the output cannot be written: {error.strerror}; make room, or write it elsewhere"
                raise click.ClickException(problem) from error
            if not error.filename:
                raise
            problem = f"{str(error.filename)[:NAME_SHOWN]}: cannot be used: {error.strerror}"
            raise click.ClickException(one_line(f"{problem}; check the name, its permissions and the disk")) from error

    return wrapped  # type: ignore[return-value]


def say(message: object) -> None:
    """Print a message for people to stderr."""
    click.echo(one_line(message), err=True)


def put(text: str) -> None:
    """Print data to stdout, in UTF-8 whatever the terminal's encoding."""
    click.echo(text.encode("utf-8", "backslashreplace"))


def one_line(message: object) -> str:
    return STEERING.sub("\ufffd", " ".join(str(message).split()))


def put_json(value: Any) -> None:
    put(json.dumps(value, ensure_ascii=False, indent=2))


def csv_lines(articles: Iterable[Article]) -> Iterable[str]:
    """One row per quotation, with its article's fields first."""
    about = ("id", "title", "source", "published", "url")
    yield _csv_line([f"article_{name}" if name == "id" else name for name in about] + list(CSV_FIELDS))
    for article in articles:
        first = [getattr(article, name) for name in about]
        for quote in article.quotes:
            yield _csv_line(first + [getattr(quote, name) for name in CSV_FIELDS])


def _csv_line(values: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells(values))
    return line.getvalue()


def article_table(article: Article) -> None:
    """Print one article's quotations: who, what and how sure."""
    rows = [
        (
            _who(quote.speaker, quote.role, quote.reported_by),
            quote.text,
            quote.kind,
            f"{quote.confidence:.2f}",
        )
        for quote in article.quotes
    ]
    title = " · ".join(part for part in (article.source, article.title or article.id) if part)
    put_table(("Who", "What", "Kind", "Sure"), rows, title=title)


def said_table(rows: Sequence[Said]) -> None:
    """Print quotations that were looked up: who, what, where and when; a report as it stands in the article."""
    from quotes.store.report import marked

    put_table(
        ("When", "Who", "What", "Where"),
        [
            (
                (said.published or "")[:10],
                _who(said.speaker, said.role, said.reported_by),
                said.wording if said.sentence else marked(said),
                said.outlet or said.title or "",
            )
            for said in rows
        ],
    )


def speakers_line(speakers: Sequence[SpeakerCount], most: int = 10) -> str:
    """'Zoë Lindqvist (person, 12), Lindqvist Brothers (organisation, 1) and 3 more'."""
    named = [f"{speaker.name} ({speaker.kind}, {speaker.quotes})" for speaker in speakers[:most]]
    return ", ".join(named) + (f" and {len(speakers) - most} more" if len(speakers) > most else "")


def put_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Print a table as wide as the terminal, without colour if NO_COLOR is set or stdout is not a terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title and Text(one_line(title)), title_justify="left", box=box.SIMPLE_HEAD, expand=True)
    for heading in headings:
        wide = heading == "What"
        table.add_column(heading, ratio=3 if wide else None, overflow="fold", max_width=None if wide else 30)
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 110, highlight=False).print(table)


def _who(speaker: str | None, role: str | None, reported_by: str | None) -> str:
    who = speaker or "–"
    who += f", {role}" if role else ""
    return who + (f" (via {reported_by})" if reported_by else "")
