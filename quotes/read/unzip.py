"""Decompress gzip while it is read, and refuse content that grows too much."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from quotes.errors import SourceError
from quotes.read.bounds import MB, PACKED, PACKED_FREE

MAGIC = b"\x1f\x8b"
DAMAGE = (gzip.BadGzipFile, EOFError, zlib.error)
PIECE = 64 * 1024


class CountingReader(io.RawIOBase):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self.stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self.stream.readinto1(buffer)
        self.count += found
        return found


class Unzipped(io.RawIOBase):
    """The content of a gzip stream of one or more members, a piece at a time.

    Raises:
        SourceError: it grows to more than `PACKED` times its size.
    """

    def __init__(self, packed: io.BufferedIOBase, name: str) -> None:
        self.name = name
        self.packed = CountingReader(packed)
        self.stream = gzip.GzipFile(fileobj=io.BufferedReader(self.packed))
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = cast(io.BufferedIOBase, self.stream).readinto1(buffer)
        self.count += found
        if self.count > PACKED_FREE and self.count > PACKED * self.packed.count:
            raise SourceError(
                self.name,
                f"a gzip file that grows to more than {PACKED} times its size ({self.count // MB:,} MB so far)",
                "text does not grow so much; if it is text, unpack it first",
            )
        return found


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn the errors of a damaged gzip file into a SourceError."""
    try:
        yield
    except DAMAGE as error:
        raise SourceError(name, f"a damaged gzip file ({error})", "fetch it again") from error


def unpacked(packed: bytes, how: str, most: int) -> bytes:
    """Decompress the content of an answer ('gzip', 'deflate' or '').

    Args:
        most: the bytes to return at most, and one more if there are more.

    Raises:
        ValueError: the encoding is unknown, or the content damaged.
    """
    if how in ("", "identity"):
        return packed[: most + 1]
    if how not in ("gzip", "x-gzip", "deflate"):
        raise ValueError(f"packed as {how!r}, not gzip")
    bare = how == "deflate" and packed[:1] != b"\x78"
    worker = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS + 32)
    try:
        found = worker.decompress(packed, most + 1)
    except zlib.error as error:
        raise ValueError(f"damaged {how} ({error})") from error
    if len(found) <= most and not worker.eof:
        raise ValueError(f"damaged {how} (it ends too early)")
    return found
