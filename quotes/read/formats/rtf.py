"""Read RTF: its text and the properties in its head. Needs the extra `archives`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.exports import HEAD_LINES, archive_of
from quotes.read.formats.document import Properties, articles_of, told
from quotes.read.formats.extras import missing
from quotes.read.unwrap import is_wrapped

INFO = re.compile(rb"\{\\info\b")
CREATED = re.compile(rb"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")
HEAD = 64 * 1024


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of an RTF file."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        yield missing(name, "RTF", "archives")
        return
    text = _paired(rtf_to_text(content.decode("latin-1"), errors="replace"))
    lines = [re.sub(r"\|\s*$", "", line) for line in text.split("\n")]
    if not is_wrapped(lines):
        lines = [part for line in lines for part in (line, "")]
    if not content.rstrip(b"\x00\r\n \t").endswith(b"}") and not archive_of(lines[:HEAD_LINES]):
        yield SourceError(name, "an RTF file that breaks off before its end", "fetch it again")
        return
    yield from articles_of("\n".join(lines), name, _properties(content[:HEAD]))


def _paired(text: str) -> str:
    """A text whose halves of surrogate pairs are joined to characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _properties(head: bytes) -> Properties:
    match = INFO.search(head)
    if not match:
        return Properties()
    info = head[match.start() :]
    created = CREATED.search(info)
    day = "-".join(part.decode().zfill(2) for part in created.groups()) if created else None
    return Properties(_value(info, b"title", head), _value(info, b"author", head), day)


def _value(info: bytes, field: bytes, head: bytes) -> str | None:
    """A property, which may hold characters in RTF's own writing."""
    from striprtf.striprtf import rtf_to_text

    match = re.search(rb"\{\\" + field + rb"\b ?((?:[^{}\\]|\\.)*)\}", info, re.DOTALL)
    codepage = CODEPAGE.search(head)
    if not match:
        return None
    ansi = b"\\ansicpg" + codepage[1] if codepage else b""
    return told(
        _paired(rtf_to_text((b"{\\rtf1\\ansi" + ansi + b" " + match[1] + b"}").decode("latin-1"), errors="replace"))
    )
