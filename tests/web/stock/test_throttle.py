"""Many clients at once wait for their turn, and none can hold one for ever."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from datasette.database import Database

from quotes.web import DATABASE
from quotes.web.serve import make_datasette
from quotes.web.stock.throttle import AT_ONCE, SQL_AT_ONCE, has_begun, in_turn, writes_sql
from quotes.web.stock.turns import Turns
from tests import STUCK
from tools.versions import LATEST, old_database

START = {"type": "http.response.start", "status": 200, "headers": []}
BODY = {"type": "http.response.body", "body": b""}


async def ask(app: Any, method: str = "GET", query: bytes = b"", leaves: asyncio.Event | None = None) -> None:
    """Ask once, and leave when the event is set."""
    sent = [{"type": "http.request"}]

    async def receive() -> Any:
        if not sent:
            await (leaves or asyncio.Event()).wait()
        return sent.pop() if sent else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        pass

    await app({"type": "http", "method": method, "path": "/", "query_string": query}, receive, send)


class Counting:
    """An application that says how many were being answered at once."""

    def __init__(self, before: float = 0.01, after: float = 0.0) -> None:
        self.now = self.most = self.done = 0
        self.before, self.after = before, after

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.before)
        self.now -= 1
        await send(START)
        await asyncio.sleep(self.after)
        await send(BODY)
        self.done += 1


@pytest.mark.parametrize(("method", "most"), [("GET", AT_ONCE), ("HEAD", AT_ONCE), ("POST", 20)])
def test_few_at_a_time_and_all_of_them(method: str, most: int) -> None:
    async def crowd() -> Counting:
        inner = Counting()
        app = in_turn(inner, Turns(SQL_AT_ONCE))
        await asyncio.gather(*(ask(app, method) for _ in range(20)))
        return inner

    inner = asyncio.run(crowd())
    assert (inner.most, inner.done) == (most, 20)


@pytest.mark.parametrize("query", [b"sql=select+1", b"a=b&_where=1", b"%73q%6c=select+1", b"%5Fwhere=1"])
def test_sql_of_clients_leaves_turns_to_others(query: bytes) -> None:
    async def crowd() -> int:
        inner = Counting()
        app = in_turn(inner, Turns(SQL_AT_ONCE))
        await asyncio.gather(*(ask(app, query=query) for _ in range(20)))
        return inner.most

    assert asyncio.run(crowd()) == SQL_AT_ONCE


@pytest.mark.parametrize(
    ("query", "method", "written"),
    [(b"", "GET", False), (b"_search=sql", "HEAD", False), (b"sql=1", "GET", True), (b"", "POST", True)],
)
def test_who_may_have_written_sql_is_known_to_what_runs_it(query: bytes, method: str, written: bool) -> None:
    found: list[bool] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        found.append(writes_sql.get())

    async def both() -> None:
        app = in_turn(inner, Turns(SQL_AT_ONCE))
        await ask(app, method, query)
        found.append(not writes_sql.get())  # which ends with the request

    asyncio.run(both())
    assert found == [written, False]


def test_a_turn_ends_where_the_answer_begins() -> None:
    async def crowd() -> Counting:
        inner = Counting(after=3600)
        app = in_turn(inner, Turns(SQL_AT_ONCE))
        streams = [asyncio.create_task(ask(app)) for _ in range(AT_ONCE)]
        await asyncio.sleep(0.1)
        inner.after = 0
        await asyncio.wait_for(ask(app), 5)
        for stream in streams:
            stream.cancel()
        return inner

    assert asyncio.run(crowd()).done == 1


def test_it_is_known_whether_an_answer_has_begun() -> None:
    met: list[bool] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        met.append(has_begun.get())
        await send({"type": "http.response.start"})
        met.append(has_begun.get())

    async def twice() -> None:
        bounded = in_turn(app, Turns(SQL_AT_ONCE))
        await ask(bounded)
        await ask(bounded)

    asyncio.run(twice())
    assert met == [False, True] * 2


def test_answers_that_have_begun_leave_a_thread_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten streams look up more and more; a page is looked up all the same."""
    served = make_datasette(old_database(tmp_path / "it.db", LATEST)).get_database(DATABASE)

    async def crowd() -> None:
        goes_on = asyncio.Event()

        async def look_up(*_: Any) -> str:
            if has_begun.get():
                await goes_on.wait()
            return "found"

        async def stream() -> None:
            has_begun.set(True)
            await served.execute_fn(lambda _: None)

        monkeypatch.setattr(Database, "execute_fn", look_up)
        streams = [asyncio.create_task(stream()) for _ in range(10)]
        await asyncio.sleep(0)
        assert await asyncio.wait_for(served.execute_fn(lambda _: None), STUCK) == "found"
        goes_on.set()
        await asyncio.gather(*streams)

    asyncio.run(crowd())


def test_one_that_fails_or_goes_away_gives_its_turn_back() -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0)
        raise OSError("broken")

    async def crowd() -> list[Any]:
        app = in_turn(failing, Turns(SQL_AT_ONCE))
        return await asyncio.gather(*(ask(app) for _ in range(5 * AT_ONCE)), return_exceptions=True)

    assert [type(found) for found in asyncio.run(crowd())] == [OSError] * 5 * AT_ONCE


def test_a_request_within_a_request_needs_no_turn_of_its_own() -> None:
    async def crowd() -> int:
        inner = Counting()

        async def outer(scope: Any, receive: Any, send: Any) -> None:
            await ask(apps[0])
            await send(START)

        apps = [in_turn(inner, Turns(SQL_AT_ONCE))]
        asking = in_turn(outer, Turns(SQL_AT_ONCE))
        apps.append(asking)
        await asyncio.wait_for(asyncio.gather(*(ask(asking) for _ in range(10))), 5)
        return inner.done

    assert asyncio.run(crowd()) == 10


@pytest.mark.parametrize(("query", "at_once"), [(b"", AT_ONCE), (b"sql=select+1", SQL_AT_ONCE)])
def test_who_leaves_while_waiting_is_not_answered(query: bytes, at_once: int) -> None:
    async def crowd() -> Counting:
        inner, leaves = Counting(), asyncio.Event()
        app = in_turn(inner, Turns(SQL_AT_ONCE))
        asking = [asyncio.create_task(ask(app, query=query, leaves=leaves)) for _ in range(20)]
        await asyncio.sleep(0)
        leaves.set()
        await asyncio.gather(*asking)
        assert inner.done == at_once
        await asyncio.gather(*(ask(app, query=query) for _ in range(20)))
        return inner

    inner = asyncio.run(crowd())
    assert (inner.most, inner.done) == (at_once, 20 + at_once)


def test_what_came_while_waiting_is_read_by_the_answer() -> None:
    read: list[Any] = []

    async def reading(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0.01)
        read.append((await receive())["type"])

    async def crowd() -> None:
        app = in_turn(reading, Turns(SQL_AT_ONCE))
        await asyncio.gather(*(ask(app) for _ in range(20)))

    asyncio.run(crowd())
    assert read == ["http.request"] * 20
