"""The commands about single quotations: quotes correct, and quotes export-gold, which writes what was corrected."""

from __future__ import annotations

import json
import shlex
from typing import Any

import click

from quotes.cli.output import explains_errors, one_line, put, say
from quotes.cli.people import DB, by_options, done, writing
from quotes.store.open_read_only import connect, explained


@click.command()
@DB
@click.argument("quote", type=int)
@click.option("--speaker", metavar="WHO", help="Number or full name of who said it.")
@click.option("--speaker-id", metavar="N", type=click.IntRange(0), help="Number of who said it.")
@click.option("--nobody", is_flag=True, help="The article does not say who said it.")
@click.option("--not-a-quotation", "none", is_flag=True, help="It is not a quotation.")
@click.option("--new", is_flag=True, help="The name after --speaker is of somebody who is not in the database yet.")
@click.option("--kind", type=click.Choice(["person", "organisation"]), default="person", help="What somebody new is.")
@by_options
@explains_errors
def correct(database: str, quote: int, who: str, why: str | None, new: bool, kind: str, **said: Any) -> None:
    """Correct one quotation; the correction stays when articles are extracted again.

    QUOTE is the id that `quotes said-by --json` prints. If the name can mean several people, or nobody,
    nothing is changed: the people it can mean are printed, with the option for each.

    Example:

    \b
        quotes correct news.db 31 --speaker "Zoë Lindqvist" --why "see the next sentence"
        quotes correct news.db 32 --speaker "Vera Lund" --new
        quotes correct news.db 33 --not-a-quotation
    """
    from quotes.store import correct as corrections

    if sum(value not in (None, False) for value in said.values()) != 1:
        raise click.UsageError("give one of --speaker WHO, --speaker-id N, --nobody and --not-a-quotation")
    if new and said["speaker"] is None:
        raise click.UsageError("--new needs the name of somebody new: --speaker NAME --new")
    by = corrections.By(who, why)
    with writing(database) as db:
        if said["none"]:
            done(database, corrections.not_a_quotation(db, quote, by))
            return
        speaker = said["speaker"] if said["speaker_id"] is None else said["speaker_id"]
        try:
            done(database, corrections.correct(db, quote, by, speaker=speaker, kind=kind, new=new))
        except corrections.UnclearError as error:
            _say_whom(error)
            raise click.exceptions.Exit(1) from error


def _say_whom(error: Any) -> None:
    """The people a name can mean, each with the option that chooses them."""
    from quotes.people.meant import told

    say(f"Error: {error.problem}; nothing was changed. Say who is meant:")
    options = [(f"--speaker-id {one.who.id}", told(one)) for one in error.found.several]
    options.append((f"--speaker {shlex.quote(error.name)} --new", "somebody new"))
    width = max(len(option) for option, _ in options)
    for option, whom in options:
        click.echo(f"  {one_line(option):{width}}  {one_line(whom)}", err=True)


@click.command("export-gold")
@DB
@explains_errors
def export_gold(database: str) -> None:
    """Print corrected articles as gold, one article on each line.

    Every quotation of an article with a correction counts as checked: correct all that is wrong in it first.

    Example:

    \b
        quotes export-gold news.db > gold.jsonl
        quotes evaluate gold.jsonl
    """
    from quotes.people.corrections.gold import gold

    db = connect(database)
    with explained(database):
        for article in gold(db):
            put(json.dumps(article, ensure_ascii=False))
