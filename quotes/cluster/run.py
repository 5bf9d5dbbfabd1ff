"""Run a load: send partitions to the workers, a few at a time, and write their answers to the manifest."""

from __future__ import annotations

import concurrent.futures
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotes.cluster import doing
from quotes.cluster.manifest import Manifest
from quotes.cluster.partition import Partition, cut
from quotes.cluster.recipe import Recipe
from quotes.cluster.worker import work
from quotes.errors import ClusterError
from quotes.models import Article

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 2  # partitions for each worker: one in work and one waiting
TRIES = 3  # for a partition that keeps failing without progress
STEP_SECONDS = 5.0  # to wait before checking that the cluster is still there

NamedSource = tuple[str, Iterable[Article]]


@dataclass
class Summary:
    """The outcome of a run, in articles unless said otherwise.

    Attributes:
        kept: found by an earlier run.
        noted: kept without quotations, because their language has no lexicon.
        undone: in partitions that were given up.
        parts: partitions done by this run.
    """

    articles: int = 0
    found: int = 0
    kept: int = 0
    failed: int = 0
    noted: int = 0
    undone: int = 0
    quotes: int = 0
    parts: int = 0


@dataclass
class ClusterRun:
    """A run under way.

    Attributes:
        pending: the partitions that the workers have.
        tries: how often a partition failed since it last made progress.
        seen: (source, id) of every partition that the sources have now.
        unread: sources that were not read to their end, so that none of their partitions is dropped.
    """

    client: Client
    manifest: Manifest
    recipe: Recipe
    weights: Path | None
    tell: Callable[[str], None]
    advance: Callable[[], None]
    retry_failed: bool = False
    pending: dict[Future, Partition] = field(default_factory=dict)
    tries: dict[str, tuple[int, object]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    summary: Summary = field(default_factory=Summary)

    @property
    def out(self) -> Path:
        return self.manifest.out


def carry_out(run: ClusterRun, sources: Iterable[NamedSource]) -> Summary:
    """Make a part of every partition that has none, and drop partitions that no source has any more.

    Raises:
        ClusterError: the disk is full, the cluster is gone, or a worker differs from the others.
    """
    from distributed.comm import CommClosedError

    doing.forget_all(run.out)
    complete: list[str] = []
    try:
        for partition in _to_do(run, sources, complete):
            while len(run.pending) >= AHEAD * max(len(run.client.nthreads()), 1):
                _settle_some(run)
            _submit(run, partition)
        while run.pending:
            _settle_some(run)
    except OSError as error:
        if isinstance(error, CommClosedError) or run.client.status != "running":
            raise _gone() from error
        raise
    finally:
        _leave(run)
    _drop_stale(run, complete)
    run.manifest.add("end", **vars(run.summary))
    return run.summary


def _leave(run: ClusterRun) -> None:
    """Cancel the pending work, if the scheduler can still be reached."""
    with suppress(OSError, concurrent.futures.CancelledError):
        if run.client.status == "running":
            run.client.cancel(list(run.pending), force=True)


def _to_do(run: ClusterRun, sources: Iterable[NamedSource], complete: list[str]) -> Iterator[Partition]:
    """Yield the partitions without a part, and add the sources that were read to their end to `complete`."""
    for source, articles in sources:
        for partition in cut(articles, source, most_articles=run.recipe.partition_size):
            run.summary.articles += partition.articles
            again = partition.id in run.positions
            run.positions.setdefault(partition.id, len(run.positions))
            run.seen.add((source, partition.id))
            if _is_kept(run, partition, again):
                run.summary.kept += partition.articles
                _advance(run, partition)
            else:
                yield partition
        complete.append(source)


def _is_kept(run: ClusterRun, partition: Partition, again: bool) -> bool:
    """Whether a partition's part exists or is in work; if so, note that this source has it too."""
    if again:
        while any(other.id == partition.id for other in run.pending.values()):
            _settle_some(run)
    line = run.manifest.parts.get(partition.id)
    if line is None or not run.manifest.is_done(partition.id):
        return False
    if run.retry_failed and line["failed"] and not again:
        return False
    if partition.source not in run.manifest.places[partition.id]:
        run.manifest.add(**(line | _about(run, partition)))
    return True


def _submit(run: ClusterRun, partition: Partition) -> None:
    weights = str(run.weights.absolute()) if run.weights else None
    future = run.client.submit(
        work,
        partition.id,
        partition.payload,
        partition.first,
        str(run.out.absolute()),
        run.recipe,
        weights,
        key=f"quotes-{partition.id}-{uuid.uuid4().hex}",
        pure=False,
    )
    run.pending[future] = partition


def _settle_some(run: ClusterRun) -> None:
    """Wait for an answer, and handle all answers that have arrived."""
    from distributed import wait

    try:
        with run.client.as_current():
            done = wait(list(run.pending), timeout=STEP_SECONDS, return_when="FIRST_COMPLETED").done
    except (TimeoutError, concurrent.futures.TimeoutError):
        _check_alive(run)
        return
    except concurrent.futures.CancelledError:
        done = {future for future in run.pending if future.done()}
    if run.client.status != "running" or any(future.status in ("cancelled", "lost") for future in done):
        raise _gone()
    for future in done:
        partition = run.pending.pop(future)
        if future.status == "finished":
            _take(run, partition, future.result())
        else:
            _try_again(run, partition, future.exception())
        future.release()


def _take(run: ClusterRun, partition: Partition, answer: dict[str, Any]) -> None:
    """Write a worker's answer to the manifest."""
    outcome = answer.pop("outcome")
    if outcome == "full":
        problem = f"the disk is full ({answer['problem']})"
        _give_up(run, partition, problem)
        raise ClusterError(f"{run.out}: {problem}; make room and run the same command again to go on")
    if outcome == "unfit":
        _give_up(run, partition, answer["problem"])
        raise ClusterError(f"a worker that joined late cannot do the work: {answer['problem']}; install the same there")
    assert answer["articles"] == partition.articles == answer["found"] + len(answer["failed"])
    run.manifest.add("part", **_about(run, partition), **answer)
    run.summary.parts += 1
    run.summary.found += answer["found"]
    run.summary.quotes += answer["quotes"]
    run.summary.failed += len(answer["failed"])
    for failure in answer["failed"]:
        run.tell(f"{partition.source}, article {failure['record']} ({failure['id']}): {failure['reason']}; left out")
    run.summary.noted += len(answer["noted"])
    for note in answer["noted"]:
        run.tell(f"{partition.source}, article {note['record']} ({note['id']}): {note['reason']}")
    _advance(run, partition)


def _try_again(run: ClusterRun, partition: Partition, error: BaseException) -> None:
    """Send a failed partition again, as long as it makes progress or has tries left."""
    further = vars(doing.look(doing.file_of(run.out, partition.id)))
    tries, before = run.tries.get(partition.id, (0, None))
    tries = tries + 1 if further == before or before is None else 1
    run.tries[partition.id] = (tries, further)
    if tries < TRIES:
        _submit(run, partition)
        return
    reason = "its workers died repeatedly" if type(error).__name__ == "KilledWorker" else repr(error)
    _give_up(run, partition, reason)
    run.tell(f"{partition.source}, articles {partition.first} to {partition.last}: {reason}; left undone")
    run.summary.undone += partition.articles
    _advance(run, partition)


def _give_up(run: ClusterRun, partition: Partition, reason: str) -> None:
    run.manifest.add("undone", **_about(run, partition), articles=partition.articles, reason=reason)


def _about(run: ClusterRun, partition: Partition) -> dict[str, Any]:
    return {
        "id": partition.id,
        "source": partition.source,
        "first": partition.first,
        "last": partition.last,
        "ids": partition.ids,
        "position": run.positions[partition.id],
    }


def _advance(run: ClusterRun, partition: Partition) -> None:
    for _ in range(partition.articles):
        run.advance()


def _drop_stale(run: ClusterRun, complete: Iterable[str]) -> None:
    """Drop the partitions that a source read to its end no longer has; standard input is exempt."""
    complete = set(complete) - run.unread - {"-"}
    for partition, sources in list(run.manifest.places.items()):
        for source in sorted(sources & complete):
            if (source, partition) not in run.seen:
                run.manifest.drop(source, partition)


def _check_alive(run: ClusterRun) -> None:
    """Raise if the cluster is gone; if it only has no workers, wait, because they may come back."""
    if run.client.status != "running":
        raise _gone()
    try:
        workers = run.client.scheduler_info(n_workers=-1)["workers"]
    except (OSError, TimeoutError) as error:
        raise _gone() from error
    if not workers:
        run.tell("the scheduler has no workers; waiting for some")


def _gone() -> ClusterError:
    return ClusterError("the scheduler is gone; start it again, then run the same command again to go on")
