"""What runs in a worker process: articles in, found quotations out."""

from __future__ import annotations

from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.processes.child import Handler, serve
from quotes.processes.protocol import FoundOrError, articles_in, value_in


def work() -> None:
    """Answer every list of articles with a list of results, one for each article.

    The first message says how to find quotations; it is answered when the model is loaded. An article that is kept
    with a problem has two results: the problem, and what was found.
    """
    serve(prepare)


def prepare(message: bytes) -> Handler:
    """Load the model.

    Raises:
        ModelError, LexiconError: the model or the weights cannot be used.
    """
    from quotes.extraction.engine import find_many
    from quotes.extraction.parse.parser import load_pipeline

    how: dict[str, Any] = value_in(message)
    load_pipeline(how["model"])
    list(find_many([], **how))
    return lambda line: results(articles_in(line), how)


def results(articles: list[Article], how: dict[str, Any]) -> list[FoundOrError]:
    """What was found in each article, or what went wrong with it, in order."""
    from quotes.extraction.engine import find_many

    errors: list[SourceError] = []
    found = iter(find_many(articles, **how, on_error=errors.append))
    placed: list[FoundOrError] = []
    while True:
        result = next(found, None)
        placed += errors
        errors.clear()
        if result is None:
            return placed
        placed.append(result)
