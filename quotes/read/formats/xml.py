"""Read XML: NewsML-G2, NewsML and NITF, records of debates with their speakers, and lists of articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, content_id
from quotes.read.bounds import LONGEST_XML
from quotes.read.decode import Stream
from quotes.read.fields import NAMES, Fields
from quotes.read.formats.html import shown, tree
from quotes.read.formats.html_marks import prepare
from quotes.read.formats.row import to_article
from quotes.read.formats.xml_speeches import debates, is_speech
from quotes.read.outcome import ArticleOrError
from quotes.read.unwrap import joined

ITEMS = ("newsitem", "nitf")
LISTS = "a list of feeds (OPML), without articles"
# Elements on lines of their own, as in HTML; elements of NITF and others inside a line are not among them.
BLOCKS = {
    *(
        "p",
        "div",
        "block",
        "body",
        "body.content",
        "section",
        "article",
        "blockquote",
        "bq",
        "ul",
        "ol",
        "li",
        "br",
        "hr",
        "q",
    ),
    *(
        "table",
        "tr",
        "td",
        "th",
        "hl1",
        "hl2",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "title",
        "head",
        "para",
        "html",
        "aside",
    ),
}
UNSEEN = {"media", "media-caption", "media-reference", "media-producer", "script", "style", "body.head", "body.end"}
BODIES = ("body.content", "inlinexml", "inlinedata", "datacontent", "body", "contentset", "text")
AS_HTML = {"bq": "blockquote", "blockquote": "blockquote", "credit": "cite", "q": "q"}  # marks come from the browser
WHOLE = "full_text"  # the class of a block whose first paragraph another block repeats
LEAD = "LEAD: "


def read_xml(stream: Stream, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of an XML file."""
    content = stream.content(LONGEST_XML, "XML")
    try:
        root, broken = _parsed(content)
    except ValueError as error:
        yield SourceError(name, f"not valid XML: {error}", "check it, or fetch it again")
        return
    if local(root) == "opml":
        yield SourceError(name, LISTS, "give it to 'quotes watch'")
        return
    count = 0
    for result in _results(root, name, fields):
        count += isinstance(result, Article)
        if count or not broken:
            yield result
    if broken:
        what = "what comes before is read" if count else "nothing could be read"
        yield SourceError(
            name, f"XML that is broken or was not fetched to its end ({broken})", f"{what}; fetch it again"
        )
    elif not count:
        yield SourceError(name, "no article found in this XML", "name the element of the text with --text-field")


def _parsed(content: bytes) -> tuple[Any, str]:
    """The root of XML without entities, and what is wrong with the rest of it.

    Raises:
        ValueError: nothing can be read, or it is nested too deep.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content.lstrip(b"\x00 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(" ".join(str(error).split())[:150]) from error
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    if root is None or (fatal and not len(root)):
        raise ValueError(fatal[0].message.strip()[:150] if fatal else "no element")
    return root, f"line {fatal[0].line}: {fatal[0].message.strip()[:100]}" if fatal else ""


def local(element: Any) -> str:
    """The name of an element in lower case, without its namespace; '' for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _results(root: Any, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    items = [
        one for one in root.iter() if local(one) in ITEMS and not any(local(up) in ITEMS for up in one.iterancestors())
    ]
    if fields.text is None and items:
        for number, item in enumerate(items, 1):
            yield _item(item, name if len(items) == 1 else f"{name}, item {number}")
    elif fields.text is None and sum(map(is_speech, root.iter())) > 1:
        for title, published, text in debates(root):
            values = {"id": content_id(text, title=title), "title": title, "published": published, "text": text}
            yield Article.model_validate(values)
    else:
        yield from _records(root, name, fields)


def _item(item: Any, where: str) -> ArticleOrError:
    """The article of a NewsML or NITF item."""
    body = next((found for tag in BODIES for found in item.iter() if local(found) == tag and _words(found)), None)
    text = "" if body is None else _body(body)
    if not text.strip():
        return SourceError(where, "an item without a text", "leave it out")
    title = _first(item, "hl1", "headline", "newslinetext", "title", "slugline")
    values = {
        "title": title,
        "author": _person(_byline(item) or _first(item, "bylinetext", "creator")),
        "source": _source(item),
        "published": _published(item),
        "language": item.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "id": item.get("guid") or _attribute(item, "doc-id", "id-string") or _first(item, "publicidentifier"),
        "url": _attribute(item, "pubdata", "ex-ref"),
        "length": _attribute(item, "pubdata", "item-length") or _attribute(item, "inlinexml", "wordcount"),
        "section": _meta(item, "online_sections", "dsk") or _attribute(item, "pubdata", "position.section"),
    }
    values["id"] = values["id"] or item.get("itemid")
    first, _, rest = text.partition("\n\n")
    text = rest if title and rest and " ".join(first.split()) == title else text
    return to_article({**values, "text": text}, Fields(text="text"), where)


def _byline(item: Any) -> str | None:
    """The first byline: the person in it, or else its words without a title."""
    for element in item.iter():
        if local(element) == "byline":
            inside = _first(element, "person") or _first(element, "name.given")
            words = " ".join("".join(part for part in _without(element, "byttl")).split())
            return inside or words or None
        if local(element) == "by" and (words := " ".join("".join(element.itertext()).split())):
            return words
    return None


def _without(element: Any, tag: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) != tag:
            yield from _without(child, tag)
        yield child.tail or ""


def _source(item: Any) -> str | None:
    """The outlet, or the agency."""
    named = _first(item, "infosource", "source.name") or _attribute(item, "pubdata", "name") or _first(item, "provider")
    parties = (one for one in item.iter() if local(one) in ("source", "provider"))
    party = next((name for one in parties if (name := _attribute(one, "party", "formalname"))), None)
    other = _attribute(item, "doc.copyright", "holder") or _first(item, "distributor")
    return named or party or other or _element_value(item, "dc.publisher")


def _published(item: Any) -> str | None:
    for tag, name in (("date.issue", "norm"), ("pubdata", "date.publication"), ("story.date", "norm")):
        if value := _attribute(item, tag, name):
            return _day(value)
    stamped = _first(item, "versioncreated", "contentcreated", "thisrevisioncreated", "firstcreated", "dateandtime")
    return stamped or item.get("date") or _element_value(item, "dc.date.published")


def _day(value: str) -> str:
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}" if value[:8].isdigit() else value


