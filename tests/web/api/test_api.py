"""The JSON API through the in-process client: answers, pages to the end, streams, problems, permissions."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.database import Database

from quotes.store import filters
from quotes.web.serve import make_datasette
from tests.web.api.asking import V1, ask


def everything(datasette: Any, path: str | None) -> list[Any]:
    """The items of all pages from this one on."""
    items: list[Any] = []
    while path:
        page = ask(datasette, path).json()
        items += page["items"]
        path = page["next"]
    return items


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("quotes?size=7", 180),
        ("quotes?size=7&order=best", 180),
        ("quotes?size=50&words=sailing", 120),
        ("quotes?size=50&words=sail&order=best&name=moor", 60),
        ("quotes?kind=direct&speaker=1", 60),
        ("quotes?since=2026-03&until=2026-03-04", 18),
        ("quotes?outlet=Tarn+Post&min_confidence=0.9", 45),
        ("quotes?rule=none", 0),
        ("quotes?act=denies&size=50", 60),
        ("quotes?act=states&speaker=1", 60),
        ("quotes?act=denies&speaker=1", 0),
        ("who-said?q=fog&act=denies", 60),
        ("quotes?article=3", 3),
        ("who-said?q=%22will+not+sail%22&size=200", 60),
        ("who-said?q=%22", 0),
        ("speakers/2/quotes?size=9&words=fog", 60),
        ("speakers?size=1", 2),
        ("speakers?size=1&order=name&name=moor", 1),
    ],
)
def test_pages_and_streams_give_each_row_once(datasette: Any, query: str, total: int) -> None:
    paged = everything(datasette, f"{V1}/{query}")
    path, _, asked = query.partition("?")
    asked = "&".join(part for part in asked.split("&") if not part.startswith("size="))
    lines = ask(datasette, f"{V1}/{path}.ndjson?{asked}").text.splitlines()
    rows = list(
        csv.DictReader(io.StringIO(ask(datasette, f"{V1}/{path}?{asked}", accept="text/csv").text.lstrip("\ufeff")))
    )
    assert len({item["id"] for item in paged}) == len(paged) == total
    streamed = [json.loads(line)["id"] for line in lines]
    assert sorted(streamed) == sorted(int(row["id"]) for row in rows) == sorted(item["id"] for item in paged)


@pytest.mark.parametrize("searched", [None, 50])
@pytest.mark.parametrize("order", ["", "&order=newest", "&order=best"])
@pytest.mark.parametrize("query", ["words=sail", "words=fog&kind=direct", "words=fog&name=moor", "words=fog&speaker=2"])
def test_a_stream_is_in_the_order_of_the_page(
    datasette: Any, monkeypatch: pytest.MonkeyPatch, query: str, order: str, searched: int | None
) -> None:
    shown: list[str] = []
    page = ask(datasette, f"/-/quotes?{query}{order}").text
    while True:
        shown += re.findall(r'href="/-/quotes/articles/\d+#q(\d+)"', page)
        if not (more := re.search(r'rel="next" href="([^"]+)"', page)):
            break
        page = ask(datasette, html.unescape(more[1])).text
    if searched:  # with words as common as those, the stream goes another way
        monkeypatch.setattr(filters, "LOADED_LAST", filters.LOADED_LAST.replace("10000", str(searched)))
        monkeypatch.setattr(filters, "MOST_SEARCHED", searched)
    rows = csv.DictReader(io.StringIO(ask(datasette, f"{V1}/quotes.csv?{query}{order}").text.lstrip("\ufeff")))
    streamed = [(row["article_id"], row["id"]) for row in rows]
    # A page has the quotations of one article, where they follow each other, in reading order.
    runs = [[number for _, number in run] for _, run in groupby(streamed, key=lambda one: one[0])]
    runs = runs if "best" in order else [sorted(run, key=int) for run in runs]
    assert [one for run in runs for one in run] == list(dict.fromkeys(shown)) and len(shown) >= 60


def test_what_the_speaker_does_stands_in_every_form(datasette: Any) -> None:
    (denied,) = ask(datasette, f"{V1}/quotes?act=denies&size=1").json()["items"]
    assert denied["act"] == "denies" == ask(datasette, f"{V1}/quotes/{denied['id']}").json()["act"]
    rows = csv.DictReader(io.StringIO(ask(datasette, f"{V1}/quotes.csv?article=1").text.lstrip("\ufeff")))
    assert [row["act"] for row in rows] == ["states", "denies", "states"]
    assert "Ib Moor (denied): " in ask(datasette, "/-/quotes/feed.atom?act=denies").text


def test_pages_are_in_order(datasette: Any) -> None:
    newest = everything(datasette, f"{V1}/quotes?size=7")
    dated = [quote for quote in newest if quote["published"]]
    read = sorted(dated, key=lambda quote: (-quote["article_id"], quote["id"]))
    assert dated == sorted(read, key=lambda quote: quote["published"], reverse=True) == newest[: len(dated)]
    best = [(-quote["confidence"], quote["id"]) for quote in everything(datasette, f"{V1}/quotes?size=7&order=best")]
    assert [confidence for confidence, _ in best] == sorted(confidence for confidence, _ in best)


def test_records_tell_all_there_is(datasette: Any) -> None:
    speaker = ask(datasette, f"{V1}/speakers/1").json()
    assert speaker["sameAs"] == ["http://www.wikidata.org/entity/Q42"]
    assert (speaker["quotes"], speaker["articles"], speaker["topics"]) == (60, 60, ["fog"])
    article = ask(datasette, f"{V1}/articles/1").json()
    start, end = article["quotes"][0]["spans"][0]
    assert article["text"][start:end] == article["quotes"][0]["text"] == "We sail"
    assert ask(datasette, f"{V1}/quotes/1").json() == article["quotes"][0]


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("quotes?wrods=fog", 400, "wrods"),
        ("quotes?size=201", 400, "size"),
        ("quotes?size=1_0", 400, "size"),
        ("quotes?kind=loud", 400, "kind"),
        ("quotes?act=shouts", 400, "act"),
        ("quotes?since=yesterday", 400, "since"),
        ("quotes?min_confidence=nan", 400, "min_confidence"),
        ("quotes?speaker=99999999999999999999", 400, "speaker"),
        ("quotes?words=", 400, "words"),
        ("quotes?words=a&words=b", 400, "words"),
        ("quotes?after=nowhere", 400, "after"),
        ("quotes?after=WzEsMiwzXQ", 400, "after"),
        ("quotes?after=WyJcdWQ4MDAiLDFd", 400, "after"),
        ("quotes.csv?size=2", 400, "size"),
        ("quotes/1?size=2", 400, "size"),
        ("who-said", 400, "q"),
        ("quotes/999", 404, None),
        ("speakers/999/quotes", 404, None),
        ("speakers/999/quotes.csv", 404, None),
        ("nothing", 404, None),
        ("quotes/x", 404, None),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_names_it(
    datasette: Any, query: str, status: int, named: str | None
) -> None:
    response = ask(datasette, f"{V1}/{query}")
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert response.status_code == problem["status"] == status
    assert [wrong["parameter"] for wrong in problem["errors"]] == ([named] if named else [])
    assert problem["detail"].endswith(".")


@pytest.mark.parametrize("words", ['"', "NEAR(", "a AND", "text:fog", "*", "fog*", "{x}", "%00", "\u202e", "x" * 300])
def test_words_are_never_syntax(datasette: Any, words: str) -> None:
    response = asyncio.run(datasette.client.get(f"{V1}/quotes", params={"words": words}))
    assert response.status_code == 200, response.text


def test_methods(datasette: Any) -> None:
    assert ask(datasette, f"{V1}/quotes", "HEAD").status_code == 200
    assert ask(datasette, f"{V1}/quotes.csv", "HEAD").text == ""
    assert ask(datasette, f"{V1}/quotes", "OPTIONS").status_code == 204
    refused = ask(datasette, f"{V1}/quotes", "DELETE")
    assert (refused.status_code, refused.json()["status"], refused.headers["allow"]) == (405, 405, "GET, HEAD, OPTIONS")


def test_an_answer_that_the_client_has_is_not_sent_again(datasette: Any) -> None:
    first = ask(datasette, f"{V1}/quotes")
    again = ask(datasette, f"{V1}/quotes", if_none_match=f'"other", W/{first.headers["etag"]}')
    assert (again.status_code, again.text) == (304, "")
    assert ask(datasette, f"{V1}/quotes?size=3", if_none_match=first.headers["etag"]).status_code == 200


def test_other_sites_may_read_only_where_datasette_says_so(path: Path, datasette: Any) -> None:
    open_to_all = make_datasette(path, cors=True)
    for query in ("quotes", "quotes.csv", "quotes?x=1"):
        assert ask(open_to_all, f"{V1}/{query}").headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-origin" not in ask(datasette, f"{V1}/{query}").headers


def test_a_private_database_stays_private(path: Path) -> None:
    private = Datasette(metadata={"databases": {"quotes": {"allow": {"id": "ada"}}}})
    private.add_database(Database(private, str(path)), name="quotes")
    for query in ("quotes", "quotes/1", "quotes.ndjson", "speakers/1", "articles/1", "who-said?q=fog", "none"):
        response = ask(private, f"{V1}/{query}")
        assert (response.status_code, response.json()["status"]) == (403, 403)
        assert "fog" not in response.text.lower()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("quotes.csv?words=sail&since=2026-03", "quotes-since-2026-03-words-sail.csv"),
        ("quotes.ndjson", "quotes.ndjson"),
        ("quotes.csv?speaker=1&words=sail", "quotes-ada-finch-words-sail.csv"),
        ("quotes.csv?speaker=999", "quotes-speaker-999.csv"),
        ("speakers/1/quotes.csv?outlet=Bl%C3%A5+%22Post%22", "quotes-ada-finch-outlet-bla-post.csv"),
        ("speakers.csv?name=%E5%B1%B1%0D%0A", "speakers-name.csv"),
        ("quotes.csv?words=" + "a+" * 140, "quotes-words" + "-a" * 44 + ".csv"),
    ],
)
def test_a_file_is_named_by_its_search(datasette: Any, query: str, name: str) -> None:
    answer = ask(datasette, f"{V1}/{query}")
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_csv_begins_with_the_mark_of_excel_and_each_row_has_its_address(datasette: Any) -> None:
    for query, page in (("quotes.csv?article=1", "/-/quotes/"), ("speakers.csv", "/-/quotes/speakers/")):
        answer = ask(datasette, f"{V1}/{query}")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))):
            assert row["link"] == f"http://localhost{page}{row['id']}"
