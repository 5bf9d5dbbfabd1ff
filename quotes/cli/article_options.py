"""Choose articles of the sources by --since, --where and --limit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import click

from quotes.models import Article

WHERE = ("id", "title", "source", "author", "url", "published", "language", "section")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class LeftOut:
    """How many articles each option left out, and how many of them --since left out because they have no date."""

    by: Counter[str] = field(default_factory=Counter)
    undated: int = 0

    def __str__(self) -> str:
        parts = [f"{count:,} by --{option}" for option, count in self.by.items()]
        undated = f" ({self.undated:,} of them without a date)" if self.undated else ""
        return f"{self.by.total():,} left out: " + ", ".join(parts) + undated


def choosing_options(command: Command) -> Command:
    """Add the options that choose articles to a command."""
    options: list[Callable[[Any], Any]] = [
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Take at most N articles."),
        click.option(
            "--since", metavar="DATE", callback=_since, help="Take articles from this day (2026-03-01) or month on."
        ),
        click.option(
            "--where",
            metavar="FIELD=VALUE",
            multiple=True,
            callback=_where,
            help="Take articles with this field, such as source='Cairn Courier'; may be repeated for other fields.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _since(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        if not DAY.fullmatch(value):
            raise ValueError
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a date; write 2026-03-01, 2026-03 or 2026") from None
    return value


def _where(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for value in values:
        name, equals, wanted = value.partition("=")
        if not equals:
            raise click.BadParameter(f"{value!r} has no '='; write FIELD=VALUE, such as source='Cairn Courier'")
        if name.strip() not in WHERE:
            raise click.BadParameter(f"an article has no field {name.strip()!r}; there are {', '.join(WHERE)}")
        pairs.append((name.strip(), _plain(wanted)))
    return tuple(pairs)


def choose(articles: Iterable[Article], options: dict[str, Any], left_out: LeftOut) -> Iterator[Article]:
    """Yield the articles that the options ask for, in order; nothing is read after the last of them.

    Args:
        options: `since`, `where` and `limit`, each of which may be missing.
        left_out: counts the articles that are left out.
    """
    since, where, limit = options.get("since"), options.get("where") or (), options.get("limit")
    taken = 0
    for article in articles:
        if since and (article.published or "")[: len(since)] < since:
            left_out.by["since"] += 1
            left_out.undated += not article.published
        elif any(_plain(getattr(article, name) or "") != wanted for name, wanted in where):
            left_out.by["where"] += 1
        else:
            yield article
            taken += 1
            if taken == limit:
                return


def _plain(value: str) -> str:
    """A text in one case, with single spaces."""
    return " ".join(value.casefold().split())
