"""Saved web pages: the one article that trafilatura finds, or the several of an aggregator's page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.decode import Stream
from quotes.read.fields import Fields, to_article, without_halves
from quotes.read.pages import Piece, split_page
from quotes.read.titles import fold

# What holds no text of an article.
UNSEEN = {
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "head",
    "nav",
    "form",
    "button",
    "select",
    "iframe",
    "figure",
}
# What stands close to the next line, as the outlet does to the age; other blocks stand a blank line apart.
CLOSE = {"br", "li", "tr", "dt", "dd", "time"}
WHOLE_ARTICLE = 200


def read_html(stream: Stream, name: str, fields: Fields) -> Iterator[Article | SourceError]:
    """A saved web page: its article, with headline, author, date and outlet; or its articles, where there are more."""
    source = stream.text()
    pieces = several(source)
    if pieces:
        for piece in pieces:
            key = content_id(piece.text, title=piece.title, source=piece.source)
            yield Article.model_validate({"id": key, **asdict(piece)})
        return
    values = _single(source)
    if not str(values.get("text") or "").strip():
        yield SourceError(name, "no article text found in this HTML", "save the page with its text, or as plain text")
        return
    yield to_article(values, Fields(), name)


def _single(source: str) -> dict[str, Any]:
    import trafilatura

    found = trafilatura.bare_extraction(source, with_metadata=True, include_comments=False)
    values: dict[str, Any] = found.as_dict() if found is not None else {}
    wanted = {"source": "sitename", "published": "date"}
    first, _, rest = str(values.get("text") or "").partition("\n")
    if rest and fold(first.strip()) == fold(str(values.get("title") or "").strip()):
        values["text"] = rest.lstrip("\n")
    return {
        field: values.get(wanted.get(field, field))
        for field in ("text", "title", "author", "source", "url", "published")
    }


def several(source: str) -> list[Piece]:
    """The articles of a page that holds more than one whole; none where it does not."""
    pieces = split_page(without_halves(as_lines(source)))
    whole = [piece for piece in pieces if len(piece.text) >= WHOLE_ARTICLE]
    return pieces if len(whole) > 1 else []


def as_lines(source: str) -> str:
    """What a page shows, each of its blocks on a line.

    >>> as_lines("<p>One <b>and</b>\\ntwo.</p><div>Three<br>four</div>")
    'One and two.\\n\\nThree\\nfour'
    """
    from lxml import etree, html
    from lxml.html import defs

    try:
        page = html.fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return ""
    parts: list[str] = []
    _collect(
        page, parts, defs.font_style_tags | defs.phrase_tags | defs.special_inline_tags - {"br"} | {"mark", "html"}
    )
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _collect(element: Any, parts: list[str], inline: Collection[str]) -> None:
    """The texts of an element and all in it, with the line ends between them."""
    tag = element.tag if isinstance(element.tag, str) else ""
    edge = "" if tag in inline else "\n" if tag in CLOSE else "\n\n"
    of_site = tag in ("header", "footer") and not any(True for _ in element.iterancestors("article", "main"))
    if tag and tag not in UNSEEN and not of_site:
        parts += [edge, re.sub(r"\s+", " ", element.text or "")]
        for child in element:
            _collect(child, parts, inline)
        parts.append(edge if tag != "br" else "")
    parts.append(re.sub(r"\s+", " ", element.tail or ""))
