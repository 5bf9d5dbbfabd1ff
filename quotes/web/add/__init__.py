"""`/-/quotes/add`: add an article as text, address or file; it is shown with its quotations, corrected and saved.

The page is for those with the permission `quotes-add`.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from quotes.errors import QuotesError, SourceError
from quotes.extraction.reasons import reason
from quotes.models import Found
from quotes.store.report import marked_text, report_of
from quotes.web import links, site
from quotes.web.add import save as saving
from quotes.web.add.desk import LARGEST, MB, Desk, Job, desk_of
from quotes.web.add.form import Sent, read_form
from quotes.web.files import file_of
from quotes.web.show.marking import marked, marks

PATH = links.ADD
PERMISSION = "quotes-add"
FIELDS = ("text", "title", "source", "published", "url", "address")
LONGEST_FIELD = 500
GONE = "This is no longer here: it was saved or thrown away, or it is an hour old."
STRANGER = "Sign in to add articles."
NOT_YOU = "You are signed in, but you may not add articles here."


def routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The addresses of the form and of a job."""
    return [(rf"^{PATH}$", show), (rf"^{PATH}/(?P<job>[\w-]{{8,40}})$", show_job)]


def may(datasette: Any, actor: dict[str, Any] | None) -> bool:
    """May an actor add articles? Anybody signed in may, unless the setting `add` of the plugin `quotes` says who."""
    from datasette.utils import actor_matches_allow

    allow = (datasette.plugin_config("quotes") or {}).get("add")
    return actor is not None if allow is None else bool(actor_matches_allow(actor, allow))


async def show(datasette: Any, request: Any) -> Any:
    """Show the form, or take what it sends."""
    from datasette.utils.asgi import Response

    await _allow(datasette, request)
    if request.method != "POST":
        return await _form(datasette, request, {}, "")
    sent = Sent()
    try:
        sent = await read_form(request)
        _check(request, sent)
        job = _ask(datasette, sent, _owner(request))
    except QuotesError as error:
        return await _form(datasette, request, sent.fields, str(error))
    return Response.redirect(datasette.urls.path(f"{PATH}/{job.key}"), status=303)


async def show_job(datasette: Any, request: Any) -> Any:
    """Show a job that is being read or was read: its articles, to be saved or thrown away."""
    from datasette.utils.asgi import Response

    await _allow(datasette, request)
    desk = desk_of(datasette)
    job = desk.of(request.url_vars["job"], _owner(request))
    if job is None:
        return await site.missing(datasette, request, GONE)
    if request.method == "POST":
        form = (await read_form(request)).fields
        if form.get("action") == "drop":
            desk.drop(job)
            return Response.redirect(datasette.urls.path(PATH), status=303)
        return await _save(datasette, request, job, form)
    return await _read(datasette, request, job)


async def _allow(datasette: Any, request: Any) -> None:
    from datasette.utils.asgi import Forbidden

    await site.allow(datasette, request)
    if not await datasette.permission_allowed(request.actor, PERMISSION, default=False):
        raise Forbidden(NOT_YOU if request.actor else STRANGER)


def _check(request: Any, sent: Sent) -> None:
    """Refuse a form without the token that this server gave to this browser."""
    from datasette.utils.asgi import Forbidden

    known, given = request.cookies.get("ds_csrftoken") or "", sent.fields.get("csrftoken") or ""
    if not known or not secrets.compare_digest(known.encode(), given.encode()):
        raise Forbidden("The token of this form is wrong; load its page again.")


def _owner(request: Any) -> str:
    return str((request.actor or {}).get("id") or "somebody")


def _ask(datasette: Any, sent: Sent, owner: str) -> Job:
    """Start the job that a form asks for: its files, its address or its text."""
    desk, given = desk_of(datasette), {name: value.strip() for name, value in sent.fields.items()}
    if sent.files:
        return _ask_files(desk, sent.files, owner)
    if address := given.get("address"):
        if not address.startswith(("http://", "https://")):
            raise SourceError(address[:80], "is not a web address", "begin it with https://")
        return desk.ask({"address": address[:2000]}, owner=owner, label=address[:200])
    if not given.get("text"):
        raise SourceError("the form", "is empty", "paste the text of an article, give an address or choose a file")
    about = {name: given.get(name, "")[:LONGEST_FIELD] or None for name in ("title", "source", "published", "url")}
    return desk.ask({"text": sent.fields["text"]} | about, owner=owner, label=about["title"] or "the text")


