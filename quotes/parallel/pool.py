"""Find quotations in many articles with several processes; the results come in the order of the articles.

Each worker process has a model of its own, and a thread here that waits for it. If a worker is killed, its articles are
done again one at a time; an article that takes far too long is left out and reported.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any

from quotes.errors import ErrorHandler, QuotesError, SourceError
from quotes.extraction.deadline import seconds_for
from quotes.models import Article, Found
from quotes.processes import supervisor
from quotes.processes.protocol import FoundOrError, results_in
from quotes.processes.supervisor import Child, ChildDiedError, NoStartError

CHUNK = 16  # articles that a worker is given at a time
AHEAD = 3  # chunks for each worker that are read before the results of the first are complete
ENOUGH = 250_000  # characters from which several processes are faster than one, in spite of the time to start them
START = "from quotes.parallel.worker import work; work()"

STARTS = supervisor.STARTS
START_SECONDS = supervisor.START_SECONDS  # for a worker to load its model


def find_many(
    articles: Iterable[Article],
    *,
    processes: int | None = None,
    model: str | None = None,
    weights: str | None = None,
    topics: bool = True,
    on_error: ErrorHandler | None = None,
) -> Generator[Found, None, None]:
    """Yield the articles with their quotes and topics, like `quotes.extraction.engine.find_many`, by several processes.

    A few articles are done in this process, because a worker takes seconds to start. If you stop before the end,
    close the iterator, and the workers stop at once.

    Args:
        processes: how many workers at most; None for as many as there are cores to use.
        on_error: is called for an article that could not be analysed, or that killed its worker; None raises.

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
    """Yield the articles with their quotes, in the same order.

    Args:
        articles: as `quotes.read_articles` gives them.
        processes: how many processes at most; None for as many as there are cores. A few articles are done in this one.
        model: an installed spaCy pipeline; None for the default.
        weights: a file that `quotes fit` made; None for those that come with the language.
        on_error: is called for an article that could not be analysed, which is then left out; None raises.
    """
    how: dict[str, Any] = {"processes": processes, "model": model, "weights": weights, "on_error": on_error}
    return (found.article for found in find_many(articles, **how, topics=False))


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _until_enough(articles: Iterator[Article]) -> list[Article]:
    """Take articles until there are enough to be worth several processes."""
    taken: list[Article] = []
    size = 0
    while size < ENOUGH and (article := next(articles, None)) is not None:
        taken.append(article)
        size += len(article.text)
    return taken


def _by_workers(articles: Iterator[Article], count: int, how: dict[str, Any]) -> Iterator[FoundOrError]:
    """Give each chunk to a free worker, and yield the results in order; only a few chunks are read ahead."""
    workers: SimpleQueue[Child] = SimpleQueue()
    started = [_worker(how) for _ in range(count)]
    for worker in started:
        workers.put(worker)
    waiting: deque[Future[list[FoundOrError]]] = deque()
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


def _do(workers: SimpleQueue[Child], chunk: Sequence[Article]) -> list[FoundOrError]:
    """The results of a chunk, in order. If a worker died of it, its articles are done again one by one."""
    worker = workers.get()
    try:
        return _ask(worker, chunk)
    except ChildDiedError:
        return [result for article in chunk for result in _alone(worker, article)]
    finally:
        workers.put(worker)


def _alone(worker: Child, article: Article) -> list[FoundOrError]:
    try:
        return _ask(worker, [article])
    except ChildDiedError as death:
        return [SourceError(f"article {article.id}", f"left out, {death}", "run it with --processes 1 to see why")]


def _worker(how: dict[str, Any]) -> Child:
    return Child(START, how, starts=STARTS, start_seconds=START_SECONDS)


def _ask(worker: Child, articles: Sequence[Article]) -> list[FoundOrError]:
    """Ask a worker for the result of each article.

    Raises:
        ChildDiedError: the worker ended before it answered, or took too long; the next call starts a new one.
        QuotesError: it cannot be started, or its model cannot be used.
    """
    try:
        return results_in(worker.ask(articles, _seconds_for(articles)))
    except NoStartError as error:
        raise QuotesError(f"no worker could start: {error}; try fewer with --processes") from error


def _seconds_for(articles: Sequence[Article]) -> float:
    """The seconds that a worker may take for some articles."""
    return seconds_for(sum(len(article.text) for article in articles))
