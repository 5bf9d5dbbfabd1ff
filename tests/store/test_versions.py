"""A database of each earlier schema opens with this code, whole or not at all."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.errors import StoreError
from quotes.store import lookup, open_read_only, open_to_write, schema
from tools.crash import check
from tools.versions import ARTICLES, FOLDER, dump, old_database

NAMES = sorted(file.stem for file in FOLDER.glob("*.sql"))
KEPT = (
    "select articles.key, quotes.key, quotes.text, spans, speaker_name, mention, cue, role, reported_by"
    " from quotes join articles on articles.id = quotes.article order by 1, 2"
)
CORRECTED = (
    "select id, made, who, action, why, article, quote, speaker, other, before, after, undone"
    " from corrections order by id"
)
every_schema = pytest.mark.parametrize("name", NAMES)
every_older = pytest.mark.parametrize(
    "name", [name for name in NAMES if not open_read_only.SCHEMA[-1].startswith(name)]
)


def content(path: Path, sql: str | None = None) -> Any:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall() if sql else dump(db)


def test_every_schema_is_stored() -> None:
    assert [name.split("_")[0] for name in open_read_only.SCHEMA] == NAMES, "python -m tools.versions before it changes"


@every_schema
def test_the_stored_database_is_that_schema(tmp_path: Path, name: str) -> None:
    path = old_database(tmp_path / "it.db", name)
    with closing(sqlite3.connect(path)) as db:
        assert open_read_only.migrations(db)[-1].startswith(name)
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        assert db.execute("select count(*) from quotes_fts where quotes_fts match 'ferries'").fetchone() == (2,)


@every_schema
def test_it_is_brought_up_to_date_and_keeps_rows_and_corrections(tmp_path: Path, name: str) -> None:
    path = old_database(tmp_path / "it.db", name)
    rows = content(path, KEPT)
    corrected = content(path, CORRECTED) if name > "m001" else []
    db = open_to_write.connect(path)
    assert tuple(migration.name for migration in schema.migrations.applied(db)) == open_read_only.SCHEMA
    db.close()
    check(path)
    assert len(rows) == 7 and content(path, KEPT) == rows
    assert content(path, CORRECTED) == corrected
    with closing(lookup.connect(path)) as reading:
        said = {(row.text, row.speaker) for row in lookup.said_by(reading, "Moor")}
    assert ("Ferries are slow,", "Ib Moor" if name == "m001" else "Ibrahim Moor") in said


@every_schema
def test_articles_loaded_again_keep_their_quotations_and_what_was_corrected(tmp_path: Path, name: str) -> None:
    path = old_database(tmp_path / "it.db", name)
    source = tmp_path / "articles.jsonl"
    source.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
    with sqlite3.connect(path) as db:
        ids = db.execute("select id, text from quotes order by id").fetchall()
        db.execute("update articles set version = 'of old'")
    result = CliRunner().invoke(cli, ["load", str(path), str(source)])
    assert result.exit_code == 0 and "3 articles read" in result.output
    check(path)
    assert content(path, "select id, text from quotes order by id") == ids
    corrected = [] if name == "m001" else [("The bridge is safe,", "Renata Holm")]
    assert content(path, "select text, speaker from said where rule = 'correction'") == corrected
    assert not content(path, "select * from articles where version = 'of old'")


@every_older
def test_a_migration_that_fails_leaves_the_old_one(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old_database(tmp_path / "it.db", name)
    before = content(path)
    with monkeypatch.context() as broken:
        broken.setattr(schema.Database, "table", lambda self, name: sqlite3.connect(":memory:").execute("nonsense"))
        with pytest.raises(StoreError, match=r"it\.db"):
            open_to_write.connect(path)
    assert content(path) == before
    open_to_write.connect(path).close()
    check(path)


@every_older
def test_a_kill_before_the_end_of_the_migration_leaves_the_old_one(tmp_path: Path, name: str) -> None:
    path = old_database(tmp_path / "it.db", name)
    before = content(path)
    if not (child := os.fork()):
        open_to_write.Database.commit = lambda self: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
        open_to_write.connect(path)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert content(path) == before
    open_to_write.connect(path).close()
    check(path)


@every_older
def test_an_older_one_is_not_read_but_named(tmp_path: Path, name: str) -> None:
    path = old_database(tmp_path / "it.db", name)
    with pytest.raises(StoreError, match="was made by an older quotes; any `quotes load"):
        lookup.connect(path)
