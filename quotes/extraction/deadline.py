"""Limit the time that an article may take, also where no other process watches this one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

LEAST_SECONDS = 120.0  # for a batch of articles, …
CHARACTERS_A_SECOND = 500  # … and one more for this many characters: some twenty times what they usually take
AGAIN_SECONDS = 1.0  # until the exception is raised again, if it was raised in code that swallowed it


class TooLongError(Exception):
    """Work that took longer than it may."""


def seconds_for(characters: int) -> float:
    """The seconds that articles of so many characters may take together."""
    return LEAST_SECONDS + characters / CHARACTERS_A_SECOND


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Stop the work within this context after so many seconds of CPU time.

    It needs the main thread of a program, on another system than Windows. Elsewhere, and if the program itself uses the
    same timer, nothing is stopped.

    Raises:
        TooLongError: it took longer.
    """
    if not _may_use_timer():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLongError(f"it takes more than {seconds:,.0f} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _may_use_timer() -> bool:
    """Is this the main thread, and does nobody else use the timer?"""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return False
    unused = signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0.0
    return unused and signal.getsignal(signal.SIGVTALRM) == signal.SIG_DFL
