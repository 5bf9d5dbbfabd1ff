"""The messages between our processes: one line of JSON each, so that what arrives is data and never code.

Every text passes unchanged: `json` escapes the ends of lines, and half of a surrogate pair (in an id, or in the name of
a file) is encoded as if it were a character.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from quotes.errors import (
    ChangedError,
    ClusterError,
    CorrectionError,
    LexiconError,
    ModelError,
    QuotesError,
    SourceError,
    StoreError,
)
from quotes.models import Article, Found

FoundOrError = Found | SourceError

ERRORS: dict[str, type[QuotesError]] = {
    error.__name__: error
    for error in (
        *(QuotesError, SourceError, StoreError, ChangedError, LexiconError, ModelError),
        *(CorrectionError, ClusterError),
    )
}


def line_of(message: object) -> bytes:
    """A message as a line. It may hold plain values, articles, what was found in them, and errors."""
    text = json.dumps(message, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def value_in(line: bytes) -> Any:
    """The plain values of a line."""
    return json.loads(line.decode("utf-8", "surrogatepass"))


def articles_in(line: bytes) -> list[Article]:
    """The articles of a line."""
    return [Article.model_validate(article) for article in value_in(line)]


def results_in(line: bytes) -> list[FoundOrError]:
    """What was found in each article, or what went wrong with it."""
    return [_result(value) for value in value_in(line)]


def read_in(line: bytes) -> list[Article | SourceError]:
    """The articles of a source, and what is wrong with parts of it."""
    return [_source_error(value) if "error" in value else Article.model_validate(value) for value in value_in(line)]


def error_in(line: bytes) -> QuotesError | None:
    """The error that a line holds; None if it holds something else."""
    value = value_in(line)
    return _error(value) if isinstance(value, dict) and "error" in value else None


def _plain(value: object) -> object:
    """JSON for a value that is not plain: an article by the fields it was given, an error by its parts."""
    if isinstance(value, Article):
        return value.model_dump(exclude_unset=True)
    if isinstance(value, QuotesError):
        name = next(kind.__name__ for kind in type(value).__mro__ if kind in ERRORS.values())
        return {"error": name, "parts": _parts(value)}
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be sent to another process")


def _parts(error: QuotesError) -> list[str]:
    if isinstance(error, SourceError):
        return [error.where, error.problem, error.advice]
    return [str(part) for part in error.args]


def _result(value: Any) -> FoundOrError:
    """A `Found` comes as the list of its two fields, an error as a dict."""
    if isinstance(value, dict):
        return _source_error(value)
    article, topics = value
    return Found(Article.model_validate(article), tuple((term, score) for term, score in topics))


def _source_error(value: dict[str, Any]) -> SourceError:
    error = _error(value)
    assert isinstance(error, SourceError)
    return error


def _error(value: dict[str, Any]) -> QuotesError:
    return ERRORS[value["error"]](*value["parts"])
