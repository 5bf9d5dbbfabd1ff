"""The commands that maintain a database: backup and check."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import Any

import click

from quotes.cli.output import explains_errors, put_json, say
from quotes.store.open_read_only import explained


@click.command()
@click.argument("database", metavar="DB", type=click.Path())
@click.argument("to", metavar="TO", type=click.Path())
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="Keep the newest N copies in the folder TO.")
@explains_errors
def backup(database: str, to: str, keep: int | None) -> None:
    """Copy a database, even while it is served and loaded into.

    TO is a file, or a folder for a copy named by the time. The copy is one file with the state of one moment.
    It is read back before it replaces an older one.

    Example:

    \b
        quotes backup news.db copies/ --keep 14
        quotes backup news.db /media/disk/news.db
    """
    from quotes.store.backup import backup as copy

    made = copy(database, to, keep=keep)
    say(f"{made}: copied and read back, {made.stat().st_size / 1e6:,.1f} MB")


@click.command()
@click.argument("database", metavar="DB", type=click.Path())
@click.option("--repair", "mend", is_flag=True, help="Rebuild search indexes and stored counts that are wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print what is wrong as JSON on stdout.")
@explains_errors
def check(database: str, mend: bool, as_json: bool) -> None:
    """Check that a database is sound.

    The check covers the file, the references between tables, the search indexes, the stored counts, and whether
    corrections hold. It works even while the database is served and loaded into. The exit status is 1 if something
    is wrong and was not mended.

    Example:

    \b
        quotes check news.db
        quotes check news.db --repair
    """
    from quotes.store import check as checking

    with explained(database), closing(checking.connect(database)) as db:
        mended, left = checking.repair(db) if mend else ([], list(checking.problems(db)))
    if as_json:
        shown: dict[str, Any] = {
            name: [{"where": one.where, "what": one.what, "repairable": bool(one.repair)} for one in found]
            for name, found in (("mended", mended), ("wrong", left))
        }
        put_json(shown)
    else:
        for one in mended:
            say(f"{database}: {one.where}: {one.what}; mended")
        for one in left:
            advice = "mend it with --repair" if one.repair and not mend else "restore it from a copy"
            say(f"{database}: {one.where}: {one.what}; {advice}")
        if not left:
            say(f"{database} is sound")
    sys.exit(1 if left else 0)
