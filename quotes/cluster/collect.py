"""Save parts in SQLite, as `quotes load` does. Run again, it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from quotes.cluster import parts
from quotes.cluster.checks import Tell
from quotes.cluster.manifest import MANIFEST, RUN, Manifest, read_manifest, read_recipe
from quotes.cluster.recipe import Recipe
from quotes.errors import ClusterError
from quotes.models import Found
from quotes.store import open_to_write, save
from quotes.store.same_id import Item, last_of_each_id


class Part(NamedTuple):
    """A part to collect, with the digest that the manifest has for it, or None."""

    file: Path
    digest: str | None


@dataclass
class Collected:
    """The outcome of collecting, in articles unless said otherwise.

    Attributes:
        failed: articles that `quotes load-many` could not analyse; the manifest has the reason of each.
        bad: parts that are missing or damaged.
    """

    saved: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})
    parts: int = 0
    failed: int = 0
    bad: int = 0


def find_parts(given: Iterable[str], collected: Collected, tell: Tell) -> list[Part]:
    """The parts in the given folders of runs, and the given files, in the order of their sources.

    Raises:
        ClusterError: one of them is neither a run nor a file, or is missing.
    """
    found: list[Part] = []
    for name in given:
        path = Path(name)
        if (path / RUN).is_file() or (path / MANIFEST).is_file():
            found += _of_run(path, collected, tell)
        elif path.is_file():
            found.append(Part(path, None))
        else:
            what = (
                "is not a folder that `quotes load-many` made" if path.is_dir() else "there is no such file or folder"
            )
            raise ClusterError(f"{path}: {what}; give its OUT, or Parquet files in it")
    return found


def _of_run(out: Path, collected: Collected, tell: Tell) -> list[Part]:
    read_recipe(out)
    manifest = read_manifest(out)
    collected.failed += sum(len(line["failed"]) for line in manifest.parts.values())
    for problem in gaps(manifest):
        tell(f"{out}: {problem}")
    return [Part(out / parts.part_name(line["id"]), line["digest"]) for line in manifest.in_order()]


def gaps(manifest: Manifest) -> Iterator[str]:
    """Describe what is missing in the parts of a run."""
    again = "run the same `quotes load-many` again"
    if not manifest.ended:
        yield f"the run did not finish; {again}, then collect again for the rest"
    if manifest.undone:
        articles = sum(line["articles"] for line in manifest.undone.values())
        yield f"{articles:,} articles in {len(manifest.undone):,} partitions were left undone; {again}"
    if failed := sum(len(line["failed"]) for line in manifest.parts.values()):
        yield f"{failed:,} articles could not be analysed; {MANIFEST} has the reason of each"
    if manifest.skipped:
        yield f"{len(manifest.skipped):,} inputs could not be read; {MANIFEST} has the reason of each"


def check_parts(found: Iterable[Part], collected: Collected, tell: Tell) -> list[tuple[Part, Recipe]]:
    """The parts that are whole; the others are reported and counted.

    Raises:
        ClusterError: a part has a schema that this version does not know.
    """
    whole = []
    for part in found:
        written = parts.written(part.file)
        if written is None or (part.digest and written.digest != part.digest):
            what = "is missing" if written is None else "is not as it was written"
            tell(f"{part.file}: {what}; run the same `quotes load-many` again to replace it, then collect again")
            collected.bad += 1
        else:
            whole.append((part, parts.recipe_in(part.file)))
    return whole


def collect(
    database: str | Path, given: Iterable[str], tell: Tell, *, advance: Callable[[], None] = lambda: None
) -> Collected:
    """Save the articles of all parts, one transaction each; unchanged articles cost next to nothing.

    Args:
        given: folders of runs, and single parts.
        advance: is called after every article.

    Raises:
        ClusterError: something given is not a part, or has a schema that this version does not know.
        StoreError: the database cannot be written.
    """
    collected = Collected()
    whole = check_parts(find_parts(given, collected, tell), collected, tell)
    db = open_to_write.connect(database)

    def passed_over() -> None:
        collected.saved["unchanged"] += 1
        advance()

    try:
        items = _items(whole, collected)
        for found, version, model in last_of_each_id(db, items, passed_over=passed_over, tell=tell):
            outcome = save.save(db, found.article, version=version, model=model, topics=found.topics)
            collected.saved[outcome] += 1
            advance()
        save.settle(db)
    finally:
        db.close()
    return collected


def _items(whole: Iterable[tuple[Part, Recipe]], collected: Collected) -> Iterator[Item]:
    for part, recipe in whole:
        for article, topics, _ in parts.read(part.file):
            yield Item(Found(article, topics), recipe.saved_version, recipe.saved_as)
        collected.parts += 1
