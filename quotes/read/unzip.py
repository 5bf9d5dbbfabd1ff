"""Decompress gzip, bzip2 and xz while it is read, and refuse content that grows too much, in ZIP files as well."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_PART, MB, MOST_MEMBERS, PACKED, PACKED_FREE
from quotes.read.gzip_members import GzipMembers

PACKAGE = b"PK\x03\x04"
DAMAGE = (EOFError, zlib.error, lzma.LZMAError)
# Further errors that `zipfile` raises for a damaged file.
DAMAGED_INSIDE = (struct.error, ValueError, OverflowError, IndexError, KeyError, zipfile.LargeZipFile)
OPENERS: dict[bytes, tuple[str, Callable[[Any, str], Any]]] = {
    b"\x1f\x8b": ("gzip", GzipMembers),
    b"BZh": ("bzip2", lambda packed, name: bz2.BZ2File(packed)),
    b"\xfd7zXZ\x00": ("xz", lambda packed, name: lzma.LZMAFile(packed)),  # noqa: SIM115 (it is read from later)
}
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
    """The content of a packed stream of one or more members, a piece at a time.

    Raises:
        LostError: a part of a gzip file is damaged; the next read goes on after it.
        SourceError: it is damaged, or grows to more than `PACKED` times its size.
    """

    def __init__(self, packed: io.BufferedIOBase, name: str, magic: bytes) -> None:
        self.name = name
        self.packed = CountingReader(packed)
        self.how, opener = OPENERS[magic]
        self.stream = opener(io.BufferedReader(self.packed), name)
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            found = cast(io.BufferedIOBase, self.stream).readinto1(buffer)
        except OSError as error:  # bz2 raises this for damage; gzip has an error of its own
            raise SourceError(self.name, f"a damaged {self.how} file ({error})", "fetch it again") from error
        self.count += found
        if self.count > PACKED_FREE and self.count > PACKED * self.packed.count:
            raise SourceError(
                self.name,
                f"a {self.how} file that grows to more than {PACKED} times its size ({self.count // MB:,} MB so far)",
                "text does not grow so much; if it is text, unpack it first",
            )
        return found


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn the errors of a damaged packed file into a SourceError."""
    try:
        yield
    except DAMAGE as error:
        raise SourceError(name, f"a damaged {_how(error)} file ({error})", "fetch it again") from error


def _how(error: BaseException) -> str:
    return "xz" if isinstance(error, lzma.LZMAError) else "gzip"


def packing(head: bytes) -> bytes | None:
    """The bytes by which a packed stream is recognised, or None if it is not packed."""
    if head.startswith(b"BZh") and head[4:8] != b"1AY&":  # a word of a text
        return None
    return next((magic for magic in OPENERS if head.startswith(magic)), None)


def unpacked_size(content: bytes, name: str) -> int:
    """The size in bytes of all files in a ZIP file, from its directory; Python does not let a file exceed its entry.

    Raises:
        SourceError: it is damaged, or one file grows to more than `PACKED` times its size, or all are too large.
    """
    with opened(io.BytesIO(content), name) as package:
        members = package.infolist()
    for member in members:
        if member.file_size > PACKED_FREE and member.file_size > PACKED * member.compress_size:
            raise SourceError(name, f"holds a file that grows to more than {PACKED} times its size", "it is not read")
    size = sum(member.file_size for member in members)
    if size > LONGEST_PART:
        raise SourceError(name, f"unpacks to more than {LONGEST_PART // MB} MB", "split it")
    return size


@contextmanager
def opened(file: Any, name: str) -> Iterator[zipfile.ZipFile]:
    """A ZIP file.

    Raises:
        SourceError: it is damaged, or holds too many files.
    """
    try:
        package = zipfile.ZipFile(file)
    except Exception as error:  # a damaged directory makes it raise many kinds of error
        raise _broken(error, name) from error
    try:
        with package:
            if len(package.filelist) > MOST_MEMBERS:
                raise SourceError(name, f"holds more than {MOST_MEMBERS:,} files", "split it")
            yield package
    except (zipfile.BadZipFile, NotImplementedError, *DAMAGE) as error:
        raise _broken(error, name) from error
    except RuntimeError as error:
        if "encrypted" not in str(error):
            raise
        raise SourceError(name, "is protected with a password", "save a copy without one") from error


def _broken(error: Exception, name: str) -> SourceError:
    problem = f"a file that is damaged or was not fetched to its end ({' '.join(str(error).split())[:100]})"
    return SourceError(name, problem, "fetch it again")


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
