"""Serve many clients: a few answers are made at a time, and the others wait for their turn.

An answer takes several look-ups. If a whole crowd looked things up in turns, each look-up would wait for everybody
else's: with 64 clients, one answer in a hundred took seven times as long as usual.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

AT_ONCE = 4  # Datasette has three threads that read, while one more answer is being written out
SQL_AT_ONCE = 2
OF_SQL = (b"sql=", b"_where=")  # parameters with a client's own SQL
_has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)


def in_turn(app: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an application so that it answers a few reading requests at a time; a turn ends when the answer begins.

    Requests with a body need no turn (they could hold one for as long as they like), nor do requests within a request.
    A client's own SQL first waits for other such SQL, so that a few demanding clients do not take all turns.
    """
    turns, of_sql = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(SQL_AT_ONCE)

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or _has_turn.get():
            await app(scope, receive, send)
            return
        if any(name in scope.get("query_string", b"") for name in OF_SQL):
            async with of_sql:
                await in_one(scope, receive, send)
        else:
            await in_one(scope, receive, send)

    async def in_one(scope: Any, receive: Any, send: Any) -> None:
        await turns.acquire()
        token = _has_turn.set(True)
        held = True

        def end() -> None:
            nonlocal held
            if held:
                held = False
                turns.release()

        async def sending(message: Any) -> None:
            end()
            await send(message)

        try:
            await app(scope, receive, sending)
        finally:
            end()
            _has_turn.reset(token)

    return wrapped
