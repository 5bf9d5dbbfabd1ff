"""Any bytes at all give articles or a clear error, and nothing else; no text and no paragraph is lost."""

from __future__ import annotations

import gzip
import io
import json

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from quotes.errors import QuotesError
from quotes.models import Article
from quotes.read.decode import open_source
from quotes.read.fields import Fields, without_halves
from quotes.read.formats import READERS, kind_of
from quotes.read.page.split import split_page
from tests.read.formats import made
from tests.read.formats.sources import ATOM, RECORDS, RSS

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
PARTS = (
    "Tarn Post",
    "3 hours ago",
    "May 3, 2026",
    "By Ida Marlow",
    "- Tarn Post",
    "Tarn Post · 3 hours ago",
    "Comments",
    "Share",
    "Ferry strike ends after night of talks",
    "“No,” he said.",
    "Related Articles",
    "Hashtags",
    "---",
    "...",
    "10:00",
    "\u200b",
    "The council of Karsholm has put off its vote on harbour tolls until October, the third delay this year.",
    "",
    "<p>",
    "&amp;",
)
pages = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=40)), max_size=25).map("\n".join)
SEEDS = {
    "text": "“We were stretched,” said Ida Marlow.".encode(),
    "html": b"<html><body><article><p>'No,' he said.</p><table><tr><td>x</table></article></body></html>",
    "json": b'[{"text": "One.", "source": {"name": "Tarn Post"}, "authors": ["a"]}, {"id": 1}]',
    "jsonl": b'{"text": "One.", "date": "2026-05-12"}\n{"body": "Two."}\n',
    "csv": b'text,date\n"One, ""two""",2026-05-12\nThree,x\n',
    "warc": b"".join(RECORDS[:3]),
    "feed": RSS.encode(),
    "parquet": b"",
    **made.SEEDS,
}


def seed(kind: str) -> bytes:
    if kind != "parquet":
        return SEEDS[kind]
    file = io.BytesIO()
    parquet.write_table(pa.table({"text": ["One.", "Two."], "authors": [["a"], None]}), file)
    return file.getvalue()


@st.composite
def spoilt(draw: st.DrawFn, kind: str) -> bytes:
    """A good file with some of its bytes cut, changed, repeated, or others put among them."""
    content = draw(st.sampled_from([seed(kind), ATOM.encode() if kind == "feed" else seed(kind)]))
    for _ in range(draw(st.integers(0, 4))):
        at, size = draw(st.integers(0, len(content))), draw(st.integers(0, 30))
        again = st.just(content[at : at + size] * 3)
        put = draw(st.one_of(st.binary(max_size=12), again, st.text(max_size=8).map(_bytes)))
        content = content[:at] + put + content[at + draw(st.integers(0, size)) :]
    return gzip.compress(content) if draw(st.integers(0, 9)) == 0 else content


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def results(content: bytes, kind: str) -> list[Article | QuotesError]:
    found: list[Article | QuotesError] = []
    try:
        with open_source(io.BytesIO(content), "it") as stream:
            assert kind_of(stream) in READERS
            found.extend(READERS[kind](stream, "it", Fields()))
    except QuotesError as error:
        found.append(error)
    return found


@pytest.mark.parametrize("kind", READERS)
def test_any_bytes_are_articles_or_a_clear_error(kind: str) -> None:
    @few
    @given(spoilt(kind))
    def check(content: bytes) -> None:
        found = results(content, kind)
        assert found
        assert all(str(error).encode() for error in found if isinstance(error, QuotesError))
        assert all(article.text.strip() and article.text.encode() for article in found if isinstance(article, Article))
        assert repr(results(content, kind)) == repr(found)

    check()


@few
@given(st.lists(st.text().filter(str.strip), min_size=1, max_size=4))
def test_a_text_is_kept_to_the_character(texts: list[str]) -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    whole = json.dumps([{"text": text} for text in texts], ensure_ascii=False)
    for kind, content in (("jsonl", lines.encode()), ("json", whole.encode("utf-8"))):
        articles = [found for found in results(content, kind) if isinstance(found, Article)]
        assert [article.text for article in articles] == [without_halves(text) for text in texts]


@settings(few, max_examples=300)
@given(pages)
def test_what_a_page_gives_stands_on_it_in_order(page: str) -> None:
    pieces = split_page(page)
    rest = "".join(page.replace("\u200b", "").split())
    for line in (line for piece in pieces for line in piece.text.split("\n\n")):
        for word in line.split():
            _, found, rest = rest.partition(word)
            assert found
    assert all(piece.text.strip() for piece in pieces)


prose = st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=9, max_size=30)


@few
@given(st.lists(prose.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=12))
def test_paragraphs_alone_are_one_article_and_none_is_lost(paragraphs: list[str]) -> None:
    (piece,) = split_page("\n\n".join(paragraphs))
    assert piece.text.split("\n\n") == paragraphs
