"""Many articles by several processes: each has the model to itself, the results come in the order of the articles.

The workers are plain child processes that speak through their standard input and output, each with a thread here that
waits for it. So nothing is shared that a killed one could leave locked, no thread is forked, and a script that calls
this needs no `if __name__ == "__main__"`. What a killed worker had at hand is done again, an article at a time, and one
that takes far too long is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from math import ceil
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from quotes.errors import ErrorHandler, QuotesError, SourceError
from quotes.models import Article, Found
from quotes.parallel.protocol import Result, error_in, line_of, results_in

CHUNK = 16  # articles that a worker is given at once
AHEAD = 3  # chunks a worker that are read ahead of the one whose results come next
ENOUGH = 250_000  # characters from which on several processes are faster than one, with all that it takes to start them
STARTS = 3  # of a worker that is killed before it is ready
START = "from quotes.parallel.worker import work; work()"

START_SECONDS = 300.0  # for a worker to load its model
LEAST_SECONDS = 120.0  # for the articles that it is given at once, …
CHARACTERS_A_SECOND = 500  # … and one more for so many characters: some twenty times what they take
STEP = 1.0  # seconds
LAST_SECONDS = 5.0  # for a process that closed its pipe to come to its end, so that its status can be told


class WorkerDiedError(Exception):
    """A worker ended before it answered, or was killed because it took too long."""


def find_many(
    articles: Iterable[Article],
    *,
    processes: int | None = None,
    model: str | None = None,
    weights: str | None = None,
    topics: bool = True,
    on_error: ErrorHandler | None = None,
) -> Generator[Found, None, None]:
    """The articles with their quotes and topics, as `find_many` of `quotes.extraction.engine`, by several processes.

    Few articles are done in this process, because a worker takes seconds to start. Close the iterator if you stop
    before its end, and the workers stop at once.

    Args:
        processes: how many workers at most; None for as many as there are cores to use.
        on_error: told of an article that could not be analysed, or that a worker did not survive; None raises.

    Raises:
        ModelError, LexiconError: the model or the weights cannot be used.
        QuotesError: the workers cannot be started.
    """
    articles = iter(articles)
    count = cores() if processes is None else processes
    first = _until_enough(articles) if count > 1 else []
    how: dict[str, Any] = {"model": model, "weights": weights, "topics": topics}
    if sum(len(article.text) for article in first) < ENOUGH:
        from quotes.extraction.engine import find_many as find_here

        yield from find_here(chain(first, articles), **how, on_error=on_error)
        return
    for result in _by_workers(chain(first, articles), count, how):
        if isinstance(result, Found):
            yield result
        elif on_error is None:
            raise result
        else:
            on_error(result)


def extract_many(
    articles: Iterable[Article],
    *,
    processes: int | None = 1,
    model: str | None = None,
    weights: str | None = None,
    on_error: ErrorHandler | None = None,
) -> Iterator[Article]:
    """The articles with their quotes, in the same order.

    Args:
        articles: as `quotes.read_articles` gives them.
        processes: how many processes at most; None for as many as there are cores. Few articles are done in this one.
        model: an installed spaCy pipeline; None for the default.
        weights: a file that `quotes fit` made; None for those that come with the language.
        on_error: told of an article that could not be analysed, which is then left out; None raises.
    """
    how: dict[str, Any] = {"processes": processes, "model": model, "weights": weights, "on_error": on_error}
    return (found.article for found in find_many(articles, **how, topics=False))


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _until_enough(articles: Iterator[Article]) -> list[Article]:
    """The first articles, up to those that are worth several processes."""
    taken: list[Article] = []
    size = 0
    while size < ENOUGH and (article := next(articles, None)) is not None:
        taken.append(article)
        size += len(article.text)
    return taken


def _by_workers(articles: Iterator[Article], count: int, how: dict[str, Any]) -> Iterator[Result]:
    """Chunk after chunk to whichever worker is free; no more are read than a few ahead of what is given out."""
    workers: SimpleQueue[Worker] = SimpleQueue()
    started = [Worker(how) for _ in range(count)]
    for worker in started:
        workers.put(worker)
    waiting: deque[Future[list[Result]]] = deque()
    threads = ThreadPoolExecutor(count, thread_name_prefix="quotes")
    try:
        while chunk := list(islice(articles, CHUNK)):
            waiting.append(threads.submit(_do, workers, chunk))
            if len(waiting) > count * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for worker in started:
            worker.close()


def _do(workers: SimpleQueue[Worker], chunk: Sequence[Article]) -> list[Result]:
    """The results of a chunk, in order: at once, or one by one where a worker died of it."""
    worker = workers.get()
    try:
        return worker.ask(chunk)
    except WorkerDiedError:
        return [result for article in chunk for result in _alone(worker, article)]
    finally:
        workers.put(worker)


def _alone(worker: Worker, article: Article) -> list[Result]:
    try:
        return worker.ask([article])
    except WorkerDiedError as death:
        return [SourceError(f"article {article.id}", f"left out, {death}", "give it to --processes 1 to see why")]


class Worker:
    """A child process with a model of its own; started when it is first asked, and again when it died."""

    def __init__(self, how: dict[str, Any]) -> None:
        self.how = how
        self.closed = False
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, articles: Sequence[Article]) -> list[Result]:
        """The result of each article.

        Raises:
            WorkerDiedError: it ended before it answered, or took too long; the next call starts a new one.
            QuotesError: it cannot be started, or its model cannot be used.
        """
        if self.process is None or self.process.poll() is not None:
            self.process = self._started()
        return results_in(_exchange(self.process, line_of(articles), _seconds_for(articles)))

    def _started(self) -> subprocess.Popen[bytes]:
        """A process that is ready; one that is killed before it is, is started again a few times."""
        for _ in range(STARTS):
            process = self.process = _launch()
            if self.closed:  # asked now, because who closes looks at the process after that
                process.kill()
            try:
                answer = _exchange(process, line_of(self.how), START_SECONDS)
            except WorkerDiedError as death:
                problem = death
                if process.returncode >= 0:
                    break
            else:
                if error := error_in(answer):
                    raise error
                return process
        raise QuotesError(f"no worker could start: {problem}; try fewer with --processes")

    def close(self) -> None:
        """End it at once, whatever it is doing."""
        self.closed = True
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def _launch() -> subprocess.Popen[bytes]:
    """A new worker. Of its own group, so that Ctrl-C at a terminal is for this process alone."""
    return subprocess.Popen(
        [sys.executable, "-c", START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        process_group=0 if os.name == "posix" else None,
    )


def _seconds_for(articles: Sequence[Article]) -> float:
    """How long a worker may take for some articles."""
    return LEAST_SECONDS + sum(len(article.text) for article in articles) / CHARACTERS_A_SECOND


def _exchange(process: subprocess.Popen[bytes], message: bytes, seconds: float) -> bytes:
    """The line that a worker answers.

    Raises:
        WorkerDiedError: it ended first, or took longer and was killed; it is gone.
    """
    assert process.stdin is not None and process.stdout is not None
    answer = b""
    with _killed_after(seconds, process) as late, suppress(OSError):
        process.stdin.write(message)
        process.stdin.flush()
        answer = process.stdout.readline()
    if answer.endswith(b"\n"):
        return answer
    ended = _how_it_ended(process)
    with suppress(OSError):  # what it never read is still in there, and would be complained of when it is thrown away
        process.stdin.close()
    raise WorkerDiedError(f"a worker process took longer than {seconds:,.0f} seconds" if late.is_set() else ended)


@contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[Event]:
    """In here a process is killed, and the event set, once so many seconds are over.

    They are counted in steps: the time for which this process is stopped (Ctrl-Z) or a computer asleep is one at most.
    """
    done, late = Event(), Event()

    def watch() -> None:
        for _ in range(ceil(seconds / STEP)):
            if done.wait(min(STEP, seconds)):
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


def _how_it_ended(process: subprocess.Popen[bytes]) -> str:
    """'a worker process was killed (SIGKILL), perhaps because memory ran out'."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(LAST_SECONDS)
    process.kill()
    code = process.wait()
    if code >= 0:
        return f"a worker process ended with status {code}"
    name = signal.Signals(-code).name if -code in signal.valid_signals() else f"signal {-code}"
    return f"a worker process was killed ({name})" + (", perhaps because memory ran out" if name == "SIGKILL" else "")
