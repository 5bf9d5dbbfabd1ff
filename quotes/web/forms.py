"""The fields of forms as browsers send them: in UTF-8, or they are refused."""

from __future__ import annotations

from urllib.parse import parse_qsl


def fields(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form by name, in their order.

    Raises:
        datasette.utils.asgi.BadRequest: it is not in UTF-8, so that nobody knows what was typed.
    """
    from datasette.utils.asgi import BadRequest

    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise BadRequest("This form is not in UTF-8.") from error


def text(value: bytes) -> str:
    """The text of one field of a form with files.

    Raises:
        datasette.utils.asgi.BadRequest: as `fields`.
    """
    from datasette.utils.asgi import BadRequest

    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise BadRequest("This form is not in UTF-8.") from error
