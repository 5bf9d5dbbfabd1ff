"""Read JSON and JSON Lines, however deep the articles lie in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_JSON
from quotes.read.decode import Stream, broken, line_too_long, too_long
from quotes.read.fields import Fields
from quotes.read.formats.json_rows import rows_in
from quotes.read.formats.row import to_article
from quotes.read.outcome import ArticleOrError

SPACE = re.compile(r"[\s,\x1e]*")
LIST = re.compile(r"\[\s*(?=\{)")
DECODER = json.JSONDecoder()


def read_json(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of JSON: a list, one article, an object that holds them somewhere, or several values."""
    source = stream.text(LONGEST_JSON).lstrip("\ufeff")
    try:
        found = [json.loads(source)]
    except (ValueError, RecursionError) as error:
        if _is_jsonl(source):
            yield from json_lines(source.split("\n"), name, fields)
            return
        found, problem = _values(source)
        if not found:
            yield SourceError(name, f"not valid JSON: {_why(error)}", "write an array of articles, or one article")
            return
        yield from _articles([row for value in found for row in rows_in(value, fields)], name, fields)
        if problem:
            yield SourceError(
                name, f"breaks off or is not valid {problem}", "what comes before is read; fetch it again"
            )
        return
    rows = rows_in(found[0], fields)
    if not rows:
        yield SourceError(name, "no article in this JSON", "write an array of objects, or one object")
    yield from _articles(rows, name, fields)


def _articles(rows: Iterable[Any], name: str, fields: Fields) -> Iterator[ArticleOrError]:
    for number, row in enumerate(rows, 1):
        where = f"{name}, article {number}"
        if isinstance(row, dict):
            yield to_article(row, fields, where)
        else:
            yield SourceError(where, "not a JSON object", "write each article as one object")


def _why(error: Exception) -> str:
    """What is wrong with JSON, without advice that is meant for programmers."""
    if isinstance(error, RecursionError):
        return "nested too deep"
    said = str(error)
    return "a number of more than 4,300 digits" if "set_int_max_str_digits" in said else said


def _is_jsonl(source: str) -> bool:
    """Whether JSON is really JSON Lines: its first line is a whole object, and the second begins one."""
    first, _, rest = source.lstrip().partition("\n")
    try:
        return isinstance(json.loads(first), dict) and rest.lstrip()[:1] in ("", "{")
    except (ValueError, RecursionError):
        return False


def _values(source: str) -> tuple[list[Any], str]:
    """The whole values one after another, or those of a list that breaks off, and where it does; '' if it does not."""
    found, at = _one_after_another(source, 0)
    if found or at < 0:
        return found, _place(source, at)
    if match := LIST.search(source):
        found, at = _one_after_another(source, match.end())
    return found, _place(source, at) if found else ""


def _one_after_another(source: str, at: int) -> tuple[list[Any], int]:
    """The values from a place on, and where the first invalid one is; -1 if all are valid."""
    found: list[Any] = []
    while True:
        at = SPACE.match(source, at).end()  # type: ignore[union-attr]  # it matches anywhere
        if at >= len(source):
            return found, -1
        try:
            value, at = DECODER.raw_decode(source, at)
        except (ValueError, RecursionError):
            return found, at
        found.append(value)


def _place(source: str, at: int) -> str:
    return "" if at < 0 else f"in line {source.count(chr(10), 0, at) + 1:,}, after {at:,} characters"


def read_jsonl(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of JSON Lines, one on each line; a document that only looks like them is read as JSON."""
    first = stream.start.lstrip("\ufeff \t\r\n").partition("\n")[0].rstrip("\r")
    if first.strip() in ("{", "[") or (LIST.match(first) and not first.endswith("]")):
        yield from read_json(stream, name, fields)
    else:
        yield from json_lines(stream.lines_that_are_left(), name, fields)


def json_lines(lines: Iterable[str | SourceError], name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of lines, each of which is an object, and errors as they are."""
    some, number = False, 0
    for line in lines:
        if isinstance(line, SourceError):
            some = True
            yield line
            continue
        number += 1
        line = line.lstrip("\ufeff\x1e")
        if not line.strip():
            continue
        some, where = True, f"{name}:{number}"
        if problem := line_too_long(where) if too_long(line) else broken(line, where):
            yield problem
            continue
        try:
            values = [json.loads(line)]
        except (ValueError, RecursionError) as error:
            values, at = _one_after_another(line, 0)
            if at >= 0:
                yield SourceError(where, f"not valid JSON: {_why(error)}", "write one object on each line")
                continue
        for one in (row for value in values for row in (rows_in(value, fields) if _holds(value) else [value])):
            yield to_article(one, fields, where) if isinstance(one, dict) else _no_object(where)
    if not some:
        yield SourceError(name, "has no line with an article", "leave it out")


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def _no_object(where: str) -> SourceError:
    return SourceError(where, "not a JSON object", "write one object on each line")
