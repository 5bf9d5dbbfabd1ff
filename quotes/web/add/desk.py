"""Articles that are being read for the web: a bounded queue, two processes, and the outcome of each job.

Short texts have a process of their own, so that nobody waits for somebody else's long text. The first job starts a
process, which is ended when it has been idle.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
import tempfile
import time
from collections import Counter, OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotes.errors import QuotesError, SourceError
from quotes.models import Found
from quotes.processes.protocol import results_in
from quotes.processes.supervisor import Child, ChildDiedError, NoStartError
from quotes.web.add.child import START

MB = 1024 * 1024
LARGEST = 10 * MB  # bytes of a text or a file
SHORT = 100_000  # bytes of a text that is read at once, by the process for short ones
SECONDS = {"short": 90.0, "long": 600.0}  # for one job
WAITING = 8  # jobs that may wait for each process
KEPT, KEPT_SECONDS = 20, 3600.0  # jobs of one owner whose outcome is kept, and for how long
KEPT_BYTES = 200 * MB  # bytes of the texts of all of them
LOADING_SECONDS, PACE = 8.0, 6_000.0  # seconds in which a process starts; bytes a second, until that is measured
ENOUGH = 1_000  # bytes of a text from which the speed of reading is measured
IDLE_SECONDS = 300.0
BUSY = SourceError("this server", "reads as many articles as it can", "try again in a minute")


@dataclass
class Job:
    """One text, file or address.

    Attributes:
        owner: the id of whoever may see it.
        label: what is being read, for people.
        size: bytes; 0 for an address.
        begun: when a process began to read it, by `time.monotonic`.
        found: the articles with their quotations.
        problems: what could not be read, in sentences.
        batch: the key of the first job of the same form.
    """

    key: str
    owner: str
    label: str
    lane: str
    started: float
    size: int = 0
    begun: float | None = None
    found: list[Found] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    batch: str = ""
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def failed(self) -> bool:
        """Was nothing found that could be saved?"""
        return self.done.is_set() and not self.found

    @property
    def seconds(self) -> int:
        """The seconds since it was asked for."""
        return int(time.monotonic() - self.started)


class Desk:
    """The jobs of a server, and the processes that do them."""

    def __init__(self) -> None:
        self.jobs: OrderedDict[str, Job] = OrderedDict()
        self.children = {lane: self._new() for lane in SECONDS}
        self.threads = {lane: ThreadPoolExecutor(1, thread_name_prefix=f"quotes-{lane}") for lane in SECONDS}
        self.waiting = dict.fromkeys(SECONDS, 0)
        self.used = dict.fromkeys(SECONDS, 0.0)
        self.pace, self.loaded = PACE, dict.fromkeys(SECONDS, False)
        self.tasks: set[asyncio.Task[None]] = set()

    def ask(self, question: dict[str, Any], *, owner: str, label: str, data: bytes = b"", name: str = "") -> Job:
        """Start a new job, which goes on by itself.

        Args:
            question: what `child` reads; with `data`, the name of the file.

        Raises:
            SourceError: it is too large, or too many jobs are waiting.
        """
        size = len(data) or len(str(question.get("text") or "").encode("utf-8", "surrogatepass"))
        if size > LARGEST:
            raise too_large(label, size)
        lane = "short" if size <= SHORT and "address" not in question else "long"
        if self.waiting[lane] >= WAITING:
            raise BUSY
        self._forget()
        job = Job(secrets.token_urlsafe(12), owner, label, lane, time.monotonic(), size)
        self.jobs[job.key] = job
        self.waiting[lane] += 1
        task = asyncio.get_running_loop().create_task(self._do(job, question, data, name))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return job

    def of(self, key: str, owner: str) -> Job | None:
        """The job with this key, only for its owner."""
        job = self.jobs.get(key)
        return job if job and job.owner == owner else None

    def all_of(self, owner: str) -> list[Job]:
        """The jobs that somebody has neither saved nor thrown away."""
        return [job for job in self.jobs.values() if job.owner == owner]

    def before(self, job: Job) -> int:
        """How many jobs are to be done before this one."""
        return sum(not other.done.is_set() for other in self._until(job))

    def left(self, job: Job) -> float | None:
        """About how many seconds a job still takes, by how fast texts were read so far.

        None if that is not known: for an address, and if the job takes longer than expected.
        """
        ahead = [other for other in [*self._until(job), job] if not other.done.is_set()]
        if not all(other.size for other in ahead):
            return None
        loading = 0.0 if self.loaded[job.lane] else LOADING_SECONDS
        now = time.monotonic()
        spent = sum(now - other.begun for other in ahead if other.begun is not None)
        left = loading + sum(other.size / self.pace for other in ahead) - spent
        return left if left >= 1 else None

    def drop(self, job: Job) -> None:
        """Throw a job away."""
        self.jobs.pop(job.key, None)

    def _until(self, job: Job) -> list[Job]:
        same = [other for other in self.jobs.values() if other.lane == job.lane]
        return list(itertools.takewhile(lambda other: other is not job, same))

    async def _do(self, job: Job, question: dict[str, Any], data: bytes, name: str) -> None:
        loop = asyncio.get_running_loop()
        try:
            results = await loop.run_in_executor(self.threads[job.lane], self._read, job, question, data, name)
            for result in results:
                if isinstance(result, Found):
                    job.found.append(result)
                else:
                    job.problems.append(_sentence(result, job.label))
            if not results:
                job.problems.append(f"{job.label}: there is no article in it.")
        except (ChildDiedError, NoStartError) as error:
            job.problems.append(_died(job.label, error))
        except QuotesError as error:
            job.problems.append(_sentence(error, job.label))
        except OSError as error:
            job.problems.append(
                f"{job.label}: cannot be kept while it is read ({error.strerror}); tell whoever runs this."
            )
        finally:
            self.waiting[job.lane] -= 1
            job.done.set()
            loop.call_later(IDLE_SECONDS, self._let_go, job.lane)

    def _read(self, job: Job, question: dict[str, Any], data: bytes, name: str) -> list[Any]:
        """Record the answer of the process, and how fast it came."""
        loaded, job.begun = self.loaded[job.lane], time.monotonic()
        try:
            results = self._answer(job.lane, question, data, name)
        except Exception:  # the process has ended, or was never ready
            self.loaded[job.lane] = False
            raise
        self.loaded[job.lane] = True
        if loaded and job.size >= ENOUGH:
            self.pace = (self.pace + job.size / max(0.1, time.monotonic() - job.begun)) / 2
        return results

    def _answer(self, lane: str, question: dict[str, Any], data: bytes, name: str) -> list[Any]:
        """Ask the process, in a thread of its lane."""
        self.used[lane] = time.monotonic()
        child = self.children[lane]
        if not data:
            return results_in(child.ask(question, SECONDS[lane]))
        with tempfile.TemporaryDirectory(prefix="quotes-add-") as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            return results_in(child.ask({"path": str(path)}, SECONDS[lane]))

    def _let_go(self, lane: str) -> None:
        """End a process that was idle; the next job starts another."""
        if not self.waiting[lane] and time.monotonic() - self.used[lane] >= IDLE_SECONDS - 1:
            self.children[lane].close()
            self.children[lane], self.loaded[lane] = self._new(), False

    def _forget(self) -> None:
        """Drop old jobs, and the oldest ones of an owner who has too many, or of all if they are too large."""
        of_owner, size = Counter[str](), 0
        for job in reversed([job for job in self.jobs.values() if job.done.is_set()]):
            of_owner[job.owner] += 1
            size += job.size
            if job.seconds > KEPT_SECONDS or of_owner[job.owner] > KEPT or size > KEPT_BYTES:
                self.drop(job)

    @staticmethod
    def _new() -> Child:
        return Child(START, {}, quiet=True)


def too_large(label: str, size: int) -> SourceError:
    """The error for something larger than may be read here."""
    problem = f"has {size / MB:.1f} MB, and no more than {LARGEST // MB} MB are read here"
    return SourceError(label, problem, "cut it into parts, or give it to `quotes load`")


def _sentence(error: QuotesError, label: str) -> str:
    """An error in words for people, with the name of the job in place of a path of this server."""
    if isinstance(error, SourceError):
        where = label if error.where.startswith("/") else error.where
        return f"{where}: {error.problem}" + (f"; {error.advice}." if error.advice else ".")
    return str(error)


def _died(label: str, error: Exception) -> str:
    late = isinstance(error, ChildDiedError) and error.late
    why = "takes too long to be read here" if late else "could not be read: the process that read it ended"
    return f"{label}: {why}; try a shorter part of it, or give it to `quotes load`."


def desk_of(datasette: Any) -> Desk:
    """The desk of a server."""
    found: Desk | None = getattr(datasette, "_quotes_desk", None)
    if found is None:
        found = datasette._quotes_desk = Desk()
    return found
