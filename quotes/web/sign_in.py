"""Sign in with the address that `quotes serve --root` prints: once, for a day, and with a cookie no script can read."""

from __future__ import annotations

import secrets
import time
from typing import Any

SECONDS = 24 * 60 * 60
#: This replaces Datasette's page, whose cookie lasts for ever and can be read by scripts.
ROUTE = r"^/-/auth-token$"
#: What somebody who is not signed in is told, with what they wanted to do.
FIRST = """Sign in to {0}. Whoever runs this server can: “quotes serve DB --root” prints an address to sign in with,
which works once. Everybody else has to ask them."""


def first(what: str) -> str:
    """The sentences for somebody who would have to sign in for something."""
    return " ".join(FIRST.format(what).split())


async def show(datasette: Any, request: Any) -> Any:
    """Sign in whoever has the token, and redirect them to the first page."""
    from datasette.utils.asgi import Forbidden, Response
    from datasette.utils.baseconv import base62

    expected, given = datasette._root_token, request.args.get("token") or ""
    if not expected:
        raise Forbidden("This address has been used to sign in; start the server again for a new one.")
    if not secrets.compare_digest(given.encode(), expected.encode()):
        raise Forbidden("This is not the address to sign in with.")
    datasette._root_token = None
    until = {"a": {"id": "root"}, "e": base62.encode(int(time.time()) + SECONDS)}
    response = Response.redirect(datasette.urls.instance())
    secure = request.scheme == "https"
    cookie = datasette.sign(until, "actor")
    response.set_cookie("ds_actor", cookie, max_age=SECONDS, httponly=True, secure=secure, samesite="lax")
    return response
