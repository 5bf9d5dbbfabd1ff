"""Which articles a worker has in hand, on the disk, so that the next one knows what the last one died of.

A worker that is killed says nothing. So each writes down the batch it begins. Whoever takes the partition up again
goes through that batch one by one, and gives an article up with which, alone, workers died twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from quotes.cluster.parts import replace_file

FOLDER = "doing"
DEATHS = 2  # of workers that had one article in hand, and no other


@dataclass
class Doing:
    """The state of a partition that is worked on. Articles are counted from 0.

    Attributes:
        now: the articles in hand, [start, end), or None.
        narrow: articles to be taken one by one, because a worker died with them among others in hand.
        deaths: how many workers died with an article alone in hand.
    """

    now: tuple[int, int] | None = None
    narrow: list[int] = field(default_factory=list)
    deaths: dict[int, int] = field(default_factory=dict)

    def lost(self) -> set[int]:
        """The articles to give up."""
        return {index for index, deaths in self.deaths.items() if deaths >= DEATHS}

    def batches(self, count: int, size: int) -> Iterator[tuple[int, int]]:
        """All articles but those given up, in order: `size` at a time, and those to be taken one by one so."""
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
    """The state of a partition, with what its last worker had in hand counted against it."""
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
    """The state of a partition as it was written down last; nobody had it in hand if there is nothing."""
    try:
        found = json.loads(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return Doing()
    now = tuple(found["now"]) if found["now"] else None
    return Doing(now, found["narrow"], {int(index): deaths for index, deaths in found["deaths"].items()})


def note(file: Path, doing: Doing) -> None:
    """Write down the state.

    Raises:
        OSError: there is no room.
    """
    replace_file(file, json.dumps(asdict(doing)).encode("ascii"))


def forget_all(out: Path) -> None:
    """Begin anew: what was in hand when a whole run was stopped is not to blame."""
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink(missing_ok=True)
