"""On the package index `quotes` is somebody else's: nothing here installs it, or asks for its version."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution

import pytest

from tests.source_tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = "|".join(PROJECT["optional-dependencies"])
SOMEBODY_ELSES = re.compile(
    rf"(?<![\w.])quotes\[(?:{EXTRAS}|\{{)"
    r"|(?:pip|pipx|uvx?)(?: tool)? (?:install|run|download)(?: -\S+)* ['\"]?quotes\b(?!/)"
    r"|(?:version|version_of|distribution|metadata|requires|static_plugins)\([^()]*\bquotes['\"]"
    r"|package_name=['\"]quotes\b"
)
NAMES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile", "pyproject.toml", "metadata.json")


def texts() -> Iterator[tuple[str, str]]:
    """Each text of the tree with its path, but recorded parses, which are of articles."""
    files = [ROOT / name for name in NAMES]
    files += [file for folder in ("quotes", "tests", "tools", "docs", ".ci") for file in (ROOT / folder).rglob("*")]
    for file in files:
        if file.is_file() and file.suffix not in (".png", ".pyc", ".sql") and file.parent.name != "parses":
            yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")


def test_the_distribution_has_a_name_of_its_own() -> None:
    assert PROJECT["name"] == distribution("newsquotes").name == "newsquotes"
    assert list(PROJECT["scripts"]) == ["quotes"]


def test_nobody_is_told_to_install_what_is_somebody_elses() -> None:
    found = [f"{name}: {match[0]}" for name, text in texts() for match in SOMEBODY_ELSES.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("install it with: pip install " + "'quotes" + "[web]'", True),
        ("pip install -U " + "quotes", True),
        ("pip install " + "quotes", True),
        ("version" + '("quotes")', True),
        ("package_name=" + '"quotes"', True),
        ("pip install 'newsquotes[web]'", False),
        ("pip install '.[web]'", False),
        ("pip install -e quotes/", False),
        ("article.quotes[at] = quotes[at] | quotes[0]", False),
    ],
)
def test_the_old_spelling_is_told_apart(line: str, is_wrong: bool) -> None:
    assert bool(SOMEBODY_ELSES.search(line)) is is_wrong
