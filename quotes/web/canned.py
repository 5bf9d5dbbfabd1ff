"""The canned queries: give as many rows as are asked for, say whether there are more, and give all of them as CSV."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from quotes.models import Said
from quotes.store.said import said
from quotes.store.search import Batch
from quotes.web import api, links, site
from quotes.web.api.streams import stream, table
from quotes.web.file_names import plain_name
from quotes.web.links import DATABASE

#: How a query of `metadata.json` says how many rows are wanted.
LIMIT = "coalesce(nullif(:limit, ''), 100)"
SHOWN, MOST, ALL = 100, 1000, -1
#: What the CSV of quotations has besides the columns of its query: the wording of pages, and the address of each.
WORDED = ("wording", "paraphrase")
#: Seconds that finding all rows of a query may take.
PATIENCE = 30


class BoundQuery(NamedTuple):
    """A query and its parameters."""

    sql: str
    values: dict[str, Any]


def routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The CSV addresses of the canned queries that can give all of their rows."""
    queries = datasette.metadata("queries", database=DATABASE) or {}
    names = [name for name, query in queries.items() if isinstance(query, dict) and LIMIT in query["sql"]]
    return [(rf"^/{DATABASE}/(?P<query>{re.escape(name)})\.csv$", as_csv) for name in names]


def wanted(values: Mapping[str, Any]) -> int:
    """How many rows a query is asked for.

    Args:
        values: the parameters of the query.

    Raises:
        sqlite3.DataError: `limit` is not a number from 1 to MOST.
    """
    given = values.get("limit")
    if given is None or given == "":
        return SHOWN
    if not re.fullmatch("0*[1-9][0-9]{0,3}", str(given)) or int(given) > MOST:
        raise sqlite3.DataError(f"limit is '{str(given)[:60]}': give a number from 1 to {MOST:,}; the CSV has all rows")
    return int(given)


async def as_csv(datasette: Any, request: Any) -> Any:
    """Answer with all rows of a canned query, or as many as `limit` says."""
    name = request.url_vars["query"]
    await datasette.ensure_permissions(
        request.actor, [("view-query", (DATABASE, name)), ("view-database", DATABASE), "view-instance"]
    )
    query = await datasette.get_canned_query(DATABASE, name, request.actor)
    values = {param: request.args.get(param) or "" for param in query["params"]} | {"limit": _limit(request)}
    asked = BoundQuery(query["sql"], values)
    columns = await site.read(datasette, partial(_columns, asked=asked))
    of_quotations = "id" in columns and set(columns) <= Said.model_fields.keys()
    rows = partial(_rows, asked=asked)
    if of_quotations:
        rows = partial(_quotations, asked=asked, columns=[*columns, *WORDED], link=partial(_link, datasette, request))
        columns = [*columns, *WORDED, "link"]
    headers = api.with_cors(datasette, api.HEADERS)
    if request.args.get("_dl"):
        given = ((one, request.args.get(one)) for one in [*query["params"], "limit"] if request.args.get(one))
        told = plain_name([name, *(part for one in dict(given).items() for part in one)])
        headers["content-disposition"] = f'attachment; filename="{told}.csv"'
    return await stream(datasette, request, rows, table(columns, head=request.args.get("_header") != "off"), headers)


def _link(datasette: Any, request: Any, quote: int) -> str:
    return str(datasette.absolute_url(request, links.quotation(datasette, quote)))


def _limit(request: Any) -> int:
    from datasette.utils.asgi import BadRequest

    given = request.args.get("limit") or ""
    if given and not re.fullmatch("[0-9]{1,9}", given):
        raise BadRequest(f"limit is '{given[:60]}': give a number, or leave it out for all rows")
    return int(given or ALL)


def _columns(db: sqlite3.Connection, asked: BoundQuery) -> list[str]:
    return [column[0] for column in db.execute(asked.sql, asked.values | {"limit": 0}).description]


def _rows(db: sqlite3.Connection, asked: BoundQuery, size: int, place: None) -> Batch:
    """Yield all rows at once, because speakers and terms make short rows."""
    with _patience(db):
        return Batch(db.execute(asked.sql, asked.values).fetchall(), None)


def _quotations(
    db: sqlite3.Connection, asked: BoundQuery, columns: list[str], link: Callable[[int], str], size: int, place: Any
) -> Batch:
    """Yield rows in batches. All ids are found first, so that rows loaded meanwhile do not shift any."""
    ids, start = place or (_ids(db, asked), 0)
    end = start + size
    found = said(db, ids[start:end].tolist())
    items = [[*(getattr(one, column) for column in columns), link(one.id)] for one in found]
    return Batch(items, (ids, end) if end < len(ids) else None)


def _ids(db: sqlite3.Connection, asked: BoundQuery) -> array[int]:
    with _patience(db):
        return array("q", (row[0] for row in db.execute(f"select id from ({asked.sql})", asked.values)))


@contextmanager
def _patience(db: sqlite3.Connection) -> Iterator[None]:
    from datasette.utils import sqlite_timelimit
    from datasette.utils.asgi import BadRequest

    try:
        with sqlite_timelimit(db, PATIENCE * 1000):
            yield
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        less = "ask for a shorter time or rarer words, or give a limit"
        raise BadRequest(f"To find all rows of this takes longer than {PATIENCE} seconds; {less}") from error
