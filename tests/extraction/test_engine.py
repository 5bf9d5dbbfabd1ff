"""Many articles in one process: memory stays flat, Docs stay whole, threads may share it, failures are reported."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count

import pytest
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops

from quotes.errors import SourceError
from quotes.extraction import engine
from quotes.extraction.parse import blas, parser
from quotes.extraction.parse.frame import LONG_WORD
from quotes.models import Article
from quotes.parallel import pool

pytestmark = pytest.mark.slow
NUMBERS = count()


def articles(size: int) -> Iterator[Article]:
    """Each with words that no other has."""
    for _ in range(size):
        number = next(NUMBERS)
        words = " ".join(f"Xan{number}q{k}" for k in range(20))
        text = f"“We are ready,” said Ida Brandt. She said the ferry {words} would sail."
        yield Article(id=str(number), text=text)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline that knows as many words as it may."""
    monkeypatch.setattr(parser, "KEPT_WORDS", 0)


def size() -> int:
    nlp = parser.load_pipeline(None)
    return sum(1 for _ in nlp.vocab) + len(nlp.vocab.strings)


def test_words_are_kept_only_until_there_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    before = size()
    list(engine.find_many(articles(32), topics=False))
    known = size()
    assert known > before + 32 * 20
    monkeypatch.setattr(parser, "KEPT_WORDS", 0)
    list(engine.find_many(articles(32), topics=False))
    assert size() < known + 32


def test_a_pipeline_that_is_loaded_anew_is_the_one_that_is_used() -> None:
    list(engine.find_many(articles(1)))
    parser.load_pipeline.cache_clear()  # as when other models have been loaded since
    anew, before = parser.load_pipeline(None), size()
    list(engine.find_many(articles(1)))
    assert size() > before and parser.load_pipeline(None) is anew


def test_results_are_the_same_when_words_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    some = list(articles(20))
    before = list(engine.find_many(some))
    monkeypatch.setattr(parser, "KEPT_WORDS", 0)
    again = list(engine.find_many(some))
    gc.collect()
    assert again == before
    assert all(found.article.quotes for found in again)


def test_a_parse_outlives_what_is_found_around_it(full: None) -> None:
    found = engine.find_many(articles(40), topics=False)
    next(found)
    doc = parser.parse("“We are ready,” said Zorbrex Quillon.")
    assert len(list(found)) == 39
    gc.collect()
    assert [token.text for token in doc][-3:] == ["Zorbrex", "Quillon", "."]


def test_threads_may_share_the_pipeline(full: None) -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: list(engine.find_many(articles(5), topics=False)), range(8)))
    assert [[bool(f.article.quotes) for f in one] for one in found] == [[True] * 5] * 8


def test_an_article_that_fails_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def make_frame(doc: Doc, *rest: object) -> object:
        if "POISON" in doc.text:
            raise ValueError("no frame")
        return real(doc, *rest)  # type: ignore[arg-type]

    real = parser.make_frame
    monkeypatch.setattr(parser, "make_frame", make_frame)
    some = [*articles(3), Article(id="bad", text="POISON"), *articles(2)]
    errors: list[SourceError] = []
    found = [f.article.id for f in engine.find_many(some, topics=False, on_error=errors.append)]
    assert found == [article.id for article in some if article.id != "bad"]
    assert [str(error) for error in errors] == ["article bad: could not be analysed (ValueError: no frame)"]
    with pytest.raises(SourceError, match="article bad"):
        list(engine.find_many(some, topics=False))


def test_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    some = list(articles(8))
    alone = list(pool.find_many(some, processes=1))
    monkeypatch.setattr(pool, "ENOUGH", 1)
    monkeypatch.setattr(pool, "CHUNK", 3)
    with closing(pool.find_many(some, processes=2)) as together:
        assert list(together) == alone
    assert list(pool.extract_many(some, processes=2)) == [found.article for found in alone]


@pytest.mark.parametrize(("blis", "numpy", "better"), [(1.0, 2.0, True), (2.0, 1.0, False), (0.95, 1.0, False)])
def test_the_faster_kernel_is_taken(blis: float, numpy: float, better: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blas, "_seconds", lambda ops: blis if ops.use_blis else numpy)
    blas.blis_is_better.cache_clear()
    before = get_current_ops()
    try:
        blas.use_fastest_kernel()
        ops = get_current_ops()
        assert isinstance(ops, NumpyOps) and ops.use_blis is better
    finally:
        blas.blis_is_better.cache_clear()
        blas.set_current_ops(before)


def test_each_kernel_is_really_timed() -> None:
    assert all(blas._seconds(NumpyOps(use_blis=blis)) > 0 for blis in (True, False))


@pytest.mark.parametrize("word", ["x" * 1000, "”“" * 5000, "https://sund.example/" + "a/" * 300])
def test_endless_words_are_cut(word: str) -> None:
    text = f"Ida Brandt read {word} aloud. “Yes,” she said."
    doc = parser.parse(text)
    assert doc.text == text
    assert max(len(token) for token in doc) <= LONG_WORD
