"""Sources: what each format gives, and one clear line for each thing that can be wrong."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

import quotes
from quotes.errors import SourceError
from quotes.read import Fields, measured, read
from quotes.read.page.split import split_page
from tests.source_tree import ROOT

SAMPLES = ROOT / "quotes" / "samples"


@pytest.mark.parametrize("name", [path.name for path in sorted(SAMPLES.iterdir())])
def test_every_sample_is_read(name: str) -> None:
    assert all(article.text for article in read(SAMPLES / name))


def test_it_is_a_public_name_however_often_it_is_asked_for() -> None:
    assert quotes.read_articles is quotes.read_articles is read
    assert set(quotes.__all__) == {name for name in quotes.__all__ if getattr(quotes, name)}


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
        ("a.csv", b"id,words\n1,hello\n", "no column 'text', 'body', 'content', 'article'; there are id, words; name"),
        ("a.jsonl", b'{"text": "x"\n', "a.jsonl:1: not valid JSON"),
        ("a.jsonl", b'{"id": 1}\n', "a.jsonl:1: no field 'text'"),
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


FERRY = "“The ferry will sail,” said Ida Brandt, the harbour master of Norwick."
ROW = {"headline": "Ferry to sail", "body": FERRY, "outlet": "Tarn Post", "Date": "2026-05-12", "lang": "en"}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv"])
def test_usual_names_are_found_without_options(tmp_path: Path, name: str) -> None:
    lines = {
        "a.json": json.dumps([ROW]),
        "a.jsonl": json.dumps(ROW),
        "a.csv": ",".join(ROW) + "\n" + _csv(ROW.values()),
    }
    (tmp_path / name).write_text(lines[name], encoding="utf-8")
    (article,) = read(tmp_path / name)
    assert (article.text, article.title, article.source) == (FERRY, "Ferry to sail", "Tarn Post")
    assert (article.published, article.language) == ("2026-05-12", "en")


def _csv(values: Iterable[str]) -> str:
    return ",".join(f'"{value}"' for value in values)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"text": "One.", "body": "Two."}, "One."),
        ({"text": "", "content": "Two."}, "Two."),
        ({"article": {"id": 1}, "Full-Text": "Two."}, "Two."),
        ({"articleBody": "Two."}, "Two."),
    ],
)
def test_the_likeliest_field_that_holds_a_text_is_taken(tmp_path: Path, row: dict[str, object], text: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    assert [article.text for article in read(tmp_path / "a.jsonl")] == [text]


def test_a_named_field_is_taken_though_there_is_a_usual_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": "One.", "lead": "Two."}))
    (article,) = read(tmp_path / "a.json", fields=Fields(text="lead"))
    assert article.text == "Two."


def test_an_outlet_with_a_name_and_several_authors(tmp_path: Path) -> None:
    row = ROW | {"outlet": {"id": None, "name": "Tarn Post"}, "authors": ["Mara Lind", {"name": "Ole Vik"}]}
    (tmp_path / "a.json").write_text(json.dumps({"status": "ok", "total": 1, "articles": [row]}))
    (article,) = read(tmp_path / "a.json")
    assert (article.source, article.author) == ("Tarn Post", "Mara Lind, Ole Vik")


@pytest.mark.parametrize(
    "content",
    [
        [{"id": 1, "text": "One."}, {"id": 2, "text": "Two."}],
        {"id": 1, "text": "One."},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a.json.gz", "unnamed"])
def test_json_is_told_by_its_name_or_its_beginning(tmp_path: Path, content: object, indent: int, name: str) -> None:
    written = json.dumps(content, indent=indent).encode()
    (tmp_path / name).write_bytes(gzip.compress(written) if name.endswith("gz") else written)
    found = [(article.id, article.text) for article in read(tmp_path / name)]
    assert found == [("1", "One."), ("2", "Two.")][: len(content) if isinstance(content, list) else 1]


def test_json_lines_under_the_name_of_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert [article.text for article in read(tmp_path / "a.json")] == ["One.", "Two."]


def test_one_wrong_article_of_an_array_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"text": "One."}, 7, {"id": 3}, {"text": " "}, {"text": "Five."}]))
    errors: list[SourceError] = []
    assert [article.text for article in read(tmp_path / "a.json", on_error=errors.append)] == ["One.", "Five."]
    assert [error.where.rpartition("/")[2] for error in errors] == [f"a.json, article {n}" for n in (2, 3, 4)]


DAM = (
    "Inspectors have found three more cracks in the wall of the Tarn dam, the water board said on Thursday. 'They are "
    "small, but we would rather see none,' said its chief engineer, Tomas Reyk. The lake will be lowered by four "
    "metres before the rain, which will leave the mills without power for some weeks. Their owners were not asked."
)
TOLLS = (
    "The council of Karsholm has put off its vote on harbour tolls until October, the third delay this year. Mayor "
    "Elin Sorrel said she lacked two votes and would not go into the hall without. “I can count,” she said. Her deputy "
    "told reporters that the tolls would come in any case, because the harbour “does not pay for itself and never has”."
)
CARD = "<div class='card'><span>{}</span><div>37 minutes ago</div><h2>{}</h2><div><p>{}</p></div></div>"
SITE = (
    "<html><head><title>Engineers find new cracks - Newsly</title><style>p {{}}</style></head><body>"
    "<header><a>Newsly</a></header>"
    "<nav><ul><li>World</li><li>Sport</li></ul></nav><main><h1>Engineers find new cracks</h1><time>2 hours ago</time>"
    f"<p>{DAM}</p><h3>Related Articles</h3>{{}}</main><footer>All rights reserved</footer></body></html>"
)


def test_an_aggregators_page_in_html_is_cut_into_its_articles(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(SITE.format(CARD.format("Karsholm Bee", "Council puts off vote on tolls", TOLLS)))
    first, second = read(tmp_path / "a.html")
    assert (first.title, first.text) == ("Engineers find new cracks", DAM)
    assert (second.title, second.source, second.text) == ("Council puts off vote on tolls", "Karsholm Bee", TOLLS)


@pytest.mark.parametrize("page", ["\x1c<!", "<!-- a comment and no more -->", "<?php echo 1 ?>", "<!doctype html>"])
def test_a_page_in_html_without_an_element_has_no_article(tmp_path: Path, page: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    errors: list[SourceError] = []
    assert list(read(str(file), on_error=errors.append)) == []
    assert len(errors) == 1 and "page.html" in str(errors[0])


def test_a_page_in_html_with_teasers_is_one_article(tmp_path: Path) -> None:
    teasers = [
        CARD.format(outlet, "Council puts off vote on tolls", TOLLS[:100]) for outlet in ("Karsholm Bee", "Sund Wire")
    ]
    (tmp_path / "a.html").write_text(SITE.format("".join(teasers)))
    (article,) = read(tmp_path / "a.html")
    assert DAM in article.text and article.title == "Engineers find new cracks"


def test_a_meter_tells_how_far_reading_is(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "{n}", "text": "{"Ferry. " * 40_000}"}}\n' for n in range(4))
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    meter = measured([tmp_path])
    shares = [meter.share for _ in read(tmp_path, meter=meter)]
    assert len(shares) == 8 and shares == sorted(shares) and shares[0] < 0.6 < shares[-1]
    assert meter.share == 1.0
    assert measured([tmp_path, "-"]).share is None
    assert measured([tmp_path / "none"]).share is None


def test_csv_without_rows_says_so(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text("title,text\n", encoding="utf-8")
    with pytest.raises(SourceError, match="a heading line and no rows"):
        list(read(path))
