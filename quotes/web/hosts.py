"""Answer only requests for the server's own names, so that a site whose name leads here gets nothing.

The name of a site can be made to lead to this machine (DNS rebinding). Its pages could then read what is served here,
as if they came from here. A numeric address cannot be made to lead elsewhere, so all of these are ours.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from quotes.web.stock.failures import refuse

LONGEST_SHOWN = 60
SAFE = ("GET", "HEAD", "OPTIONS")
MCP = "/-/mcp"


def ours(host: str, more: Iterable[str] = ()) -> frozenset[str]:
    """The names of a server that listens at `host`, in lower case: its own, this machine's and the given ones."""
    here = socket.gethostname().lower()
    return frozenset({"localhost", here, f"{here}.local", host.lower(), *(name.lower().rstrip(".") for name in more)})


def only(app: Callable[..., Any], names: frozenset[str]) -> Callable[..., Any]:
    """Wrap an application so that it answers only requests to one of these names or to a numeric address.

    Requests that write, and all requests to MCP, are also refused if a page of another name sends them.
    """

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        given = dict(scope["headers"])
        host, origin = given.get(b"host"), given.get(b"origin")
        if host is not None and not _is_one(_name(host), names):
            shown = host.decode("latin-1")[:LONGEST_SHOWN]
            why = f"Nothing is served here under the name {shown!r}; if it is right, start it with --host-name."
            await refuse(send, why, 421)
        elif origin is not None and _guarded(scope) and not _is_one(_name_of_origin(origin), names):
            await refuse(send, "A page of another site may not send this here.", 403)
        else:
            await app(scope, receive, send)

    return wrapped


def _guarded(scope: Any) -> bool:
    return scope["method"] not in SAFE or scope["path"].rstrip("/").endswith(MCP)


def _name(host: bytes) -> str:
    """The name in a Host header, without its port, in lower case; '' if there is none."""
    try:
        return (urlsplit(f"//{host.decode('latin-1')}/").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _name_of_origin(origin: bytes) -> str:
    scheme, _, rest = origin.partition(b"://")
    return _name(rest) if scheme in (b"http", b"https") else ""


def _is_one(name: str, names: frozenset[str]) -> bool:
    if name in names or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
