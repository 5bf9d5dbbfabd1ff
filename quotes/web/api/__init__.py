"""The JSON API under `/-/quotes/api`: it turns a request into a look-up, and the result into a response."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pydantic import ValidationError

from quotes.errors import QuotesError
from quotes.models import Record, Said
from quotes.store.orders import Place
from quotes.store.records import newest_ids
from quotes.web import links, places, site
from quotes.web.api import models as models
from quotes.web.api import openapi
from quotes.web.api.examples import answers_of
from quotes.web.api.problems import MEDIA_TYPE, ApiError, bad, missing, unusable
from quotes.web.api.routes import OEMBED, ROOT, ROUTES, Route
from quotes.web.api.streams import STREAMS, records, stream
from quotes.web.file_names import name_of

EXAMPLES = {f"{ROOT}/v1/who-said": "?q=time"}
METHODS = ("GET", "HEAD", "OPTIONS")
HEADERS = {"cache-control": "no-cache", "vary": "Accept, Cookie, Authorization"}


async def show(datasette: Any, request: Any) -> Any:
    """Answer anything under the API's address."""
    return await guarded(datasette, request, partial(_answer, datasette, request))


async def guarded(
    datasette: Any, request: Any, answer: Callable[[], Awaitable[Any]], *, methods: tuple[str, ...] = METHODS
) -> Any:
    """Answer whoever may see the database; every error is a problem document."""
    from datasette.utils.asgi import Forbidden, NotFound

    try:
        if request.method == "OPTIONS":
            return _response(datasette, "", "text/plain", {"allow": ", ".join(methods)}, 204)
        if request.method not in methods:
            raise ApiError(405, f"{request.method} is not possible here; use {methods[0]}.")
        await site.allow(datasette, request)
        return await answer()
    except ApiError as error:
        return problem(datasette, request, error, methods)
    except NotFound as error:
        return problem(datasette, request, missing(str(error)))
    except Forbidden:
        return problem(datasette, request, ApiError(403, "You may not see this database; sign in, or ask its owner."))


def problem(datasette: Any, request: Any, error: ApiError, methods: tuple[str, ...] = METHODS) -> Any:
    """An error as a response."""
    found = error.problem
    headers = {"allow": ", ".join(methods)} if found.status == 405 else {}
    return _response(datasette, found.model_dump_json(), MEDIA_TYPE, headers, found.status)


async def _answer(datasette: Any, request: Any) -> Any:
    path = request.scope.get("route_path") or request.path
    if path == ROOT:
        return await _described(datasette, request)
    if path == f"{ROOT}/openapi.json":
        found = json.dumps(openapi.document(str(datasette.urls.path("/")).rstrip("/")))
        return fresh(datasette, request, found, "application/json; charset=utf-8")
    for route in ROUTES:
        if match := route.match(path):
            parts = match.groupdict()
            number = int(parts["id"]) if parts.get("id") else -1
            form = parts.get("ending") or (_accepted(request) if route.rows else None)
            if form:
                return await _stream(datasette, request, route, number, form)
            return await _record(datasette, request, route, number)
    raise missing(f"There is nothing at {path[:200]}; {ROOT} lists what there is.")


async def _described(datasette: Any, request: Any) -> Any:
    """The page of the API for people."""
    newest = await site.read(datasette, newest_ids)
    answers = await site.read(datasette, partial(answers_of, newest=newest))
    routes = [
        {
            "summary": route.summary,
            "method": "GET",
            "path": datasette.urls.path(route.path),
            "parameters": openapi.parameters(route),
            "streamed": route.rows,
            "example": _example(datasette, request, route.path, newest),
            "answer": answers.get(route.path),
        }
        for route in (*ROUTES, OEMBED)
    ]
    sent = {"summary": openapi.EXTRACTING, "method": "POST", "path": datasette.urls.path(links.EXTRACT)}
    routes.append(sent | {"parameters": openapi.sent()})
    to = datasette.urls.path
    found = {"routes": routes, "document": to(f"{ROOT}/openapi.json"), "feed": to(f"{links.ROOT}/feed.atom")}
    return await site.page(datasette, request, "api.html", found)


def _example(datasette: Any, request: Any, path: str, newest: dict[str, int]) -> str | None:
    """An address to try; None if it needs an id and there is none."""
    parts = path.split("/")
    if path == links.OEMBED:
        shown = links.quotation(datasette, newest["quotes"]) if "quotes" in newest else links.search(datasette)
        return f"{datasette.urls.path(path)}?{urlencode({'url': datasette.absolute_url(request, shown)})}"
    if "{id}" in parts:
        of = newest.get(parts[parts.index("{id}") - 1])
        return str(datasette.urls.path(path.replace("{id}", str(of)))) if of is not None else None
    return str(datasette.urls.path(path)) + EXAMPLES.get(path, "")


