"""What a spreadsheet would run is shown, in every table that is given."""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path

import pytest

from quotes.cli.output import csv_lines
from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.store.spreadsheet import cells
from quotes.web.serve import make_datasette

RUN = (
    "=cmd|'/C calc'!A0",
    "+1+cmd",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    " =1",
    "\uff1d1",
    "- No, he said",
    "\r\n=1",
    "|x",
    "%x",
)


@pytest.mark.parametrize("text", RUN)
def test_what_is_run_is_shown(text: str) -> None:
    assert cells([text]) == [f"'{text}"]


@pytest.mark.parametrize(
    "text", ["a;{}=1", "a\n{}=cmd|' /C calc'!A0", "a;  {}@SUM(1)", "a\r\n{}+1", "a\t{}-cmd|'x'!A0", "a;{}\uff1d1"]
)
def test_what_is_run_where_semicolons_part_cells_is_shown(text: str) -> None:
    assert cells([text.format("")]) == [text.format("'")]


@pytest.mark.parametrize("value", ["a; b", "“No”;\n- Yes, he said.", "a\n-5", "x\n\ny", "a; – b"])
def test_prose_stays(value: str) -> None:
    assert cells([f"a {value}"]) == [f"a {value}"]


@pytest.mark.parametrize("value", ["", "plain", "“=1”", "5", "-5", "+5.5", "-1e9", "50%", None, -5, 0.5, "a=b", "— No"])
def test_what_is_not_run_stays(value: object) -> None:
    assert cells([value]) == [value]


def test_every_table_that_is_given_is_one_of_these(tmp_path: Path) -> None:
    evil = "=HYPERLINK(1)"
    why = {"kind": "direct", "spans": [(0, 13)], "speaker_kind": "person", "rule": "cue_right_after", "confidence": 0.9}
    quote = Quote.model_validate(why | {"text": evil, "speaker": "+Ida Marlow"})
    article = Article(id="1", title="@title", source="-outlet", published="2026-03-01", text=evil, quotes=(quote,))
    db = open_to_write.connect(tmp_path / "it.db")
    save.save(db, article)
    db.close()
    datasette = make_datasette(tmp_path / "it.db")
    paths = (
        *("/-/quotes/api/v1/quotes.csv", "/quotes/said.csv", "/quotes/quotes.csv?_dl=1", "/quotes/articles.csv"),
        *("/quotes/said_by.csv?name=marlow", "/quotes.csv?sql=select+text+from+quotes", "/quotes/speakers.csv"),
        *("/quotes/quotes.csv?_labels=on", "/quotes/said.csv?_stream=1"),
    )
    tables = [asyncio.run(datasette.client.get(path)).text for path in paths]
    tables.append("\n".join(csv_lines([article])))
    for table in tables:
        found = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
        assert not [cell for cell in found if cell[:1] in ("=", "+", "-", "@") and not cell[1:].isdigit()], table
        assert any(cell[:2] in ("'=", "'+", "'-", "'@") for cell in found), table
