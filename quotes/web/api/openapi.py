"""The OpenAPI 3.1 document of the API, made from its models."""

from __future__ import annotations

import copy
from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from quotes.models import Article, Record
from quotes.web import links
from quotes.web.api.models import Extracting, Problem
from quotes.web.api.problems import MEDIA_TYPE
from quotes.web.api.routes import OEMBED, ROUTES, Route
from quotes.web.api.streams import STREAMS
from quotes.web.stock.bounds import LONGEST_QUERY

TEMPLATE = "#/components/schemas/{model}"
PAGED = ("size", "after")
DESCRIPTION = (
    "Who said what: quotations, their speakers and articles. Everything is read with GET; a text that is sent with POST"
    " comes back with its quotations. A list comes in pages (`next` is the address of the next one), or all at once and"
    " in the same order as CSV or JSON Lines: with that ending, or by `Accept`."
)
MOVED = {
    "description": "The speaker with this id was merged into another one; this address has the id of that one",
    "headers": {"Location": {"schema": {"type": "string"}}},
}
PROBLEMS = {
    "400": "A parameter is unknown or cannot be used; `errors` names it",
    "403": "You may not see this database",
    "404": "It is not there",
    "405": "Only GET, HEAD and OPTIONS are possible",
}
TOO_LONG = {
    "description": f"The query of the address is longer than {LONGEST_QUERY:,} bytes",
    "content": {"text/plain": {"schema": {"type": "string"}}},
}
SOME_TEXT = {"type": "string", "minLength": 1, "pattern": r"\S"}
EXTRACTING = "An article with its quotations, from its text; nothing is saved"
REFUSED = {
    "400": "It is neither a text nor an article as JSON; `errors` names what is wrong",
    "403": "You may not add articles, and the server does not let everybody extract (`--open-extract`)",
    "405": "Only POST and OPTIONS are possible",
    "413": "It is too long to be read here",
    "422": "It cannot be read, or takes too long",
    "429": "Too many texts in the last minute",
    "503": "Too many articles are being read; try again in a minute",
}


def document(base: str) -> dict[str, Any]:
    """Make the document.

    Args:
        base: the beginning of every address, or ''.
    """
    models: set[type[Record]] = {
        Problem,
        Article,
        Extracting,
        OEMBED.gives,
        *(route.gives for route in ROUTES),
        *(route.row for route in ROUTES),
    }
    _, schemas = models_json_schema([(model, "serialization") for model in models], ref_template=TEMPLATE)
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths[route.path] = {"get": _operation(route, None)}
        for ending in STREAMS if route.rows else ():
            paths[f"{route.path}.{ending}"] = {"get": _operation(route, ending)}
    paths[links.EXTRACT] = {"post": _extracting()}
    paths[OEMBED.path] = {"get": _oembed()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Who said what", "version": version("newsquotes"), "description": DESCRIPTION},
        "servers": [{"url": base or "/"}],
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }


def parameters(route: Route, *, streamed: bool = False) -> list[dict[str, Any]]:
    """The parameters of a route in the form of OpenAPI."""
    schema = route.asks.model_json_schema(ref_template=TEMPLATE)
    found = []
    if "{id}" in route.path:
        number = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
        found.append({"name": "id", "in": "path", "required": True, "schema": number})
    for name, given in schema.get("properties", {}).items():
        if streamed and name in PAGED:
            continue
        value = _without_null(given)
        described = {"description": value.pop("description")} if "description" in value else {}
        required = name in schema.get("required", ())
        found.append({"name": name, "in": "query", "required": required, "schema": value} | described)
    return found


def _operation(route: Route, ending: str | None) -> dict[str, Any]:
    answer = {"description": route.summary, "content": _content(route, ending)}
    if ending is None:
        answer["headers"] = {"ETag": {"description": "send it as If-None-Match", "schema": {"type": "string"}}}
    others: dict[str, Any] = {status: _problem(text) for status, text in PROBLEMS.items()}
    if "speaker" in route.asks.model_fields or "/speakers/{id}" in route.path:
        others["308"] = MOVED
    name = route.path.rsplit("/v1/")[-1].replace("{id}", "id").replace("/", "_").replace("-", "_")
    return {
        "operationId": f"{name}_{ending}" if ending else name,
        "summary": route.summary + (f", all of them as {ending}" if ending else ""),
        "parameters": parameters(route, streamed=ending is not None),
        "responses": {"200": answer} | others | {"414": TOO_LONG},
    }


def _oembed() -> dict[str, Any]:
    found = _operation(OEMBED, None)
    found["responses"]["200"]["content"]["text/xml"] = {"schema": {"type": "string"}}
    return found | {"operationId": "oembed"}


def sent() -> list[dict[str, Any]]:
    """The fields of an article that is sent, as the parameters of a route."""
    schema = Extracting.model_json_schema()
    given = {name: _without_null(value) for name, value in schema["properties"].items()}
    needed = schema["required"]
    return [{"name": name, "in": "body", "required": name in needed, "schema": {}} | given[name] for name in given]


def _extracting() -> dict[str, Any]:
    """Describe what is sent to be read, and what comes back."""
    sent = {"application/json": {"schema": _of(Extracting)}, "text/plain": {"schema": SOME_TEXT}}
    answer = {"description": EXTRACTING, "content": {"application/json": {"schema": _of(Article)}}}
    return {
        "operationId": "extract",
        "summary": EXTRACTING,
        "requestBody": {"required": True, "content": sent},
        "responses": {"200": answer, "414": TOO_LONG} | {status: _problem(text) for status, text in REFUSED.items()},
    }


def _content(route: Route, ending: str | None) -> dict[str, Any]:
    if ending is None:
        return {"application/json": {"schema": _of(route.gives)}}
    return {STREAMS[ending].split(";")[0]: {"schema": {"type": "string"}}}


def _of(model: type[Record]) -> dict[str, str]:
    return {"$ref": TEMPLATE.format(model=model.__name__)}


def _problem(text: str) -> dict[str, Any]:
    return {"description": text, "content": {MEDIA_TYPE: {"schema": _of(Problem)}}}


def _without_null(given: dict[str, Any]) -> dict[str, Any]:
    """Drop null from a type, because an address cannot say null: such a parameter is left out."""
    value = copy.deepcopy(given)
    choices = [choice for choice in value.pop("anyOf", ()) if choice.get("type") != "null"]
    if choices:
        value |= choices[0]
    if value.get("default", "") is None:
        del value["default"]
    value.pop("title", None)
    return value
