"""The database in Datasette: canned queries, facets, labels and links, through the in-process client."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from quotes.errors import StoreError
from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.web.serve import SETTINGS, listen, make_datasette, metadata
from tests import STUCK

QUERIES = ["who_said", "said_by", "speakers_named", "most_quoted", "quotes_between", "topics_of"]
ROWS = [
    ("Zoë Lindqvist", "person", "2026-03-01", "Tarn Post", "The bridge is safe"),
    ("Zoë Lindqvist", "person", "2026-03-09", "Moor Times", "Ferries will replace the bridge"),
    ("Lindqvist Brothers", "organisation", "2026-03-02", "Moor Times", "We built it in 1931"),
    (None, "unknown", None, "Moor Times", "<script>alert('it')</script> & more"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a name of its own."""
    made = tmp_path_factory.mktemp("datasette") / "press archive.db"
    db = open_to_write.connect(made)
    for number, (speaker, kind, day, outlet, words) in enumerate(ROWS, 1):
        found = {"text": words, "kind": "direct", "spans": [(0, len(words))], "rule": f"rule_{number}"}
        quote = Quote.model_validate(
            found | {"speaker": speaker, "speaker_kind": kind, "confidence": 0.9, "role": "harbour master"}
        )
        article = Article(id=str(number), title=f"<b>T{number}</b>", source=outlet, published=day, text=words)
        save.save(db, article.model_copy(update={"quotes": (quote,)}), topics=[("bridge", 0.5)])
    db.close()
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Any:
    return make_datasette(path)


