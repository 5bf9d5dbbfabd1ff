"""Bound how often somebody who is not signed in may send something: at most N times in a while from one address."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any

from quotes.web.network import of_request

REMEMBERED = 10_000  # addresses


def too_often(datasette: Any, what: str, request: Any, *, most: int, seconds: float) -> bool:
    """Has the client sent this as often as allowed? If not, count this time."""
    known: dict[str, OrderedDict[str, list[float]]] = datasette.__dict__.setdefault("_quotes_sent", {})
    seen, who, now = known.setdefault(what, OrderedDict()), of_request(request.scope), time.monotonic()
    times = [one for one in seen.pop(who, []) if now - one < seconds]
    allowed = len(times) < most
    seen[who] = [*times, now] if allowed else times
    while len(seen) > REMEMBERED:
        seen.popitem(last=False)
    return not allowed
