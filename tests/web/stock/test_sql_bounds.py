"""Any SQL: what it may use, and what it may not see."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.store import correct, open_to_write, save
from quotes.store.correct import By
from quotes.web.serve import make_datasette
from quotes.web.stock import sql_bounds
from tests.store.bridge import SAFE, article


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bounds") / "news.db"
    db = open_to_write.connect(made)
    save.save(db, article(SAFE, id="1"))
    correct.correct(db, 1, By("ida", "heard it myself"), speaker=None)
    db.close()
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Any:
    return make_datasette(path)


def get(datasette: Any, address: str, actor: str | None = None, **params: str) -> Any:
    cookies = {"ds_actor": datasette.sign({"a": {"id": actor}}, "actor")} if actor else {}
    return asyncio.run(datasette.client.get(address, params=params or None, cookies=cookies))


MANY = "with recursive n(i) as (select 1 union all select i + 1 from n limit 1000) select {} from n"


@pytest.mark.parametrize(
    "sql",
    [
        "select randomblob(300000000)",
        "select zeroblob(2000000)",
        "select hex(randomblob(900000))",
        "select replace(hex(zeroblob(400000)), '0', 'aaaaaaaa')",
        MANY.format("group_concat(hex(randomblob(1000)))"),
        MANY.format("json_group_array(hex(randomblob(1000)))"),
        MANY.format("randomblob(100000)"),
        "select " + "(" * 300 + "1" + ")" * 300,
        "select " + " + ".join(["1"] * 300),
        "select " + ", ".join(["1"] * 60),
        " union ".join(["select 1"] * 60),
    ],
)
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_what_takes_too_much_is_refused_and_the_rest_goes_on(datasette: Any, sql: str, ending: str) -> None:
    answer = get(datasette, f"/quotes{ending}", sql=sql)
    assert answer.status_code == 400, answer.text[:200]
    assert get(datasette, f"/quotes{ending}", sql="select text from quotes").status_code == 200


def test_an_article_that_is_long_is_read_on_its_page(tmp_path: Path) -> None:
    """Our own look-ups may read such a text; the SQL of others may not."""
    db = open_to_write.connect(tmp_path / "it.db")
    save.save(db, article(text="word " * 390_000, id="1"))
    db.close()
    datasette = make_datasette(tmp_path / "it.db")
    assert get(datasette, "/-/quotes/articles/1").status_code == 200
    assert get(datasette, "/quotes.json", sql="select text from articles").status_code == 400
    assert get(datasette, "/quotes.json", sql="select substr(text, 1, 5) from articles").status_code == 400


def test_a_query_that_never_looks_at_the_clock_ends_in_time(datasette: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasette, "sql_time_limit_ms", 100)
    sql = MANY.format("max(length(hex(randomblob(400000))))").replace("limit 1000", "limit 1000000")
    answer = get(datasette, "/quotes.json", sql=sql)
    assert (answer.status_code, answer.json()["title"]) == (400, "That takes too long")


MEMORY = """
import sqlite3
from quotes.web.stock import sql_bounds
sql_bounds.bound_memory()
try:
    sqlite3.connect(":memory:").execute("select randomblob(200000000)")
except MemoryError:
    print("refused")
"""


def test_memory_is_bounded_for_the_whole_process() -> None:
    ran = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert ran.stdout == "refused\n"


def test_rows_are_counted_however_they_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr(sql_bounds, "MOST_TAKEN", 1_000)
    with closing(sqlite3.connect(":memory:")) as db:
        takes = (lambda c: c.fetchall(), lambda c: c.fetchmany(200), list, lambda c: [c.fetchone() for _ in range(200)])
        for take in takes:
            cursor = db.cursor(sql_bounds.Taken)
            few = cursor.execute(MANY.format("'ten letter'").replace("1000", "90"))
            assert len([row for row in take(few) if row]) == 90
            with pytest.raises(sqlite3.OperationalError, match="too large"):
                take(cursor.execute(MANY.format("'ten letter'")))


# Who corrected what, and why, is for reviewers.

SECRETS = (
    "/quotes/corrections",
    "/quotes/corrections.json",
    "/quotes/corrections.csv",
    "/quotes/corrections/1",
    "/quotes/corrections/1.json",
    "/quotes.json?sql=select+who+from+corrections",
    "/quotes.json?sql=select+*+from+(select+c.why+from+corrections+c)",
    "/quotes.csv?sql=select+count(*)+from+corrections",
    "/quotes/said.json?_where=id+in+(select+id+from+corrections+where+who+like+'i%25')",
)


@pytest.mark.parametrize("sql", [True, False])
@pytest.mark.parametrize("address", SECRETS)
def test_who_corrected_what_is_for_reviewers(path: Path, address: str, sql: bool) -> None:
    datasette = make_datasette(path, sql=sql)
    for actor, may in ((None, False), ("ida", True), (None, False)):
        answer = get(datasette, address, actor)
        seen = "ida" in answer.text or "heard it myself" in answer.text
        allowed = may and (sql or "corrections/" in address or address.endswith(("corrections", ".json", ".csv")))
        assert answer.status_code in ((200,) if allowed and sql else (200, 400, 403, 404)), answer.text[:300]
        assert may or (answer.status_code in (400, 403) and not seen)


def test_the_table_is_not_listed_for_others_and_counts_stay(datasette: Any) -> None:
    for actor, listed in ((None, False), ("ida", True)):
        names = {table["name"] for table in get(datasette, "/quotes.json", actor).json()["tables"]}
        assert ("corrections" in names) is listed and {"quotes", "said"} - names <= {"said"}


def test_where_the_file_lies_is_told_nobody(datasette: Any, path: Path) -> None:
    for actor in (None, "ida"):
        for address in ("/-/databases.json", "/-/databases", "/-/threads.json", "/-/threads", "/quotes.json"):
            answer = get(datasette, address, actor)
            assert str(path.parent) not in answer.text
            assert answer.status_code == (403 if "threads" in address else 200)
    assert [one["name"] for one in json.loads(get(datasette, "/-/databases.json").text)] == ["quotes"]
