"""Check the scheduler, the workers and the folder before any work starts, with a clear message for each."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotes.cluster import doing, parts
from quotes.cluster.manifest import MANIFEST, RUN
from quotes.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client

OURS = (MANIFEST, parts.FOLDER, doing.FOLDER)
LEAST_FREE_BYTES = 100_000_000  # bytes in OUT
PATIENCE_SECONDS = 10.0  # for a scheduler to answer, and for a first worker to appear
Tell = Callable[[str], None]


def need_dask() -> None:
    """Refuse to start without the extra `cluster`.

    Raises:
        ClusterError: says what to install.
    """
    try:
        import distributed  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ClusterError(
            f"{error.name} is not installed; install it with: pip install 'newsquotes[cluster]'"
        ) from error


@contextmanager
def connect(address: str) -> Iterator[Client]:
    """Connect to a running scheduler.

    Raises:
        ClusterError: no scheduler answers at this address.
    """
    import logging

    from distributed import Client

    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # problems are reported in our own words
    try:
        client = Client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError, ImportError, RuntimeError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers there within {PATIENCE_SECONDS:.0f} s; check the address and that"
            " `dask scheduler` runs, or leave out --scheduler to use this machine"
        ) from error
    with client:
        yield client


#: A worker that is gone is being restarted; after 15 seconds Dask would remove it from the cluster, even the last one.
HERE = {
    "distributed.worker.daemon": True,
    "distributed.comm.timeouts.connect": "30s",
    "distributed.deploy.lost-worker-timeout": "1 day",
}


@contextmanager
def start_here(workers: int, memory: str) -> Iterator[Client]:
    """Start a cluster here that ends with the run. Its workers have one thread and are restarted if they die.

    Args:
        memory: the limit for each worker ('2GB'); one that exceeds it is restarted.
    """
    import logging

    import dask
    from distributed import Client, LocalCluster

    with (
        dask.config.set(HERE),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            memory_limit=memory,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


def check_out(out: Path, tell: Tell, *, expected: int = 0) -> None:
    """Make the folder of the run, or refuse one that has other files, cannot be written or is full.

    Args:
        expected: the size of the sources in bytes.

    Raises:
        ClusterError: the folder is refused; the message says why.
    """
    if others := _others(out):
        raise ClusterError(f"{out}: is a folder with other files in it ({others[0]}); give a new one")
    try:
        for folder in (out, out / parts.FOLDER, out / doing.FOLDER):
            folder.mkdir(parents=True, exist_ok=True)
        probe = out / f".probe-{uuid.uuid4().hex[:8]}"
        parts.replace_file(probe, b"")
        probe.unlink()
    except OSError as error:
        raise ClusterError(f"{out}: cannot be written ({error.strerror}); give a folder that can") from error
    free = shutil.disk_usage(out).free
    if free < LEAST_FREE_BYTES:
        raise ClusterError(f"{out}: only {free / 1e6:.0f} MB are free there; make room or give another folder")
    if free < expected:
        tell(f"{out}: {free / 1e9:.1f} GB are free, and the sources have {expected / 1e9:.1f} GB; the disk may fill up")


def _others(out: Path) -> list[str]:
    """Names in a folder that no run made; a folder with a recipe is not checked."""
    if not out.is_dir() or (out / RUN).exists():
        return []
    names = sorted(path.name for path in out.iterdir())
    return [name for name in names if name not in OURS and not name.startswith((".", "weights-"))]


def check_workers(client: Client, out: Path, model: str | None, weights: Path | None, tell: Tell) -> dict[str, Any]:
    """Check package, model, weights and folder on every worker, and load the model there.

    Returns:
        `package`, `version`, `pipeline` and `weights`, which are the same on all workers.

    Raises:
        ClusterError: there are no workers, or some cannot do the work; the message names them.
    """
    from distributed import TimeoutError as TooLate

    try:
        client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except (TooLate, TimeoutError) as error:
        raise ClusterError("the scheduler has no workers; start some with: dask worker ADDRESS --nthreads 1") from error
    probe = f".probe-{uuid.uuid4().hex[:8]}"
    (out / probe).touch()
    try:
        weights_file = str(weights.absolute()) if weights else None
        found = client.run(_look(), model, weights_file, str(out.absolute()), probe, on_error="return")
    finally:
        for file in out.glob(f"{probe}*"):
            file.unlink(missing_ok=True)
    _refuse_unfit({worker: _answer(answer) for worker, answer in found.items()})
    threads = client.nthreads()
    if wide := sorted(worker for worker, count in threads.items() if count > 1):
        tell(f"{_named(wide)}: more than one thread, and only one is used; start with --nthreads 1 --nworkers N")
    first: dict[str, Any] = next(iter(found.values()))
    return {name: first[name] for name in ("package", "version", "pipeline", "weights")}


def _look() -> Callable[..., dict[str, Any]]:
    """A function that is pickled whole, so that a worker without this package can report that."""

    def look(*arguments: Any) -> dict[str, Any]:
        try:
            from quotes.cluster.worker import look_here

            return look_here(*arguments)
        except ImportError as error:
            return {"problem": f"has no {error.name or error}; install there: pip install 'newsquotes[cluster]'"}

    return look


def _answer(answer: Any) -> dict[str, Any]:
    return answer if isinstance(answer, dict) else {"problem": f"{type(answer).__name__}: {answer}"}


def _refuse_unfit(found: dict[str, dict[str, Any]]) -> None:
    from importlib.metadata import version as version_of

    from quotes.extraction.rules_version import VERSION

    wanted = {"package": version_of("newsquotes"), "version": VERSION}
    problems: dict[str, list[str]] = {}
    fit = {worker: answer for worker, answer in found.items() if "problem" not in answer}
    wanted |= {name: next(iter(fit.values()))[name] for name in ("pipeline", "weights") if fit}
    for worker, answer in found.items():
        lacking = [
            f"has {name} {answer.get(name)}, not {wanted[name]}" for name in wanted if answer.get(name) != wanted[name]
        ]
        for problem in [answer["problem"]] if "problem" in answer else lacking:
            problems.setdefault(problem, []).append(worker)
    if problems:
        told = "; ".join(f"{_named(workers)}: {problem}" for problem, workers in problems.items())
        raise ClusterError(f"{sum(map(len, problems.values()))} of {len(found)} workers cannot do the work. {told}")


def _named(workers: list[str], most: int = 5) -> str:
    more = f" and {len(workers) - most} more" if len(workers) > most else ""
    return f"worker {', '.join(workers[:most])}{more}"


def source_bytes(sources: tuple[str, ...]) -> int:
    """The bytes of those sources that are files; folders and addresses are not counted."""
    total = 0
    for source in sources:
        if os.path.isfile(source):  # noqa: PTH113 (any string may be a source, also an address)
            total += Path(source).stat().st_size
    return total
