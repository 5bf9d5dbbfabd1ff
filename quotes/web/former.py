"""Redirect old addresses: a request for a speaker who became another one is redirected permanently.

This holds for all of our pages, the API, feeds and exports, and for Datasette's pages of tables that name speakers.
Browsers must not keep the redirect, because undoing a merge brings the old address back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from quotes.people import former
from quotes.web import links, site

App = Callable[..., Any]

ID = r"(?P<id>[0-9]{1,18})"
PATH = re.compile(rf"^(?:{links.ROOT}(?:/api/v1|/embed)?|/{links.DATABASE})/speakers/{ID}(?=[/.]|$)")
#: A query that once had the name of a table, so that the table could not be reached.
RENAMED = re.compile(rf"^/{links.DATABASE}/speakers(?P<form>\.json|\.csv)?$")
OURS = re.compile(rf"^{links.ROOT}(?=[/?]|$)")
#: Tables that name present speakers, by the column; `corrections` names the speakers of its time.
TABLES = {
    "speaker": "quotes names aliases blocks roles outlets offices fixed speaker_counts speaker_months spoken"
    " joint_speakers genders",
    "by": "spoken",
    "speaker_id": "said",
}
STOCK = re.compile(rf"^/{links.DATABASE}/(?P<table>{'|'.join(' '.join(TABLES.values()).split())})(?=[/.]|$)")


def forwarding(datasette: Any, app: App) -> App:
    """Wrap an application so that it redirects a request for a speaker who is another one now."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and _asked(datasette, scope)
        to = asked and await _forwarded(datasette, *asked)
        if not to or not await _may_see(datasette, scope, receive):
            await app(scope, receive, send)
            return
        await _redirect(datasette, to).asgi_send(send)

    return wrapped


def _asked(datasette: Any, scope: Any) -> tuple[str, str] | None:
    """The path and query of a request that names speakers by id; None for all others."""
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    base = datasette.setting("base_url")
    path = "/" + path[len(base) :] if base != "/" and path.startswith(base) else path
    query = scope.get("query_string", b"").decode("latin-1")
    return (path, query) if _ids(path, query) or _renamed(path, query) else None


def _renamed(path: str, query: str) -> str | None:
    """The present address of the query for speakers of a name."""
    match = RENAMED.match(path)
    asked = match and re.search(r"(?:^|&)name=", query)
    return f"/{links.DATABASE}/speakers_named{match['form'] or ''}?{query}" if match and asked else None


def _ids(path: str, query: str) -> set[int]:
    found = [PATH.search(path), *_parameters(path).finditer(query)]
    return {int(match["id"]) for match in found if match}


def _parameters(path: str) -> re.Pattern[str]:
    """A pattern for what names a speaker in the query of this path."""
    names = "speaker|person" if OURS.search(path) else "(?!)"
    if table := STOCK.search(path):
        names = "|".join(column for column, tables in TABLES.items() if table["table"] in tables.split())
    return re.compile(rf"(?:^|(?<=&))(?:{names})(?:__exact)?={ID}(?=&|$)")


async def _forwarded(datasette: Any, path: str, query: str) -> str | None:
    """The path and query with present ids; None if nothing changes."""
    if not site.has_quotes(datasette):
        return None
    if renamed := _renamed(path, query):
        return renamed
    now = await site.read(datasette, partial(former.survivors, ids=_ids(path, query)))

    def today(match: re.Match[str]) -> str:
        start, end = (place - match.start() for place in match.span("id"))
        return f"{match[0][:start]}{now.get(int(match['id']), match['id'])}{match[0][end:]}"

    found = PATH.sub(today, path), _parameters(path).sub(today, query)
    return "?".join(part for part in found if part) if now else None


async def _may_see(datasette: Any, scope: Any, receive: Any) -> bool:
    """May the client see the database? Datasette finds out only later who it is."""
    from datasette.plugins import pm
    from datasette.utils import await_me_maybe
    from datasette.utils.asgi import Forbidden, Request

    request, actor = Request(scope, receive), scope.get("actor")
    for found in pm.hook.actor_from_request(datasette=datasette, request=request):
        if known := await await_me_maybe(found):
            actor = known
            break
    try:
        await datasette.ensure_permissions(actor, [("view-database", links.DATABASE), "view-instance"])
    except Forbidden:
        return False
    return True


def _redirect(datasette: Any, to: str) -> Any:
    from datasette.utils import add_cors_headers
    from datasette.utils.asgi import Response

    headers = {"location": str(datasette.urls.path(to)), "cache-control": "private, no-cache"}
    if datasette.cors:
        add_cors_headers(headers)
    return Response("", status=308, headers=headers)
