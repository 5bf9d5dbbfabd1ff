"""Measure searches with many combinations of filters: `python -m tools.bench_filters DB`, for one of `tools.generate`.

It serves the database as `quotes serve` does and requests the page of each combination over HTTP on loopback, some
times each: in every order, its figures, and a page far from the first. It prints how long the combinations take at
their 95th percentile, in milliseconds by the clock and of processor time, and the slowest of them.

It needs Linux, as `tools.bench_web` does. A million quotations take some minutes.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from quotes.store import lookup, search
from quotes.store.filters import Filter
from quotes.web import places
from tools.bench_web import p95, times_of

PAGES, INSIGHTS = "/-/quotes", "/-/quotes/insights"
ORDERS = ("newest", "oldest", "best")
FAR = 10_000  # quotations before a page that is far from the first: 500 pages
AGAIN, SHOWN = 5, 12  # how often each is requested, and how many of the slowest are shown
Given = dict[str, str]


def combinations(path: str, number: int) -> list[Given]:
    """Every filter alone, every pair of two, and some of three to five, with frequent values, rare ones and none."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        outlets = [
            row[0] for row in db.execute("select outlet from outlet_counts where outlet <> '' order by quotes desc")
        ]
        people = [row[0] for row in db.execute("select speaker from speaker_counts order by quotes desc")]
    values: dict[str, list[Given]] = {
        "outlet": [{"outlet": outlets[0]}, {"outlet": outlets[-1]}, {"outlet": "Nobody's Post"}],
        "kind": [{"kind": "mixed"}, {"kind": "direct"}],
        "act": [{"act": "denies"}, {"act": "states"}],
        "min_confidence": [{"min_confidence": "0.5"}, {"min_confidence": "0.99"}],
        "dates": [{"since": "2025-12"}, {"since": "2024", "until": "2024-06"}, {"until": "2021"}],
        "words": [{"words": "the"}, {"words": "ferry council"}, {"words": "nonesuch"}],
        "speaker": [{"speaker": str(people[0])}, {"speaker": str(people[len(people) // 2])}],
        "source": [{"speaker_kind": "person"}, {"speaker_kind": "anonymous"}],
        "rule": [{"rule": "cue_right_after"}, {"rule": "nobody"}],
        "role": [{"role": "mayor"}],
        "gender": [{"gender": "unknown"}, {"gender": "female"}],
    }
    found = [dict[str, str]()]
    luck = random.Random(3)
    for size in range(1, 6):
        groups = itertools.combinations(values, size)
        some = [merged for group in groups for merged in itertools.product(*(values[name] for name in group))]
        chosen = some if size == 1 else luck.sample(some, min(len(some), number // 4))
        found += [dict(itertools.chain.from_iterable(one.items() for one in parts)) for parts in chosen]
    return found


def addresses(path: str, given: Given, turn: int) -> Iterator[str]:
    """The pages of a combination: its figures, and by turns another order and, if there are so many, a far page."""
    order = ORDERS[turn % len(ORDERS)]
    yield f"{PAGES}?{urlencode(given | {'order': order})}"
    yield f"{INSIGHTS}?{urlencode(given)}"
    db = lookup.connect(path)
    try:
        place = search.places(db, Filter.model_validate(given), order, FAR).place
    finally:
        db.close()
    if place:
        yield f"{PAGES}?{urlencode(given | {'order': order, 'after': places.written(place)})}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench_filters", description=__doc__)
    parser.add_argument("database", help="made by `python -m tools.generate DB`")
    parser.add_argument("number", nargs="?", type=int, default=200, help="combinations to measure (default: 200)")
    given = parser.parse_args()
    measure(given.database, given.number)


def measure(path: str, number: int) -> None:
    """Request all pages, and print a row for the whole and one for each of the slowest."""
    wanted = [
        address for turn, given in enumerate(combinations(path, number)) for address in addresses(path, given, turn)
    ]
    command = [str(Path(sys.executable).with_name("quotes")), "serve", path, "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        line = next(line for line in server.stderr if "http://" in line)
        port = int(re.findall(r":(\d+)/", line)[0])
        found = []
        for address in wanted:
            took = list(times_of(server.pid, port, [address], before=1, rounds=AGAIN))
            clock, used = (p95(sorted(some)) for some in zip(*took, strict=True))
            found.append((clock, used, address))
    finally:
        server.terminate()
        server.wait()
    found.sort(reverse=True)
    sys.stdout.write("| page | p95 ms | CPU p95 ms |\n|---|--:|--:|\n")
    all_clock, all_used = (p95(sorted(one[at] for one in found)) for at in (0, 1))
    sys.stdout.write(f"| {len(found)} pages, at the 95th percentile | {all_clock:.0f} | {all_used:.0f} |\n")
    for clock, used, address in found[:SHOWN]:
        sys.stdout.write(f"| {address[:160]} | {clock:.0f} | {used:.0f} |\n")


if __name__ == "__main__":
    main()
