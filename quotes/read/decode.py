"""Decode bytes to text: guess the encoding, and refuse binary files and text that is too long."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, BinaryIO, cast

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_LINE, LONGEST_PAGE, MB
from quotes.read.gzip_members import LostError
from quotes.read.unzip import Unzipped, explained, packing

HEAD_BYTES = 64 * 1024
# The encodings of news before UTF-8. With more encodings, noise is more often taken for an exotic alphabet.
ENCODINGS = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256"]
MOSTLY_ASCII, LIKE_WORDS = 4, 0.35
# Encodings with two bytes a character; chosen only if a text is full of such characters and valid to its end.
EASTERN = ["cp932", "euc_jp", "cp949", "gb18030", "big5"]
LEAST_EASTERN = 20  # characters; a few bytes of noise are valid in one of these encodings
# Three syllables of Japanese, by which a text that is mostly in ASCII is recognised, too.
KANA = (
    ("cp932", re.compile(rb"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]){3}")),
    ("euc_jp", re.compile(rb"(?:\xa4[\xa1-\xf3]){3}")),
)
# Marks of English text as East Asia writes them, with two bytes each: “ before a word, ” after one, ’ within one.
EASTERN_MARKS = tuple(
    (
        encoding,
        re.compile(
            rb"(?<![a-zA-Z])%b(?=[a-zA-Z])|(?<=[a-zA-Z.,?!])%b(?![a-zA-Z])|(?<=[a-z])%b(?=[a-z])"
            % tuple(map(re.escape, ("“".encode(encoding), "”".encode(encoding), "’".encode(encoding))))
        ),
    )
    for encoding in ("gb18030", "cp932", "euc_jp", "big5")
)
# Encodings that turn to another alphabet by an escape, so that all their bytes are ASCII.
ESCAPES = ((b"\x1b$B", "iso2022_jp"), (b"\x1b$@", "iso2022_jp"), (b"\x1b$)C", "iso2022_kr"))
# UTF-32 comes first, because its marks begin like those of UTF-16.
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
# “ before a word and ” after one, an apostrophe within one, and é in one.
MAC_MARKS = re.compile(
    rb"(?<![a-zA-Z])\xd2(?=[a-zA-Z])|(?<=[a-zA-Z.,?!])\xd3(?![a-zA-Z])|(?<=[a-z])\xd5(?=[a-z])|(?<=[a-z])\x8e"
)
WINDOWS_MARKS = re.compile(rb"(?<![a-zA-Z])\x93(?=[a-zA-Z])|(?<=[a-zA-Z.,?!])\x94(?![a-zA-Z])|(?<=[a-z])\x92(?=[a-z])")
# Encodings that Python knows but no file has: for its string literals and for domain names.
NO_FILES = {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf_7"}


class Stream:
    """An open source. Its first bytes are kept for guessing; then it is read as bytes, by lines, or whole.

    Attributes:
        charset: the encoding that came with the content, as in the headers of a web page, or None.
        url: the address that the content was fetched from.
        seekable: whether its bytes can be read in any order, which Parquet needs.
    """

    def __init__(
        self,
        raw: BinaryIO,
        name: str,
        *,
        charset: str | None = None,
        url: str | None = None,
        seekable: bool = False,
    ) -> None:
        self.name = name
        self.charset = charset
        self.url = url
        self.seekable = seekable
        self._raw = io.BufferedReader(cast(io.RawIOBase, raw), HEAD_BYTES * 2)
        self._lost: list[LostError] = []
        self.head = self._peek()
        if not self.head:
            raise self._lost[0] if self._lost else SourceError(name, "the file is empty", "leave it out")

    def _peek(self) -> bytes:
        """The first bytes that can be read."""
        while True:
            try:
                with explained(self.name):
                    return self._raw.peek(HEAD_BYTES)[:HEAD_BYTES]
            except LostError as error:
                self._lost.append(error)

    @property
    def raw(self) -> io.BufferedReader[Any]:
        """The bytes.

        Raises:
            LostError: their beginning is lost, and `lost` has not been called.
        """
        if self._lost:
            raise self._lost[0]
        return self._raw

    def lost(self) -> list[SourceError]:
        """The errors of what is damaged before the first byte, for a reader that can do without a part."""
        found: list[SourceError] = [error.part for error in self._lost]
        self._lost = []
        return found

    @cached_property
    def encoding(self) -> str:
        """The encoding of the text: the one that came with it if the bytes fit, else the likeliest."""
        return _stated(self.charset, self.head) or _encoding(self.head, self.name)

    @cached_property
    def start(self) -> str:
        """The first characters; '' if the bytes are not text."""
        try:
            return self.head.decode(self.encoding, "replace")
        except (SourceError, LookupError):
            return ""

    def lines(self, *, newline: str | None = "\n") -> Iterator[str]:
        """Yield the lines one at a time, so that a file of any size fits in memory.

        A byte that is invalid in the encoding becomes half a surrogate pair, so that it spoils only its own line.
        A line longer than `LONGEST_LINE` is cut one character after that length.
        """
        with self._decoded(newline) as text:
            while line := text.readline(LONGEST_LINE + 1):
                yield line
                if len(line) > LONGEST_LINE and too_long(line):
                    _end_line(text)

    def text(self, longest: int = LONGEST_PAGE) -> str:
        """The whole text, with line ends as \\n. An invalid byte of a page from the web becomes U+FFFD, as in browsers.

        Raises:
            SourceError: it has more characters than `longest`.
        """
        with self._decoded(None) as lines:
            text = lines.read(longest + 1)
        if len(text) > longest:
            problem = f"more than {longest // MB} MB in one piece"
            raise SourceError(self.name, problem, "split it, or give JSON Lines with one article on each line")
        if self.url is not None:
            return re.sub("[\ud800-\udfff]", "\ufffd", text)
        if wrong := broken(text, self.name):
            raise wrong
        return text

    def content(self, longest: int, what: str) -> bytes:
        """All bytes.

        Raises:
            SourceError: there are more than `longest`.
        """
        with explained(self.name):
            content = self.raw.read(longest + 1)
        if len(content) > longest:
            raise SourceError(self.name, f"{what} of more than {longest // MB} MB", "split it")
        return content

    def lines_that_are_left(self) -> Iterator[str | SourceError]:
        """Yield the lines like `lines`, with an error in the place of each damaged part, which may break off a line."""
        yield from self.lost()
        while True:
            try:
                yield from self.lines()
                return
            except LostError as error:
                yield error.part

    @contextmanager
    def _decoded(self, newline: str | None) -> Iterator[io.TextIOWrapper]:
        text = io.TextIOWrapper(self.raw, self.encoding, "surrogateescape", newline=newline)
        try:
            with explained(self.name):
                yield text
        except LostError:
            text.detach()  # so that the rest can be read
            raise
        except UnicodeDecodeError as error:
            raise SourceError(self.name, f"broken after its beginning ({error})", "save it as UTF-8") from error


def too_long(line: str) -> bool:
    """Whether a line of a Stream is the beginning of one that was too long to read."""
    return len(line) > LONGEST_LINE and line[-1] not in "\r\n"


def line_too_long(where: str) -> SourceError:
    """The error for such a line."""
    return SourceError(where, f"a line of more than {LONGEST_LINE // MB} MB", "write one article on each line")


def _end_line(text: io.TextIOWrapper) -> None:
    while (rest := text.readline(LONGEST_LINE)) and rest[-1] not in "\r\n":
        pass


def broken(text: str, where: str) -> SourceError | None:
    """The error for a text with bytes that are invalid in its encoding; None if there are none."""
    found = re.search("[\ud800-\udfff]", text)
    if not found:
        return None
    byte = f"byte 0x{ord(found[0]) - 0xDC00:02X}" if "\udc80" <= found[0] <= "\udcff" else "half a character"
    return SourceError(where, f"a broken encoding ({byte} after {found.start()} characters)", "save it as UTF-8")


def _is_mangled(head: bytes) -> bool:
    """Whether bytes are UTF-8 with invalid ones among them, or not text in any language."""
    text = head.decode("utf-8", "surrogateescape")
    wrong = len(re.findall("[\udc80-\udcff]", text))
    right = sum(not char.isascii() for char in text) - wrong
    odd = re.findall("(?<![a-zA-Z])[\udc80-\udcff]{2,}(?![a-zA-Z])", text)
    few = wrong * 10 < len(head)
    return right >= wrong or (few and sum(map(len, odd)) * 2 > wrong)


def _stated(charset: str | None, head: bytes) -> str | None:
    """The encoding of that name, if Python knows it and the bytes are valid in it."""
    try:
        "".encode(charset or "")
        found = codecs.lookup(charset or "")
        found.incrementaldecoder().decode(head)
    except (LookupError, ValueError):
        return None
    # The web calls Windows-1252 Latin-1.
    name = "cp1252" if found.name in ("iso8859-1", "ascii") else found.name
    return None if name.replace("-", "_") in NO_FILES else name


def _encoding(head: bytes, name: str) -> str:
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    if b"\x00" in head:
        return _with_nul(head, name)
    if escaped := [encoding for escape, encoding in ESCAPES if escape in head and _stated(encoding, head)]:
        return escaped[0]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if (meta := META.search(head)) and (stated := _stated(meta[1].decode(), head)):
        return stated
    marks = {encoding: count for encoding, mark in EASTERN_MARKS if (count := len(mark.findall(head))) > 1}
    if marks:
        found = _stated(max(marks, key=marks.__getitem__), head)
    elif _is_mangled(head) and not head.isascii():
        return "utf-8"  # so that the lines with invalid bytes are reported
    else:
        found = "mac_roman" if _is_mac(head) else _recognised(head)
    if found is None:
        raise SourceError(name, "neither UTF-8 nor any encoding that is recognised", "save it as UTF-8")
    return found


def _with_nul(head: bytes, name: str) -> str:
    """The encoding of bytes that contain NUL: UTF-16 without its mark, or a text with a few stray NULs.

    Raises:
        SourceError: they are not text.
    """
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = head[first::2], head[1 - first :: 2]
        if half.count(0) > 0.4 * len(half) and other.count(0) < 0.05 * len(other):
            return encoding
    rest = head.replace(b"\x00", b"")
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in rest)
    if len(rest) > 0.99 * len(head) - 8 and controls * 100 <= len(rest) and len(rest) > 32:
        return _encoding(rest, name)
    raise SourceError(
        name, "a binary file of a kind that is not read", "give text, a document, a table or an archive of them"
    )


def _is_mac(head: bytes) -> bool:
    """Whether marks and letters are in the right places if the bytes are read as Mac Roman, and not as Windows."""
    mac = len(MAC_MARKS.findall(head))
    return mac > 0 and mac > 2 * len(WINDOWS_MARKS.findall(head)) and mac * 3 > len(re.findall(rb"[\x80-\xff]+", head))


def _recognised(head: bytes) -> str | None:
    """The encoding in which the bytes look like words of some language, or None.

    Western European wins over Central European where both give letters: charset-normalizer cannot tell 'è' from 'č'.
    """
    from charset_normalizer import from_bytes

    high = sum(byte >= 0x80 for byte in head)
    dense = high * MOSTLY_ASCII > len(head)
    if wanted := [encoding for encoding, kana in KANA if kana.search(head)][:1] or (EASTERN if dense else []):
        eastern = from_bytes(_to_line_end(head), cp_isolation=wanted).best()
        if eastern and sum(not character.isascii() for character in str(eastern)) >= LEAST_EASTERN:
            return eastern.encoding
    matches = from_bytes(head, cp_isolation=ENCODINGS)
    best = matches.best()
    if best is None or (best.coherence < LIKE_WORDS and dense):
        return None
    if best.encoding == "cp1250":
        western = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
        if western and western.coherence > best.coherence - 0.05 and _letters(western) >= _letters(best):
            return "cp1252"
    return best.encoding


def _to_line_end(head: bytes) -> bytes:
    """Bytes up to their last line end, as the last character may be cut; no character contains a line end."""
    return head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1] or head


def _letters(text: object) -> int:
    return sum(map(str.isalpha, str(text)))


@contextmanager
def open_source(source: BinaryIO, name: str) -> Iterator[Stream]:
    """A Stream of the content of an open file or a binary stream, gzipped or not."""
    buffered = io.BufferedReader(cast(io.RawIOBase, source))
    if magic := packing(buffered.peek(8)[:8]):
        yield Stream(cast(BinaryIO, Unzipped(buffered, name, magic)), name)
    else:
        yield Stream(cast(BinaryIO, buffered), name, seekable=buffered.seekable())
