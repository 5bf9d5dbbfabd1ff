"""Stream all rows of a list as CSV or JSON Lines, some at a time, so that it begins at once and memory stays small."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple

from quotes.models import Record
from quotes.store.search import Batch
from quotes.store.spreadsheet import MARK, cells
from quotes.web import site

STREAMS = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson; charset=utf-8"}
#: Rows that are looked up at once: few at first, so that the answer begins at once, then twice as many each time.
FIRST, BATCH = 50, 1000


class Written(NamedTuple):
    """How rows become text: the beginning of the text, and a function for some more rows."""

    form: str
    head: str
    lines: Callable[[list[Any]], str]


def records(row: type[Record], form: str, link: Callable[[Any], str]) -> Written:
    """Write records as CSV, with a header and the address of each, or as JSON Lines.

    The CSV begins with a byte order mark, by which Excel recognises UTF-8.
    """
    if form == "csv":
        head = MARK + _table([[*_columns(row), "link"]])
        return Written(form, head, lambda items: _table([[*_values(item), link(item)] for item in items]))
    return Written(form, "", lambda items: "".join(item.model_dump_json() + "\n" for item in items))


def table(columns: list[str], *, head: bool = True) -> Written:
    """Write rows of values as CSV; unless `head` is false, a mark for Excel and the column names come first."""
    return Written("csv", MARK + _table([columns]) if head else "", _table)


async def stream(
    datasette: Any, request: Any, rows: Callable[..., Batch], written: Written, headers: dict[str, str]
) -> Any:
    """A response with all rows, which ends early if the client goes away.

    Raises:
        ApiError: the first rows cannot be looked up.
    """
    from datasette.utils.asgi import AsgiStream

    first = await site.read(datasette, partial(rows, size=FIRST, place=None))

    async def write(writer: Any) -> None:
        gone = asyncio.ensure_future(_gone(request))
        try:
            batch, size = first, FIRST
            await writer.write(written.head + written.lines(batch.items))
            while batch.place is not None and not gone.done():
                size = min(2 * size, BATCH)
                batch = await site.read(datasette, partial(rows, size=size, place=batch.place))
                if batch.items:
                    await writer.write(written.lines(batch.items))
        finally:
            gone.cancel()

    async def nothing(writer: Any) -> None:
        """The answer to HEAD."""

    sent = nothing if request.method == "HEAD" else write
    return AsgiStream(sent, headers=headers, content_type=STREAMS[written.form])


def _values(item: Record) -> list[Any]:
    """The values of a record; if a field has several people, their names."""
    values = (getattr(item, name) for name in _columns(type(item)))
    return ["; ".join(one.name for one in value) if isinstance(value, tuple) else value for value in values]


def _columns(row: type[Record]) -> list[str]:
    return [name for name, field in row.model_fields.items() if not field.exclude]


def _table(rows: Iterable[Iterable[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(map(cells, rows))
    return out.getvalue()


async def _gone(request: Any) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
