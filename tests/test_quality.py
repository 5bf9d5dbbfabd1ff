"""Quality has floors, pinned together with the hash of the gold they were measured on."""

from __future__ import annotations

import pytest

from quotes.evaluate import Result
from tests.floors import FIGURES, GOLD, TOLERANCE, figures, gold_hash, lower, pinned, raised

FLOORS = pinned()["figures"]


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_no_figure_is_under_its_floor(name: str, dev_result: Result) -> None:
    now = figures(dev_result)
    assert name in FLOORS, "a figure without a floor: run python -m tests.floors --update"
    assert not lower(now, {name: FLOORS[name]})


@pytest.mark.skipif(not GOLD.is_file(), reason="the gold ../shared/gold/polnear-dev.jsonl is not there")
def test_the_floors_are_of_this_gold() -> None:
    assert pinned()["gold"] == gold_hash()


def test_a_floor_rises_and_does_not_sink() -> None:
    floors = {"found": 0.9, "joint": 0.8}
    now = {"found": 0.95, "joint": 0.7}
    assert raised(now, floors, allow_regression=False) == {"found": 0.95, "joint": 0.8}
    assert raised(now, floors, allow_regression=True) == {"found": 0.95, "joint": 0.7}


def test_what_is_lower_is_said_with_both_numbers() -> None:
    assert lower({"joint": 0.8 - TOLERANCE / 2}, {"joint": 0.8}) == []
    assert lower({"joint": 0.7}, {"joint": 0.8}) == ["joint is 0.7000, under its floor of 0.8000"]
