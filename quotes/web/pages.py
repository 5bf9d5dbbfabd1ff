"""Our pages and their addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from quotes.web import (
    links,
    pages_article,
    pages_compare,
    pages_home,
    pages_quotation,
    pages_search,
    pages_speaker,
    pages_speakers,
)

View = Callable[..., Awaitable[Any]]


ROUTES: list[tuple[str, View]] = [
    ("^/(?P<format>)$", pages_home.show),  # the group is for the stock page, which looks for it
    (rf"^{links.ROOT}/?$", pages_search.show),
    (rf"^{links.ROOT}/people$", pages_speakers.show),
    (rf"^{links.ROOT}/compare$", pages_compare.show),
    (rf"^{links.ROOT}/speakers/(?P<id>[0-9]{{1,18}})$", pages_speaker.show),
    (rf"^{links.ROOT}/articles/(?P<id>[0-9]{{1,18}})$", pages_article.show),
    (rf"^{links.ROOT}/(?P<id>[0-9]{{1,18}})$", pages_quotation.show),
]
