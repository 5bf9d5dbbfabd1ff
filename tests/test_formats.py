"""Parquet, WARC and feeds: what each gives, and one clear line for each record that is wrong."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read import Fields, read

FERRY = "“The ferry will sail,” said Ida Brandt, the harbour master of Norwick."
PAGE = (
    "<html><head><title>{0}</title><meta property='og:site_name' content='Tarn Post'></head><body><article><h1>{0}</h1>"
    f"<p>{FERRY} She said the crews would come back on Friday, and that nobody had been asked.</p>"
    "<p>The harbour had been closed for weeks before that, and the crews were tired of it, she said.</p>"
    "</article></body></html>"
)


def both(path: Path, **how: Any) -> tuple[list[Article], list[str]]:
    """The articles of a source, and what is said of the rest, without its folder."""
    errors: list[SourceError] = []
    articles = list(read(path, on_error=errors.append, **how))
    return articles, [str(error).replace(f"{path.parent}/", "") for error in errors]


# Parquet.


def table(path: Path, columns: dict[str, Any], rows: int = 1000) -> Path:
    parquet.write_table(pa.table(columns), path, row_group_size=rows)
    return path


def test_parquet_has_the_usual_names_and_kinds(tmp_path: Path) -> None:
    moment = pa.array([datetime(2026, 5, 12, 8, 30, tzinfo=UTC)], pa.timestamp("ns", "UTC"))
    columns = {
        "Headline": ["Ferry to sail"],
        "body": pa.array([FERRY]).dictionary_encode(),
        "outlet": [{"id": 1, "name": "Tarn Post"}],
        "authors": [["Mara Lind", "Ole Vik"]],
        "date": moment,
        "uid": [7],
        "pixels": [b"\x00" * 99],
    }
    ((article,), said) = both(table(tmp_path / "a.parquet", columns))
    assert (article.text, article.title, article.source, article.id) == (FERRY, "Ferry to sail", "Tarn Post", "7")
    assert (article.author, article.published, said) == ("Mara Lind, Ole Vik", "2026-05-12T08:30:00+00:00", [])


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.string_view()])
def test_parquet_keeps_a_text_to_the_character(tmp_path: Path, kind: pa.DataType) -> None:
    text = "  A \r\n\r\n “b” é 🙂\n"
    values = pa.array([text.encode()], pa.binary()).cast(kind) if kind == pa.binary() else pa.array([text], kind)
    (article,) = read(table(tmp_path / "unnamed", {"text": values, "published": [date(2026, 5, 12)]}))
    assert (article.text, article.published) == (text, "2026-05-12")


def test_a_wrong_row_of_parquet_costs_itself_alone(tmp_path: Path) -> None:
    texts = pa.array([b"One.", None, b" ", b"caf\xe9", b"Five."])
    articles, said = both(table(tmp_path / "a.parquet", {"text": texts}, rows=2))
    assert [article.text for article in articles] == ["One.", "Five."]
    assert said == [
        "a.parquet, row 2: an article with no text; leave it out",
        "a.parquet, row 3: an article with no text; leave it out",
        "a.parquet, row 4: a broken encoding (byte 0xE9 after 3 characters); save it as UTF-8",
    ]


def test_a_damaged_row_group_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"text": ["One. " * 99, "Two. " * 99]}), path, row_group_size=1, compression="zstd")
    column = parquet.ParquetFile(path).metadata.row_group(0).column(0)
    start = column.dictionary_page_offset or column.data_page_offset
    content = bytearray(path.read_bytes())
    content[start + 20 : start + 60] = b"\xff" * 40
    path.write_bytes(content)
    articles, said = both(path)
    assert [article.text for article in articles] == ["Two. " * 99]
    assert len(said) == 1 and said[0].startswith("a.parquet, row group 1 of 2: cannot be read to its end")


def test_fields_of_parquet_can_be_named(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", {"words": [FERRY], "text": ["Not this."], "number": ["x"]})
    ((article,), _) = both(path, fields=Fields(text="words", id="number"))
    assert (article.text, article.id) == (FERRY, "x")
    assert both(path, fields=Fields(text="none"))[1] == [
        "a.parquet: no column 'none'; there are words, text, number; name the right one with --text-field"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PAR1 and nothing", "not valid Parquet"),
        (b"PAR1" + b"\x00" * 99 + b"\xff\xff\xff\x7fPAR1", "not valid Parquet"),
        (gzip.compress(b"PAR1 and nothing"), "Parquet is read from a file that is not gzipped"),
    ],
)
def test_what_is_no_parquet(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.parquet").write_bytes(content)
    articles, errors = both(tmp_path / "a.parquet")
    assert articles == [] and len(errors) == 1 and said in errors[0]


# WARC.


def record(url: str, page: bytes, *headers: str, kind: str = "response", status: str = "200 OK") -> bytes:
    """A record with the answer of a server."""
    given = [header for header in headers if header.lower().startswith("content-type")] or ["Content-Type: text/html"]
    rest = [header for header in headers if header not in given]
    body = "\r\n".join([f"HTTP/1.1 {status}", *given, *rest]).encode() + b"\r\n\r\n" + page
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"Content-Length: {len(body)}"]
    return (
        "\r\n".join([*lines, "Content-Type: application/http; msgtype=response"]).encode()
        + b"\r\n\r\n"
        + body
        + b"\r\n\r\n"
    )


URL = "https://tarn.example/{}"
ONE, TWO, CAFE = (PAGE.format(title) for title in ("Ferry one", "Ferry two", "Café"))
CHUNKED = b"%x\r\n" % len(TWO.encode()) + TWO.encode() + b"\r\n0\r\n\r\n"
RECORDS = [
    record(URL.format(1), ONE.encode()),
    record(URL.format("robots.txt"), b"User-agent: *", "Content-Type: text/plain"),
    b"rubbish\r\nmore of it\r\n\r\n",
    record(URL.format(2), gzip.compress(TWO.encode()), "Content-Encoding: gzip"),
    record(URL.format(3), TWO.encode(), "Content-Encoding: gzip"),
    record(URL.format(4), CHUNKED, "Transfer-Encoding: chunked"),
    record(URL.format(5), b"<html><body></body></html>"),
    record(URL.format(6), ONE.encode(), status="404 Not Found"),
    record(URL.format(7), ONE.encode(), kind="request"),
    record(URL.format(8), gzip.compress(TWO.encode())[:99], "Content-Encoding: gzip"),
    b"WARC/9.9\r\n\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\nContent-Length: many\r\n\r\n",
    record(URL.format(9), CAFE.encode("cp1252"), "Content-Type: text/html; charset=iso-8859-1"),
]
TITLES = ["Ferry one", "Ferry two", "Ferry two", "Ferry two", "Café"]


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


# Feeds.

RSS = """<?xml version="1.0"?><!-- a --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Tarn Post</title><language>en-gb</language>
<item><title>Ferry &amp;amp; more</title><link>https://tarn.example/1</link><guid isPermaLink="false">g1</guid>
<author>Mara Lind</author><pubDate>Fri, 04 Jul 2025 10:00:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>“Yes,” said <b>Ida</b> Marlow.</p><script>x()</script><p>Two.</p>]]></content:encoded>
</item>
<item><title>Nothing</title></item>
<item><link>javascript:alert(1)</link><description>Words.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Karsholm Bee</title><entry><id>urn:1</id>
<title type="html">A &lt;i&gt;b&lt;/i&gt;</title><updated>2026-02-03T04:05:06Z</updated><author><name>Ole Vik</name>
</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>“No,” he said.</p><p>Two.</p></div></content></entry>
</feed>"""


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


# Without the extras.


@pytest.mark.parametrize(
    ("package", "name", "content", "extra"),
    [
        ("pyarrow", "a.parquet", b"PAR1", "parquet"),
        ("warcio.recordloader", "a.warc", b"WARC/1.0", "warc"),
        ("feedparser", "a.rss", RSS.encode(), "feed"),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, name: str, content: bytes, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / name).write_bytes(content)
    articles, said = both(tmp_path / name)
    assert articles == [] and len(said) == 1
    assert said[0].endswith(f"needs the extra {extra!r}; install it with: pip install 'quotes[{extra}]'")


def test_standard_input_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(RECORDS[0])

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [article.title for article in read("-")] == ["Ferry one"]


def test_csv_without_rows_says_so(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text("title,text\n", encoding="utf-8")
    with pytest.raises(SourceError, match="a heading line and no rows"):
        list(read(path))
