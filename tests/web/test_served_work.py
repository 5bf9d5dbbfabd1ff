"""A served database survives the work on it: short runs of `tools.served` and `tools.soak`."""

from __future__ import annotations

from pathlib import Path

from tools.served import at_once, in_turn
from tools.soak import PARTS, soak


def test_corrections_in_the_pages_and_loads_take_turns(tmp_path: Path) -> None:
    assert in_turn(tmp_path).startswith("4 corrections, 3 loads, 0 articles by other programs")


def test_corrections_loads_and_other_programs_at_once(tmp_path: Path) -> None:
    told = at_once(tmp_path, corrections=20, loads=3, writers=4, articles=6)
    assert told.startswith("20 corrections, 3 loads, ") and '"303": 20' in told


def test_a_day_of_some_seconds(tmp_path: Path) -> None:
    *parts, summary = soak(tmp_path, 0.1, loaders=1)
    assert len(parts) == PARTS and "loads; corrections: " in summary
