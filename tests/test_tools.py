"""The programs in `tools`: each says what it does, and does nothing when it is asked for something else."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import pytest

from tests.source_tree import ROOT

FOLDER = ROOT / "tools"
TOOLS = sorted(
    f"tools.{file.stem}"
    for file in FOLDER.glob("*.py")
    if any(
        isinstance(node, ast.If) and "__main__" in ast.unparse(node.test) for node in ast.parse(file.read_text()).body
    )
)


@pytest.mark.filterwarnings("ignore:.*found in sys.modules")
@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--help"], 0, "usage: python -m {tool} "),
        (["--nonsense"], 2, "usage: python -m {tool} "),
        (["1", "1", "--nonsense"], 2, "python -m {tool}: error: unrecognized arguments: "),
    ],
)
def test_each_has_help_and_refuses_an_option_that_it_has_not(
    tool: str,
    arguments: list[str],
    status: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "ArgumentParser(" in (ROOT / f"{tool.replace('.', '/')}.py").read_text(), "it would start to work"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [tool, *arguments])
    with pytest.raises(SystemExit) as end:
        runpy.run_module(tool, run_name="__main__")
    told = capsys.readouterr()
    assert end.value.code == status and says.format(tool=tool) in (told.err if status else told.out)
    assert list(tmp_path.iterdir()) == []


def test_no_program_stands_elsewhere() -> None:
    """They are found in one place; and only those that run the tests, or begin with their files, need these."""
    programs = [file for file in (ROOT / "tests").rglob("*.py") if "ArgumentParser(" in file.read_text()]
    assert [file.name for file in programs] == ["test_tools.py"]
    needing = {file.name for file in FOLDER.glob("*.py") if "from tests" in file.read_text()}
    assert needing == {"guided.py", "record_parses.py"}
