"""The architecture: who may import whom, what stays light, how long things may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).parents[1] / "quotes"
FILES = sorted(PACKAGE.rglob("*.py"))

# From the top down; a module imports from layers below its own, and within its own folder.
LAYERS = (
    "__main__",
    "cli",
    "bench cluster fit",
    "__init__",
    "pool worker",
    "engine read store lookup corrections web evaluate",
    "people",
    "component long opening",
    "database schema analyse topics",
    "attribute confidence indirect",
    "report_evidence",
    "evidence rules",
    "beside context",
    "scene",
    "find report resolve",
    "described",
    "content story subject turns",
    "cast",
    "named",
    "role trim",
    "mentions",
    "layout",
    "entities frame kernel",
    "lexicon spans",
    "count_tables marks messages names people_tables trusted version",
    "models weights",
    "errors",
)
# The few that may look at a neighbour in their own layer.
BESIDE = {("web", "lookup"), ("web", "store"), ("web", "corrections"), ("evaluate", "store"), ("attribute", "find")}

CLUSTER = ("quotes.cluster.run", "quotes.cluster.worker", "quotes.cluster.collect", "quotes.cluster.duck")
LOOKING = ("quotes.lookup", "quotes.read", "quotes.store", "quotes.web", "quotes.cli", "quotes.evaluate")
LIGHT = ("quotes", "quotes.pool", *LOOKING, *CLUSTER)
READERS = ("trafilatura", "pyarrow", "warcio", "feedparser", "httpcore")
HEAVY = ("spacy", "textacy", "thinc", "matplotlib", "dask", "distributed", "duckdb", *READERS)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
LONGEST_FUNCTION, MEDIAN_FUNCTION, LONGEST_FILE = 40, 10, 300

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def dotted(file: Path) -> str:
    return ".".join(("quotes", *file.relative_to(PACKAGE).with_suffix("").parts))


def part_of(name: str) -> str:
    """The part of the package that a dotted name belongs to: quotes.read.html → read."""
    return [*name.split("."), "__init__"][1]


def imports(node: ast.AST) -> Iterator[str]:
    """Everything that is imported, also inside functions, as dotted names."""
    for found in ast.walk(node):
        if isinstance(found, ast.Import):
            yield from (alias.name for alias in found.names)
        elif isinstance(found, ast.ImportFrom):
            assert not found.level, f"a relative import, line {found.lineno}; write it out"
            for alias in found.names:
                yield f"{found.module}.{alias.name}"


def at_module_level(file: Path) -> Iterator[str]:
    """What importing the file imports; not what its functions do, nor what only type checkers see."""
    pending: list[ast.stmt] = list(tree(file).body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(node)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += node.orelse
        elif not isinstance(node, Function):
            pending += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


def functions(file: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Its lines, without those of its docstring."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names.split()}
by_file = pytest.mark.parametrize("file", FILES, ids=dotted)


@by_file
def test_every_module_has_its_layer(file: Path) -> None:
    part = part_of(dotted(file))
    assert part in LEVEL, f"say in LAYERS, at the top of {Path(__file__).name}, where {part!r} belongs"


@by_file
def test_imports_go_down(file: Path) -> None:
    part = part_of(dotted(file))
    for name in imports(tree(file)):
        other = part_of(name)
        if name.split(".")[0] != "quotes" or other in (part, "__init__") or (part, other) in BESIDE:
            continue
        assert other in LEVEL, f"{dotted(file)} imports {name}, which is in no layer"
        assert LEVEL[other] > LEVEL[part], f"{dotted(file)} imports {name}, which is not below it"


@by_file
def test_textacy_is_imported_where_it_is_used(file: Path) -> None:
    found = [name for name in at_module_level(file) if name.split(".")[0] == "textacy"]
    assert not found, "textacy takes seconds to import: do it inside the function"


@pytest.mark.parametrize("module", LIGHT)
def test_import_is_light(module: str) -> None:
    script = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == []


@by_file
def test_only_the_command_line_prints(file: Path) -> None:
    if part_of(dotted(file)) == "cli":
        return
    for call in (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        printing = name in ("print", "echo", "click.echo") or name.startswith(("sys.stdout.", "sys.stderr."))
        assert not printing, f"{name} in line {call.lineno}"


@by_file
def test_no_function_is_long(file: Path) -> None:
    long = {function.name: length(function) for function in functions(file)}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@by_file
def test_no_file_is_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@by_file
def test_the_name_says_what_is_inside(file: Path) -> None:
    assert file.stem not in VAGUE


def test_half_of_the_functions_are_short() -> None:
    lengths = [length(function) for file in FILES for function in functions(file)]
    assert median(lengths) <= MEDIAN_FUNCTION
