"""WARC: what it gives, and one clear line for each record that is wrong."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.read.formats.sources import FERRY, RECORDS, TITLES, URL, both


@pytest.mark.parametrize("name", ["a.warc", "b.warc.gz", "c.warc.gz", "unnamed"])
def test_a_warc_file_gives_its_pages_and_names_each_wrong_record(tmp_path: Path, name: str) -> None:
    whole = b"".join(RECORDS)
    packed = {"b.warc.gz": b"".join(map(gzip.compress, RECORDS)), "c.warc.gz": gzip.compress(whole)}
    (tmp_path / name).write_bytes(packed.get(name, whole))
    articles, said = both(tmp_path / name)
    assert [article.title for article in articles] == TITLES
    assert [article.url for article in articles] == [URL.format(number) for number in (1, 2, 3, 4, 9)]
    assert all(article.text.startswith(FERRY) and article.source == "Tarn Post" for article in articles)
    assert [line.partition(": ")[::2] for line in said][:2] == [
        (f"{name}, after record 2", "not a WARC record; it is passed over"),
        (f"{name}, record 6", "no article text found in this HTML; save the page with its text, or as plain text"),
    ]
    assert all("a damaged record" in line for line in said[2:]) and len(said) in (4, 5)


def test_a_warc_file_that_breaks_off(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, RECORDS))[:-200])
    articles, said = both(tmp_path / "a.warc.gz")
    assert [article.title for article in articles] == TITLES[:-1]
    assert said[-1].startswith("a.warc.gz: a damaged gzip file")
