"""The inspect file of `quotes serve`: made, used again, and replaced when the database has changed."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from quotes.models import Article, Quote
from quotes.store import open_to_write
from quotes.store import save as store
from quotes.web.serve import make_datasette
from quotes.web.stock.inspect_file import inspect


def save(path: Path, number: int) -> None:
    said = {"text": "We sail", "kind": "direct", "spans": [(1, 8)], "speaker": "Ada Finch", "speaker_kind": "person"}
    db = open_to_write.connect(path)
    store.save(
        db,
        Article(
            id=str(number),
            text="“We sail,” said Ada Finch.",
            quotes=(Quote.model_validate(said | {"rule": "cue_right_after", "confidence": 0.9}),),
        ),
    )
    db.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(tmp_path / "news.db", 1)
    return tmp_path / "news.db"


def file_of(path: Path) -> Path:
    return path.with_name("news.db-inspect.json")


def shown(datasette: Any) -> str:
    """How many rows the page of the data says that the quotations have."""
    page = asyncio.run(datasette.client.get("/quotes")).text
    return re.findall(r"<b>quotes</b>.*?class=\"n\">([^<]*)<", page)[0]


def test_serving_makes_it_in_the_form_that_datasette_reads(path: Path) -> None:
    make_datasette(path)
    written = json.loads(file_of(path).read_text())
    stock = Datasette(immutables=[str(path)], inspect_data={"news": written["quotes"]})
    assert asyncio.run(stock.databases["news"].table_counts())["quotes"] == 1
    assert (stock.databases["news"].hash, stock.databases["news"].size) == (
        written["quotes"]["hash"],
        path.stat().st_size,
    )


def test_it_is_used_again_until_the_database_changes(path: Path) -> None:
    inspect(path)
    kept = json.loads(file_of(path).read_text())
    kept["quotes"]["tables"]["quotes"]["count"] = 77
    file_of(path).write_text(json.dumps(kept))
    assert shown(make_datasette(path)) == "77 rows"
    save(path, 2)
    assert shown(make_datasette(path)) == "2 rows"
    assert json.loads(file_of(path).read_text())["quotes"]["tables"]["articles"] == {"count": 2}


def test_what_is_loaded_while_it_is_served_is_counted(path: Path) -> None:
    datasette = make_datasette(path)
    assert shown(datasette) == "1 row"
    save(path, 2)
    assert shown(datasette) == "2 rows"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"quotes": 3}', '{"quotes": {"tables": {"quotes": {"count": "9"}}}}'])
def test_an_invalid_file_is_replaced(path: Path, text: str) -> None:
    file_of(path).write_text(text)
    assert inspect(path)["tables"]["quotes"] == {"count": 1}
    assert json.loads(file_of(path).read_text())["quotes"]["tables"]["quotes"] == {"count": 1}


def test_where_it_cannot_be_written_it_is_made_all_the_same(path: Path) -> None:
    file_of(path).mkdir()
    assert inspect(path)["tables"]["quotes"] == {"count": 1}
    assert [one.name for one in path.parent.glob("*inspect*")] == ["news.db-inspect.json"]
