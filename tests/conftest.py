"""What the tests share: the switch that records parses, the gold beside the project, and a guard of databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.parses import RECORDING
from tests.source_tree import ROOT
from tools.locks import guard


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="parse and record sentences that tests ask for")


def pytest_configure(config: pytest.Config) -> None:
    guard()
    if config.getoption("--record"):
        os.environ[RECORDING] = "1"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project with gold and pages, which is not always there."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared beside the project")
    return folder
