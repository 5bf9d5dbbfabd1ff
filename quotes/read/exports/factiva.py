"""Exports of Factiva: with the two letters of each field ('HD  Ferry talks end'), or as its pages show an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quotes.read.exports.record import (
    COPYRIGHT,
    WORDS,
    Document,
    ExportRecord,
    author_of,
    date_of,
    documents,
    ends_whole,
    word_count,
    words,
)
from quotes.read.unwrap import joined

END = re.compile(r"(?:AN[\s|:]+)?Document (?P<id>[A-Z][A-Z0-9]{3,9}0{0,3}\d{8}[a-z0-9]{4,}\w*)", re.IGNORECASE)
LINE = re.compile(r"(?P<code>[A-Z]{2}(?=\s{2}|\t|\s*\||$)|[A-Z]{3}(?=\s|\||$))[\s|]*(?P<value>.*)")
NARROW = re.compile(r"(?P<code>[A-Z]{2,3}) (?P<value>\S.*)")
TEXT_CODES = ("LP", "TD")
TOP_CODES = ("HD", "SE", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP")  # before TD
PAGE = re.compile(
    r"Page \d+ of \d+.*|©? ?\d{4} Factiva, Inc\. All rights reserved\.?|.*\bFactiva, Inc\..*", re.IGNORECASE
)
CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?(?: [A-Z]{2,4})?")
OF_FILE = re.compile(r"search summary|(?:©|\(c\)|copyright).{0,40}(?:factiva|dow jones)|factiva\b", re.IGNORECASE)
BYLINE = re.compile(r"by[: ]", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:,? (?:and |de |van |von |of |in )?[^\W\d_][\w.'’-]*){1,6}")
TOP = 14  # lines between the number of words and the text, at most


def is_factiva(head: Sequence[str]) -> bool:
    """Whether the first lines of a file are of such an export."""
    plain = [line.strip() for line in _spaced(head) if line.strip()]
    codes = {_code(line) for line in plain}
    if "HD" in codes and {"WC", "PD", "SN"} & codes and {"LP", "TD"} & codes:
        return True
    counts = [at for at, line in enumerate(plain) if WORDS.fullmatch(line)]
    if not counts:
        return False
    ended = any(END.fullmatch(line) for line in plain)
    return any(at and _dated(plain, at) and (ended or _rights(plain, at)) for at in counts)


def _rights(lines: Sequence[str], at: int) -> bool:
    return any(COPYRIGHT.match(line) for line in lines[at + 1 : at + TOP])


def _code(line: str) -> str:
    match = LINE.fullmatch(line)
    return match["code"] if match and match["code"] in words("factiva")["codes"] else ""


def is_mark(line: str) -> bool:
    """Whether a line ends a document, counts its words or names its owner."""
    plain = line.strip()
    return bool(END.fullmatch(plain) or WORDS.fullmatch(plain) or COPYRIGHT.match(plain)) or _code(plain) != ""


def read_factiva(lines: Iterable[str]) -> Iterator[ExportRecord]:
    """The documents of an export, in order."""
    ended = False
    for document in documents(lines, lambda line: False, lambda line: bool(END.fullmatch(line))):
        rest = [line for line in _spaced(document.lines) if not PAGE.fullmatch(line.strip())]
        record = _coded(document, rest) or _shown(document, rest, ended)
        if record is not None:
            yield record
        elif ended and any(rest) and not any(OF_FILE.match(line.strip()) for line in rest):
            yield ExportRecord("", whole=False)
        ended = ended or document.ended


def _spaced(lines: Sequence[str]) -> Sequence[str]:
    """The lines with two spaces after each code, also where an export has only one ('HD Ferry talks end').

    If there is only one, a code counts only if it may follow the code before it: words may look like one ('LA Times').
    """
    matches = [NARROW.fullmatch(line.strip()) for line in lines]
    if not {"HD", "WC", "PD", "SN"} <= {match["code"] for match in matches if match}:
        return lines
    found, last = [], "HD"
    for line, match in zip(lines, matches, strict=True):
        code = match["code"] if match else _code(line.strip())
        inside = last in TEXT_CODES and code in TOP_CODES and code != "HD"
        if code in words("factiva")["codes"] and not inside:
            last = code
            line = f"{code}  {match['value']}" if match else line
        found.append(line)
    return found


def _id(document: Document) -> str | None:
    match = END.fullmatch(document.lines[-1].strip()) if document.lines else None
    return f"factiva-{match['id']}" if match and document.ended else None


def _coded(document: Document, lines: Sequence[str]) -> ExportRecord | None:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        if found := _code(line.strip()):
            code = found
            fields.setdefault(code, [])
            match = LINE.fullmatch(line.strip())
            line = match["value"] if match else ""
        if code:
            fields[code].append(line)
    if not {"HD", "WC", "SN"} & fields.keys() or not {"LP", "TD", "HD"} & fields.keys():
        return None
    text = "\n\n".join(filter(None, (_paragraphs(fields.get(code, ())) for code in ("LP", "TD", "TX"))))
    return ExportRecord(
        text,
        _one(fields, "HD"),
        _one(fields, "SN"),
        author_of(_one(fields, "BY")),
        date_of(_one(fields, "PD") or ""),
        _section(fields),
        word_count(_one(fields, "WC") or ""),
        _one(fields, "LA"),
        id=_id(document),
        whole=not document.too_long and document.ended,
    )


def _section(fields: dict[str, list[str]]) -> str | None:
    page = _one(fields, "PG")
    return "; ".join(filter(None, (_one(fields, "SE"), page and f"Pg. {page}"))) or None


def _paragraphs(lines: Iterable[str]) -> str:
    return joined([line.strip().rstrip("|").strip() for line in lines])


def _one(fields: dict[str, list[str]], code: str) -> str | None:
    return " ".join(line.strip().strip("|").strip() for line in fields.get(code, ()) if line.strip()).strip() or None


def _shown(document: Document, lines: Sequence[str], ended: bool) -> ExportRecord | None:
    """An article as Factiva's pages show it: headline, author, words, date, outlet, …, copyright, text."""
    there = [line.strip() for line in lines]
    at = next((k for k, line in enumerate(there) if WORDS.fullmatch(line) and _dated(there, k)), None)
    if at is None or not any(there[:at]):
        return None
    section, title, author = _above(_full(there[:at]))
    facts, start = _below(there, at + 1)
    text = _without_publisher(joined(line for line in lines[start:] if not END.fullmatch(line.strip())))
    return ExportRecord(
        text,
        title,
        facts.get("source"),
        author_of(author),
        facts.get("published"),
        section or facts.get("section"),
        word_count(there[at]),
        facts.get("language"),
        id=_id(document),
        whole=not document.too_long and (document.ended or (not ended and ends_whole(text))),
    )


