"""`/-/quotes/add`: add an article as text, address or file; it is shown with its quotations, corrected and saved.

The page is for those with the permission `quotes-add`.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any

from quotes.errors import QuotesError, SourceError
from quotes.extraction.reasons import reason
from quotes.models import Found
from quotes.store.report import marked_text, report_of
from quotes.web import links, sign_in, site
from quotes.web.add import save as saving
from quotes.web.add.desk import LARGEST, MB, Desk, Job, desk_of
from quotes.web.add.form import Sent, read_form
from quotes.web.add.headline import headline_of
from quotes.web.files import file_of
from quotes.web.show.marking import marked, marks

PATH = links.ADD
PERMISSION = "quotes-add"
FIELDS = ("text", "title", "source", "published", "url", "address")
EMPTY = "There is nothing to read; paste the text of an article, give an address or choose a file"
GONE = "This is no longer here: it was saved or thrown away, or it is an hour old."
STRANGER = sign_in.first("add articles")
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
    """Start a job for each that a form has: its text, its address and its files; return the first.

    The first job also reports what cannot be read of the others.

    Raises:
        QuotesError: nothing can be read.
    """
    desk, jobs, errors = desk_of(datasette), list[Job](), list[QuotesError]()
    for label, start in _asked(desk, sent, owner):
        try:
            jobs.append(start())
        except SourceError as error:
            errors.append(SourceError(label, error.problem, error.advice))
    if not jobs:
        raise errors[0] if errors else QuotesError(EMPTY)
    for job in jobs:
        job.batch = jobs[0].key
    jobs[0].problems += [f"{error}." for error in errors]
    return jobs[0]


def _asked(desk: Desk, sent: Sent, owner: str) -> Iterator[tuple[str, Callable[[], Job]]]:
    """What a form has to be read, each with what starts its job."""
    given = {name: value.strip() for name, value in sent.fields.items()}
    if given.get("text"):
        told = saving.about(given)
        label = told.get("title") or headline_of(sent.fields["text"]) or "the text"
        yield label, partial(desk.ask, {"text": sent.fields["text"]} | told, owner=owner, label=label)
    if address := given.get("address", "")[:2000]:
        yield address[:80], partial(_ask_address, desk, address, owner)
    for name, data in sent.files:
        yield name, partial(desk.ask, {}, owner=owner, label=name, data=data, name=name)


def _ask_address(desk: Desk, address: str, owner: str) -> Job:
    if not address.startswith(("http://", "https://")):
        raise SourceError(address[:80], "is not a web address", "begin it with https://")
    return desk.ask({"address": address}, owner=owner, label=address[:200])


async def _form(datasette: Any, request: Any, given: dict[str, str], problem: str) -> Any:
    context = {
        "given": {name: given.get(name, "") for name in FIELDS},
        "problem": problem,
        "lost": bool(problem) and not given,
        "action": datasette.urls.path(PATH),
        "largest": LARGEST // MB,
    }
    return await site.page(datasette, request, "add.html", context, status=400 if problem else 200)


async def _read(
    datasette: Any, request: Any, job: Job, form: dict[str, str] | None = None, problems: tuple[str, ...] = ()
) -> Any:
    """Show what was found, with what was typed into the form so far."""
    failed = [other for other in desk_of(datasette).all_of(job.owner) if other.failed and other.batch == job.batch]
    context = {
        "form": form or {},
        "job": job,
        "waiting": not job.done.is_set(),
        "before": desk_of(datasette).before(job),
        "loading": not desk_of(datasette).loaded[job.lane],
        "left": desk_of(datasette).left(job),
        "problems": [
            *problems,
            *job.problems,
            *(told for other in failed if other is not job for told in other.problems),
        ],
        "articles": [_shown(found) for found in job.found],
        "reason": reason,
        "action": datasette.urls.path(f"{PATH}/{job.key}"),
        "others": [
            SimpleNamespace(label=other.label, href=datasette.urls.path(f"{PATH}/{other.key}"))
            for other in desk_of(datasette).all_of(job.owner)
            if other is not job and not other.failed
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
        article=article,
        title=article.title or headline_of(article.text),
        paragraphs=marked(article.text, places),
        quotes=quotes,
        colours=_colours(found),
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
        return await _read(datasette, request, job, form, ("Choose an article to save.",))
    found = job.found[int(number)]
    try:
        file = file_of(datasette)
        row, outcome, problems = await asyncio.to_thread(saving.save, file, found, form, _owner(request))
    except QuotesError as error:
        return await _read(datasette, request, job, form, (f"{error}.",))
    told = {"new": "Saved.", "changed": "Saved: it was here with other content.", "unchanged": "It was here already."}
    datasette.add_message(request, " ".join([told[outcome], *problems]))
    if len(job.found) == 1:
        desk_of(datasette).drop(job)
    return Response.redirect(links.article(datasette, row), status=303)
