"""What whoever asks may see of who corrected what, and why: reviewers do, others not, whatever they ask in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

#: Tables of what people wrote who correct and report.
HIDDEN = ("corrections", "reports")
#: Whether who is answered just now may review. Datasette asks for their permission before it answers anything, and on
#: some pages also what nobody in particular may; so it begins as False with each request.
reviews: ContextVar[bool] = ContextVar("reviews", default=False)
#: Where the files of databases lie, and the like, is for those who run the server.
STOCK = r"^/-/(databases|threads)(\.json)?$"


def anew(app: Callable[..., Any]) -> Callable[..., Any]:
    """The same application; each request begins as nobody's."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        reviews.set(False)
        await app(scope, receive, send)

    return wrapped


def hide(conn: sqlite3.Connection, hidden: bool) -> None:
    """Let a connection read these tables, or not. Statements that it keeps ready are judged anew."""
    if getattr(conn, "hides", None) is not hidden:
        conn.set_authorizer(_judge if hidden else None)
        conn.hides = hidden  # type: ignore[attr-defined]


def _judge(action: int, first: str | None, *_: Any) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_READ and first in HIDDEN else sqlite3.SQLITE_OK


async def about_server(datasette: Any, request: Any) -> Any:
    """Databases without their files and threads, for everybody; Datasette's own has where they lie."""
    from datasette.utils.asgi import Forbidden, Response

    await datasette.ensure_permissions(request.actor, ["view-instance"])
    if "databases" not in request.path:
        raise Forbidden("That is for those who run this server.")
    shown = ("name", "route", "size", "is_mutable", "is_memory")
    known = [{name: one[name] for name in shown} for one in datasette._connected_databases()]
    return Response.json(known)
