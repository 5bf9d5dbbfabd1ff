"""Read Parquet by row groups, and only the columns that are needed. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.decode import Stream
from quotes.read.fields import NAMES, Fields, column, missing_column
from quotes.read.formats.extras import missing
from quotes.read.formats.row import to_article

ROWS = 64
BUFFER = 1024 * 1024


def read_parquet(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """Yield one article for each row. A damaged row group is reported, and the others are read."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        yield missing(name, "Parquet", "parquet")
        return
    if not stream.seekable:
        yield SourceError(
            name, "Parquet is only read from a file that is not gzipped", "save it, unpack it and give its path"
        )
        return
    try:
        file = parquet.ParquetFile(stream.raw, buffer_size=BUFFER, pre_buffer=False)
        columns = list(file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield SourceError(name, f"not valid Parquet: {_brief(error)}", "write it again")
        return
    if problem := missing_column(columns, name, fields):
        yield problem
        return
    wanted = list(dict.fromkeys(found for field in NAMES for found in column(field, fields, columns)))
    before = 0
    for group in range(file.num_row_groups):
        try:
            for number, row in enumerate(_rows(file, group, wanted), before + 1):
                yield to_article(row, fields, f"{name}, row {number}", checked=False)
        except (pa.ArrowException, OSError, ValueError) as error:
            where = f"{name}, row group {group + 1} of {file.num_row_groups}"
            yield SourceError(where, f"cannot be read to its end: {_brief(error)}", "write the file again")
        before += file.metadata.row_group(group).num_rows


def _brief(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


def _rows(file: Any, group: int, wanted: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of one row group as plain values."""
    for batch in file.iter_batches(batch_size=ROWS, row_groups=[group], columns=wanted, use_threads=False):
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        for index in range(batch.num_rows):
            yield {name: _value(columns[name][index]) for name in wanted}


def _value(scalar: Any) -> Any:
    """A value as a field may have it, or None. Bytes are decoded, each invalid one to half a surrogate pair."""
    import pyarrow as pa

    if pa.types.is_dictionary(scalar.type):
        scalar = scalar.value
    if isinstance(scalar, pa.BinaryScalar):
        buffer = scalar.as_buffer()
        return buffer.to_pybytes().decode("utf-8", "surrogateescape") if buffer is not None else None
    if pa.types.is_timestamp(scalar.type):
        scalar = scalar.cast(pa.timestamp("us", scalar.type.tz), safe=False)
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        return None
