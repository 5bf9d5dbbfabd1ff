"""Inputs that a fuzzer makes up from what the code does with them: only a QuotesError may come of any.

    pip install atheris
    python -m tests.guided pages 100000

The target is `marks`, `pages` or a format of `quotes.read`; the last line tells how many inputs were run. An input that
breaks it is left in the folder as `crash-…`; it belongs into the tests.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import atheris

with atheris.instrument_imports(include=["quotes"]):
    from quotes.errors import QuotesError
    from quotes.extraction.lexicon import load_lexicon
    from quotes.extraction.parse.marks import runs
    from quotes.models import Article
    from quotes.read.decode import open_source
    from quotes.read.fields import Fields
    from quotes.read.formats import READERS
    from quotes.read.page.split import split_page
    from quotes.read.unzip import DAMAGE

SECONDS = 20


def marks(content: bytes) -> None:
    text = content.decode("utf-8", "replace")
    for run in runs(text, load_lexicon().words.elisions.words):
        assert 0 <= run.start <= run.end <= len(text)


def pages(content: bytes) -> None:
    text = content.decode("utf-8", "replace")
    there = set(text.replace("\u200b", "").split())
    for piece in split_page(text):
        assert piece.text.strip()
        assert all(any(word in whole for whole in there) for word in piece.text.split())


def reader(kind: str) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        try:
            with open_source(io.BytesIO(content), "it") as stream:
                for found in READERS[kind](stream, "it", Fields()):
                    assert str(found).encode()
                    assert not isinstance(found, Article) or found.text.strip()
        except (QuotesError, *DAMAGE) as error:  # `read` makes one line of a damaged file
            assert str(error).encode()

    return check


def main(target: str, count: int) -> None:
    checks = {"marks": marks, "pages": pages} | {kind: reader(kind) for kind in READERS}
    arguments = [sys.argv[0], f"-runs={count}", f"-timeout={SECONDS}", "-max_len=4096"]
    atheris.Setup(arguments, checks[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
