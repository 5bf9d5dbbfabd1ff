"""Simulate a long day of a served database: `python -m tools.soak [--minutes 60]`.

One process serves, two load (new, changed and equal articles), one corrects, merges, splits and undoes through the
pages, and three read pages, feeds and streams. Every answer is checked: none may be an error of the server, no article
may be incomplete, and the counts on a page must agree with its rows. At the end the database must be sound and have
everything that was saved.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx

from quotes.store import check as checking
from tools.crash import UnsoundError, write_sources
from tools.generate import SYLLABLES
from tools.served import REVIEW, ROOT, Server, load, served

API = "/-/quotes/api/v1"
NEW, CHANGED, EQUAL = 6, 4, 6  # articles of one load
PARTS = 10  # parts of the time, each with figures of its own
READERS = 3
PAUSE = 0.2  # seconds between two corrections
PAGES = (
    "/",
    "/-/quotes?words=the",
    "/-/quotes/people",
    "/-/quotes/compare",
    "/quotes",
    "/quotes/said",
    "/-/quotes/api",
)
GONE = (301, 308, 404, 410)  # for a speaker who was merged, or a row that does not exist
END = "The clerk wrote down the number {0} and went home."


class Told:
    """The results: when each request was made and its seconds, by client, and the answers by kind."""

    def __init__(self) -> None:
        self.requests: list[tuple[float, float]] = []
        self.kinds: Counter[str] = Counter()
        self.lock = threading.Lock()

    def took(self, began: float, kind: str) -> None:
        """Note that a request that began at that time is done now."""
        now = time.monotonic()
        with self.lock:
            self.requests.append((now, now - began))
            self.kinds[kind] += 1


class Loader:
    """Writes files of articles and loads them, one after another.

    Attributes:
        versions: the version of each article that is loaded, by its number.
    """

    def __init__(self, name: str, samples: list[dict[str, Any]], folder: Path, database: Path) -> None:
        self.name, self.samples, self.folder, self.database = name, samples, folder, database
        self.versions: dict[int, int] = {}
        self.luck = random.Random(name)
        self.loads = 0

    def line(self, number: int, version: int) -> dict[str, Any]:
        """An article whose last sentence gives its version."""
        sample = self.samples[number % len(self.samples)]
        end = END.format(f"{number}.{version}")
        return sample | {"id": f"{self.name}{number}", "text": f"{sample['text']}\n\n{end}"}

    def load(self) -> None:
        """Load new, changed and equal articles.

        Raises:
            UnsoundError: the load does not report the right number of each.
        """
        known = list(self.versions)
        changed = self.luck.sample(known, min(CHANGED, len(known)))
        equal = self.luck.sample([one for one in known if one not in changed], min(EQUAL, len(known) - len(changed)))
        new = range(len(known), len(known) + NEW)
        after = {number: self.versions.get(number, -1) + 1 for number in (*changed, *new)}
        wanted = {number: self.versions[number] for number in equal} | after
        source = self.folder / f"{self.name}.jsonl"
        lines = [json.dumps(self.line(number, version)) + "\n" for number, version in wanted.items()]
        source.write_text("".join(lines), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "quotes",
            "load",
            str(self.database),
            str(source),
            "--json",
            "--processes",
            "1",
        ]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        told = json.loads(ran.stdout) if ran.returncode == 0 else {}
        counted = [told.get(name, 0) for name in ("new", "changed", "unchanged")]
        again = counted[1] - len(changed)  # articles of which a correction was undone are read again, too
        if counted != [len(new), len(changed) + again, len(equal) - again] or not 0 <= again <= len(equal):
            raise UnsoundError(f"load {self.loads} of {self.name}: {ran.returncode} {told} {ran.stderr[-500:]}")
        self.versions |= after
        self.loads += 1


class Corrector:
    """Corrects, merges, splits and undoes, by the forms of the review page.

    Attributes:
        made: corrections that were made, by action, with undoing.
        refused: those that the page refused, because of earlier corrections or of what was loaded meanwhile.
    """

    def __init__(self, server: Server, database: Path, told: Told) -> None:
        self.server, self.database, self.told = server, database, told
        self.luck = random.Random("corrector")
        self.made: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def correct(self) -> None:
        """Make one correction of a random kind."""
        form = self.luck.choice([self._speaker, self._nobody, self._merge, self._split, self._undo])()
        if form is None:
            return
        began = time.monotonic()
        sent = self.server.form | {"new": "", "name": ""} | form
        answer = self.server.apart.post(REVIEW, data=sent)
        self.told.took(began, "corrections")
        if answer.status_code == 303:
            self.made[form["action"]] += 1
        elif answer.status_code in (200, 400, 404):
            self.refused[form["action"]] += 1
        else:
            raise UnsoundError(f"{form}: {answer.status_code} {answer.text[-300:]}")

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=60)) as db:
            return [tuple(row) for row in db.execute(sql)]

    def _one(self, sql: str) -> tuple[Any, ...] | None:
        rows = self._rows(f"{sql} order by random() limit 1")
        return rows[0] if rows else None

    def _speaker(self) -> dict[str, str] | None:
        row = self._one("select id from quotes")
        name = f"Mona {''.join(self.luck.choices(SYLLABLES.split(), k=3)).title()}"
        return row and {"action": "speaker", "quote": str(row[0]), "name": name, "new": "1"}

    def _nobody(self) -> dict[str, str] | None:
        row = self._one("select id from quotes where speaker is not null")
        return row and {"action": "nobody", "quote": str(row[0])}

    def _merge(self) -> dict[str, str] | None:
        row = self._one(
            "select one.id, two.id from speakers as one join speakers as two on one.kind = two.kind"
            " and one.id < two.id and one.kind = 'person'"
        )
        return row and {"action": "merge", "keep": str(row[0]), "other": str(row[1])}

    def _split(self) -> dict[str, str] | None:
        row = self._one("select speaker, min(id) from names group by speaker having count(*) > 1")
        return row and {"action": "split", "keep": str(row[0]), "place": str(row[1])}

    def _undo(self) -> dict[str, str] | None:
        row = self._one("select id from corrections where undone is null")
        return row and {"action": "undo", "correction": str(row[0])}


class Reader:
    """Requests pages, feeds and streams, and checks that they are complete."""

    def __init__(self, client: httpx.Client, told: Told, known: Callable[[str], str | None], seed: int) -> None:
        self.client, self.told, self.known = client, told, known
        self.luck = random.Random(seed)

    def read(self) -> None:
        """Make one request of a random kind.

        Raises:
            UnsoundError: the answer is wrong or incomplete.
        """
        self.luck.choice([self._page, self._page, self._feed, self._stream, self._article, self._speaker, self._csv])()

    def _get(self, path: str, kind: str, *, passing: bool = False) -> httpx.Response:
        began = time.monotonic()
        try:
            answer = self.client.get(path)
        except (httpx.ReadError, httpx.RemoteProtocolError):  # a connection that was closed because it was idle
            self.told.kinds["again"] += 1
            answer = self.client.get(path)
        self.told.took(began, kind)
        if answer.status_code != 200 and not (passing and answer.status_code in GONE):
            raise UnsoundError(f"{path}: {answer.status_code} {answer.text[-300:]}")
        return answer

    def _page(self) -> None:
        path = self.luck.choice([*PAGES, self._some("speakers"), self._some("articles")])
        text = self._get(path, "pages", passing=True).text
        if text and not text.rstrip().endswith("</html>"):
            raise UnsoundError(f"{path} is half a page: {text[-200:]}")

    def _some(self, what: str) -> str:
        return f"/-/quotes/{what}/{self.luck.randint(1, 400)}"

    def _feed(self) -> None:
        ElementTree.fromstring(self._get("/-/quotes/feed.atom?words=the", "feeds").text)

    def _stream(self) -> None:
        text = self._get(f"{API}/quotes.ndjson", "streams").text
        lines = [json.loads(line) for line in text.splitlines()]
        if len({line["id"] for line in lines}) != len(lines) or not text.endswith("\n"):
            raise UnsoundError(f"a stream of {len(lines)} rows has one twice, or is half a stream")

    def _csv(self) -> None:
        text = self._get("/quotes/most_quoted.csv", "streams").text
        if not text.endswith("\r\n"):
            raise UnsoundError(f"a table is half a table: {text[-100:]}")

    def _article(self) -> None:
        """Check that the text is one of its versions, to the last sentence, and has its quotations."""
        path = f"{API}/articles/{self.luck.randint(1, 400)}"
        answer = self._get(path, "articles", passing=True)
        if answer.status_code != 200:
            return
        found = answer.json()
        text = found["text"]
        whole = self.known(found["key"])
        said = re.search(r"number (\d+)\.(\d+) and went home\.$", text)
        if whole is not None and (not said or not text.startswith(whole) or said[1] != found["key"].lstrip("xy")):
            raise UnsoundError(f"{path} is half an article: {text[-200:]}")
        for quote in found["quotes"]:
            if any(not 0 <= start < end <= len(text) for start, end in quote["spans"]):
                raise UnsoundError(f"{path}: quotation {quote['id']} does not stand in its text")

    def _speaker(self) -> None:
        """Check the number of quotations of a speaker, in the list of all and in the answer about one."""
        answer = self._get(f"{API}/speakers/{self.luck.randint(1, 200)}", "speakers", passing=True)
        if answer.status_code == 200:
            found = answer.json()
            counted = sum(month["quotes"] for month in found["months"])
            if counted > found["quotes"] or (counted < found["quotes"] and not _undated(found)):
                raise UnsoundError(f"{answer.url}: {found['quotes']} quotations, {counted} of them in its months")


def _undated(found: dict[str, Any]) -> bool:
    """Corrections may leave quotations without a day with a speaker; all articles here have one."""
    return found["first"] is None


def soak(folder: Path, minutes: float, *, loaders: int = 2) -> Iterator[str]:
    """Work for so many minutes, and yield the results after each tenth.

    Raises:
        UnsoundError: something was wrong; the message says what.
    """
    database = folder / "it.db"
    before, _ = write_sources(folder, 12)
    samples = [json.loads(line) for line in before.read_text(encoding="utf-8").splitlines()]
    load(database, before)
    texts = {f"{name}{number}": samples[number % 12]["text"] for name in "xy" for number in range(10_000)}
    loading = [Loader(name, samples, folder, database) for name in "xy"[:loaders]]
    told, stop = Told(), threading.Event()
    with served(database) as server, ThreadPoolExecutor(READERS + loaders + 1) as pool:
        correcting = Corrector(server, database, told)
        work: list[Callable[[], None]] = [loader.load for loader in loading]
        work += [lambda: (correcting.correct(), stop.wait(PAUSE), None)[-1]]
        work += [Reader(server.client, told, texts.get, seed).read for seed in range(READERS)]
        tasks = [pool.submit(_until, stop, job) for job in work]
        try:
            for part in range(1, PARTS + 1):
                began = time.monotonic()
                _wait(tasks, minutes * 60 / PARTS)
                yield _figures(part, told, began, server)
        finally:
            stop.set()
        for task in tasks:
            task.result()
    verify(database, loading, correcting, 12)
    yield (
        f"{sum(loader.loads for loader in loading)} loads; corrections: {dict(correcting.made)}, refused:"
        f" {dict(correcting.refused)}; requests: {dict(told.kinds)}"
    )


def _until(stop: threading.Event, job: Callable[[], None]) -> None:
    while not stop.is_set():
        job()


def _wait(tasks: list[Any], seconds: float) -> None:
    """Wait, and stop if something goes wrong."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(min(1.0, max(until - time.monotonic(), 0)))
        for task in tasks:
            if task.done():
                task.result()


