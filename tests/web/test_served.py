"""What is read of a served database that others write to, and that its files are opened by SQLite alone."""

from __future__ import annotations

import ast
import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.errors import ChangedError, SourceError, StoreError
from quotes.read import read
from quotes.store import correct, lookup, open_read_only, open_to_write
from quotes.store import save as store
from quotes.store.open_read_only import belongs_to
from quotes.web import site
from quotes.web.files import file_of
from quotes.web.serve import make_datasette
from tests.source_tree import FILES, dotted, tree
from tests.store.bridge import SAFE, article
from tests.web.review.asking import ask
from tools.locks import OpenedError

COUNT = "select count(*) from articles"
ENDINGS = ("", "-wal", "-shm")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "news.db", "first")


def save(path: Path, name: str) -> Path:
    """Another program's work: it opens the database, saves an article and goes."""
    db = open_to_write.connect(path)
    store.save(db, article(SAFE, id=name))
    db.close()
    return path


def test_nothing_is_written_to_a_file_that_is_not_the_one_served(path: Path, tmp_path: Path) -> None:
    datasette = make_datasette(path)
    assert file_of(datasette) == path.absolute()
    for ending in ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    with pytest.raises(StoreError, match=r"news\.db was moved, deleted or replaced"):
        file_of(datasette)
    assert not path.exists()
    save(tmp_path / "other.db", "another").replace(path)
    with pytest.raises(StoreError, match="serve the new one"):
        file_of(datasette)


def test_what_a_page_shows_is_of_one_moment(path: Path) -> None:
    datasette = make_datasette(path)

    def twice(db: sqlite3.Connection) -> list[int]:
        first = db.execute(COUNT).fetchone()[0]
        save(path, "second")
        return [first, db.execute(COUNT).fetchone()[0]]

    assert asyncio.run(site.read(datasette, twice)) == [1, 1]
    assert asyncio.run(site.read(datasette, lambda db: db.execute(COUNT).fetchone()[0])) == 2


# Where nothing may be written, SQLite can take no locks; here because its `-wal` and `-shm` lead nowhere.


@pytest.fixture
def unlocked(path: Path) -> Iterator[Path]:
    _lock_out(path)
    yield path
    _let_in(path)


def _lock_out(path: Path) -> None:
    for ending in ENDINGS[1:]:
        path.with_name(path.name + ending).symlink_to("nowhere")


def _let_in(path: Path) -> None:
    for ending in ENDINGS[1:]:
        path.with_name(path.name + ending).unlink(missing_ok=True)


READS: list[Callable[[sqlite3.Connection], Any]] = [
    lambda db: db.execute(COUNT).fetchone(),
    lambda db: db.execute(COUNT).fetchmany(1),
    lambda db: db.execute(COUNT).fetchall(),
    lambda db: list(db.execute(COUNT)),
    lambda db: db.cursor().execute(COUNT).fetchone(),
]


@pytest.mark.parametrize("look", READS)
def test_a_database_that_is_written_to_is_not_read_as_unchanging(unlocked: Path, look: Any) -> None:
    with closing(lookup.connect(unlocked)) as db:
        assert isinstance(db, open_read_only.Unlocked) and look(db)
        _let_in(unlocked)
        save(unlocked, "second")
        with pytest.raises(ChangedError, match=r"news\.db: was written to while it was read; ask again"):
            look(db)


def test_rows_that_were_asked_for_before_a_write_are_not_given_after_it(unlocked: Path) -> None:
    with closing(lookup.connect(unlocked)) as db:
        rows = db.execute("select text from quotes union all select text from articles")
        _let_in(unlocked)
        save(unlocked, "second")
        with pytest.raises(ChangedError):
            rows.fetchall()


def test_what_another_is_writing_is_read_with_locks(unlocked: Path) -> None:
    _let_in(unlocked)
    with closing(open_to_write.connect(unlocked)) as writing, closing(open_read_only.Unlocked(unlocked)) as db:
        assert db.execute(COUNT).fetchone()[0] == 1
        store.save(writing, article(SAFE, id="second"))
        with pytest.raises(ChangedError):
            db.execute(COUNT)
        with closing(lookup.connect(unlocked)) as reading:
            assert reading.execute(COUNT).fetchone()[0] == 2


def test_what_may_not_be_written_is_served_as_it_becomes(unlocked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.web.serve.os.access", lambda *_: False)
    datasette = make_datasette(unlocked)

    def shown() -> list[Any]:
        """The articles as our pages have them, and as Datasette's."""
        ours = asyncio.run(site.read(datasette, lambda db: db.execute(COUNT).fetchone()[0]))
        return [ours, asyncio.run(datasette.client.get("/quotes/articles.json?_shape=array")).json().__len__()]

    assert shown() == [1, 1]
    for number in (2, 3):
        _let_in(unlocked)
        save(unlocked, str(number))
        _lock_out(unlocked)
        assert shown() == [number, number]
    answer = ask(datasette, form={"action": "nobody", "quote": "1"})
    assert answer.status_code == 400 and "This database is served read-only" in answer.text


# Nothing but SQLite opens a database file.


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "opening",
    [
        lambda path: path.open("rb"),
        lambda path: path.read_bytes(),
        lambda path: os.open(path, os.O_RDONLY),
        lambda path: shutil.copy(path, path.with_name("copy")),
        lambda path: os.open(os.fsencode(path), os.O_RDONLY),
        lambda path: path.with_name("link").open("rb"),
    ],
)
def test_the_tests_refuse_to_open_what_sqlite_has_open(path: Path, opening: Any, ending: str) -> None:
    file = path.with_name(path.name + ending)
    path.with_name("link").symlink_to(file)
    with closing(open_to_write.connect(path)) as db:
        db.execute("update articles set title = 'other'")
        with pytest.raises(OpenedError, match=f"{file} is opened while SQLite has it open"):
            opening(file)
    assert path.read_bytes()


