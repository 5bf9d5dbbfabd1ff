"""The Datasette plugin: names in place of numbers, and links from a quotation to its speaker and its article.

Datasette finds `templates/` and `static/` beside this file. Nothing here imports spaCy.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from markupsafe import Markup, escape
from pluggy import HookimplMarker

from quotes.web import review

hookimpl = HookimplMarker("datasette")

#: The name under which `quotes serve` shows any database file, and that `metadata.json` speaks of.
DATABASE = "quotes"
# A column of a table that holds the id of another table's row, and the column that names that row.
LABELS = {"speaker": ("speakers", "name"), "article": ("articles", "title")}
# A column of `said` (or of a query over it), the column with the id beside it, and the table it is an id of.
LINKS = {
    "speaker": ("speaker_id", "speakers"),
    "title": ("article_id", "articles"),
    "text": ("id", "quotes"),
}


@hookimpl(specname="register_routes")
def review_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The review page, at `/-/quotes/review`."""
    return review.routes()


@hookimpl(tryfirst=True)
def permission_allowed(datasette: Any, actor: dict[str, Any] | None, action: str) -> bool | None:
    """Who may review, where no other plugin says so."""
    return review.may(datasette, actor) if action == review.PERMISSION else None


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Awaitable[Markup] | Markup | None:
    """What a cell of Datasette's own pages shows; None for what it would show anyway."""
    if database != DATABASE or value is None:
        return None
    if table in ("quotes", "names", "topics") and column in LABELS and isinstance(value, int):
        return _labelled(datasette, *LABELS[column], value)
    if table in (None, "said") and column in LINKS and isinstance(value, str):
        return _linked(datasette, row, value, *LINKS[column])
    return None


async def _labelled(datasette: Any, table: str, label: str, row_id: int) -> Markup:
    """A link that reads as the other row's name; Datasette shows a bare number on the page of one row."""
    sql = f"select {label} from {table} where id = ?"
    row = (await datasette.get_database(DATABASE).execute(sql, [row_id])).first()
    return _link(datasette, table, row_id, (row and row[0]) or str(row_id))


def _linked(datasette: Any, row: Any, value: str, id_column: str, table: str) -> Markup | None:
    row_id = row[id_column] if id_column in row.keys() else None  # noqa: SIM118 (a sqlite3.Row is no dict)
    if not isinstance(row_id, int):
        return None
    longest = datasette.setting("truncate_cells_html") or len(value)
    return _link(datasette, table, row_id, value if len(value) <= longest else value[:longest] + "…")


def _link(datasette: Any, table: str, row_id: int, label: str) -> Markup:
    path = datasette.urls.row(DATABASE, table, str(row_id))
    return Markup('<a href="{}">{}</a>').format(path, escape(label))