def _figures(part: int, told: Told, began: float, server: Server) -> str:
    took = sorted(seconds for at, seconds in told.requests if at >= began)
    p50, p99 = (took[int(len(took) * share)] if took else 0.0 for share in (0.5, 0.99))
    status = Path(f"/proc/{server.pid}/status").read_text()
    found = re.search(r"VmRSS:\s*(\d+)", status)
    assert found
    files = len(list(Path(f"/proc/{server.pid}/fd").iterdir()))
    memory = int(found[1]) // 1024
    return f"| {part} | {len(took):,} | {p50:.2f} s | {p99:.2f} s | {memory} MB | {files} |"


def verify(database: Path, loading: list[Loader], correcting: Corrector, first: int) -> None:
    """Check that every article is as it was saved last, that every correction is there, and that the database is sound.

    Raises:
        UnsoundError: something is not.
    """
    with closing(checking.connect(database)) as db:
        if found := list(checking.problems(db)):
            raise UnsoundError("; ".join(f"{problem.where}: {problem.what}" for problem in found[:5]))
        texts = dict(db.execute("select key, text from articles").fetchall())
        wanted = {f"{one.name}{n}": one.line(n, v)["text"] for one in loading for n, v in one.versions.items()}
        if lost := [key for key, text in wanted.items() if texts.get(key) != text]:
            raise UnsoundError(f"these articles are not as they were loaded last: {lost[:5]}")
        if len(texts) != len(wanted) + first:
            raise UnsoundError(f"{len(texts)} articles are there, and {len(wanted) + first} were loaded")
        made, undone = db.execute("select count(*), count(undone) from corrections").fetchone()
    done = correcting.made
    if (made, undone) != (done.total() - done["undo"], done["undo"]):
        raise UnsoundError(f"{dict(done)} were made; {made} corrections are there, {undone} of them undone")


def main() -> int:
    """Work on a database for a while, and report the results."""
    parser = argparse.ArgumentParser(prog="python -m tools.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    given = parser.parse_args()
    sys.stdout.write("| tenth | requests | p50 | p99 | memory | file descriptors |\n|--:|--:|--:|--:|--:|--:|\n")
    with tempfile.TemporaryDirectory() as folder:
        try:
            for line in soak(Path(folder), given.minutes):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
        except UnsoundError as error:
            sys.stdout.write(f"{error}\n")
            return 1
    sys.stdout.write("nothing was lost\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
