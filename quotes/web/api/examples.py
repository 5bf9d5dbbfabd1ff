"""Make example answers for the page of the API, from what is in the database."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from quotes.web.api import models
from quotes.web.api.problems import ApiError
from quotes.web.api.routes import ROUTES, Route

LONGEST, MOST = 120, 2  # characters of a text and items of a list that are shown


def answers_of(db: sqlite3.Connection, newest: dict[str, int]) -> dict[str, str]:
    """An example answer for each address, by its path, from what is in the database; a list has one item."""
    answers = {}
    for route in ROUTES:
        number = newest.get(route.path.split("/{id}")[0].rsplit("/", 1)[-1], -1) if "{id}" in route.path else -1
        if "{id}" in route.path and number < 0:
            continue
        needed = {"q": "the"} if "q" in route.asks.model_fields else {}
        asked = route.asks.model_validate(needed)
        try:
            found = _whole_or_first(db, route, asked, number)
        except ApiError:
            continue
        answers[route.path] = _shortened(found)
    return answers


def _whole_or_first(db: sqlite3.Connection, route: Route, asked: Any, number: int) -> dict[str, Any]:
    if route.rows is None:
        assert route.look_up is not None
        return route.look_up(db, asked=asked, number=number).model_dump(mode="json")
    items = route.rows(db, asked=asked, number=number, size=1, place=None).items
    searched = {"searched": None} if route.gives is models.Quotations else {}
    return {"items": [one.model_dump(mode="json") for one in items], "next": None} | searched


def _shortened(found: dict[str, Any]) -> str:
    """JSON with long texts and long lists cut, for a page."""

    def cut(value: Any) -> Any:
        if isinstance(value, str):
            return value[:LONGEST] + ("…" if len(value) > LONGEST else "")
        if isinstance(value, dict):
            return {name: cut(part) for name, part in value.items()}
        return [cut(part) for part in value[:MOST]] if isinstance(value, list) else value

    return json.dumps(cut(found), ensure_ascii=False, indent=2)
