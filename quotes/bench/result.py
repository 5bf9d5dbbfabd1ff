"""The records of a benchmark."""

from __future__ import annotations

from quotes.models import Record


class Measure(Record):
    """One run of one job.

    Attributes:
        seconds: CPU seconds of its process and its children.
        elapsed: seconds that it took by the clock.
        peak_mb: the peak memory of the process or of its largest child.
    """

    seconds: float
    elapsed: float = 0.0
    peak_mb: float


class Cost(Record):
    """A job over all rounds.

    Attributes:
        per_article_ms: CPU milliseconds, the median of the rounds.
    """

    job: str
    what: str
    runs: tuple[Measure, ...]
    per_article_ms: float
    peak_mb: float


class Ratio(Record):
    """One job's seconds over another's, CPU or by the clock: median, lowest and highest of the rounds."""

    job: str
    to: str
    what: str
    median: float
    lowest: float
    highest: float


class Startup(Record):
    """CPU seconds of a whole command, start to finish."""

    command: str
    seconds: float
    lowest: float
    highest: float


class Bench(Record):
    """A whole benchmark: the machine, the articles and the figures."""

    machine: str
    articles: int
    characters: int
    rounds: int
    ratios: tuple[Ratio, ...]
    speedup: Ratio
    processes: int
    costs: tuple[Cost, ...]
    startup: tuple[Startup, ...]