def _ask_files(desk: Desk, files: list[tuple[str, bytes]], owner: str) -> Job:
    """Start a job for each file, and return the first; it also reports the files that cannot be read."""
    jobs, errors = [], []
    for name, data in files:
        try:
            jobs.append(desk.ask({}, owner=owner, label=name, data=data, name=name))
        except SourceError as error:
            errors.append(SourceError(name, error.problem, error.advice))
    if not jobs:
        raise errors[0]
    jobs[0].problems += [f"{error}." for error in errors]
    return jobs[0]


async def _form(datasette: Any, request: Any, given: dict[str, str], problem: str) -> Any:
    context = {
        "given": {name: given.get(name, "") for name in FIELDS},
        "problem": problem,
        "lost": bool(problem) and not given,
        "action": datasette.urls.path(PATH),
        "largest": LARGEST // MB,
    }
    return await site.page(datasette, request, "add.html", context, status=400 if problem else 200)


async def _read(datasette: Any, request: Any, job: Job, problems: tuple[str, ...] = ()) -> Any:
    context = {
        "job": job,
        "waiting": not job.done.is_set(),
        "before": desk_of(datasette).before(job),
        "loading": not desk_of(datasette).loaded[job.lane],
        "left": desk_of(datasette).left(job),
        "problems": [*job.problems, *problems],
        "articles": [_shown(found) for found in job.found],
        "reason": reason,
        "action": datasette.urls.path(f"{PATH}/{job.key}"),
        "others": [
            SimpleNamespace(label=other.label, href=datasette.urls.path(f"{PATH}/{other.key}"))
            for other in desk_of(datasette).all_of(job.owner)
            if other is not job and (other.found or not other.done.is_set())
        ],
        "again": datasette.urls.path(PATH),
    }
    return await site.page(datasette, request, "added.html", context)


def _shown(found: Found) -> SimpleNamespace:
    """An article as a page shows it before it is saved: its text with marks, and its quotations."""
    article = found.article
    places = [mark for number, quote in enumerate(article.quotes) for mark in _marks(number, quote)]
    quotes = [_quotation(article, quote) for quote in article.quotes]
    return SimpleNamespace(
        article=article, paragraphs=marked(article.text, places), quotes=quotes, colours=_colours(found)
    )


def _colours(found: Found) -> list[str]:
    """The colour of each quotation: one for each speaker, and grey for nobody."""
    names = list(dict.fromkeys(quote.speaker for quote in found.article.quotes if quote.speaker))
    return [f"s{names.index(quote.speaker) % 8}" if quote.speaker else "sx" for quote in found.article.quotes]


def _marks(number: int, quote: Any) -> list[Any]:
    return [
        *marks(number, "words", [*map(tuple, quote.spans)]),
        *marks(number, "mention", [*map(tuple, quote.speaker_mention or ())]),
        *marks(number, "cue", [*map(tuple, quote.cue or ())]),
    ]


def _quotation(article: Any, quote: Any) -> SimpleNamespace:
    wording = report_of(article.text, quote) if quote.kind != "direct" else marked_text(quote.text)
    return SimpleNamespace(quote=quote, wording=wording)


async def _save(datasette: Any, request: Any, job: Job, form: dict[str, str]) -> Any:
    """Save the article of the form and go to it; if that is not possible, show the same page with the reason."""
    from datasette.utils.asgi import Response

    number = form.get("article", "")
    if not number.isdecimal() or int(number) >= len(job.found):
        return await _read(datasette, request, job, ("Choose an article to save.",))
    found = job.found[int(number)]
    try:
        file = file_of(datasette)
        row, outcome, problems = await asyncio.to_thread(saving.save, file, found, form, _owner(request))
    except QuotesError as error:
        return await _read(datasette, request, job, (str(error),))
    told = {"new": "Saved.", "changed": "Saved: it was here with other content.", "unchanged": "It was here already."}
    datasette.add_message(request, " ".join([told[outcome], *problems]))
    if len(job.found) == 1:
        desk_of(datasette).drop(job)
    return Response.redirect(links.article(datasette, row), status=303)
