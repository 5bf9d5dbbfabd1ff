"""Our pages and their addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from quotes.web import links
from quotes.web.pages import (
    article,
    compare,
    embed,
    home,
    insights,
    quotation,
    report,
    search,
    speaker,
    speakers,
    timeline,
)

View = Callable[..., Awaitable[Any]]


ROUTES: list[tuple[str, View]] = [
    ("^/(?P<format>)$", home.show),  # the group is for Datasette's own page, which needs it
    (rf"^{links.ROOT}/?$", search.show),
    (rf"^{links.ROOT}/people$", speakers.show),
    (rf"^{links.ROOT}/compare$", compare.show),
    (rf"^{links.ROOT}/insights$", insights.show),
    (rf"^{links.ROOT}/insights\.csv$", insights.as_csv),
    (rf"^{links.REPORT}$", report.show),
    (rf"^{links.EMBED}$", embed.of_search),
    (rf"^{links.EMBED}/speakers/(?P<id>[0-9]{{1,18}})$", embed.of_speaker),
    (rf"^{links.EMBED}/(?P<id>[0-9]{{1,18}})$", embed.of_quotation),
    (rf"^{links.ROOT}/speakers/(?P<id>[0-9]{{1,18}})$", speaker.show),
    (rf"^{links.ROOT}/speakers/(?P<id>[0-9]{{1,18}})/timeline$", timeline.show),
    (rf"^{links.ROOT}/articles/(?P<id>[0-9]{{1,18}})$", article.show),
    (rf"^{links.ROOT}/(?P<id>[0-9]{{1,18}})$", quotation.show),
]
