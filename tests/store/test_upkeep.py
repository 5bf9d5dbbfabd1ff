"""`quotes check` and `quotes backup`: damage is reported, and mended if possible; a copy is whole or not made."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from quotes.cli import cli
from quotes.errors import StoreError
from quotes.store import backup as copying
from quotes.store import check as checking
from quotes.store import correct, lookup, open_to_write, save
from quotes.store.backup import backup, copies
from quotes.store.correct import By
from tests.store.bridge import SAFE, article, quote
from tools.versions import old_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "news.db"
    db = open_to_write.connect(made)
    for number in range(3):
        spoken = quote(f"Word {number}.", speaker=f"Ib Moor{'ab'[number % 2]}")
        save.save(db, article(SAFE, spoken, id=str(number)))
    correct.correct(db, 1, By("ida"), speaker="Mona Vester", new=True)
    correct.not_a_quotation(db, 2, By("ida"))
    db.close()
    return made


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_what_is_sound_is_said_to_be(path: Path) -> None:
    result = run("check", path)
    assert (result.exit_code, result.stderr) == (0, f"{path} is sound\n")
    assert json.loads(run("check", path, "--json").stdout) == {"mended": [], "wrong": []}


WRONG = {
    # what is done to it: the place that is reported, and whether it can be mended
    "update speaker_counts set quotes = 99 where speaker = 1": ("speaker_counts", True),
    "delete from speaker_months": ("speaker_months", True),
    "insert into outlet_counts values ('Nobody', 3)": ("outlet_counts", True),
    "insert into quotes_fts(quotes_fts) values ('delete-all')": ("quotes_fts", True),
    "insert into speakers_fts(speakers_fts, rowid, name) values ('delete', 1, 'x')": ("speakers_fts", True),
    "update quotes set article = 77 where id = 3": ("quotes", False),
    "update quotes set rule = 'turn', speaker = 2 where id = 1": ("corrections", False),
    "update corrections set before = '{' where id = 1": ("corrections", False),
    "update corrections set after = '[]' where id = 1": ("corrections", False),
    "delete from quotes_fts_config": ("quotes_fts", False),
    "drop trigger speakers_former_ad": ("the schema", True),
    "drop index idx_speakers_key": ("the schema", True),
    "drop view said": ("the schema", True),
    "drop table outlet_counts": ("the schema", False),
    "drop table quotes_fts_data": ("the schema", False),
    "drop table corrections": ("the schema", False),
}


@pytest.mark.parametrize("sql", WRONG)
def test_what_is_wrong_is_told_and_mended_where_it_can_be(path: Path, sql: str) -> None:
    where, mends = WRONG[sql]
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(sql)
    result = run("check", path)
    assert result.exit_code == 1 and f"{path}: {where}: " in result.stderr
    assert ("mend it with --repair" in result.stderr) == mends
    result = run("check", path, "--repair")
    assert result.exit_code == (0 if mends else 1)
    assert ("; mended" in result.stderr) == mends
    assert run("check", path).exit_code == (0 if mends else 1)


def rewritten(path: Path, sql: str) -> None:
    """Change how an index is made behind the back of SQLite, as a fault of a disk may."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma writable_schema = on")
        db.execute(f"update sqlite_master set sql = {sql} where name = ?", [INDEX])


INDEX = "idx_names_speaker"


def test_an_index_that_lacks_rows_is_told_and_made_again(path: Path) -> None:
    rewritten(path, "sql || ' where 0'")
    db = open_to_write.connect(path)
    save.save(db, article(SAFE, quote("New.", speaker="Ib Moorc"), id="new"))
    db.close()
    rewritten(path, "replace(sql, ' where 0', '')")
    result = run("check", path)
    assert result.exit_code == 1 and "the file: " in result.stderr and f"index {INDEX}" in result.stderr
    assert "mend it with --repair" in result.stderr
    assert run("check", path, "--repair").exit_code == 0
    assert run("check", path).stderr == f"{path} is sound\n"


