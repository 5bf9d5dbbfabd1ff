"""WARC: what it gives, and one clear line for each record that is wrong."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.read.formats.sources import FERRY, PAGE, RECORDS, TITLES, URL, both, record


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
        (f"{name}, after record 2", "not a WARC record; it is left out"),
        (f"{name}, record 6", "no article text found in this HTML; save the page with its text, or as plain text"),
    ]
    assert all("a damaged record" in line for line in said[2:]) and len(said) == 6


def test_a_warc_file_that_breaks_off(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, RECORDS))[:-200])
    articles, said = both(tmp_path / "a.warc.gz")
    assert [article.title for article in articles] == TITLES[:-1]
    assert "of the gzip file are damaged (it ends too early)" in said[-1]


def test_a_record_that_is_cut_short_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(RECORDS[0] + RECORDS[3][:-200])
    articles, said = both(tmp_path / "a.warc")
    assert [article.title for article in articles] == ["Ferry one"]
    assert len(said) == 1 and "a.warc, record 2: a damaged record (it is cut short: " in said[0]


def of_length(record: bytes, length: int) -> bytes:
    return re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, record, count=1)


PAGES = [record(URL.format(number), PAGE.format(f"Ferry {number}").encode()) for number in range(7)]
SIZE = int(re.findall(rb"Content-Length: (\d+)", PAGES[1])[0])
LYING = {
    "to the end of the file": 10**9,
    "into the fourth": SIZE + 2 * len(PAGES[1]) + 70,
    "too small": SIZE - 300,
    "a byte too large": SIZE + 5,
    "nothing": 0,
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("what", LYING)
def test_a_length_that_lies_costs_its_own_record_alone(tmp_path: Path, what: str, packed: bool) -> None:
    records = [PAGES[0], of_length(PAGES[1], LYING[what]), *PAGES[2:]]
    whole = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    (tmp_path / "a.warc").write_bytes(whole)
    articles, said = both(tmp_path / "a.warc")
    assert [article.title for article in articles] == [f"Ferry {number}" for number in (0, 2, 3, 4, 5, 6)]
    assert len(said) == 1 and said[0].startswith("a.warc, record 2: a damaged record (it is ")


def test_several_lengths_that_lie(tmp_path: Path) -> None:
    records = [of_length(page, 10**9) if place in (1, 2, 5) else page for place, page in enumerate(PAGES)]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    articles, said = both(tmp_path / "a.warc")
    assert [article.title for article in articles] == [f"Ferry {number}" for number in (0, 3, 4, 6)]
    assert len(said) == 3


def test_a_page_that_holds_a_record_is_one_page(tmp_path: Path) -> None:
    page = PAGE.format("Ferry").replace("</article>", "<pre>\r\n\r\n" + PAGES[3].decode() + "\r\n</pre></article>")
    (tmp_path / "a.warc").write_bytes(record(URL.format(1), page.encode()) + PAGES[2])
    articles, said = both(tmp_path / "a.warc")
    assert [article.url for article in articles] == [URL.format(1), URL.format(2)] and not said


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("number", [1, 2, 5])
def test_records_to_the_end_of_another_are_no_part_of_its_page(tmp_path: Path, number: int, packed: bool) -> None:
    swallowed = PAGES[2 : 2 + number]
    records = [PAGES[0], of_length(PAGES[1], SIZE + sum(map(len, swallowed))), *PAGES[2:]]
    (tmp_path / "a.warc").write_bytes(b"".join(map(gzip.compress, records) if packed else records))
    articles, said = both(tmp_path / "a.warc")
    assert [article.title for article in articles] == [f"Ferry {n}" for n in (0, *range(2 + number, 7))]
    assert len(said) == 1 and "a.warc, record 2: a damaged record (it holds whole records to its end" in said[0]


def test_a_length_to_an_empty_line_of_the_page_costs_the_record(tmp_path: Path) -> None:
    page = PAGE.format("Ferry").replace("</article>", "<p>One.</p>\n\n<p>Two.</p>\n\n</article>")
    whole = record(URL.format(1), page.encode())
    start = whole.index(b"HTTP/")
    for end in (found.start() for found in re.finditer(rb"\n\n", whole)):
        (tmp_path / "a.warc").write_bytes(of_length(whole, end - start) + PAGES[2])
        articles, said = both(tmp_path / "a.warc")
        assert [article.title for article in articles] == ["Ferry 2"] and len(said) == 1


def as_sent(headers: bytes, body: bytes) -> bytes:
    """A record of an answer with these headers, too."""
    whole = record(URL.format(1), body)
    start, until = whole.index(b"HTTP/"), whole.index(b"\r\n\r\n", whole.index(b"HTTP/"))
    answer = whole[start:until] + b"\r\n" + headers + b"\r\n\r\n" + body
    return of_length(whole[:start], len(answer)) + answer + b"\r\n\r\n"


BODY = PAGE.format("Ferry one").encode()
CHUNKED = b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in (BODY[:99], BODY[99:])) + b"0\r\n\r\n"
ANSWERS = {
    # headers and body of an answer: what is said of it, or None
    "whole": (b"Content-Length: %d" % len(BODY), BODY, None),
    "cut short": (b"Content-Length: %d" % len(BODY), BODY[:-99], "its page is cut short: "),
    "packed": (b"Content-Encoding: gzip\r\nContent-Length: %d" % len(gzip.compress(BODY)), gzip.compress(BODY), None),
    "packed, unpacked by its crawler": (b"Content-Encoding: br\r\nContent-Length: 99999", BODY, None),
    "packed, cut short": (b"Content-Encoding: gzip", gzip.compress(BODY)[:-40], "it ends too early"),
    "in chunks": (b"Transfer-Encoding: chunked", CHUNKED, None),
    "in chunks, put together by its crawler": (b"Transfer-Encoding: chunked", BODY, None),
    "in chunks, cut between two": (b"Transfer-Encoding: chunked", CHUNKED[:-5], "the last chunk is missing"),
    "in chunks, cut within one": (b"Transfer-Encoding: chunked", CHUNKED[:-99], "the last chunk is missing"),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_a_page_that_was_not_received_whole_is_told(tmp_path: Path, what: str) -> None:
    headers, body, problem = ANSWERS[what]
    (tmp_path / "a.warc").write_bytes(as_sent(headers, body) + PAGES[2])
    articles, said = both(tmp_path / "a.warc")
    assert [article.title for article in articles] == [*(["Ferry one"] if problem is None else []), "Ferry 2"]
    assert len(said) == (problem is not None) and all(problem in line for line in said if problem)


def test_a_page_that_its_crawler_cut_short_is_told(tmp_path: Path) -> None:
    cut = PAGES[0].replace(b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type")
    (tmp_path / "a.warc").write_bytes(cut + PAGES[1])
    articles, said = both(tmp_path / "a.warc")
    assert [article.title for article in articles] == ["Ferry 1"]
    assert said == ["a.warc, record 1: a damaged record (its crawler cut it short, because of length); it is left out"]
