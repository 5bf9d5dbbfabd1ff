"""One reader a format: an open Stream in, articles and the errors of single lines out."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.dates import iso_date
from quotes.read.decode import Stream, broken
from quotes.read.pages import split_page

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
LONGEST_FIELD = 64 * 1024 * 1024


@dataclass(frozen=True)
class Fields:
    """How the columns are called in JSON Lines and CSV."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    source: str = "source"
    author: str = "author"
    url: str = "url"
    published: str = "published"
    language: str = "language"


Result = Article | SourceError
Reader = Callable[[Stream, str, Fields], Iterator[Result]]


def format_of(path: Path) -> str | None:
    """The format that a file's name tells, or None."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return SUFFIXES.get(plain.suffix.lower())


def read_text(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """A page of plain text: the articles on it."""
    found = split_page(_clean(stream.text()))
    if not found:
        yield SourceError(name, "an article with no text", "leave it out")
    for piece in found:
        key = content_id(piece.text, title=piece.title, source=piece.source)
        yield Article.model_validate({"id": key, **asdict(piece)})


def read_html(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """A saved web page: its article, with headline, author, date and outlet, as trafilatura finds them."""
    import trafilatura

    found = trafilatura.bare_extraction(stream.text(), with_metadata=True, include_comments=False)
    values = found.as_dict() if found is not None else {}
    if not str(values.get("text") or "").strip():
        yield SourceError(name, "no article text found in this HTML", "save the page with its text, or as plain text")
        return
    wanted = {
        "text": values["text"],
        "title": values.get("title"),
        "author": values.get("author"),
        "source": values.get("sitename"),
        "url": values.get("url"),
        "published": values.get("date"),
    }
    yield _article(wanted, Fields(), name)


def read_jsonl(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """JSON Lines: one article a line; its text is kept to the character."""
    for number, line in enumerate(stream.lines(), 1):
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
            yield _article(row, fields, where)
        else:
            yield SourceError(where, "not a JSON object", "one object a line is wanted")


def read_csv(stream: Stream, name: str, fields: Fields) -> Iterator[Result]:
    """CSV with a heading line: one article a row; its text is kept to the character."""
    csv.field_size_limit(LONGEST_FIELD)
    heading = stream.head.split(b"\n", 1)[0]
    delimiter = max((b",", b";", b"\t"), key=heading.count).decode()
    rows = csv.DictReader(stream.lines(newline=""), delimiter=delimiter)
    columns = list(rows.fieldnames or ())
    if fields.text not in columns:
        yield SourceError(
            name, f"no column {fields.text!r}", f"there are {', '.join(columns)}; name it with --text-field"
        )
        return
    try:
        for row in rows:
            yield _article(row, fields, f"{name}:{rows.line_num}", checked=False)
    except csv.Error as error:
        yield SourceError(f"{name}:{rows.line_num}", f"not valid CSV: {error}", "check the quotation marks there")


def _article(row: Mapping[str, Any], fields: Fields, where: str, *, checked: bool = True) -> Result:
    text = row.get(fields.text)
    if isinstance(text, str) and not checked and (problem := broken(text, where)):
        return problem
    if not isinstance(text, str):
        return SourceError(where, f"no text under {fields.text!r}", "name the field with --text-field")
    if not text.strip():
        return SourceError(where, "an article with no text", "leave it out")
    text = _clean(text)
    names = ("title", "source", "author", "url", "published", "language")
    values = {name: _word(row.get(getattr(fields, name))) for name in names}
    values["published"] = iso_date(values["published"] or "")
    key = _word(row.get(fields.id)) or content_id(text, title=values["title"], source=values["source"])
    return Article.model_validate({"id": key, "text": text, **values})


def _word(value: Any) -> str | None:
    return None if value is None or value == "" or isinstance(value, (dict, list)) else _clean(str(value))


def _clean(text: str) -> str:
    """NUL and half a surrogate pair are no characters: U+FFFD stands for each, so that every offset holds."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


READERS: dict[str, Reader] = {"text": read_text, "html": read_html, "jsonl": read_jsonl, "csv": read_csv}
