"""Read the form of a new article as browsers send it: text, address or files."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

from quotes.errors import SourceError
from quotes.web import forms
from quotes.web.add.desk import LARGEST, MB, too_large

ROOM = MB  # bytes of a request besides the files
LONGEST_NAME = 200  # bytes of the name of a file; file systems take 255


@dataclass
class Sent:
    """The content of a form: its fields, and its files by name."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[tuple[str, bytes]] = field(default_factory=list)


async def body_of(request: Any, label: str) -> bytes:
    """Read the body of a request, no further than allowed.

    Raises:
        SourceError: it is too large.
    """
    told = request.headers.get("content-length") or ""
    if told.isdecimal() and int(told) > LARGEST + ROOM:
        raise too_large(label, int(told))
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        body += message.get("body", b"")
        more = message.get("more_body", False) and message["type"] == "http.request"
        if len(body) > LARGEST + ROOM:
            raise too_large(label, len(body))
    return bytes(body)


async def read_form(request: Any) -> Sent:
    """Read a form as it was sent.

    Raises:
        SourceError: it is too large, or damaged.
    """
    kind = request.headers.get("content-type") or "application/x-www-form-urlencoded"
    body = await body_of(request, "what was sent")
    if not kind.lower().startswith("multipart/"):
        return Sent({name: _plain(value) for name, value in forms.fields(body)})
    return _parts(body, kind)


def _parts(body: bytes, kind: str) -> Sent:
    """Read a form with files."""
    from python_multipart import parse_form
    from python_multipart.exceptions import FormParserError

    sent = Sent()

    def on_field(found: Any) -> None:
        sent.fields[forms.text(found.field_name or b"")] = _plain(forms.text(found.value or b""))

    def on_file(found: Any) -> None:
        found.file_object.seek(0)
        if data := found.file_object.read():
            sent.files.append((plain_name((found.file_name or b"").decode("utf-8", "replace")), data))

    headers = {"Content-Type": kind.encode("latin-1", "replace"), "Content-Length": str(len(body)).encode()}
    try:
        parse_form(headers, io.BytesIO(body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise SourceError("what was sent", f"cannot be read ({error})", "send the form again") from error
    return sent


def plain_name(name: str) -> str:
    """The name of a file without its folder and without characters that no file name should have."""
    plain = re.sub(r"[^\w.\- ]+", "_", re.split(r"[\\/]", name)[-1]).strip(" .")
    return plain.encode()[-LONGEST_NAME:].decode("utf-8", "ignore") or "file.txt"


def _plain(value: str) -> str:
    return value.replace("\0", "").replace("\r\n", "\n")
