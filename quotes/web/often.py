"""Bound how often somebody who is not signed in may send something: at most N times in a while from one address."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any

REMEMBERED = 10_000  # addresses


def too_often(datasette: Any, what: str, request: Any, *, most: int, seconds: float) -> bool:
    """Has the client sent this as often as allowed? If not, count this time."""
    known: dict[str, OrderedDict[str, list[float]]] = datasette.__dict__.setdefault("_quotes_sent", {})
    seen, who, now = known.setdefault(what, OrderedDict()), client(request), time.monotonic()
    times = [one for one in seen.pop(who, []) if now - one < seconds]
    allowed = len(times) < most
    seen[who] = [*times, now] if allowed else times
    while len(seen) > REMEMBERED:
        seen.popitem(last=False)
    return not allowed


def client(request: Any) -> str:
    """The address that a request comes from; for IPv6, only the part of a household or a company."""
    address = str((request.scope.get("client") or ("?",))[0])
    return ":".join(address.split(":")[:4]) if address.count(":") > 3 else address
