"""The main job on a real page: every article, every quotation, every speaker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_a_real_page_is_read_without_a_mistake(shared: Path) -> None:
    page, check = shared / "pages/aggregator-page.txt", shared / "pages/check.py"
    if not page.is_file() or not check.is_file():
        pytest.skip("the page ../shared/pages/aggregator-page.txt is not there")
    printed = _run(sys.executable, "-m", "quotes", "extract", str(page))
    assert printed.returncode == 0, printed.stderr
    checked = _run(sys.executable, str(check), str(page.with_suffix(".gold.json")), given=printed.stdout)
    assert checked.stdout.strip().endswith("36 of 36 right"), checked.stdout


def _run(*command: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)