def test_kept_counts_are_told_in_number_and_by_example(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        speaker, quotes, articles = db.execute("select * from speaker_counts order by 1").fetchone()
        db.execute("update speaker_counts set quotes = quotes + 7 where speaker = ?", [speaker])
        db.execute("delete from outlet_counts")
    told = run("check", path).stderr
    counts = f"{speaker} (kept: {quotes + 7}, {articles}; there: {quotes}, {articles}); mend it with --repair\n"
    assert f"speaker_counts: 1 of its counts differ from what there is, such as that of {counts}" in told
    assert "outlet_counts: 1 of its counts differ from what there is, such as that of Tarn Post (kept: none; " in told


def test_counts_are_compared_at_one_moment(path: Path) -> None:
    """Somebody saves an article between the counts that are kept and those that are counted."""
    with closing(checking.connect(path)) as db, closing(open_to_write.connect(path).conn) as other:

        def saved_meanwhile(statement: str) -> None:
            if statement.startswith("select by, count(*)"):
                save.save(Database(other), article(SAFE, quote("New.", speaker="Ib Moora"), id="new"))

        db.set_trace_callback(saved_meanwhile)
        assert list(checking.problems(db)) == []
        assert other.execute("select count(*) from articles").fetchone()[0] == 4


def test_what_cannot_be_rebuilt_is_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = checking.Damage("speaker_counts", "wrong", ("delete from speaker_counts", "insert into nowhere select 1"))
    monkeypatch.setattr(checking, "problems", lambda db: [wrong])
    with closing(checking.connect(path)) as db:
        with pytest.raises(sqlite3.Error):
            checking.repair(db)
        assert db.execute("select count(*) from speaker_counts").fetchone()[0] > 0 and not db.in_transaction


def test_others_write_while_it_is_checked_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = checking.problems

    def problems(db: sqlite3.Connection) -> Iterator[Any]:
        other = open_to_write.connect(path)
        save.save(other, article(SAFE, quote("New.", speaker="Ib Moora"), id="new"))
        other.close()
        return whole(db)

    monkeypatch.setattr(open_to_write, "PATIENCE", 0.1)
    monkeypatch.setattr(checking, "problems", problems)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("delete from speaker_months")
    result = run("check", path, "--repair")
    assert result.exit_code == 0 and "; mended" in result.stderr


def test_a_quotation_that_was_said_to_be_none_and_is_there_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        key, text = db.execute("select article, quote from corrections where action = 'not_quotation'").fetchone()
        columns = [row["name"] for row in db.execute("pragma table_info(quotes)") if row["name"] not in ("id", "key")]
        listed = ", ".join(columns)
        db.execute(f"insert into quotes (key, {listed}) select ?, {listed} from quotes where id = 3", [text])
        db.execute("update quotes set article = (select id from articles where key = ?) where key = ?", [key, text])
    result = run("check", path)
    assert result.exit_code == 1 and "correction 2 by ida does not hold" in result.stderr


def test_a_damaged_file_is_told(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 2] = os.urandom(len(content) // 2 - len(content) // 3)
    path.write_bytes(content)
    result = run("check", path, "--repair")
    assert result.exit_code == 1 and result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [("check",), ("check", "--repair"), ("people", "list")])
def test_a_file_with_a_damaged_schema_is_told(path: Path, command: tuple[str, ...]) -> None:
    """What SQLite says of it repeats bytes that are no text."""
    path.write_bytes(
        path.read_bytes().replace(b"CREATE TRIGGER speakers_former_ad after", b"CREATE TRIGGE\xd2" + b" " * 26)
    )
    result = run(*command, path)
    assert result.exit_code == 1 and "the database is damaged" in result.stderr


@pytest.mark.parametrize("command", ["check", "backup"])
def test_what_is_no_database_is_refused(tmp_path: Path, command: str) -> None:
    (tmp_path / "it.txt").write_text("text")
    for name in ("it.txt", "none.db", "", ":memory:"):
        more = [tmp_path / "copy.db"] if command == "backup" else []
        result = run(command, tmp_path / name if name != ":memory:" else name, *more)
        assert result.exit_code == 1 and result.stderr.startswith("Error: ")
    assert not (tmp_path / "copy.db").exists()


def test_a_database_of_an_older_version_is_copied_as_it_is(tmp_path: Path) -> None:
    old = old_database(tmp_path / "old.db", "m008")
    assert "was made by an older quotes" in run("check", old).stderr
    assert run("backup", old, tmp_path / "copy.db").exit_code == 0
    assert (tmp_path / "copy.db").read_bytes()[:15] == b"SQLite format 3"


def test_a_copy_is_one_file_with_everything(path: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    result = run("backup", path, tmp_path / "copies")
    assert result.exit_code == 0
    (copy,) = (tmp_path / "copies").iterdir()
    assert f"{copy}: copied and read back" in result.stderr
    assert run("check", copy).exit_code == 0
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as two:
        assert list(one.iterdump()) == list(two.iterdump())
    assert copies(path, tmp_path / "copies") == [copy] and copy.read_bytes()[18:20] == b"\x01\x01"


def test_only_the_newest_copies_are_kept(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for day in range(1, 5):
        (folder / f"news-2026010{day}T000000Z.db").write_bytes(path.read_bytes())
    (folder / "news-notes.db").write_text("other")
    (folder / "news2-20260101T000000Z.db").write_text("other")
    assert run("backup", path, folder, "--keep", "2").exit_code == 0
    names = sorted(file.name for file in folder.iterdir())
    assert names[:1] == ["news-20260104T000000Z.db"] and len(names) == 4 and "news-notes.db" in names


def test_the_newest_copy_is_kept_when_the_clock_went_back(path: Path, tmp_path: Path) -> None:
    """Or when two copies are made in one second; a copy of the last moment that there is stays as it is."""
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "news-20990101T235959Z.db").write_bytes(b"of a clock that ran ahead")
    made = [backup(path, folder, keep=2) for _ in range(3)]
    assert [copy.name for copy in made] == [f"news-2099010{copy}Z.db" for copy in ("2T000000", "2T000001", "2T000002")]
    assert copies(path, folder) == made[1:] and all(run("check", copy).exit_code == 0 for copy in made[1:])
    (folder / "news-99991231T235959Z.db").write_bytes(b"odd")
    assert backup(path, folder) not in made


def test_a_copy_while_others_write_is_of_one_moment(path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        db = open_to_write.connect(path)
        for number in range(100_000):
            if stop.is_set():
                break
            save.save(db, article(SAFE, quote(f"New {number}.", speaker="Ib Moor"), id=f"n{number % 50}"))
        db.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            made = backup(path, tmp_path / f"copy{number}.db")
            assert run("check", made).exit_code == 0
    finally:
        stop.set()
        writer.join()


@pytest.fixture
def copied(path: Path, tmp_path: Path) -> Iterator[Path]:
    made = backup(path, tmp_path / "copy.db")
    before = made.read_bytes()
    yield made
    assert made.read_bytes() == before and not [file for file in made.parent.iterdir() if file.name.endswith(".part")]


def test_a_copy_that_is_not_sound_does_not_take_the_place_of_one_that_is(
    path: Path, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("update speaker_counts set quotes = 99 where speaker = 1")
    with pytest.raises(StoreError, match="its copy is not sound"):
        backup(path, copied)


def test_a_full_disk_leaves_the_copy_of_before(path: Path, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "_to_disk", full)
    result = run("backup", path, copied)
    assert result.exit_code == 1 and "cannot be written: No space left on device" in result.stderr


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_no_copy_takes_the_name_of_a_file_beside_a_database(path: Path, tmp_path: Path, ending: str) -> None:
    beside = path.with_name(path.name + ending)
    for open_ in (lambda: backup(path, beside), lambda: open_to_write.connect(beside)):
        with pytest.raises(StoreError, match="a file of its own beside a database; give another name"):
            open_()
    assert run("check", path).exit_code == 0
    named = tmp_path / f"tarn{ending}"  # there is no database tarn
    assert backup(path, named) == named


def test_a_link_to_a_copy_stays_one(path: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link, copy = tmp_path / "latest.db", tmp_path / "far" / "copy.db"
    link.symlink_to(copy)
    for _ in range(2):
        assert backup(path, link) == copy.resolve()
        assert link.is_symlink() and copy.is_file()
    (tmp_path / "itself.db").symlink_to(path)
    with pytest.raises(StoreError, match="is the database itself"):
        backup(path, tmp_path / "itself.db")


def test_the_database_is_not_copied_onto_itself_or_onto_another_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "link.db").symlink_to(path)
    for target, said in (
        (path, "is the database itself"),
        (tmp_path / "link.db", "is the database itself"),
        (tmp_path / "notes.txt", "not a SQLite database"),
        (tmp_path / "none" / "it.db", "there is no folder"),
    ):
        result = run("backup", path, target)
        assert result.exit_code == 1 and said in result.stderr
    assert (tmp_path / "notes.txt").read_text() == "notes"
    with closing(lookup.connect(path)) as db:
        assert lookup.totals(db)["articles"] == 3
