"""Record on disk which articles a worker is analysing, so that the next worker knows what killed the last one.

A killed worker reports nothing, so each writes down the batch it begins. The worker that takes up the partition again
does that batch one article at a time, and gives up an article when two workers died while analysing only that one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from quotes.cluster.parts import replace_file

FOLDER = "doing"
DEATHS = 2  # of workers that were analysing only this article


@dataclass
class Doing:
    """The state of a partition in work. Articles are counted from 0.

    Attributes:
        now: the articles being analysed, [start, end), or None.
        narrow: articles to do one by one, because a worker died while it analysed them with others.
        deaths: how many workers died while analysing only this article.
    """

    now: tuple[int, int] | None = None
    narrow: list[int] = field(default_factory=list)
    deaths: dict[int, int] = field(default_factory=dict)

    def lost(self) -> set[int]:
        """The articles to give up."""
        return {index for index, deaths in self.deaths.items() if deaths >= DEATHS}

    def batches(self, count: int, size: int) -> Iterator[tuple[int, int]]:
        """All articles not given up, in order, `size` at a time; suspect articles are alone in their batch."""
        alone, lost = set(self.narrow) | set(self.deaths), self.lost()
        start = 0
        while start < count:
            end = start + 1
            while start not in alone and end < count and end - start < size and end not in alone:
                end += 1
            if start not in lost:
                yield start, end
            start = end


def file_of(out: Path, partition: str) -> Path:
    return out / FOLDER / f"{partition}.json"


def take_up(file: Path) -> Doing:
    """Read the state of a partition, and count what its last worker was analysing as a death."""
    doing = look(file)
    if doing.now:
        start, end = doing.now
        if end - start == 1:
            doing.deaths[start] = doing.deaths.get(start, 0) + 1
        else:
            doing.narrow += range(start, end)
        doing.now = None
        note(file, doing)
    return doing


def look(file: Path) -> Doing:
    """Read the state of a partition as it was last written; a new state if there is none."""
    try:
        found = json.loads(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return Doing()
    now = tuple(found["now"]) if found["now"] else None
    return Doing(now, found["narrow"], {int(index): deaths for index, deaths in found["deaths"].items()})


def note(file: Path, doing: Doing) -> None:
    """Write the state of a partition.

    Raises:
        OSError: the disk is full.
    """
    replace_file(file, json.dumps(asdict(doing)).encode("ascii"))


def forget_all(out: Path) -> None:
    """Forget all states: when a whole run is stopped, the articles in work are not the cause."""
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink(missing_ok=True)
