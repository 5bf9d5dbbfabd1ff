"""Read the form of a new article as browsers send it: text, address or files."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from quotes.errors import SourceError
from quotes.web.add.desk import LARGEST, MB, too_large

ROOM = MB  # bytes of a request besides the files


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
        return Sent(
            {
                name: _text(value.encode())
                for name, value in parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
            }
        )
    return _parts(body, kind)


def _parts(body: bytes, kind: str) -> Sent:
    """Read a form with files."""
    from python_multipart import parse_form
    from python_multipart.exceptions import FormParserError

    sent = Sent()

    def on_field(found: Any) -> None:
        sent.fields[(found.field_name or b"").decode("utf-8", "replace")] = _text(found.value or b"")

    def on_file(found: Any) -> None:
        found.file_object.seek(0)
        if data := found.file_object.read():
            sent.files.append((plain_name(_text(found.file_name or b"")), data))

    headers = {"Content-Type": kind.encode("latin-1", "replace"), "Content-Length": str(len(body)).encode()}
    try:
        parse_form(headers, io.BytesIO(body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise SourceError("what was sent", f"cannot be read ({error})", "send the form again") from error
    return sent


def plain_name(name: str) -> str:
    """The name of a file without its folder and without characters that no file name should have."""
    plain = re.sub(r"[^\w.\- ]+", "_", re.split(r"[\\/]", name)[-1]).strip(" .")
    return plain[-80:] or "file.txt"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "").replace("\r\n", "\n")
