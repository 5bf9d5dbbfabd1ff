"""The manifest of a run: one line for each event, so that every article is accounted for.

`manifest.jsonl` only grows; the last line about a partition of a source is valid. Its events:

* `part`: a partition is done: its part, its articles found, and those that failed with the reason of each;
* `undone`: a partition was given up, with the reason; the next run tries it again;
* `skipped`: an input that could not be read as an article;
* `dropped`: a partition that its source, changed since, no longer has;
* `end`: every source was read to its end, with the outcome.

A line is flushed to the disk before the run goes on. Half a line that a killed run left is cut off by the next run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from quotes.cluster.parts import FOLDER, part_name, recipe_in, replace_file, written
from quotes.cluster.recipe import Recipe, check_same, recipe_of
from quotes.errors import ClusterError

RUN, MANIFEST = "run.json", "manifest.jsonl"
ManifestEntry = dict[str, Any]


@dataclass
class Manifest:
    """The state of the parts in a folder.

    Attributes:
        parts: the last line about each finished partition, by the partition's id.
        places: the sources that contain a partition, by its id.
        skipped: inputs that could not be read, each with what is wrong.
        undone: the lines of partitions that were given up and have not been done since.
        ended: whether the last run read all of its sources and came to its end.
    """

    out: Path
    parts: dict[str, ManifestEntry] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)
    skipped: set[tuple[str, str]] = field(default_factory=set)
    undone: dict[str, ManifestEntry] = field(default_factory=dict)
    ended: bool = False
    file: BinaryIO | None = None

    def take(self, line: ManifestEntry) -> None:
        """Apply a line to the state."""
        event = line["event"]
        self.ended = event == "end"
        if event == "part":
            self.parts[line["id"]] = line
            self.places.setdefault(line["id"], set()).add(line["source"])
            self.undone.pop(line["id"], None)
        elif event == "undone":
            self.undone[line["id"]] = line
        elif event == "skipped":
            self.skipped.add((line["where"], line["problem"]))
        elif event == "dropped":
            self.undone.pop(line["id"], None)
            self.places.get(line["id"], set()).discard(line["source"])
            if not self.places.get(line["id"]):
                self.parts.pop(line["id"], None)

    def add(self, event: str, **values: Any) -> None:
        """Write a line, all or nothing, and apply it to the state.

        Raises:
            ClusterError: the disk is full; the earlier lines are kept.
        """
        assert self.file is not None, "only `writing` opens a manifest to write"
        line = {"event": event, **values}
        end = self.file.seek(0, os.SEEK_END)
        try:
            self.file.write(json.dumps(line).encode("ascii") + b"\n")
            self.file.flush()
            os.fsync(self.file.fileno())
        except OSError as error:
            self.file.truncate(end)
            raise ClusterError(
                f"{self.out / MANIFEST}: cannot be written ({error.strerror}); make room and run the same command"
                " again to go on"
            ) from error
        self.take(line)

    def is_done(self, partition: str) -> bool:
        """Whether the part of a partition exists and is undamaged."""
        line = self.parts.get(partition)
        found = written(self.out / part_name(partition)) if line else None
        return bool(line and found and (found.bytes, found.digest) == (line["bytes"], line["digest"]))

    def drop(self, source: str, partition: str) -> None:
        """Remove a partition from a source, and its part if no other source has it."""
        self.add("dropped", id=partition, source=source)
        if partition not in self.parts:
            (self.out / part_name(partition)).unlink(missing_ok=True)

    def in_order(self) -> list[ManifestEntry]:
        """The parts in the order of the sources."""
        return sorted(self.parts.values(), key=lambda line: line["position"])


@contextmanager
def writing(out: Path) -> Iterator[Manifest]:
    """Open the manifest of a folder for writing, and lock out other runs.

    Raises:
        ClusterError: another run writes there, or it is damaged.
    """
    file = (out / MANIFEST).open("ab+", buffering=0)
    try:
        _lock(file, out)
        manifest = Manifest(out, file=file)
        file.truncate(_take_all(manifest, file))
        yield manifest
    finally:
        file.close()


def read_manifest(out: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises:
        ClusterError: the manifest is missing or damaged.
    """
    manifest = Manifest(out)
    try:
        with (out / MANIFEST).open("rb") as file:
            _take_all(manifest, file)
    except OSError as error:
        raise ClusterError(f"{out}: has no {MANIFEST}; give a folder that `quotes load-many` made") from error
    return manifest


def _take_all(manifest: Manifest, file: BinaryIO) -> int:
    """Apply every whole line to the state, and return how many bytes these lines have."""
    file.seek(0)
    size = 0
    for number, line in enumerate(file, 1):
        if not line.endswith(b"\n"):
            break
        try:
            manifest.take(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise ClusterError(
                f"{manifest.out / MANIFEST}:{number}: damaged ({error}); restore it from a copy, or remove the line:"
                " its partition is then done again"
            ) from error
        size += len(line)
    return size


def _lock(file: BinaryIO, out: Path) -> None:
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ClusterError(
            f"{out}: another `quotes load-many` writes there; wait for it or give another folder"
        ) from error


def read_recipe(out: Path) -> Recipe | None:
    """The recipe of the parts in a folder, or None if there is none yet. If its file is missing, a part has it.

    Raises:
        ClusterError: the recipe is not one that this version knows.
    """
    file = out / RUN
    if not file.exists():
        return next(_recipes_of_parts(out), None)
    try:
        return recipe_of(json.loads(file.read_text(encoding="utf-8")), out)
    except (OSError, ValueError, AttributeError) as error:
        raise ClusterError(
            f"{file}: cannot be read ({error}); restore it from a copy, or give another folder"
        ) from error


def keep_recipe(out: Path, recipe: Recipe) -> None:
    """Write the recipe before the first part; refuse a folder whose parts have another recipe.

    Raises:
        ClusterError: the recipes differ; the message names the differences.
    """
    whole = (out / RUN).exists()
    for there in filter(None, [read_recipe(out)] if whole else _recipes_of_parts(out)):
        check_same(there, recipe, out)
    replace_file(out / RUN, json.dumps(recipe.to_dict(), indent=2).encode())


def _recipes_of_parts(out: Path) -> Iterator[Recipe]:
    """The recipe of each part in a folder; damaged parts, which a run makes again, are left out."""
    for file in sorted((out / FOLDER).glob("*.parquet")):
        with suppress(ClusterError):
            yield recipe_in(file)
