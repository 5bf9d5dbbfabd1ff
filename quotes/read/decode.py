"""Decode the bytes of a source to text, whole or by lines, and refuse text that is too long or broken."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, BinaryIO, cast

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_LINE, LONGEST_PAGE, MB
from quotes.read.encoding import HEAD_BYTES, guessed, stated
from quotes.read.gzip_members import LostError
from quotes.read.unzip import Unzipped, explained, packing


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
        return stated(self.charset, self.head) or guessed(self.head, self.name)

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


@contextmanager
def open_source(source: BinaryIO, name: str) -> Iterator[Stream]:
    """A Stream of the content of an open file or a binary stream, gzipped or not."""
    buffered = io.BufferedReader(cast(io.RawIOBase, source))
    if magic := packing(buffered.peek(8)[:8]):
        yield Stream(cast(BinaryIO, Unzipped(buffered, name, magic)), name)
    else:
        yield Stream(cast(BinaryIO, buffered), name, seekable=buffered.seekable())
