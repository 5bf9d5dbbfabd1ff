"""The architecture: who may import whom, what stays light, how long things may be."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

from tests.source_tree import FILES, PACKAGE, dotted, imports, tree

# From the top down: a module imports from below its own layer, within its own folder, and nothing of its neighbours.
LAYERS = (
    "__main__",
    "cli",
    "bench cluster fit web",
    "evaluate",
    "__init__",
    "parallel store",
    "read extraction people",
    "processes",
    "models names",
    "errors",
)
# The same inside `extraction`, one stage a row.
STAGES = (
    "engine",
    "component",
    "pipeline",
    "repeated confidence doubles",
    "row_features",
    "row_setting",
    "indirect",
    "spoken",
    "attribute",
    "resolve",
    "acts",
    "unreal",
    "edges",
    "cues",
    "joint",
    "speechless",
    "mentions topics",
    "name_run",
    "layout",
    "tokens",
    "parse",
    "lexicon weights rules_version reasons deadline",
)
# What a folder may import of ours, where the layers would allow more.
ALONE = {"extraction": {"models", "errors", "names"}, "people": {"errors", "names"}, "names": {"errors"}}

CLUSTER = ("quotes.cluster.run", "quotes.cluster.worker", "quotes.cluster.collect", "quotes.cluster.duck")
LOOKING = ("quotes.store.lookup", "quotes.read", "quotes.store.save", "quotes.web", "quotes.cli", "quotes.evaluate")
LIGHT = (
    *("quotes", "quotes.parallel.pool", "quotes.processes.child", "quotes.people", "quotes.names.compare"),
    *(*LOOKING, *CLUSTER),
)
DOCUMENTS = ("mammoth", "striprtf", "pdfminer", "openpyxl", "ftfy", "yaml", "markdown_it")
READERS = ("trafilatura", "pyarrow", "warcio", "feedparser", "httpcore", *DOCUMENTS)
HEAVY = ("spacy", "textacy", "thinc", "matplotlib", "dask", "distributed", "duckdb", *READERS)
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
LONGEST_FUNCTION, MEDIAN_FUNCTION = 40, 10

Function = ast.FunctionDef | ast.AsyncFunctionDef


def part_of(name: str) -> str:
    """The part of the package that a dotted name belongs to: quotes.read.html → read."""
    return [*name.split("."), "__init__"][1]


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


MODULES = {dotted(file).removesuffix(".__init__") for file in FILES}


def ours(file: Path) -> set[str]:
    """The modules of this package that a file imports, as dotted names."""
    names = {name for name in imports(tree(file)) if name.split(".")[0] == "quotes"}
    return {name if name in MODULES else name.rpartition(".")[0] for name in names} - {"quotes"}


def upward(layers: tuple[str, ...], inside: str) -> list[str]:
    """The imports inside a package that do not go down its layers."""
    level = {name: row for row, names in enumerate(layers) for name in names.split()}
    found = []
    for file in FILES:
        if dotted(file).startswith(inside):
            here = layer_of(dotted(file), inside)
            there = {(name, layer_of(name, inside)) for name in ours(file) if name.startswith(inside)}
            found += [f"{dotted(file)} imports {name}" for name, at in there if at != here and level[at] <= level[here]]
    return found


def layer_of(name: str, inside: str) -> str:
    """Where in a package a dotted name belongs: inside `quotes`, quotes.read.decode → read."""
    return [*name.removeprefix(inside).split("."), "__init__"][0]


def test_imports_go_down() -> None:
    assert upward(LAYERS, "quotes.") == []


def test_stages_import_earlier_ones_alone() -> None:
    assert upward(STAGES, "quotes.extraction.") == []


def test_extraction_and_people_stand_alone() -> None:
    for part, allowed in ALONE.items():
        for file in (PACKAGE / part).rglob("*.py"):
            beyond = {part_of(name) for name in ours(file)} - {part, *allowed}
            assert not beyond, f"{dotted(file)} imports {beyond}"


def test_no_import_goes_in_a_circle() -> None:
    graph = {dotted(file).removesuffix(".__init__"): ours(file) for file in FILES}
    list(TopologicalSorter(graph).static_order())


def test_the_top_level_holds_folders() -> None:
    top = {file.stem for file in PACKAGE.glob("*.py")}
    assert top == {"__init__", "__main__", "models", "errors"}


def test_textacy_is_imported_where_it_is_used() -> None:
    found = [dotted(file) for file in FILES if "textacy" in {name.split(".")[0] for name in at_module_level(file)}]
    assert not found, "textacy takes seconds to import: do it inside the function"


def test_imports_are_light() -> None:
    importing = f"""
import importlib, sys
known = set()
for module in {LIGHT}:
    importlib.import_module(module)
    for name in {HEAVY}:
        if name in sys.modules and name not in known:
            known.add(name)
            print(module, "imports", name)
"""
    run = subprocess.run([sys.executable, "-c", importing], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == []


@pytest.mark.parametrize("how", ["import quotes; quotes.extract", "import quotes.parallel.worker", "import quotes.web"])
def test_how_many_threads_numpy_takes_is_set_before_it_is_imported(how: str) -> None:
    told = "print(os.environ.get('OPENBLAS_NUM_THREADS')) if given[0] == 'numpy' else None"
    hook = f"lambda event, given: {told} if event == 'import' else None"
    code = f"import os, sys; sys.addaudithook({hook}); {how}; import quotes.extraction.engine"
    alone = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=alone)
    assert set(run.stdout.split()) == {"1"}


def prints(file: Path) -> Iterator[str]:
    for call in (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        if name in ("print", "echo", "click.echo") or name.startswith(("sys.stdout.", "sys.stderr.")):
            yield f"{dotted(file)}, line {call.lineno}: {name}"


def test_only_the_command_line_prints() -> None:
    assert [found for file in FILES if part_of(dotted(file)) != "cli" for found in prints(file)] == []


def test_no_function_is_long() -> None:
    found = [(dotted(file), function.name, length(function)) for file in FILES for function in functions(file)]
    assert [one for one in found if one[-1] > LONGEST_FUNCTION] == []


def test_the_names_say_what_is_inside() -> None:
    assert [dotted(file) for file in FILES if file.stem in VAGUE] == []


def test_half_of_the_functions_are_short() -> None:
    lengths = [length(function) for file in FILES for function in functions(file)]
    assert median(lengths) <= MEDIAN_FUNCTION
