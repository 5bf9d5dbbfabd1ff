"""Read OpenDocument text (ODT): its paragraphs and headings in order, and the properties."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.formats.document import articles_of
from quotes.read.formats.docx import core_properties, xml_of
from quotes.read.unzip import opened

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
# Deletions, remarks, and the numbers of notes.
UNSEEN = {
    f"{TEXT}tracked-changes",
    f"{OFFICE}annotation",
    f"{TEXT}note-citation",
    f"{TEXT}table-of-content",
    f"{TEXT}note",
}
ENCRYPTED = b"encryption-data"


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of an ODT file."""
    with opened(io.BytesIO(content), name) as package:
        if ENCRYPTED in package.read("META-INF/manifest.xml"):
            yield SourceError(name, "is protected with a password", "save a copy without one")
            return
        properties = core_properties(package, "meta.xml")
        root = xml_of(package.read("content.xml"))
    body = root.find(f".//{OFFICE}text")
    paragraphs = list(_paragraphs(body if body is not None else root))
    yield from articles_of("\n\n".join(paragraphs), name, properties)


def _paragraphs(body: Any) -> Iterator[str]:
    from lxml import etree

    walk = etree.iterwalk(body, events=("start",))
    notes: list[Any] = []
    for _, element in walk:
        if element.tag in UNSEEN:
            walk.skip_subtree()
        elif element.tag in PARAGRAPHS:
            yield _plain(element, notes)
            walk.skip_subtree()
    for note in notes:
        yield from (_plain(paragraph, []) for paragraph in note.iter(*PARAGRAPHS))


def _plain(paragraph: Any, notes: list[Any]) -> str:
    """The text of a paragraph; the text of its footnotes is kept for the end."""
    from lxml import etree

    parts = []
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    hidden = None
    for event, element in walk:
        if event == "start":
            if element.tag in UNSEEN:
                hidden = element
                notes += [element] if element.tag == f"{TEXT}note" else []
                walk.skip_subtree()
                continue
            parts.append({f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}.get(element.tag, ""))
            if element is not paragraph and element.tag in PARAGRAPHS:  # of a text box
                parts.append("\n")
            parts.append(element.text or "")
        elif element is not paragraph:
            hidden = None if element is hidden else hidden
            parts.append(element.tail or "")
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\n"))
