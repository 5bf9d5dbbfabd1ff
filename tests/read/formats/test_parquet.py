"""Parquet: what it gives, and one clear line for each row or row group that is wrong."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from quotes.read import Fields, read
from tests.read.formats.sources import FERRY, both


def table(path: Path, columns: dict[str, Any], rows: int = 1000) -> Path:
    parquet.write_table(pa.table(columns), path, row_group_size=rows)
    return path


def test_parquet_has_the_usual_names_and_kinds(tmp_path: Path) -> None:
    moment = pa.array([datetime(2026, 5, 12, 8, 30, tzinfo=UTC)], pa.timestamp("ns", "UTC"))
    columns = {
        "Headline": ["Ferry to sail"],
        "body": pa.array([FERRY]).dictionary_encode(),
        "outlet": [{"id": 1, "name": "Tarn Post"}],
        "authors": [["Mara Lind", "Ole Vik"]],
        "date": moment,
        "uid": [7],
        "pixels": [b"\x00" * 99],
    }
    ((article,), said) = both(table(tmp_path / "a.parquet", columns))
    assert (article.text, article.title, article.source, article.id) == (FERRY, "Ferry to sail", "Tarn Post", "7")
    assert (article.author, article.published, said) == ("Mara Lind, Ole Vik", "2026-05-12T08:30:00+00:00", [])


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.string_view()])
def test_parquet_keeps_a_text_to_the_character(tmp_path: Path, kind: pa.DataType) -> None:
    text = "  A \r\n\r\n “b” é 🙂\n"
    values = pa.array([text.encode()], pa.binary()).cast(kind) if kind == pa.binary() else pa.array([text], kind)
    (article,) = read(table(tmp_path / "unnamed", {"text": values, "published": [date(2026, 5, 12)]}))
    assert (article.text, article.published) == (text, "2026-05-12")


def test_a_wrong_row_of_parquet_costs_itself_alone(tmp_path: Path) -> None:
    texts = pa.array([b"One.", None, b" ", b"caf\xe9", b"Five."])
    articles, said = both(table(tmp_path / "a.parquet", {"text": texts}, rows=2))
    assert [article.text for article in articles] == ["One.", "Five."]
    assert said == [
        "a.parquet, row 2: an article with no text; leave it out",
        "a.parquet, row 3: an article with no text; leave it out",
        "a.parquet, row 4: a broken encoding (byte 0xE9 after 3 characters); save it as UTF-8",
    ]


def test_a_damaged_row_group_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"text": ["One. " * 99, "Two. " * 99]}), path, row_group_size=1, compression="zstd")
    column = parquet.ParquetFile(path).metadata.row_group(0).column(0)
    start = column.dictionary_page_offset or column.data_page_offset
    content = bytearray(path.read_bytes())
    content[start + 20 : start + 60] = b"\xff" * 40
    path.write_bytes(content)
    articles, said = both(path)
    assert [article.text for article in articles] == ["Two. " * 99]
    assert len(said) == 1 and said[0].startswith("a.parquet, row group 1 of 2: cannot be read to its end")


def test_fields_of_parquet_can_be_named(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", {"words": [FERRY], "text": ["Not this."], "number": ["x"]})
    ((article,), _) = both(path, fields=Fields(text="words", id="number"))
    assert (article.text, article.id) == (FERRY, "x")
    assert both(path, fields=Fields(text="none"))[1] == [
        "a.parquet: no column 'none'; there are words, text, number; name the right one with --text-field"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PAR1 and nothing", "not valid Parquet"),
        (b"PAR1" + b"\x00" * 99 + b"\xff\xff\xff\x7fPAR1", "not valid Parquet"),
        (gzip.compress(b"PAR1 and nothing", mtime=0), "Parquet is only read from a file that is not gzipped"),
    ],
)
def test_what_is_no_parquet(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.parquet").write_bytes(content)
    articles, errors = both(tmp_path / "a.parquet")
    assert articles == [] and len(errors) == 1 and said in errors[0]
