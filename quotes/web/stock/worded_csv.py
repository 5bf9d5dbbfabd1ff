"""Datasette's CSV of quotations: with the wording of our pages, whose paraphrase it is, and the address of each row."""

from __future__ import annotations

from functools import partial
from typing import Any

from quotes.store.said import said
from quotes.web import canned, links, site
from quotes.web.stock.whole_csv import whole

#: The addresses of the tables and views with a row for each quotation.
ROUTE = rf"^/(?P<database>{links.DATABASE})/(?P<table>said|quotes|spoken)\.(?P<format>csv)$"


async def as_csv(datasette: Any, request: Any) -> Any:
    """Answer as Datasette does, with more columns; without ids, as some addresses ask for, there are only its own."""

    async def add(found: Any) -> None:
        if isinstance(found, tuple) and "id" in found[0].get("columns", ()):
            await _add(datasette, request, found[0])

    return await whole(datasette, add).dispatch_request(request)


async def _add(datasette: Any, request: Any, data: dict[str, Any]) -> None:
    """Add the columns to a page of rows."""
    at = data["columns"].index("id")
    rows = [list(row) for row in data["rows"]]
    quotes = {quote.id: quote for quote in await site.read(datasette, partial(said, ids=[row[at] for row in rows]))}
    for row in rows:
        quote = quotes.get(row[at])
        row += [getattr(quote, name, None) for name in canned.WORDED]
        row.append(datasette.absolute_url(request, links.quotation(datasette, row[at])))
    data |= {"rows": rows, "columns": [*data["columns"], *canned.WORDED, "link"]}
