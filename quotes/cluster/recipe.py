"""The recipe of parts: everything that decides their content, so that parts made differently are not mixed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from quotes.errors import ClusterError, LexiconError
from quotes.extraction.rules_version import VERSION

SCHEMA = 3  # of the Parquet parts; raise it when a column changes
NAMES = {
    "schema": "schema of parts",
    "version": "version of the rules",
    "model": "model",
    "pipeline": "spaCy pipeline",
    "weights": "weights",
    "min_confidence": "least confidence",
    "partition_size": "partition size",
}
NOT_COMPARED = ("package", "saved_as")


@dataclass(frozen=True)
class Recipe:
    """How the quotations of some parts were found.

    Attributes:
        package: version of the package; not compared, because `version` says whether results may differ.
        model: the name that was asked for, or 'default'.
        pipeline: name and version of that model on the workers.
        weights: digest of the file of weights that was used, or 'none'.
        partition_size: most articles of a partition.
        saved_as: the value that `quotes load` with the same options saves in the column `model`.
    """

    package: str
    model: str
    pipeline: str
    weights: str
    min_confidence: float
    partition_size: int
    saved_as: str
    version: str = VERSION
    schema: int = SCHEMA

    @property
    def saved_version(self) -> str:
        """The value that `quotes load` with the same options saves in the column `version`."""
        return f"{self.version}, confidence >= {self.min_confidence}" if self.min_confidence else self.version

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def recipe_of(found: dict[str, Any], where: str | Path) -> Recipe:
    """The recipe stored with a run or a part.

    Raises:
        ClusterError: it is not a recipe, or has a schema that this version does not know.
    """
    if found.get("schema", SCHEMA) != SCHEMA:
        raise ClusterError(
            f"{where}: holds parts of schema {found['schema']}, and this version of quotes knows schema {SCHEMA};"
            " use the version that made them, or make them again in another folder"
        )
    names = [field.name for field in fields(Recipe)]
    if missing := [name for name in names if name not in found]:
        raise ClusterError(f"{where}: lacks {', '.join(missing)}; it was not made by `quotes load-many`")
    return Recipe(**{name: found[name] for name in names})


def check_same(there: Recipe, now: Recipe, where: str | Path) -> None:
    """Refuse to add to parts that were made in another way.

    Raises:
        ClusterError: the recipes differ; the message names every difference and what to do.
    """
    before, after = there.to_dict(), now.to_dict()
    differing = [name for name in NAMES if before[name] != after[name]]
    if differing:
        what = "; ".join(f"{NAMES[name]} {before[name]!r}, now {after[name]!r}" for name in differing)
        raise ClusterError(
            f"{where}: holds parts made in another way ({what}); give another folder for this run,"
            " or run it as they were made"
        )


def weights_digest(file: str | Path) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a file of weights.

    Raises:
        LexiconError: the file cannot be read.
    """
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise LexiconError(
            f"{file}: cannot be read ({error.strerror}); make one with: quotes fit GOLD -o FILE"
        ) from error
