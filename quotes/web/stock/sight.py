"""Show only to reviewers who corrected what and why, whatever anybody asks in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

#: Tables with what correctors and reporters wrote.
HIDDEN = ("corrections", "reports")
PATHS = "pragma_database_list"  # a table in which SQLite tells where files lie
#: Whether the client of the current request may review. Datasette asks for its permission before it answers anything,
#: and on some pages also what an anonymous client may do; so each request begins with False.
reviews: ContextVar[bool] = ContextVar("reviews", default=False)
#: Only those who run the server may see where the files of databases lie, and the like.
STOCK = r"^/-/(databases|threads)(\.json)?$"


def unprivileged(app: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an application so that each request begins without the rights of a reviewer."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        reviews.set(False)
        await app(scope, receive, send)

    return wrapped


def hide(conn: sqlite3.Connection, given: bool, hidden: bool) -> None:
    """Let a connection read everything, or only what somebody may see. Its cached statements are checked again.

    Args:
        given: whether it runs what others wrote, who may not see where the file lies.
        hidden: whether they may not see these tables either.
    """
    judge = (_judge if hidden else _judge_of_reviewer) if given else None
    if getattr(conn, "judge", None) is not judge:
        conn.set_authorizer(judge)
        conn.judge = judge  # type: ignore[attr-defined]


def _judge(action: int, first: str | None, *_: Any) -> int:
    if action == sqlite3.SQLITE_READ and first in HIDDEN:
        return sqlite3.SQLITE_DENY
    return _judge_of_reviewer(action, first)


def _judge_of_reviewer(action: int, first: str | None, *_: Any) -> int:
    """SQLite writes the name of such a table as the first query of a connection does."""
    paths = action == sqlite3.SQLITE_READ and first is not None and first.lower() == PATHS
    return sqlite3.SQLITE_DENY if paths else sqlite3.SQLITE_OK


async def about_server(datasette: Any, request: Any) -> Any:
    """The list of databases without files and threads, for everybody; Datasette's own shows where the files lie."""
    from datasette.utils.asgi import Forbidden, Response

    await datasette.ensure_permissions(request.actor, ["view-instance"])
    if "databases" not in request.path:
        raise Forbidden("Only those who run this server may see that.")
    shown = ("name", "route", "size", "is_mutable", "is_memory")
    known = [{name: one[name] for name in shown} for one in datasette._connected_databases()]
    return Response.json(known)
