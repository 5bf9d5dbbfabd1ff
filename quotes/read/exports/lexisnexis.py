"""Exports of LexisNexis ('1 of 20 DOCUMENTS') and of Nexis Uni and Lexis+ ('End of Document')."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotes.read.exports.record import (
    COPYRIGHT,
    WORDS,
    Document,
    ExportRecord,
    author_of,
    blocks,
    date_of,
    documents,
    ends_whole,
    in_english,
    word_count,
    words,
)
from quotes.read.unwrap import joined

NUMBER = re.compile(
    r"\d[\d,.]* (?:of|von|de|di|van|sur) \d[\d,.]* (?:documents?|dokumente?n?|documentos?|documenti|documenten)"
    r"|do[ck]ument[oe]? \d[\d,.]* (?:of|von|de|di|van|sur) \d[\d,.]*(?: documents?)?",
    re.IGNORECASE,
)
END = re.compile(
    r"end of document|ende des dokuments|fin (?:du|de) document|fin del documento|fine (?:del )?documento"
    r"|einde (?:van )?document",
    re.IGNORECASE,
)
FIELD = re.compile(r"(?P<name>[^\W\d_][\w/ -]{2,30}?)[ \u00a0]?:(?: |\u00a0|$)(?P<value>.*)")
ALIKE = re.compile(r"document \d+ (?:of|de) \d+", re.IGNORECASE)  # which ProQuest writes, too
BEGINNING = ("byline", "section", "length", "dateline", "highlight", "body", "anchors", "guests", "headline", "series")
# Centred lines of a broadcast that are neither its name nor its headline.
BROADCAST = re.compile(r"\s*(?:show|transcript|type|all rights reserved)\b:?.*", re.IGNORECASE)
LISTED = re.compile(r"\d{1,4}\. ?\S")
PAGE = re.compile(r"Page \d+ of \d+")


def is_lexisnexis(head: Sequence[str]) -> bool:
    """Whether the first lines of a file are of such an export."""
    plain = [line.strip() for line in head]
    said = {_name(line) for line in plain}
    if any(NUMBER.fullmatch(line) and not ALIKE.fullmatch(line) for line in plain):
        return bool(said & {"length", "load-date", "language", "byline", "section"})
    if any(NUMBER.fullmatch(line) for line in plain):
        counted = any(_name(line) == "length" and WORDS.search(line) for line in plain)
        return counted or "load-date" in said
    fields = said & {"length", "load-date", "section", "byline", "dateline", "classification", "highlight"}
    marks = sum((bool(fields & {"load-date", "length"}), "body" in said, any(END.fullmatch(line) for line in plain)))
    return (len(fields) > 1 and marks > 1) or (len(fields) > 2 and "load-date" in said)


def begins_field(line: str) -> bool:
    """Whether a line is a field of such an export, or the mark between two documents."""
    plain = line.strip()
    alone = plain.lower() in words("lexisnexis")["alone"] or plain == "Body"
    field = _name(plain) != "" and ":" in plain and (plain[0].isupper() and "." not in plain.split(":")[0])
    return alone or field or bool(END.fullmatch(plain) or NUMBER.fullmatch(plain) or COPYRIGHT.match(plain))


def read_lexisnexis(lines: Iterable[str]) -> Iterator[ExportRecord]:
    """The documents of an export, in order."""
    lines = iter(lines)
    head, numbered = [], False
    for line in lines:
        head.append(line)
        numbered = bool(NUMBER.fullmatch(line.strip()))
        if numbered or len(head) == 400 or END.fullmatch(line.strip()):
            break
    whole = _chained(head, lines)
    trailers = False
    if numbered:
        found = documents(whole, lambda line: bool(NUMBER.fullmatch(line)), _never, cover=True)
    else:
        found = documents(whole, _never, lambda line: bool(END.fullmatch(line)))
    for document in found:
        record = _record(document, numbered=numbered, trailers=trailers)
        if record is not None:
            trailers = trailers or record.whole
            yield record


def _chained(head: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from head
    yield from rest


def _never(line: str) -> bool:
    return False


def _name(line: str) -> str:
    """The field that a line begins, in lower case and in English; '' for another line."""
    match = FIELD.match(line)
    name = (match["name"] if match else line if len(line) < 30 else "").strip().lower()
    name = in_english("labels").get(name, name)
    return name if name in _names("before") or name in _names("after") else ""


def _names(place: str) -> frozenset[str]:
    return words("lexisnexis")[place]


def _record(document: Document, *, numbered: bool, trailers: bool) -> ExportRecord | None:
    lines = [line for line in document.lines if not END.fullmatch(line.strip()) and not PAGE.fullmatch(line.strip())]
    first = next((at for at, line in enumerate(lines) if _begins_fields(line)), None)
    if first is None:
        found = _without_fields(document, lines, numbered) if numbered or document.ended else None
        return found or (ExportRecord("", whole=False) if numbered and not document.ended and any(lines) else None)
    title, source, published = _classic_top(lines[:first]) if numbered else _top(lines[:first])
    fields, start = _fields(lines, first)
    stop = _stop(lines, start)
    text = _text(lines[start:stop])
    after = _after(lines[stop:])
    whole = document.ended or bool(after) or (ends_whole(text) and not trailers)
    return ExportRecord(
        text,
        title or fields.get("headline") or fields.get("title"),
        source,
        author_of(fields.get("byline")),
        published,
        fields.get("section"),
        word_count(fields.get("length", "")),
        language=_language(after.get("language", "")),
        url=after.get("url") if after.get("url", "").startswith("http") else None,
        whole=whole and not document.too_long,
    )


def _without_fields(document: Document, lines: Sequence[str], numbered: bool) -> ExportRecord | None:
    """A document without a field: headline, outlet and date, if it has them, stand above its text."""
    parts = blocks(lines)
    top = [line for block in parts[:4] for line in block][:6]
    day = next((at for at, line in enumerate(top) if date_of(line) and len(line) < 60), None)
    if day is None:
        return None
    title, source, published = _classic_top(top[: day + 1]) if numbered else _top(top[: day + 1])
    rest = [line for line in lines if line.strip()]
    text = joined(rest[day + 1 :])
    return ExportRecord(text, title, source, published=published, whole=document.ended) if text else None


def _begins_fields(line: str) -> bool:
    name = _name(line.strip())
    return name in BEGINNING and (name == "body" or ":" in line) and not line.startswith(" " * 8)


def _classic_top(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Headline, outlet and date: the outlet and the date are centred, with the edition; the headline stands left."""
    lines = [line for line in lines if not BROADCAST.fullmatch(line) and not COPYRIGHT.match(line.strip())]
    there = [line for line in lines if line.strip()]
    day = next((at for at, line in enumerate(there) if date_of(line)), None)
    if day is None:
        title = [line.strip() for line in there if not line.startswith(" " * 8)] or [line.strip() for line in there[1:]]
        return " ".join(title) or None, next((line.strip() for line in there), None), None
    source = " ".join(line.strip() for line in there[:day]) or None
    rest = lines[next(at for at, line in enumerate(lines) if line == there[day]) + 1 :]
    parts = blocks(line for line in rest if not line.startswith(" " * 8))
    parts = [part for part in parts if not _is_edition(" ".join(part))] or parts
    return (" ".join(parts[-1]) if parts else None), source, date_of(there[day])


