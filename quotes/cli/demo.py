"""The command that shows what quotes does on sample articles: demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from quotes.cli.extract import load_into
from quotes.cli.output import explains_errors, put, put_table, said_table
from quotes.cli.sources import FIELDS, Intake
from quotes.errors import SourceError
from quotes.models import Said
from quotes.store import lookup

SAMPLES = Path(__file__).parents[1] / "samples"


@click.command()
@click.argument("database", metavar="[DB]", required=False, type=click.Path())
@explains_errors
def demo(database: str | None) -> None:
    """Show who said what in sample articles.

    They are read, saved in a database, and looked up.

    DB is by default db/quotes.db if there is a folder db, and quotes.db otherwise.

    Example:

    \b
        quotes demo
    """
    if not SAMPLES.is_dir():
        raise SourceError(SAMPLES, "the sample articles are missing", "install quotes again")
    database = database or ("db/quotes.db" if Path("db").is_dir() else "quotes.db")
    options: dict[str, Any] = {f"{name}_field": None for name in FIELDS}
    tally = Intake()
    load_into(
        database,
        [str(SAMPLES)],
        options | {"input_format": None, "model": None, "min_confidence": 0.0, "weights": None},
        tally,
    )
    _show(database, tally)
    raise SystemExit(tally.exit_status())


def _show(database: str, tally: Intake) -> None:
    db = lookup.connect(database)
    totals = lookup.totals(db)
    put(f"Read {tally.articles} sample articles. {database} holds {totals['quotes']} quotations by")
    put(f"{totals['speakers']} speakers in {totals['articles']} articles.\n")
    said_table(lookup.newest(db, limit=totals["quotes"]))
    most = lookup.most_quoted(db, limit=5)
    put("\nQuoted most:")
    put_table(("Who", "Kind", "Quotations"), [(who.name, who.kind, str(who.quotes)) for who in most])
    if most:
        _try(f'quotes said-by {database} "{most[0].name}" --limit 3', lookup.said_by(db, most[0].name, limit=3))
    put(f"Browse it, and add articles of your own:  quotes serve {database} --open --root")
    db.close()


def _try(command: str, found: list[Said]) -> None:
    put(f"$ {command}")
    said_table(found)
