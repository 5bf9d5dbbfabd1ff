"""Parse saved web pages: the one article that trafilatura finds, or the several of an aggregator's page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import MOST_ELEMENTS
from quotes.read.dates import iso_date
from quotes.read.exports import HEAD_LINES, archive_of, read_export
from quotes.read.fields import without_halves
from quotes.read.formats.html_marks import prepare
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
# Elements without a blank line after them, as between outlet and age; other blocks have one after them.
CLOSE = {"br", "li", "tr", "dt", "dd", "time"}
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
WHOLE_ARTICLE = 200
MARKED = "marks and labels that the page only shows put into the text"


def articles_here(source: str, name: str, *, url: str | None = None) -> Iterator[Article | SourceError]:
    """The articles of a page in HTML, or what is wrong with it, parsed in this process (see `sandbox`).

    Args:
        url: the address of the page; None to take the one that the page gives itself.
    """
    try:
        page = tree(source)
        text = without_halves(shown(page)) if page is not None else ""
        lines = text.split("\n")
        if archive := archive_of(lines[:HEAD_LINES]):
            yield from read_export(lines, archive, name)
            return
        page = few(page)
    except ValueError as error:
        yield SourceError(name, str(error), "save the text of its article")
        return
    marked = page is not None and prepare(page)
    pieces = [] if page is None else several(page)
    if pieces:
        for piece in pieces:
            key = content_id(piece.text, title=piece.title, source=piece.source)
            yield Article.model_validate({"id": key, "url": url, **asdict(piece)})
        return
    try:
        values = _single(source if page is None else _written(page))
    except Exception as error:  # a page may contain anything, and the libraries raise many kinds of error
        problem = f"this HTML could not be taken apart ({type(error).__name__}: {str(error)[:200]})"
        yield SourceError(name, problem, "save the text of its article")
        return
    if not str(values.get("text") or "").strip():
        yield SourceError(name, "no article text found in this HTML", "save the page with its text, or as plain text")
        return
    yield _article(values | ({"url": url} if url else {}), (MARKED,) if marked else ())


def _article(values: dict[str, Any], notes: tuple[str, ...]) -> Article:
    known = {field: without_halves(value) for field, value in values.items() if isinstance(value, str) and value}
    known["published"] = iso_date(known.get("published", "")) or ""
    key = content_id(known["text"], title=known.get("title"), source=known.get("source"))
    return Article.model_validate(
        {"id": key, "notes": notes, **{field: value or None for field, value in known.items()}}
    )


def _written(page: Any) -> str:
    from lxml import html

    return str(html.tostring(page, encoding="unicode"))


def parsed(source: str) -> Any:
    """The tree of a page, or None if it is empty.

    Raises:
        ValueError: it has more elements, or is deeper, than we take apart.
    """
    return few(tree(source))


def few(page: Any) -> Any:
    """Return the page if it is not too large.

    Raises:
        ValueError: it has more elements than we take apart.
    """
    if page is not None and sum(1 for _ in page.iter()) > MOST_ELEMENTS:
        raise ValueError(f"HTML with more than {MOST_ELEMENTS:,} elements")
    return page


def tree(source: str) -> Any:
    """The tree of HTML with any number of elements, only fit to take its text from; None if it is empty.

    Raises:
        ValueError: it is deeper than we take apart.
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
    if page is None:
        return ""
    for element in [one for one in page.iter() if HIDDEN.search(one.get("style") or "")]:
        if element.getparent() is not None:
            element.drop_tree()
    prepare(page)
    return shown(page)


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
