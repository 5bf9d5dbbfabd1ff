"""Measure how fast the pages are: `python -m tools.bench_web DB`, for a database that `tools.generate` made.

It serves the database as `quotes serve` does, requests every page and call over HTTP on loopback, one after the other,
and prints the milliseconds until the whole answer is there, or until the first byte of a stream: median and 95th
percentile; and the 95th percentile of the processor time that the server spends, which other work on the machine
changes less. Each kind is requested a few times before it counts, because every thread that reads has its own cache.

It needs Linux, because it reads /proc, and no extra. A database of a million quotations takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ROUNDS, BEFORE = 40, 6
API = "/-/quotes/api/v1"
WORDS = (
    "the",
    "of to",
    "bridge",
    "ferry council",
    "hospital",
    '"the bridge"',
    "school money",
    "answer",
    "winter river",
)
PERIODS = (
    ("2024-05-03", "2024-05-09"),
    ("2024-05-03", "2025-08-12"),
    ("2025-12", ""),
    ("2024", "2024"),
    ("", "2023-06-30"),
)
Cases = dict[str, list[str]]


def cases(path: str) -> Cases:
    """Addresses by their kind: many of each, so that no answer is in a cache."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    luck = random.Random(3)
    quotes, articles = (db.execute(f"select max(id) from {table}").fetchone()[0] for table in ("quotes", "articles"))
    most = [row[0] for row in db.execute("select speaker from speaker_counts order by quotes desc limit 20")]
    others = [row[0] for row in db.execute("select speaker from speaker_counts order by random() limit 20")]
    names = [row[0].split()[0] for row in db.execute("select name from speakers order by random() limit 20")]
    outlets = [quote(row[0]) for row in db.execute("select outlet from outlet_counts order by quotes desc limit 5")]
    words = [quote(text) for text in WORDS]
    some = [luck.randint(1, quotes) for _ in range(20)]
    texts = [luck.randint(1, articles) for _ in range(20)]
    search = [f"words={word}" for word in words]
    filters = [
        *(f"outlet={outlet}&kind=mixed&since=2024&until=2024-06" for outlet in outlets),
        *("until=2023-01", "rule=nobody", "min_confidence=0.99", "order=best", "kind=indirect&rule=nobody"),
        *("min_confidence=0.9999", "min_confidence=0.99&kind=indirect"),
        *(f"name={name}&order=best" for name in names[:5]),
    ]
    narrowed = [
        f"{one}&{two}" for one in search for two in ("kind=direct", "order=best", "since=2024-06", f"name={names[0]}")
    ]
    first = "select name from speaker_counts join speakers on id = speaker order by quotes desc limit 10"
    known = names[:10] + [row[0].split()[0] for row in db.execute(first)]
    periods = [f"since={one}&until={two}" for one, two in PERIODS]
    kinds = [f"speaker_kind={kind}" for kind in ("person", "organisation", "group", "anonymous", "document")]
    sources = ["gender=female", "gender=unknown", "told_by=title", f"gender=unknown&outlet={outlets[0]}", *kinds]
    pair = [f"speaker={one}&speaker={two}" for one, two in itertools.pairwise(most)]
    pages = {
        "home": ["/"],
        "search, words": [f"/-/quotes?{one}" for one in search],
        "search, words and filters": [f"/-/quotes?{one}" for one in narrowed],
        "search, filters": [f"/-/quotes?{one}" for one in filters],
        "speaker, most quoted": [f"/-/quotes/speakers/{one}" for one in most],
        "timeline": [f"/-/quotes/speakers/{one}/timeline" for one in most],
        "timeline, two periods on words": [
            f"/-/quotes/speakers/{one}/timeline?split=2024-07&words={word}" for one in most[:5] for word in words[2:5]
        ],
        "insights": ["/-/quotes/insights"],
        "insights of a search": [f"/-/quotes/insights?{one}" for one in (*search[2:], *filters[:5], *periods[:2])],
        "insights of the surest": [
            f"/-/quotes/insights?min_confidence={one}" for one in ("0.9", "0.99", "0.9999", "0.99&kind=indirect")
        ],
        "search, by gender or kind of source": [f"/-/quotes?{one}" for one in sources],
        "speaker, any": [f"/-/quotes/speakers/{one}" for one in others],
        "article": [f"/-/quotes/articles/{one}" for one in texts],
        "quotation": [f"/-/quotes/{one}" for one in some],
        "people": ["/-/quotes/people", *(f"/-/quotes/people?name={name}" for name in names)],
        "people, by kind or name": [f"/-/quotes/people?{one}" for one in ("order=name", "kind=group", "after=4000")],
        "compare": [f"/-/quotes/compare?{one}" for one in pair],
        "compare on words": [f"/-/quotes/compare?{one}&words={word}" for one in pair[:5] for word in words[2:5]],
        "the data": ["/quotes"],
        "stock: said": ["/quotes/said"],
        "stock: quotes": ["/quotes/quotes"],
        "stock: articles": ["/quotes/articles"],
        "stock: most_quoted": ["/quotes/most_quoted?since=&until="],
        "stock: speakers": ["/quotes/speakers_named?name="],
        "stock: who_said": [f"/quotes/who_said?words={word}" for word in words],
        "stock: said_by": [f"/quotes/said_by?name={name}" for name in known],
        "stock: topics_of": [f"/quotes/topics_of?name={name}" for name in known],
        "stock: quotes_between": [f"/quotes/quotes_between?{one}" for one in periods],
        "stock: most_quoted, a period": [f"/quotes/most_quoted?{one}" for one in periods],
    }
    return pages | {
        "API who-said": [f"{API}/who-said?q={word}" for word in words],
        "API quotes, words": [f"{API}/quotes?{one}" for one in search],
        "API quotes, words and filters": [f"{API}/quotes?{one}" for one in narrowed],
        "API quotes, filters": [f"{API}/quotes?{one}" for one in filters],
        "API quotes, 200 on a page": [f"{API}/quotes?size=200"],
        "API quotes/{id}": [f"{API}/quotes/{one}" for one in some],
        "API speakers": [f"{API}/speakers", *(f"{API}/speakers?name={name}" for name in names)],
        "API speakers/{id}": [f"{API}/speakers/{one}" for one in most + others],
        "API speakers/{id}/quotes": [f"{API}/speakers/{one}/quotes" for one in most + others],
        "API articles/{id}": [f"{API}/articles/{one}" for one in texts],
        "feed": [f"/-/quotes/feed.atom?{one}" for one in [*search, f"speaker={most[0]}"]],
        "first byte, quotes.csv": [f"{API}/quotes.csv"],
        "first byte, quotes.ndjson?words=": [f"{API}/quotes.ndjson?{one}" for one in search],
        "first byte, speakers.csv": [f"{API}/speakers.csv"],
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench_web", description=__doc__)
    parser.add_argument("database", help="made by `python -m tools.generate DB`")
    parser.add_argument("only", nargs="?", default="", help="part of the names of the pages to measure")
    given = parser.parse_args()
    measure(given.database, given.only)


def measure(path: str, only: str) -> None:
    """Print a row for each kind of page."""
    command = [str(Path(sys.executable).with_name("quotes")), "serve", path, "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        line = next(line for line in server.stderr if "http://" in line)
        port = int(re.findall(r":(\d+)/", line)[0])
        sys.stdout.write("| page or call | p50 ms | p95 ms | CPU p95 ms |\n|---|--:|--:|--:|\n")
        for name, paths in cases(path).items():
            if only in name:
                took = list(times_of(server.pid, port, paths, first="first byte" in name))
                times, cpu = (sorted(some) for some in zip(*took, strict=True))
                sys.stdout.write(f"| {name} | {statistics.median(times):.0f} | {p95(times):.0f} | {p95(cpu):.0f} |\n")
                sys.stdout.flush()
        if not only:
            sys.stdout.write(f"| a whole stream of quotations, seconds | {_whole(port):.0f} | | |\n")
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
        peak = int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) // 1024
        sys.stdout.write(f"| the server's memory at its peak, MB | {peak} | | |\n")
    finally:
        server.terminate()
        server.wait()


def p95(times: list[float]) -> float:
    """The 95th percentile of sorted times."""
    return times[int(len(times) * 0.95)]


def times_of(
    server: int, port: int, paths: list[str], *, first: bool = False, before: int = BEFORE, rounds: int = ROUNDS
) -> Iterator[tuple[float, float]]:
    """Yield the milliseconds of each request, and those of processor time of the server.

    Args:
        first: whether to wait for the first byte of the answer alone.
        before: how many requests come before those that count.
        rounds: how many count; each path is requested once at least.
    """
    for number in range(-before, max(rounds, len(paths))):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        spent, began = _used(server), time.perf_counter()
        connection.request("GET", paths[number % len(paths)])
        response = connection.getresponse()
        response.read(1 if first else None)
        took, used = 1000 * (time.perf_counter() - began), _used(server) - spent
        assert response.status == 200, (response.status, paths[number % len(paths)])
        if number >= 0:
            yield took, used
        connection.close()


def _used(server: int) -> float:
    """The milliseconds of processor time that a process and its threads have spent; 0 where Linux does not tell."""
    tasks = Path(f"/proc/{server}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6


def _whole(port: int) -> float:
    """The seconds that a stream of everything takes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3600)
    began = time.perf_counter()
    connection.request("GET", f"{API}/quotes.csv")
    response = connection.getresponse()
    while response.read(1 << 20):
        pass
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
