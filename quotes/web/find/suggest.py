"""`/-/quotes/suggest`: names for what is being typed, with how often they are quoted, for the script of the box."""

from __future__ import annotations

from functools import partial
from typing import Any

from quotes.web import links, site
from quotes.web.find.people import beginning

PATH = f"{links.ROOT}/suggest"
LONGEST = 100


async def show(datasette: Any, request: Any) -> Any:
    """Answer with a list of `id`, `name`, `kind` and `quotes`."""
    from datasette.utils.asgi import Response

    await site.allow(datasette, request)
    typed = (request.args.get("words") or "")[:LONGEST].replace("\0", " ")
    found = await site.read(datasette, partial(beginning, typed=typed))
    return Response.json(found, headers={"cache-control": "private, max-age=60"})
