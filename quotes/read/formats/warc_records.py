"""Find the records of a WARC file, even if one is cut short or gives a wrong length."""

from __future__ import annotations

import io
import re
import tempfile
from collections import deque
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from quotes.errors import SourceError
from quotes.read.bounds import LONGEST_HEADERS, LONGEST_PAGE, MB
from quotes.read.gzip_members import LostError

BEGIN = b"WARC/"
LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
END = b"\r\n\r\n"  # what follows a record
PIECE = 64 * 1024
KEPT = LONGEST_PAGE + LONGEST_HEADERS  # bytes of a record that are kept
IN_MEMORY = 4 * MB  # of what is kept aside; more goes to a temporary file


class WarcRecord(NamedTuple):
    """The headers of a record with its first `KEPT` bytes, and what is wrong with it, or None."""

    content: bytes
    problem: str | None


class Records:
    """The records of a stream in order, and None once for lines between two records that are not a record.

    A damaged part of a gzip file is an error in the place of the record that it breaks off; reading goes on after it.

    If the length of a record is too large, the next records seem to be part of its content. So the content is kept from
    the first line that looks like the beginning of a record. If the length turns out to be wrong, it is read again, and
    then each such line is a beginning.
    """

    def __init__(self, raw: io.BufferedReader[Any]) -> None:
        self._raw = raw
        self._front: deque[bytes] = deque()
        self._again: IO[bytes] | None = None
        self._damage: LostError | None = None  # met while the content of a record was read

    def __iter__(self) -> Iterator[WarcRecord | SourceError | None]:
        lost = False
        while True:
            try:
                line = self._line()
                record = self._record(line) if line.startswith(BEGIN) else None
            except LostError as error:
                lost = True
                yield error.part
                continue
            if record is not None:
                lost = record.problem is not None
                yield record
            elif not line:
                return
            elif line.strip() and not lost:
                lost = True
                yield None

    def _record(self, first: bytes) -> WarcRecord:
        headers = first
        while (line := self._line()).strip():
            headers += line
            if len(headers) > LONGEST_HEADERS:
                return WarcRecord(b"", f"more than {LONGEST_HEADERS // 1024} kB of headers")
        if (length := LENGTH.search(headers)) is None:
            return WarcRecord(b"", "it does not give its length")
        block, problem = self._block(int(length[1]))
        return WarcRecord(headers + line + block, problem)

    def _block(self, length: int) -> tuple[bytes, str | None]:
        """The first bytes of a content of this length, and what is wrong with it."""
        again = self._again is not None
        kept, left, aside, before = bytearray(), length, None, b"\n"
        while left and (line := self._rest(left)):
            begins = before.endswith(b"\n") and line.startswith(BEGIN)
            if begins and again:
                self._front.appendleft(line)
                break
            if begins and aside is None:
                aside = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (it is read again later)
            if aside:
                aside.write(line)
            kept += line[: KEPT - len(kept)] if len(kept) < KEPT else b""
            left, before = left - len(line), line
        if left:
            problem: str | None = f"it is cut short: {length - left:,} of {length:,} bytes are there"
        elif problem := self._after():
            follows = self._front.pop() if self._front else b""
            if aside:
                aside.write(follows)
            else:
                self._front.append(follows if before.endswith(b"\n") else before + follows)
        elif aside and _are_records(aside):
            return b"", "it holds whole records to its end, so its length may be wrong; they are left out, too"
        if problem and aside:
            aside.seek(0)
            self._again = aside
        return bytes(kept), problem

    def _after(self) -> str | None:
        """What is wrong with the end of a record, or None: two empty lines, the next record or nothing should follow.

        The line that should not be there is put back.
        """
        blank = b""
        while blank != END and (line := self._rest()):
            if line.strip():
                self._front.append(line)
                return None if line.startswith(BEGIN) else "it is not as long as it says"
            blank += line
        return "the gzip file is damaged around it" if self._is_damaged() else None

    def _is_damaged(self) -> bool:
        """Whether what has been read last is from a part of a gzip file that turns out to be damaged."""
        if self._again is not None:
            if self._again.read(1):
                self._again.seek(-1, io.SEEK_CUR)
                return False
        elif self._damage is None and not self._front:
            try:
                self._raw.peek(1)  # reads the checksum
            except LostError as error:
                self._damage = error
        return self._damage is not None and self._damage.some

    def _rest(self, most: int = PIECE) -> bytes:
        """The next line of a record; b'' where the file is damaged, which the line after it says."""
        try:
            return self._line(most)
        except LostError as error:
            self._damage = error
            return b""

    def _line(self, most: int = PIECE) -> bytes:
        """The next line, cut at a number of bytes; b'' at the end."""
        most = min(most, PIECE)
        if self._front:
            line = self._front.popleft()
            if len(line) > most:
                self._front.appendleft(line[most:])
            return line[:most]
        if self._again is not None:
            if line := self._again.readline(most):
                return line
            self._again.close()
            self._again = None
        if error := self._damage:
            self._damage = None
            raise error
        return self._raw.readline(most)


def _are_records(content: IO[bytes]) -> bool:
    """Whether this is one whole record after the other, to its very end."""
    size = content.seek(0, io.SEEK_END)
    content.seek(0)
    while (line := content.readline(PIECE)).startswith(BEGIN):
        headers = line
        while (line := content.readline(PIECE)).strip() and len(headers) < LONGEST_HEADERS:
            headers += line
        if (length := LENGTH.search(headers)) is None:
            return False
        left = size - content.seek(int(length[1]), io.SEEK_CUR)
        if left <= len(END):
            return left >= 0 and not content.read().strip()
        if content.read(len(END)) != END:
            return False
    return False
