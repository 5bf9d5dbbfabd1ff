"""Measure the figures of docs/scale.md, with articles of your own: `python -m tools.bench_scale SOURCE [QUOTES]`.

The articles of SOURCE are read, quotations are found in them, and they are written as a part, collected and loaded.
Then a database of invented quotations shows how saving and the joining of people depend on its size. Everything is in
CPU seconds of one process; other work on the machine makes even these larger, so run it on a quiet one.

It needs the extra `duckdb`, some hundreds of articles for stable figures, and about a minute.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from quotes.cluster import duck, parts
from quotes.cluster.collect import collect
from quotes.cluster.partition import cut
from quotes.cluster.recipe import Recipe
from quotes.extraction.engine import find_many
from quotes.extraction.parse.parser import load_pipeline
from quotes.read import read
from quotes.store import correct, open_to_write
from quotes.store import save as store
from tools.generate import generate

RECIPE = Recipe("", "default", "", "", 0.0, 200, "default")
MILLION = 1_000_000


def tell(name: str, value: float, unit: str) -> None:
    sys.stdout.write(f"{name:<58} {value:>12,.2f} {unit}\n")
    sys.stdout.flush()


def cost(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result of some work, and its CPU seconds."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def sizes(database: Path) -> tuple[int, int]:
    """Bytes of a database, and of its full-text indexes."""
    conn = sqlite3.connect(database)
    words = sum(conn.execute(f"select sum(length(block)) from {name}_fts_data").fetchone()[0] for name in INDEXED)
    (pages,) = conn.execute("select page_count * page_size from pragma_page_count, pragma_page_size").fetchone()
    conn.close()
    return pages, words


PARTS = 50
QUESTIONS = {
    "most quoted": "select speaker, count(*) from said group by 1 order by 2 desc limit 10",
    "one speaker's": "select text from said where speaker = 'Nobody'",
    "a word": "select text from said where text ilike '%ferry%'",
}
INDEXED = ("articles", "quotes", "speakers")


def measure(source: str, folder: Path) -> list[parts.Kept]:
    """Measure the cost of an article in reading, finding, writing a part and saving in SQLite."""
    articles, reading = cost(lambda: [article.model_copy(update={"quotes": ()}) for article in read(source)])
    count = len(articles)
    _, cutting = cost(lambda: list(cut(articles, source)))
    load_pipeline()
    list(find_many(articles[:8]))
    found, finding = cost(lambda: list(find_many(articles)))
    kept = [parts.Kept(item.article, tuple(item.topics), number) for number, item in enumerate(found, 1)]
    written, writing = cost(lambda: parts.write(folder / "it.parquet", kept, partition="it", recipe=RECIPE))
    _, saving = cost(lambda: save(folder / "saved.db", kept))
    collected, collecting = cost(lambda: collect(folder / "it.db", [str(folder / "it.parquet")], lambda _: None))
    _, again = cost(lambda: collect(folder / "it.db", [str(folder / "it.parquet")], lambda _: None))
    size, words = sizes(folder / "it.db")
    (names,) = sqlite3.connect(folder / "it.db").execute("select count(*) from names").fetchone()
    tell("articles", count, "")
    tell("words an article", sum(len(article.text.split()) for article in articles) / count, "")
    tell("bytes of text an article", sum(len(article.text.encode()) for article in articles) / count, "bytes")
    tell("quotations an article", sum(len(item.article.quotes) for item in found) / count, "")
    tell("mentions (a name in an article), an article", names / count, "")
    tell("reading, an article", reading / count * 1e3, "ms")
    tell("cutting into partitions, an article", cutting / count * 1e3, "ms")
    tell("finding, an article", finding / count * 1e3, "ms")
    tell("finding, articles a CPU second", count / finding, "")
    tell("writing a part, an article", writing / count * 1e3, "ms")
    tell("Parquet, an article", written.bytes / count, "bytes")
    tell("saving, an article", saving / count * 1e3, "ms")
    tell("collecting, an article", collecting / count * 1e3, "ms")
    tell("collecting, articles a CPU second", collected.saved["new"] / collecting, "")
    tell("collecting again, an article that is there", again / count * 1e3, "ms")
    tell("SQLite with its indexes, an article", size / count, "bytes")
    tell("of that full-text indexes", words / count, "bytes")
    return kept


def save(database: Path, kept: Iterable[parts.Kept]) -> None:
    db = open_to_write.connect(database)
    for item in kept:
        store.save(db, item.article, version="bench", model="default", topics=item.topics)
    db.close()


def measure_growth(quotes: int, kept: list[parts.Kept], folder: Path) -> None:
    """Measure saving into a large database, and joining everybody in it."""
    database = folder / "large.db"
    _, generating = cost(lambda: generate(str(database), quotes))
    size, words = sizes(database)
    tell("invented quotations", quotes, f"made in {generating:.0f} s")
    tell("SQLite, an invented quotation", size / quotes, "bytes")
    tell("of that full-text indexes", words / quotes, "bytes")
    _, saving = cost(lambda: save(database, kept))
    tell("saving into that, an article", saving / len(kept) * 1e3, "ms")
    db = open_to_write.connect(database)
    (names,) = db.execute("select count(*) from names").fetchone()
    (before, after), joining = cost(lambda: correct.rejoin(db))
    db.close()
    tell("mentions (a name in an article)", names, f"{before:,} people before, {after:,} after")
    tell("joining all of them again", joining, "s")
    tell("joining, a million mentions", joining / names * MILLION, "s")


def measure_views(kept: list[parts.Kept], folder: Path) -> None:
    """Measure queries in DuckDB over many parts of the same articles."""
    import duckdb

    for number in range(PARTS):
        parts.write(folder / f"part-{number}.parquet", kept, partition=str(number), recipe=RECIPE)
    files = [str(file) for file in sorted(folder.glob("part-*.parquet"))]
    duck.attach(folder / "it.duckdb", files, lambda _: None)
    conn = duckdb.connect(str(folder / "it.duckdb"), read_only=True)
    (rows,) = conn.execute("select count(*) from said").fetchone() or (0,)
    tell("quotations in parts under DuckDB", rows, f"in {PARTS} parts")
    for name, sql in QUESTIONS.items():
        _, asking = cost(lambda sql=sql: conn.execute(sql).fetchall())
        tell(f"DuckDB, {name}, a million quotations", asking / rows * MILLION, "s")
    conn.close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench_scale", description=__doc__)
    parser.add_argument("source", help="articles in any form that `quotes load` reads")
    parser.add_argument("quotes", type=int, nargs="?", default=100_000, help="invented quotations; 0 for none")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        kept = measure(given.source, Path(name))
        measure_views(kept, Path(name))
        if given.quotes:
            measure_growth(given.quotes, kept, Path(name))


if __name__ == "__main__":
    main()