@pytest.fixture
def impatient(datasette: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The same, where no query may take longer than a fifth of a second."""
    monkeypatch.setattr(datasette, "sql_time_limit_ms", 200)
    monkeypatch.setitem(datasette._settings, "sql_time_limit_ms", 200)
    return datasette


def get(datasette: Any, path: str, **params: str) -> Any:
    return asyncio.run(datasette.client.get(path, params=params or None))


def rows(datasette: Any, query: str, **params: str) -> list[dict[str, Any]]:
    response = get(datasette, f"/quotes/{query}.json", _shape="array", **params)
    assert response.status_code == 200, response.text
    return list(response.json())


@pytest.mark.parametrize(
    ("query", "params", "texts"),
    [
        ("who_said", {"words": "bridge"}, [1, 0]),
        ("who_said", {"words": "bridges SAFE"}, [0]),
        ("who_said", {"words": '"replace the"'}, [1]),
        ("said_by", {"name": "lindqvist"}, [1, 2, 0]),
        ("said_by", {"name": "ZOE lindqvist"}, [1, 0]),
        ("quotes_between", {"since": "2026-03-02", "until": "2026-03-31"}, [1, 2]),
        ("quotes_between", {"since": "", "until": "2026-03-01"}, [0]),
        ("quotes_between", {"since": "", "until": ""}, [1, 2, 0, 3]),
    ],
)
def test_queries_give_who_what_where_and_when(
    datasette: Any, query: str, params: dict[str, str], texts: list[int]
) -> None:
    found = rows(datasette, query, **params)
    fields = ("speaker", "published", "outlet", "text")
    expected = [(ROWS[n][0], ROWS[n][2], ROWS[n][3], ROWS[n][4]) for n in texts]
    assert [tuple(row[field] for field in fields) for row in found] == expected


def test_queries_that_count(datasette: Any) -> None:
    (first, second) = rows(datasette, "most_quoted", since="", until="")
    assert (first["speaker"], first["quotes"], first["outlets"], second["quotes"]) == (
        "Zoë Lindqvist",
        2,
        2,
        1,
    )
    assert [row["speaker"] for row in rows(datasette, "speakers_named", name="")] == [
        "Zoë Lindqvist",
        "Lindqvist Brothers",
    ]
    assert [row["last"] for row in rows(datasette, "speakers_named", name="zoe")] == ["2026-03-09"]
    assert rows(datasette, "topics_of", name="Zoë") == [{"term": "bridge", "articles": 2, "score": 1.0}]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("words", ["", '"', '""', "*", "NEAR(", "a\0b", "'; drop table quotes", "-", "\u2003"])
def test_no_words_break_a_query(datasette: Any, query: str, words: str) -> None:
    *names, _limit = metadata()["databases"]["quotes"]["queries"][query]["params"]
    rows(datasette, query, **dict.fromkeys(names, words))
    for ending in ("", ".csv"):
        assert get(datasette, f"/quotes/{query}{ending}", **dict.fromkeys(names, words)).status_code == 200


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_is_described_and_opens_without_parameters(datasette: Any, query: str) -> None:
    described = metadata()["databases"]["quotes"]["queries"][query]
    assert described["title"] and described["description"]
    assert get(datasette, f"/quotes/{query}").status_code == 200


@pytest.mark.parametrize("table", ["articles", "speakers", "names", "quotes", "topics", "said"])
def test_every_table_opens_and_is_described(datasette: Any, table: str) -> None:
    page = get(datasette, f"/quotes/{table}")
    assert page.status_code == 200
    described = metadata()["databases"]["quotes"]["tables"][table]
    assert described["title"] and described["description"]


def test_said_has_its_facets_and_the_newest_first(datasette: Any) -> None:
    page = get(datasette, "/quotes/said.json").json()
    assert set(page["facet_results"]) == {"speaker", "outlet", "kind", "rule"}
    assert [row[1] for row in page["rows"]] == ["2026-03-09", "2026-03-02", "2026-03-01", None]


def test_a_large_database_counts_facets_only_where_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.web.serve.LARGE", 1)
    large = make_datasette(path)
    assert get(large, "/quotes/said.json").json()["facet_results"] == {}
    assert set(get(large, "/quotes/said.json", _facet="outlet").json()["facet_results"]) == {"outlet"}


@pytest.mark.parametrize("table", ["said", "quotes"])
def test_the_search_box_searches(datasette: Any, table: str) -> None:
    found = rows(datasette, table, _search="bridge")
    assert sorted(row["id"] for row in found) == [1, 2]


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/quotes/said", '<a href="/-/quotes/speakers/1"><bdi>Zoë Lindqvist</bdi></a>'),
        ("/quotes/said", '<a href="/-/quotes/articles/1"><bdi>&lt;b&gt;T1&lt;/b&gt;</bdi></a>'),
        ("/quotes/said", '<a href="/-/quotes/1"><bdi>The bridge is safe</bdi></a>'),
        ("/quotes/quotes", '<a href="/-/quotes/speakers/1"><bdi>Zoë Lindqvist</bdi></a>'),
        ("/quotes/quotes/1", '<a href="/-/quotes/speakers/1"><bdi>Zoë Lindqvist</bdi></a>'),
        ("/quotes/quotes/1", '<a href="/-/quotes/articles/1"><bdi>&lt;b&gt;T1&lt;/b&gt;</bdi></a>'),
        ("/quotes/names/1", '<a href="/-/quotes/speakers/1"><bdi>Zoë Lindqvist</bdi></a>'),
        ("/quotes/who_said?words=safe", '<a href="/-/quotes/speakers/1"><bdi>Zoë Lindqvist</bdi></a>'),
        ("/quotes/quotes/4", "&lt;script&gt;alert"),
    ],
)
def test_names_and_links_instead_of_numbers(datasette: Any, page: str, link: str) -> None:
    html = get(datasette, page).text
    assert link in html and "<script>alert" not in html and "<b>T" not in html


def test_the_plumbing_is_hidden(datasette: Any) -> None:
    tables = get(datasette, "/quotes.json").json()["tables"]
    shown = {table["name"] for table in tables if not table["hidden"]}
    assert shown == {"articles", "speakers", "names", "quotes", "topics"}  # corrections are for reviewers


def test_any_file_is_served_as_quotes_and_nothing_else_is(datasette: Any) -> None:
    assert [database["name"] for database in get(datasette, "/-/databases.json").json()] == ["quotes"]
    assert get(datasette, "/-/metadata.json").json()["title"] == "Who said what"
    assert {name: datasette.setting(name) for name in SETTINGS} == SETTINGS


def test_what_is_loaded_meanwhile_is_seen(datasette: Any, path: Path) -> None:
    db = open_to_write.connect(path)
    save.save(db, Article(id="meanwhile", text="Later."))
    assert rows(datasette, "articles", key="meanwhile")
    db.execute("delete from articles where key = 'meanwhile'")
    db.close()


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StoreError, match=f"cannot listen at 127.0.0.1:{port}: .*choose another --port"):
            listen("127.0.0.1", port)


def test_serve_from_start_to_stop(path: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "quotes", "serve", str(path), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        assert server.stderr
        said = server.stderr.readline()
        address = said.split(" is at ")[1].split()[0]
        with urllib.request.urlopen(f"{address}quotes/who_said.json?words=safe&_shape=array") as response:
            assert json.load(response)[0]["speaker"] == "Zoë Lindqvist"
    finally:
        os.kill(server.pid, signal.SIGINT)
    assert server.communicate(timeout=STUCK)[1] in ("", "stopped\n")


def test_without_sql_the_queries_stay(path: Path, datasette: Any) -> None:
    closed = make_datasette(path, sql=False)
    statuses = [get(which, "/quotes.json", sql="select 1").status_code for which in (datasette, closed)]
    assert statuses == [200, 403]
    assert [row["text"] for row in rows(closed, "who_said", words="bridge")] == [ROWS[1][4], ROWS[0][4]]
    assert get(closed, "/-/quotes/api/v1/quotes").status_code == 200


ENDLESS = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c"


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("selec :words", "Statement must be a SELECT"),
        ("pragma cache_size = 1", "Statement must be a SELECT"),
        ("select 1 where <b>", "near &#34;&lt;&#34;: syntax error"),
        ("select nonesuch from said where text = :words", "no such column: nonesuch"),
        (ENDLESS, "longer than 0.2 seconds"),
    ],
)
@pytest.mark.parametrize("hidden", [{}, {"_hide_sql": "1"}])
def test_a_query_that_fails_says_why_in_plain_words_and_stays_to_be_mended(
    impatient: Any, sql: str, why: str, hidden: dict[str, str]
) -> None:
    page = get(impatient, "/quotes", sql=sql, words="fog <i>", **hidden)
    assert page.status_code == 400 and why in page.text
    assert f'spellcheck="false">{escape(sql)}</textarea>' in page.text
    assert page.text.count("<textarea") == 1 and "&lt;p" not in page.text
    assert ('name="words" value="fog &lt;i&gt;"' in page.text) == (":words" in sql)


@pytest.mark.parametrize("sql", ["selec 1", "select nonesuch", ENDLESS])
def test_so_it_does_for_programs(impatient: Any, sql: str) -> None:
    answer = get(impatient, "/quotes.json", sql=sql)
    assert answer.status_code == 400 and answer.json()["error"] and "<" not in answer.json()["error"]
    as_csv = get(impatient, "/quotes.csv", sql=sql)
    assert (as_csv.status_code, as_csv.text) == (400, answer.json()["error"])
    assert get(impatient, "/quotes.csv").status_code == 400


def test_a_canned_query_that_takes_too_long_keeps_what_was_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = make_datasette(path)
    monkeypatch.setitem(slow._metadata_local["databases"]["quotes"]["queries"]["said_by"], "sql", ENDLESS)
    slow._settings["sql_time_limit_ms"] = slow.sql_time_limit_ms = 200
    page = get(slow, "/quotes/said_by", name="Zoë")
    assert page.status_code == 400 and "longer than 0.2 seconds" in page.text
    assert 'name="name" value="Zoë"' in page.text and "<textarea" not in page.text


def test_whoever_may_write_no_sql_gets_no_editor(path: Path) -> None:
    pages = [get(make_datasette(path, sql=False), "/quotes", sql=sql) for sql in ("selec 1", "select 1")]
    assert [page.status_code for page in pages] == [400, 403] and "You may not write SQL here" in pages[1].text
    assert not [page for page in pages if "<textarea" in page.text]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/nonsense", "There is no page /nonsense here."),
        ("/nonsense/more", "There is no page /nonsense/more here."),
        ("/-/nonsense", "There is no page /-/nonsense here."),
        ("/-/quotes/nonsense", "There is no page /-/quotes/nonsense here."),
        ("/quotes/nonsense", "There is no table, view or query at /quotes/nonsense;"),
        ("/quotes/quotes/999", "There is no row at /quotes/quotes/999;"),
    ],
)
def test_an_address_of_nothing_says_so_and_leads_on(datasette: Any, address: str, why: str) -> None:
    page = get(datasette, address)
    assert page.status_code == 404 and why in page.text and "Database" not in page.text
    for way in ("/", "/-/quotes/people", "/quotes"):
        assert f'<a href="{way}">' in page.text.split("<main")[1]
    assert get(datasette, f"{address}.json").json()["error"].startswith("There is no ")


@pytest.mark.parametrize("address", ["said.csv?_size=50", "quotes.csv?_labels=on&_stream=on", "spoken.csv?_size=9"])
def test_csv_of_quotations_reads_by_itself(datasette: Any, address: str) -> None:
    text = get(datasette, f"/quotes/{address}").text
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeff") and rows
    for row in rows:
        assert row["wording"] and row["link"].endswith(f"/-/quotes/{row['id']}") and row["act"]
        assert row["paraphrase"].startswith("paraphrase, by ") is (row["kind"] == "indirect"), row


@pytest.mark.parametrize("address", ["said.csv?_col=text", "speakers.csv", "articles.csv?_size=1"])
def test_other_csv_has_only_its_columns(datasette: Any, address: str) -> None:
    head = get(datasette, f"/quotes/{address}").text.splitlines()[0]
    assert head.startswith("\ufeff") and "wording" not in head


def test_the_csv_that_the_page_of_a_table_links_to_has_all_rows(
    datasette: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size, stream in ((2, True), (500, False)):
        page = html.unescape(get(datasette, "/quotes/said", _size=str(size)).text)
        (link,) = re.findall(r'<a href="([^"]*)">CSV</a>', page)
        assert ("_stream=on" in link) is stream


@pytest.mark.parametrize("table", ["said", "quotes", "spoken", "speakers"])
@pytest.mark.parametrize(
    "asked", ["?_next=NEAR", "?_through=x", "?_where=(", "?_size=x", "?_sort=nothing", "?_col=nothing"]
)
def test_csv_of_a_table_asked_for_nonsense_is_no_error_of_the_server(datasette: Any, table: str, asked: str) -> None:
    assert asyncio.run(datasette.client.get(f"/quotes/{table}.csv{asked}")).status_code in (200, 400)
    assert asyncio.run(datasette.client.post(f"/quotes/{table}.csv")).status_code in (400, 403, 405)
