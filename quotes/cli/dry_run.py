"""What a load would do: the articles of its sources, their outlets and dates, and what would be left out."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotes.cli.output import put, put_json
from quotes.cli.sources import Intake, read_chosen
from quotes.models import Article

FIRST, OUTLETS, BEGINNING = 3, 15, 160  # articles that are shown; outlets; characters of a text


@dataclass
class Seen:
    """What was seen of the articles of a run.

    Attributes:
        outlets: how many articles each outlet has; '' where an article names none.
        days: the first and the last date of each outlet.
        notes: how many articles have each note on what was mended or is missing.
        again: how many have the id of an earlier article, which they would replace.
        there: how many are in the database already, unchanged.
    """

    articles: int = 0
    characters: int = 0
    outlets: Counter[str] = field(default_factory=Counter)
    days: dict[str, tuple[str, str]] = field(default_factory=dict)
    undated: int = 0
    foreign: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    again: int = 0
    there: int = 0
    first: list[Article] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def add(self, article: Article, *, there: bool) -> None:
        """Count an article."""
        outlet, day = article.source or "", (article.published or "")[:10]
        self.articles += 1
        self.characters += len(article.text)
        self.outlets[outlet] += 1
        self.undated += not day
        if day:
            low, high = self.days.get(outlet, (day, day))
            self.days[outlet] = min(low, day), max(high, day)
        self.notes.update(note.split(":")[0] for note in article.notes)
        self.again += article.id in self.ids
        self.ids.add(article.id)
        self.there += there
        if not _is_ours(article.language):
            self.foreign[str(article.language)] += 1
        if len(self.first) < FIRST:
            self.first.append(article)

    def span(self) -> tuple[str, str] | None:
        """The first and the last date of all outlets."""
        if not self.days:
            return None
        return min(low for low, _ in self.days.values()), max(high for _, high in self.days.values())


def sources_of(database: str, sources: Sequence[str]) -> tuple[str | None, list[str]]:
    """The database, if the first argument is one, and the sources of a dry run."""
    path = Path(database)
    is_database = path.is_file() and path.stat().st_size > 0 and _is_sqlite(path)
    if is_database or (sources and not path.exists() and "://" not in database):
        return (database if is_database else None), list(sources)
    return None, [database, *sources]


def _is_sqlite(path: Path) -> bool:
    """Ask SQLite whether a file is a database: to open it in any other way would drop the locks of a server here."""
    from quotes.store.open_read_only import read_only

    try:
        read_only(path).close()
    except sqlite3.Error as error:
        return "not a database" not in str(error)
    return True


def look(database: str | None, sources: Iterable[str], options: dict[str, Any], tally: Intake) -> Seen:
    """Read the sources as `load` would, without looking for quotations."""
    from quotes.store import lookup
    from quotes.store.save import content_hash

    held = dict(lookup.connect(database).execute("select key, content_hash from articles")) if database else {}
    seen = Seen()
    for article in read_chosen(sources, options | {"database": database}, tally):
        seen.add(article, there=held.get(article.id) == content_hash(article))
    return seen


def report(seen: Seen, database: str | None, tally: Intake, *, as_json: bool) -> None:
    """Print what was seen."""
    if as_json:
        put_json(_values(seen, tally))
        return
    for line in _lines(seen, database, tally):
        put(line)


def _values(seen: Seen, tally: Intake) -> dict[str, Any]:
    span = seen.span() or (None, None)
    outlets = [{"outlet": name or None, "articles": count} for name, count in seen.outlets.most_common()]
    left_out = {
        "unreadable": tally.skipped,
        **tally.left_out.by,
        "not_english": seen.foreign.total(),
        "same_id": seen.again,
    }
    return {
        "articles": seen.articles,
        "from": span[0],
        "to": span[1],
        "undated": seen.undated,
        "outlets": outlets,
        "mended": dict(seen.notes),
        "left_out": left_out,
        "already_there": seen.there,
        "first": [article.model_dump(exclude={"quotes"}) for article in seen.first],
    }


def _lines(seen: Seen, database: str | None, tally: Intake) -> Iterable[str]:
    named = sum(1 for name in seen.outlets if name)
    span = seen.span()
    dates = f", from {span[0]} to {span[1]}" if span and span[0] != span[1] else f", of {span[0]}" if span else ""
    undated = f" ({seen.undated:,} without a date)" if seen.undated else ""
    yield f"{_counted(seen.articles, 'article')} of {_counted(named, 'outlet')}{dates}{undated}"
    for name, count in seen.outlets.most_common(OUTLETS):
        yield f"  {count:>7,}  {name or '(no outlet named)'}" + _days(seen.days.get(name))
    if len(seen.outlets) > OUTLETS:
        yield f"  and {len(seen.outlets) - OUTLETS:,} more outlets"
    for note, count in seen.notes.most_common():
        yield f"In {_counted(count, 'article')}: {note}"
    yield from _left_out(seen, tally)
    if database:
        yield f"{seen.there:,} of them are in {database} already, unchanged"
    for number, article in enumerate(seen.first, 1):
        yield ""
        about = ", ".join(filter(None, (article.source, article.published, article.author)))
        yield f"{number}. {article.title or '(no headline)'}" + (f" ({about})" if about else "")
        text = " ".join(article.text.split())
        yield f"   {text[:BEGINNING]}" + ("…" if len(text) > BEGINNING else "")
    yield ""
    yield "Nothing was saved; leave out --dry-run to load."


def _days(days: tuple[str, str] | None) -> str:
    if days is None:
        return ""
    return f", {days[0]}" if days[0] == days[1] else f", {days[0]} to {days[1]}"


def _left_out(seen: Seen, tally: Intake) -> Iterable[str]:
    if tally.skipped:
        yield f"Left out: {_counted(tally.skipped, 'input')} that cannot be read, each named above"
    if tally.left_out.by:
        yield f"Left out: {tally.left_out}"
    for name, count in seen.foreign.most_common(5):
        yield f"Without quotations: {_counted(count, 'article')} in {name!r}, which is not English"
    if seen.again:
        yield f"{_counted(seen.again, 'article')} with the id of one before: the last of each is kept. See --id-field."


def _is_ours(language: str | None) -> bool:
    from quotes.errors import LexiconError
    from quotes.extraction.lexicon import load_lexicon

    try:
        load_lexicon(language)
    except LexiconError:
        return False
    return True


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
