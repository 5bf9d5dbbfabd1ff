"""Find the fields of an article in a row of JSON, CSV or Parquet, whatever names they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from quotes.errors import SourceError

# The names that publishers give each field, the likeliest first; case, '_', '-' and ' ' are ignored.
NAMES = {
    "id": ("id", "article_id", "uid", "guid", "uuid", "_id"),
    "text": (
        *("text", "body", "content", "article", "full_text", "article_text", "article_body", "main_text", "story"),
        *("body_text", "plain_text", "text_content", "content_text", "body_html", "content_html", "transcript"),
        *("paragraphs", "story_text", "article_content", "full_content", "clean_text", "cleaned_text", "news_text"),
        *("body_content", "volltext", "inhalt", "texte", "contenu", "texto", "contenido", "cuerpo", "testo"),
        "lead_paragraph",
    ),
    "title": (
        *("title", "headline", "head_line", "web_title", "article_title", "subject", "heading", "news_title"),
        *("titel", "überschrift", "schlagzeile", "titre", "título", "titulo", "titolo", "titular"),
    ),
    "source": (
        *("source", "outlet", "publication", "publisher", "newspaper", "source_name", "site_name", "media_name"),
        *("publication_title", "journal", "medium", "news_outlet", "publication_name", "media_outlet", "news_source"),
        *("quelle", "zeitung", "fuente", "medio", "fonte", "media", "source_domain", "site", "domain", "host"),
    ),
    "author": (
        *("author", "authors", "byline", "creator", "journalist", "by", "writer", "reporter", "written_by"),
        *("author_name", "authors_byline", "autor", "autoren", "verfasser", "auteur", "auteurs", "autore"),
    ),
    "url": ("url", "link", "web_url", "href", "permalink", "canonical_url", "article_url", "main_entity_of_page"),
    "published": (
        *("published", "date", "published_at", "publication_date", "publish_date", "date_published", "pub_date"),
        *("published_date", "web_publication_date", "first_publication_date", "date_time", "timestamp"),
        *("date_publish", "published_on", "date_of_publication", "article_date", "day", "datum", "fecha", "data"),
        *("date_time_pub", "published_time", "created_at", "seendate"),
    ),
    "language": ("language", "lang", "in_language", "sprache", "langue", "idioma"),
}
NAMES_SHOWN, NAME_SHOWN = 20, 60
# The keys of an object that has the text, or the name, inside.
TEXT_INSIDE = ("text", "rendered", "value", "content", "html", "body", "_text", "#text", "$")
LISTS_INSIDE = ("blocks", "paragraphs", "content", "children", "elements", "nodes", "body")
WORD_INSIDE = (
    *("name", "rendered", "main", "original", "default", "title", "value", "text", "_text", "#text", "$"),
    *("$date", "$oid", "$numberLong"),
)


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
    found = {key_of(name): name for name in reversed(list(columns))}
    return [found[key] for name in NAMES[field] if (key := key_of(name)) in found]


def no_text(where: str, fields: Fields, columns: Iterable[str], what: str = "field") -> SourceError:
    """The error for a table without a column of texts."""
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
    """The error for a table without a column that is needed or was asked for."""
    if not column("text", fields, columns):
        return no_text(name, fields, columns, "column")
    for field, named in asdict(fields).items():
        if named is not None and named not in columns:
            there = f"there are {_listed(columns)}; see --{field}-field"
            return SourceError(name, f"no column {named!r}", there)
    return None


def has_text(names: Iterable[str], row: Mapping[str, Any]) -> bool:
    """Whether one of these fields holds a text."""
    return any(text_in(row[name]) is not None for name in names)


def text_in(value: Any) -> str | None:
    """The text that a field holds: a string, a list of paragraphs, or an object with one; None if it holds none."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        text = next((text for name in TEXT_INSIDE if isinstance(text := value.get(name), str)), None)
        lists = (value[name] for name in LISTS_INSIDE if isinstance(value.get(name), list))
        return text if text is not None else next((text for one in lists if (text := text_in(one)) is not None), None)
    if isinstance(value, list) and value:
        parts = [text_in(part) for part in value if part is not None]
        words = [part for part in parts if part is not None]
        return "\n\n".join(words) if words and len(words) == len(parts) else None
    return None


def without_halves(text: str) -> str:
    """Replace NUL and halves of surrogate pairs by U+FFFD, one for one, so that offsets stay valid."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """A name of a column without case, '_', '-' and ' '."""
    return re.sub(r"[\s_:*-]", "", str(name)).lower()
