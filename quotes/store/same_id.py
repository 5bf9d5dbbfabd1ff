"""Handle articles of one run that share an id: the last is kept, also when the same articles are read again."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from sqlite_utils import Database

from quotes.models import Article, Found, without_lone_surrogates
from quotes.store.save import content_hash, known, stored_hash

NAMED = 20  # ids that are named
GIVEN, THERE, HELD = "given", "there", "held"


class Item(NamedTuple):
    """An article to save, with what finds its quotes or has found them."""

    found: Found
    version: str
    model: str


def last_of_each_id(
    db: Database, items: Iterable[Item], *, passed_over: Callable[[], None], tell: Callable[[str], object]
) -> Iterator[Item]:
    """Yield what has to be saved, in such an order that the last article with an id is saved last.

    An article that would change a stored one is held back to the end, because the stored one may come later in the
    run. So a second run over the same articles changes nothing.

    Args:
        passed_over: is called for each article that is stored already, or that a later one replaces.
        tell: is called with a message if different articles have one id; for many ids, only with their number.
    """
    again: Counter[str] = Counter()
    with closing(_Run(db)) as run:
        for item in items:
            before, now = run.look(item)
            if before and before.content != now.content:
                again[item.found.article.id] += 1
                if again[item.found.article.id] == 1 and len(again) <= NAMED:
                    tell(f"two articles have the id {item.found.article.id!r}; the last one is kept. See --id-field.")
            if before and before.state == HELD:
                passed_over()
            if now.state == THERE or (before == now and now.state == GIVEN):
                passed_over()
            elif now.state == GIVEN:
                yield item
            run.keep(item, now)
        for item in run.held():
            yield item
    for shared, count in list(again.items())[:NAMED]:
        if count > 1:
            tell(f"the id {shared!r} came {count + 1:,} times with another article; the last one is kept")
    if len(again) > NAMED:
        tell(f"{len(again) - NAMED:,} more ids came with several articles, of which the last one is kept")


class _Seen(NamedTuple):
    state: str
    content: str


class _Run:
    """The articles that a run has seen, in a temporary database that goes to the disk once it is large."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("pragma journal_mode = off")
        self._seen.execute(
            "create table seen (key text primary key, state text, content text, held text, number integer)"
            " without rowid"
        )
        self._number = 0

    def look(self, item: Item) -> tuple[_Seen | None, _Seen]:
        """Decide what becomes of an article, by what the run has seen under its id."""
        article, content = item.found.article, content_hash(item.found.article)
        row = self._seen.execute("select state, content from seen where key = ?", [_key(article)]).fetchone()
        before = _Seen(*row) if row else None
        if before and before.state == GIVEN:
            return before, _Seen(GIVEN, content)
        stored = stored_hash(self._db, article)
        if stored is not None and stored != content:
            return before, _Seen(HELD, content)
        there = stored is not None and known(self._db, article, version=item.version, model=item.model)
        return before, _Seen(THERE if there else GIVEN, content)

    def keep(self, item: Item, now: _Seen) -> None:
        """Record what became of an article."""
        self._number += 1
        held = _written(item) if now.state == HELD else None
        sql = "insert or replace into seen (key, state, content, held, number) values (?, ?, ?, ?, ?)"
        self._seen.execute(sql, [_key(item.found.article), *now, held, self._number])

    def held(self) -> Iterator[Item]:
        """Yield the articles that were held back and not replaced, in their order."""
        keys = self._seen.execute("select key from seen where state = ? order by number", [HELD]).fetchall()
        for (key,) in keys:
            yield _read(self._seen.execute("select held from seen where key = ?", [key]).fetchone()[0])

    def close(self) -> None:
        self._seen.close()


def _key(article: Article) -> str:
    return without_lone_surrogates(article.id)


def _written(item: Item) -> str:
    article, topics = item.found
    return json.dumps([article.model_dump(), topics, item.version, item.model])


def _read(held: str) -> Item:
    article, topics, version, model = json.loads(held)
    return Item(Found(Article.model_validate(article), tuple(map(tuple, topics))), version, model)
