"""Show the page of a query again if it is not a SELECT or took too long, so that it can be corrected there."""

from __future__ import annotations

from typing import Any

from quotes.web import links

#: The address at which Datasette answers a query with CSV.
CSV = rf"^/(?P<database>{links.DATABASE})\.(?P<format>csv)$"


def is_refusal(exception: Exception | None) -> bool:
    """Was a query refused, or stopped? Datasette itself reports mistakes in a query, on the same page."""
    from datasette.utils import InvalidSql

    return isinstance(exception, InvalidSql) or took_too_long(exception)


def took_too_long(exception: Exception | None) -> bool:
    """Was a query stopped because its time was up?"""
    from datasette.database import QueryInterrupted

    return isinstance(exception, QueryInterrupted)


async def as_csv(datasette: Any, request: Any) -> Any:
    """Answer with the rows of a query as CSV; Datasette would send an empty file for a query with a mistake."""
    from datasette.views.base import DatasetteError
    from datasette.views.database import DatabaseView

    class Query(DatabaseView):  # type: ignore[misc]
        async def data(self, request: Any, **given: Any) -> Any:
            found = await super().data(request, **given)
            if "columns" not in found[0]:
                raise DatasetteError("This gives the rows of a query; add ?sql= and the query.", status=400)
            if found[0]["error"]:
                raise DatasetteError(found[0]["error"], status=400)
            return found

    return await Query(datasette).dispatch_request(request)


async def page(datasette: Any, request: Any) -> dict[str, Any] | None:
    """What the page of the requested query shows; None if it is not one, or if the client may not write queries."""
    given = request.url_vars
    if given.get("database") != links.DATABASE:
        return None
    if "table" in given:
        query = await datasette.get_canned_query(links.DATABASE, given["table"], request.actor)
        return query and await _shown(request, query["sql"], query, canned=given["table"])
    sql = request.args.get("sql")
    may = await datasette.permission_allowed(request.actor, "execute-sql", links.DATABASE, default=True)
    return await _shown(request, sql, {}) if sql and may else None


async def _shown(request: Any, sql: str, metadata: dict[str, Any], canned: str | None = None) -> dict[str, Any]:
    from datasette.utils import derive_named_parameters

    names = metadata.get("params") or await derive_named_parameters(None, sql)
    return {
        "database": links.DATABASE,
        "metadata": metadata,
        "canned_query": canned,
        "query": {"sql": sql},
        "named_parameter_values": {name: request.args.get(name) or "" for name in names if not name.startswith("_")},
        "editable": canned is None,
        "allow_execute_sql": canned is None,
        "hide_sql": canned is not None,
    }
