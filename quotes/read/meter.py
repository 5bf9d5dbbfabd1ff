"""How far reading is: the bytes of files read, of all that are to be read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Meter:
    """Bytes of files.

    Attributes:
        total: of all files; None where that cannot be told, as of standard input and of web addresses.
        done: read so far. Each file counts as a whole once it has been read.
    """

    total: int | None = 0
    done: int = 0

    def add(self, path: Path | None) -> None:
        """A file that is to be read; None for anything that is none."""
        if path is None:
            self.total = None
        elif self.total is not None:
            self.total += path.stat().st_size

    @property
    def share(self) -> float | None:
        """How much has been read, from 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else None


class Metered(io.FileIO):
    """A file that tells a meter what is read of it."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter, self._before = meter, meter.done
        self._size = path.stat().st_size

    def readinto(self, buffer: Any) -> int | None:
        """As of any file."""
        read = super().readinto(buffer)
        self._meter.done = min(self._meter.done + (read or 0), self._before + self._size)
        return read

    def close(self) -> None:
        """As of any file; all of it counts as read."""
        if not self.closed:
            self._meter.done = self._before + self._size
        super().close()
