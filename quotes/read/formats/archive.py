"""Read ZIP and TAR files: each member as if it lay in a folder."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_DOCUMENT, LONGEST_MEMBER, MB, MOST_MEMBERS, PACKED, PACKED_FREE
from quotes.read.decode import Stream
from quotes.read.formats.guess import format_of
from quotes.read.outcome import ArticleOrError
from quotes.read.unzip import DAMAGE, DAMAGED_INSIDE, opened

Member = Callable[[BinaryIO, str, int], Iterator[ArticleOrError]]  # open bytes, a name, how deep it lies
ENCRYPTED = 0x1


class Forward(io.RawIOBase):
    """A member that is read from its beginning to its end, once."""

    def __init__(self, member: Any) -> None:
        self.member = member

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = self.member.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def read_zip(stream: Stream, name: str, depth: int, member: Member) -> Iterator[ArticleOrError]:
    """Yield the articles of the files in a ZIP file.

    Args:
        member: reads one of them.
    """
    file = stream.raw if stream.seekable else io.BytesIO(stream.content(LONGEST_DOCUMENT, "a ZIP file"))
    count = 0
    with opened(file, name) as package:
        for info in sorted(package.infolist(), key=lambda one: one.filename):
            # `is_dir` needs a name of some length
            if info.filename.endswith("/") or _is_link(info) or not is_wanted(info.filename):
                continue
            count += 1
            yield from _guarded(_of_zip(package, info, name, depth, member), f"{name}/{info.filename}")
    if not count:
        yield nothing(name)


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Is it a link, whose text would be the path that it leads to?"""
    return stat.S_ISLNK(info.external_attr >> 16)


def _of_zip(
    package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, depth: int, member: Member
) -> Iterator[ArticleOrError]:
    where = f"{name}/{info.filename}"
    if info.flag_bits & ENCRYPTED:
        yield SourceError(where, "is protected with a password", "unpack it first")
        return
    if info.file_size > PACKED_FREE and info.file_size > PACKED * info.compress_size:
        yield SourceError(where, f"grows to more than {PACKED} times its size", "it is not read")
        return
    with package.open(info) as raw:
        yield from member(_seekable(raw, info.filename, info.file_size, where), where, depth)


def read_tar(stream: Stream, name: str, depth: int, member: Member) -> Iterator[ArticleOrError]:
    """Yield the articles of the files in a TAR file, in a stream."""
    count = seen = 0
    try:
        with tarfile.open(fileobj=stream.raw, mode="r|") as package:
            for info in package:
                seen += 1
                if seen > MOST_MEMBERS:
                    yield SourceError(name, f"holds more than {MOST_MEMBERS:,} files", "split it")
                    return
                if not info.isfile() or not is_wanted(info.name):
                    continue
                count += 1
                where = f"{name}/{info.name.removeprefix('./')}"
                yield from _guarded(_of_tar(package, info, where, depth, member), where)
    except (tarfile.TarError, OSError, *DAMAGE) as error:
        problem = " ".join(str(error).split())[:100]
        yield SourceError(
            name, f"a TAR file that is damaged or breaks off ({problem})", "what comes before is read; fetch it again"
        )
        return
    if not count:
        yield nothing(name)


def _of_tar(
    package: tarfile.TarFile, info: tarfile.TarInfo, where: str, depth: int, member: Member
) -> Iterator[ArticleOrError]:
    raw = package.extractfile(info)
    if raw is not None:
        yield from member(_seekable(raw, info.name, info.size, where), where, depth)


def _seekable(raw: Any, path: str, size: int, where: str) -> BinaryIO:
    """A member as a stream; in memory where its format has to be read back and forth.

    Raises:
        SourceError: it is too large for that.
    """
    if format_of(PurePosixPath(path)) not in ("parquet", "zip", "docx", "odt", "epub", "xlsx", "pdf"):
        return cast(BinaryIO, io.BufferedReader(Forward(raw)))
    if size > LONGEST_MEMBER:
        raise SourceError(where, f"a file of more than {LONGEST_MEMBER // MB} MB in an archive", "unpack it first")
    return io.BytesIO(raw.read())


def _guarded(results: Iterator[ArticleOrError], where: str) -> Iterator[ArticleOrError]:
    """The results of a member, with an error in its place if it cannot be read."""
    try:
        yield from results
    except SourceError as error:
        yield error
    except (*DAMAGED_INSIDE, *DAMAGE, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        yield SourceError(
            where, f"damaged inside its archive ({' '.join(str(error).split())[:100]})", "fetch the archive again"
        )


def is_wanted(path: str) -> bool:
    """Whether a member may be an article: its name is that of a readable file, and no system put it there by itself."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and "__MACOSX" not in parts
        and not parts[-1].startswith(".")
        and format_of(PurePosixPath(path)) is not None
    )


def nothing(name: str) -> SourceError:
    """The error for an archive without a readable file."""
    return SourceError(name, "no readable file in this archive", "pack files of a format that is read")
