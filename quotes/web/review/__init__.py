"""The review pages: one doubtful quotation at a time, a person, and the list of corrections.

`GET /-/quotes/review` shows a queue (`queue=doubtful`, `reported`, `namesakes`, `duplicates` or `done`), one quotation
(`quote=31`) or one person (`person=12`), each with `back`, the page to return to; `actions.py` does what `POST` asks.
Everybody signed in may review, or those allowed by the setting `review` of the plugin `quotes`, an allow block.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from quotes.errors import QuotesError
from quotes.extraction.reasons import reason
from quotes.people import former, listing
from quotes.people.corrections import log, review_queue
from quotes.people.meant import UnclearError
from quotes.store import reported
from quotes.store.said import said
from quotes.web import links, sign_in, site
from quotes.web.pages.report import CHOICES
from quotes.web.review import actions

PATH = "/-/quotes/review"
PERMISSION = "quotes-review"
DATABASE = "quotes"
QUEUES = {
    "doubtful": "Least sure",
    "reported": "Reported by readers",
    "namesakes": "Undecided names",
    "duplicates": "Look alike",
    "done": "Corrected",
}
SAID = {
    "right": "Right as it was.",
    "speaker": "The speaker is corrected.",
    "nobody": "The article does not say who.",
    "no_quotation": "It is not a quotation.",
    "merge": "They are one now.",
    "apart": "They stay two.",
    "merge_all": "They are one now.",
    "apart_all": "They stay somebody else.",
    "rename": "Renamed.",
    "split": "They are two now.",
    "dismiss": "The report is settled, and nothing was changed.",
    "undo": "Undone.",
}
STRANGER = sign_in.first("review quotations")
NOT_YOU = "You are signed in, but you may not review quotations here."
ASKED = ("queue", "skip", "quote", "person", "said", "done", "back")
DONE_SHOWN = 200
PLACES_SHOWN = 300


def routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The address of the review page."""
    return [(rf"^{PATH}$", answer)]


def may(datasette: Any, actor: dict[str, Any] | None) -> bool:
    """May an actor review? Anybody signed in may, unless metadata says who."""
    from datasette.utils import actor_matches_allow

    allow = (datasette.plugin_config("quotes") or {}).get("review")
    if allow is None:
        return actor is not None
    return bool(actor_matches_allow(actor, allow))


async def answer(datasette: Any, request: Any) -> Any:
    """Show a page of the queue, or do what a form asks for."""
    from datasette.utils.asgi import Forbidden, Response

    await datasette.ensure_permissions(request.actor, [("view-database", DATABASE), "view-instance"])
    if not await datasette.permission_allowed(request.actor, PERMISSION, default=False):
        raise Forbidden(NOT_YOU if request.actor else STRANGER)
    if request.method == "POST":
        return await _act(datasette, request)
    if request.method not in ("GET", "HEAD"):
        return Response.text("This page answers GET and POST.", status=405)
    return await _page(datasette, request)


async def _act(datasette: Any, request: Any) -> Any:
    """Do what the form asks for, then go back to its page; if it cannot be done, show the same page with the reason."""
    from datasette.utils.asgi import Response

    form, chosen = actions.read_form(await request.post_body())
    try:
        number = await actions.act(datasette, request, form, chosen)
    except UnclearError as error:
        return await _page(datasette, request, form=form, unclear=error)
    except QuotesError as error:
        return await _page(datasette, request, form=form, chosen=chosen, problem=str(error))
    path = datasette.urls.path(PATH)
    if back := actions.back(datasette, path, form):
        datasette.add_message(request, SAID[form["action"]], {"undo": number, "back": back})
        return Response.redirect(back, status=303)
    return Response.redirect(actions.following(path, form, number), status=303)


