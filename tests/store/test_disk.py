"""Disks and locks: full, read-only, taken. What is refused is said in a line, and no article is there by half."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from quotes.errors import StoreError
from quotes.store import check as checking
from quotes.store import lookup, open_read_only, open_to_write, save
from quotes.web.serve import make_datasette
from tests.source_tree import ROOT
from tests.store.bridge import article, quote
from tools.crash import check
from tools.versions import LATEST, old_database

NOBODY = 65534
PER_ARTICLE = 20


def save_many(path: Path, count: int = 400, name: str = "new") -> None:
    """So many articles of twenty quotations each."""
    db = open_to_write.connect(path)
    for number in range(count):
        words = [quote(f"word {place} of {name} {number}", speaker=f"Ida {name}") for place in range(PER_ARTICLE)]
        save.save(db, article(*words, id=f"{name}{number}"))
    db.close()


def told(task: Callable[[], object]) -> str:
    """The result of a task in a process of its own: the message of its `StoreError`, or 'done'."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        message = "something else"
        try:
            task()
            message = "done"
        except StoreError as error:
            message = str(error)
        except BaseException as error:
            message = f"{type(error).__name__}: {error}"
        finally:
            os.write(writing, message.encode())
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as said:
        return said.read()


def whole(path: Path) -> int:
    """How many articles there are; the database is sound and each has all of its quotations."""
    check(path)
    with closing(sqlite3.connect(path)) as db:
        sql = "select count(*) from quotes where speaker_name like 'Ida new%' group by article"
        counts = [row[0] for row in db.execute(sql)]
    assert set(counts) <= {PER_ARTICLE}
    return len(counts)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others may enter, unlike those of pytest."""
    made = Path(tempfile.mkdtemp(prefix="quotes-test-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def as_nobody(task: Callable[[], object]) -> Callable[[], object]:
    """The task without the rights of root, who may write everywhere."""

    def without() -> object:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        return task()

    return without


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    path = old_database(tmp_path / "it.db", LATEST)

    def task() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        save_many(path)

    message = told(task)
    assert str(path) in message and ("could not be read or written" in message or "disk is full" in message)
    before = whole(path)
    assert 0 < before < 400
    save_many(path, 40)
    assert whole(path) >= 40


def test_a_full_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        path = old_database(disk / "it.db", LATEST)
        assert "the disk is full; make room and run the same command again" in told(lambda: save_many(path))
        shutil.copytree(disk, tmp_path / "copy")
        assert 0 < whole(tmp_path / "copy" / "it.db") < 400
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize(
    ("mode", "of_folder", "message"),
    [
        (0o444, 0o755, "read-only|may be read and written"),
        (0o444, 0o555, "read-only|may be read and written"),
        (0o000, 0o755, "cannot be read|may be read and written"),
    ],
)
def test_without_permission(folder: Path, mode: int, of_folder: int, message: str) -> None:
    path = old_database(folder / "it.db", LATEST)
    before = path.read_bytes()
    path.chmod(mode)
    folder.chmod(of_folder)
    said = told(as_nobody(lambda: save_many(path)))
    assert str(path) in said and any(part in said for part in message.split("|")), said
    assert path.read_bytes() == before


def test_what_may_only_be_read_is_read(folder: Path) -> None:
    path = old_database(folder / "it.db", LATEST)
    path.chmod(0o444)
    folder.chmod(0o555)

    def task() -> None:
        with closing(lookup.connect(path)) as db:
            assert lookup.said_by(db, "Moor")

    assert told(as_nobody(task)) == "done"


def after_a_load(path: Path) -> Path:
    """As a load leaves it: with a write-ahead log as its way of writing, and no log there."""
    old_database(path, LATEST)
    save_many(path, 3)
    assert path.read_bytes()[18:20] == b"\x02\x02" and not path.with_name(f"{path.name}-wal").exists()
    return path


def look_at_pages(path: Path) -> list[object]:
    """Serve it, request some pages, and return the messages."""
    heard: list[object] = []
    datasette = make_datasette(path, tell=heard.append)
    for page in ("/", "/-/quotes?words=the", "/quotes/quotes.json"):
        assert asyncio.run(datasette.client.get(page)).status_code == 200
    return heard


@pytest.mark.parametrize("mode", [0o444, 0o644])
def test_in_a_folder_one_may_not_write_to_what_a_load_left_is_read_and_served(
    folder: Path, tmp_path: Path, mode: int
) -> None:
    path = after_a_load(folder / "it.db")
    path.chmod(mode)
    folder.chmod(0o555)

    def task() -> None:
        with closing(lookup.connect(path)) as db:
            assert lookup.said_by(db, "Moor")
        with closing(checking.connect(path)) as db:
            assert list(checking.problems(db)) == []
        look_at_pages(path)

    look_at_pages(after_a_load(tmp_path / "other.db"))  # imports what nobody may read
    assert told(as_nobody(task)) == "done"


def test_on_a_full_disk_what_is_there_is_read_and_served(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        path = after_a_load(disk / "it.db")
        with suppress(OSError), (disk / "rest").open("wb", buffering=0) as rest:
            while True:
                rest.write(b"a" * 4096)
        heard = look_at_pages(path)
        assert len(heard) == 1 and "it is read-only until it is served again" in str(heard[0])
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.parametrize("name", [":memory:", "file:it.db", "file:it.db?mode=memory", "", "\0", "-"])
def test_a_name_that_is_no_file_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for connect in (open_to_write.connect, open_read_only.connect):
        with pytest.raises(StoreError):
            connect(name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("task", [open_to_write.connect, open_read_only.connect])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, task: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "it.db")
    with pytest.raises(StoreError, match="is not a file"):
        task(tmp_path / "it.db")


def test_permission_lost_while_loading(folder: Path) -> None:
    path = old_database(folder / "it.db", LATEST)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
        os.chown(folder, NOBODY, NOBODY)

    def task() -> None:
        save_many(path, 5)
        path.chmod(0o444)
        save_many(path, 5, "newer")

    said = told(as_nobody(task))
    assert "read-only" in said or "may be read and written" in said, said
    path.chmod(0o644)
    assert whole(path) == 5


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    path = old_database(tmp_path / "it.db", LATEST)
    open_to_write.connect(path).close()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    release = threading.Timer(0.5, other.rollback)
    release.start()
    save_many(path, 1)
    release.join()
    other.close()
    assert whole(path) == 1


def test_a_lock_that_stays_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old_database(tmp_path / "it.db", LATEST)
    open_to_write.connect(path).close()
    monkeypatch.setattr(open_to_write, "PATIENCE", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(StoreError, match="locked by another program; try again when that has finished"):
            save_many(path, 1)
        other.rollback()
    assert whole(path) == 0


READER = """
import sqlite3, sys
from contextlib import closing
from quotes.store import lookup
seen = set()
while sys.stdin.readline().strip() != "stop":
    with closing(lookup.connect(sys.argv[1])) as db:
        rows = db.execute("select count(*) from quotes where speaker_name = 'Ida new' group by article")
        seen |= {row[0] for row in rows}
    print("read", flush=True)
print(sorted(seen))
"""


def test_a_reader_during_a_load_sees_whole_articles(tmp_path: Path) -> None:
    path = old_database(tmp_path / "it.db", LATEST)
    open_to_write.connect(path).close()
    with subprocess.Popen(
        [sys.executable, "-c", READER, path], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin and reader.stdout
        loading = threading.Thread(target=save_many, args=(path, 60))
        loading.start()
        times = 0
        with suppress(BrokenPipeError):
            while loading.is_alive() or not times:
                reader.stdin.write("go\n")
                reader.stdin.flush()
                assert reader.stdout.readline() == "read\n"
                times += 1
            said = reader.communicate("go\nstop\n")[0]
    loading.join()
    assert said.endswith(f"[{PER_ARTICLE}]\n") and whole(path) == 60
