"""Bound the connections of `quotes serve`: their number, and how long one may take to ask and to take its answer.

uvicorn, on h11, bounds neither; so somebody who opens a thousand connections and never finishes a header would keep
everybody else out.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from contextvars import Context
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from quotes.web.network import network

MOST = 512  # connections at once; fewer if the system lets a process open fewer files
BACKLOG = 64  # connections that are accepted together
HEADER_SECONDS = 10.0  # seconds from a connection, or the first byte of its next request, to the end of the headers
BODY_SECONDS = 30.0  # seconds from there to the end of the body
WRITE_SECONDS = 60.0  # seconds in which a client takes nothing of its answer
SHUTDOWN_SECONDS = 5  # seconds for answers that are under way when the server is stopped
LEFT = "ClientDisconnect"  # what Starlette raises, on which extras are built
LOG_SECONDS = 60.0  # seconds in which a problem is logged once


def most() -> int:
    """How many connections may be open at once."""
    try:
        import resource
    except ImportError:  # Windows
        return MOST
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return MOST if files == resource.RLIM_INFINITY else max(min(MOST, files // 2 - BACKLOG), 8)


class Bounded(H11Protocol):
    """A connection that is ended if it keeps the server waiting, or if its client has too many."""

    most_open = MOST

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin as uvicorn does, but if there are too many, end one."""
        super().connection_made(transport)
        self.begun, self.whose = time.monotonic(), network(self.client[0] if self.client else "")
        self._timer: asyncio.TimerHandle | None = None
        self._stage = ""
        self._wait("headers", HEADER_SECONDS)
        if len(self.connections) > self.most_open:
            logger.warning("more than %d connections: those that keep the server waiting are ended", self.most_open)
            self._one_too_many().end()

    def _one_too_many(self) -> Bounded:
        """Of a client with more connections than all others, the one waited for longest, or else the newest."""
        every = [one for one in self.connections if isinstance(one, Bounded)]
        number = Counter(one.whose for one in every)
        most = max(number.values())
        crowd = [one for one in every if number[one.whose] == most]
        waiting = (one for one in crowd if one.keeps_waiting())
        return min(waiting, key=lambda one: one.since, default=None) or max(crowd, key=lambda one: one.begun)

    def is_idle(self) -> bool:
        """Is no answer under way?"""
        return self.cycle is None or bool(self.cycle.response_complete)

    def keeps_waiting(self) -> bool:
        """Is nothing asked, or not all of it sent, or an answer not taken?"""
        return self.is_idle() or self._stage in ("body", "write")

    def data_received(self, data: bytes) -> None:
        """Read as uvicorn does, but the headers and the body have to end in time."""
        if self._stage == "":
            self._wait("headers", HEADER_SECONDS)
        super().data_received(data)
        self._look()

    def handle_events(self) -> None:
        """Begin as uvicorn does what was asked, but with no turn and no right of an answer that has just ended."""
        Context().run(super().handle_events)

    def _look(self) -> None:
        """Set the timer for what this connection waits for now."""
        if not self.is_idle():
            if self.cycle.more_body:
                if self._stage != "body":
                    self._wait("body", BODY_SECONDS)
            elif self._stage != "write":
                self._wait("", 0)

    def on_response_complete(self) -> None:
        """Finish as uvicorn does; then the next request may come, or a timer ends the connection."""
        if self._stage != "write":
            self._wait("", 0)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """Write as uvicorn does, but do not wait forever for a client that reads nothing."""
        super().pause_writing()
        self._untaken = self.transport.get_write_buffer_size()
        self._wait("write", WRITE_SECONDS)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._wait("", 0)

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait("", 0)
        super().connection_lost(exc)

    def _wait(self, stage: str, seconds: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._stage, self.since = stage, time.monotonic()
        self._timer = self.loop.call_later(seconds, self._late) if stage else None

    def _late(self) -> None:
        """End the connection, unless its client is taking its answer, however slowly."""
        left = self.transport.get_write_buffer_size()
        if self._stage == "write" and left < self._untaken:
            self._untaken = left
            self._wait("write", WRITE_SECONDS)
        else:
            self.end()

    def end(self) -> None:
        """End the connection at once."""
        self.connections.discard(self)
        self.transport.abort()


class OnceAMinute(logging.Filter):
    """Lets a problem be logged once a minute, with how often it came since; its text identifies a problem."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, float] = {}
        self._since: dict[str, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log this now.

        An answer that is cut off because the server ends is no problem, and no more is a client that leaves.
        """
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, asyncio.CancelledError) or type(error).__name__ == LEFT:
            return False
        problem = str(record.msg)[:200]
        now = time.monotonic()
        if now - self._told.get(problem, -LOG_SECONDS) < LOG_SECONDS:
            self._since[problem] = self._since.get(problem, 0) + 1
            return False
        self._told[problem] = now
        if before := self._since.pop(problem, 0):
            record.msg, record.args = f"{record.getMessage()} ({before:,} times more before)", ()
        if len(self._told) > 1000:
            self._told = {problem: now}
        return True


logger = logging.getLogger("uvicorn.error")


def told_briefly(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log in one line what asyncio cannot do, such as accept a connection without file descriptors."""
    error = context.get("exception")
    logger.error("%s", f"{context.get('message', 'the event loop failed')}: {error!r}"[:300])
