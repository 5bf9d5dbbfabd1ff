"""Quality has floors on every gold there is, pinned together with the hash of that gold. Our own is always there."""

from __future__ import annotations

import pytest

from tools.floors import FIGURES, GOLDS, Gold, Pinned, lower, measure, pinned, raised, updated

FLOORS = pinned()


def needed(name: str) -> Gold:
    if not GOLDS[name].is_there():
        pytest.skip(f"the gold ../shared/gold/{name}.jsonl is not there")
    return GOLDS[name]


@pytest.mark.slow
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", GOLDS)
def test_no_figure_is_under_its_floor(name: str, figure: str) -> None:
    assert figure in FLOORS[name]["figures"], "a figure without a floor: run python -m tools.floors --update"
    gold = needed(name)
    assert not lower(measure(name), {figure: FLOORS[name]["figures"][figure]}, gold.tolerance)


@pytest.mark.parametrize("name", GOLDS)
def test_the_floors_are_of_this_gold(name: str) -> None:
    assert FLOORS[name]["gold"] == needed(name).hash(), "the gold changed: run python -m tools.floors and look"


def test_a_floor_rises_and_does_not_sink() -> None:
    floors = {"found": 0.9, "joint": 0.8}
    now = {"found": 0.95, "joint": 0.7}
    assert raised(now, floors, allow_regression=False) == {"found": 0.95, "joint": 0.8}
    assert raised(now, floors, allow_regression=True) == {"found": 0.95, "joint": 0.7}


def test_what_is_lower_is_said_with_both_numbers() -> None:
    assert lower({"joint": 0.799}, {"joint": 0.8}, 0.002) == []
    assert lower({"joint": 0.7}, {"joint": 0.8}, 0.002) == ["joint is 0.7000, under its floor of 0.8000"]


def test_what_is_lower_or_of_other_gold_changes_nothing_unless_it_is_meant() -> None:
    own = GOLDS["own"]
    same: Pinned = {"gold": own.hash(), "figures": {"joint": 0.8}}
    other: Pinned = {"gold": "another", "figures": {"joint": 0.8}}
    assert updated({"joint": 0.7}, own, same, allow_regression=False) == ["joint is 0.7000, under its floor of 0.8000"]
    assert updated({"joint": 0.9}, own, other, allow_regression=False) == [
        "the gold is not the one that the floors were measured on"
    ]
    assert updated({"joint": 0.9}, own, same, allow_regression=False) == {**same, "figures": {"joint": 0.9}}
    assert updated({"joint": 0.7}, own, other, allow_regression=True) == {**same, "figures": {"joint": 0.7}}
