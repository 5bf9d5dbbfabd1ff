"""What all of our pages share: navigation, permissions, reading the database, and sending a page."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from quotes.errors import StoreError
from quotes.store import open_read_only
from quotes.web import links
from quotes.web.show import wording

Value = TypeVar("Value")

STATIC = Path(__file__).parent / "static"
REVIEW = f"{links.ROOT}/review"
#: Files that were found to be ours. Any other file may only be locked for a moment, so it is checked again.
KNOWN: set[str] = set()


class Site:
    """What templates find under `site`: the name of the site, its style sheet and script, and what it holds."""

    def __init__(self, datasette: Any) -> None:
        self._datasette = datasette
        self.style = f"{links.static(datasette, 'quotes.css')}?{_version('quotes.css')}"
        self.script = f"{links.static(datasette, 'quotes.js')}?{_version('quotes.js')}"

    @property
    def title(self) -> str:
        """The name of the site in `metadata.json`."""
        return self._datasette.metadata("title") or "Who said what"

    @property
    def ours(self) -> bool:
        """Is a database of ours served? Without one, Datasette's pages stay as they are."""
        return has_quotes(self._datasette)

    def holds(self, database: str) -> bool:
        """Is this database the one with quotations?"""
        return database == links.DATABASE and self.ours


def shared(datasette: Any) -> dict[str, Any]:
    """What every template can use: `site`, `to` (addresses) and `say` (the wording of values)."""
    return {"site": Site(datasette), "to": _addresses(datasette), "say": wording}


async def missing(datasette: Any, request: Any, message: str) -> Any:
    """The page for something that is not there. Raising `NotFound` would print a traceback on the server's terminal."""
    context = {"status": 404, "title": "Nothing here", "error": message}
    return await page(datasette, request, "error.html", context, status=404)


def has_quotes(datasette: Any) -> bool:
    """Did `quotes load` make the database under our name?"""
    served = datasette.databases.get(links.DATABASE)
    return served is not None and served.path is not None and _made_by_us(str(served.path))


async def allow(datasette: Any, request: Any) -> None:
    """Refuse a client who may not see the database.

    Raises:
        datasette.Forbidden: the client may not see it; Datasette raises this for its own pages of the database too.
    """
    from datasette.utils.asgi import NotFound

    if not has_quotes(datasette):
        raise NotFound("There is no database of quotations here.")
    await datasette.ensure_permissions(request.actor, [("view-database", links.DATABASE), "view-instance"])


async def read(datasette: Any, look_up: Callable[[sqlite3.Connection], Value]) -> Value:
    """The result of a look-up function, on a connection and a thread of Datasette's.

    All that it looks up is of one moment, so that the speaker in one row still exists for the next look-up.
    """

    def at_one_moment(conn: sqlite3.Connection) -> Value:
        conn.execute("begin")
        try:
            open_read_only.stand_in(conn)
            return look_up(conn)
        finally:
            conn.rollback()

    found: Value = await datasette.get_database(links.DATABASE).execute_fn(at_one_moment)
    return found


async def page(
    datasette: Any,
    request: Any,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Any:
    """Make a response of one of our pages, from `templates/quotes/`."""
    from datasette.utils.asgi import Response

    html = await datasette.render_template(f"quotes/{template}", context, request=request)
    return Response.html(html, status=status, headers=headers or {})


async def reviewing(datasette: Any, request: Any) -> str | None:
    """The address of the review page, for those who may review."""
    return await _for_those_who_may(datasette, request, REVIEW, "quotes-review")


async def adding(datasette: Any, request: Any) -> str | None:
    """The address of the form for a new article, for those who may add."""
    return await _for_those_who_may(datasette, request, links.ADD, "quotes-add")


def takes_reports(datasette: Any) -> bool:
    """May readers report errors?"""
    return bool((datasette.plugin_config(links.DATABASE) or {}).get("open_reports")) and has_quotes(datasette)


async def _for_those_who_may(datasette: Any, request: Any, path: str, permission: str) -> str | None:
    actor = request.actor if request else None
    if not answers(datasette, path) or not has_quotes(datasette):
        return None
    may = await datasette.permission_allowed(actor, permission, default=False)
    return str(datasette.urls.path(path)) if may else None


def here(datasette: Any, request: Any) -> str:
    """The address of the requested page, to lead back to it."""
    if not request:
        return ""
    path = str(datasette.urls.path(request.scope.get("route_path") or request.path))
    return f"{path}?{request.query_string}" if request.query_string else path


def navigation(datasette: Any, request: Any, reviewing: str | None, adding: str | None = None) -> list[SimpleNamespace]:
    """The entries of the header: `label`, `href`, and whether it is `here`. Review is only for those who may review."""
    path = (request.scope.get("route_path") or request.path) if request else ""
    entries = [
        ("Search", links.ROOT),
        ("People", f"{links.ROOT}/people"),
        ("Compare", f"{links.ROOT}/compare"),
        ("Figures", f"{links.ROOT}/insights"),
        ("Data", f"/{links.DATABASE}"),
    ]
    if answers(datasette, f"{links.ROOT}/api"):
        entries.append(("API", f"{links.ROOT}/api"))
    if reviewing:
        entries.insert(4, ("Review", REVIEW))
    if adding:
        entries.insert(4, ("Add", links.ADD))
    return [
        SimpleNamespace(label=label, href=datasette.urls.path(address), here=address == path)
        for label, address in entries
    ]


def answers(datasette: Any, path: str) -> bool:
    """Does a plugin answer at this path?"""
    from datasette.plugins import pm

    routes = (route for routes in pm.hook.register_routes(datasette=datasette) for route in routes)
    return any(re.match(pattern, path) for pattern, _ in routes)


def other_forms(datasette: Any, given: dict[str, Any]) -> dict[str, Any]:
    """The addresses of a search for programs and feed readers: `feed`, and `formats` (label, address), if served."""
    feed, api = f"{links.ROOT}/feed.atom", f"{links.ROOT}/api/v1/quotes"
    wanted = {name: value for name, value in given.items() if name != "order"}
    formats = [(label, api + ending) for label, ending in (("JSON", ""), ("CSV", ".csv"), ("JSON Lines", ".ndjson"))]
    served = [
        (label, links.with_filters(datasette, path, given)) for label, path in formats if answers(datasette, path)
    ]
    found = links.with_filters(datasette, feed, wanted) if answers(datasette, feed) else None
    return {"feed": found, "formats": served + ([("Atom feed", found)] if found else [])}


def _addresses(datasette: Any) -> SimpleNamespace:
    pages = (
        links.home,
        links.search,
        links.people,
        links.compare,
        links.insights,
        links.quotation,
        links.speaker,
        links.timeline,
        links.article,
        links.suggest,
    )
    return SimpleNamespace(**{page.__name__: partial(page, datasette) for page in pages})


def _made_by_us(path: str) -> bool:
    if path not in KNOWN:
        try:
            open_read_only.connect(path, older=True).close()
        except StoreError:
            return False
        KNOWN.add(path)
    return True


@cache
def _version(name: str) -> str:
    """A version that changes with the file, so that no browser keeps an old one."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:8]
