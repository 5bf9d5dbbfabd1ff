"""Give the rows of a table in one order from page to page, so that none is left out and none comes twice.

Of rows that are equal in what a table is sorted by, Datasette gives the first page as the database finds them and the
next pages by their keys; so where a page ended among equal rows, such as those of one day, some were lost.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import Any

#: Whether the page of a table is made.
of_table: ContextVar[bool] = ContextVar("of_table", default=False)
#: The query of Datasette for the first page of a table that is sorted by a column.
FIRST = re.compile(r"select .+? from (?P<table>\S+) (where .+ )?order by \S+( desc)?(?P<limit> limit \d+)", re.DOTALL)
_WRAPPED = "_quotes_in_order"


def settle() -> None:
    """Let Datasette say when it makes the page of a table; it has no hook for that."""
    from datasette.views.table import TableView

    own = TableView._data_traced
    if hasattr(own, _WRAPPED):
        return

    async def wrapped(self: Any, *given: Any, **named: Any) -> Any:
        token = of_table.set(True)
        try:
            return await own(self, *given, **named)
        finally:
            of_table.reset(token)

    setattr(wrapped, _WRAPPED, True)
    TableView._data_traced = wrapped


async def settled(database: Any, sql: str) -> str:
    """The query with the keys of the table as its last order, if it is one for a first page of a table."""
    found = FIRST.fullmatch(sql) if of_table.get() else None
    table = found and found["table"].strip("[]")
    if not found or table not in await database.table_names():
        return sql
    keys = await database.primary_keys(table) or ["rowid"]
    return f"{sql[: found.start('limit')]}, {', '.join(f'[{key}]' for key in keys)}{found['limit']}"
