"""Send headers with every page that allow nothing from other hosts, no inline code and no guessing of types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quotes.web import site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: For a page that any site may show in a frame: it has no script and no form, so clicks cannot be hijacked.
FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none';"
    " frame-ancestors http: https: file:"
)
ALWAYS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"strict-origin-when-cross-origin")]
HTML = [(b"content-security-policy", POLICY.encode()), (b"x-frame-options", b"DENY")]


def wrap(datasette: Any, app: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an application to add these headers if a database of ours is served."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = message | {"headers": _with(list(message.get("headers") or []))}
            await send(message)

        await app(scope, receive, sending if site.has_quotes(datasette) else send)

    return wrapped


def _with(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = {name.lower(): value for name, value in headers}
    html = given.get(b"content-type", b"").startswith(b"text/html")
    framed = given.get(b"content-security-policy") == FRAMED.encode()
    wanted = ALWAYS + (HTML if html and not framed else [])
    return headers + [(name, value) for name, value in wanted if name not in given]
