"""Read mail: single messages (EML) and mailboxes (mbox), each message an article with its subject and its date."""

from __future__ import annotations

import email
import re
from collections.abc import Iterable, Iterator
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from itertools import groupby
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.bounds import LONGEST_MESSAGE, MB, MOST_PARTS
from quotes.read.dates import iso_date
from quotes.read.decode import Stream
from quotes.read.fields import Fields, without_halves
from quotes.read.formats.document import Properties, articles_of
from quotes.read.formats.sandbox import lines_of
from quotes.read.outcome import ArticleOrError
from quotes.read.unwrap import joined

POSTMARK = re.compile(rb"From \S+.{0,80}\d\d:\d\d.{0,20}\d{4}")
BULK = ("list-id", "list-unsubscribe", "list-post")
PLAIN_ENOUGH = 0.5  # the share of the words in a message's HTML that its plain text needs at least
SIGNATURE = re.compile(r"^-- \n(?:.*\n?){0,12}\Z", re.MULTILINE)
REPLY = re.compile(r"\s*(?:re|fwd?|fw|aw|wg) ?(?:\[\d+\])?: *", re.IGNORECASE)


def read_eml(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the article of a message, and those of the messages that are forwarded in it."""
    yield from message_articles(stream.content(LONGEST_MESSAGE, "a message"), name)


def read_mbox(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield an article for each message of a mailbox, one message in memory at a time."""
    count = 0
    for count, message in enumerate(_messages(stream), 1):
        where = f"{name}, message {count}"
        if len(message) > LONGEST_MESSAGE:
            yield SourceError(where, f"a message of more than {LONGEST_MESSAGE // MB} MB", "it is left out")
        else:
            yield from message_articles(message, where)
    if not count:
        yield SourceError(name, "a mailbox without a message", "each begins with a line 'From …' and its date")


def _messages(stream: Stream) -> Iterator[bytes]:
    """Yield the bytes of each message, up to one more than the bound."""
    lines: list[bytes] = []
    size, blank, some = 0, True, False
    while line := stream.raw.readline(MB):
        if blank and POSTMARK.match(line):
            if some:
                yield b"".join(lines)
            lines, size, some = [], 0, True
        elif some and size <= LONGEST_MESSAGE:
            lines.append(line[1:] if line.startswith(b">From ") else line)
            size += len(line)
        blank = not line.strip()
    if some:
        yield b"".join(lines)


def message_articles(content: bytes, where: str) -> Iterator[ArticleOrError]:
    """Yield the articles of one message."""
    try:
        message = email.message_from_bytes(content, policy=default)
        parts = _parts(message)
        forwarded = [part for part in parts if part.get_content_type() == "message/rfc822"]
        inner = {id(one) for part in forwarded for one in part.walk()} - {id(part) for part in forwarded}
        own = [part for part in parts if id(part) not in inner]
        yield from _own(message, own, where)
        for number, part in enumerate(forwarded[:MOST_PARTS], 1):
            nested = part.get_payload(0) if part.is_multipart() else None
            if isinstance(nested, EmailMessage):
                yield from _own(nested, _parts(nested), f"{where}, forwarded message {number}")
    except (LookupError, ValueError, OverflowError, RecursionError, AttributeError, TypeError) as error:
        problem = " ".join(str(error).split())[:150]
        yield SourceError(
            where, f"a damaged message ({type(error).__name__}: {problem})", "save it again from the mail program"
        )


def _parts(message: EmailMessage) -> list[EmailMessage]:
    parts = []
    for part in message.walk():
        parts.append(part)
        if len(parts) > MOST_PARTS:
            raise ValueError(f"more than {MOST_PARTS:,} parts")
    return parts


def _own(message: EmailMessage, parts: list[EmailMessage], where: str) -> Iterator[ArticleOrError]:
    text = _text(parts)
    if problem := cut_off([part for part in parts if part.get_content_maintype() == "text"], message):
        yield SourceError(where, problem, "fetch it again, or save it again from the mail program")
        return
    for part in parts:
        if part.get_content_disposition() == "attachment" and (file := part.get_filename()):
            yield SourceError(
                where, f"the attachment {without_halves(file)[:80]!r} is not read", "save it and give its path"
            )
    if not text.strip():
        if not any(part.get_content_type() == "message/rfc822" for part in parts):
            yield SourceError(where, "a message without text", "leave it out")
        return
    about = _about(message)
    found = list(articles_of(text, where, about))
    key = _header(message, "message-id")
    for number, result in enumerate(found, 1):
        if isinstance(result, Article) and key:
            result = result.model_copy(update={"id": key if number == 1 else f"{key}#{number}"})
        yield result


def cut_off(parts: Iterable[EmailMessage], message: EmailMessage) -> str:
    """What is wrong with a message that was not fetched to its end, or whose parts cannot be decoded; '' if nothing.

    The parts have to be decoded first, because defects are found only then.
    """
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    if any(isinstance(defect, InvalidBase64CharactersDefect) for part in shown for defect in part.defects):
        return "a damaged message, whose text cannot be decoded"
    lengths = (InvalidBase64LengthDefect, InvalidBase64PaddingDefect)
    if any(isinstance(defect, lengths) for part in shown for defect in part.defects):
        return "a message that breaks off inside its text"
    open_end = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    inner = [part for part in message.walk() if not part.is_multipart()]
    return "a message that breaks off inside its text" if open_end and inner and inner[-1] in shown else ""


def _text(parts: list[EmailMessage]) -> str:
    """The text of a message: its plain text, or its HTML if that has many more words."""
    here = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = "\n\n".join(_content(part) for part in here if part.get_content_type() == "text/plain")
    shown = "\n\n".join(lines_of(_content(part)) for part in here if part.get_content_type() == "text/html")
    plain = _unquoted(SIGNATURE.sub("", plain.replace("\r\n", "\n")))
    return plain if len(plain.split()) >= PLAIN_ENOUGH * len(shown.split()) and plain.strip() else shown


def _unquoted(text: str) -> str:
    """A plain text with its lines joined to paragraphs, and without the '>' of quoted messages."""
    runs = groupby(text.split("\n"), key=lambda line: line.startswith(">"))
    return "\n\n".join(
        joined(re.sub(r"^(?:> ?)+", "", line) for line in lines) if quoted else joined(lines) for quoted, lines in runs
    )


def _content(part: EmailMessage) -> str:
    payload: Any = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = payload.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = _decoded(payload)
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?<!^--) \r?\n(?!\r?\n)", " ", text)
    return without_halves(text)


def _decoded(payload: bytes) -> str:
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload.decode("cp1252", "replace")


def _about(message: EmailMessage) -> Properties:
    title = REPLY.sub("", _header(message, "subject") or "", count=1).strip() or None
    sender, address = parseaddr(_header(message, "from") or "")
    who = sender or address or None
    bulk = any(name in message for name in BULK) or (_header(message, "precedence") or "").lower() in ("bulk", "list")
    return Properties(
        title,
        None if bulk else who,
        iso_date(_header(message, "date") or ""),
        who if bulk else None,
        _header(message, "content-language"),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    value = str(message.get(name) or "")
    return " ".join(without_halves(value).split()) or None