def _without_publisher(text: str) -> str:
    """A text without the name of a publisher as its last paragraph."""
    before, _, last = text.rpartition("\n\n")
    named = re.fullmatch(r"[^\W\d_][\w&.,'’() -]{3,70}", last) and last[0].isupper()
    ending = re.sub(r"[^\w]+$", "", last).rpartition(" ")[2].lower()
    capital = all(word[0].isupper() or len(word) < 4 for word in last.replace("&", "").split())
    return before if before and named and capital and ending in words("factiva")["publishers"] else text


def _dated(lines: Sequence[str], at: int) -> bool:
    """Whether a date stands under the number of words."""
    return any(date_of(line) and len(line) < 40 for line in _full(lines[at + 1 : at + 8])[:2])


def _full(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line]


def _above(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Section, headline and author of the lines before the number of words."""
    *before, last = lines[-4:]
    if before and (BYLINE.match(last) or _is_author(last, before[-1])):
        *rest, title = before
        return (rest[-1] if rest and len(rest[-1]) < 40 else None), title, last
    return (before[-1] if before and len(before[-1]) < 40 else None), last, None


def _is_author(line: str, above: str) -> bool:
    """Whether a line under the headline is a name: some capitalised words, fewer than the headline has."""
    capitals = all(word[0].isupper() or len(word) < 4 for word in line.split())
    office = not words("factiva")["offices"].isdisjoint(re.findall(r"[a-z]+", line.lower()))
    return bool(NAME.fullmatch(line)) and capitals and len(line) < 60 and (office or len(line) < len(above))


def _below(lines: Sequence[str], start: int) -> tuple[dict[str, str], int]:
    """The facts in the lines after the number of words, and the index at which the text begins."""
    facts: dict[str, str] = {}
    stop = min(len(lines), start + 2 * TOP)
    rights = next((at for at in range(start, stop) if COPYRIGHT.match(lines[at])), None)
    spoken = next((at for at in range(start, stop) if lines[at].lower() in words("factiva")["languages"]), None)
    end = rights if rights is not None else spoken if spoken is not None else start
    for line in (line for line in lines[start : end + 1] if line and not COPYRIGHT.match(line)):
        if line.lower() in words("factiva")["languages"]:
            facts["language"] = line
        elif "published" not in facts and (day := date_of(line)):
            facts["published"] = day
        elif CLOCK.fullmatch(line):
            continue
        elif "source" not in facts:
            facts["source"] = line
    return facts, end + 1
