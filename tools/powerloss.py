"""Lose power while articles are saved and corrected: `python -m tools.powerloss [--runs 200] [--synchronous full]`.

What a load and corrections write is recorded, and written again through a file system of SQLite that loses power at a
random moment: each half kilobyte that was not synced yet is kept or lost by chance. The database must then be sound and
in the state after one of its transactions; with `synchronous = full`, after the last one that was committed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

import apsw

from quotes.models import Article, Quote
from quotes.store import check, correct, open_to_write, save
from quotes.store.correct import By
from tools.crash import UnsoundError

SECTOR = 512  # bytes that a disk writes at once
ARTICLES = 8
SYNCHRONOUS = ("off", "normal", "full")
Statements = list[str]


TEMPORARY = "None"  # a file that SQLite made for itself, without a name


class PowerLossError(Exception):
    """The power is gone."""


class Disk:
    """The content of the disk that is safe, and what was written since, file by file."""

    def __init__(self, moment: int) -> None:
        self.moment = moment  # the number of the write or sync at which the power goes
        self.done = 0
        self.sure: dict[str, bytes] = {}
        self.since: dict[str, list[tuple[int, bytes | None]]] = {}

    def opened(self, name: str) -> None:
        path = Path(name)
        self.sure.setdefault(name, path.read_bytes() if path.exists() else b"")
        self.since.setdefault(name, [])

    def work(self) -> None:
        """Count a write or sync that is about to be done, and lose power if it is the last."""
        self.done += 1
        if self.done >= self.moment:
            raise PowerLossError

    def wrote(self, name: str, data: bytes, offset: int) -> None:
        for start in range(0, len(data), SECTOR):
            self.since[name].append((offset + start, bytes(data[start : start + SECTOR])))

    def cut(self, name: str, size: int) -> None:
        self.since[name].append((size, None))

    def synced(self, name: str) -> None:
        self.sure[name] = _written(self.sure[name], self.since[name])
        self.since[name] = []

    def leave(self, folder: Path, luck: random.Random) -> None:
        """The files after the loss of power: each piece that was not synced is kept by chance, in any order."""
        for name, sure in self.sure.items():
            if name == TEMPORARY:
                continue
            kept = [piece for piece in self.since[name] if luck.random() < 0.5]
            luck.shuffle(kept)
            (folder / Path(name).name).write_bytes(_written(sure, kept))


def _written(content: bytes, pieces: list[tuple[int, bytes | None]]) -> bytes:
    found = bytearray(content)
    for offset, data in pieces:
        if data is None:
            del found[offset:]
        else:
            found.extend(b"\0" * (offset - len(found)))
            found[offset : offset + len(data)] = data
    return bytes(found)


class FileSystem(apsw.VFS):  # type: ignore[misc]
    """SQLite's own file system, on a disk that may lose power."""

    def __init__(self, name: str, disk: Disk) -> None:
        self.disk = disk
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802 (so it is called)
        return File(name, flags, self.disk)