#: Every call that opens a file, by module: words, settings, sources, parts and reports, and no database that is open:
#: a copy is made by SQLite, and its file is opened before and after that.
OPENED = {
    "bench.jobs": {"Path(output).write_text", "source.read_text"},
    "bench.run": {"info.read_text", "output.read_text", "source.write_text", "text.write_text"},
    "cli.cluster": {"Path(given).read_bytes"},
    "cli.evaluate": {"Path(output).write_text"},
    "cli.extract": {"Path(weights).read_bytes"},
    "cli.streams": {"os.fdopen", "os.open"},  # the standard streams alone
    "cli.upkeep": {"copy"},  # SQLite's own copying, by another name
    "cluster.checks": {"(out / probe).touch"},
    "cluster.doing": {"file.read_text"},
    "cluster.manifest": {"(out / MANIFEST).open", "file.read_text"},
    "cluster.parts": {"file.read_bytes", "temporary.open"},
    "cluster.recipe": {"Path(file).read_bytes"},
    "evaluate.gold": {"path.read_bytes"},
    "evaluate.who": {"Path(path).open"},
    "evaluate.units": {"Path(__file__).with_name('saying.txt').read_text"},
    "extraction.lexicon.loading": {"names.read_text"},
    "extraction.lexicon.tables": {"file.read_text"},
    "extraction.parse.model_digests": {"FILE.read_text", "file.read_bytes"},
    "store.pronoun": {"Path(__file__).with_name('pronoun.toml').read_text"},
    "extraction.reasons": {"Path(__file__).with_name('rules.toml').read_text"},
    "extraction.topics": {"file.read_text"},
    "extraction.weights": {"file.read_text"},
    "names.first_names": {"FILE.read_text"},
    "names.words": {"file.read_text"},
    "people.corrections.known_people": {"Path(path).open"},
    "people.role_words": {"FILE.read_text"},
    "processes.child": {"os.fdopen"},
    "read.exports.record": {"FILE.read_text"},
    "read.formats.archive": {"package.open", "tarfile.open"},  # members, and the stream that is read anyhow
    "read.formats.sandbox": {
        "Path(asked['path']).read_bytes",
        "path.write_bytes",
    },  # the bytes of a source, in a file of their own
    "read.gzip_members": {"self._member.copy"},  # the state of a decompressor
    "read.meter": {"io.FileIO"},
    "read.page.words": {"path.read_text"},
    "read.web.watch": {"path.read_text", "written.write_text", "Path(source).open"},
    "store.backup": {"part.touch", "os.open"},  # before the copy is a database, and when nobody has it open
    "web.add.desk": {"path.write_bytes"},
    "web.serve": {"path.read_text"},
    "web.site": {"(STATIC / name).read_bytes"},
    "web.stock.inspect_file": {"file.read_text", "part.write_text"},
}
OPENERS = {
    *("open", "fdopen", "FileIO", "mmap", "touch", "read_text", "read_bytes", "write_text", "write_bytes"),
    *("copy", "copy2", "copyfile", "copyfileobj", "copytree", "copymode", "sendfile", "file_digest", "inspect_hash"),
}


def test_the_modules_that_open_files_are_known() -> None:
    found: dict[str, set[str]] = {}
    for file in FILES:
        for opener in _openers(tree(file)):
            found.setdefault(dotted(file).removeprefix("quotes."), set()).add(opener)
    assert found == OPENED, "say in OPENED what it opens, which must be no database: see quotes/store/open_read_only.py"


def _openers(module: ast.Module) -> Iterator[str]:
    """What is called, or inherited from, that opens a file."""
    for node in ast.walk(module):
        used = [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
        yield from (name for name in map(ast.unparse, used) if name.split(".")[-1] in OPENERS)


def test_a_database_is_no_source_of_itself(tmp_path: Path) -> None:
    path = save(tmp_path / "news.json", "first")
    (tmp_path / "other.txt").write_text("“Yes,” said Ida Brandt.")
    problems: list[SourceError] = []
    with closing(open_to_write.connect(path)):
        found = list(read(tmp_path, refused=partial(belongs_to, path=path), on_error=problems.append))
        with pytest.raises(SourceError, match="belongs to the open database; leave it out"):
            list(read(tmp_path / "news.json-wal", refused=partial(belongs_to, path=path)))
    assert [one.text for one in found] == ["“Yes,” said Ida Brandt."]
    assert [str(one) for one in problems] == [f"{path}: belongs to the open database; leave it out"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["load", "news.db", "news.db"], "news.db: belongs to the open database; leave it out"),
        (["load", "news.db", "news.db", "--weights", "news.db"], "news.db: no weights as `quotes fit` writes them"),
        (["people", "import", "news.db", "news.db"], "news.db: is the database; give a list of people in CSV"),
    ],
)
def test_commands_open_no_database_as_something_else(
    path: Path, arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    result = CliRunner().invoke(cli, arguments)
    assert (result.exit_code, says in result.stderr) == (1, True), result.output


def test_people_are_not_imported_from_the_database(path: Path) -> None:
    with closing(open_to_write.connect(path)) as db, pytest.raises(SourceError, match="is the database"):
        correct.import_people(db, path)


@pytest.mark.parametrize("opening", [open_to_write.connect, open_read_only.connect])
def test_a_pipe_is_no_database(tmp_path: Path, opening: Any) -> None:
    os.mkfifo(tmp_path / "it.db")
    with pytest.raises(StoreError, match=r"it\.db: is not a file; give the path of a new file"):
        opening(tmp_path / "it.db")
