"""Many clients at once: few answers are made at a time, the others wait for their turn.

An answer takes several looks into the database. Where all of a crowd looked in turns, each look would wait behind
everybody else's: with 64 clients one answer in a hundred took seven times as long as the usual one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

AT_ONCE = 4  # Datasette has three threads that read; one more answer is being written out meanwhile
SQL_AT_ONCE = 2
_has_turn: ContextVar[bool] = ContextVar("has_turn", default=False)


def in_turn(app: Callable[..., Any]) -> Callable[..., Any]:
    """The same application, which answers few reading requests at a time; a turn ends where the answer begins.

    What sends a body has no turn (it could hold one for as long as it likes), nor has a request within a request. SQL
    of somebody's own waits for other SQL first, so that a few who ask for much do not keep all turns.
    """
    turns, of_sql = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(SQL_AT_ONCE)

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or _has_turn.get():
            await app(scope, receive, send)
            return
        if b"sql=" in scope.get("query_string", b""):
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
