"""What news archives have in common: a file of many documents, each with fields around a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from quotes.read.bounds import LONGEST_PAGE
from quotes.read.dates import iso_date

WORDS = re.compile(
    r"(?P<count>\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+)[ \u00a0]"
    r"(?:words?|wörter|mots|palabras|palavras|parole|woorden)\b",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december) (?P<year>\d{4})",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"(?:copyright|\(c\)|©)(?!\w)", re.IGNORECASE)
LOCAL_DAY = re.compile(
    r"\b(?P<day>\d{1,2})(?:\.|er|º)? (?:de |d['’])?(?P<month>[^\W\d_]{3,10})\.?(?: de| del)? (?P<year>\d{4})\b"
)
SENTENCE_END = re.compile(r"[.!?…:;)\]\"'”’»*-][\"'”’»)\]*]*$")
FILE = Path(__file__).with_name("exports.toml")


@dataclass(frozen=True)
class ExportRecord:
    """One document of an export.

    Attributes:
        text: its paragraphs, one blank line apart; '' if the export holds none.
        published: ISO 8601.
        length: words, as the archive counts them.
        whole: False if the file ends inside the document.
    """

    text: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    section: str | None = None
    length: int | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None
    whole: bool = True


@dataclass
class Document:
    """The lines of one document.

    Attributes:
        ended: whether the line that ends a document was there.
        too_long: whether lines were left out, because the document is longer than we read.
    """

    lines: list[str] = field(default_factory=list)
    ended: bool = False
    too_long: bool = False
    size: int = 0

    def add(self, line: str) -> None:
        self.size += len(line)
        if self.size <= LONGEST_PAGE:
            self.lines.append(line.rstrip())
        else:
            self.too_long = True


@cache
def words(archive: str) -> dict[str, frozenset[str]]:
    """The lists of `exports.toml` for one archive."""
    return {name: frozenset(found) for name, found in tomllib.loads(FILE.read_text("utf-8"))[archive].items()}


@cache
def in_english(table: str) -> dict[str, str]:
    """The English words for those of other languages: a table of `exports.toml`, 'labels' or 'months'."""
    return {word: english for english, found in tomllib.loads(FILE.read_text("utf-8"))[table].items() for word in found}


def documents(
    lines: Iterable[str], begins: Callable[[str], bool], ends: Callable[[str], bool], *, cover: bool = False
) -> Iterator[Document]:
    """Cut lines where a document begins or ends; a document without words is left out.

    Args:
        cover: whether the lines before the first document are a page about the export.
    """
    document = Document()
    waiting = cover
    for line in lines:
        plain = line.strip()
        if plain and begins(plain):
            if not waiting and any(document.lines):
                yield document
            document, waiting = Document(), False
        elif plain and ends(plain):
            document.ended = True
            document.add(line)
            if not waiting and any(document.lines):
                yield document
            document = Document()
        else:
            document.add(line)
    if not waiting and any(document.lines):
        yield document


def blocks(lines: Iterable[str]) -> list[list[str]]:
    """Neighbouring lines that are not blank, stripped."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def date_of(line: str) -> str | None:
    """The day or the month in a line, in ISO 8601."""
    if day := iso_date(line):
        return day
    if (local := LOCAL_DAY.search(line)) and (month := in_english("months").get(local["month"].lower())):
        return iso_date(f"{local['day']} {month} {local['year']}")
    match = MONTH.search(line)
    if not match:
        return None
    return (iso_date(f"1 {match['month']} {match['year']}") or "")[:7] or None


def word_count(value: str) -> int | None:
    """The number of words that a field gives: '1,061 words'."""
    match = WORDS.search(value) or re.fullmatch(r"(?P<count>\d[\d,]*)", value.strip())
    digits = re.sub(r"\D", "", match["count"]) if match else ""
    return int(digits) if 0 < len(digits) < 9 else None


def author_of(value: str | None) -> str | None:
    """A byline without its 'By'."""
    return re.sub(r"^by[: ]\s*", "", value.strip(), flags=re.IGNORECASE) or None if value else None


def ends_whole(text: str) -> bool:
    """Whether a text ends with a mark that ends a sentence."""
    return bool(SENTENCE_END.search(text.rstrip()))
