"""What processes of ours say to each other: a line of JSON each, so that what arrives is data and nothing else.

Any text passes as it is, also one that no file would take: `json` escapes the ends of lines, and what stands alone of a
surrogate pair (in an id, in the name of a file) is written as if it were a character.
"""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from quotes.errors import (
    ClusterError,
    CorrectionError,
    LexiconError,
    ModelError,
    QuotesError,
    SourceError,
    StoreError,
)
from quotes.models import Article, Found

Result = Found | SourceError

ERRORS: dict[str, type[QuotesError]] = {
    error.__name__: error
    for error in (QuotesError, SourceError, StoreError, LexiconError, ModelError, CorrectionError, ClusterError)
}


def line_of(message: object) -> bytes:
    """A message as a line: of plain values, articles, what was found in them, and errors."""
    text = json.dumps(message, default=_plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def value_in(line: bytes) -> Any:
    """The plain values of a line."""
    return json.loads(line.decode("utf-8", "surrogatepass"))


def articles_in(line: bytes) -> list[Article]:
    """The articles of a line."""
    return [Article.model_validate(article) for article in value_in(line)]


def results_in(line: bytes) -> list[Result]:
    """What was found in each article, or what went wrong with it."""
    return [_result(value) for value in value_in(line)]


def error_in(line: bytes) -> QuotesError | None:
    """The error that a line tells; None where it tells something else."""
    value = value_in(line)
    return _error(value) if isinstance(value, dict) and "error" in value else None


def _plain(value: object) -> object:
    """What JSON has no form for: an article by the fields it was given, an error by its parts."""
    if isinstance(value, Article):
        return value.model_dump(exclude_unset=True)
    if isinstance(value, QuotesError):
        name = next(kind.__name__ for kind in type(value).__mro__ if kind in ERRORS.values())
        return {"error": name, "parts": _parts(value)}
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be told to another process")


def _parts(error: QuotesError) -> list[str]:
    if isinstance(error, SourceError):
        return [error.where, error.problem, error.advice]
    return [str(part) for part in error.args]


def _result(value: Any) -> Result:
    """A `Found` comes as the list of its two fields, an error as a dict."""
    if isinstance(value, dict):
        error = _error(value)
        assert isinstance(error, SourceError)
        return error
    article, topics = value
    return Found(Article.model_validate(article), tuple((term, score) for term, score in topics))


def _error(value: dict[str, Any]) -> QuotesError:
    return ERRORS[value["error"]](*value["parts"])
