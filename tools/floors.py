"""Compare the quality of extraction on each gold with its pinned floors, which only go up.

`python -m tools.floors [GOLD]...` shows them beside today's figures, and `--update` raises them. It refuses to lower a
floor, or to replace one whose gold has changed, unless `--allow-regression` is given. Our own gold is always there; the
others are in ../shared/gold, and where that is missing their floors stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypedDict

from quotes.evaluate import GoldArticle, Result, evaluate, predict, read_gold
from quotes.models import Quote
from tools import marked_gold

ROOT = Path(__file__).parents[1]
FILE = ROOT / "tests" / "evaluate" / "floors.json"
SHARED = ROOT.parent / "shared" / "gold"

Figures = Mapping[str, float]


class Pinned(TypedDict):
    """The floors of one gold, and the SHA-256 of that gold."""

    gold: str
    figures: dict[str, float]


@dataclass(frozen=True)
class Gold:
    """A gold that has floors.

    Attributes:
        file: its path; None for our own, which is made from `tests/gold`.
        tolerance: how far a figure may be under its floor. The last bits of a parse depend on the processor and on
            where arrays lie in memory, so that one sentence in some thousands changes from run to run; in a small gold
            one sentence matters more.
    """

    file: Path | None
    tolerance: float

    def is_there(self) -> bool:
        return self.file is None or self.file.is_file()

    def read(self) -> list[GoldArticle]:
        return read_gold(self.file) if self.file else marked_gold.read_all()

    def hash(self) -> str:
        return hashlib.sha256(self.file.read_bytes()).hexdigest() if self.file else marked_gold.source_hash()


GOLDS = {
    "own": Gold(None, 0.01),
    "polnear-dev": Gold(SHARED / "polnear-dev.jsonl", 0.002),
    "world-dev": Gold(SHARED / "world-dev.jsonl", 0.005),
}

FIGURES: dict[str, Callable[[Result], float]] = {
    "quoted runs, found F1": lambda result: result.quoted.found.f1,
    "quoted runs, speaker by mention": lambda result: result.quoted.speaker_mention.accuracy or 0.0,
    "quoted runs, speaker by name": lambda result: result.quoted.speaker_entity.accuracy or 0.0,
    "quoted runs, joint F1": lambda result: result.quoted.joint.f1,
    "indirect speech, found F1": lambda result: result.indirect.found.f1,
    "indirect speech, speaker by mention": lambda result: result.indirect.speaker_mention.accuracy or 0.0,
    "rows, precision": lambda result: result.rows.all.p,
    "rows, recall": lambda result: result.rows.all.r,
    "rows, precision: direct": lambda result: result.rows.direct.p,
    "rows, precision: mixed": lambda result: result.rows.mixed.p,
    "rows, precision: indirect": lambda result: result.rows.indirect.p,
    "rows, 1 less the calibration error": lambda result: 1 - (result.calibration or 0.0),
}


@cache
def found(name: str) -> dict[str, tuple[Quote, ...]]:
    """What is found today in the articles of a gold, by their ids; it is looked for only once."""
    from quotes.extraction.engine import extract_many

    return predict(GOLDS[name].read(), extract_many)


@cache
def measure(name: str) -> dict[str, float]:
    """Today's figures on a gold."""
    result = evaluate(GOLDS[name].read(), found(name))
    return {figure: take(result) for figure, take in FIGURES.items()}


def pinned() -> dict[str, Pinned]:
    """The floors on file, by the gold's name."""
    made: dict[str, Pinned] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return made


def lower(now: Figures, floors: Figures, tolerance: float) -> list[str]:
    """A sentence for each figure under its floor."""
    return [
        f"{name} is {now[name]:.4f}, under its floor of {floor:.4f}"
        for name, floor in floors.items()
        if now[name] < floor - tolerance
    ]


def raised(now: Figures, floors: Figures, *, allow_regression: bool) -> dict[str, float]:
    """The new floors: today's figures where they are better, cut to four digits."""
    cut = {name: int(value * 10_000) / 10_000 for name, value in now.items()}
    if allow_regression:
        return cut
    return {name: max(value, floors.get(name, 0.0)) for name, value in cut.items()}


def updated(now: Figures, gold: Gold, before: Pinned | None, *, allow_regression: bool) -> Pinned | list[str]:
    """The floors of one gold after `now`, or the reasons why they stay as they are."""
    floors = before["figures"] if before else {}
    problems = lower(now, floors, gold.tolerance)
    if before and before["gold"] != gold.hash():
        problems.insert(0, "the gold is not the one that the floors were measured on")
    if problems and not allow_regression:
        return problems
    return {"gold": gold.hash(), "figures": raised(now, floors, allow_regression=allow_regression)}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.floors", description=__doc__)
    parser.add_argument("golds", nargs="*", metavar="GOLD", help=f"of {', '.join(GOLDS)}; or all")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached today")
    parser.add_argument("--allow-regression", action="store_true", help="also lower floors, and accept another gold")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.golds if name not in GOLDS]:
        parser.error(f"there is no gold {unknown[0]!r}; there are {', '.join(GOLDS)}")
    floors, refused = pinned(), []
    for name in options.golds or GOLDS:
        if not GOLDS[name].is_there():
            sys.stdout.write(f"{name}: missing; its floors stay\n")
            continue
        now, before = measure(name), floors.get(name)
        for figure, value in now.items():
            floor = before["figures"].get(figure, 0.0) if before else 0.0
            sys.stdout.write(f"{name:12} {figure:40} {value:.4f}  floor {floor:.4f}\n")
        new = updated(now, GOLDS[name], before, allow_regression=options.allow_regression)
        if isinstance(new, list):
            refused += [f"{name}: {problem}" for problem in new]
        else:
            floors[name] = new
    if options.update and refused:
        sys.exit("\n".join([*refused, "nothing was changed; give --allow-regression if it is intended"]))
    if options.update:
        FILE.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
