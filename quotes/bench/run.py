"""Run the jobs in turn, several rounds over the same articles, each job in a process of its own.

So the settings of one job do not affect another, and a ratio compares two runs of the same round.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from itertools import chain, islice, repeat
from pathlib import Path
from statistics import median

from quotes.bench.jobs import JOBS, cpu_seconds
from quotes.bench.result import Bench, Cost, Measure, Ratio, Startup
from quotes.errors import QuotesError
from quotes.models import Article
from quotes.parallel.pool import cores

ARTICLES = 200
ROUNDS = 3
THREAD_SETTINGS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
RUN = "import sys; from quotes.bench.jobs import measure; measure(*sys.argv[1:])"
RATIOS = (
    ("load", "full", "text to rows saved, to the plain nlp.pipe of the whole model"),
    ("load", "lean", "text to rows saved, to nlp.pipe with the same components"),
    ("load", "parse", "text to rows saved, to the parse our rules see"),
    ("textacy", "load", "textacy's whole job, to ours"),
)
SPEEDUP = "how many times as fast by the clock with a process for each core"


def bench(
    articles: Iterable[Article],
    *,
    model: str | None = None,
    rounds: int = ROUNDS,
    on_round: Callable[[int, int], None] | None = None,
) -> Bench:
    """Measure all jobs over some articles.

    Args:
        model: an installed spaCy pipeline; None for the default.
        on_round: is called after each run with the number of finished runs and the total.

    Raises:
        ModelError: there is no such model.
        QuotesError: there are no articles, or a job failed.
    """
    from quotes.extraction.parse.parser import load_pipeline

    articles = list(articles)
    if not articles:
        raise QuotesError("there are no articles to measure; name a file or a folder that has some")
    path = str(load_pipeline(model).path)
    with tempfile.TemporaryDirectory(prefix="quotes-bench-") as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(_line(article) for article in articles), encoding="utf-8")
        runs = _run_all(source, path, rounds, on_round or (lambda done, of: None))
        startup = _start_up(source, articles[0], rounds)
    return Bench(
        machine=_machine(),
        articles=len(articles),
        characters=sum(len(article.text) for article in articles),
        rounds=rounds,
        ratios=tuple(_ratio(runs, *names) for names in RATIOS),
        speedup=_ratio(runs, "load", "spread", SPEEDUP, clock=True),
        processes=cores(),
        costs=tuple(_cost(job, measures, len(articles)) for job, measures in runs.items()),
        startup=startup,
    )


def enough(articles: Sequence[Article], wanted: int = ARTICLES) -> list[Article]:
    """Repeat the articles, with new ids each time, until there are enough."""
    copies = (
        article.model_copy(update={"id": f"{article.id}-{number}"})
        for number, again in enumerate(repeat(articles))
        for article in again
    )
    return list(islice(copies, max(wanted, len(articles)) if articles else 0))


def _line(article: Article) -> str:
    return article.model_dump_json(exclude={"quotes"}) + "\n"


def _run_all(source: Path, model: str, rounds: int, on_round: Callable[[int, int], None]) -> dict[str, list[Measure]]:
    """Run every job in turn, round after round."""
    runs: dict[str, list[Measure]] = {job: [] for job in JOBS}
    for number, job in enumerate(chain.from_iterable(repeat(list(JOBS), rounds)), start=1):
        runs[job].append(_run(job, source, model))
        on_round(number, rounds * len(JOBS))
    return runs


def _run(job: str, source: Path, model: str) -> Measure:
    """Run one job in a new process."""
    output = source.with_suffix(".result")
    _run_python("-c", RUN, job, str(source), model, str(output))
    return Measure.model_validate_json(output.read_text(encoding="utf-8"))


def _start_up(source: Path, article: Article, rounds: int) -> tuple[Startup, ...]:
    """Measure whole commands: finding quotations in a short article, and a look-up."""
    text = source.with_suffix(".txt")
    text.write_text(article.text[:1000], encoding="utf-8")
    database = next(source.parent.glob("*.db"))
    commands = {
        "quotes extract, one short article": ["extract", str(text)],
        "quotes said-by": ["said-by", str(database), _somebody(database)],
    }
    return tuple(
        _startup(name, [_command_seconds(command) for _ in range(rounds)]) for name, command in commands.items()
    )


def _somebody(database: Path) -> str:
    """The name to look up: the most quoted speaker's."""
    from quotes.store import lookup

    db = lookup.connect(database)
    most = lookup.most_quoted(db, limit=1)
    db.close()
    return most[0].name if most else "nobody"


def _command_seconds(arguments: Sequence[str]) -> float:
    before = cpu_seconds()
    _run_python("-m", "quotes", *arguments)
    return cpu_seconds() - before


def _run_python(*arguments: str) -> None:
    """Run Python in a new process with the machine's default thread settings."""
    environment = {name: value for name, value in os.environ.items() if name not in THREAD_SETTINGS}
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise QuotesError(f"a job of the benchmark failed: {last}")


def _startup(command: str, seconds: Sequence[float]) -> Startup:
    return Startup(command=command, seconds=median(seconds), lowest=min(seconds), highest=max(seconds))


def _ratio(runs: dict[str, list[Measure]], job: str, to: str, what: str, *, clock: bool = False) -> Ratio:
    """The ratio of two jobs in CPU seconds, or in seconds by the clock."""
    pairs = zip(runs[job], runs[to], strict=True)
    values = [a.elapsed / b.elapsed if clock else a.seconds / b.seconds for a, b in pairs]
    return Ratio(job=job, to=to, what=what, median=median(values), lowest=min(values), highest=max(values))


def _cost(job: str, measures: Sequence[Measure], articles: int) -> Cost:
    return Cost(
        job=job,
        what=JOBS[job][0],
        runs=tuple(measures),
        per_article_ms=1000 * median(run.seconds for run in measures) / articles,
        peak_mb=max(run.peak_mb for run in measures),
    )


def _machine() -> str:
    """The processor, the number of cores, and the versions that matter."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    processor = next(named, platform.processor() or platform.machine())
    python = platform.python_version()
    return f"{processor}, {os.cpu_count()} cores, Python {python}, spaCy {version('spacy')}"
