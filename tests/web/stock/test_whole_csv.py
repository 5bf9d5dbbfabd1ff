"""The CSV of a table has all rows, or it is broken off; what is said instead of a row is no row."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from datasette.views.table import TableView

from quotes.store import open_to_write, save
from quotes.web.serve import SETTINGS, make_datasette
from tests.store.bridge import SAFE, article


@pytest.fixture
def datasette(tmp_path: Path) -> Any:
    db = open_to_write.connect(tmp_path / "news.db")
    for number in range(5):
        save.save(db, article(SAFE, id=str(number)))
    db.close()
    return make_datasette(tmp_path / "news.db")


async def sent(app: Any, path: str) -> list[Any]:
    """All that is sent as an answer."""
    messages: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"_stream=1&_size=2",
    }
    await app(scope | {"headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1)}, receive, send)
    return messages


@pytest.mark.parametrize("table", ["quotes", "said", "articles"])
@pytest.mark.parametrize("problem", ["interrupted", None])
def test_a_table_is_whole_or_broken_off(
    datasette: Any, table: str, problem: str | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    own = TableView.data

    async def data(self: Any, request: Any, **given: Any) -> Any:
        if problem and "_next" in given:
            raise sqlite3.OperationalError(problem)
        return await own(self, request, **given)

    monkeypatch.setattr(TableView, "data", data)
    messages = asyncio.run(sent(datasette.app(), f"/quotes/{table}.csv"))
    body = b"".join(message.get("body", b"") for message in messages)
    assert messages[0]["status"] == 200, body
    assert messages[-1].get("more_body", False) is bool(problem)
    assert body.count(b"\r\n") == (3 if problem else 6) and b"interrupted" not in body
    assert ("broken off: interrupted" in caplog.text) is bool(problem)


def test_no_table_ends_where_it_is_too_large() -> None:
    assert SETTINGS["max_csv_mb"] == 0
