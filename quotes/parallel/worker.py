"""What runs in a worker process: articles in, found quotations out, until whoever started it closes the pipe."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from quotes.errors import QuotesError, SourceError
from quotes.models import Article
from quotes.parallel.protocol import Result, articles_in, line_of, value_in


def work() -> None:
    """Answer every message of standard input with one on standard output.

    The first message says how to find; it is answered by True when the model is loaded, or by what is wrong with it.
    Every other is a list of articles; it is answered by one result for each, in order. An article that is kept with a
    problem has two: the problem, and what was found.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us decides
    source, target = _pipes()
    if not (first := source.readline()):
        return
    how: dict[str, Any] = value_in(first)
    try:
        from quotes.extraction.engine import find_many
        from quotes.extraction.parse.parser import load_pipeline

        load_pipeline(how["model"])
        list(find_many([], **how))
        _answer(target, True)
    except QuotesError as error:
        _answer(target, error)
        return
    with suppress(OSError):  # whoever started us is gone, in whatever way
        while (line := source.readline()).endswith(b"\n"):
            _answer(target, results(articles_in(line), how))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to speak through; whatever prints to standard output from now on goes to standard error."""
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, target


def _answer(target: BinaryIO, message: object) -> None:
    target.write(line_of(message))
    target.flush()


def results(articles: list[Article], how: dict[str, Any]) -> list[Result]:
    """What was found in each article, or what went wrong with it, in order."""
    from quotes.extraction.engine import find_many

    errors: list[SourceError] = []
    found = iter(find_many(articles, **how, on_error=errors.append))
    placed: list[Result] = []
    while True:
        result = next(found, None)
        placed += errors
        errors.clear()
        if result is None:
            return placed
        placed.append(result)