def _is_edition(line: str) -> bool:
    last = re.sub(r"\W+", " ", line).lower().split()
    return bool(last) and len(last) < 6 and (last[-1] == "edition" or " ".join(last) in words("lexisnexis")["editions"])


def _top(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Headline, outlet and date, which stand below each other, perhaps after a page about the export."""
    there = [line.strip() for line in lines if line.strip() and not COPYRIGHT.match(line.strip())]
    there = [line for line in there if not BROADCAST.fullmatch(line)]
    days = [at for at, line in enumerate(there) if date_of(line) and len(line) < 80 and at]
    if not days:
        kept = [line for line in there if not _of_cover(line)]
        return (kept[0] if kept else None), (kept[1] if len(kept) > 1 else None), None
    day = days[-1]
    source = there[day - 1]
    title = there[day - 2] if day > 1 and not _of_cover(there[day - 2]) else None
    return (title, source, date_of(there[day])) if title else (source, None, date_of(there[day]))


def _of_cover(line: str) -> bool:
    name = line.split(":")[0].split(" (")[0].strip().lower()
    return bool(LISTED.match(line)) or (":" in line and name in words("lexisnexis")["cover"])


def _fields(lines: Sequence[str], first: int) -> tuple[dict[str, str], int]:
    """The fields before the text, and the index at which the text begins."""
    fields: dict[str, str] = {}
    name, at = "", first
    while at < len(lines):
        line = lines[at].strip()
        found = _name(line) if _is_field(line) else ""
        if found == "body":
            return fields, at + 1
        if found in _names("before"):
            match = FIELD.match(line)
            name, value = found, match["value"].strip() if match else ""
            fields.setdefault(name, value)
        elif not line:
            if fields.get(name):
                name = ""
        elif name:  # the value goes on in the next line
            fields[name] = f"{fields[name]} {line}".strip()
        elif not _more_fields(lines, at, "length" in fields):
            return fields, at
        at += 1
    return fields, at


def _is_field(line: str) -> bool:
    return ":" in line or _name(line) == "body"


def _more_fields(lines: Sequence[str], at: int, counted: bool) -> bool:
    """Whether 'Body', or the length if it has not come yet, follows in a few lines: after a headline among fields."""
    near = [line.strip() for line in lines[at : at + 6]]
    return any(_name(line) == "body" or (not counted and _name(line) == "length") for line in near)


def _stop(lines: Sequence[str], start: int) -> int:
    """The index of the first line after the text."""
    sure = words("lexisnexis")["sure"]
    last = max((at for at in range(start, len(lines)) if _closes(lines[at].strip(), sure)), default=None)
    for at in range(start, len(lines)):
        line = lines[at].strip()
        if _closes(line, sure):
            return at
        name = _name(line)
        if line.lower() in words("lexisnexis")["alone"] and last is not None and at < last:
            return at
        label = line.split(":")[0]
        if ":" in line and label.isupper() and name in _names("after"):
            return at
        if COPYRIGHT.match(line) and len(line) < 120 and _only_rights(lines[at + 1 :]):
            return at
    return len(lines)


def _closes(line: str, sure: frozenset[str]) -> bool:
    name = _name(line)
    return name in sure and (":" in line or line.istitle())


def _only_rights(lines: Sequence[str]) -> bool:
    rest = [line.strip() for line in lines if line.strip()]
    return len(rest) < 4 and all(len(line) < 80 for line in rest)


def _after(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if (name := _name(line.strip())) and (match := FIELD.match(line.strip())):
            found.setdefault(name, match["value"].strip())
        elif COPYRIGHT.match(line.strip()):
            found.setdefault("copyright", line.strip())
    return found


def _language(value: str) -> str | None:
    """'ENGLISH' → 'English'; the archive may name several."""
    name = re.split(r"[;,/(]", value)[0].strip()
    return name.capitalize() or None


def _text(lines: Sequence[str]) -> str:
    return joined(lines)
