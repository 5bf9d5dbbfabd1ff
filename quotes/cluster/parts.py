"""Write and read Parquet parts: one file with the articles, quotations and topics of a partition.

A part is written under a temporary name, flushed to the disk and renamed: every file with the name of a part is whole.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quotes.cluster.recipe import Recipe, recipe_of
from quotes.errors import ClusterError
from quotes.models import Article

if TYPE_CHECKING:
    import pyarrow

FOLDER = "parts"
KEY = b"quotes"  # in the metadata of a file
HALVES = re.compile("[\ud800-\udfff]")  # surrogates, which UTF-8 and so Parquet cannot hold; U+FFFD is as long
FIELDS = ("id", "title", "source", "author", "url", "published", "language", "section", "text")
WORDS = ("text", "kind", "speaker", "speaker_kind", "role", "act", "reported_by", "rule")
PASSAGES = ("spans", "cue", "speaker_mention")

Topics = tuple[tuple[str, float], ...]


class Kept(NamedTuple):
    """An article with its quotes and topics, as read from a part.

    Attributes:
        record: its number in its source, from 1.
    """

    article: Article
    topics: Topics
    record: int


class WrittenPart(NamedTuple):
    """The size in bytes and the SHA-256 of a file."""

    bytes: int
    digest: str


def part_name(partition: str) -> str:
    """The path of a partition's part, relative to the folder of the run."""
    return f"{FOLDER}/{partition}.parquet"


def columns() -> pyarrow.Schema:
    """The columns of a part."""
    import pyarrow as pa

    passages = pa.list_(pa.list_(pa.int32()))
    quote = [(name, pa.string()) for name in WORDS] + [(name, passages) for name in PASSAGES]
    quote += [(name, pa.list_(pa.string())) for name in ("speakers", "speaker_kinds")]
    topic = [("term", pa.string()), ("score", pa.float64())]
    return pa.schema(
        [(name, pa.string()) for name in FIELDS]
        + [
            ("length", pa.int64()),
            ("notes", pa.list_(pa.string())),
            ("record", pa.int64()),
            ("quotes", pa.list_(pa.struct([*quote, ("confidence", pa.float64())]))),
            ("topics", pa.list_(pa.struct(topic))),
        ]
    )


def write(file: Path, kept: Iterable[Kept], *, partition: str, recipe: Recipe) -> WrittenPart:
    """Write a part, all or nothing.

    Raises:
        OSError: the disk is full or permission is missing; nothing is left over.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    about = json.dumps({"partition": partition, **recipe.to_dict()})
    schema = columns().with_metadata({KEY: about})
    content = io.BytesIO()
    rows = [_whole(_row(item)) for item in kept]
    pq.write_table(pa.Table.from_pylist(rows, schema), content, compression="zstd")
    data = content.getvalue()
    replace_file(file, data)
    return WrittenPart(len(data), hashlib.sha256(data).hexdigest())


def replace_file(file: Path, data: bytes) -> None:
    """Write a file under another name and rename it, so that no reader sees half of it."""
    temporary = file.with_name(f".{file.name}.{uuid.uuid4().hex[:8]}")
    try:
        with temporary.open("wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def written(file: Path) -> WrittenPart | None:
    """The size and digest of a part's file, or None if there is no file."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    return WrittenPart(len(data), hashlib.sha256(data).hexdigest())


def recipe_in(file: Path) -> Recipe:
    """The recipe by which a part was made.

    Raises:
        ClusterError: the file is not a part, or has another schema.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_schema(file).metadata or {}
        return recipe_of(json.loads(metadata[KEY]), file)
    except (OSError, pa.ArrowException) as error:
        problem = f"{file}: cannot be read as Parquet ({_first_line(error)})"
        raise ClusterError(f"{problem}; run the same `quotes load-many` again to replace it") from error
    except (KeyError, ValueError) as error:
        raise ClusterError(f"{file}: not a part that `quotes load-many` made; give its folder or its parts") from error


def read(file: Path) -> Iterator[Kept]:
    """The articles of a part, in their order.

    Raises:
        ClusterError: the file is not a part, is damaged, or has another schema.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    recipe_in(file)
    try:
        with pq.ParquetFile(file) as parquet:
            for batch in parquet.iter_batches(batch_size=64):
                yield from map(_kept, batch.to_pylist())
    except (OSError, pa.ArrowException, ValueError) as error:
        problem = f"{file}: is damaged ({_first_line(error)})"
        raise ClusterError(f"{problem}; run the same `quotes load-many` again to replace it") from error


def _row(kept: Kept) -> dict[str, Any]:
    row = {name: getattr(kept.article, name) for name in FIELDS}
    row |= {"length": kept.article.length, "notes": list(kept.article.notes)}
    row |= {"record": kept.record, "quotes": [quote.model_dump() for quote in kept.article.quotes]}
    return row | {"topics": [{"term": term, "score": score} for term, score in kept.topics]}


def _whole(value: Any) -> Any:
    """The value with U+FFFD in place of surrogates."""
    if isinstance(value, str):
        return HALVES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    return [_whole(part) for part in value] if isinstance(value, list) else value


def _kept(row: dict[str, Any]) -> Kept:
    topics = tuple((topic["term"], topic["score"]) for topic in row.pop("topics"))
    record = row.pop("record")
    return Kept(Article.model_validate(row), topics, record)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
