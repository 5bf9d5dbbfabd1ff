"""An empty database of its own for each test on people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from quotes.store import open_to_write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quotes.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    opened = open_to_write.connect(path)
    yield opened
    opened.close()