class File(apsw.VFSFile):  # type: ignore[misc]
    """A file on such a disk."""

    def __init__(self, name: Any, flags: list[int], disk: Disk) -> None:
        self.disk = disk
        self.name = name.filename() if hasattr(name, "filename") else str(name)
        disk.opened(self.name)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.work()
        super().xWrite(data, offset)
        self.disk.wrote(self.name, data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.work()
        super().xTruncate(size)
        self.disk.cut(self.name, size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.work()
        super().xSync(flags)
        self.disk.synced(self.name)


def article(number: int, words: str) -> Article:
    text = f"“{words},” said Ida Marlow. “Wait for number {number},” said Ib Moor of the harbour."
    why = {"kind": "direct", "speaker_kind": "person", "rule": "cue_right_after", "confidence": 0.9}
    second = text.index("Wait")
    spans = ([(1, 1 + len(words))], [(second, text.index(",” said Ib"))])
    said = [
        why | {"text": text[a:b], "spans": [(a, b)], "speaker": name}
        for (((a, b),), name) in zip(spans, ("Ida Marlow", "Ib Moor"), strict=True)
    ]
    quotes = tuple(Quote.model_validate(one) for one in said)
    return Article(id=f"a{number}", text=text, source="Tarn Post", published="2026-03-01", quotes=quotes)


def prepare(base: Path) -> None:
    """Make a database with some articles and a correction."""
    db = open_to_write.connect(base)
    for number in range(ARTICLES):
        save.save(db, article(number, "We sail"))
    correct.correct(db, 1, By("ida"), speaker="Mona Vester", new=True)
    open_to_write.checkpoint(db)
    db.close()


def record(base: Path, path: Path) -> Statements:
    """The statements that are run when articles are added, changed and corrected, in order."""
    shutil.copy(base, path)
    statements: Statements = []
    db = open_to_write.connect(path)
    db.conn.set_trace_callback(lambda sql: None if sql.startswith("--") else statements.append(sql))
    for number in range(ARTICLES * 2):
        save.save(db, article(number, "We sail at night" if number % 2 else "We stay"))
        if number % 3 == 0:
            quote = db.execute("select max(id) from quotes").fetchone()[0]
            correct.correct(db, quote, By("ida", "heard it"), speaker=f"Mona Vest{number}", new=True)
    db.conn.set_trace_callback(None)
    db.close()
    written = (sql for sql in statements if not sql.lower().lstrip().startswith(("select", "with", "pragma")))
    return [sql for sql, _ in groupby(written)]  # a statement with a trigger is reported once for each step


def digest(path: Path) -> str:
    """The digest of all rows without search indexes, whose layout depends on SQLite; they are checked apart."""
    with closing(sqlite3.connect(path)) as db:
        sql = "select name from sqlite_master where type = 'table' and name not like '%_fts%' order by 1"
        tables = [row[0] for row in db.execute(sql).fetchall()]
        rows = {table: sorted(map(repr, db.execute(f'select * from "{table}"'))) for table in tables}
        return hashlib.sha256(repr(rows).encode()).hexdigest()


def states(base: Path, statements: Statements, folder: Path) -> list[str]:
    """The digest after each transaction, and before the first."""
    path = folder / "whole.db"
    shutil.copy(base, path)
    found = [digest(path)]
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for sql in statements:
            db.execute(sql)
            if sql.lower().startswith("commit"):
                found.append(digest(path))
    return found


def lose(base: Path, statements: Statements, folder: Path, synchronous: str, disk: Disk) -> int:
    """Write until the power goes, and return how many transactions were committed."""
    path = folder / "it.db"
    shutil.copy(base, path)
    name = f"power{id(disk)}"
    system = FileSystem(name, disk)
    committed = 0
    db = apsw.Connection(str(path), vfs=name)
    try:
        for pragma in ("locking_mode = exclusive", "journal_mode = wal", "wal_autocheckpoint = 100"):
            db.execute(f"pragma {pragma}").fetchall()
        db.execute(f"pragma synchronous = {synchronous}").fetchall()
        for sql in statements:
            db.execute(sql).fetchall()
            committed += sql.lower().startswith("commit")
    except (PowerLossError, apsw.Error):
        pass
    disk.moment = sys.maxsize
    disk.leave(_emptied(folder / "after"), random.Random(disk.done))
    db.close()
    del system
    return committed


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def judge(folder: Path, known: list[str], committed: int) -> str:
    """The result: 'whole', 'lost' if committed transactions are missing, or 'damaged'."""
    after = folder / "after" / "it.db"
    try:
        with closing(sqlite3.connect(after, isolation_level=None)) as db:
            if list(check.problems(db)):
                return "damaged"
        found = digest(after)
    except sqlite3.DatabaseError:
        return "damaged"
    if found not in known:
        return "damaged"
    return "whole" if found in known[committed:] else "lost"


def runs(number: int, synchronous: str, seed: str = "1") -> Counter[str]:
    """Lose power so many times, and yield the results."""
    luck = random.Random(seed)
    outcome: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        base = folder / "base.db"
        prepare(base)
        statements = record(base, folder / "recorded.db")
        known = states(base, statements, folder)
        whole = Disk(sys.maxsize)
        if lose(base, statements, folder, synchronous, whole) != len(known) - 1:
            raise UnsoundError("the recorded statements cannot be run again")
        for _ in range(number):
            disk = Disk(luck.randint(1, whole.done))
            committed = lose(base, statements, folder, synchronous, disk)
            outcome[judge(folder, known, committed)] += 1
    return outcome


def lines(number: int, wanted: tuple[str, ...] = SYNCHRONOUS) -> Iterator[str]:
    for synchronous in wanted:
        outcome = runs(number, synchronous)
        told = ", ".join(f"{outcome[name]} {name}" for name in ("whole", "lost", "damaged"))
        yield f"synchronous = {synchronous}: {told}"


def main() -> None:
    """Lose power, and report the results."""
    parser = argparse.ArgumentParser(prog="python -m tools.powerloss", description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--synchronous", choices=SYNCHRONOUS, action="append")
    given = parser.parse_args()
    for line in lines(given.runs, tuple(given.synchronous or SYNCHRONOUS)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
