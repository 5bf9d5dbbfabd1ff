"""How many rows canned queries give: as many as asked for, whether there are more, and all of them as CSV."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import escape_fts

from quotes.web import canned
from quotes.web.api import streams
from quotes.web.serve import make_datasette, metadata
from tools.generate import generate

MANY = [
    ("who_said", {"words": "the"}),
    ("said_by", {"name": "Dello"}),
    ("quotes_between", {"since": "2024", "until": "2024-11"}),
    ("quotes_between", {"since": "", "until": ""}),
    ("most_quoted", {"since": "", "until": ""}),
    ("most_quoted", {"since": "2023-02-03", "until": "2025"}),
    ("speakers_named", {"name": ""}),
    ("topics_of", {"name": "Dello"}),
]
many = pytest.mark.parametrize(("query", "params"), MANY)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("canned") / "quotes.db"
    generate(str(made), 6000)
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Any:
    return make_datasette(path)


def get(datasette: Any, address: str, **params: Any) -> Any:
    return asyncio.run(datasette.client.get(address, params=params or None))


def everything(path: Path, query: str, params: dict[str, str]) -> list[tuple[Any, ...]]:
    """What the query gives without a limit."""
    with closing(sqlite3.connect(path)) as db:
        db.create_function("escape_fts", 1, escape_fts)
        sql = metadata()["databases"]["quotes"]["queries"][query]["sql"]
        return db.execute(sql, params | {"limit": -1}).fetchall()


def in_csv(response: Any) -> list[list[str]]:
    """The rows, without what the CSV has besides the columns of its query."""
    assert response.status_code == 200, response.text
    head, *rows = csv.reader(io.StringIO(response.text.removeprefix("\ufeff")))
    return [row[: head.index("wording")] if "wording" in head else row for row in rows]


def as_written(rows: list[Any]) -> list[list[str]]:
    return [["" if value is None else str(value) for value in row] for row in rows]


@many
def test_json_says_whether_there_are_more(datasette: Any, path: Path, query: str, params: dict[str, str]) -> None:
    all_rows = [list(row) for row in everything(path, query, params)]
    for limit, shown in (({}, 100), ({"limit": ""}, 100), ({"limit": "7"}, 7), ({"limit": "1000"}, 1000)):
        found = get(datasette, f"/quotes/{query}.json", **params, **limit).json()
        assert found["rows"] == all_rows[:shown] and found["truncated"] == (len(all_rows) > shown)
    assert len(all_rows) > 100


def test_what_is_there_to_the_last_row_has_no_more(datasette: Any, path: Path) -> None:
    count = len(everything(path, "speakers_named", {"name": ""}))
    for limit, more in ((count - 1, True), (count, False), (count + 1, False)):
        assert get(datasette, "/quotes/speakers_named.json", name="", limit=limit).json()["truncated"] == more


@many
def test_the_page_says_so_and_leads_to_the_others(
    datasette: Any, path: Path, query: str, params: dict[str, str]
) -> None:
    page = get(datasette, f"/quotes/{query}", **params).text
    assert "The first 100 rows" in page and "There are more than these." in page
    (note,) = re.findall(r'<p class="note">(.*?)</p>', page)
    first, every = (html.unescape(href) for href in re.findall(r'href="([^"]+)"', note))
    rows = everything(path, query, params)
    assert f"{min(len(rows), 1000):,} rows" in get(datasette, first).text
    assert in_csv(get(datasette, every)) == as_written(rows)
    assert "There are more" not in get(datasette, f"/quotes/{query}", **params | dict.fromkeys(params, "nonesuch")).text


@many
def test_csv_has_every_row_in_the_order_of_the_page(
    datasette: Any, path: Path, query: str, params: dict[str, str]
) -> None:
    rows = as_written(everything(path, query, params))
    assert in_csv(get(datasette, f"/quotes/{query}.csv", **params)) == rows
    assert in_csv(get(datasette, f"/quotes/{query}.csv", **params, limit=108)) == rows[:108]


def test_what_is_loaded_meanwhile_moves_no_row_of_the_csv(
    datasette: Any, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "BATCH", 90)
    rows = everything(path, "said_by", {"name": "Dello"})
    looked_up = canned.said

    def said(db: sqlite3.Connection, ids: list[int]) -> Any:
        with closing(sqlite3.connect(path)) as writing, writing:  # what was given gets a new date: it moves to the end
            writing.executemany("update quotes set published = '2000' where id = ?", [[number] for number in ids])
        return looked_up(db, ids)

    monkeypatch.setattr(canned, "said", said)
    with closing(sqlite3.connect(path)) as before:
        dates = before.execute("select published, id from quotes").fetchall()
    found = in_csv(get(datasette, "/quotes/said_by.csv", name="Dello"))
    with closing(sqlite3.connect(path)) as after, after:
        after.executemany("update quotes set published = ? where id = ?", dates)
    assert [row[0] for row in found] == [str(row[0]) for row in rows]


def test_csv_says_what_datasette_lets_one_ask(datasette: Any) -> None:
    whole = get(datasette, "/quotes/speakers_named.csv", name="", _dl="1")
    assert whole.headers["content-disposition"] == 'attachment; filename="speakers-named.csv"'
    assert get(datasette, "/quotes/speakers_named.csv", name="", _header="off").text == whole.text.split("\r\n", 1)[1]
    assert whole.text.startswith("\ufeffspeaker_id,speaker,speaker_kind,quotes,articles,first,last\r\n")


def test_csv_of_quotations_reads_as_the_pages_do_and_tells_what_was_asked(datasette: Any) -> None:
    answer = get(datasette, "/quotes/said_by.csv", name="Dello", limit="50", _dl="1")
    assert answer.headers["content-disposition"] == 'attachment; filename="said-by-name-dello-limit-50.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    items = get(datasette, "/-/quotes/api/v1/quotes", name="Dello", size="200").json()["items"]
    pages = {str(one["id"]): (one["wording"], one["paraphrase"] or "") for one in items}
    known = [row for row in rows if row["id"] in pages]
    assert known and all((row["wording"], row["paraphrase"]) == pages[row["id"]] for row in known)
    assert all(row["link"] == f"http://localhost/-/quotes/{row['id']}" for row in rows)


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "many", "1e2", "²", "9" * 30])
def test_a_limit_that_is_none_is_told_and_the_form_stays(datasette: Any, limit: str) -> None:
    page = get(datasette, "/quotes/said_by", name="Dello", limit=limit)
    why = f"limit is '{limit}': give a number from 1 to 1,000; the CSV has all rows"
    assert page.status_code == 400 and why in html.unescape(page.text)
    assert 'name="name" value="Dello"' in page.text and f'name="limit" value="{limit}"' in page.text
    answer = get(datasette, "/quotes/said_by.json", name="Dello", limit=limit)
    assert (answer.status_code, answer.json()["error"]) == (400, why)


def test_the_csv_tells_it_too_and_when_it_takes_too_long(datasette: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = get(datasette, "/quotes/said_by.csv", name="Dello", limit="many")
    assert (wrong.status_code, wrong.text) == (400, "limit is 'many': give a number, or leave it out for all rows")
    monkeypatch.setattr(canned, "PATIENCE", 0)
    slow = get(datasette, "/quotes/quotes_between.csv")
    assert slow.status_code == 400 and "takes longer than 0 seconds; ask for a shorter time" in slow.text


def test_a_query_is_edited_with_its_limit(datasette: Any) -> None:
    page = get(datasette, "/quotes/said_by", name="Dello", limit="5").text
    (edit,) = re.findall(r'href="([^"]+)">Edit SQL', page)
    assert "5 rows" in get(datasette, html.unescape(edit)).text


def test_without_our_database_a_query_still_stops_at_its_limit(path: Path) -> None:
    plain = Datasette(metadata=metadata())
    plain.add_database(Database(plain, str(path)), name="quotes")
    found = get(plain, "/quotes/said_by.json", name="Dello").json()
    assert (len(found["rows"]), found["truncated"]) == (100, False)


@pytest.mark.parametrize("where", [{"databases": {"quotes": {"allow": {"id": "ada"}}}}, {"allow": {"id": "ada"}}])
def test_the_csv_of_a_private_database_stays_private(path: Path, where: dict[str, Any]) -> None:
    private = make_datasette(path)
    queries = private._metadata_local["databases"]["quotes"]
    private._metadata_local = {"databases": {"quotes": queries | where.get("databases", {}).get("quotes", {})}}
    private._metadata_local |= {"allow": where["allow"]} if "allow" in where else {}
    refused = get(private, "/quotes/said_by.csv", name="Dello")
    assert refused.status_code == 403 and "Dello" not in refused.text
