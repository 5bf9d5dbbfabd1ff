"""Read Word's DOCX: text with its tables and footnotes, and the properties. Needs the extra `archives`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article
from quotes.read.dates import iso_date
from quotes.read.formats.document import Properties, articles_of, told
from quotes.read.formats.extras import missing
from quotes.read.formats.html import shown, tree
from quotes.read.unzip import opened

REFERENCE = re.compile(
    r'<sup><a href="#(?:foot|end)note-[^>]*>\[\d+\]</a></sup>|<a href="#(?:foot|end)note-ref-[^>]*>↑</a>'
)
CORE = "docProps/core.xml"
DUBLIN, TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
NEVER = "2013-12-23T23:15:00Z"  # the date of the template that python-docx begins with
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
br[type='page'] =>
"""


def articles_here(content: bytes, name: str) -> Iterator[Article | SourceError]:
    """Yield the articles of a DOCX file."""
    try:
        import mammoth
    except ImportError:
        yield missing(name, "DOCX", "archives")
        return
    with opened(io.BytesIO(content), name) as package:
        properties = core_properties(package, CORE)
    found = mammoth.convert_to_html(io.BytesIO(content), style_map=STYLES, convert_image=lambda image: [])
    page = tree(REFERENCE.sub("", found.value)) if found.value.strip() else None
    yield from articles_of("" if page is None else shown(page), name, properties)


def core_properties(package: Any, path: str) -> Properties:
    """The properties in Dublin Core, as Word and LibreOffice write them."""
    if path not in package.namelist():
        return Properties()
    root = xml_of(package.read(path))
    values = {element.tag: element.text or "" for element in root.iter() if isinstance(element.tag, str)}
    created = values.get(f"{TERMS}created") or values.get(
        "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date", ""
    )
    created = "" if created == NEVER else created
    creator = values.get("{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator") or values.get(
        f"{DUBLIN}creator"
    )
    return Properties(told(values.get(f"{DUBLIN}title")), told(creator), (iso_date(created[:19]) or "")[:10] or None)


def xml_of(content: bytes) -> Any:
    """The root of XML, parsed without entities and without the network."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root is None:
        raise ValueError("XML without an element")
    return root
