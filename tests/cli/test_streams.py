"""Commands that are started without a standard stream, or whose output goes to a full disk."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import STUCK
from tools.versions import LATEST, old_database

QUOTES = f"{sys.executable} -m quotes"


def run(command: str, folder: Path) -> tuple[int, str]:
    """The exit status of a command of the shell, and what it says."""
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=folder, timeout=STUCK)
    return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    old_database(tmp_path / "news.db", LATEST)
    (tmp_path / "more.jsonl").write_text(json.dumps({"id": "more", "text": "It rained."}) + "\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_stops_nothing(folder: Path, closed: str) -> None:
    for command in ("people list news.db", "people list news.db --json", "check news.db", "backup news.db copy.db"):
        status, said = run(f"{QUOTES} {command} {closed}", folder)
        assert status == 0 and "Traceback" not in said, said
    assert run(f"{QUOTES} check copy.db", folder)[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", ["people list news.db", "people list news.db --json", "schema", "check news.db"])
def test_output_that_cannot_be_written_is_told_in_a_line(folder: Path, command: str) -> None:
    status, said = run(f"{QUOTES} {command} > /dev/full", folder)
    if command != "check news.db":  # which says it on stderr
        assert (status, said) == (
            1,
            "Error: the output cannot be written: No space left on device; make room, or write it elsewhere\n",
        )
    else:
        assert (status, said) == (0, "news.db is sound\n")
