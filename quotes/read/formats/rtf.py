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
# Deleted or hidden words, up to the end of their group or of that state; and notes.
UNSEEN = re.compile(r"\\(?:deleted|v)(?![a-zA-Z0-9-])")
SEEN_AGAIN = re.compile(r"\\(?:deleted0|v0|plain)(?![a-zA-Z0-9])")
NOTE = re.compile(r"\{\s*(?:\\super\s*)?\\footnote(?![a-zA-Z])")
MARK = re.compile(r"\\chftn(?![a-zA-Z]) ?")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of an RTF file."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        yield missing(name, "RTF", "archives")
        return
    text = _paired(rtf_to_text(_as_read(content.decode("latin-1")), errors="replace"))
    lines = [re.sub(r"\|\s*$", "", line) for line in text.split("\n")]
    if not is_wrapped(lines):
        lines = [part for line in lines for part in (line, "")]
    if not content.rstrip(b"\x00\r\n \t").endswith(b"}") and not archive_of(lines[:HEAD_LINES]):
        yield SourceError(name, "an RTF file that breaks off before its end", "fetch it again")
        return
    yield from articles_of("\n".join(lines), name, _properties(content[:HEAD]))


def _as_read(source: str) -> str:
    """RTF without what is deleted or hidden, and with its notes at the end as paragraphs."""
    source = MARK.sub("", _without_unseen(source))
    parts, notes, at = [], [], 0
    while match := NOTE.search(source, at):
        end = _group_end(source, match.end())
        parts.append(source[at : match.start()])
        notes.append(source[match.end() : end - 1])
        at = end
    if not notes:
        return source
    whole = "".join([*parts, source[at:]]).rstrip("\x00\r\n \t")
    return whole.removesuffix("}") + "".join(f"\\par {{{note}}}\\par " for note in notes) + "}"


def _without_unseen(source: str) -> str:
    parts, at = [], 0
    while match := UNSEEN.search(source, at):
        end = _group_end(source, match.end()) - 1
        again = SEEN_AGAIN.search(source, match.end(), end)
        parts.append(source[at : match.start()])
        at = again.start() if again else end
    return "".join([*parts, source[at:]])


def _group_end(source: str, at: int) -> int:
    """The place after the brace that closes the group in which a place lies."""
    depth = 1
    for match in BRACE.finditer(source, at):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    return len(source) + 1


def _paired(text: str) -> str:
    """A text in which halves of surrogate pairs are joined into characters."""
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
    """A property, with RTF's own notation of characters resolved."""
    from striprtf.striprtf import rtf_to_text

    match = re.search(rb"\{\\" + field + rb"\b ?((?:[^{}\\]|\\.)*)\}", info, re.DOTALL)
    codepage = CODEPAGE.search(head)
    if not match:
        return None
    ansi = b"\\ansicpg" + codepage[1] if codepage else b""
    return told(
        _paired(rtf_to_text((b"{\\rtf1\\ansi" + ansi + b" " + match[1] + b"}").decode("latin-1"), errors="replace"))
    )
