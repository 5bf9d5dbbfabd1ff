"""Serve a database while it is worked on: `python -m tools.served [--corrections 200] [--writers 4]`.

`quotes serve --root` runs in a process of its own. Quotations are corrected in its pages, `quotes load` adds
articles, other programs write, and every page is requested, all at once. Each answer must be good; at the end each
correction and article must be there, and the database must be sound; and the server must open its files only through
SQLite.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx

from tools.bench_web import API, cases
from tools.crash import UnsoundError, check, write_sources
from tools.generate import SYLLABLES

ROOT = Path(__file__).parents[1]
REVIEW = "/-/quotes/review"
PATIENCE = 120.0  # seconds for an answer, even of a busy machine
READERS, CORRECTORS = 2, 4  # clients that send requests at the same time
SERVE = "from tools.locks import guard; guard(); from quotes.cli import cli; cli()"
#: Opens the database again for each article, as programs that run for a moment do.
WRITE = """
import sys, threading
from quotes.models import Article, Quote
from quotes.store import open_to_write, save as store
enough = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), enough.set()), daemon=True).start()
path, name = sys.argv[1:]
number = 0
while not enough.wait(0.05):
    db = open_to_write.connect(path)
    text = f"“Word {number},” said Ida {name.title()}."
    about = {"text": text[1:-2], "kind": "direct", "spans": [(1, 6 + len(str(number)))], "rule": "cue_right_after"}
    said = Quote.model_validate(about | {"speaker": f"Ida {name.title()}", "speaker_kind": "person", "confidence": 0.9})
    store.save(db, Article(id=f"{name}{number}", text=text, quotes=(said,)))
    db.close()
    number += 1
