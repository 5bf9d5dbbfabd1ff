"""Find the articles in a JSON value: in a list, under a key, under their ids, or deeper."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from quotes.read.fields import Fields, column, has_text

DEEPEST = 6  # levels of objects and lists in which articles are looked for
ABOUT = ("meta", "metadata", "info", "attributes", "properties", "header", "head")  # of the text beside them
LOOKED_AT = 5  # objects of a list that are examined


def rows_in(found: Any, fields: Fields) -> list[Any]:
    """The articles in a value, such as {"status": "ok", "articles": […]} from a news service.

    If the text of an article lies deeper ('fields.bodyText'), the fields beside the text are added to its own.
    """
    if isinstance(found, list) and not (found and _is_wrapper(found[0], fields)):
        return [_widened(row, fields) for row in found]
    if isinstance(found, dict) and has_text(column("text", fields, found), found):
        return [found]
    fitting = (rows for rows in _lists(found) if any(_has_text(row, fields) for row in rows[:LOOKED_AT]))
    if (best := _first_of_many(fitting, fields)) is not None:
        return [_widened(row, fields) for row in best]
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        return lists[0] if len(lists) == 1 else [_widened(found, fields)]
    return [found]


def _first_of_many(lists: Iterator[list[Any]], fields: Fields) -> list[Any] | None:
    """The first list of articles. If its only object just contains objects with texts, these are the articles."""
    found = None
    for rows in lists:
        if found is None:
            found = rows
        if len(found) > 1 or (isinstance(found[0], dict) and has_text(column("text", fields, found[0]), found[0])):
            return found
        if len(rows) > 1 and sum(_has_text(row, fields) for row in rows[:LOOKED_AT]) > 1:
            return rows
    return found


def _is_wrapper(row: Any, fields: Fields) -> bool:
    """Whether an item of a list is not an article itself but contains a list of articles."""
    return (
        isinstance(row, dict)
        and not _has_text(row, fields)
        and any(
            isinstance(value, list) and value and isinstance(value[0], dict) and _has_text(value[0], fields)
            for value in row.values()
        )
    )


def _lists(found: Any) -> Iterator[list[Any]]:
    """Every list of objects in a value, the highest first; an object that has objects under ids counts as one."""
    waiting = deque([(found, 0)])
    while waiting:
        value, depth = waiting.popleft()
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        objects = [one for one in inner if isinstance(one, dict)]
        if objects and isinstance(value, list):
            yield value
        elif objects and len(objects) == len(inner):
            yield [{"id": key, **one} if not column("id", Fields(), one) else one for key, one in value.items()]
        if depth < DEEPEST:
            waiting.extend((one, depth + 1) for one in inner if isinstance(one, dict | list))


def _has_text(row: Any, fields: Fields) -> bool:
    return isinstance(row, dict) and any(has_text(column("text", fields, wide), wide) for wide in _wide(row, fields))


def _widened(row: Any, fields: Fields) -> Any:
    """An object with the fields that lie beside its text, if the text lies deeper."""
    found = next((wide for wide in _wide(row, fields) if has_text(column("text", fields, wide), wide)), row)
    if not isinstance(found, dict):
        return found
    about = (value for key, value in row.items() if key in ABOUT and isinstance(value, dict))
    return {key: value for one in about for key, value in one.items() if not _is_text(key)} | found


def _wide(row: Any, fields: Fields) -> Iterator[dict[str, Any]]:
    """Yield an object itself, then the object with the fields of each object in it added."""
    if not isinstance(row, dict):
        return
    path = [part.removesuffix("[]") for part in (fields.text or "").split(".")]
    yield row
    if len(path) > 1:
        yield from _along(row, path, fields)
        return
    waiting = deque([(row, row, 0)])
    while waiting:
        value, wide, depth = waiting.popleft()
        for name, inner in value.items():
            if isinstance(inner, dict) and depth < DEEPEST:
                rest = {key: other for key, other in wide.items() if key != name}
                below = {**inner, **rest, **{key: inner[key] for key in inner if _is_text(key)}}
                yield below
                waiting.append((inner, below, depth + 1))


def _is_text(name: str) -> bool:
    return bool(column("text", Fields(), [name]))


def _along(row: dict[str, Any], path: list[str], fields: Fields) -> Iterator[dict[str, Any]]:
    """The object with the text that a path leads to ('fields.bodyText'), from here or from higher up."""
    for start in range(len(path)):
        value: Any = row
        wide: dict[str, Any] = row
        for part in path[start:-1]:
            value = value.get(part) if isinstance(value, dict) else None
            wide = {**value, **wide} if isinstance(value, dict) else wide
        if isinstance(value, dict) and path[-1] in value:
            yield {**wide, str(fields.text): value[path[-1]]}
