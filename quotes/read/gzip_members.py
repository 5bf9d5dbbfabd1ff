"""Decompress gzip a member at a time, and go on at the next one after a damaged one."""

from __future__ import annotations

import io
import re
import zlib
from collections import deque
from typing import Any

from quotes.errors import SourceError

MAGIC = b"\x1f\x8b\x08"
HEADER = re.compile(MAGIC + rb"[\x00-\x1f]")  # the other bits of its flags are always 0
NONE, SOME = "they are left out", "what was read from them may be wrong, the rest of them is left out"
ENDS_EARLY = "it ends too early"
WHY = {
    "incorrect header check": "something else than gzip",
    "unknown compression method": "something else than gzip",
    "incorrect data check": "a wrong checksum",
    "incorrect length check": "a wrong length",
}
PIECE = 64 * 1024
FINE = 1024  # bytes that are tried at a time where a piece is damaged; more than a header has
KEPT = 1024 * 1024  # the last bytes of a member, in which the next one is looked for if it is damaged
AGAIN = 16 * 1024 * 1024  # bytes that may be looked at again for that, and as many more as have been read


class LostError(SourceError):
    """Bytes of a gzip file that could not be decompressed; reading the same stream again goes on after them.

    Attributes:
        some: whether some of what they hold has been read, so that it may be wrong.
        part: the error for a reader that goes on.
    """

    def __init__(self, name: str, start: int, end: int, why: str, *, some: bool) -> None:
        self.some = some
        problem = f"a damaged gzip file ({why} in its bytes {start:,} to {end:,})"
        super().__init__(name, problem, "what was read from it may be wrong, and the rest is not read; fetch it again")
        self.part = SourceError(
            name,
            f"bytes {start:,} to {end:,} of the gzip file are damaged ({why})",
            f"{SOME if some else NONE}, and what comes after them is read; fetch it again",
        )


class GzipMembers(io.BufferedIOBase):
    """The content of a gzip file of one or more members.

    Raises:
        LostError: once for each damaged part, when what comes before it has been read.
    """

    def __init__(self, packed: io.BufferedIOBase, name: str) -> None:
        self.name = name
        self._packed = packed
        self._buffer = b""  # what comes next of the packed file
        self._place = 0  # where the buffer begins in it
        self._member: Any = None
        self._began = 0  # where the member begins
        self._read = bytearray()  # the last bytes that the member was given
        self._some = False  # whether it has given anything
        self._found: deque[bytes] = deque()
        self._lost: list[LostError] = []
        self._again = 0

    def readable(self) -> bool:
        return True

    def readinto1(self, buffer: Any) -> int:
        """Put the next bytes into a buffer, and return how many; 0 at the end."""
        while not self._found:
            if self._lost:
                raise self._lost.pop()
            if not self._next():
                return 0
        piece = self._found.popleft()
        if len(piece) > len(buffer):
            self._found.appendleft(piece[len(buffer) :])
        found = piece[: len(buffer)]
        buffer[: len(found)] = found
        return len(found)

    def _next(self) -> bool:
        """Decompress a piece, or note what is lost; whether there was anything to read."""
        if self._member is None:
            self._skip_padding()
            if not self._fill():
                return False
            self._member, self._some = _decompressor(), False
            self._began, self._read = self._place, bytearray()
        if not self._fill():
            self._lose(ENDS_EARLY)
            return True
        before = self._member.copy()
        try:
            self._give(self._member, self._buffer)
        except zlib.error as error:
            self._until_damaged(before)
            self._lose(_why(error))
        return True

    def _give(self, member: Any, piece: bytes) -> None:
        """Decompress the beginning of a piece and take it from the buffer."""
        found = member.decompress(piece, PIECE)
        left = member.unused_data if member.eof else member.unconsumed_tail  # at its end zlib puts the same into both
        self._take(len(piece) - len(left))
        if found:
            self._some = True
            self._found.append(found)
        if member.eof:
            self._member = None

    def _until_damaged(self, member: Any) -> None:
        """Decompress what comes before the damage in the buffer, to a few bytes."""
        try:
            while self._buffer:
                self._give(member, self._buffer[:FINE])
        except zlib.error:
            return

    def _lose(self, why: str) -> None:
        """Find the next member that begins well after a damaged one, and note what lies between."""
        start = self._began
        self._member = None
        self._go_back()
        while self._find() and not _begins(self._buffer[:FINE]):
            self._take(1)
        self._lost = [LostError(self.name, start, self._place, why, some=self._some)]

    def _go_back(self) -> None:
        """Put back what the damaged member was given, apart from its first byte, as far as it is kept."""
        back = bytes(self._read[1:] if len(self._read) == self._place - self._began else self._read)
        self._again += len(back)
        if self._again > max(AGAIN, self._place):
            back = b""
        self._buffer, self._place = back + self._buffer, self._place - len(back)
        if not back and self._place == self._began and self._fill():
            self._take(1)

    def _find(self) -> bool:
        """Whether there is a next member; the buffer begins with it, or is empty."""
        while self._fill(FINE):
            if found := HEADER.search(self._buffer):
                self._take(found.start())
                self._fill(FINE)
                return True
            self._take(max(len(self._buffer) - len(MAGIC), 1))
        return False

    def _skip_padding(self) -> None:
        while self._fill() and self._buffer[:1] == b"\x00":
            self._take(len(self._buffer) - len(self._buffer.lstrip(b"\x00")))

    def _fill(self, least: int = 1) -> bool:
        """Read until the buffer has so many bytes or the file ends; whether it has any."""
        while len(self._buffer) < least and (more := self._packed.read1(PIECE)):
            self._buffer += more
        return bool(self._buffer)

    def _take(self, count: int) -> None:
        if self._member is not None:
            self._read += self._buffer[:count]
            if len(self._read) > 2 * KEPT:
                del self._read[:-KEPT]
        self._buffer, self._place = self._buffer[count:], self._place + count


def _decompressor() -> Any:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


def _begins(piece: bytes) -> bool:
    """Whether this is the beginning of a member, as far as it can be decompressed."""
    member = _decompressor()
    try:
        return bool(member.decompress(piece, 1)) or member.eof
    except zlib.error:
        return False


def _why(error: zlib.error) -> str:
    """What is wrong, in words of our own for the commonest damage."""
    said = str(error).partition(": ")[2] or str(error)
    return WHY.get(said, said)