print(number)
"""
#: Pages besides those of the benchmark.
PAGES = (
    *(f"{REVIEW}?queue={queue}" for queue in ("doubtful", "namesakes", "duplicates", "done")),
    *(f"/quotes/{table}" for table in ("speakers", "names", "topics", "corrections")),
    *("/quotes.json", "/quotes/said.csv?_size=max", "/-/quotes/api", "/-/quotes/api/openapi.json", f"{API}/quotes"),
)


Jobs = list[tuple[int, str]]  # corrections: a quotation and who said it


class Server:
    """A running `quotes serve`, to which somebody is signed in.

    Attributes:
        pid: the id of its process.
        client: asks again on a connection that is open; the server may close one that is idle at that very moment.
        apart: asks on a new connection each time, as for a form, which must not be sent twice.
        answered: the status of each answer.
    """

    def __init__(self, sign_in: str, pid: int = 0) -> None:
        self.pid = pid
        cookies = httpx.get(sign_in, timeout=PATIENCE).cookies
        how: dict[str, Any] = {"base_url": sign_in.split("/-/")[0], "cookies": cookies, "timeout": PATIENCE}
        self.client = httpx.Client(**how)
        self.apart = httpx.Client(**how, limits=httpx.Limits(max_keepalive_connections=0))
        self.answered: list[int] = []
        token = re.search(r'name="csrftoken" value="([^"]*)"', self.client.get(REVIEW).text)
        assert token, "the review page has no form"
        self.form = {"action": "speaker", "new": "1", "csrftoken": token[1]}

    def get(self, path: str) -> None:
        """Ask for a page.

        Raises:
            UnsoundError: the answer is not that page; `correct` raises it, too.
        """
        self._wanted(self.apart.get(path), 200)

    def correct(self, quote: int, name: str) -> None:
        """Say, by the form of the review page, that somebody new said a quotation."""
        self._wanted(self.apart.post(REVIEW, data=self.form | {"quote": str(quote), "name": name, "new": "1"}), 303)

    def _wanted(self, answer: httpx.Response, status: int) -> None:
        self.answered.append(answer.status_code)
        if answer.status_code != status:
            said = " ".join(re.sub(r"<[^>]*>", " ", answer.text.split("<main", 1)[-1]).split())
            raise UnsoundError(f"{answer.request.method} {answer.request.url}: {answer.status_code}, {said[:300]}")


@contextmanager
def served(database: Path) -> Iterator[Server]:
    """Run a server, which must log no errors and open the files of its database only through SQLite."""
    command = [sys.executable, "-c", SERVE, "serve", str(database), "--root", "--port", "0"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    complaints: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, **pipes) as server:
        assert server.stdout
        said = server.stdout.readline() + server.stdout.readline()
        if not (sign_in := re.search(r"sign in at (\S+)", said)):
            raise UnsoundError(f"the server did not start: {said}{server.stdout.read()}")
        listening = threading.Thread(target=complaints.extend, args=[server.stdout])
        listening.start()
        try:
            yield Server(sign_in[1], server.pid)
        finally:
            server.terminate()
            listening.join()
            sys.stderr.writelines(complaints[-20:])
    if complaints:
        raise UnsoundError(f"the server complained, in {len(complaints)} lines")


def prepare(folder: Path, articles: int, loads: int) -> tuple[Path, list[Path]]:
    """Make a database with so many articles, and as many new ones in so many files."""
    before, after = write_sources(folder, articles)
    load(folder / "it.db", before)
    lines = after.read_text(encoding="utf-8").splitlines(keepends=True)[articles:]
    sources = [folder / f"new{number}.jsonl" for number in range(loads)]
    for number, source in enumerate(sources):
        source.write_text("".join(lines[number::loads]), encoding="utf-8")
    return folder / "it.db", sources


def load(database: Path, source: Path) -> None:
    """Run `quotes load` for articles that are all new.

    Raises:
        UnsoundError: it did not save all of them.
    """
    command = [sys.executable, "-m", "quotes", "load", str(database), str(source), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    wanted = len(source.read_text(encoding="utf-8").splitlines())
    if ran.returncode or json.loads(ran.stdout)["new"] != wanted:
        raise UnsoundError(f"the load of {source.name} ended with {ran.returncode}: {ran.stdout}{ran.stderr}")


def plan(database: Path, corrections: int) -> tuple[list[str], Jobs]:
    """The pages to request, and corrections after which all of them still exist."""
    pages = [paths[0] for paths in cases(str(database)).values()] + list(PAGES)
    speakers = {int(number) for page in pages for number in re.findall(r"speakers?[/=](\d+)", page)}
    with closing(sqlite3.connect(database)) as db:
        rows = db.execute("select id, coalesce(speaker, 0) from quotes order by id").fetchall()
    quotes = [quote for quote, speaker in rows if speaker not in speakers]
    return pages, [(quotes[number % len(quotes)], name_of(number)) for number in range(corrections)]


def name_of(number: int) -> str:
    """A name for each number: 'Mona Babave'."""
    syllables = SYLLABLES.split()
    return "Mona " + "".join(syllables[int(digit)] for digit in f"{number:03}").title()


def in_turn(folder: Path) -> str:
    """Three times make a correction, read every page, load, and read every page; then make one more correction."""
    database, sources = prepare(folder, 9, 3)
    with served(database) as server:
        pages, jobs = plan(database, 4)
        for job, source in zip(jobs, [*sources, None], strict=True):
            server.correct(*job)
            for page in pages:
                server.get(page)
            if source:
                load(database, source)
            for page in pages:
                server.get(page)
    verify(database, jobs, 18)
    return _summary(server, jobs, sources, 0)


def at_once(folder: Path, *, corrections: int, loads: int, writers: int, articles: int) -> str:
    """Run corrections, loads, other programs that write, and readers of all pages."""
    database, sources = prepare(folder, articles, loads)
    with served(database) as server, _writing(database, writers) as wrote:
        pages, jobs = plan(database, corrections)
        done = threading.Event()
        with ThreadPoolExecutor(READERS + CORRECTORS + 1) as pool:
            reading = [pool.submit(_read, server, pages[number:] + pages[:number], done) for number in range(READERS)]
            working = [pool.submit(_correct, server, _of_one(jobs, number)) for number in range(CORRECTORS)]
            working.append(pool.submit(lambda: [load(database, source) for source in sources]))
            try:
                for task in working:
                    task.result()
            finally:
                done.set()
            for task in reading:
                task.result()
    verify(database, jobs, 2 * articles + sum(wrote))
    return _summary(server, jobs, sources, sum(wrote))


def _of_one(jobs: Jobs, corrector: int) -> Jobs:
    """Do the jobs of one corrector, who has all jobs of a quotation."""
    return [job for job in jobs if job[0] % CORRECTORS == corrector]


def _correct(server: Server, jobs: Jobs) -> None:
    for job in jobs:
        server.correct(*job)


def _read(server: Server, pages: Sequence[str], done: threading.Event) -> None:
    """Read every page again and again, and once more after the rest is done."""
    for page in cycle(pages):
        server.get(page)
        if done.is_set():
            break
    for page in pages:
        server.get(page)


@contextmanager
def _writing(database: Path, writers: int) -> Iterator[list[int]]:
    """Run programs that write until this context ends; the list then has how many articles each has saved."""
    wrote: list[int] = []
    commands = [
        [sys.executable, "-c", WRITE, str(database), f"writer{'abcdefgh'[number]}"] for number in range(writers)
    ]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
    programs = [subprocess.Popen(command, **pipes) for command in commands]
    try:
        yield wrote
    finally:
        told = [program.communicate()[0] for program in programs]
    if any(program.returncode for program in programs):
        raise UnsoundError("a program that wrote failed")
    wrote += map(int, told)


def verify(database: Path, jobs: Jobs, articles: int) -> None:
    """Check that everything saved is there, and that the database is sound.

    Raises:
        UnsoundError: something is not.
    """
    check(database)
    with closing(sqlite3.connect(database)) as db:
        found = db.execute("select count(*) from articles").fetchone()[0]
        if found != articles:
            raise UnsoundError(f"{articles} articles were saved and {found} are there")
        found = db.execute("select count(*) from corrections").fetchone()[0]
        if found != len(jobs):
            raise UnsoundError(f"{len(jobs)} corrections were made and {found} are there")
        said = dict(db.execute("select id, speaker from said").fetchall())
    if lost := {quote: name for quote, name in dict(jobs).items() if said.get(quote) != name}:
        raise UnsoundError(f"these corrections do not hold: {lost}")


def _summary(server: Server, jobs: Jobs, sources: list[Path], wrote: int) -> str:
    statuses = json.dumps(dict(sorted(Counter(server.answered).items())))
    return (
        f"{len(jobs)} corrections, {len(sources)} loads, {wrote:,} articles by other programs;"
        f" {len(server.answered):,} answers by status: {statuses}"
    )


def main() -> int:
    """Work on a database, and report the result."""
    parser = argparse.ArgumentParser(prog="python -m tools.served", description=__doc__)
    parser.add_argument("--corrections", type=int, default=200)
    parser.add_argument("--loads", type=int, default=3)
    parser.add_argument("--writers", type=int, choices=range(9), default=4)
    parser.add_argument("--articles", type=int, default=60, help="at first, and as many are loaded")
    given = parser.parse_args()
    began = time.monotonic()
    for what in (in_turn, partial(at_once, **vars(given))):
        with tempfile.TemporaryDirectory() as folder:
            try:
                sys.stdout.write(f"{what(Path(folder))}\n")
                sys.stdout.flush()
            except UnsoundError as error:
                sys.stdout.write(f"{error}\n")
                return 1
    sys.stdout.write(f"nothing was lost, in {time.monotonic() - began:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
