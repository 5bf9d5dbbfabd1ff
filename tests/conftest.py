"""What the tests share: the switch that records parses, the gold next to the project, and a guard of databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

import tests.surroundings  # noqa: F401 - first
from tests.parses import RECORDING
from tests.source_tree import ROOT
from tools.locks import guard

settings.register_profile("repeatable", derandomize=True)  # a run fails by its change, never by its luck
settings.load_profile("repeatable")

#: What takes longest begins first, so that at the end no process waits for another.
LONGEST = (
    *("web/test_served_work.py", "web/browser/test_pages.py", "cluster/test_cluster.py", "test_readme.py"),
    *("extraction/test_repeated_words.py", "evaluate/test_quality.py", "web/browser/test_add.py"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="parse and record sentences that tests ask for")


def pytest_configure(config: pytest.Config) -> None:
    guard()
    config.option.loadscopereorder = False  # by their number, as xdist orders files, the longest come last
    if config.getoption("--record"):
        os.environ[RECORDING] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        order = {str(ROOT / "tests" / file): place for place, file in enumerate(LONGEST)}
        items.sort(key=lambda item: order.get(str(item.path), len(order)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder next to the project with gold and pages, which is not always there."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared beside the project")
    return folder
