"""The README's examples run, in order and in one folder, and print what the README shows.

A ```console block holds commands after `$ ` and what they print, errors too; `...` stands for anything, even
many lines. Run are the commands of RUN; others (make, git, a server) are for the reader. A command that
fails as it should ends in `# exit status 1`. A ```python block runs as it is; with `>>>`, as a doctest.
"""

from __future__ import annotations

import contextlib
import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.source_tree import ROOT
from tools.floors import GOLDS, pinned
from tools.marked_gold import read_all

README = ROOT / "README.md"
RUN = {"quotes", "echo", "printf", "cat", "head", "mkdir", "ls", "sqlite3"}
NOT_RUN = ("quotes serve", "quotes bench")
FENCE = re.compile(r"^```(?P<language>console|python)[^\n]*\n(?P<code>.*?)^```$", re.M | re.S)
ANYTHING = "..."


class Example(NamedTuple):
    """A block's command with what it prints, or a block of Python."""

    line: int
    language: str
    code: str
    output: str


def examples(text: str) -> Iterator[Example]:
    """Every example of a Markdown text, in order."""
    for block in FENCE.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        if block["language"] == "python":
            yield Example(line, "python", block["code"], "")
        else:
            yield from _commands(block["code"], line)


def _commands(code: str, line: int) -> Iterator[Example]:
    """The commands of a console block; one that ends in a backslash, or is followed by `> `, goes on."""
    for part in re.split(r"^(?=\$ )", code, flags=re.M):
        if not part.startswith("$ "):
            line += part.count("\n")
            continue
        lines = part.removeprefix("$ ").split("\n")
        ends = 1
        while ends < len(lines) and (lines[ends - 1].endswith("\\") or lines[ends].startswith("> ")):
            lines[ends] = lines[ends].removeprefix("> ")
            ends += 1
        yield Example(line, "console", "\n".join(lines[:ends]), "\n".join(lines[ends:]))
        line += part.count("\n")


def is_run(command: str) -> bool:
    """Is this a command that ends, and needs nothing but us?"""
    words = shlex.split(command, comments=True)
    return bool(words) and words[0] in RUN and not command.startswith(NOT_RUN)


def matches(shown: str, printed: str) -> bool:
    """Is this what was printed? `...` stands for anything; spaces at the ends of lines do not count."""
    pattern = ".*?".join(map(re.escape, _trimmed(shown).split(ANYTHING)))
    return re.fullmatch(pattern, _trimmed(printed), re.S) is not None


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples run: a folder like a fresh clone, as far as examples name its files."""
    made = tmp_path_factory.mktemp("readme")
    (made / "db").mkdir()
    shutil.copy(ROOT / "metadata.json", made)
    (made / "quotes").mkdir()
    for samples in (ROOT / "quotes" / "samples",):
        if samples.is_dir():
            shutil.copytree(samples, made / "quotes" / "samples")
    return made


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """The names that Python examples make, for those after them."""
    return {}


def run_console(example: Example, folder: Path) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        ["bash", "-c", example.code],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    expected = 1 if example.code.rstrip().endswith("# exit status 1") else 0
    assert run.returncode == expected, run.stdout
    if example.output.strip():
        assert matches(example.output, run.stdout), f"README.md:{example.line} printed:\n{run.stdout}"


def run_python(example: Example, names: dict[str, Any], folder: Path) -> None:
    if ">>>" not in example.code:
        with contextlib.chdir(folder):
            exec(compile(example.code, f"README.md:{example.line}", "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(example.code, names, "README.md", "README.md", example.line)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    with contextlib.chdir(folder):
        runner.run(test, clear_globs=False)
    names.update(test.globs)
    assert runner.summarize(verbose=False).failed == 0


EXAMPLES = [e for e in examples(README.read_text(encoding="utf-8")) if e.language == "python" or is_run(e.code)]


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line {example.line}")
def test_readme_example(example: Example, folder: Path, names: dict[str, Any]) -> None:
    if example.language == "python":
        run_python(example, names, folder)
    else:
        run_console(example, folder)


# --- what the README says of accuracy, and what the demo prints --------------------------------------------

COLUMNS = {
    "quotes 0.1": "polnear-dev",
    "84 political articles": "polnear-dev",
    "40 of many outlets": "world-dev",
    "26 invented": "own",
}
ERROR, ITS_FLOOR = "calibration error of rows", "rows, 1 less the calibration error"


def shown_figures(text: str) -> Iterator[tuple[str, str, float]]:
    """Each figure of the tables of accuracy that has a floor: gold, the floor's name, number."""
    for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.M):
        heading, _, *rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()]
        for name, *cells in rows if set(heading) & set(COLUMNS) else ():
            name = re.sub(r" \(.*\)", "", name)
            for column, cell in zip(heading[1:], cells, strict=True):
                if column in COLUMNS:
                    number = float(cell)
                    yield COLUMNS[column], *((ITS_FLOOR, 1 - number) if name == ERROR else (name, number))


def test_the_tables_of_accuracy_say_what_the_floors_say() -> None:
    floors, text = pinned(), README.read_text(encoding="utf-8")
    shown = [(gold, name, number) for gold, name, number in shown_figures(text) if name in floors[gold]["figures"]]
    off = [
        f"{gold}: {name}: README {number:.3f}, floor {floor:.4f}"
        for gold, name, number in shown
        if abs(number - (floor := floors[gold]["figures"][name])) > GOLDS[gold].tolerance + 0.0005
    ]
    assert not off
    for gold in GOLDS:
        missing = set(floors[gold]["figures"]) - {name for of, name, _ in shown if of == gold}
        assert not missing, f"{gold}: the README does not say {missing}"


def test_the_readme_counts_our_own_gold() -> None:
    gold = read_all()
    counted = f"{len(gold)} invented ones with {sum(len(article.quotes) for article in gold)}"
    assert counted in README.read_text(encoding="utf-8")


def plain(text: str) -> list[str]:
    """The lines that hold something, with one space for many and one stroke for a rule of any length."""
    lines = (re.sub("─+", "─", " ".join(line.split())) for line in text.splitlines())
    return [line for line in lines if line]


@pytest.mark.slow
def test_the_demo_prints_what_the_readme_shows(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    printed = subprocess.run(
        [str(Path(sys.executable).with_name("quotes")), "demo"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    text = README.read_text(encoding="utf-8")
    (block,) = re.findall(r"`make demo` ends like this.*?\n```\n(.*?)^```$", text, flags=re.M | re.S)
    shown, end = plain(block), plain(printed)
    assert end[-len(shown) - 1 : -1] == shown, printed


def test_examples_are_found_in_order() -> None:
    text = "Hi\n\n```console\n$ quotes a \\\n    b\nseen\n$ make demo\n```\n\n```python\nx = 1\n```\n"
    found = list(examples(text))
    assert [(e.line, e.code, e.output) for e in found] == [
        (4, "quotes a \\\n    b", "seen\n"),
        (7, "make demo", ""),
        (11, "x = 1\n", ""),
    ]
    assert [is_run(e.code) for e in found[:2]] == [True, False]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "a  \nb\n", True),
        ("a\n...\nd", "a\nb\nc\nd\n", True),
        ("took ... s", "took 1.2 s", True),
        ("a", "a\nb", False),
        ("a.c", "abc", False),
    ],
)
def test_three_dots_stand_for_anything(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) is same
