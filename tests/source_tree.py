"""The source of the package as syntax trees, for tests of what stands in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "quotes"
FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def dotted(file: Path) -> str:
    return ".".join(("quotes", *file.relative_to(PACKAGE).with_suffix("").parts))


def imports(node: ast.AST) -> Iterator[str]:
    """Everything that is imported, also inside functions, as dotted names."""
    for found in ast.walk(node):
        if isinstance(found, ast.Import):
            yield from (alias.name for alias in found.names)
        elif isinstance(found, ast.ImportFrom):
            assert not found.level, f"a relative import, line {found.lineno}; write it out"
            for alias in found.names:
                yield f"{found.module}.{alias.name}"
