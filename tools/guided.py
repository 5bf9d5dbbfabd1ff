"""Run inputs that a fuzzer derives from what the code does with them: only a QuotesError may be raised.

    pip install atheris
    python -m tools.guided pages 100000

The target is `marks`, `pages`, `search`, `requests`, `forms` or a format of `quotes.read`; the last line says how many
inputs were run. Each begins with good inputs of its kind. An input that breaks it is left in the folder as `crash-…`
(or `timeout-…`, `oom-…`); it belongs in the tests.
"""

from __future__ import annotations

import argparse
import io
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS = 20
MEGABYTES = 1500
Check = Callable[[bytes], None]
WEB = ("search", "requests", "forms")


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


def seeds(target: str) -> list[bytes]:
    """Good inputs of a target."""
    from tests.read import test_any_input as files
    from tools import guided_web as web

    if target in WEB:
        return web.SEEDS[target]
    if target in files.SEEDS:
        return [files.seed(target)]
    return [content for content in files.SEEDS.values() if content.isascii()]


def main() -> None:
    """Try so many inputs."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.guided", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", help="marks, pages, search, requests, forms, or a format such as jsonl or warc")
    parser.add_argument("count", type=int)
    parser.add_argument("--seconds", type=int, default=0, help="stop after so long; 0 for not")
    parser.add_argument("--seed", type=int, default=0, help="0 for another one each time")
    given = parser.parse_args()
    try:
        import atheris
    except ImportError:
        parser.error("atheris is not installed: pip install atheris")
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        instrumented = atheris.instrument_imports(include=["quotes"])
        if given.target in WEB:
            with instrumented:
                from tools.guided_web import checks as of_server

                known = of_server(Path(folder, "quotes.db"))
        else:
            known = checks(instrumented)
        if given.target not in known:
            parser.error(f"there is no target {given.target!r}; there are {', '.join([*known, *WEB])}")
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, seed in enumerate(seeds(given.target)):
            (corpus / str(number)).write_bytes(seed)
        length = [f"-runs={given.count}", f"-max_total_time={given.seconds}", f"-seed={given.seed}"]
        bounds = [f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-max_len=8192"]
        atheris.Setup([sys.argv[0], *length, *bounds, str(corpus)], known[given.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
