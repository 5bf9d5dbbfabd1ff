"""Tables and JSON in the shapes in which people have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quotes.read import Fields, read
from tests.read.formats.made import FERRY, FIRE, SAID, xlsx
from tests.read.formats.sources import both

TEXT = "\n\n".join(FERRY)
NOTHING = ("NaN", "Infinity", "-Infinity", "true", "false", "null")
ONE, TWO = {"title": "T1", "text": TEXT}, {"title": "T2", "text": FIRE}
DEEP = {
    "response": {
        "status": "ok",
        "results": [{"webTitle": row["title"], "fields": {"bodyText": row["text"]}} for row in (ONE, TWO)],
    }
}
WORDPRESS = [
    {"title": {"rendered": row["title"]}, "content": {"rendered": f"<p>{row['text']}</p>"}} for row in (ONE, TWO)
]
JSON: dict[str, str] = {
    "a list": json.dumps([ONE, TWO]),
    "under a key": json.dumps({"Version": 1, "tags": ["a"], "List": [ONE, TWO]}),
    "deep": json.dumps(DEEP),
    "by id": json.dumps({"a": ONE, "b": TWO}),
    "by id, deeper": json.dumps({"total": 2, "articles": {"a": ONE, "b": TWO}}),
    "one after another": json.dumps(ONE, indent=2) + "\n" + json.dumps(TWO, indent=2),
    "without a space": json.dumps(ONE) + json.dumps(TWO),
    "lists of paragraphs": json.dumps([{**row, "text": row["text"].split("\n\n")} for row in (ONE, TWO)]),
    "of a search": json.dumps({"hits": {"hits": [{"_id": row["title"], "_source": row} for row in (ONE, TWO)]}}),
}


def test_what_a_table_has_in_place_of_nothing_is_no_id_and_no_name(tmp_path: Path) -> None:
    rows = [f'{{"id": {what}, "title": {what}, "author": {what}, "text": "{what} left."}}' for what in NOTHING]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    articles, said = both(tmp_path / "a.jsonl")
    assert said == [] and len({article.id for article in articles}) == len(NOTHING)
    assert {(article.title, article.author) for article in articles} == {(None, None)}


@pytest.mark.parametrize("shape", JSON)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt"])
def test_articles_wherever_they_lie(tmp_path: Path, shape: str, name: str) -> None:
    (tmp_path / name).write_text(JSON[shape])
    articles, said = both(tmp_path / name)
    assert said == [] and [(article.title, article.text) for article in articles] == [("T1", TEXT), ("T2", FIRE)]


@pytest.mark.parametrize(
    "path", ["fields.bodyText", "response.results.fields.bodyText", "response.results[].fields.bodyText"]
)
def test_a_path_to_the_text(tmp_path: Path, path: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps(DEEP))
    assert [article.text for article in read(tmp_path / "a.json", fields=Fields(text=path))] == [TEXT, FIRE]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"<p>{SAID}</p><p>{FIRE}</p>", f"{SAID}\n\n{FIRE}"),
        (f"&lt;p&gt;{SAID}&lt;/p&gt;", SAID),
        ("&amp;ldquo;We sail,&amp;rdquo; he said.", "“We sail,” he said."),
        ("3 < 4 and 5 > 2, he said.", "3 < 4 and 5 > 2, he said."),
        (f"{SAID} She… [+2219 chars]", f"{SAID} She"),
    ],
)
def test_markup_in_a_field(tmp_path: Path, text: str, shown: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    ((article,), _) = both(tmp_path / "a.jsonl")
    assert article.text == shown and bool(article.notes) == (text != shown)


def test_what_is_cut_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"articles": [{"content": "We sail… [+2219 chars]"}]}))
    assert both(tmp_path / "a.json")[0][0].notes == ("cut: 2,219 characters are missing",)


@pytest.mark.parametrize("value", [[ONE, TWO], {"status": "ok", "articles": [ONE, TWO]}])
def test_json_that_breaks_off(tmp_path: Path, value: Any) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value)[:-30])
    articles, said = both(tmp_path / "a.json")
    assert [article.title for article in articles] == ["T1"]
    assert len(said) == 1 and "breaks off or is not valid in line 1" in said[0]


ROWS = [("id", "Headline", "Body"), ("1", "T1", TEXT), ("2", "T2", FIRE)]


def table(delimiter: str, end: str = "\r\n") -> str:
    return end.join(delimiter.join(f'"{cell}"' if "\n" in cell else cell for cell in row) for row in ROWS) + end


TABLES: dict[str, bytes] = {
    "comma.csv": table(",").replace("\r\n1,T1", "\r\n1,T1").replace(FIRE, f'"{FIRE}"').encode(),
    "sep.csv": ("sep=;\r\n" + table(";")).encode(),
    "unicode.txt": table("\t").encode("utf-16"),
    "no_mark.csv": table(";").encode("utf-16-le"),
    "big_endian.csv": table(";").encode("utf-16-be"),
    "mac.csv": table(";").replace("\r\n", "\n").encode("mac_roman"),
    "nul.csv": table(";").replace("union", "un\x00ion").encode(),
    "tabs.txt": table("\t", "\n").encode(),
    "book.xlsx": xlsx([("Export of March",), (), *ROWS]),
}


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_articles(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TABLES[name])
    articles, said = both(tmp_path / name)
    assert said == [] and [(article.title, article.text) for article in articles] == [("T1", TEXT), ("T2", FIRE)]
