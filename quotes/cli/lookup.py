"""The commands that look things up, without loading spaCy: said-by, who-said, serve and schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from quotes.cli.output import explains_errors, put_json, said_table, say, speakers_line
from quotes.models import Article, Said
from quotes.store import lookup
from quotes.store.open_read_only import explained

Command = TypeVar("Command", bound=Callable[..., Any])
DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?)?")


def _day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value and not DAY.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a day; write it as 2026-03-01 (or 2026-03, or 2026)")
    return value


def _lookup_options(command: Command) -> Command:
    options: list[Callable[[Any], Any]] = [
        click.option("--since", metavar="DAY", callback=_day, help="Published on this day (2026-03-01) or later."),
        click.option("--until", metavar="DAY", callback=_day, help="Published on this day or earlier."),
        click.option("--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="At most N."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command("said-by")
@click.argument("database", metavar="DB", type=click.Path())
@click.argument("name")
@_lookup_options
@explains_errors
def said_by(database: str, name: str, as_json: bool, **options: Any) -> None:
    """Print what somebody said, newest first.

    NAME is a person's or an organisation's full name or a surname; case and accents do not matter.

    Example:

    \b
        quotes said-by news.db Lindqvist
        quotes said-by news.db "Zoë Lindqvist" --since 2026-03-01 --json
    """
    db = lookup.connect(database)
    with explained(database):
        speakers = lookup.speakers_named(db, name)
        if not speakers:
            say(f"{database}: nobody with the name {name!r} is quoted")
        elif len(speakers) > 1:
            say(f"{len(speakers)} speakers have the name {name!r}: {speakers_line(speakers)}")
        _show(lookup.said_by(db, name, **options), as_json)


@click.command("who-said")
@click.argument("database", metavar="DB", type=click.Path())
@click.argument("words")
@_lookup_options
@explains_errors
def who_said(database: str, words: str, as_json: bool, **options: Any) -> None:
    """Print who said these words, newest first.

    A quotation must contain all of them. Words in double quotation marks must follow each other.

    Example:

    \b
        quotes who-said news.db "bridge ferry"
        quotes who-said news.db '"the old bridge"' --limit 5
    """
    db = lookup.connect(database)
    with explained(database):
        found = lookup.who_said(db, words, **options)
        if not found:
            say(f"{database}: no quotation contains the words {words!r}")
        _show(found, as_json)


def _show(found: list[Said], as_json: bool) -> None:
    if as_json:
        put_json([said.model_dump() for said in found])
    elif found:
        said_table(found)


@click.command()
@click.argument("database", metavar="DB", type=click.Path())
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port to listen on; 0 for any free port.",
)
@click.option("--root", is_flag=True, help="Print an address that signs you in to review; it works once.")
@click.option("--no-sql", is_flag=True, help="Do not let visitors write SQL, for a public server.")
@click.option(
    "--host-name",
    "names",
    metavar="NAME",
    multiple=True,
    help="A name under which the server is reached, such as that of a proxy in front of it; may be repeated.",
)
@click.option("--open-extract", is_flag=True, help="Let anybody find quotations in a text, a few times a minute.")
@click.option("--open-reports", is_flag=True, help="Let readers report errors to reviewers, a few times an hour.")
@click.option("--cors", is_flag=True, help="Let pages of other sites read the API.")
@click.option("--open", "open_browser", is_flag=True, help="Open a web browser.")
@explains_errors
def serve(database: str, host: str, port: int, root: bool, no_sql: bool, open_browser: bool, **options: Any) -> None:
    """Browse a database in Datasette, until Ctrl-C.

    It answers requests for IP addresses, localhost and the names of this machine; --host-name adds others.

    Example:

    \b
        quotes serve news.db --open
    """
    from quotes.web import hosts
    from quotes.web.serve import listen, make_datasette, run

    datasette = make_datasette(
        database,
        sql=not no_sql,
        cors=options["cors"],
        open_extract=options["open_extract"],
        open_reports=options["open_reports"],
        tell=say,
    )
    listening = listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"{database} is at {address} (Ctrl-C to stop)")
    first = f"{address}-/auth-token?token={datasette._root_token}" if root else address
    if root:
        say(f"to review and to add articles, sign in at {first}")
    if open_browser:
        click.launch(first)
    try:
        run(datasette, listening, hosts.ours(host, options["names"]))
    except KeyboardInterrupt:
        say("stopped")


@click.command()
@explains_errors
def schema() -> None:
    """Print the JSON Schema of an article.

    It describes each line that `quotes extract` prints.

    Example:

    \b
        quotes schema > article.schema.json
    """
    put_json(Article.model_json_schema())
