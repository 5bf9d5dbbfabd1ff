"""Record again every parse that the tests need, as for another model: `python -m tools.record_parses`.

By default all tests run, otherwise those that are named. Whatever follows `--`, even options, is passed to pytest. Read
the tests that fail on a new parse one by one.
"""

from __future__ import annotations

import argparse
import sys

import pytest

from tests.parses import FILE


def main() -> int:
    """Record."""
    parser = argparse.ArgumentParser(prog="python -m tools.record_parses", description=__doc__)
    parser.add_argument("tests", nargs="*", help="files of tests; after --, options of pytest")
    return record(parser.parse_args().tests)


def record(arguments: list[str]) -> int:
    """Run the tests with an empty record; if nothing is recorded, the old record stays."""
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text("", encoding="utf-8")
    status = 1
    try:
        status = int(pytest.main(["-q", "--record", *arguments]))
    finally:
        new = FILE.read_text(encoding="utf-8")
        lines = sorted(set(new.splitlines(keepends=True))) if new else [old]
        FILE.write_text("".join(lines), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
