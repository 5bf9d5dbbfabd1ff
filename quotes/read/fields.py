"""Make an Article of a row of JSON or CSV, whatever names its fields have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.dates import iso_date
from quotes.read.decode import broken

# The names that publishers give each field, the likeliest first; case, '_', '-' and ' ' are ignored.
NAMES = {
    "id": ("id", "article_id", "uid", "guid", "uuid", "_id"),
    "text": ("text", "body", "content", "article", "full_text", "article_text", "article_body", "main_text", "story"),
    "title": ("title", "headline", "head_line"),
    "source": ("source", "outlet", "publication", "publisher", "newspaper", "source_name", "site_name"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link", "web_url", "href"),
    "published": (
        "published",
        "date",
        "published_at",
        "publication_date",
        "publish_date",
        "date_published",
        "pub_date",
    ),
    "language": ("language", "lang"),
}
NAMES_SHOWN, NAME_SHOWN = 20, 60


@dataclass(frozen=True)
class Fields:
    """The names of the fields of JSON and the columns of CSV and Parquet; None for those in `NAMES`."""

    id: str | None = None
    text: str | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


def column(field: str, fields: Fields, columns: Iterable[str]) -> list[str]:
    """The columns that may hold a field, the likeliest first.

    >>> column("text", Fields(), ["Headline", "Full Text", "body"])
    ['body', 'Full Text']
    """
    named = getattr(fields, field)
    if named is not None:
        return [name for name in columns if name == named]
    found = {_key(name): name for name in reversed(list(columns))}
    return [found[key] for name in NAMES[field] if (key := _key(name)) in found]


def no_text(where: str, fields: Fields, columns: Iterable[str], what: str = "field") -> SourceError:
    """The message for a table without a column of texts."""
    wanted = repr(fields.text) if fields.text is not None else "'" + "', '".join(NAMES["text"][:4]) + "'"
    return SourceError(
        where, f"no {what} {wanted}", f"there are {_listed(columns)}; name the right one with --text-field"
    )


def _listed(columns: Iterable[str]) -> str:
    """A few names of columns, shortened, for a message."""
    names = [without_halves(str(name))[:NAME_SHOWN] for name in columns]
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return (", ".join(names[:NAMES_SHOWN]) or "none") + more


def missing_column(columns: list[str], name: str, fields: Fields) -> SourceError | None:
    """The message for a table that lacks a column that is needed or was asked for."""
    if not column("text", fields, columns):
        return no_text(name, fields, columns, "column")
    for field, named in asdict(fields).items():
        if named is not None and named not in columns:
            there = f"there are {_listed(columns)}; see --{field}-field"
            return SourceError(name, f"no column {named!r}", there)
    return None


def to_article(row: Mapping[str, Any], fields: Fields, where: str, *, checked: bool = True) -> Article | SourceError:
    """Make an article of a row. Its text is kept character by character.

    Args:
        checked: False if the text may still hold bytes that are invalid in its encoding.
    """
    there = [row[name] for name in column("text", fields, row)]
    texts = [text for text in there if isinstance(text, str)]
    if not texts and (not there or any(text is not None for text in there)):
        return no_text(where, fields, row)
    text = next((text for text in texts if text.strip()), "")
    if not checked and (problem := broken(text, where)):
        return problem
    if not text:
        return SourceError(where, "an article with no text", "leave it out")
    text = without_halves(text)
    values = {field: _first(row, column(field, fields, row)) for field in NAMES if field != "text"}
    values["published"] = iso_date(values["published"] or "")
    values["id"] = values["id"] or content_id(text, title=values["title"], source=values["source"])
    return Article.model_validate({"text": text, **values})


def without_halves(text: str) -> str:
    """Replace NUL and halves of surrogate pairs by U+FFFD, one for one, so that offsets stay valid."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((word for name in names if (word := _word(row[name]))), None)


def _word(value: Any) -> str | None:
    """A value as one string: the name of an object that has one, all of several authors."""
    if isinstance(value, list):
        return ", ".join(word for part in value if (word := _name(part))) or None
    return _name(value)


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, date):
        value = value.isoformat()
    return without_halves(str(value)) if isinstance(value, (str, int, float)) and value != "" else None


def _key(name: str) -> str:
    return re.sub(r"[\s_-]", "", str(name)).lower()
