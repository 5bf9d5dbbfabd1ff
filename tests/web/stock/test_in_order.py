"""Page after page, each row of a table comes once, whatever it is sorted by."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette
from tests.store.bridge import SAFE, article


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("order") / "news.db"
    db = open_to_write.connect(path)
    for number in range(9):
        save.save(db, article(SAFE, id=str(number), published=(None, "2026-03-01", "2026-03-02")[number % 3]))
    db.close()
    return make_datasette(path)


@pytest.mark.parametrize("table", ["quotes", "articles", "said"])
@pytest.mark.parametrize("sort", ["", "&_sort=published", "&_sort_desc=published", "&_sort=id", "&_where=id+%3C+8"])
def test_each_row_comes_once(datasette: Any, table: str, sort: str) -> None:
    def get(address: str) -> Any:
        answer = asyncio.run(datasette.client.get(address))
        assert answer.status_code == 200, answer.text[:300]
        return answer

    wanted = list(range(1, 8 if "where" in sort else 10))
    as_csv = get(f"/quotes/{table}.csv?_stream=1&_size=2{sort}").text.splitlines()[1:]
    assert sorted(int(row.split(",")[0]) for row in as_csv) == wanted
    ids: list[int] = []
    following = ""
    while following is not None:
        found = get(f"/quotes/{table}.json?_shape=objects&_size=2{sort}&_next={following}").json()
        ids += [row["id"] for row in found["rows"]]
        following = found["next"]
    assert sorted(ids) == wanted


def test_a_query_of_somebodys_own_stays_as_it_is(datasette: Any) -> None:
    sql = "select id from quotes where id in (select 1 union select 2) order by published desc limit 1"
    answer = asyncio.run(datasette.client.get("/quotes.json", params={"sql": sql}))
    assert answer.json()["query"]["sql"] == sql
