"""Where a page begins, as it stands in an address."""

from __future__ import annotations

import base64
import json

from quotes.store.search import Place

#: The type of each value of a place, by order; text and fractions may be null. Without words nothing has a rank: then
#: the newest come first.
FORMS: dict[str, tuple[type | tuple[type, ...], ...]] = {
    "newest": (str, int),
    "oldest": (str, int),
    "relevant": ((float, str), int),
    "best": (float, str, int),
    "quotes": (int, str, int),
    "name": (int, str, int),
}


def written(place: Place) -> str:
    """A place as it stands in an address."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def read(text: str, form: tuple[type | tuple[type, ...], ...]) -> Place:
    """The place that `written` gave.

    Args:
        form: the type of each value; text may be null.

    Raises:
        ValueError: it is not one, or one of another order.
    """
    place = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    allowed = [_kinds(kind) for kind in form]
    if not isinstance(place, list) or len(place) != len(form):
        raise ValueError(text)
    if not all(type(value) in kinds for value, kinds in zip(place, allowed, strict=True)):
        raise ValueError(text)
    if any(isinstance(value, int) and not 0 <= value < 2**63 for value in place):
        raise ValueError(text)
    "".join(value for value in place if isinstance(value, str)).encode()  # a lone surrogate cannot be looked up
    return place


def _kinds(kind: type | tuple[type, ...]) -> tuple[type, ...]:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return kinds if kinds == (int,) else (*kinds, type(None))
