"""`POST /-/quotes/api/v1/extract`: find the quotations of a text, or of an article as JSON. Nothing is saved.

It is for those with the permission `quotes-add`, also with a token. If the server says so (`quotes serve
--open-extract`), everybody may send a few texts a minute.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from quotes.errors import QuotesError, SourceError
from quotes.web import api, links, site
from quotes.web.add import PERMISSION
from quotes.web.add.desk import Job, desk_of
from quotes.web.add.form import body_of
from quotes.web.api.models import Extracting
from quotes.web.api.problems import ApiError, bad
from quotes.web.network import of_request
from quotes.web.often import too_often

PATH = links.EXTRACT
METHODS = ("POST", "OPTIONS")
OPEN = "open_extract"
A_MINUTE = 6  # texts from one address, if everybody may send them


async def show(datasette: Any, request: Any) -> Any:
    """Answer with the article, or with a problem document."""

    async def answer() -> Any:
        await site.allow(datasette, request)
        job = await _asked(datasette, request)
        try:
            await asyncio.shield(job.done.wait())
        finally:
            desk_of(datasette).drop(job)
        if not job.found:
            raise ApiError(422, " ".join(job.problems) or "There is no article in it.")
        return api.fresh(datasette, request, job.found[0].article.model_dump_json(), "application/json; charset=utf-8")

    return await api.guarded(datasette, request, answer, methods=METHODS)


async def _asked(datasette: Any, request: Any) -> Job:
    """Start the job that a request asks for.

    Raises:
        ApiError: the client may not extract, or asks too often, or sends no text.
    """
    owner = await _owner(datasette, request)
    try:
        body = await body_of(request, "the text")
        asked = _read(body, request.headers.get("content-type") or "")
        return desk_of(datasette).ask(asked.model_dump(), owner=owner, label=asked.title or "the text")
    except SourceError as error:
        raise ApiError(413 if "MB" in error.problem else 503, str(error)) from error
    except QuotesError as error:
        raise ApiError(400, str(error)) from error


async def _owner(datasette: Any, request: Any) -> str:
    if await datasette.permission_allowed(request.actor, PERMISSION, default=False):
        return f"api:{(request.actor or {}).get('id')}"
    if not (datasette.plugin_config("quotes") or {}).get(OPEN):
        raise ApiError(403, "Only those who may add articles can extract; sign in, or send a token.")
    if too_often(datasette, "extract", request, most=A_MINUTE, seconds=60):
        raise ApiError(429, f"No more than {A_MINUTE} texts a minute; try again in a minute.")
    return f"open:{of_request(request.scope)}"


def _read(body: bytes, kind: str) -> Extracting:
    """Read the article of a body: JSON, or plain text in UTF-8."""
    from pydantic import ValidationError

    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ApiError(400, "The text is not UTF-8.") from error
    if "json" not in kind.lower():
        values: Any = {"text": text}
    else:
        try:
            values = json.loads(text)
        except ValueError as error:
            raise ApiError(400, f"The body is not JSON: {error}.") from error
    try:
        return Extracting.model_validate(values)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise bad(str(wrong["loc"][0]) if wrong["loc"] else "body", wrong["msg"]) from error
