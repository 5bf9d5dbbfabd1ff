"""Make an Article of a row of JSON, CSV, Parquet or a spreadsheet."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.dates import iso_date
from quotes.read.decode import broken
from quotes.read.fields import NAMES, WORD_INSIDE, Fields, column, key_of, no_text, text_in, without_halves
from quotes.read.formats.sandbox import lines_of

# Further fields of an article, which have no option.
BESIDES = {
    "section": ("section", "section_name", "article_section", "print_section", "category", "desk", "rubrik", "ressort"),
    "length": ("length", "word_count", "words"),
}
MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|blockquote|q|ul|li|span|strong|b|em|i|a|figure|img|section)\b[^<>]*>", re.IGNORECASE
)
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
# How NewsAPI says that it gives only the beginning of a text.
CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+(?P<count>\d+) chars\]\s*$")
LISTED = re.compile(r"\[(\s*|[\"'].*[\"'])\]", re.DOTALL)
BYLINE = re.compile(r"^by:?\s+(?=\S)", re.IGNORECASE)
LEAD = "cut: the first paragraph alone is there"
HTML = "HTML in the text read as text"


def to_article(
    row: Mapping[str, Any], fields: Fields, where: str, *, checked: bool = True, day_first: bool | None = None
) -> Article | SourceError:
    """Make an article of a row. Its text is kept character by character.

    Args:
        checked: False if the text may still hold bytes that are invalid in its encoding.
        day_first: whether '04/07/2025' is in July, as the other rows tell.
    """
    there = [row[name] for name in column("text", fields, row)]
    texts = [text for value in there if (text := text_in(value)) is not None]
    if not texts and (not there or any(text is not None for text in there)):
        return no_text(where, fields, row)
    text = next((text for text in texts if text.strip()), "")
    if not checked and (problem := broken(text, where)):
        return problem
    if not text:
        return SourceError(where, "an article with no text", "leave it out")
    try:
        text, notes = as_shown(without_halves(text))
        notes += (LEAD,) if _is_lead(there, row, fields) else ()
    except ValueError as error:
        return SourceError(where, str(error), "save the text of the article")
    if not text.strip():
        return SourceError(where, "an article with no text", "leave it out")
    values: dict[str, Any] = {field: _first(row, column(field, fields, row)) for field in NAMES if field != "text"}
    values["title"] = _title(values["title"], values["source"])
    values["author"] = _author(values["author"])
    values["published"] = iso_date(values["published"] or "", day_first=day_first)
    values["id"] = values["id"] or content_id(text, title=values["title"], source=values["source"])
    return Article.model_validate({"text": text, "notes": notes, **values, **_besides(row)})


def _is_lead(there: list[Any], row: Mapping[str, Any], fields: Fields) -> bool:
    """Whether the only text is in a field whose name says that it is the first paragraph."""
    return fields.text is None and len(there) == 1 and key_of(column("text", fields, row)[0]) == "leadparagraph"


def _title(title: str | None, source: str | None) -> str | None:
    """A headline without entities, and without the outlet after it ('Ferry talks end - Tarn Post')."""
    plain = html.unescape(title).strip() if title else ""
    before, _, last = plain.rpartition(" ")
    while source and before and not re.match(r"[-–—|]$", last):
        before, _, last = before.rpartition(" ")
    named = source and before and plain[len(before) + len(last) + 2 :].casefold() == source.casefold()
    return (before if named else plain) or None


def _author(author: str | None) -> str | None:
    """The names of authors without 'By' and the marks of a list; None for a number, such as that of an account."""
    if author and (listed := LISTED.fullmatch(author.strip())):
        author = ", ".join(re.findall(r"(?<=[\"'])[^\"',\[\]][^\"\[\]]*?(?=[\"'](?:,|$))", listed[1]))
    return BYLINE.sub("", author, count=1) if author and not author.isdigit() else None


def _besides(row: Mapping[str, Any]) -> dict[str, Any]:
    """Section and length, as far as they are there."""
    keys = {key_of(name): name for name in reversed(list(row))}
    found = {
        field: _first(row, [keys[key_of(n)] for n in names if key_of(n) in keys]) for field, names in BESIDES.items()
    }
    digits = re.fullmatch(r"(\d[\d,]{0,9})(?:\.0+)?(?: words?)?", (found["length"] or "").strip())
    length = int(digits[1].replace(",", "")) if digits else None
    return {"section": found["section"], "length": length}


def as_shown(text: str) -> tuple[str, tuple[str, ...]]:
    """A text as it is meant to be shown, without markup, with notes on what was mended and what is missing.

    Raises:
        ValueError: it is HTML that is too large or too deep.
    """
    notes = []
    if ENTITY.search(text) and not MARKUP.search(text):
        plain = html.unescape(text)
        notes += [HTML] if plain != text else []
        text = html.unescape(plain) if ENTITY.search(plain) and not MARKUP.search(plain) else plain
    if MARKUP.search(text) and _is_markup(text):
        text = lines_of(text)
        notes.append(HTML)
    if match := CUT.search(text):
        text = text[: match.start()]
        notes.append(f"cut: {int(match['count'][:9]):,} characters are missing")
    return text, tuple(dict.fromkeys(notes))


def _is_markup(text: str) -> bool:
    """Whether tags make a text HTML: elements that are closed, or blocks and line ends."""
    return bool(re.search(r"</[a-z][a-z0-9]*\s*>|<(?:p|br|img|div)\b[^<>]*>", text, re.IGNORECASE))


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((word for name in names if (word := _word(row[name]))), None)


def _word(value: Any) -> str | None:
    """A value as one string: of an object its name, of a list all its items."""
    if isinstance(value, list):
        return ", ".join(word for part in value if (word := _name(part))) or None
    return _name(value)


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        value = next((value[name] for name in WORD_INSIDE if isinstance(value.get(name), str)), None)
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, bool) or (isinstance(value, float) and not isfinite(value)):
        return None  # NaN is how tables write that nothing is there
    return without_halves(str(value)) if isinstance(value, (str, int, float)) and value != "" else None
