"""`/-/quotes/people`: everybody who is quoted, how often and when."""

from __future__ import annotations

import sqlite3
from functools import partial
from types import SimpleNamespace
from typing import Any

from quotes.store import profiles
from quotes.store.filters import of_speaker
from quotes.web import links, site
from quotes.web.pages.request import following, place_of
from quotes.web.show.charts import spark
from quotes.web.show.wording import enumerated, kinds

SIZE = 40
LONGEST = 200
KINDS = ("person", "organisation", "group", "document", "anonymous", "unknown")
GENDERS = {"": "everybody", "female": "women", "male": "men", "unknown": "gender not known"}
EVERY = "all"
ORDERS = {"quotes": "most quoted", "name": "name"}
#: What a parameter may be, for who writes addresses by hand.
CHOICES = (
    ("kind", "a kind", (*KINDS, EVERY)),
    ("gender", "a gender", tuple(name for name in GENDERS if name)),
    ("order", "an order", tuple(ORDERS)),
)


async def show(datasette: Any, request: Any) -> Any:
    """The index of speakers."""
    await site.allow(datasette, request)
    given: dict[str, str] = {
        name: (request.args.get(name) or "").replace("\0", " ").strip()[:LONGEST]
        for name in ("name", "kind", "gender", "order")
    }
    problems = [
        f"“{given[name][:60]}” is not {what}; choose from {enumerated(list(known))}."
        for name, what, known in CHOICES
        if given[name] and given[name] not in known
    ]
    given["kind"] = given["kind"] if given["kind"] in (*KINDS, EVERY) else EVERY if given["name"] else KINDS[0]
    given["gender"] = given["gender"] if given["gender"] in GENDERS and given["kind"] == KINDS[0] else ""
    given["order"] = given["order"] if given["order"] in ORDERS else "quotes"
    found = await site.read(datasette, partial(_look_up, given=given, after=request.args.get("after")))
    to = partial(links.people, datasette)
    context = (
        found
        | given
        | {
            "problems": problems,
            "kinds": _tabs(to, given, "kind", {kind: kinds(kind).capitalize() for kind in KINDS} | {EVERY: "All"}),
            "genders": _tabs(to, given, "gender", GENDERS) if given["kind"] == KINDS[0] else (),
            "orders": _tabs(to, given, "order", ORDERS),
            "more": to(**given, after=found["next"]) if found["next"] else None,
            "first": to(**given),
        }
    )
    return await site.page(datasette, request, "people.html", context)


def _look_up(db: sqlite3.Connection, given: dict[str, str], after: str | None) -> dict[str, Any]:
    name, kind = given["name"] or None, None if given["kind"] == EVERY else given["kind"]
    place, _ = place_of(after, given["order"])
    which: dict[str, Any] = {"name": name, "kind": kind, "gender": given["gender"] or None, "order": given["order"]}
    page = profiles.speakers(db, **which, by="key", size=SIZE, place=place)
    for one in page.items:
        one.role = profiles.usual_role(db, one.id)
    series = profiles.timelines(db, [of_speaker(speaker.id) for speaker in page.items])
    times = [time for one in series for time in one]
    ends = {"first": min(times, default=None), "last": max(times, default=None)}
    return {
        "items": [(speaker, spark(one, **ends)) for speaker, one in zip(page.items, series, strict=True)],
        "next": following(page),
        "later": after,
    }


def _tabs(to: Any, given: dict[str, str], name: str, labels: dict[str, str]) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(label=label, here=given[name] == value, href=to(**given | {name: value}))
        for value, label in labels.items()
    ]
