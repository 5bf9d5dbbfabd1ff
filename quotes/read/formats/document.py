"""Make articles of the lines of a document: one, or those of an export or a digest, with the document's properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.exports import HEAD_LINES, archive_of, read_export
from quotes.read.fields import without_halves
from quotes.read.page.split import ArticlePiece, split_page
from quotes.read.page.titles import fold
from quotes.read.turns import TURNED, turned

WHOLE_ARTICLE = 200
EMPTY = ("no text in this document", "if its pages are pictures, run OCR over it first")
# What programs write into properties that nobody filled in.
NOBODY = re.compile(
    r"(?:python-docx|unknown|anonymous|anonym|user|admin(?:istrator)?|owner|author|default|microsoft office user|word|"
    r"microsoft word.*|untitled.*|document\s?\d*|un-named|\(anonymous\)|\(unspecified\)|unspecified|title)?",
    re.IGNORECASE,
)
OF_FILE = re.compile(r".*\.(?:docx?|pdf|rtf|odt|txt|html?|indd|qxp|epub)", re.IGNORECASE)


@dataclass(frozen=True)
class Properties:
    """What the properties of a document say; None for each that is missing.

    Attributes:
        published: ISO 8601.
    """

    title: str | None = None
    author: str | None = None
    published: str | None = None
    source: str | None = None
    language: str | None = None


def told(value: str | None) -> str | None:
    """A property, or None if a program wrote it by itself."""
    plain = " ".join(without_halves(value or "").split())
    return None if NOBODY.fullmatch(plain) or OF_FILE.fullmatch(plain) else plain


def articles_of(text: str, name: str, properties: Properties) -> Iterator[Article | SourceError]:
    """Yield the articles of a document.

    Args:
        text: its lines; a blank one stands between paragraphs.
        name: the file, for messages.
    """
    text = without_halves(text)
    lines = text.split("\n")
    if archive := archive_of(lines[:HEAD_LINES]):
        yield from read_export(lines, archive, name)
        return
    said = turned(text)
    notes = (TURNED,) if said != text else ()
    pieces = split_page(text := said)
    if not any(piece.text.strip() for piece in pieces):
        yield SourceError(name, *EMPTY)
    elif sum(len(piece.text) >= WHOLE_ARTICLE for piece in pieces) > 1:
        for piece in pieces:
            yield made(piece, properties if len(pieces) == 1 else Properties(language=properties.language), notes)
    else:
        yield made(_whole(text, pieces), properties, notes)


def article_of(text: str, properties: Properties) -> Article:
    """The one article of a text, whatever is in it."""
    return made(_whole(text, split_page(text)), properties)


def _whole(text: str, pieces: list[ArticlePiece]) -> ArticlePiece:
    """The document as one article: its only piece, or all of its text."""
    if len(pieces) == 1:
        return pieces[0]
    first = max(pieces, key=lambda piece: len(piece.text))
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    return ArticlePiece("\n\n".join(paragraphs), first.title, first.source, first.author, first.published)


def made(piece: ArticlePiece, properties: Properties, notes: tuple[str, ...] = ()) -> Article:
    """The article of a piece, completed from the properties."""
    title = properties.title or piece.title
    text = piece.text
    if piece.title and title and fold(piece.title) != fold(title):  # the headline in the text is another one
        text = f"{piece.title}\n\n{text}"
    source = piece.source or properties.source
    values = {
        "title": title,
        "source": source,
        "author": piece.author or properties.author,
        "published": piece.published or properties.published,
        "language": properties.language,
        "notes": notes,
        "text": text,
    }
    return Article.model_validate(values | {"id": content_id(text, title=title, source=source)})