async def _record(datasette: Any, request: Any, route: Route, number: int) -> Any:
    asked = read_parameters(request, route.asks)
    if route.rows is None:
        assert route.look_up is not None
        found = await site.read(datasette, partial(route.look_up, asked=asked, number=number))
    else:
        found = await _page(datasette, request, route, asked, number)
    return fresh(datasette, request, found.model_dump_json(), "application/json; charset=utf-8")


async def _page(datasette: Any, request: Any, route: Route, asked: Any, number: int) -> Record:
    assert route.rows is not None
    place = read_place(asked.after, asked.order)
    batch = await site.read(datasette, partial(route.rows, asked=asked, number=number, size=asked.size, place=place))
    path = request.scope.get("route_path") or request.path
    following = None
    if batch.place:
        given = {name: request.args[name] for name in request.args} | {"after": places.written(batch.place)}
        following = links.with_filters(datasette, path, given)
    searched = {"searched": batch.searched} if route.gives is models.Quotations else {}
    return route.gives.model_validate({"items": batch.items, "next": following} | searched)


async def _stream(datasette: Any, request: Any, route: Route, number: int, form: str) -> Any:
    asked = read_parameters(request, route.asks)
    for name in ("size", "after"):
        if name in request.args:
            raise bad(name, f"a stream has no pages: leave {name} out")
    assert route.streams is not None
    rows = partial(route.streams, asked=asked, number=number)
    page = links.quotation if route.row is Said else links.speaker

    def link(item: Any) -> str:
        return str(datasette.absolute_url(request, page(datasette, item.id)))

    given = {name: request.args[name] for name in request.args}
    name = await site.read(datasette, partial(_file_name, route=route, number=number, given=given))
    named = {"content-disposition": f'attachment; filename="{name}.{form}"'}
    return await stream(datasette, request, rows, records(route.row, form, link), with_cors(datasette, HEADERS | named))


def _file_name(db: sqlite3.Connection, route: Route, number: int, given: dict[str, str]) -> str:
    """The name of a file that says what was searched: of a speaker's quotations the speaker, too."""
    what = route.path.rsplit("/v1/")[-1]
    if "{id}" not in what:
        return name_of(db, what, given)
    return name_of(db, what.rsplit("/", 1)[-1], given | {"speaker": str(number)})


def read_parameters(request: Any, asks: type[Record]) -> Any:
    """The parameters of a request as a model.

    Raises:
        ApiError: a parameter is unknown, wrong or given twice; names it.
    """
    given: dict[str, str] = {}
    for name, value in parse_qsl(request.query_string, keep_blank_values=True, errors="replace"):
        if name in given:
            raise bad(name, f"{name[:60]} is given twice; give it once")
        given[name] = value
    try:
        return asks.model_validate(given)
    except ValidationError as error:
        raise unusable(error, list(asks.model_fields)) from error


def read_place(after: str | None, order: str) -> Place | None:
    """The place that a page begins after.

    Raises:
        ApiError: it is not a place, or one of another order.
    """
    try:
        return places.read(after, places.FORMS[order]) if after else None
    except (ValueError, RecursionError, QuotesError) as error:
        raise bad("after", "after is not a place in this list; take it from `next`, with the same order") from error


def fresh(datasette: Any, request: Any, body: str, media_type: str) -> Any:
    """A response with its ETag; 304 without a body if the client has it already."""
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:20]}"'
    known = {one.strip().removeprefix("W/") for one in (request.headers.get("if-none-match") or "").split(",")}
    if known & {tag, "*"}:
        return _response(datasette, "", media_type, HEADERS | {"etag": tag}, 304)
    return _response(datasette, body, media_type, HEADERS | {"etag": tag})


def _response(datasette: Any, body: str, media_type: str, headers: dict[str, str], status: int = 200) -> Any:
    from datasette.utils.asgi import Response

    return Response(body, status=status, headers=with_cors(datasette, headers), content_type=media_type)


def with_cors(datasette: Any, headers: dict[str, str]) -> dict[str, str]:
    """The headers of an answer, with those that let pages of other sites read it if they may."""
    headers = dict(headers)
    if datasette.cors:
        from datasette.utils import add_cors_headers

        add_cors_headers(headers)
        headers["access-control-allow-methods"] = ", ".join(METHODS)
        headers["access-control-expose-headers"] = "ETag"
    return headers


def _accepted(request: Any) -> str | None:
    """The stream that the client asks for first in its Accept header, if any."""
    first = (request.headers.get("accept") or "").split(",")[0].split(";")[0].strip().lower()
    return next((form for form, media_type in STREAMS.items() if media_type.split(";")[0] == first), None)
