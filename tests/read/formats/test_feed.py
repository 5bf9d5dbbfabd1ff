"""RSS and Atom: what each gives, and one clear line for each that is wrong."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.read.formats.sources import ATOM, RSS, both


@pytest.mark.parametrize("name", ["a.rss", "a.rss.gz", "unnamed", "a.xml"])
def test_rss(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(RSS.encode()) if name.endswith("gz") else RSS.encode())
    (first, second), said = both(tmp_path / name)
    assert (first.id, first.title, first.source, first.author) == ("g1", "Ferry & more", "Tarn Post", "Mara Lind")
    assert (first.text, first.published) == ("“Yes,” said Ida Marlow.\n\nTwo.", "2025-07-04T10:00:00+02:00")
    assert (first.url, first.language) == ("https://tarn.example/1", "en-gb")
    assert (second.text, second.url) == ("Words.", None)
    assert said == [f"{name}, entry 2: an entry with no text; see --fetch-entries, which reads the pages of entries"]


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "a.atom").write_text(ATOM, encoding="utf-8")
    ((article,), _) = both(tmp_path / "a.atom")
    assert (article.id, article.title, article.source, article.author) == ("urn:1", "A b", "Karsholm Bee", "Ole Vik")
    assert (article.text, article.published) == ("“No,” he said.\n\nTwo.", "2026-02-03T04:05:06+00:00")


@pytest.mark.parametrize(
    "content", [b"<rss></rss>", b"<feed>", b"words", b"<?xml version='1.0'?><sitemap/>", b"\xff\xfe\x00"]
)
def test_what_is_no_feed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.rss").write_bytes(content)
    articles, said = both(tmp_path / "a.rss")
    assert articles == [] and len(said) == 1 and "no entry of RSS or Atom found" in said[0]


def test_a_feed_opens_no_file(tmp_path: Path) -> None:
    """feedparser takes a short text for a path or an address."""
    (tmp_path / "a.rss").write_text(str(Path(__file__)))
    assert both(tmp_path / "a.rss")[0] == []
