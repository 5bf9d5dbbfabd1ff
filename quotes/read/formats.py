"""One reader a format: an open Stream in, articles and the errors of single lines out. HTML: `markup.py`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.decode import Stream, broken
from quotes.read.fields import Fields, column, no_text, to_article, without_halves
from quotes.read.markup import read_html
from quotes.read.pages import split_page

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
}
LONGEST_FIELD = 64 * 1024 * 1024


Result = Article | SourceError
Reader = Callable[[Stream, str, Fields], Iterator[Result]]


def format_of(path: Path) -> str | None:
    """The format that a file's name tells, or None."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return SUFFIXES.get(plain.suffix.lower())


def read_text(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """A page of plain text: the articles on it."""
    found = split_page(without_halves(stream.text()))
    if not found:
        yield SourceError(name, "an article with no text", "leave it out")
    for piece in found:
        key = content_id(piece.text, title=piece.title, source=piece.source)
        yield Article.model_validate({"id": key, **asdict(piece)})


def read_json(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """JSON: an array of articles, one article, or an object with an array of them; texts are kept to the character."""
    source = stream.text()
    try:
        found = json.loads(source)
    except (json.JSONDecodeError, RecursionError) as error:
        if _is_jsonl(source):
            yield from _json_lines(source.splitlines(), name, fields)
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
    """Whether it is JSON Lines under another name: its first line is an object by itself."""
    try:
        return isinstance(json.loads(source.lstrip().partition("\n")[0]), dict)
    except (json.JSONDecodeError, RecursionError):
        return False


def _rows(found: Any, fields: Fields) -> list[Any]:
    """The articles in a value: {"status": "ok", "articles": […]} is what news services give."""
    if isinstance(found, list):
        return found
    if isinstance(found, dict) and not column("text", fields, found):
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        return lists[0] if len(lists) == 1 else [found]
    return [found]


def read_jsonl(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """JSON Lines: one article a line; its text is kept to the character."""
    yield from _json_lines(stream.lines(), name, fields)


def _json_lines(lines: Iterable[str], name: str, fields: Fields) -> Iterator[Result]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        if problem := broken(line, where):
            yield problem
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield SourceError(where, f"not valid JSON: {error}", "one object a line is wanted")
            continue
        if isinstance(row, dict):
            yield to_article(row, fields, where)
        else:
            yield SourceError(where, "not a JSON object", "one object a line is wanted")


def read_csv(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """CSV with a heading line: one article a row; its text is kept to the character."""
    csv.field_size_limit(LONGEST_FIELD)
    heading = stream.head.split(b"\n", 1)[0]
    delimiter = max((b",", b";", b"\t"), key=heading.count).decode()
    rows = csv.DictReader(stream.lines(newline=""), delimiter=delimiter)
    columns = list(rows.fieldnames or ())
    if problem := _missing(columns, name, fields):
        yield problem
        return
    try:
        for row in rows:
            yield to_article(row, fields, f"{name}:{rows.line_num}", checked=False)
    except csv.Error as error:
        yield SourceError(f"{name}:{rows.line_num}", f"not valid CSV: {error}", "check the quotation marks there")


def _missing(columns: list[str], name: str, fields: Fields) -> SourceError | None:
    """What to say of a heading without a column that is needed, or that was named."""
    if not column("text", fields, columns):
        return no_text(name, fields, columns, "column")
    for field, named in asdict(fields).items():
        if named is not None and named not in columns:
            return SourceError(name, f"no column {named!r}", f"there are {', '.join(columns)}; see --{field}-field")
    return None


READERS: dict[str, Reader] = {
    "text": read_text,
    "html": read_html,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
}
