"""Any SQL: what it may use, and what it may not see."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from quotes.store import correct, open_to_write, save
from quotes.store.correct import By
from quotes.web import DATABASE
from quotes.web.serve import make_datasette
from quotes.web.stock import sql_bounds
from quotes.web.stock.throttle import SQL_AT_ONCE
from quotes.web.stock.turns import Turns
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
        "select replace(hex(zeroblob(400000)), '0', hex(zeroblob(400000)))",
        "select text from quotes where text like '" + "%a_" * 40 + "'",
        " union ".join(["select 1"] * 60),
    ],
)
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_what_takes_too_much_is_refused_and_the_rest_goes_on(datasette: Any, sql: str, ending: str) -> None:
    answer = get(datasette, f"/quotes{ending}", sql=sql)
    assert answer.status_code == 400, answer.text[:200]
    assert get(datasette, f"/quotes{ending}", sql="select text from quotes").status_code == 200


@pytest.mark.parametrize(
    "sql",
    [
        "select id from quotes where id in (select rowid from quotes_fts where quotes_fts match "
        "replace(hex(zeroblob(250000)), '0', 'a '))",
        "select count(*) from \"QUOTES_FTS\"(replace(hex(zeroblob(250000)), '0', 'a '))",
        "select rowid from [articles_fts] where rank match replace(hex(zeroblob(250000)), '0', 'a ')",
        f"select JSON_PATCH(x, x) from (select '{{' || group_concat('\"a' || i || '\":1') || '}}' x from"
        f" ({MANY.format('i').replace('limit 1000', 'limit 60000')}))",
    ],
)
def test_what_would_take_long_in_one_step_is_refused_before_it(datasette: Any, sql: str) -> None:
    """Each would take a quarter of a minute, and nothing stops it."""
    assert "up to 100 kB" in get(datasette, "/quotes.json", sql=sql).json()["error"]


def test_an_article_that_is_long_is_read_on_its_page_and_in_its_table(tmp_path: Path) -> None:
    """Our own look-ups and the stock pages may read such a text; the SQL of others may not."""
    db = open_to_write.connect(tmp_path / "it.db")
    save.save(db, article(text="word " * 390_000, id="1", title="Ferry"))
    db.close()
    datasette = make_datasette(tmp_path / "it.db")
    for address in ("/-/quotes/articles/1", "/quotes/articles", "/quotes/articles.json", "/quotes/articles.csv"):
        assert get(datasette, address).status_code == 200
    assert get(datasette, "/quotes/articles.json", _search="ferry").json()["rows"]
    assert get(datasette, "/quotes/articles.json", _where="1").status_code == 400
    assert get(datasette, "/quotes.json", sql="select text from articles").status_code == 400
    assert get(datasette, "/quotes.json", sql="select substr(text, 1, 5) from articles").status_code == 400


def test_a_search_in_sql_of_somebodys_own_reads_what_articles_usually_are(tmp_path: Path) -> None:
    db = open_to_write.connect(tmp_path / "it.db")
    save.save(db, article(text="word " * 18_000, id="1", title="Ferry"))
    db.close()
    sql = "select text from articles where rowid in (select rowid from articles_fts where articles_fts match 'ferry')"
    assert get(make_datasette(tmp_path / "it.db"), "/quotes.json", sql=sql).json()["rows"]


@pytest.mark.parametrize("sql", ["select nothing from nowhere", "select hex(zeroblob(9000000))"])
def test_mistakes_of_strangers_fill_no_log(datasette: Any, sql: str, capfd: pytest.CaptureFixture[str]) -> None:
    for ending in ("", ".json", ".csv"):
        assert get(datasette, f"/quotes{ending}", sql=sql + " " * 5000).status_code == 400
    assert capfd.readouterr().err == ""


def test_sql_that_came_without_a_turn_waits_for_one(datasette: Any) -> None:
    """As from the extra `mcp`: three such queries would take all threads that read."""
    served, running, most = datasette.get_database(DATABASE), 0, 0

    async def execute(*_: Any, **__: Any) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1

    async def crowd() -> None:
        await asyncio.gather(*(served.execute("select 1") for _ in range(10)))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(served, "_execute", execute)
        patched.setattr(served, "turns_of_sql", Turns(SQL_AT_ONCE))
        asyncio.run(crowd())
    assert most == SQL_AT_ONCE


def test_a_query_that_never_looks_at_the_clock_ends_in_time(datasette: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasette, "sql_time_limit_ms", 100)
    sql = MANY.format("max(length(hex(randomblob(400000))))").replace("limit 1000", "limit 1000000")
    answer = get(datasette, "/quotes.json", sql=sql)
    assert (answer.status_code, answer.json()["title"]) == (400, "That takes too long")


def test_time_is_up_wherever_a_query_is() -> None:
    interrupted = pytest.raises(sqlite3.OperationalError, match="interrupted")
    with closing(sqlite3.connect(":memory:")) as db, sql_bounds.bounded(db, 0.1), interrupted:
        db.execute(MANY.format("count(*)").replace("1000", "100000000")).fetchone()


SORTS = [
    "select length(x) from (select hex(randomblob(400000)) || i as x from n) order by x",
    "select count(distinct hex(randomblob(400000)) || i) from n",
    "select count(*) from (select randomblob(900000) from n union select randomblob(900000) from n)",
]


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="how much a process writes is not known")
@pytest.mark.parametrize("sql", SORTS)
@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_a_query_cannot_fill_the_disk_with_what_it_sorts(
    datasette: Any, monkeypatch: pytest.MonkeyPatch, sql: str, ending: str
) -> None:
    monkeypatch.setattr(sql_bounds, "MOST_ON_DISK", 2_000_000)
    monkeypatch.setattr(datasette, "sql_time_limit_ms", 60_000)
    answer = get(datasette, f"/quotes{ending}", sql=MANY.format("i").replace("select i from n", sql))
    assert (answer.status_code, sql_bounds.TOO_MUCH_TO_SORT in answer.text) == (400, True)
    assert get(datasette, f"/quotes{ending}", sql="select text from quotes order by text").status_code == 200


TEXTS = ("ferry", "", "é", None, 12, -1, 0.5, b"ferry", b"", b"\xc3\xa9")
FUNCTIONS = {
    "instr": 2,
    "replace": 3,
    "trim": 2,
    "ltrim": 2,
    "rtrim": 2,
}
FORMATS = [
    *(("%d boats", 7), ("%5.2f|%-8s|%08d", 1.234, "é", 42), ("%,d", 1_234_567), ("%.*c", 5, "x"), ("%*d", 9, 1)),
    *(("100%%",), (None, 1), (), ("%s",), ("%Q", "it's"), ("%s", None), ("%s", b"abc"), ("%x", 255), (3,)),
]


@pytest.mark.parametrize("given", FORMATS)
def test_printf_gives_what_that_of_sqlite_gives(given: tuple[Any, ...]) -> None:
    sql = f"select printf({', '.join('?' * len(given))})"
    with closing(sqlite3.connect(":memory:")) as theirs, closing(sqlite3.connect(":memory:")) as ours:
        sql_bounds.bound(ours)
        assert ours.execute(sql, given).fetchone() == theirs.execute(sql, given).fetchone()


@pytest.mark.parametrize(
    "given",
    [
        ("%.*c", 2_000_000_000, "x"),
        ("%.*c", "2000000000", "x"),
        ("%*c", -2_000_000_000.0, "x"),
        ("%.*c%.*c", 9_000_000, "x", 9_000_000, "x"),
        ("%2000000000.2000000000c", "x"),
        ("%9000000c" * 1000, "x"),
        ("%.9000000lc%9000000d", "x"),
    ],
)
def test_a_wide_printf_is_refused_before_it_is_made(given: tuple[Any, ...]) -> None:
    """SQLite's own takes seconds for each thousand million."""
    with closing(sqlite3.connect(":memory:")) as db, pytest.raises(sqlite3.DataError, match="too big"):
        sql_bounds.bound(db)
        db.execute(f"select format({', '.join('?' * len(given))})", given).fetchone()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_that_cannot_keep_a_thread_busy_give_what_those_of_sqlite_give(name: str) -> None:
    sql = f"select {name}({', '.join('?' * FUNCTIONS[name])})"
    with closing(sqlite3.connect(":memory:")) as theirs, closing(sqlite3.connect(":memory:")) as ours:
        sql_bounds.bound(ours)
        more = ("er", "f", "yrref", "1", ".", *TEXTS)
        for given in product(TEXTS, more, *(["", "x", "er"],) * (FUNCTIONS[name] - 2)):
            wanted, found = (db.execute(sql, given).fetchone() for db in (theirs, ours))
            assert found == wanted, given


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_time_of_a_function_does_not_grow_with_the_product_of_two_texts(name: str) -> None:
    """SQLite's own would need hours."""
    many, other = "hex(zeroblob(450000))", "replace(hex(zeroblob(449999)), '0', '1') || '0'"
    rest = ", ''" * (FUNCTIONS[name] - 2)
    other = "hex(zeroblob(225000)) || '1'" if name in ("instr", "replace") else other
    with closing(sqlite3.connect(":memory:")) as db:
        sql_bounds.bound(db)
        db.execute(f"select length({name}({many}, {other}{rest}))").fetchone()


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


def test_what_a_reviewer_may_see_ends_with_their_request(datasette: Any) -> None:
    """Also where one task sends both, as the pages do that ask other pages."""
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")}
    sql = {"sql": "select who from corrections"}

    async def both() -> list[int]:
        answers = [await datasette.client.get("/quotes.json", params=sql, cookies=one) for one in (cookies, {})]
        return [answer.status_code for answer in answers]

    assert asyncio.run(both()) == [200, 400]


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
        for sql in ("select * from pragma_database_list", "select * from PRAGMA_DATABASE_LIST()"):
            answer = get(make_datasette(path), "/quotes.json", sql=sql)  # whose connections know no name of it yet
            assert answer.status_code == 400 and str(path.parent) not in answer.text
        assert get(datasette, "/quotes.json", actor, sql="select * from pragma_database_list").status_code == 400
        assert get(datasette, "/quotes.json", actor, sql="select * from pragma_table_info('quotes')").status_code == 200
    assert [one["name"] for one in json.loads(get(datasette, "/-/databases.json").text)] == ["quotes"]
