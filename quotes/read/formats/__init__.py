"""One reader for each format: it takes an open Stream and yields articles and the errors of single records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import LONGEST_JSON, LONGEST_LINE, MB, MOST_LINES
from quotes.read.decode import Stream, broken, too_long
from quotes.read.fields import Fields, column, to_article, without_halves
from quotes.read.formats.delimited import read_csv
from quotes.read.formats.feed import read_feed
from quotes.read.formats.html_sandbox import read_html
from quotes.read.formats.parquet import read_parquet
from quotes.read.formats.warc import read_warc
from quotes.read.page.split import split_page

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
}


ArticleOrError = Article | SourceError
Reader = Callable[[Stream, str, Fields], Iterator[ArticleOrError]]


def format_of(path: Path) -> str | None:
    """The format according to a file's name, or None."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return SUFFIXES.get(plain.suffix.lower())


def read_text(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of a page of plain text."""
    text = without_halves(stream.text())
    if text.count("\n") > MOST_LINES:
        yield SourceError(name, f"a text of more than {MOST_LINES:,} lines", "split it")
        return
    found = split_page(text)
    if not found:
        yield SourceError(name, "an article with no text", "leave it out")
    for piece in found:
        key = content_id(piece.text, title=piece.title, source=piece.source)
        yield Article.model_validate({"id": key, **asdict(piece)})


def read_json(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of JSON: an array, one article, or an object with an array of articles."""
    source = stream.text(LONGEST_JSON)
    try:
        found = json.loads(source)
    except (ValueError, RecursionError) as error:
        if _is_jsonl(source):
            yield from _json_lines(source.split("\n"), name, fields)
        else:
            yield SourceError(name, f"not valid JSON: {error}", "an array of articles or one article is wanted")
        return
    rows = _rows(found, fields)
    if not rows:
        yield SourceError(name, "no article in this JSON", "an array of objects is wanted, or one object")
    for number, row in enumerate(rows, 1):
        where = f"{name}, article {number}"
        if isinstance(row, dict):
            yield to_article(row, fields, where)
        else:
            yield SourceError(where, "not a JSON object", "each article is one object")


def _is_jsonl(source: str) -> bool:
    """Whether JSON is really JSON Lines: its first line is a whole object."""
    try:
        return isinstance(json.loads(source.lstrip().partition("\n")[0]), dict)
    except (ValueError, RecursionError):
        return False


def _rows(found: Any, fields: Fields) -> list[Any]:
    """The articles in a value, such as {"status": "ok", "articles": […]} from a news service."""
    if isinstance(found, list):
        return found
    if isinstance(found, dict) and not column("text", fields, found):
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        return lists[0] if len(lists) == 1 else [found]
    return [found]


def read_jsonl(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of JSON Lines, one a line."""
    yield from _json_lines(stream.lines(), name, fields)


def _json_lines(lines: Iterable[str], name: str, fields: Fields) -> Iterator[ArticleOrError]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        if problem := _unreadable(line, where):
            yield problem
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield SourceError(where, f"not valid JSON: {error}", "one object a line is wanted")
            continue
        if isinstance(row, dict):
            yield to_article(row, fields, where)
        else:
            yield SourceError(where, "not a JSON object", "one object a line is wanted")


def _unreadable(line: str, where: str) -> SourceError | None:
    return _too_long(where) if too_long(line) else broken(line, where)


def _too_long(where: str) -> SourceError:
    return SourceError(where, f"a line of more than {LONGEST_LINE // MB} MB", "an article a line is wanted")


READERS: dict[str, Reader] = {
    "text": read_text,
    "html": read_html,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
    "feed": read_feed,
}
