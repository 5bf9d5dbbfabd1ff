"""Parse saved web pages: the one article that trafilatura finds, or the several of an aggregator's page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import MOST_ELEMENTS
from quotes.read.fields import Fields, to_article, without_halves
from quotes.read.page.split import ArticlePiece, split_page
from quotes.read.page.titles import fold

# Elements that hold no text of an article.
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
# Elements without a blank line after them, as between outlet and age; other blocks have one.
CLOSE = {"br", "li", "tr", "dt", "dd", "time"}
WHOLE_ARTICLE = 200


def articles_here(source: str, name: str, *, url: str | None = None) -> Iterator[Article | SourceError]:
    """The articles of a page in HTML, or what is wrong with it, parsed in this process (see `html_sandbox`).

    Args:
        url: the address of the page; None to take the one that the page gives itself.
    """
    try:
        page = parsed(source)
    except ValueError as error:
        yield SourceError(name, str(error), "save the text of its article")
        return
    pieces = [] if page is None else several(page)
    if pieces:
        for piece in pieces:
            key = content_id(piece.text, title=piece.title, source=piece.source)
            yield Article.model_validate({"id": key, "url": url, **asdict(piece)})
        return
    try:
        values = _single(source)
    except Exception as error:  # a page may hold anything, and the libraries raise many kinds of error
        problem = f"this HTML could not be taken apart ({type(error).__name__}: {str(error)[:200]})"
        yield SourceError(name, problem, "save the text of its article")
        return
    if not str(values.get("text") or "").strip():
        yield SourceError(name, "no article text found in this HTML", "save the page with its text, or as plain text")
        return
    yield to_article(values | ({"url": url} if url else {}), Fields(), name)


def parsed(source: str) -> Any:
    """The tree of a page, or None if it is empty.

    Raises:
        ValueError: it has more elements, or is deeper, than we take apart.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8")
    try:
        page = html.fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        page = None
    if page is not None and not isinstance(page.tag, str):  # only a comment
        page = None
    limits = [entry.message for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if limits:
        deep = "depth" in limits[0].lower()
        raise ValueError("HTML that is nested more than 255 deep" if deep else "HTML with a text of more than 10 MB")
    if page is not None and sum(1 for _ in page.iter()) > MOST_ELEMENTS:
        raise ValueError(f"HTML with more than {MOST_ELEMENTS:,} elements")
    return page


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


def several(page: Any) -> list[ArticlePiece]:
    """The articles of a page that holds more than one whole article; else an empty list."""
    pieces = split_page(without_halves(shown(page)))
    whole = [piece for piece in pieces if len(piece.text) >= WHOLE_ARTICLE]
    return pieces if len(whole) > 1 else []


def as_lines(source: str) -> str:
    """The text that a page shows, with each block on a line.

    >>> as_lines("<p>One <b>and</b>\\ntwo.</p><div>Three<br>four</div>")
    'One and two.\\n\\nThree\\nfour'

    Raises:
        ValueError: it has more elements, or is deeper, than we take apart.
    """
    page = parsed(source)
    return "" if page is None else shown(page)


def shown(page: Any) -> str:
    """The text of a parsed page, with each block on a line."""
    from lxml.html import defs

    inline = defs.font_style_tags | defs.phrase_tags | defs.special_inline_tags - {"br"} | {"mark", "html"}
    lines = [" ".join(line.split()) for line in "".join(_parts(page, inline)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _parts(page: Any, inline: Collection[str]) -> Iterator[str]:
    """The texts of a page and the line ends between them."""
    from lxml import etree

    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    inside = 0  # the number of nested article elements around this place
    hidden = None
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        edge = "" if tag in inline else "\n" if tag in CLOSE else "\n\n"
        if event == "start":
            if tag in UNSEEN or (tag in ("header", "footer") and not inside):
                hidden = element
                walk.skip_subtree()
                continue
            inside += tag in ("article", "main")
            yield from (edge, re.sub(r"\s+", " ", element.text or ""))
            continue
        if event == "end" and element is not hidden:
            inside -= tag in ("article", "main")
            yield edge if tag != "br" else ""
        yield re.sub(r"\s+", " ", element.tail or "")
