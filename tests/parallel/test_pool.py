"""Several processes: order, what becomes of articles whose worker dies, and that nothing is left running."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from quotes.errors import ModelError, QuotesError, SourceError
from quotes.extraction import deadline
from quotes.models import Article, Found
from quotes.parallel import pool
from quotes.processes import supervisor
from tests import STUCK
from tests.parallel.stand_in_worker import article
from tests.source_tree import ROOT


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that load no model, and are started for any number of articles."""
    monkeypatch.setattr(pool, "START", "from tests.parallel.stand_in_worker import work; work()")
    monkeypatch.setattr(pool, "ENOUGH", 1)
    monkeypatch.setattr(pool, "CHUNK", 3)


def run(articles: list[Article], processes: int = 2, **how: str) -> tuple[list[str], list[str]]:
    """The ids that were found, and the errors, each in order."""
    errors: list[SourceError] = []
    found = pool.find_many(articles, processes=processes, on_error=errors.append, **how)
    return [result.article.id for result in found], [str(error) for error in errors]


HERE = SimpleNamespace(find_many=lambda articles, **how: (Found(article, ()) for article in articles))


def numbered(*texts: str) -> list[Article]:
    return [article(number, text) for number, text in enumerate(texts)]


@pytest.mark.parametrize("processes", [2, 3])
def test_results_come_in_the_order_of_the_articles(processes: int) -> None:
    found, errors = run(numbered("SLOW 0.3", *["fine"] * 20), processes)
    assert (found, errors) == ([str(number) for number in range(21)], [])


def test_more_than_one_process_does_the_work() -> None:
    articles = numbered(*["SLOW 0.05"] * 12)
    workers = {found.topics for found in pool.find_many(articles, processes=2)}
    assert len(workers) == 2


@pytest.mark.parametrize(
    ("poison", "says"),
    [
        ("KILL", "left out, a worker process was killed (SIGKILL), perhaps because memory ran out"),
        ("EXIT 7", "left out, a worker process ended with status 7"),
        ("WRONG", "could not be analysed; look at it"),
    ],
)
def test_what_an_article_does_to_its_worker_costs_that_article_alone(poison: str, says: str) -> None:
    texts = ["fine"] * 20
    texts[4] = poison
    found, errors = run(numbered(*texts))
    assert found == [str(number) for number in range(20) if number != 4]
    assert len(errors) == 1 and errors[0].startswith(f"article 4: {says}")


def test_several_that_kill_in_one_chunk_are_all_told(tmp_path: Path) -> None:
    found, errors = run(numbered("KILL", "KILL", "KILL", "fine"))
    assert found == ["3"]
    assert [error.split(":")[0] for error in errors] == ["article 0", "article 1", "article 2"]


def test_a_worker_that_is_killed_from_outside_costs_no_article(tmp_path: Path) -> None:
    texts = ["fine"] * 20
    texts[7] = f"ONCE {tmp_path / 'killed'}"
    assert run(numbered(*texts)) == ([str(number) for number in range(20)], [])
    assert (tmp_path / "killed").exists()


def test_a_worker_that_is_killed_while_it_starts_is_started_again(tmp_path: Path) -> None:
    marker = tmp_path / "killed"
    assert run(numbered(*["fine"] * 6), model=f"killed at start unless {marker}")[0] == list("012345")
    assert marker.exists()


def test_a_worker_that_prints_does_not_mix_it_with_its_answers() -> None:
    assert run(numbered("PRINT hello", "fine")) == (["0", "1"], [])


@pytest.mark.parametrize(
    "text", ["\0", "a\u2028b\u2029c\x85d\r\n\x0b\x0c", "\U0001f600 “É”", "{}\n" * 9, "long " * 400_000, ""]
)
def test_an_article_comes_back_as_it_was(text: str) -> None:
    articles = [Article(id="\ud83d a\udcff", title=text, url=text, text=text), *numbered(*["fine"] * 4)]
    found = list(pool.find_many(articles, processes=2))
    assert [result.article for result in found] == articles
    assert [result.article.model_fields_set for result in found] == [one.model_fields_set for one in articles]


def test_without_a_handler_an_error_is_raised() -> None:
    with pytest.raises(SourceError, match="article 1: left out"):
        list(pool.find_many(numbered("fine", "KILL"), processes=2))


@pytest.mark.parametrize(
    ("model", "error", "says"),
    [
        ("missing", ModelError, "no such model"),
        ("exits", QuotesError, "no worker could start: .* status 3"),
        ("fails", QuotesError, "no worker could start: .* status 1"),
        ("hangs", QuotesError, "no worker could start: a worker process took longer than 4 seconds; try fewer"),
    ],
)
def test_what_keeps_workers_from_starting_is_told(
    monkeypatch: pytest.MonkeyPatch, model: str, error: type[Exception], says: str
) -> None:
    if model == "hangs":
        monkeypatch.setattr(pool, "START_SECONDS", 4.0)
        monkeypatch.setattr(pool, "STARTS", 1)
    with pytest.raises(error, match=says):
        run(numbered("fine"), model=model)


