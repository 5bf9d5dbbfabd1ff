"""Folders and names: one line for what cannot be read, and the rest is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quotes.errors import SourceError
from quotes.read import measured, read
from tests.read.formats.sources import both


def found(source: Path | str, **how: bool) -> tuple[list[str], list[str]]:
    errors: list[SourceError] = []
    return [article.text for article in read(source, on_error=errors.append, **how)], list(map(str, errors))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["n" * 300 + ".txt", "a\0b.txt", "x/" * 3000 + "a.txt"])
def test_a_name_that_no_file_has_is_one_line(name: str) -> None:
    texts, (said,) = found(name)
    assert not texts and "cannot be read" in said and len(said) < 400
    assert measured([name]).total == 0


@pytest.mark.parametrize("locked", ["in", "", "in/deep"])
def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, locked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a user without permission, even if root runs this."""
    for folder in ("in/deep", "other"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(f"In {folder}.")
    (tmp_path / "in" / "a.txt").write_text("In in.")
    whole = os.scandir

    def scandir(path: str | Path) -> object:
        if Path(path) == tmp_path / locked:
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    texts, (said,) = found(tmp_path)
    left = {"in": ["In other."], "": [], "in/deep": ["In in.", "In other."]}
    assert texts == left[locked]
    assert said == f"{tmp_path / locked}: cannot be read: Permission denied; check the name and its permissions"


def test_links_that_leave_the_folder_are_followed_only_if_asked(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    (outside / "more").mkdir(parents=True)
    (outside / "a.txt").write_text("Outside.")
    (outside / "more" / "b.txt").write_text("More.")
    (inside / "own.txt").write_text("Own.")
    (inside / "again.txt").symlink_to(inside / "own.txt")
    (inside / "link.txt").symlink_to(outside / "a.txt")
    (inside / "folder").symlink_to(outside / "more")
    (inside / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    (inside / "round").symlink_to(inside)
    texts, said = found(inside)
    assert texts == ["Own.", "Own."]
    assert [line.partition(": ")[0].rpartition("/")[2] for line in said] == ["folder", "link.txt", "nowhere.txt"]
    assert "a link that leads out of the folder; give --follow-links" in said[0]
    texts, said = found(inside, links=True)
    assert sorted(texts) == ["More.", "Outside.", "Own.", "Own."] and len(said) == 1
    assert found(inside / "link.txt")[0] == ["Outside."]


@pytest.mark.parametrize("links", [False, True])
def test_a_link_to_itself_is_one_line(tmp_path: Path, links: bool) -> None:
    for name, text in (("a.txt", "One."), ("z.txt", "Two.")):
        (tmp_path / name).write_text(text)
    (tmp_path / "itself").symlink_to("itself")
    texts, (said,) = found(tmp_path, links=links)
    assert texts == ["One.", "Two."]
    assert said.startswith(f"{tmp_path / 'itself'}: cannot be read: Too many levels")


def test_what_is_no_file_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    os.mkfifo(tmp_path / "b.txt")
    assert found(tmp_path)[0] == ["One."]


def test_an_article_that_is_too_long_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "' + "a" * 99 + '"}\n{"id": "y", "text": "b"}\n')
    articles, said = both(tmp_path / "a.jsonl", longest=50)
    assert [article.id for article in articles] == ["y"]
    assert said == [
        "a.jsonl, article x: has 99 characters, more than the 50 that are read as one article;"
        " cut it into its articles or chapters"
    ]
