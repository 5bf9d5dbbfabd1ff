"""Exports of ProQuest: records between lines of underscores, each with fields around 'Full text:'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotes.read.exports.record import (
    Document,
    ExportRecord,
    author_of,
    date_of,
    documents,
    ends_whole,
    word_count,
    words,
)
from quotes.read.page.lines import ends_sentence
from quotes.read.unwrap import joined

LINE = re.compile(r"_{20,}")
NUMBER = re.compile(r"document \d+ of \d+", re.IGNORECASE)
FIELD = re.compile(r"(?P<name>[A-Za-z][A-Za-z/ -]{2,40}?) ?:(?: |\t|$)(?P<value>.*)")
INFO = re.compile(
    r"(?P<source>[^;\[]+?) ?[;,].*?(?P<date>\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4})"
)
ADDRESS = re.compile(r"https?://\S+/docview/\S+|https?://\S+")
NONE = re.compile(r"(?:full text )?not available\.?|none available\.?", re.IGNORECASE)
FOOT = re.compile(
    r"(?:database copyright|copyright) ?(?:©|\(c\))? ?\d{4} ProQuest.*|terms and conditions|contact proquest",
    re.IGNORECASE,
)
DETAILS = ("details", "detail")


def is_proquest(head: Sequence[str]) -> bool:
    """Whether the first lines of a file are of such an export."""
    plain = [line.strip() for line in head if line.strip()]
    names = [_name(line) for line in plain]
    ours = sum(name in words("proquest")["after"] for name in names)
    lined = any(LINE.fullmatch(line) or NUMBER.fullmatch(line) for line in plain)
    text = any(_is_text(line) for line in plain)
    return (lined and text and any(names)) or "proquest document id" in names or (text and ours > 2)


def is_record_field(line: str) -> bool:
    """Whether a line is a field of such an export."""
    return _name(line.strip()) != "" or bool(LINE.fullmatch(line.strip()))


def read_proquest(lines: Iterable[str]) -> Iterator[ExportRecord]:
    """The records of an export, in order."""
    trailers = False
    for document in documents(lines, lambda line: bool(LINE.fullmatch(line)), lambda line: False):
        for part in _numbered(document):
            record = _record(part, trailers)
            if record is not None:
                trailers = trailers or record.whole
                yield record


def _numbered(document: Document) -> Iterator[Document]:
    """The records of a document: one, or several that are numbered without a line between them."""
    yield from documents(document.lines, lambda line: bool(NUMBER.fullmatch(line)), lambda line: False)


def _name(line: str) -> str:
    match = FIELD.match(line)
    name = match["name"].strip().lower() if match else ""
    return name if name in words("proquest")["fields"] or name in words("proquest")["text"] else ""


def _is_text(line: str) -> bool:
    return _name(line) in words("proquest")["text"] or line.strip().lower() in words("proquest")["text"]


def _record(document: Document, trailers: bool) -> ExportRecord | None:
    lines = [line for line in document.lines if not FOOT.fullmatch(line.strip())]
    text_at = next((at for at, line in enumerate(lines) if _is_text(line.strip())), None)
    first = next((at for at, line in enumerate(lines) if _name(line.strip())), text_at)
    if first is None or (text_at is None and not _has_record(lines)):
        begun = trailers and any(NUMBER.fullmatch(line.strip()) for line in lines)
        return ExportRecord("", whole=False) if begun or (trailers and first is not None) else None
    stop = _stop(lines, text_at + 1) if text_at is not None else len(lines)
    before = _fields(lines[first : text_at if text_at is not None else None])
    fields = _fields(lines[stop:]) | {name: value for name, value in before.items() if value}
    top = [line.strip() for line in lines[:first] if line.strip() and not NUMBER.fullmatch(line.strip())]
    text = _text(lines, text_at, stop)
    whole = bool(_fields(lines[stop:])) or (ends_whole(text) and not trailers)
    source, published = _published(fields)
    number = fields.get("proquest document id", "")
    return ExportRecord(
        text,
        " ".join(top) or fields.get("title"),
        source,
        _author(fields),
        published,
        fields.get("section"),
        word_count(fields.get("word count", "")),
        fields.get("language of publication") or fields.get("language"),
        _address(fields),
        f"proquest-{number}" if number.isdigit() else None,
        whole=not document.too_long and (whole or text_at is None),
    )


def _has_record(lines: Sequence[str]) -> bool:
    return any(_name(line.strip()) in words("proquest")["after"] for line in lines)


def _stop(lines: Sequence[str], start: int) -> int:
    """The index of the first field after the text: it counts only if the surer fields follow it."""
    sure = [at for at in range(start, len(lines)) if _name(lines[at].strip()) in words("proquest")["after"]]
    if not sure:
        return len(lines)
    for at in range(start, len(lines)):
        name, plain = _name(lines[at].strip()), lines[at].strip().lower()
        if plain in DETAILS and at < sure[0]:
            return at
        if name and name not in words("proquest")["text"] and (at in sure or _leads(lines, at, sure[0])):
            return at
    return len(lines)


def _leads(lines: Sequence[str], at: int, sure: int) -> bool:
    """Whether there are only fields from here to the first sure one."""
    between = [line.strip() for line in lines[at:sure] if line.strip()]
    if any(_is_prose(line) for line in between):
        return False
    return at < sure and 2 * sum(bool(_name(line)) for line in between) >= len(between)


def _is_prose(line: str) -> bool:
    """Whether a line is a sentence of a text, even if it begins like a field ('Language: the notice …')."""
    match = FIELD.match(line) if _name(line) else None
    value = match["value"].strip() if match else line
    return len(value) > 60 and ends_sentence(value) and (match is None or value[:1].islower())


def _fields(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        plain = line.strip()
        if here := _name(plain):
            match = FIELD.match(plain)
            name = here
            found.setdefault(name, match["value"].strip() if match else "")
        elif name and plain:
            found[name] = f"{found[name]} {plain}".strip()
    return found


def _text(lines: Sequence[str], text_at: int | None, stop: int) -> str:
    if text_at is None:
        return ""
    match = FIELD.match(lines[text_at].strip())
    text = joined([match["value"] if match else "", *lines[text_at + 1 : stop]])
    return "" if NONE.fullmatch(text) else text


def _published(fields: dict[str, str]) -> tuple[str | None, str | None]:
    """The outlet and the date."""
    info = INFO.match(fields.get("publication info", "") or fields.get("publication information", ""))
    source = re.split(r";", fields.get("publication title", ""))[0].strip() or (
        info["source"].strip() if info else None
    )
    day = date_of(fields.get("publication date", "")) or (date_of(info["date"]) if info else None)
    return source or None, day or date_of(fields.get("publication year", ""))


def _author(fields: dict[str, str]) -> str | None:
    """'Finch, Orla; Aas, Per' → 'Orla Finch, Per Aas'."""
    given = author_of(fields.get("author") or fields.get("authors"))
    names = [name.strip().rstrip(".") for name in (given or "").split(";") if name.strip()]
    return (
        ", ".join(" ".join(reversed(name.split(", ", 1))) if name.count(", ") == 1 else name for name in names) or None
    )


def _address(fields: dict[str, str]) -> str | None:
    match = ADDRESS.search(fields.get("document url", "") or fields.get("proquest document link", ""))
    return match[0] if match else None
