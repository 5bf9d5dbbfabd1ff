"""Let clients take turns: each address gets one after all others that wait, however many requests it has in line."""

from __future__ import annotations

import asyncio
from collections import deque
from contextvars import ContextVar
from typing import Any, Literal

#: The network address of the client that is being answered; '' for what nobody asked for.
address: ContextVar[str] = ContextVar("address", default="")


class Turns:
    """So many turns at once, as a semaphore has them; but those of one address wait in a line of their own.

    Args:
        number: how many may have a turn at the same time.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._lines: dict[str, deque[asyncio.Future[bool]]] = {}  # the address whose turn is next comes first

    def locked(self) -> bool:
        """Would somebody who asks for a turn have to wait?"""
        return not self._free or bool(self._lines)

    async def acquire(self) -> Literal[True]:
        """Wait for a turn, on the account of the current address."""
        if not self.locked():
            self._free -= 1
            return True
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(address.get(), deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()
            raise
        return True

    def release(self) -> None:
        """Give a turn back, to the first of the line that has waited longest since its last turn."""
        self._free += 1
        while self._free and self._lines:
            whose = next(iter(self._lines))
            line = self._lines.pop(whose)
            turn = line.popleft()
            if line:
                self._lines[whose] = line
            if not turn.done():
                self._free -= 1
                turn.set_result(True)

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *_: Any) -> None:
        self.release()
