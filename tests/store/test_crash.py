"""A load that is killed loses nothing: a short run of `tools.crash`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tools.crash import UnsoundError, check, kill_loads
from tools.versions import LATEST, old_database


def test_ten_killed_loads_come_to_the_same_rows(tmp_path: Path) -> None:
    assert list(kill_loads(tmp_path, 10, number=6))


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("update quotes set speaker = 99", "rows refer to what is not there"),
        ("update outlet_counts set quotes = 1", "outlet_counts"),
        ("delete from speaker_months", "speaker_months"),
        ("drop trigger quotes_au; update quotes set text = 'other'", "the search index is not that of its table"),
    ],
)
def test_the_check_finds_damage(tmp_path: Path, damage: str, problem: str) -> None:
    path = old_database(tmp_path / "it.db", LATEST)
    check(path)
    with sqlite3.connect(path) as db:
        db.executescript(damage)
    with pytest.raises((UnsoundError, sqlite3.DatabaseError), match=problem):
        check(path)


def test_power_that_goes_loses_nothing_that_was_committed() -> None:
    pytest.importorskip("apsw", reason="it brings a file system that loses power")
    from tools.powerloss import runs

    assert runs(12, "full") == {"whole": 12}
    assert runs(4, "off")["damaged"]
