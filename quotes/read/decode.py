"""Bytes to text: gzip undone, the encoding found, binary files refused."""

from __future__ import annotations

import codecs
import gzip
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, cast

from quotes.errors import SourceError

HEAD = 64 * 1024
# What news was written in before UTF-8. More of them only give more ways to take noise for an exotic alphabet.
ENCODINGS = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"]
MOSTLY_ASCII, LIKE_WORDS = 4, 0.35
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Stream:
    """An open source: its first bytes for guessing, then its text, by lines or whole."""

    def __init__(self, raw: BinaryIO, name: str) -> None:
        self.name = name
        self.raw = io.BufferedReader(cast(io.RawIOBase, raw), HEAD * 2)
        self.head = self.raw.peek(HEAD)[:HEAD]
        if not self.head:
            raise SourceError(name, "the file is empty", "leave it out")
        self.encoding = _encoding(self.head, name)

    def guess(self) -> Literal["text", "html", "json", "jsonl"]:
        """The format, by how the content begins."""
        start = self.head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith(b"{"):
            first, end, _ = start.partition(b"\n")
            return "json" if end and not first.rstrip().endswith(b"}") else "jsonl"
        if re.match(rb"\[\s*[{\]]", start):
            return "json"
        return "html" if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")) else "text"

    def lines(self, *, newline: str | None = "\n") -> Iterator[str]:
        """The lines, one at a time, so that a file of any size fits in memory.

        A byte that the encoding does not have is kept as half a surrogate pair, and costs its line alone.
        """
        try:
            yield from io.TextIOWrapper(self.raw, self.encoding, "surrogateescape", newline=newline)
        except (UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
            raise SourceError(self.name, f"broken after its beginning ({error})", "save it as UTF-8") from error

    def text(self) -> str:
        """The whole text, with line ends as \\n."""
        text = "".join(self.lines(newline=None))
        if problem := broken(text, self.name):
            raise problem
        return text


def broken(text: str, where: str) -> SourceError | None:
    """What to say of a text that held bytes its encoding does not have."""
    found = re.search("[\ud800-\udfff]", text)
    if not found:
        return None
    byte = f"byte 0x{ord(found[0]) - 0xDC00:02X}" if "\udc80" <= found[0] <= "\udcff" else "half a character"
    return SourceError(where, f"a broken encoding ({byte} after {found.start()} characters)", "save it as UTF-8")


def _is_mangled(head: bytes) -> bool:
    """Whether bytes are UTF-8 with wrong ones among them, or no letters of any language."""
    text = head.decode("utf-8", "surrogateescape")
    wrong = len(re.findall("[\udc80-\udcff]", text))
    right = sum(not char.isascii() for char in text) - wrong
    odd = re.findall("(?<![a-zA-Z])[\udc80-\udcff]{2,}(?![a-zA-Z])", text)
    few = wrong * 10 < len(head)
    return right >= wrong or (few and sum(map(len, odd)) * 2 > wrong)


def _encoding(head: bytes, name: str) -> str:
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    if b"\x00" in head:
        raise SourceError(name, "a binary file, not text", "give text, HTML, JSON, JSON Lines or CSV")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_mangled(head) and not head.isascii():
        return "utf-8"  # so that the lines with the wrong bytes are named
    found = _recognised(head)
    if found is None:
        raise SourceError(name, "neither UTF-8 nor any encoding that can be recognised", "save it as UTF-8")
    return found


def _recognised(head: bytes) -> str | None:
    """An encoding in which the bytes are words of some language, or None.

    Western European wins over Central European where both give letters: charset-normalizer cannot tell 'è' from 'č'.
    """
    from charset_normalizer import from_bytes

    matches = from_bytes(head, cp_isolation=ENCODINGS)
    best = matches.best()
    high = sum(byte >= 0x80 for byte in head)
    if best is None or (best.coherence < LIKE_WORDS and high * MOSTLY_ASCII > len(head)):
        return None
    if best.encoding == "cp1250":
        western = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
        if western and western.coherence > best.coherence - 0.05 and _letters(western) >= _letters(best):
            return "cp1252"
    return best.encoding


def _letters(text: object) -> int:
    return sum(map(str.isalpha, str(text)))


@contextmanager
def open_source(source: Path | BinaryIO, name: str) -> Iterator[Stream]:
    """Open a file or a binary stream, gzipped or not; a Stream of its text."""
    raw = source.open("rb") if isinstance(source, Path) else source
    try:
        buffered = io.BufferedReader(cast(io.RawIOBase, raw))
        if buffered.peek(2)[:2] == b"\x1f\x8b":
            try:
                yield Stream(cast(BinaryIO, gzip.GzipFile(fileobj=buffered)), name)
            except (gzip.BadGzipFile, EOFError) as error:
                raise SourceError(name, f"a damaged gzip file ({error})", "fetch it again") from error
        else:
            yield Stream(cast(BinaryIO, buffered), name)
    finally:
        if isinstance(source, Path):
            raw.close()
