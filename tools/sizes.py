"""Measure what long texts cost: `python -m tools.sizes [NAME...]` prints CPU seconds and peak memory of each.

Each is extracted in a process of its own, which has loaded the model before.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from tools.mutate import fragments

KB = 1_000


def prose(size: int) -> str:
    """The samples repeated with other names, as paragraphs."""
    names = ("Marlow", "Brandt", "Corbel", "Lindqvist", "Okafor", "Vikberg", "Achterberg", "Moor", "Holm", "Stein")
    text = "\n\n".join(fragments())
    parts = [text.replace("Marlow", names[turn % 10]) for turn in range(size // len(text) + 1)]
    return "\n\n".join(parts)[:size]


def surname(number: int) -> str:
    """A different surname for each number."""
    return f"{chr(65 + number % 26)}{number}son"


TEXTS: dict[str, Callable[[], str]] = {
    "125 kB of prose": lambda: prose(125 * KB),
    "250 kB of prose": lambda: prose(250 * KB),
    "500 kB of prose": lambda: prose(500 * KB),
    "1 MB of prose": lambda: prose(1000 * KB),
    "1 MB of prose in one paragraph": lambda: prose(1000 * KB).replace("\n", " "),
    "10 MB of prose": lambda: prose(10_000 * KB),
    "100,000 opening marks in one paragraph": lambda: "“a " * 100_000,
    "100,000 closing marks in one paragraph": lambda: "a” " * 100_000,
    "100,000 straight marks in one paragraph": lambda: '"a ' * 100_000,
    "100,000 mixed marks in one paragraph": lambda: "“a «b ‘c 'd \"e " * 20_000,
    "100,000 single marks in one paragraph": lambda: "'a " * 100_000,
    "100,000 inches after 300 kB": lambda: "a " * 150_000 + '1" ' * 100_000,
    "100,000 lines that open": lambda: "“Aye\n" * 100_000,
    "100,000 lines with a single mark": lambda: "‘Aye\n" * 100_000,
    "100,000 lines, every second with a single mark": lambda: "‘Aye\nno\n" * 50_000,
    "1 MB without a space": lambda: "x" * 1000 * KB,
    "1 MB of marks without a space": lambda: "”“" * 500 * KB,
    "1 MB of spaces": lambda: " " * 1000 * KB + "x",
    "1 MB of one sentence": lambda: "he said that " * 77_000,
    "1 MB of names": lambda: " and ".join(f"Ida {surname(n)}" for n in range(55_000)),
    "10,000 people with a role": lambda: "".join(
        f"Ida {surname(n)}, an Ostrian senator, left. The senator said it was late. She said no.\n"
        for n in range(10_000)
    ),
    "5,000 quotations in one sentence": lambda: "“Aye” she said and " * 5_000,
    "100,000 labelled lines": lambda: "Q: why?\nA: so.\n" * 50_000,
}


def one(name: str) -> None:
    """Extract it in this process and print a row."""
    from quotes.errors import SourceError
    from quotes.extraction.engine import find_many
    from quotes.models import Article

    list(find_many([Article(id="0", text="“Yes,” said Ida Brandt.")]))
    text, before = TEXTS[name](), resource.getrusage(resource.RUSAGE_SELF)
    began = time.process_time()
    try:
        (found,) = find_many([Article(id="1", text=text)])
        what = f"{len(found.article.quotes):,} quotations"
    except SourceError as error:
        what = f"refused: {error.problem[:100]}"
    took = time.process_time() - began
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss) // 1024
    sys.stdout.write(f"| {name} | {took:.1f} | {peak:,} | {what} |\n")


def main() -> None:
    """Print a row for each text, or the only row of a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tools.sizes", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(TEXTS))
    parser.add_argument("--one", choices=TEXTS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in TEXTS]:
        parser.error(f"there is no text {', '.join(unknown)}; there are {', '.join(TEXTS)}")
    if given.one:
        one(given.one)
    else:
        measure(given.names or list(TEXTS))


def measure(names: list[str]) -> None:
    """Print a row for each text."""
    sys.stdout.write("| text | CPU s | memory, MB more | |\n|---|--:|--:|---|\n")
    for name in names:
        sys.stdout.flush()
        try:
            subprocess.run([sys.executable, "-m", "tools.sizes", "--one", name], check=False, timeout=900)
        except subprocess.TimeoutExpired:
            sys.stdout.write(f"| {name} | more than 900 | | |\n")


if __name__ == "__main__":
    main()
