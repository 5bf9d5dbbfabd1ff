"""The command line: `quotes COMMAND`. Only this package prints: data to stdout, messages to stderr."""

from __future__ import annotations

import click

from quotes.cli import streams
from quotes.cli.cluster import collect, load_many
from quotes.cli.correcting import correct, export_gold
from quotes.cli.demo import demo
from quotes.cli.evaluate import bench, evaluate, fit
from quotes.cli.extract import extract, load
from quotes.cli.lookup import said_by, schema, serve, who_said
from quotes.cli.people import people
from quotes.cli.upkeep import backup, check
from quotes.cli.watch import watch


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsquotes", prog_name="quotes")
def cli() -> None:
    """Who said what in the news: find quotations, keep them in SQLite, look them up.

    Example:

    \b
        quotes load news.db articles/
        quotes said-by news.db "Zoë Lindqvist"
    """
    streams.open_all()


LOOKING = (said_by, who_said, serve, demo, schema)
COMMANDS = (
    *(extract, load, watch),
    *LOOKING,
    *(people, correct, backup, check),
    *(evaluate, fit, bench, export_gold),
    *(load_many, collect),
)
for command in COMMANDS:
    cli.add_command(command)
