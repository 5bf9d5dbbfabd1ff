"""The addresses of our pages, and only these. Once published, they are kept.

Each function takes the Datasette; every address begins with its `base_url`.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

#: The name under which `quotes serve` shows any database file, as in `metadata.json`.
DATABASE = "quotes"
#: All our own pages are under this path.
ROOT = "/-/quotes"
#: A path with its query and fragment. An address that begins with two slashes would name another server.
LOCAL = re.compile(r"/(?!/)[!-\[\]-~]*")
LONGEST = 2000
#: Where files and long texts may be sent.
ADD, EXTRACT = f"{ROOT}/add", f"{ROOT}/api/v1/extract"
#: Where readers report errors, if the server takes reports.
REPORT = f"{ROOT}/report"
#: What other sites may show within their pages, and the address that says how.
EMBED, OEMBED = f"{ROOT}/embed", f"{ROOT}/oembed"
TAKE_ARTICLES = (ADD, EXTRACT)


def home(datasette: Any) -> str:
    """The first page."""
    return str(datasette.urls.instance())


def search(datasette: Any, **filters: Any) -> str:
    """The search page, with the given filters: words='ferry', speaker=2, outlet='Cairn Courier'."""
    return _path(datasette, "", filters)


def suggest(datasette: Any) -> str:
    """Names for what is being typed, for the script of the box."""
    return _path(datasette, "/suggest")


def people(datasette: Any, **filters: Any) -> str:
    """The index of speakers."""
    return _path(datasette, "/people", filters)


def compare(datasette: Any, speakers: tuple[int, ...] = (), **filters: Any) -> str:
    """Speakers side by side."""
    return _path(datasette, "/compare", {"speaker": speakers, **filters})


def insights(datasette: Any, **filters: Any) -> str:
    """Figures of a search."""
    return _path(datasette, "/insights", filters)


def insights_csv(datasette: Any, table: str, **filters: Any) -> str:
    """One table of these figures."""
    return _path(datasette, "/insights.csv", {"table": table, **filters})


def quotation(datasette: Any, quote: int) -> str:
    """One quotation: the permalink."""
    return _path(datasette, f"/{quote}")


def speaker(datasette: Any, speaker: int, **filters: Any) -> str:
    """One person, organisation or group."""
    return _path(datasette, f"/speakers/{speaker}", filters)


def timeline(datasette: Any, speaker: int, **filters: Any) -> str:
    """What one speaker said, by date, in one column or two."""
    return _path(datasette, f"/speakers/{speaker}/timeline", filters)


def article(datasette: Any, article: int, *, quote: int | None = None) -> str:
    """One article; with `quote`, the place in it where that quotation stands."""
    return _path(datasette, f"/articles/{article}") + (f"#q{quote}" if quote else "")


def local(address: str | None) -> str:
    """The address of this server that a page gave to lead back to; '' for any other address."""
    return address if address and len(address) <= LONGEST and LOCAL.fullmatch(address) else ""


def static(datasette: Any, name: str) -> str:
    """A style sheet or script of ours, which Datasette serves under the name of our distribution."""
    return str(datasette.urls.static_plugins("newsquotes", name))


def _path(datasette: Any, rest: str, filters: dict[str, Any] | None = None) -> str:
    return with_filters(datasette, ROOT + rest, filters)


def with_filters(datasette: Any, path: str, filters: dict[str, Any] | None) -> str:
    """Any address of ours, with the given filters."""
    given = {name: value for name, value in (filters or {}).items() if value not in (None, "", ())}
    query = urlencode(given, doseq=True)
    return str(datasette.urls.path(path)) + (f"?{query}" if query else "")
