"""Datasette's CSV of tables, whole or visibly broken off: Datasette would write a failure into it as one more row."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from quotes.web.links import DATABASE

#: The address of the CSV of any table.
ROUTE = rf"^/(?P<database>{DATABASE})/(?P<table>[^/]+)\.(?P<format>csv)$"


class BrokenOff(BaseException):
    """Raised to end an answer in its middle."""


async def as_csv(datasette: Any, request: Any) -> Any:
    """Answer as Datasette does."""
    return await whole(datasette).dispatch_request(request)


async def _nothing(_: Any) -> None:
    """Add nothing."""


def whole(datasette: Any, add: Callable[[Any], Awaitable[None]] = _nothing) -> Any:
    """Datasette's page of a table, whose rows are given until the end, or not as if that was the end.

    Args:
        add: adds columns to some rows.
    """
    from datasette.views.table import TableView

    class Whole(TableView):  # type: ignore[misc]
        async def data(self, request: Any, **given: Any) -> Any:
            try:
                found = await super().data(request, **given)
                await add(found)
                return found
            except Exception as error:
                if "_next" not in given:  # nothing has been sent
                    raise
                raise BrokenOff(str(error)) from error

    return Whole(datasette)


def breaking_off(app: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an application so that an answer that was broken off never ends; the server then cuts the connection."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except BrokenOff as error:
            logging.getLogger(__name__).warning("the CSV of a table was broken off: %s", str(error)[:200])

    return wrapped
