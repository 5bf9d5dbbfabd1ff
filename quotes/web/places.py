"""Write and read the place where a page begins, in an address."""

from __future__ import annotations

import base64
import json

from quotes.store.orders import Place

Form = tuple[type, ...]
IN_TIME: Form = (str, int, int, int)
#: The type of each value of a place, by order; text and fractions may be null. Without words there are no ranks, so
#: the newest come first.
FORMS: dict[str, tuple[Form, ...]] = {
    "newest": (IN_TIME,),
    "oldest": (IN_TIME,),
    "relevant": ((float, int), IN_TIME),
    "best": ((float, str, int),),
    "quotes": ((int, str, int),),
    "name": ((int, str, int),),
}


def written(place: Place) -> str:
    """Write a place for an address."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def read(text: str, forms: tuple[Form, ...]) -> Place:
    """Read a place that `written` made.

    Args:
        forms: the types of its values in order, for each form that it may have; text may be null.

    Raises:
        ValueError: it is not a place, or one of another order.
    """
    place = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    if not isinstance(place, list) or not any(_is_of(place, form) for form in forms):
        raise ValueError(text)
    if any(isinstance(value, int) and not 0 <= value < 2**63 for value in place):
        raise ValueError(text)
    "".join(value for value in place if isinstance(value, str)).encode()  # a lone surrogate cannot be looked up
    return place


def _is_of(place: Place, form: Form) -> bool:
    return len(place) == len(form) and all(
        type(value) is kind or (value is None and kind is not int) for value, kind in zip(place, form, strict=True)
    )
