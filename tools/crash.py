"""Kill `quotes load` at random moments, and run it again: `python -m tools.crash [--kills 200] [--seed S]`.

The database has articles and corrections already; the load changes half of the articles and adds as many new ones.
After every kill the database must be sound, with each article in its old or its new state; when a load has run to its
end, all rows must equal those of an undisturbed load. The load is `quotes load` itself, in a process forked after the
model was loaded, so that every kill hits reading, finding or saving.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from quotes.store import check as checking
from quotes.store import correct as corrections
from quotes.store import open_to_write
from quotes.store.correct import By
from tools.mutate import SAMPLES

NAMES = ("Brandt", "Corbel", "Lindqvist", "Okafor", "Tarn", "Vikberg", "Achterberg", "Moor")
TABLES = {
    "articles": "key, title, outlet, author, url, published, language, section, length, notes, text, content_hash,"
    " quotes_hash, version, model",
    "corrections": "id, who, action, why, article, quote, speaker, other, before, after, undone",
} | dict.fromkeys(
    (
        *("speakers", "names", "quotes", "topics", "aliases", "blocks", "roles", "outlets", "offices", "fixed"),
        *("apart", "speaker_counts", "speaker_months", "outlet_counts"),
    ),
    "*",
)
Rows = dict[str, list[str]]


class UnsoundError(AssertionError):
    """The database lost something, or has something twice."""


def write_sources(folder: Path, articles: int) -> tuple[Path, Path]:
    """Write two JSON Lines files: articles, and the same with every second one changed and as many new ones."""
    from quotes.read import read

    samples = list(read(SAMPLES))
    before, after = folder / "before.jsonl", folder / "after.jsonl"

    def line(number: int, changed: bool) -> str:
        sample = samples[number % len(samples)]
        text = sample.text.replace("Marlow", NAMES[number % len(NAMES)])[: 1500 if changed else 1200]
        day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
        about = {"id": f"a{number}", "title": sample.title, "source": sample.source or "Tarn Post"}
        return json.dumps(about | {"published": day, "text": text}) + "\n"

    before.write_text("".join(line(number, False) for number in range(articles)), encoding="utf-8")
    after.write_text("".join(line(number, number % 2 == 0) for number in range(2 * articles)), encoding="utf-8")
    return before, after


def load(database: Path, source: Path) -> int:
    """Start `quotes load` in a process of its own, and return its id."""
    child = os.fork()
    if child:
        return child
    from quotes.cli import cli

    code = 1
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 2)
        os.dup2(silent, 1)
        cli(["load", str(database), str(source)], standalone_mode=False)
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def correct(database: Path) -> None:
    """Make a few corrections of every kind."""
    db, by = open_to_write.connect(database), By("ida", "read it")
    first, second, third = (row[0] for row in db.execute("select id from quotes order by id limit 3").fetchall())
    corrections.correct(db, first, by, speaker="Mona Vesterholt", new=True)
    corrections.not_a_quotation(db, second, by)
    corrections.correct(db, third, by, speaker=None)
    one, other, last = (row[0] for row in db.execute("select name from speakers where kind = 'person' limit 3"))
    corrections.rename(db, one, "Renata Holmgard", by)
    corrections.keep_apart(db, other, last, by)
    open_to_write.checkpoint(db)
    db.close()


def rows(database: Path) -> Rows:
    """All rows, table by table, without the times of saving."""
    with closing(sqlite3.connect(database)) as db:
        return {
            table: sorted(map(repr, db.execute(f"select {columns} from {table}"))) for table, columns in TABLES.items()
        }


def check(database: Path) -> None:
    """Check that the file is sound, and that its search indexes and stored counts agree with its rows.

    Raises:
        UnsoundError: says what is not.
    """
    with closing(checking.connect(database)) as db:
        if found := list(checking.problems(db)):
            raise UnsoundError("; ".join(f"{problem.where}: {problem.what}" for problem in found[:3]))


def articles(database: Path) -> dict[str, str]:
    """The state of each article by its key: the digest of its text, with all of its quotations and topics."""
    sql = """select key, content_hash, quotes_hash,
  (select json_group_array(json_array(key, text, spans, rule, confidence)) from
    (select * from quotes where article = articles.id order by start, key)),
  (select json_group_array(term) from (select term from topics where article = articles.id order by term))
  from articles"""
    with closing(sqlite3.connect(database)) as db:
        return {row[0]: repr(row[1:]) for row in db.execute(sql)}


def kill_loads(folder: Path, kills: int, *, number: int = 24, seed: str = "1") -> Iterator[str]:
    """Kill so many loads; after every load that ran to its end, yield a line with the number so far.

    Raises:
        UnsoundError: after which kill, what was lost.
    """
    from quotes.extraction.engine import find_many
    from quotes.read import read

    list(find_many(read(SAMPLES / "curly.txt")))  # loads the model before the forks
    luck = random.Random(seed)
    before, after = write_sources(folder, number)
    base, whole, path = folder / "base.db", folder / "whole.db", folder / "killed.db"
    _finish(load(base, before))
    correct(base)
    shutil.copy(base, whole)
    began = time.monotonic()
    _finish(load(whole, after))
    seconds = time.monotonic() - began
    check(whole)
    wanted, old, new = rows(whole), articles(base), articles(whole)
    done = 0
    while done < kills:
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        shutil.copy(base, path)
        here = 0
        while _killed(load(path, after), luck.uniform(0, seconds)):
            done, here = done + 1, here + 1
            _check_killed(path, old, new, done)
            if here > 12:
                _finish(load(path, after))
                break
        check(path)
        if differing := [table for table, found in rows(path).items() if found != wanted[table]]:
            raise UnsoundError(f"after {here} kills and a whole load these tables are not as undisturbed: {differing}")
        yield f"{done} kills; a load killed {here} times came to the same rows"


def _check_killed(path: Path, old: dict[str, str], new: dict[str, str], done: int) -> None:
    check(path)
    for key, found in articles(path).items():
        if found not in (old.get(key), new[key]):
            raise UnsoundError(f"after kill {done} article {key} is neither as it was nor as it becomes: {found}")


def _finish(child: int) -> None:
    _, status = os.waitpid(child, 0)
    if status:
        raise UnsoundError(f"a load that nobody killed ended with {os.waitstatus_to_exitcode(status)}")


def _killed(child: int, seconds: float) -> bool:
    """Kill a load after so many seconds; return False if it ended before."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            if status:
                raise UnsoundError(f"a load ended by itself with {os.waitstatus_to_exitcode(status)}")
            return False
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def main() -> None:
    """Kill loads, and report the result."""
    parser = argparse.ArgumentParser(prog="python -m tools.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--seed", default="1")
    given: Any = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in kill_loads(Path(folder), given.kills, number=given.articles, seed=given.seed):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    sys.stdout.write("nothing was lost\n")


if __name__ == "__main__":
    main()
