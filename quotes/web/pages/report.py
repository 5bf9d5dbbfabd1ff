"""`/-/quotes/report?quote=31`: a reader says that a quotation is wrong, for the editors to look at.

It is off unless the server says so (`quotes serve --open-reports`); then anybody may report, a few times an hour.
"""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

from quotes.errors import CorrectionError, QuotesError
from quotes.store import records
from quotes.web import forms, links, site
from quotes.web.files import file_of
from quotes.web.often import too_often

PATH = links.REPORT
AN_HOUR, HOUR = 6, 3600.0  # reports from one address
CHOICES = {
    "speaker": "Somebody else said it, or nobody",
    "words": "The words are not those of the article",
    "no_quotation": "It is not a quotation",
    "article": "The outlet, the day or the title is wrong",
    "other": "Something else",
}
THANKS = "Thank you. An editor will look at it."
KNOWN = "This has been reported already, and an editor will look at it."
TOO_OFTEN = f"No more than {AN_HOUR} reports an hour can be sent from one place; try again in an hour."
CLOSED = "Errors cannot be reported on this site."
FIELDS = ("what", "who", "note")


async def show(datasette: Any, request: Any) -> Any:
    """Show the form, or take what it sends."""
    from datasette.utils.asgi import Response

    await site.allow(datasette, request)
    if not site.takes_reports(datasette):
        return await site.missing(datasette, request, CLOSED)
    if request.method not in ("GET", "HEAD", "POST"):
        return Response.text("This page answers GET and POST.", status=405)
    form = _form(await request.post_body()) if request.method == "POST" else {}
    number = form.get("quote") or request.args.get("quote") or ""
    number = number if number.isascii() and number.isdecimal() and len(number) < 16 else "0"
    quote = await site.read(datasette, lambda db: records.quotation(db, int(number)))
    if quote is None:
        return await site.missing(datasette, request, "There is no such quotation here; it may have been removed.")
    if request.method != "POST":
        return await _page(datasette, request, quote, {}, "")
    try:
        told = await _keep(datasette, request, quote.id, form)
    except QuotesError as error:
        return await _page(datasette, request, quote, form, str(error))
    datasette.add_message(request, told)
    return Response.redirect(links.quotation(datasette, quote.id), status=303)


async def _keep(datasette: Any, request: Any, quote: int, form: dict[str, str]) -> str:
    """Keep what the form says.

    Raises:
        QuotesError: the report cannot be kept; says why.
    """
    if form.get("what") not in CHOICES:
        raise CorrectionError("say what is wrong: choose one of the lines")
    if form["what"] == "other" and not form.get("note"):
        raise CorrectionError("say in your words what is wrong")
    if too_often(datasette, "report", request, most=AN_HOUR, seconds=HOUR):
        raise CorrectionError(TOO_OFTEN)
    new = await asyncio.to_thread(_write, file_of(datasette), quote, form)
    return THANKS if new else KNOWN


def _write(file: Path, quote: int, form: dict[str, str]) -> bool:
    from quotes.store import open_to_write, reported

    with closing(open_to_write.connect(file)) as db:
        return reported.keep(db, quote, reported.Report(*(form.get(name, "") for name in FIELDS)))


def _form(body: bytes) -> dict[str, str]:
    return {name: " ".join(value.replace("\0", "").split()) for name, value in forms.fields(body)}


async def _page(datasette: Any, request: Any, quote: Any, form: dict[str, str], problem: str) -> Any:
    context = {
        "quote": quote,
        "form": form,
        "problem": problem,
        "choices": CHOICES,
        "action": datasette.urls.path(PATH),
    }
    return await site.page(datasette, request, "report.html", context, status=400 if problem else 200)
