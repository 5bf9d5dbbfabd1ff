"""All rows of a list as CSV or JSON Lines: some at a time, so that it begins at once and memory stays small."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable
from functools import partial
from typing import Any

from quotes.models import Record
from quotes.web import site
from quotes.web.queries.paging import Batch

STREAMS = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson; charset=utf-8"}
FIRST, BATCH = 50, 1000  # rows that are looked up at once: few at first, so that the answer begins at once


async def stream(
    datasette: Any, request: Any, rows: Callable[..., Batch], row: type[Record], form: str, headers: dict[str, str]
) -> Any:
    """A response of all rows, which ends early where the client goes away.

    Raises:
        ApiError: the first rows cannot be looked up.
    """
    from datasette.utils.asgi import AsgiStream

    first = await site.read(datasette, partial(rows, size=FIRST, place=None))

    async def write(writer: Any) -> None:
        gone = asyncio.ensure_future(_gone(request))
        try:
            batch = first
            await writer.write(_head(row, form) + _lines(batch.items, form))
            while batch.place is not None and not gone.done():
                batch = await site.read(datasette, partial(rows, size=BATCH, place=batch.place))
                if batch.items:
                    await writer.write(_lines(batch.items, form))
        finally:
            gone.cancel()

    async def nothing(writer: Any) -> None:
        """What HEAD gets."""

    return AsgiStream(nothing if request.method == "HEAD" else write, headers=headers, content_type=STREAMS[form])


def _head(row: type[Record], form: str) -> str:
    return _table([list(row.model_fields)]) if form == "csv" else ""


def _lines(items: list[Any], form: str) -> str:
    if form == "csv":
        return _table([[value for _, value in item] for item in items])
    return "".join(item.model_dump_json() + "\n" for item in items)


def _table(rows: list[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


async def _gone(request: Any) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
