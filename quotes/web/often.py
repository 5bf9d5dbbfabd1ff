"""How often somebody who is not signed in may send something: so many times in so many seconds from one address."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any

REMEMBERED = 10_000  # addresses


def too_often(datasette: Any, what: str, request: Any, *, most: int, seconds: float) -> bool:
    """Whether whoever asks has sent this as often as may be; if not, this is one time more."""
    known: dict[str, OrderedDict[str, list[float]]] = datasette.__dict__.setdefault("_quotes_sent", {})
    seen, who, now = known.setdefault(what, OrderedDict()), client(request), time.monotonic()
    times = [one for one in seen.pop(who, []) if now - one < seconds]
    allowed = len(times) < most
    seen[who] = [*times, now] if allowed else times
    while len(seen) > REMEMBERED:
        seen.popitem(last=False)
    return not allowed


def client(request: Any) -> str:
    """The address that a request comes from; of IPv6 the part that a household or a company has."""
    address = str((request.scope.get("client") or ("?",))[0])
    return ":".join(address.split(":")[:4]) if address.count(":") > 3 else address
