"""Saving: what a database holds after it, what stays, what is refused."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from quotes.errors import StoreError
from quotes.models import Article
from quotes.store import open_read_only, open_to_write, records, save, schema
from tests.source_tree import ROOT
from tests.store.bridge import CHECKED, GOOD, SAFE, TEXT, article, quote


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_to_write.connect(tmp_path / "quotes.db")
    yield opened
    opened.close()


def rows(db: Database, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute(sql).fetchall()]


def hits(db: Database, words: str) -> int:
    return len(rows(db, f"select rowid from quotes_fts where quotes_fts match '{words}'"))


def test_save_writes_what_said_shows(db: Database) -> None:
    assert save.save(db, article(SAFE, CHECKED, GOOD)) == "new"
    columns = "text, kind, speaker, speaker_kind, role, mention, cue, outlet, title, published"
    zoe, where = ("Zoë Lindqvist", "person"), ("Tarn Post", "Bridge", "2026-03-01")
    assert rows(db, f"select {columns} from said order by id") == [
        ("The bridge is safe,", "direct", *zoe, "harbour master", "Zoë Lindqvist", "said", *where),
        ("it had been checked", "indirect", *zoe, None, None, None, *where),
        ("Good.", "direct", None, "unknown", None, None, None, *where),
    ]
    assert json.loads(rows(db, "select spans from quotes where id = 1")[0][0]) == [[1, 20]]
    assert rows(db, "select name, kind, role from names") == [("Zoë Lindqvist", "person", "harbour master")]


def test_what_an_archive_says_of_an_article_and_what_was_mended_is_kept(db: Database) -> None:
    told = article(SAFE, section="News; Pg. 3", length=212, notes=("mojibake mended", "cut: 9 characters are missing"))
    assert save.save(db, article(SAFE)) == "new" and save.save(db, told) == "changed"
    assert rows(db, "select section, length, notes from articles") == [
        ("News; Pg. 3", 212, "mojibake mended; cut: 9 characters are missing")
    ]
    assert (found := records.article(db.conn, 1)) and found.notes == told.notes


def test_the_same_again_changes_nothing(db: Database) -> None:
    save.save(db, article(SAFE, CHECKED), version="1", model="m")
    before = list(db.conn.iterdump())
    assert save.save(db, article(SAFE, CHECKED), version="1", model="m") == "unchanged"
    assert list(db.conn.iterdump()) == before


@pytest.mark.parametrize(
    ("fields", "how", "known"),
    [
        ({}, {"version": "1", "model": "m"}, True),
        ({}, {"version": "2", "model": "m"}, False),
        ({}, {"version": "1", "model": "other"}, False),
        ({"text": TEXT + " "}, {"version": "1", "model": "m"}, False),
        ({"published": "2026-03-02"}, {"version": "1", "model": "m"}, False),
        ({"id": "a2"}, {"version": "1", "model": "m"}, False),
    ],
)
def test_known(db: Database, fields: dict[str, str], how: dict[str, str], known: bool) -> None:
    save.save(db, article(SAFE), version="1", model="m")
    assert save.known(db, article(**fields), **how) is known


def test_a_new_version_with_the_same_result_is_unchanged_and_then_known(db: Database) -> None:
    save.save(db, article(SAFE), version="1")
    assert save.save(db, article(SAFE), version="2") == "unchanged"
    assert save.known(db, article(SAFE), version="2")


@pytest.mark.parametrize(
    ("second", "kept", "words"),
    [
        (article(CHECKED, SAFE), {1, 2}, 1),
        (article(SAFE), {1}, 1),
        (article(CHECKED), {2}, 0),
        (article(SAFE, SAFE, CHECKED), {1, 2}, 2),
        (article(quote("The bridge is safe,", speaker="Ib Moor"), CHECKED), {1, 2}, 1),
        (article(SAFE.model_copy(update={"spans": ((5, 24),)}), CHECKED, title="Old bridge"), {1, 2}, 1),
        (article(), set(), 0),
    ],
)
def test_a_changed_article_replaces_its_rows_and_keeps_ids(
    db: Database, second: Article, kept: set[int], words: int
) -> None:
    save.save(db, article(SAFE, CHECKED))
    save.save(db, article(GOOD, id="other"))
    assert save.save(db, second) == "changed"
    ours = {row[0] for row in rows(db, "select id from said where article_id = 1")}
    assert kept <= ours and len(ours) == len(second.quotes)
    assert hits(db, "bridge") == words
    assert rows(db, "select count(*) from said where article_id = 2") == [(1,)]
    for table in ("quotes", "articles", "speakers"):
        db.execute(f"insert into {table}_fts({table}_fts) values('integrity-check')")
    assert rows(db, "pragma integrity_check") == [("ok",)]
    assert rows(db, "pragma foreign_key_check") == []


def test_a_new_date_reaches_the_quotes(db: Database) -> None:
    save.save(db, article(SAFE))
    save.save(db, article(SAFE, published="2026-04-01", source="Moor Times"))
    assert rows(db, "select published, outlet from quotes") == [("2026-04-01", "Moor Times")]


def test_the_same_name_of_another_kind_is_another_speaker_unless_something_speaks_for_it(db: Database) -> None:
    save.save(db, article(SAFE))
    save.save(db, article(quote("x", speaker="ZOE  LINDQVIST"), id="a2"))
    save.save(db, article(quote("y", speaker_kind="organisation"), id="a3", source="Moor Times"))
    assert rows(db, "select name, kind from speakers") == [
        ("Zoë Lindqvist", "person"),
        ("Zoë Lindqvist", "organisation"),
    ]
    assert rows(db, "select speaker_name from quotes where speaker = 1") == [
        ("Zoë Lindqvist",),
        ("ZOE  LINDQVIST",),
    ]


def test_a_speaker_nobody_quotes_any_more_goes(db: Database) -> None:
    save.save(db, article(SAFE))
    save.save(db, article(quote("Good.", speaker="Ib Moor")))
    assert rows(db, "select name from speakers") == [("Ib Moor",)]
    assert rows(db, "select rowid from speakers_fts where speakers_fts match 'lindqvist'") == []


def test_topics(db: Database) -> None:
    save.save(db, article(SAFE), topics=[("bridge", 0.8), ("harbour", 0.5)])
    assert save.save(db, article(SAFE), topics=[("bridge", 0.9)]) == "changed"
    assert rows(db, "select * from topics") == [(1, "bridge", 0.9)]


@pytest.mark.parametrize("odd", ["nul \0 inside", "lone \ud83d surrogate", "\u202eright to left", "x" * 100_000, "🐟"])
def test_any_text_can_be_saved(db: Database, odd: str) -> None:
    said = SAFE.model_copy(update={"text": odd, "speaker": odd, "role": odd})
    saved = article(id=odd.encode("utf-8", "replace").decode()).model_copy(
        update={"text": odd, "title": odd, "quotes": (said,)}
    )
    assert save.save(db, saved) == "new"
    assert save.save(db, saved) == "unchanged"
    assert rows(db, "select text, speaker from said") == [(odd.replace("\ud83d", "\ufffd"),) * 2]


def test_nothing_of_an_article_is_saved_when_saving_it_fails(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    save.save(db, article(SAFE))
    before = list(db.conn.iterdump())
    monkeypatch.setattr(save, "_write_topics", lambda *_: db.execute("select nonsense"))
    with pytest.raises(StoreError, match="nonsense"):
        save.save(db, article(GOOD))
    assert list(db.conn.iterdump()) == before


def _folder(path: Path) -> None:
    path.mkdir()


def _text(path: Path) -> None:
    path.write_text("Dear reader, this is a letter and not a database.")


def _damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)


def _foreign(path: Path) -> None:
    db = Database(path)
    db.table("articles").insert({"sku": 1, "price": 2})
    db.close()


def _newer(path: Path) -> None:
    db = open_to_write.connect(path)
    db.table("_sqlite_migrations").insert({"migration_set": "quotes", "name": "m999_future", "applied_at": ""})
    db.close()


@pytest.mark.parametrize("opening", [open_to_write.connect, open_read_only.connect])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_folder, "is a folder"),
        (_text, "not a SQLite database"),
        (_damaged, "not a SQLite database|damaged"),
        (_foreign, "belongs to another program, it has its own articles"),
        (_newer, "newer quotes .schema m999_future"),
    ],
)
def test_what_is_no_database_of_ours_is_refused_and_left_alone(
    tmp_path: Path, opening: Any, make: Any, message: str
) -> None:
    path = tmp_path / "it.db"
    make(path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(StoreError, match=message) as raised:
        opening(path)
    assert str(path) in str(raised.value) and "\n" not in str(raised.value)
    assert path.is_dir() or path.read_bytes() == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        open_to_write.connect(tmp_path / "nowhere" / "it.db")


@pytest.mark.parametrize(
    ("pragma", "message"), [("query_only = on", "read-only"), ("max_page_count = 1", "disk is full")]
)
def test_a_database_that_cannot_be_written(db: Database, pragma: str, message: str) -> None:
    db.execute(f"pragma {pragma}")
    with pytest.raises(StoreError, match=message):
        for number in range(50):
            save.save(db, article(SAFE, id=str(number), text=TEXT * 50))


def test_another_programs_tables_beside_ours_are_left_alone(tmp_path: Path) -> None:
    Database(tmp_path / "it.db").table("recipes").insert({"name": "soup"})
    db = open_to_write.connect(tmp_path / "it.db")
    assert db.table("recipes").count == 1
    db.close()


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    (tmp_path / "it.db").touch()
    with pytest.raises(StoreError, match="no quotations yet"):
        open_read_only.connect(tmp_path / "it.db")
    open_to_write.connect(tmp_path / "it.db").close()
    open_read_only.connect(tmp_path / "it.db").close()


def test_a_failing_migration_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "SAID", "select nonsense from (")
    with pytest.raises(StoreError):
        open_to_write.connect(tmp_path / "it.db")
    with sqlite3.connect(tmp_path / "it.db") as conn:
        assert conn.execute("select count(*) from sqlite_master where type = 'table'").fetchone() == (0,)


def test_the_schema_is_the_list_of_migrations(db: Database) -> None:
    assert tuple(migration.name for migration in schema.migrations.applied(db)) == open_read_only.SCHEMA


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            "select id from quotes where speaker = 1 order by published desc, id desc",
            "idx_quotes_speaker_published",
        ),
        ("select * from said where speaker_id = 1 order by published desc", "idx_quotes_speaker_published"),
        ("select * from said order by published desc limit 10", "idx_quotes_published_speaker"),
        (
            "select id from quotes where act = 'denies' and act <> 'states' order by published desc, id desc",
            "idx_quotes_rare_act",
        ),
        ("select * from said where article_id = 1", "idx_quotes_article_key"),
    ],
)
def test_common_questions_are_answered_from_an_index(db: Database, sql: str, index: str) -> None:
    plan = " ".join(str(row[3]) for row in rows(db, f"explain query plan {sql}"))
    assert index in plan and "TEMP B-TREE" not in plan


LOADER = """
import sys
from quotes.store import open_to_write, save
from tests.store.bridge import article, quote
db = open_to_write.connect(sys.argv[1])
for number in range(100_000):
    save.save(db, article(*(quote(f"word {n} of {number}") for n in range(20)), id=str(number)))
"""


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
def test_killed_while_saving_the_database_is_sound(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "it.db"
    loader = subprocess.Popen([sys.executable, "-c", LOADER, path], cwd=ROOT)
    while not path.exists() or path.stat().st_size == 0:
        assert loader.poll() is None
        time.sleep(0.005)
    time.sleep(seconds)
    os.kill(loader.pid, signal.SIGKILL)
    loader.wait()
    db = open_to_write.connect(path)
    assert rows(db, "pragma integrity_check") == [("ok",)]
    assert rows(db, "select count(*) from quotes") == rows(db, "select count(*) * 20 from articles")
    db.execute("insert into quotes_fts(quotes_fts) values('integrity-check')")
    db.close()


def test_two_loads_at_once_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "it.db"
    script = LOADER.replace("100_000", "100").replace("id=str(number)", "id=sys.argv[2] + str(number)")
    loaders = [subprocess.Popen([sys.executable, "-c", script, path, name], cwd=ROOT) for name in "ab"]
    assert [loader.wait() for loader in loaders] == [0, 0]
    db = open_to_write.connect(path)
    assert rows(db, "select count(*) from articles") == [(200,)]
    db.close()