def test_an_article_that_takes_for_ever_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["fine"] * 12
    texts[4] = texts[10] = "SLOW 600"
    monkeypatch.setattr(pool, "_seconds_for", lambda given: 2.0 if "SLOW 600" in [one.text for one in given] else STUCK)
    found, errors = run(numbered(*texts))
    assert found == [str(number) for number in range(12) if number not in (4, 10)]
    assert errors == [
        f"article {number}: left out, a worker process took longer than 2 seconds; run it with --processes 1 to see why"
        for number in (4, 10)
    ]


def test_a_worker_that_does_not_even_read_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "LEAST_SECONDS", 1.0)
    monkeypatch.setattr(deadline, "CHARACTERS_A_SECOND", 1_000_000)
    monkeypatch.setattr(pool, "START", "from tests.parallel.stand_in_worker import deaf; deaf()")
    found, errors = run(numbered("long " * 100_000))
    assert (found, len(errors)) == ([], 1) and "took longer than 2 seconds" in errors[0]


@pytest.mark.parametrize(("sizes", "seconds"), [([], 120), ([0, 499], 120.998), ([500, 500], 122), ([2_000_000], 4120)])
def test_the_time_that_a_worker_has_grows_with_the_characters(sizes: list[int], seconds: float) -> None:
    assert pool._seconds_for(numbered(*["a" * size for size in sizes])) == pytest.approx(seconds)


def test_no_watching_thread_stays() -> None:
    before = set(threading.enumerate())
    run(numbered(*["fine"] * 9))
    assert not [thread for thread in {*threading.enumerate()} - before if thread.name == "quotes-watch"]


def test_articles_are_not_read_far_ahead() -> None:
    taken = count()

    def endless() -> Iterator[Article]:
        while True:
            yield article(next(taken), "SLOW 0.01")

    found = pool.find_many(endless(), processes=2)
    next(found)
    found.close()
    assert next(taken) <= (2 * pool.AHEAD + 2) * pool.CHUNK


def test_closing_ends_the_workers_whatever_they_do() -> None:
    found = pool.find_many(numbered(*["fine"] * 3, *["WAIT for ever"] * 6), processes=2)
    worker = int(next(found).topics[0][0].removeprefix("by "))
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_what_a_dead_worker_never_read_is_not_complained_of(monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    process = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.wait()
    with pytest.raises(supervisor.ChildDiedError):
        supervisor.exchange(process, b"[]\n", 5)
    assert process.stdin is not None and process.stdin.closed
    del process
    gc.collect()
    assert complaints == []


def test_few_articles_are_done_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ENOUGH", 1000)
    monkeypatch.setitem(sys.modules, "quotes.extraction.engine", HERE)
    monkeypatch.setattr(pool, "START", "raise SystemExit(9)")
    assert run(numbered("fine", "fine"))[0] == ["0", "1"]
    assert run([])[0] == []


def test_one_process_starts_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quotes.extraction.engine", HERE)
    monkeypatch.setattr(pool, "START", "raise SystemExit(9)")
    assert run(numbered(*["fine"] * 40), processes=1)[0] == [str(number) for number in range(40)]


SCRIPT = """
import os, sys
from quotes.extraction import deadline
from quotes.parallel import pool
from tests.parallel.stand_in_worker import article
pool.START, pool.ENOUGH = "from tests.parallel.stand_in_worker import work; work()", 1
pool.CHUNK = 2
print("begins", flush=True)
for found in pool.find_many((article(n, {text!r} if n > 2 else "fine") for n in range(40)), processes=2):
    print(found.article.id, found.topics[0][0], flush=True)
"""


def script(text: str) -> subprocess.Popen[str]:
    """A program without `if __name__ == "__main__"`."""
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(text=text)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_a_script_needs_no_main_guard() -> None:
    lines = script("fine").communicate(timeout=STUCK)[0].splitlines()
    assert lines[0] == "begins"
    assert [line.split()[0] for line in lines[1:]] == [str(number) for number in range(40)]


@pytest.mark.parametrize("busy", ["SLOW 0.05", "SLOW 600"])
def test_workers_end_when_their_parent_is_killed(busy: str) -> None:
    process = script(busy)
    assert process.stdout is not None
    process.stdout.readline()
    worker = int(process.stdout.readline().split()[-1])
    process.kill()
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + STUCK
    while _runs(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(worker)


def _runs(process: int) -> bool:
    """Whether it is there and no zombie that nobody waits for."""
    state = Path(f"/proc/{process}/stat")
    if not state.parent.parent.joinpath("self").exists():
        pytest.skip("there is no /proc here")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_signals_are_named() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    process.send_signal(signal.SIGTERM)
    process.wait()
    assert supervisor.how_it_ended(process) == "a worker process was killed (SIGTERM)"
