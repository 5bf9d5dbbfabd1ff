"""The jobs of the benchmark: each loads what it needs and returns the function to measure.

Only jobs of ours import our engine, because importing it changes settings that plain spaCy does not have.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from quotes.bench.result import Measure
from quotes.models import Article

if TYPE_CHECKING:
    from spacy.language import Language

BATCH_SIZE = 16
WARM = "“We will go,” she said."

Timed = Callable[[], float | None]  # returns the moment from which the time counts; None to count from its start


def measure(job: str, source: str, model: str, output: str) -> None:
    """Run one job in this process and write its `Measure` to a file."""
    run = JOBS[job][1](Path(source), model)
    before, start = cpu_seconds(), perf_counter()
    counts_from = run()
    elapsed = perf_counter() - (counts_from or start)
    result = Measure(seconds=cpu_seconds() - before, elapsed=elapsed, peak_mb=_peak_mb())
    Path(output).write_text(result.model_dump_json(), encoding="utf-8")


def _peak_mb() -> float:
    """The peak memory in MB of this process or of its largest child, whichever is more."""
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def cpu_seconds() -> float:
    """The CPU seconds of this process with its threads, and of its children that have ended."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _load(source: Path, model: str) -> Timed:
    """Our whole job: read, find, attribute, resolve, find topics, save."""
    from quotes.extraction.engine import find_many
    from quotes.read import read
    from quotes.store.open_to_write import connect
    from quotes.store.save import known, save

    _drain(find_many([Article.model_validate({"id": "warm", "text": WARM})], model=model))

    def job() -> None:
        db = connect(source.with_suffix(f".{os.getpid()}.db"))
        articles = (article for article in read(str(source)) if not known(db, article))
        for article, topics in find_many(articles, model=model):
            save(db, article, topics=topics)
        db.close()

    return job


def _spread(source: Path, model: str) -> Timed:
    """Our whole job with several processes; its time counts from when the first of them has loaded its model."""
    from quotes.parallel import pool
    from quotes.read import read
    from quotes.store.open_to_write import connect
    from quotes.store.save import known, save

    numbers = range(pool.CHUNK * pool.cores())
    warm = [Article.model_validate({"id": f"warm-{number}", "text": WARM}) for number in numbers]

    def job() -> float:
        db = connect(source.with_suffix(f".{os.getpid()}.db"))
        articles = (article for article in read(str(source)) if not known(db, article))
        with (
            _all_spread(),
            closing(pool.find_many(chain(warm, articles), model=model, processes=pool.cores())) as found,
        ):
            next(found)
            begun = perf_counter()
            for article, topics in found:
                save(db, article, topics=topics)
        db.close()
        return begun

    return job


@contextmanager
def _all_spread() -> Iterator[None]:
    """Within this context, several processes are used even for few articles."""
    from quotes.parallel import pool

    enough, pool.ENOUGH = pool.ENOUGH, 1
    try:
        yield
    finally:
        pool.ENOUGH = enough


def _parse(source: Path, model: str) -> Timed:
    """Only the parse that our rules use, with the same components."""
    from quotes.extraction.parse.parser import load_pipeline, parse_many

    _warm_up(model)
    texts = [article.text for article in _read_back(source)]
    return lambda: _drain(parse_many(load_pipeline(model), texts, batch_size=BATCH_SIZE))


def _lean(source: Path, model: str) -> Timed:
    """spaCy's own components in place of ours, over whole texts, with the same matrix kernel."""
    import spacy

    from quotes.extraction.parse.blas import use_fastest_kernel
    from quotes.extraction.parse.parser import UNUSED

    use_fastest_kernel()
    nlp = spacy.load(model, exclude=UNUSED)
    texts = [article.text for article in _read_back(source)]
    nlp(WARM)
    return lambda: _drain(nlp.pipe(texts, batch_size=BATCH_SIZE))


def _full(source: Path, model: str) -> Timed:
    """spaCy with all of the model's components, as it comes."""
    nlp = _stock(model)
    texts = [article.text for article in _read_back(source)]
    nlp(WARM)
    return lambda: _drain(nlp.pipe(texts, batch_size=BATCH_SIZE))


def _textacy(source: Path, model: str) -> Timed:
    """spaCy with all of the model's components, then textacy's direct quotations."""
    from quotes.evaluate.baseline import direct_quotations

    nlp = _stock(model)
    direct_quotations(nlp(WARM))
    texts = [article.text for article in _read_back(source)]
    return lambda: _drain(map(direct_quotations, nlp.pipe(texts, batch_size=BATCH_SIZE)))


JOBS: dict[str, tuple[str, Callable[[Path, str], Timed]]] = {
    "load": ("text to rows saved", _load),
    "spread": ("the same, a process for each core", _spread),
    "parse": ("the parse our rules see", _parse),
    "lean": ("nlp.pipe, the same components", _lean),
    "full": ("nlp.pipe, the whole model", _full),
    "textacy": ("the whole model, then textacy", _textacy),
}


def _warm_up(model: str) -> None:
    from quotes.extraction.engine import extract

    extract(WARM, model=model)


def _stock(model: str) -> Language:
    """Load the pipeline without our settings; this must not import our engine."""
    import spacy

    return spacy.load(model)


def _read_back(source: Path) -> list[Article]:
    lines = source.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return [Article.model_validate_json(line) for line in lines]


def _drain(results: Iterable[object]) -> None:
    for _ in results:
        pass
