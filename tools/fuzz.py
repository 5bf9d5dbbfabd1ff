"""Run any text through the stages: `python -m tools.fuzz --count N [--stage marks|pages|layout|whole] [--words]`.

Nothing may raise or hang, offsets must give back the text, quotations must lie inside the article, and a second run
must give the same. `--seed S` gives other texts. It prints each problem, with the number that makes the same text
again, and then ends with status 1.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from itertools import pairwise
from typing import Any

from tools.mutate import text, text_of_words

SECONDS = 20.0  # of the processor for one batch; a usual one takes two
BATCH = 128
Check = Callable[[Sequence[str]], None]


class HangError(Exception):
    """A batch took the processor longer than `SECONDS`."""


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Raise `HangError` in the main thread after so many seconds of the processor, which other programs may share."""

    def stop(*_: Any) -> None:
        raise HangError(f"more than {seconds} s of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def check_marks(texts: Sequence[str]) -> None:
    """Check that runs lie in the text one after the other, and that each has a letter."""
    from quotes.extraction.lexicon import load_lexicon
    from quotes.extraction.parse.marks import paragraphs, runs

    elisions = load_lexicon().words.elisions
    for one in texts:
        found = runs(one, elisions)
        for run in found:
            assert 0 <= run.open < run.start < run.end <= run.close <= len(one), run
            assert any(map(str.isalnum, one[run.start : run.end])), run
        assert all(a.close <= b.open for a, b in pairwise(found)), found
        assert found == runs(one, elisions)
        lines = list(paragraphs(one))
        assert all(one[start:end].strip() == one[start:end] != "" for start, end in lines)
        starts = [start for start, _ in lines]
        assert all(run.close <= lines[bisect_right(starts, run.open) - 1][1] for run in found)


def check_pages(texts: Sequence[str]) -> None:
    """Check that a page that is not blank has an article, and that all words of its articles are from the page."""
    from quotes.read.page.split import split_page

    for one in texts:
        pieces = split_page(one)
        assert pieces == split_page(one)
        assert bool(pieces) == bool(one.replace("\u200b", "").strip()), pieces
        assert all(piece.text.strip() for piece in pieces)


def check_layout(texts: Sequence[str]) -> None:
    """Check that tokens give the text, that paragraphs, sentences and runs are ranges of them, and runs have words."""
    from quotes.extraction.layout import lay_out
    from quotes.extraction.lexicon import load_lexicon
    from quotes.extraction.parse.frame import make_frame, project, tokenize
    from quotes.extraction.parse.marks import runs

    words = load_lexicon().words
    elisions = words.elisions
    for one in texts:
        found = runs(one, elisions)
        doc = tokenize(blank(), one, found)
        assert doc.text == one
        layout = lay_out(project(doc, make_frame(doc, one, found, words.frame.placeholder)), elisions)
        ranges = [*layout.paragraphs, *layout.sentences, *((run.open, run.close) for run in layout.runs)]
        assert all(0 <= start <= end <= len(doc) for start, end in ranges)
        for run in layout.runs:
            assert layout.tokens[run.open].idx == run.run.open and run.start < run.end
            assert layout.words((run.start, run.end)).strip() == one[run.run.start : run.run.end].strip()


@cache
def blank() -> Any:
    """A tokenizer without a model."""
    import spacy

    return spacy.blank("en")


def check_whole(texts: Sequence[str]) -> None:
    """Extract articles twice, in different batches, with their topics."""
    from quotes.extraction.engine import find_many
    from quotes.models import Article

    articles = [Article(id=str(number), text=one, title=one[:40]) for number, one in enumerate(texts)]
    first = list(find_many(articles, batch_size=BATCH))
    assert [found.article.id for found in first] == [article.id for article in articles]
    for found, one in zip(first, texts, strict=True):
        check_article(found.article, one)
        assert all(0 < score <= 1 and term for term, score in found.topics)
    assert list(find_many(articles, batch_size=BATCH)) == first


def check_article(article: Any, one: str) -> None:
    """Check that offsets give the text, in order and inside the article, and that the JSON gives the article."""
    size = len(one)
    assert article.text == one
    for quote in article.quotes:
        assert quote.text == " ".join(one[start:end] for start, end in quote.spans), quote
        places = (*quote.spans, *(quote.cue or ()), *(quote.speaker_mention or ()))
        assert all(0 <= start < end <= size for start, end in places), quote
        assert all(a[1] <= b[0] for a, b in pairwise(quote.spans)), quote
        assert quote.text.strip() and quote.speaker != "", quote
    starts = [quote.spans[0][0] for quote in article.quotes]
    assert starts == sorted(starts)
    assert type(article).model_validate_json(article.model_dump_json()) == article


STAGES: dict[str, Check] = {
    "marks": check_marks,
    "pages": check_pages,
    "layout": check_layout,
    "whole": check_whole,
}


def problems(stage: str, texts: Sequence[str], *, seconds: float = SECONDS) -> Iterator[tuple[int, str]]:
    """Yield which texts of a batch fail in a stage, and how; if the batch fails, each text is run by itself."""
    check = STAGES[stage]
    try:
        with bounded(seconds):
            check(texts)
    except Exception:
        before = 0
        for at, one in enumerate(texts):
            try:
                with bounded(seconds):
                    check([one])
            except Exception:
                before += 1
                yield at, traceback.format_exc(limit=-4, chain=False)
        if not before:
            yield 0, "only in this batch: " + traceback.format_exc(limit=-4, chain=False)


def main() -> int:
    """Print a line for each stage, and every problem."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--stage", choices=STAGES, action="append")
    parser.add_argument("--short", action="store_true", help="texts of a sentence or two")
    parser.add_argument("--words", action="store_true", help="verbs of saying, names and points in any order")
    given = parser.parse_args()
    make = text_of_words if given.words else partial(text, short=given.short)
    failed = 0
    for stage in given.stage or STAGES:
        began, found = time.monotonic(), 0
        for at in range(given.first, given.first + given.count, BATCH):
            numbers = range(at, min(at + BATCH, given.first + given.count))
            for index, problem in problems(stage, [make(n, given.seed) for n in numbers]):
                found += 1
                sys.stdout.write(f"{stage}, text {numbers[index]} of seed {given.seed}: {problem}\n")
                sys.stdout.flush()
        failed += found
        took = time.monotonic() - began
        sys.stdout.write(f"{stage}: {given.count:,} texts in {took:.0f} s, {found} problems\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
