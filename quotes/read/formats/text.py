"""Read plain text: an article, or a page of an aggregator with several; and the exports of news archives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import MOST_LINES
from quotes.read.decode import Stream, broken
from quotes.read.exports import HEAD_LINES, archive_of, read_export
from quotes.read.fields import Fields, without_halves
from quotes.read.mend import HYPHENS, WRAPPED
from quotes.read.outcome import ArticleOrError
from quotes.read.page.split import split_page
from quotes.read.turns import TURNED, turned
from quotes.read.unwrap import is_wrapped

DIVIDED = re.compile("\u00ad\r?\n[ \t]*")  # a soft hyphen at which a line was broken


def read_text(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of a page of plain text."""
    text = without_halves(stream.text().replace("\x00", ""))
    if text.count("\n") > MOST_LINES:
        yield SourceError(name, f"a text of more than {MOST_LINES:,} lines", "split it")
        return
    found = split_text(text)
    if not found:
        yield SourceError(name, "an article with no text", "leave it out")
    yield from found


def split_text(text: str) -> list[Article]:
    """The articles of a text, in order."""
    notes: tuple[str, ...] = (HYPHENS,) if DIVIDED.search(text) else ()
    text = DIVIDED.sub("", text)
    said = turned(text)
    notes += (WRAPPED,) if is_wrapped(text.splitlines()) else ()
    notes += (TURNED,) if said != text else ()
    text = said
    found = []
    for piece in split_page(text):
        key = content_id(piece.text, title=piece.title, source=piece.source)
        found.append(Article.model_validate({"id": key, "notes": notes, **asdict(piece)}))
    return found


def read_archive_text(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of a text that LexisNexis, Factiva or ProQuest wrote, a document at a time."""
    head = stream.start.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    archive = archive_of(head[:HEAD_LINES])
    if archive is None:
        yield SourceError(name, "not an export of LexisNexis, Factiva or ProQuest", "use --input-format text")
        return
    yield from read_export(_whole_lines(stream, name), archive, name)


def _whole_lines(stream: Stream, name: str) -> Iterator[str]:
    """Yield the lines up to one with a broken encoding, and then an error that names it."""
    for number, line in enumerate(stream.lines(newline=None), 1):
        if problem := broken(line, f"{name}:{number}"):
            raise problem
        yield line.rstrip("\n").replace("\f", "").replace("\x00", "")
