"""Code of the process that reads articles for the web: it takes a text, a file or an address and finds the quotations.

The web process itself loads no model, and a text that kills this process costs a single job.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.processes.child import Handler, limit_memory, serve
from quotes.processes.protocol import FoundOrError, value_in

START = "from quotes.web.add.child import work; work()"
MOST = 20  # articles of one file or address
MEMORY = 6 * 2**30  # bytes of address space: for the model and the longest text


def work() -> None:
    """Answer every question with what was found. The first message is answered when the model is loaded."""
    serve(prepare)


def prepare(message: bytes) -> Handler:
    """Load the model, then bound the memory."""
    from quotes.extraction.engine import find_many
    from quotes.extraction.parse.parser import load_pipeline

    load_pipeline(None)
    list(find_many([]))
    limit_memory(MEMORY)
    return lambda line: _found(value_in(line))


def _found(question: dict[str, Any]) -> list[FoundOrError]:
    """What was found in each article, or what went wrong."""
    from quotes.extraction.engine import find_many

    errors: list[SourceError] = []
    try:
        articles = _first(_read(question, errors), errors)
        found: list[FoundOrError] = list(find_many(articles, on_error=errors.append))
    except SourceError as error:
        return [*errors, error]
    except MemoryError:
        return [SourceError("this text", "needs more memory than one text may have", "cut it into parts")]
    return [*errors, *found]


def _read(question: dict[str, Any], errors: list[SourceError]) -> Iterator[Article]:
    from quotes.read import read

    if text := question.get("text"):
        about = {name: question.get(name) for name in ("title", "source", "url", "published", "author")}
        number = question.get("id") or content_id(text, title=about["title"], source=about["source"])
        yield Article.model_validate({"id": number, "text": text} | about)
    elif path := question.get("path"):
        yield from read(Path(path), on_error=errors.append)
    else:
        yield from read(str(question["address"]), fetcher=_fetcher(), on_error=errors.append)


def _fetcher() -> Any:
    from quotes.read.formats.extras import missing

    try:
        from quotes.read.web.fetch import Fetcher
    except ImportError as error:
        raise missing("a web address", "fetching", "web") from error
    return Fetcher()


def _first(articles: Iterator[Article], errors: list[SourceError]) -> list[Article]:
    """The first articles; if there are more, a problem says so."""
    found: list[Article] = []
    for article in articles:
        if len(found) == MOST:
            errors.append(SourceError("the rest", f"only the first {MOST} articles are read here", "load it instead"))
            break
        found.append(article)
    return found
