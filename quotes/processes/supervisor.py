"""Start a child process, ask it with a deadline, kill it if it is late, and start another after it died.

Parent and child exchange lines of JSON through the child's standard input and output. So nothing is shared that a
killed process could leave locked, no thread is forked, and a script that uses this needs no
`if __name__ == "__main__"`. A child ends when its parent does (`child.py`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from threading import Event, Lock, Thread

from quotes.processes.protocol import error_in, line_of

STARTS = 3  # tries to start a child that is killed before it is ready
START_SECONDS = 300.0  # for a child to get ready, such as to load a model
STEP_SECONDS = 1.0
LAST_SECONDS = 5.0  # for a process that closed its pipe to end, so that its status is known


class ChildDiedError(Exception):
    """A child ended before it answered, or was killed because it took too long.

    Attributes:
        status: its exit status; negative for the number of the signal that killed it.
        late: whether it was killed because it took too long.
    """

    def __init__(self, message: str, *, status: int, late: bool = False) -> None:
        self.status = status
        self.late = late
        super().__init__(message)


class NoStartError(Exception):
    """A child ended before it was ready, every time it was started."""


class Child:
    """A child process that answers questions; the first question starts it, and so does the first after it died."""

    def __init__(
        self,
        program: str,
        greeting: object,
        *,
        starts: int = STARTS,
        start_seconds: float = START_SECONDS,
        quiet: bool = False,
    ) -> None:
        """Prepare, but do not start, a child.

        Args:
            program: Python source that calls `quotes.processes.child.serve`.
            greeting: the first message of every child started; it says how to work.
            quiet: whether to throw away what the child writes to standard error.
        """
        self.program = program
        self.greeting = line_of(greeting)
        self.starts = starts
        self.start_seconds = start_seconds
        self.quiet = quiet
        self.closed = False
        self.process: subprocess.Popen[bytes] | None = None
        self.asking = Lock()

    def ask(self, question: object, seconds: float) -> bytes:
        """The line that answers a question.

        Raises:
            ChildDiedError: it ended before it answered, or took longer than `seconds`.
            NoStartError: it could not be started.
            QuotesError: what the child answered to the greeting, such as that there is no such model.
        """
        with self.asking:
            if self.process is None or self.process.poll() is not None:
                self.process = self._started()
            return exchange(self.process, line_of(question), seconds)

    def _started(self) -> subprocess.Popen[bytes]:
        """A process that is ready. If it is killed while it starts, it is started again a few times."""
        problem: Exception | None = None
        for _ in range(self.starts):
            try:
                process = self._launched()
                answer = exchange(process, self.greeting, self.start_seconds)
            except (ChildDiedError, OSError) as error:
                problem = error
                if isinstance(error, OSError) or error.status >= 0:
                    break
            else:
                if refusal := error_in(answer):
                    raise refusal
                return process
        raise NoStartError(str(problem))

    def _launched(self) -> subprocess.Popen[bytes]:
        if self.closed:
            raise ChildDiedError("a worker process was closed", status=0)
        process = self.process = launch(self.program, quiet=self.quiet)
        if self.closed:  # checked again, because `close` looks at the process only after it has set this
            process.kill()
        return process

    def close(self) -> None:
        """End the child at once, whatever it is doing; it is not started again."""
        self.closed = True
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def launch(program: str, *, quiet: bool = False) -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own, so that Ctrl-C at a terminal reaches only the parent."""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        process_group=0 if os.name == "posix" else None,
    )


def exchange(process: subprocess.Popen[bytes], message: bytes, seconds: float) -> bytes:
    """Send a line to a child and return the line that it answers.

    Raises:
        ChildDiedError: it ended first, or took longer than `seconds` and was killed.
    """
    assert process.stdin is not None and process.stdout is not None
    answer = b""
    try:
        with _killed_after(seconds, process) as late, suppress(OSError):
            process.stdin.write(message)
            process.stdin.flush()
            answer = process.stdout.readline()
    except BaseException:  # Ctrl-C: the answer, once it came, would be taken for that to the next question
        process.kill()
        process.wait()
        raise
    if answer.endswith(b"\n"):
        return answer
    ended = how_it_ended(process)
    with suppress(OSError):  # what the child never read is still in the pipe, and closing it later would fail
        process.stdin.close()
    if late.is_set():
        ended = f"a worker process took longer than {seconds:,.0f} seconds"
    raise ChildDiedError(ended, status=process.wait(), late=late.is_set())


@contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[Event]:
    """Kill the process and set the event if this context takes longer than `seconds`.

    The time is counted in steps: while this process is stopped (Ctrl-Z) or the computer asleep, only one step passes.
    """
    done, late = Event(), Event()

    def watch() -> None:
        for _ in range(ceil(seconds / STEP_SECONDS)):
            if done.wait(min(STEP_SECONDS, seconds)):
                return
        late.set()
        process.kill()
        process.wait()

    watcher = Thread(target=watch, name="quotes-watch", daemon=True)
    watcher.start()
    try:
        yield late
    finally:
        done.set()
        watcher.join()


def how_it_ended(process: subprocess.Popen[bytes]) -> str:
    """Wait for a process that closed its pipe: 'a worker process was killed (SIGKILL), perhaps because …'."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(LAST_SECONDS)
    process.kill()
    code = process.wait()
    if code >= 0:
        return f"a worker process ended with status {code}"
    name = signal.Signals(-code).name if -code in signal.valid_signals() else f"signal {-code}"
    return f"a worker process was killed ({name})" + (", perhaps because memory ran out" if name == "SIGKILL" else "")
