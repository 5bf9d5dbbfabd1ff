"""Check that memory stays flat: `python -m tools.memory [--articles 10000] [--processes 1] [--length 1500]`.

It loads made-up articles, each with new words and names, with `quotes load`. It prints the size of the largest process
in MB after each tenth, and at the end the cost of loading the same again.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tools.crash import SAMPLES
from tools.generate import ENDINGS, SYLLABLES
from tools.load import memory


def write(path: Path, count: int, length: int) -> None:
    """Write JSON Lines of so many articles with at least that many characters, made of the samples' paragraphs.

    Each has words and names that no other has.
    """
    from quotes.read import read

    luck = random.Random(7)
    samples = [part for article in read(str(SAMPLES)) for part in article.text.split("\n\n") if len(part) > 60]
    syllables = SYLLABLES.split()
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            text = ""
            while len(text) < length:
                name = "".join(luck.choices(syllables, k=3)).title() + luck.choice(ENDINGS)
                words = " ".join("".join(luck.choices(syllables, k=4)) for _ in range(3))
                text += f"{luck.choice(samples)}\n\n{name} said the {words} would open.\n\n"
            lines.write(json.dumps({"id": f"m{number}", "title": f"{name} {number}", "text": text}) + "\n")


def largest(pid: int) -> int:
    """The size in MB of the largest of a process and all its descendants."""
    sizes, open_ones = [0], [pid]
    while open_ones:
        one = open_ones.pop()
        with suppress(OSError, AssertionError):  # it may end meanwhile
            sizes.append(memory(one, "VmRSS"))
            children = Path(f"/proc/{one}/task").glob("*/children")  # a worker belongs to the thread that started it
            open_ones += [int(child) for file in children for child in file.read_text(encoding="ascii").split()]
    return max(sizes)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tools.memory", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--length", type=int, default=1500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, database = Path(folder, "articles.jsonl"), Path(folder, "it.db")
        write(source, given.articles, given.length)
        command = [sys.executable, "-m", "quotes", "load", str(database), str(source)]
        loading = subprocess.Popen([*command, "--processes", str(given.processes)], stderr=subprocess.DEVNULL)
        sys.stdout.write("| articles | MB, largest process |\n|--:|--:|\n")
        shown, peak = 0, 0.0
        while loading.poll() is None:
            with suppress(OSError, sqlite3.Error):
                peak = max(peak, largest(loading.pid))
                db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
                done = db.execute("select coalesce(max(id), 0) from articles").fetchone()[0]
                db.close()
                if done >= shown + given.articles // 10:
                    shown = done
                    sys.stdout.write(f"| {done:,} | {largest(loading.pid):.0f} |\n")
                    sys.stdout.flush()
            time.sleep(0.5)
        sys.stdout.write(f"at its peak {peak:.0f} MB; the load ended with status {loading.returncode}\n")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sys.stdout.write(f"the same again: {1000 * spent / given.articles:.2f} ms of CPU an article\n")


if __name__ == "__main__":
    main()
