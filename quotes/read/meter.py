"""Measure the progress of reading, in bytes of files."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Meter:
    """Count bytes of files.

    Attributes:
        total: the size of all files; None if it is unknown, as for standard input and web addresses.
        done: the bytes read so far; a file counts in full once it has been read.
    """

    total: int | None = 0
    done: int = 0

    def add(self, path: Path | None) -> None:
        """Add a file that is to be read, or None for a source that is not a file."""
        if path is None:
            self.total = None
        elif self.total is not None:
            self.total += path.stat().st_size

    @property
    def share(self) -> float | None:
        """The share that has been read, from 0 to 1; None if it is unknown."""
        return min(self.done / self.total, 1.0) if self.total else None


class Metered(io.FileIO):
    """A file that reports to a meter what is read from it."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path, "rb")
        self._meter, self._before = meter, meter.done
        self._size = path.stat().st_size

    def readinto(self, buffer: Any) -> int | None:
        """Read as from any file, and count the bytes."""
        read = super().readinto(buffer)
        self._meter.done = min(self._meter.done + (read or 0), self._before + self._size)
        return read

    def close(self) -> None:
        """Close as any file, and count all of it as read."""
        if not self.closed:
            self._meter.done = self._before + self._size
        super().close()
