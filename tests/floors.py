"""The pinned floors: what extraction reaches on the development gold. They only go up.

`python -m tests.floors` shows them beside today's figures, `--update` raises them; a lower one it refuses,
unless `--allow-regression` says that it is meant.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quotes.evaluate import Result, evaluate, predict, read_gold

FILE = Path(__file__).with_name("floors.json")
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "polnear-dev.jsonl"
# The last bits of a parse hang on the processor and on where arrays lie in memory, so that one sentence
# in some thousands tips over from one run to the next.
TOLERANCE = 0.002

FIGURES: dict[str, Callable[[Result], float]] = {
    "quoted runs, found F1": lambda result: result.quoted.found.f1,
    "quoted runs, speaker by mention": lambda result: result.quoted.speaker_mention.accuracy or 0.0,
    "quoted runs, speaker by name": lambda result: result.quoted.speaker_entity.accuracy or 0.0,
    "quoted runs, joint F1": lambda result: result.quoted.joint.f1,
    "indirect speech, found F1": lambda result: result.indirect.found.f1,
    "indirect speech, speaker by mention": lambda result: result.indirect.speaker_mention.accuracy or 0.0,
}


def measure() -> Result:
    """Extract and score the development gold."""
    from quotes.extraction.engine import extract_many

    gold = read_gold(GOLD)
    return evaluate(gold, predict(gold, extract_many))


def figures(result: Result) -> dict[str, float]:
    return {name: figure(result) for name, figure in FIGURES.items()}


def gold_hash() -> str:
    return hashlib.sha256(GOLD.read_bytes()).hexdigest()


def pinned() -> dict[str, Any]:
    """The floors on file: `gold` (the hash of the gold they are of) and `figures`."""
    made: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return made or {"gold": None, "figures": {}}


def lower(now: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The figures under their floors, said in words."""
    return [
        f"{name} is {now[name]:.4f}, under its floor of {floor:.4f}"
        for name, floor in floors.items()
        if now[name] < floor - TOLERANCE
    ]


def raised(now: dict[str, float], floors: dict[str, float], *, allow_regression: bool) -> dict[str, float]:
    """The new floors: where today is better, today's, cut to four digits."""
    cut = {name: int(value * 10_000) / 10_000 for name, value in now.items()}
    if allow_regression:
        return cut
    return {name: max(value, floors.get(name, 0.0)) for name, value in cut.items()}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.floors", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached today")
    parser.add_argument("--allow-regression", action="store_true", help="lower them too, and take other gold")
    options = parser.parse_args(arguments)
    if not GOLD.is_file():
        sys.exit(f"{GOLD} is not there; without gold there is nothing to measure")
    floors, now = pinned(), figures(measure())
    for name, value in now.items():
        sys.stdout.write(f"{name:40} {value:.4f}  floor {floors['figures'].get(name, 0.0):.4f}\n")
    if not options.update:
        return 0
    problems = lower(now, floors["figures"])
    if floors["gold"] not in (None, gold_hash()):
        problems.insert(0, "the gold is not the one that the floors were measured on")
    if problems and not options.allow_regression:
        sys.exit("\n".join([*problems, "nothing was changed; --allow-regression if it is meant"]))
    new = raised(now, floors["figures"], allow_regression=options.allow_regression)
    FILE.write_text(json.dumps({"gold": gold_hash(), "figures": new}, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
