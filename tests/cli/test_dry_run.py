"""A run that only looks says what a load would do, and saves nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.cli.dry_run import sources_of

ROWS = [
    {"id": 1, "title": "Ferry talks end", "text": "“We sail,” she said.", "source": "Tarn Post", "date": "2026-03-01"},
    {"id": 2, "title": "Mill burns", "text": "â€œFireâ€\u009d, he said.", "source": "Tarn Post", "date": "2026-03-05"},
    {"id": 2, "title": "Mill burns", "text": "“Smoke”, he said.", "source": "Lantern"},
    {"id": 3, "title": "Fire", "text": "« Non », dit-il.", "source": "Phare", "language": "fr", "date": "2026-02-01"},
    {"id": 4, "text": ""},
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)))
    return path


def test_it_tells_outlets_dates_and_what_is_left_out(tmp_path: Path, rows: Path) -> None:
    run = CliRunner().invoke(cli, ["load", "--dry-run", str(rows)])
    assert run.exit_code == 1
    for said in (
        "4 articles of 3 outlets, from 2026-02-01 to 2026-03-05 (1 without a date)",
        "      2  Tarn Post, 2026-03-01 to 2026-03-05",
        "In 1 article: mojibake mended",
        "Left out: 1 input that cannot be read, each named above",
        "Without quotations: 1 article in 'fr', which is not English",
        "1 article with the id of one before",
        "1. Ferry talks end (Tarn Post, 2026-03-01)",
        "   “We sail,” she said.",
        "a.jsonl:5: an article with no text",
    ):
        assert said in run.output
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_it_tells_the_same_as_json_and_chooses_as_a_load(rows: Path) -> None:
    run = CliRunner().invoke(cli, ["load", "--dry-run", str(rows), "--json", "--since", "2026-03"])
    told = json.loads(run.stdout)
    assert (told["articles"], told["from"], told["to"]) == (2, "2026-03-01", "2026-03-05")
    assert told["left_out"] == {"unreadable": 1, "since": 2, "not_english": 0, "same_id": 0}
    assert [article["title"] for article in told["first"]] == ["Ferry talks end", "Mill burns"]


def test_a_database_is_none_of_the_sources(tmp_path: Path, rows: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.execute("create table x (y)")
    database, new = str(tmp_path / "a.db"), str(tmp_path / "new.db")
    assert sources_of(database, [str(rows)]) == (database, [str(rows)])
    assert sources_of(new, [str(rows)]) == (None, [str(rows)])
    assert sources_of(str(rows), []) == (None, [str(rows)])
    assert sources_of(str(rows), [str(rows)]) == (None, [str(rows), str(rows)])


def test_a_load_wants_a_source() -> None:
    run = CliRunner().invoke(cli, ["load", "a.db"])
    assert run.exit_code == 2 and "Missing argument 'SOURCE...'" in run.output
