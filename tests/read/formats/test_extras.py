"""A format whose extra is missing says so; formats are recognised on standard input, too."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from quotes.read import read
from tests.read.formats.made import SEEDS
from tests.read.formats.sources import RECORDS, RSS, both

# Without the extras.


@pytest.mark.parametrize(
    ("package", "name", "content", "extra"),
    [
        ("pyarrow", "a.parquet", b"PAR1", "parquet"),
        ("warcio.recordloader", "a.warc", b"WARC/1.0", "warc"),
        ("feedparser", "a.rss", RSS.encode(), "feed"),
        ("mammoth", "a.docx", SEEDS["docx"], "archives"),
        ("striprtf.striprtf", "a.rtf", SEEDS["rtf"], "archives"),
        ("openpyxl", "a.xlsx", SEEDS["xlsx"], "archives"),
        ("yaml", "a.md", SEEDS["markdown"], "archives"),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, name: str, content: bytes, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / name).write_bytes(content)
    articles, said = both(tmp_path / name)
    assert articles == [] and len(said) == 1
    assert said[0].endswith(f"needs the extra {extra!r}; install it with: pip install 'newsquotes[{extra}]'")


def test_standard_input_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(RECORDS[0])

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [article.title for article in read("-")] == ["Ferry one"]
