"""Frame a page of ours within a page of another site: the snippet to paste, and the size of the frame."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from quotes.web import links

WIDTH, NARROWEST, WIDEST = 600, 200, 1200  # pixels
LOWEST, HIGHEST = 150, 700
LIST_HEIGHT, LIST_REST, LIST_ITEM = 560, 130, 150  # pixels for a few quotations; for their title, and for each
PADDING, LETTER, LINE, REST = 40, 9.4, 28, 130  # pixels that words of 1.2 rem take in the style sheet
SNIPPET = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy"'
    ' style="border: 1px solid #ccc; border-radius: 6px; max-width: 100%;"></iframe>'
)


class Frame(NamedTuple):
    """What a frame shows: its address, a title for those who cannot see it, and its size in pixels."""

    src: str
    title: str
    width: int
    height: int

    @property
    def snippet(self) -> str:
        """HTML to paste into a page."""
        return str(SNIPPET.format(**self._asdict()))


def height_of(wording: str, width: int) -> int:
    """The height of a frame of this width for a quotation. No script measures it, so this leaves some room."""
    lines = -(-len(wording) * LETTER // max(1, width - PADDING))
    return int(min(HIGHEST, max(LOWEST, REST + lines * LINE)))


def height_of_list(quotations: int) -> int:
    """The height of a frame for the first of this many quotations."""
    return min(LIST_HEIGHT, LIST_REST + quotations * LIST_ITEM)


def fitted(src: str, title: str, height: int, *, most_wide: int | None = None, most_high: int | None = None) -> Frame:
    """Make a frame no larger than the room that the other site has for it."""
    return Frame(src, title, width(most_wide), min(height, most_high or HIGHEST))


def width(most: int | None = None) -> int:
    """The width of a frame if there is room for this many pixels."""
    return min(WIDTH, most or WIDTH)


def sharing(datasette: Any, request: Any, path: str, rest: str, title: str, height: int) -> dict[str, Any]:
    """What a page needs to be shared: its permalink, the snippet to paste, and its oEmbed address.

    Args:
        path: the address of the page.
        rest: the part of it after `ROOT`, such as '/31' or '?words=ferry'.
    """
    permalink = str(datasette.absolute_url(request, path))
    src = str(datasette.absolute_url(request, datasette.urls.path(links.EMBED + rest)))
    found = {form: links.with_filters(datasette, links.OEMBED, {"url": permalink, "format": form}) for form in FORMS}
    return {
        "permalink": permalink,
        "share": {"snippet": fitted(src, title, height).snippet, "preview": src, "title": title, "oembed": found},
    }


FORMS = ("json", "xml")
