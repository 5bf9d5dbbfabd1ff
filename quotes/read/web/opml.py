"""Read lists of feeds (OPML), as feed readers export them."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.errors import SourceError
from quotes.read.bounds import MOST_FEEDS


def feeds_in(content: bytes, name: str) -> Iterator[str]:
    """The addresses of the feeds in a list, each once, in order.

    Raises:
        SourceError: it is not such a list, has too many feeds, or has none.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    outlines = [] if root is None else list(root.iter("{*}outline", "outline"))
    found = dict.fromkeys(
        address for one in outlines if (address := (one.get("xmlUrl") or one.get("xmlurl") or "").strip())
    )
    if not found:
        raise SourceError(name, "no feed in this list (OPML)", "each is an <outline> with its address as xmlUrl")
    if len(found) > MOST_FEEDS:
        raise SourceError(name, f"a list of more than {MOST_FEEDS:,} feeds", "split it")
    yield from found


def is_list(content: bytes) -> bool:
    """Whether content begins like a list of feeds."""
    return b"<opml" in content[:2048].lower()
