"""The commands about people: quotes people …."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quotes.cli.output import explains_errors, put, put_json, put_table, say
from quotes.store.open_read_only import connect, explained

if TYPE_CHECKING:
    from quotes.people.listing import JoinedName

Command = TypeVar("Command", bound=Callable[..., Any])
DB = click.argument("database", metavar="DB", type=click.Path())


def by_options(command: Command) -> Command:
    """Add the options for who corrects and why."""
    command = click.option("--why", metavar="TEXT", help="The reason, for those who read the correction.")(command)
    return click.option("--who", metavar="NAME", default=_user, help="Who makes the correction; default: you.")(command)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


@contextmanager
def writing(database: str) -> Iterator[Any]:
    """Open an existing database to correct it."""
    from quotes.store import open_to_write

    connect(database, older=True).close()
    db = open_to_write.connect(database, tell=say)
    try:
        yield db
    finally:
        db.close()


def done(database: str, number: int) -> None:
    say(f"correction {number}; take it back with: quotes people undo {database} {number}")


@click.group("people")
def people() -> None:
    """One person across articles: list, show, join, merge, split, rename.

    WHO is the number that `quotes people list` prints, or a full name.

    Example:

    \b
        quotes people list news.db Lindqvist
        quotes people merge news.db 12 15 --why "one minister"
    """


@people.command("list")
@DB
@click.argument("name", default="")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="At most N.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@explains_errors
def list_people(database: str, name: str, limit: int, as_json: bool) -> None:
    """List people and organisations, most quoted first."""
    from quotes.people import listing

    db = connect(database)
    with explained(database):
        found = listing.people(db, name, limit=limit)
    if as_json:
        put_json([one._asdict() for one in found])
        return
    if not found:
        say(f"{database}: nobody has the name {name!r}")
        return
    rows = [(str(one.id), one.name, one.role or "", one.kind, str(one.quotes), (one.last or "")[:10]) for one in found]
    put_table(("No.", "Who", "Role", "Kind", "Quotations", "Last"), rows)


@people.command()
@DB
@click.argument("who")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@explains_errors
def show(database: str, who: str, as_json: bool) -> None:
    """Show one person: names, roles with their days, where they are named and why."""
    from quotes.people import listing
    from quotes.people.corrections import log

    db = connect(database)
    with explained(database):
        number = log.find(db, who)
        person, places = listing.person(db, number), listing.places(db, number)
    if who.isdecimal() and int(who) != number:
        say(f"{who} is {person['name']} ({number}) now")
    if as_json:
        put_json(person | {"places": [place._asdict() for place in places]})
        return
    gender = f"{person['gender']} by {person['gender_by']}" if person["gender"] else None
    put(", ".join(filter(None, (f"{person['name']} ({number})", person["kind"], gender, person["wikidata"]))))
    if others := [name["name"] for name in person["names"] if name["name"] != person["name"]]:
        put("also: " + ", ".join(others))
    roles = [
        (one["role"], (one["first"] or "")[:10], (one["last"] or "")[:10])
        for one in [*person["offices"], *person["roles"]]
    ]
    put_table(("Role", "First", "Last"), roles)
    rows = [((p.published or "")[:10], p.outlet or "", p.article, p.name, p.role or "", _why(p)) for p in places]
    put_table(("When", "Where", "Article", "Named", "Role", "Joined by"), rows)


def _why(place: JoinedName) -> str:
    """'surname, 0.98'."""
    return f"{place.why}, {place.probability:.2f}" if place.probability is not None else place.why or ""


@people.command()
@DB
@click.argument("one", metavar="WHO")
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@by_options
@explains_errors
def merge(database: str, one: str, others: tuple[str, ...], who: str, why: str | None) -> None:
    """Say that OTHER is WHO: from now on all their names are one person's; several OTHERs are one correction.

    The fuller name stays (if they are equally full, the lower number), and the other number leads to it.
    """
    from quotes.people.corrections import log
    from quotes.store import correct

    with writing(database) as db:
        by = correct.By(who, why)
        number = correct.merge_all(db, one, others, by) if others[1:] else correct.merge(db, one, others[0], by)
        merged = log.read(db, "id = ? or part_of = ?", [number, number])
    for part in merged:
        gone = part.before["speaker"]["name"]
        say(f"{gone} ({part.other}) is {part.after['name']} ({part.speaker}) from now on")
    done(database, number)


@people.command()
@DB
@click.argument("name", default="")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="At most N groups.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@explains_errors
def duplicates(database: str, name: str, limit: int, as_json: bool) -> None:
    """List people who may be the same person, in groups.

    Each group names its most quoted person first, and the evidence for each other. Nothing is changed; to join
    them, use merge.

    Example:

    \b
        quotes people duplicates news.db Lindqvist
        quotes people merge news.db 12 15 31
    """
    from quotes.people.corrections.duplicates import asked, groups

    db = connect(database)
    with explained(database):
        found = groups(db, name)
    if as_json:
        shown = [
            {
                "main": one.main._asdict(),
                "others": [alike._asdict() | {"who": alike.who._asdict()} for alike in one.others],
            }
            for one in found[:limit]
        ]
        put_json(shown)
        return
    if not found:
        say(f"{database}: nobody may be somebody else" + (f" with the name {name!r}" if name else ""))
    for group in found[:limit]:
        main = group.main
        put(f"{asked(group)}" + (f" {main.role}" if main.role else ""))
        rows = [(str(one.who.id), one.who.name, str(one.who.quotes), one.told) for one in group.others]
        put_table(("No.", "Who", "Quotations", "Evidence"), rows)
        put(f"quotes people merge {database} {main.id} {' '.join(row[0] for row in rows)}\n")
    if len(found) > limit:
        say(f"{len(found) - limit} more groups; give a name or --limit")


@people.command()
@DB
@click.argument("whom", metavar="WHO")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Take what this article has of WHO.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="Take what has this name.")
@click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Take what this outlet has of WHO.")
@click.option("--role", "roles", multiple=True, metavar="WORDS", help="Take what has these words in its role.")
@click.option("--as", "new_name", metavar="NAME", help="The name of the new person.")
@by_options
@explains_errors
def split(database: str, whom: str, new_name: str | None, who: str, why: str | None, **which: Any) -> None:
    """Split WHO: give the rows that the options choose to a new person."""
    from quotes.people import listing
    from quotes.people.corrections import log
    from quotes.store import correct

    with writing(database) as db:
        number = log.find(db, whom)
        rows = listing.chosen(listing.places(db.conn, number), **which)
        done(database, correct.split(db, number, rows, correct.By(who, why), name=new_name))


@people.command()
@DB
@click.argument("whom", metavar="WHO")
@click.argument("name")
@by_options
@explains_errors
def rename(database: str, whom: str, name: str, who: str, why: str | None) -> None:
    """Show WHO under another NAME."""
    from quotes.store import correct

    with writing(database) as db:
        done(database, correct.rename(db, whom, name, correct.By(who, why)))


@people.command()
@DB
@click.argument("number", type=int)
@explains_errors
def undo(database: str, number: int) -> None:
    """Take a correction back."""
    from quotes.store import correct

    with writing(database) as db:
        correct.undo(db, number)
    say(f"correction {number} is undone")


@people.command("corrections")
@DB
@click.option("--undone", is_flag=True, help="Include corrections that were taken back.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@explains_errors
def list_corrections(database: str, undone: bool, as_json: bool) -> None:
    """List the corrections: who made them, when and why."""
    from quotes.people.corrections import log

    db = connect(database)
    with explained(database):
        found = log.read(db, "1" if undone else "undone is null")
    if as_json:
        put_json([one._asdict() for one in found])
        return
    rows = [(str(one.id), one.made[:16], one.who, one.action, log.summary(one), one.why or "") for one in found]
    put_table(("No.", "When", "By", "What", "Of", "Why"), rows)


@people.command()
@DB
@explains_errors
def join(database: str) -> None:
    """Join the names of all articles again, as if they had been loaded at once.

    `quotes load` joins each article with those before it; this also uses what only later articles tell.
    """
    from quotes.store import correct

    with writing(database) as db:
        before, after = correct.rejoin(db)
    say(f"{database}: {before:,} speakers became {after:,}" if before != after else f"{database}: {after:,} speakers")


@people.command("import")
@DB
@click.argument("file", metavar="FILE.csv", type=click.Path())
@explains_errors
def import_people(database: str, file: str) -> None:
    """Import known people from CSV.

    Columns: name, aliases (a; b), kind, gender, wikidata (Q42), role, start, end. Only name is needed; somebody with
    several roles has several rows. An invalid row is reported, and nothing is changed.
    """
    from quotes.store import correct

    with writing(database) as db:
        count = correct.import_people(db, file)
    say(f"{database} knows {count:,} people of {file}")
