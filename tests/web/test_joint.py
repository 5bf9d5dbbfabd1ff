"""A joint statement in the browser, the API, feeds, exports and queries: under each who made it."""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette

TEXT = "“The mill is sold,” Ida Marlow and Oskar Vane said in a statement. “Sold,” said Vane."
WORDS = "The mill is sold,"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("joint") / "quotes.db"
    said: dict[str, Any] = {"kind": "direct", "rule": "near_cue", "confidence": 0.9}
    together = {"speaker": "Ida Marlow and Oskar Vane", "speaker_kind": "group"}
    each = {"speakers": ("Ida Marlow", "Oskar Vane"), "speaker_kinds": ("person", "person")}
    quotes = (
        Quote(text=WORDS, spans=((1, 18),), **said, **together, **each),
        Quote(text="Sold,", spans=((69, 74),), **said, speaker="Oskar Vane", speaker_kind="person"),
    )
    db = open_to_write.connect(path)
    about = {"id": "a", "title": "Mill", "source": "Tarn Post", "published": "2026-03-01"}
    save.save(db, Article(**about, text=TEXT, quotes=quotes), topics=[("mill", 0.9)])
    db.close()
    return make_datasette(path)


def get(datasette: Any, address: str, **params: Any) -> Any:
    return asyncio.run(datasette.client.get(address, params=params or None))


@pytest.mark.parametrize(
    "address",
    [
        "/-/quotes?words=mill",
        "/-/quotes?speaker=1",
        "/-/quotes?speaker=2",
        "/-/quotes?name=vane",
        "/-/quotes/speakers/1",
        "/-/quotes/speakers/2",
        "/-/quotes/1",
        "/-/quotes/articles/1",
        "/-/quotes/compare?speaker=1&speaker=2",
    ],
)
def test_pages_have_it_with_a_link_to_each(datasette: Any, address: str) -> None:
    page = get(datasette, address)
    assert page.status_code == 200 and "is sold" in page.text
    others = {1, 2} - {int(address[-1]) if "speakers/" in address else 0}
    assert all(f'href="/-/quotes/speakers/{number}"' in page.text for number in others)


@pytest.mark.parametrize(("number", "counted"), [(1, 1), (2, 2)])
def test_a_speakers_page_counts_it(datasette: Any, number: int, counted: int) -> None:
    assert f">{counted} quotation" in get(datasette, f"/-/quotes/speakers/{number}").text.replace("\n", "")
    record = get(datasette, f"/-/quotes/api/v1/speakers/{number}").json()
    assert (record["quotes"], record["articles"]) == (counted, 1)
    assert record["months"] == [{"month": "2026-03", "quotes": counted}] and record["topics"] == ["mill"]
    assert record["outlets"] == [{"name": "Tarn Post", "quotes": counted}] and record["first"] == "2026-03-01"


@pytest.mark.parametrize("number", [1, 2])
def test_the_api_gives_it_to_each(datasette: Any, number: int) -> None:
    (found,) = get(datasette, f"/-/quotes/api/v1/speakers/{number}/quotes", words="mill").json()["items"]
    assert found["speaker"] == "Ida Marlow and Oskar Vane"
    assert found["speakers"] == [
        {"id": 1, "name": "Ida Marlow", "kind": "person"},
        {"id": 2, "name": "Oskar Vane", "kind": "person"},
    ]
    rows = list(csv.DictReader(io.StringIO(get(datasette, f"/-/quotes/api/v1/speakers/{number}/quotes.csv").text)))
    assert rows[0]["speakers"] == "Ida Marlow; Oskar Vane" and len(rows) == number


def test_the_feed_has_both_as_authors(datasette: Any) -> None:
    feed = Xml.fromstring(get(datasette, "/-/quotes/feed.atom", speaker="2", words="mill").text)
    assert [name.text for name in feed.iter(f"{ATOM}name")] == ["Ida Marlow", "Oskar Vane"]


@pytest.mark.parametrize(
    ("query", "params", "found"),
    [
        ("who_said", {"words": "mill"}, [("speaker", "Ida Marlow and Oskar Vane")]),
        ("said_by", {"name": "Marlow"}, [("text", WORDS)]),
        ("said_by", {"name": "Vane"}, [("text", WORDS), ("text", "Sold,")]),
        ("speakers_named", {"name": "Marlow"}, [("quotes", 1)]),
        ("speakers_named", {"name": "Vane"}, [("quotes", 2)]),
        ("most_quoted", {"since": "", "until": ""}, [("quotes", 2), ("quotes", 1)]),
        ("most_quoted", {"since": "2026-03-01", "until": ""}, [("quotes", 2), ("quotes", 1)]),
        ("most_quoted", {"since": "2026", "until": "2026-03-05"}, [("articles", 1), ("articles", 1)]),
        ("topics_of", {"name": "Marlow"}, [("term", "mill")]),
    ],
)
def test_queries(datasette: Any, query: str, params: dict[str, str], found: list[tuple[str, Any]]) -> None:
    rows = get(datasette, f"/quotes/{query}.json", _shape="array", **params).json()
    assert [(name, row[name]) for row, (name, _) in zip(rows, found, strict=True)] == found
