"""The hooks of the Datasette plugin. The other modules of this folder do the work; none of them imports spaCy.

Datasette finds `templates/` and `static/` beside this file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from markupsafe import Markup
from pluggy import HookimplMarker

from quotes.web import add, api, canned, former, links, pages, refused, review, sign_in, site
from quotes.web.api import extract, feed, oembed
from quotes.web.find import suggest
from quotes.web.links import DATABASE
from quotes.web.stock import bounds, cells, failures, headers, sight, sql_bounds, throttle, whole_csv, worded_csv

__all__ = ["DATABASE"]

hookimpl = HookimplMarker("datasette")


@hookimpl(specname="register_routes")
def review_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Register the permissions for `/-/quotes/review` and `/-/quotes/add`."""
    return [*review.routes(), *add.routes()]


@hookimpl(tryfirst=True)
def permission_allowed(datasette: Any, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:
    """Decide who may review or add, and see who corrected what, unless another plugin decides."""
    may = review.may(datasette, actor)
    if may:
        sight.reviews.set(True)
    if action == review.PERMISSION:
        return may
    if action == add.PERMISSION:
        return add.may(datasette, actor)
    return (
        False
        if action == "view-table" and resource in [(DATABASE, name) for name in sight.HIDDEN] and not may
        else None
    )


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Let SQLite keep indexes in memory, because its own 2 MB are little for a million rows; and bound any query."""
    if database == DATABASE:
        conn.execute("pragma cache_size = -16000")
        sql_bounds.bound(conn)


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Awaitable[Markup] | Markup | None:
    """What a cell of Datasette's own pages shows; None to show what Datasette would."""
    if database != DATABASE or value is None:
        return None
    return cells.render(row, value, column, table, datasette)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Our addresses. All of them but `/` and the CSV of a query begin with `/-/quotes`."""
    for_programs = [(f"^{extract.PATH}$", extract.show)]
    for_programs += [
        (rf"^{links.ROOT}/api(/.*)?$", api.show),
        (f"^{feed.PATH}$", feed.show),
        (f"^{oembed.PATH}$", oembed.show),
        (f"^{suggest.PATH}$", suggest.show),
    ]
    return [
        *pages.ROUTES,
        *for_programs,
        (refused.CSV, refused.as_csv),
        (worded_csv.ROUTE, worded_csv.as_csv),
        (sign_in.ROUTE, sign_in.show),
        (sight.STOCK, sight.about_server),
        *canned.routes(datasette),
        (whole_csv.ROUTE, whole_csv.as_csv),
    ]


@hookimpl
def skip_csrf(scope: Any) -> bool:
    """Skip the token for JSON, which forms of other sites never send, and for the form with files, which checks it."""
    kind, path = dict(scope.get("headers") or []).get(b"content-type", b"").lower(), scope.get("path", "")
    plain = kind.startswith(b"application/json") and path.endswith(links.EXTRACT)
    return bool(plain or (kind.startswith(b"multipart/") and path.endswith(links.ADD)))


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Add security headers to everything, refuse what is too much or breaks Datasette, and let a crowd wait in line."""

    def wrapped(app: Callable[..., Any]) -> Callable[..., Any]:
        app = failures.answerable(
            bounds.of_one_account(
                datasette, sight.unprivileged(former.forwarding(datasette, whole_csv.breaking_off(app)))
            )
        )
        return throttle.in_turn(headers.wrap(datasette, bounds.bounded(app)), throttle.turns_of_sql(datasette))

    return wrapped


@hookimpl(wrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer requests that cannot be served with our page, without a traceback on the terminal."""
    answers = yield
    ours = failures.answer(datasette, request, exception) if site.has_quotes(datasette) else None
    return [ours] if ours else answers


@hookimpl(wrapper=True)
def forbidden(datasette: Any, request: Any, message: str) -> Any:
    """Answer whoever may not see something with our page, unless another plugin has one, such as a form to sign in."""
    answers = yield
    ours = site.has_quotes(datasette) and len(answers) == 1
    return [failures.refusal(datasette, request, message)] if ours else answers


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """What every template of ours needs: addresses, and the wording of values."""
    env.globals.update(site.shared(datasette))


@hookimpl
def extra_template_vars(request: Any, datasette: Any) -> Callable[[], Awaitable[dict[str, Any]]]:
    """The navigation and the address of the review page, which depend on who looks, and the page's own address."""

    async def variables() -> dict[str, Any]:
        reviewing = await site.reviewing(datasette, request)
        adding = await site.adding(datasette, request)
        navigation = site.navigation(datasette, request, reviewing, adding)
        reporting = str(datasette.urls.path(links.REPORT)) if site.takes_reports(datasette) else None
        here = site.here(datasette, request)
        about = {"navigation": navigation, "reviewing": reviewing, "adding": adding, "reporting": reporting}
        return about | {"here": here}

    return variables
