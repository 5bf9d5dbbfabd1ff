"""Answer requests that cannot be served. Datasette's own pages take many of them for errors of the server.

They would also print a traceback with all variables for every address that is not there.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
import traceback
from collections.abc import Awaitable, Callable
from http.cookies import CookieError
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from quotes.web import links, refused

Responder = Callable[[], Awaitable[Any]]
PACKAGE = str(Path(__file__).parents[2])
#: The modules that run Datasette's pages themselves.
CALL_THEM = {str(Path(__file__).with_name(name)) for name in ("whole_csv.py", "worded_csv.py", "in_order.py")}
CHECK_OF_TOKENS = "asgi_csrf"  # the package that reads forms and compares their tokens, and fails on some
#: What Datasette says, and what it means to the client.
MEANT = {
    "execute-sql": "You may not write SQL here; the page of the data has questions that you may ask.",
    "404": "There is no page {path} here.",
    "Database not found": "There is no page {path} here.",
    "Table not found": "There is no table, view or query at {path}; the page of the data lists them.",
    "Record not found": "There is no row at {path}; it may have been removed when its article was loaded again.",
}
LONGEST_SHOWN = 200  # characters of an address
SLOW, LESS = "That takes too long", "ask for fewer rows, a shorter time or rarer words"
BUSY = ("locked", "disk I/O", "unable to open", "readonly", "full")


class TooMuchError(Exception):
    """Raised if a request sends more than allowed."""


def answer(datasette: Any, request: Any, exception: Exception) -> Responder | None:
    """The page, JSON or text that says what is wrong with a request; None if the server itself failed."""
    status, message, title = _judged(datasette, request, exception)
    if status >= 500 and status != 503:
        return None

    async def answered() -> Any:
        from datasette.utils.asgi import Response

        context = {"status": status, "title": title, "error": message, "ok": False}
        if request.path.endswith(".json"):
            return Response.json(context | getattr(exception, "error_dict", {}), status=status)
        if request.path.endswith(".csv"):
            return Response.text(message, status=status)
        query = await refused.page(datasette, request) if refused.is_refusal(_cause(exception)) else None
        templates = ["query.html"] if query else [f"{status}.html", "error.html"]
        html = await datasette.render_template(templates, context | (query or {}), request=request)
        return Response.html(html, status=status)

    return answered


def refusal(datasette: Any, request: Any, message: str) -> Responder | None:
    """The same for something that the client may not see."""
    from datasette.utils.asgi import Forbidden

    return answer(datasette, request, Forbidden(message))


def answerable(app: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an application to refuse what would break it before any page: forms with files, bad hosts, cookies, forms.

    The one form that takes files checks its token itself, because the usual check fails on files. Unreadable hosts,
    cookies, forms and tokens are refused.
    """

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        given = dict(scope.get("headers") or []) if scope["type"] == "http" else {}
        multipart = given.get(b"content-type", b"").lower().startswith(b"multipart/")
        if multipart and not scope["path"].endswith(links.ADD):
            await refuse(send, "There is no form here that takes files.", 403)
            return
        if not _is_host(given.get(b"host", b"")):
            await refuse(send, "The Host of this request is not valid.", 400)
            return
        begun = False

        async def sending(message: Any) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receive, sending)
        except CookieError:
            if begun:
                raise
            await refuse(send, "The cookies of this request cannot be read.", 400)
        except (TypeError, UnicodeDecodeError, AssertionError) as error:
            if begun or CHECK_OF_TOKENS not in traceback.extract_tb(error.__traceback__)[-1].filename:
                raise
            if isinstance(error, TypeError):
                await refuse(send, "The token of this form is wrong; load its page again.", 403)
            elif isinstance(error, UnicodeDecodeError):
                await refuse(send, "This form is not in UTF-8.", 400)
            # Otherwise the client has gone before the end of its form.

    return wrapped


def _is_host(given: bytes) -> bool:
    """Can an address be made with this host, as in a feed?"""
    try:
        urlsplit(f"//{given.decode('latin-1')}/")
    except ValueError:
        return False
    return True


async def refuse(send: Any, why: str, status: int) -> None:
    """Answer with a line of text."""
    from datasette.utils.asgi import Response

    await Response.text(why, status=status).asgi_send(send)


def _judged(datasette: Any, request: Any, exception: Exception) -> tuple[int, str, str | None]:
    """Status, message and title of a failure; the status is 4xx if no server could answer the request."""
    from datasette.utils.asgi import Base400
    from datasette.views.base import DatasetteError

    message = str(exception)
    if isinstance(exception, TooMuchError):
        return 413, message, None
    if isinstance(exception, MemoryError):
        status = 400 if request.args.get("sql") else 503
        return status, "This takes more memory than queries may use here at once; ask for less, or try again.", None
    if isinstance(exception, Base400):
        return exception.status, MEANT.get(message, message).replace("{path}", request.path[:LONGEST_SHOWN]), None
    if refused.took_too_long(_cause(exception)):
        seconds = datasette.setting("sql_time_limit_ms") / 1000
        return 400, f"This takes longer than {seconds:g} seconds, the most that a query may take here; {LESS}.", SLOW
    if isinstance(exception, DatasetteError):
        status = 400 if exception.status >= 500 else exception.status  # 'cannot sort by x' is not a fault of the server
        return status, str(exception.message), exception.title
    if isinstance(exception, sqlite3.Error):
        busy = any(word in message for word in BUSY)
        return (503 if busy else 400), f"The database says: {message}.", None
    if isinstance(exception, OverflowError | UnicodeError) or _is_of_stock_page(exception):
        logging.getLogger(__name__).warning("%s: %r", type(exception).__name__, message[:200])
        return 400, "This address or form cannot be answered; a parameter of it is wrong.", None
    return 500, message, None


def _cause(exception: Exception) -> Any:
    """The exception that Datasette met before it made its own error of it."""
    from datasette.views.base import DatasetteError

    return exception.__context__ if isinstance(exception, DatasetteError) else exception


def _is_of_stock_page(exception: Exception) -> bool:
    """Did one of Datasette's pages fail on its input, without any code of this package but what calls it?"""
    if isinstance(exception, OSError):
        return exception.errno == errno.ENAMETOOLONG
    if not isinstance(exception, ValueError | TypeError | AttributeError | LookupError | AssertionError):
        return False
    files = {frame.filename for frame in traceback.extract_tb(exception.__traceback__)}
    return not any(file.startswith(PACKAGE) for file in files - CALL_THEM)
