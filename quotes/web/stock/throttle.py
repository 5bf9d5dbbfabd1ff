"""Serve many clients: a few answers are made at a time, and the others wait for their turn.

An answer takes several look-ups. If a whole crowd looked things up in turns, each look-up would wait for everybody
else's: with 64 clients, one answer in a hundred took seven times as long as usual.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qsl

from quotes.web.links import DATABASE
from quotes.web.network import of_request
from quotes.web.stock.turns import Turns, address

AT_ONCE = 4  # Datasette has three threads that read, while one more answer is being written out
SQL_AT_ONCE = 2
OF_SQL = ("sql", "_where")  # parameters with a client's own SQL
#: Whether the current request has waited for its turn.
has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)
#: Whether the answer has begun, as that of a stream has while the rest of it is looked up.
has_begun: ContextVar[bool] = ContextVar("has_begun", default=False)
#: Whether its client may have written the SQL that it runs; what needs no turn may come with SQL in any form.
writes_sql: ContextVar[bool] = ContextVar("writes_sql", default=True)


class Client:
    """A client that waits for its turn.

    Args:
        receive: gives the next message of the client, as ASGI has it.
    """

    def __init__(self, receive: Callable[[], Any]) -> None:
        self._receive = receive
        self._kept: list[Any] = []  # messages that came while it waited

    async def gets(self, turn: Turns) -> bool:
        """Wait for a turn; False, and no turn is taken, if the client leaves before."""
        if not turn.locked():
            return await turn.acquire()
        leaves, takes = asyncio.create_task(self._leaves()), asyncio.create_task(turn.acquire())
        got = False
        try:
            await asyncio.wait({leaves, takes}, return_when=asyncio.FIRST_COMPLETED)
            got = not leaves.done()
        finally:
            leaves.cancel()
            if not got and not takes.cancel():
                turn.release()
        await asyncio.wait({leaves})  # two may not receive at once
        return got

    async def receive(self) -> Any:
        """The next message of the client."""
        return self._kept.pop(0) if self._kept else await self._receive()

    async def _leaves(self) -> None:
        """Wait until the client leaves. It is not noticed of one that still sends, as that would have to be kept."""
        while not self._kept or self._kept[-1]["type"] != "http.disconnect":
            if self._kept and self._kept[-1].get("more_body"):
                await asyncio.Event().wait()
            self._kept.append(await self._receive())


def turns_of_sql(datasette: Any) -> Turns:
    """The turns in which SQL that clients write is run; the database has them, unless Datasette opened it itself."""
    served = datasette.databases.get(DATABASE)
    return getattr(served, "turns_of_sql", None) or Turns(SQL_AT_ONCE)


def in_turn(app: Callable[..., Any], of_sql: Turns) -> Callable[..., Any]:
    """Wrap an application so that it answers a few reading requests at a time; a turn ends when the answer begins.

    Requests with a body need no turn (they could hold one for as long as they like), nor do requests within a request.
    A client's own SQL first waits for other such SQL, so that a few demanding clients do not take all turns. Whoever
    leaves while waiting gets no answer, or a crowd that is gone would keep everybody else waiting.
    """
    turns = Turns(AT_ONCE)

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and not address.get():  # a request within a request is of the same client
            address.set(of_request(scope))
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        written = _has_sql(scope.get("query_string") or b"")
        token = writes_sql.set(written)
        try:
            if has_turn.get():
                await app(scope, receive, send)
                return
            client = Client(receive)
            if not written:
                await _in_one(app, turns, scope, client, send)
            elif await client.gets(of_sql):
                try:
                    await _in_one(app, turns, scope, client, send)
                finally:
                    of_sql.release()
        finally:
            writes_sql.reset(token)

    return wrapped


def _has_sql(query: bytes) -> bool:
    """Does an address have SQL? The names of its parameters may be encoded, too."""
    return any(name in OF_SQL for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))


async def _in_one(app: Callable[..., Any], turns: Turns, scope: Any, client: Client, send: Any) -> None:
    """Answer a request when it has its turn, unless its client leaves before."""
    if not await client.gets(turns):
        return
    token, begun = has_turn.set(True), has_begun.set(False)
    held = True

    def end() -> None:
        nonlocal held
        if held:
            held = False
            turns.release()

    async def sending(message: Any) -> None:
        end()
        has_begun.set(True)
        await send(message)

    try:
        await app(scope, client.receive, sending)
    finally:
        end()
        has_turn.reset(token)
        has_begun.reset(begun)
