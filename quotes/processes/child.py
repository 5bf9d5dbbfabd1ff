"""What runs in a child process: answer every line of standard input, within bounds, until the parent is gone."""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from quotes.errors import QuotesError
from quotes.processes.protocol import line_of

Handler = Callable[[bytes], object]


def serve(prepare: Callable[[bytes], Handler]) -> None:
    """Answer every message of standard input with one on standard output.

    Args:
        prepare: takes the first message, which says how to work, and returns the function that answers the others.
            The first message is answered by True once that is done, or by the error that prevents it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    messages, target = _messages(), _answers()
    try:
        answer = prepare(messages.get())
    except QuotesError as error:
        _write(target, error)
        return
    with suppress(OSError):  # the parent is gone
        _write(target, True)
        while True:
            _write(target, answer(messages.get()))


def _messages() -> SimpleQueue[bytes]:
    """Yield the lines of standard input, read by a thread, so that even a busy child ends when its parent does."""
    lines: SimpleQueue[bytes] = SimpleQueue()
    source = os.fdopen(os.dup(0), "rb")

    def read() -> None:
        try:
            while (line := source.readline()).endswith(b"\n"):
                lines.put(line)
        finally:
            os._exit(0)

    Thread(target=read, name="quotes-read", daemon=True).start()
    return lines


def _answers() -> BinaryIO:
    """Return the pipe for answers. Whatever is printed to standard output from now on goes to standard error."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return target


def _write(target: BinaryIO, message: object) -> None:
    target.write(line_of(message))
    target.flush()


def limit_memory(size: int) -> None:
    """Limit the memory of this process, in bytes, where the system has such a limit."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def limit_cpu(seconds: float) -> None:
    """Let the system kill this process after so many more seconds of CPU time, where it has such a limit."""
    with suppress(ImportError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds), hard))
