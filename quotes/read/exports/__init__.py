"""Exports of news archives, recognised in any kind of file: text, HTML, Word, RTF or PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.exports.factiva import is_factiva, is_mark, read_factiva
from quotes.read.exports.lexisnexis import begins_field, is_lexisnexis, read_lexisnexis
from quotes.read.exports.proquest import is_proquest, is_record_field, read_proquest
from quotes.read.exports.record import ExportRecord

Splitter = Callable[[Iterable[str]], Iterator[ExportRecord]]
HEAD_LINES = 2_000
CUT = "cut off in the middle of the article, which is left out"
NO_TEXT = "a document without its text"

ARCHIVES: dict[str, tuple[Callable[[Sequence[str]], bool], Splitter]] = {
    "lexisnexis": (is_lexisnexis, read_lexisnexis),
    "factiva": (is_factiva, read_factiva),
    "proquest": (is_proquest, read_proquest),
}


def archive_of(head: Sequence[str]) -> str | None:
    """The archive whose export begins with these lines, or None."""
    return next((name for name, (recognises, _) in ARCHIVES.items() if recognises(head)), None)


def stands_alone(line: str) -> bool:
    """Whether a line of an export is a field or a mark, so that it is never joined with the lines around it."""
    return begins_field(line) or is_mark(line) or is_record_field(line)


def read_export(lines: Iterable[str], archive: str, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of an export, with an error in the place of each that is cut off or has no text.

    Args:
        archive: a key of `ARCHIVES`.
        name: the file, for messages.
    """
    number = 0
    for number, record in enumerate(ARCHIVES[archive][1](lines), 1):
        yield _article(record, f"{name}, document {number}")
    if not number:
        yield SourceError(name, f"an export of {archive} without a document", "export it again")


def _article(record: ExportRecord, where: str) -> Article | SourceError:
    if not record.whole:
        return SourceError(where, CUT, "export it again, or in smaller parts")
    if not record.text.strip():
        return SourceError(where, NO_TEXT, "export it with the full text")
    values = {name: value for name, value in vars(record).items() if name != "whole"}
    values["id"] = record.id or content_id(record.text, title=record.title, source=record.source)
    return Article.model_validate(values)
