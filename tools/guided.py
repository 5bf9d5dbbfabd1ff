"""Run inputs that a fuzzer derives from what the code does with them: only a QuotesError may be raised.

    pip install atheris
    python -m tools.guided pages 100000

The target is `marks`, `pages` or a format of `quotes.read`; the last line says how many inputs were run. An input that
breaks it is left in the folder as `crash-…`; it belongs in the tests.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from typing import Any

SECONDS = 20
Check = Callable[[bytes], None]


def checks(instrumented: Any) -> dict[str, Check]:
    """The targets by name; the code that they call is imported here, so that the fuzzer can follow it.

    Args:
        instrumented: the context in which atheris imports.
    """
    with instrumented:
        from quotes.extraction.lexicon import load_lexicon
        from quotes.extraction.parse.marks import runs
        from quotes.read.formats import READERS
        from quotes.read.page.split import split_page

    def marks(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        for run in runs(text, load_lexicon().words.elisions):
            assert 0 <= run.start <= run.end <= len(text)

    def pages(content: bytes) -> None:
        text = content.decode("utf-8", "replace")
        there = set(text.replace("\u200b", "").split())
        for piece in split_page(text):
            assert piece.text.strip()
            assert all(any(word in whole for whole in there) for word in piece.text.split())

    return {"marks": marks, "pages": pages} | {kind: reading(READERS[kind]) for kind in READERS}


def reading(reader: Any) -> Check:
    """The check of one format."""
    from quotes.errors import QuotesError
    from quotes.models import Article
    from quotes.read.decode import open_source
    from quotes.read.fields import Fields
    from quotes.read.unzip import DAMAGE

    def check(content: bytes) -> None:
        try:
            with open_source(io.BytesIO(content), "it") as stream:
                for found in reader(stream, "it", Fields()):
                    assert str(found).encode()
                    assert not isinstance(found, Article) or found.text.strip()
        except (QuotesError, *DAMAGE) as error:  # `read` makes one line of a damaged file
            assert str(error).encode()

    return check


def main() -> None:
    """Try so many inputs."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.guided", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", help="marks, pages, text, html, json, jsonl, csv, parquet, warc or feed")
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    try:
        import atheris
    except ImportError:
        parser.error("atheris is not installed: pip install atheris")
    known = checks(atheris.instrument_imports(include=["quotes"]))
    if given.target not in known:
        parser.error(f"there is no target {given.target!r}; there are {', '.join(known)}")
    atheris.Setup([sys.argv[0], f"-runs={given.count}", f"-timeout={SECONDS}", "-max_len=4096"], known[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
