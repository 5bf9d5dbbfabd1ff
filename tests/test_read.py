"""Sources: what each format gives, and one clear line for each thing that can be wrong."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from quotes.errors import SourceError
from quotes.read import Fields, read
from quotes.read.pages import split_page

SAMPLES = Path(__file__).parents[1] / "quotes" / "samples"


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.iterdir())])
def test_every_sample_is_read(name: str) -> None:
    assert all(article.text for article in read(SAMPLES / name))


def test_an_aggregator_page_is_cut_into_its_articles() -> None:
    found = list(read(SAMPLES / "aggregator.txt"))
    assert [article.source for article in found] == [None, "Tarn Post", "Business Ledger"]
    assert found[1].title == "Hill towns ask for 'night bus' after line closes"
    assert not any("No comments" in article.text or "Related" in article.text for article in found)


def test_a_plain_article_loses_nothing() -> None:
    text = "Comments\n\n“No,” he said.\n\nIt was late.\n\nQ: Why?\n\nA: Because."
    (piece,) = split_page(text)
    assert "".join(((piece.title or "") + piece.text).split()) == "".join(text.split())


def test_a_line_of_json_keeps_its_text_and_id(tmp_path: Path) -> None:
    text = "  A \r\n\r\n “b” é \n"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps({"id": 7, "text": text}).encode()))
    (article,) = read(tmp_path / "a.jsonl.gz")
    assert (article.id, article.text) == ("7", text)


def test_half_a_surrogate_pair_keeps_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a\\ud83db"}')
    assert next(read(tmp_path / "a.jsonl")).text == "a\ufffdb"


def test_an_old_encoding_is_detected(tmp_path: Path) -> None:
    text = "Le café est fermé, a dit le député. " * 20
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    assert "café" in next(read(tmp_path / "a.txt")).text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\x00\x01\x02binary", "binary"),
        ("a.csv", b"id,body\n1,hello\n", "no column 'text'; there are id, body"),
        ("a.jsonl", b'{"text": "x"\n', "a.jsonl:1: not valid JSON"),
        ("a.jsonl", b'{"id": 1}\n', "a.jsonl:1: no text"),
        ("a.jsonl", b'{"text": "  "}\n', "a.jsonl:1: an article with no text"),
        ("a.txt.gz", b"\x1f\x8b\x08garbage", "gzip"),
        ("a.html", b"<html><body></body></html>", "no article text"),
    ],
)
def test_bad_input_is_one_clear_error(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    errors: list[SourceError] = []
    assert list(read(tmp_path / name, on_error=errors.append)) == []
    assert len(errors) == 1
    assert said in str(errors[0])


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    for source in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(SourceError, match=str(source)):
            list(read(source))


def test_other_column_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key;body\nx;“Yes,” he said.\n", encoding="utf-8")
    (article,) = read(tmp_path / "a.csv", fields=Fields(id="key", text="body"))
    assert (article.id, article.text) == ("x", "“Yes,” he said.")
