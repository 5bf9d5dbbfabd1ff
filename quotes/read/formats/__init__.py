"""One reader for each format: it takes an open Stream and yields articles and the errors of single records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from quotes.errors import SourceError
from quotes.read.bounds import DEEPEST
from quotes.read.decode import Stream, open_source
from quotes.read.fields import Fields
from quotes.read.formats.archive import read_tar, read_zip
from quotes.read.formats.delimited import read_csv
from quotes.read.formats.feed import read_feed
from quotes.read.formats.guess import PACKINGS, SUFFIXES, format_of, kind_of
from quotes.read.formats.json import read_json, read_jsonl
from quotes.read.formats.mail import read_eml, read_mbox
from quotes.read.formats.markdown import read_markdown
from quotes.read.formats.parquet import read_parquet
from quotes.read.formats.sandbox import DOCUMENTS, read_document, read_html
from quotes.read.formats.subtitles import read_subtitles
from quotes.read.formats.text import read_archive_text, read_text
from quotes.read.formats.warc import read_warc
from quotes.read.formats.xlsx import read_xlsx
from quotes.read.formats.xml import read_xml
from quotes.read.outcome import ArticleOrError

__all__ = ["PACKINGS", "READERS", "SUFFIXES", "format_of", "kind_of"]
Reader = Callable[[Stream, str, Fields], Iterator[ArticleOrError]]


def _document(kind: str, stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    return read_document(kind, stream, name)


def _old(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Refuse files of Office from before 2007, and those that it protects with a password."""
    if "EncryptedPackage".encode("utf-16-le") in stream.head:
        yield SourceError(name, "is protected with a password", "save a copy without one")
        return
    mail = "__substg1.0_".encode("utf-16-le") in stream.head
    what, how = (
        ("a message of Outlook", "save it as .eml")
        if mail
        else ("a file of old Word, Excel or PowerPoint", "save it as DOCX or XLSX")
    )
    yield SourceError(name, f"{what}, which is not read", how)


def _unread(what: str, how: str, stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    yield SourceError(name, f"{what}, which is not read", how)


def _packed(
    read: Callable[..., Iterator[ArticleOrError]], stream: Stream, name: str, fields: Fields, *, depth: int = 0
) -> Iterator[ArticleOrError]:
    """Yield the articles of an archive of files, each read by the reader of its format."""
    if depth >= DEEPEST:
        yield SourceError(name, f"more than {DEEPEST} archives inside each other", "unpack it first")
        return
    yield from read(stream, name, depth + 1, partial(_member, fields))


def _member(fields: Fields, raw: BinaryIO, name: str, depth: int) -> Iterator[ArticleOrError]:
    with open_source(raw, name) as stream:
        kind = kind_of(stream, name)
        if kind in ("zip", "tar"):
            yield from _packed({"zip": read_zip, "tar": read_tar}[kind], stream, name, fields, depth=depth)
        else:
            yield from READERS[kind](stream, name, fields)


READERS: dict[str, Reader] = {
    "text": read_text,
    "export": read_archive_text,
    "markdown": read_markdown,
    "html": read_html,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "xlsx": read_xlsx,
    "parquet": read_parquet,
    "warc": read_warc,
    "feed": read_feed,
    "xml": read_xml,
    "eml": read_eml,
    "mbox": read_mbox,
    "subtitles": read_subtitles,
    "zip": partial(_packed, read_zip),
    "tar": partial(_packed, read_tar),
    **{kind: partial(_document, kind) for kind in DOCUMENTS},
    "ole": _old,
    "ods": partial(_unread, "a spreadsheet of OpenDocument", "save it as XLSX or CSV"),
    "pptx": partial(_unread, "a presentation", "save it as PDF"),
}