def _element_value(item: Any, name: str) -> str | None:
    """The value of <dc element="NAME" value="…"/>."""
    return next((one.get("value") for one in item.iter() if local(one) == "dc" and one.get("element") == name), None)


def _meta(item: Any, *names: str) -> str | None:
    """The content of <meta name="NAME" content="…"/>."""
    found = {one.get("name"): one.get("content") for one in item.iter() if local(one) == "meta"}
    return next((found[name] for name in names if found.get(name)), None)


def _words(element: Any) -> bool:
    return any(part.strip() for part in element.itertext())


def _body(body: Any) -> str:
    """The text of a body, with HTML or NITF in it, or HTML written as text."""
    inner = next(
        (one for one in body.iter() if local(one) in ("body.content",) or (local(one) == "body" and one is not body)),
        body,
    )
    if not any(local(child) for child in inner):
        text = "".join(inner.itertext())
        return text if "<" in text else joined(text.split("\n"))
    blocks = [one for one in inner if local(one) == "block" and one.get("class") == WHOLE]
    inner = blocks[0] if len(blocks) == 1 else inner
    first, _, rest = as_shown_page(inner).partition("\n\n")
    repeated = first.startswith(LEAD) and rest.startswith(first.removeprefix(LEAD)[:40])
    return rest if repeated else f"{first}\n\n{rest}".strip()


def as_shown_page(element: Any) -> str:
    """The text of an element, with the marks that a page shows around quotations."""
    plain = plain_tree(element)
    if not any(True for _ in plain.iter("blockquote", "q")):
        return str(shown(plain))
    from lxml import etree

    page = tree(f"<div>{etree.tostring(plain, encoding='unicode', method='html')}</div>")
    prepare(page)
    return str(shown(page))


def plain_tree(element: Any) -> Any:
    """A copy of an element and what is in it, as HTML without namespaces."""
    from lxml import etree

    tag = local(element)
    copy = etree.Element(AS_HTML.get(tag) or (tag if tag in BLOCKS else "span"))
    copy.text, copy.tail = element.text, element.tail
    for name in ("class", "id"):
        if value := element.get(name):
            copy.set(name, value)
    for child in element:
        if local(child) and local(child) not in UNSEEN:
            copy.append(plain_tree(child))
        elif len(copy):
            copy[-1].tail = (copy[-1].tail or "") + (child.tail or "")
        else:
            copy.text = (copy.text or "") + (child.tail or "")
    return copy


def _first(item: Any, *tags: str) -> str | None:
    """The words of the first element of one of these names, the likeliest name first."""
    for tag in tags:
        for element in item.iter():
            if local(element) == tag and (words := " ".join("".join(element.itertext()).split())):
                return words
    return None


def _attribute(item: Any, tag: str, name: str) -> str | None:
    """The value of an attribute of the first element of a name that has it; names in lower case."""
    for element in item.iter():
        if local(element) == tag:
            low = {key.rpartition("}")[2].lower(): value for key, value in element.attrib.items()}
            if low.get(name):
                return str(low[name])
    return None


def _person(name: str | None) -> str | None:
    return name.removeprefix("By ").removeprefix("by ").strip() or None if name else None


def _records(root: Any, name: str, fields: Fields) -> Iterator[ArticleOrError]:
    """Yield the articles of any other XML: elements with a child whose name is one for a text."""
    text_names = {fields.text.lower()} if fields.text else {one.replace("_", "") for one in NAMES["text"]}
    found = []
    for element in root.iter():
        inside = {local(child).replace("_", "").replace("-", ""): child for child in element if local(child)}
        if text_names & inside.keys():
            found.append(element)
    outer = {id(up) for element in found for up in element.iterancestors()}
    for number, element in enumerate((one for one in found if id(one) not in outer), 1):
        row = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        about = list(element.itersiblings(preceding=True)) if element is not root and len(element) < 3 else []
        for child in [*element, *about]:
            if tag := local(child):
                row.setdefault(tag, shown(plain_tree(child)) if len(child) else (child.text or ""))
        low = Fields(**{key: value.lower() for key, value in vars(fields).items() if value})
        yield to_article(row, low, f"{name}, article {number}")