async def _page(
    datasette: Any,
    request: Any,
    *,
    form: actions.Form | None = None,
    chosen: list[int] | None = None,
    unclear: UnclearError | None = None,
    problem: str = "",
) -> Any:
    """A page, with what was typed into it so far."""
    from datasette.utils.asgi import Response

    given = form or {}
    asked = {name: given.get(name) or request.args.get(name) or "" for name in ASKED}
    asked["queue"] = asked["queue"] if asked["queue"] in QUEUES else "doubtful"
    shown = await site.read(datasette, lambda conn: _content(conn, asked))
    path = datasette.urls.path(PATH)
    context = {
        **shown,
        "layout": datasette.jinja_env.select_template(["quotes/base.html", "base.html"]),
        "asked": asked,
        "form": given,
        "chosen": chosen or [],
        "unclear": unclear,
        "back": _back(path, asked, form),
        "problem": problem,
        "wrong": CHOICES,
        "reason": reason,
        "said": SAID.get(asked["said"]),
        "queues": QUEUES,
        "path": path,
        "script": links.static(datasette, "review.js"),
        "style": links.static(datasette, "review.css"),
    }
    html = await datasette.render_template("quotes/review.html", context, request=request)
    missing = (asked["quote"] or asked["person"]) and not (shown["quote"] or shown["person"])
    return Response.html(html, status=400 if problem else 404 if missing else 200)


def _back(path: str, asked: dict[str, str], form: actions.Form | None) -> str:
    """Where a correction leads back to: the page before, or else this page; '' for a queue."""
    if form is not None or asked["back"]:
        return links.local(asked["back"])
    name = "person" if asked["person"] else "quote"
    return f"{path}?{urlencode({name: asked[name]})}" if asked[name] else ""


def _content(conn: sqlite3.Connection, asked: dict[str, str]) -> dict[str, Any]:
    """What the page shows: one thing to decide, or the list of what was decided."""
    skip = _number(asked["skip"]) or 0
    content: dict[str, Any] = dict.fromkeys(
        ("quote", "person", "namesake", "group", "places", "corrections", "reports")
    )
    content |= {"skip": skip, "counts": review_queue.counts(conn) | {"reported": reported.count(conn)}}
    if asked["person"]:
        return content | _person(conn, _number(asked["person"]))
    if asked["quote"]:
        return content | _quote(conn, _number(asked["quote"]))
    if asked["queue"] == "doubtful":
        content["quote"] = review_queue.doubtful(conn, skip=skip)
    elif asked["queue"] == "reported":
        content["reports"] = reported.waiting(conn, skip=skip)
        number = content["reports"][0]["quote_id"] if content["reports"] else None
        content["quote"] = review_queue.quotation(conn, number) if number is not None else None
    elif asked["queue"] == "namesakes":
        found = content["namesake"] = review_queue.namesake(conn, skip=skip)
        _with_words(conn, found["candidates"] if found else [])
    elif asked["queue"] == "duplicates":
        found = content["group"] = review_queue.duplicates(conn, skip=skip)
        _with_words(conn, [found["main"], *found["others"]] if found else [])
    else:
        content["corrections"] = _summaries(log.read(conn, "1")[-DONE_SHOWN:])
    return content


def _quote(conn: sqlite3.Connection, number: int | None) -> dict[str, Any]:
    found = review_queue.quotation(conn, number) if number is not None else None
    history = log.of_quotation(conn, number) if found and number is not None else []
    reports = reported.of_quotation(conn, number) if found and number is not None else []
    return {"quote": found, "corrections": _summaries(history), "reports": reports}


def _person(conn: sqlite3.Connection, number: int | None) -> dict[str, Any]:
    number = former.survivor(conn, number) if number is not None else None
    if number is None:
        return {}
    found = review_queue.summary(conn, number) | listing.person(conn, number)
    _with_words(conn, [found])
    history = log.read(conn, "speaker = ? or other = ?", [number, number])
    return {
        "person": found,
        "places": listing.places(conn, number, most=PLACES_SHOWN),
        "corrections": _summaries(history),
    }


def _with_words(conn: sqlite3.Connection, people: list[dict[str, Any]]) -> None:
    """Put what they said last, as readers see it, in place of its id."""
    for one in people:
        one["said"] = next(iter(said(conn, [one["said"]])), None) if one["said"] else None


def _summaries(corrections: list[log.Correction]) -> list[dict[str, Any]]:
    return [one._asdict() | {"summary": log.summary(one)} for one in reversed(corrections)]


def _number(text: str) -> int | None:
    """A row's number as people type it; None if it is not a number or too large for SQLite."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
