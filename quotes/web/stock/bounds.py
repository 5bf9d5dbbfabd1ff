"""Bound how much a request may send, and settle on whose account it acts."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from typing import Any

from quotes.web import links
from quotes.web.stock.failures import TooMuchError, refuse

LONGEST_QUERY = 8_000  # bytes after the '?': an SQL query as long as a page
LONGEST_FORM = 1_000_000  # bytes that are sent with a request
LONGEST_ARTICLE = 12_000_000  # the same if an article may be sent; the page itself reports a smaller bound
ACTOR, TOKEN = "ds_actor", "ds_csrftoken"


def bounded(app: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an application so that it takes at most this many bytes. What it has not taken yet is not read."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if len(scope.get("query_string") or b"") > LONGEST_QUERY:
            await refuse(send, f"This address is longer than {LONGEST_QUERY:,} bytes.", 414)
            return
        length, most = dict(scope["headers"]).get(b"content-length", b"0"), most_of(scope)
        if not length.isdigit() or int(length) > most:
            await refuse(send, _too_much(most), 413)
            return
        size, begun = 0, False

        async def receiving() -> Any:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                raise TooMuchError(_too_much(most))
            return message

        async def sending(message: Any) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, receiving, sending)
        except TooMuchError as error:
            if not begun:
                await refuse(send, str(error), 413)

    return wrapped


TOO_MUCH = "No more than {:,} bytes can be sent here."
TOO_LONG = (
    "No more than {:,} bytes can be sent here, and 10 MB of a text. Go back to find what you wrote; cut it into parts,"
    " or give it to `quotes load`."
)


def _too_much(most: int) -> str:
    return (TOO_LONG if most == LONGEST_ARTICLE else TOO_MUCH).format(most)


def most_of(scope: Any) -> int:
    """How many bytes may be sent to an address: articles are longer than forms."""
    takes_articles = scope["method"] == "POST" and scope["path"].endswith(links.TAKE_ARTICLES)
    return LONGEST_ARTICLE if takes_articles else LONGEST_FORM


def of_one_account(datasette: Any, app: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an application so that a token in the headers and the cookie of a browser never count together.

    A client that sends a token (`Authorization: Bearer`) is who the token says, not who is signed in in the browser,
    because with such a token no form needs its own. And a form's token has to be that of the person signed in: a token
    that was given to somebody else, and planted in their browser, does not count.
    """

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            scope = scope | {"headers": _headers(datasette, list(scope["headers"]))}
        await app(scope, receive, send)

    return wrapped


def _headers(datasette: Any, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = dict(headers)
    if b"cookie" not in given:
        return headers
    rest = [(name, value) for name, value in headers if name != b"cookie"]
    sent = b"; ".join(value for name, value in headers if name == b"cookie")
    cookies = SimpleCookie()
    try:
        cookies.load(sent.decode("latin-1"))
    except CookieError:
        return [*rest, (b"cookie", sent)]  # unreadable cookies are refused where they are needed
    if ACTOR not in cookies:
        return [*rest, (b"cookie", sent)]  # one header, because of several Datasette reads the last
    if b"authorization" in given:
        del cookies[ACTOR]
    else:
        session = sha256(f"a form of {cookies[ACTOR].value}".encode()).hexdigest()
        cookies[TOKEN] = datasette.sign(session, "csrftoken")
    return [*rest, (b"cookie", "; ".join(f"{one.key}={one.coded_value}" for one in cookies.values()).encode("latin-1"))]
