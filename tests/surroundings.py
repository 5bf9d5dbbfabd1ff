"""The environment of the test processes and of all that they start. Imported before anything large is."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import quotes.extraction  # noqa: F401 - it sets how many threads numpy takes
from tests.source_tree import ROOT

MEMORY = Path("/dev/shm")
ROOM = 4 * 10**9  # bytes, of which a run takes a tenth

if sys.dont_write_bytecode:
    # Else every process that a test starts compiles all that it imports, which takes longer than most tests.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(ROOT / ".pytest_cache" / "bytecode")
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": sys.pycache_prefix}
if "PYTEST_DEBUG_TEMPROOT" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    # Hundreds of databases are made, and no test needs one to reach a disk.
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)
