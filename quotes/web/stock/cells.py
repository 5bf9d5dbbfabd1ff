"""Render cells of Datasette's own pages: names in place of numbers, and links to our pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from markupsafe import Markup

from quotes.web import links
from quotes.web.show.wording import shown

# A column of a table that holds the id of another table's row, the column that names that row, and its page.
LABELS: dict[str, tuple[str, str, Callable[..., str]]] = {
    "speaker": ("speakers", "name", links.speaker),
    "article": ("articles", "title", links.article),
}
# A column of `said` (or of a query over it), the column with the id beside it, and the page of that id.
LINKS: dict[str, tuple[str, Callable[..., str]]] = {
    "speaker": ("speaker_id", links.speaker),
    "title": ("article_id", links.article),
    "text": ("id", links.quotation),
}
# A column of a table that names the row itself, and the page of that row.
NAMES: dict[tuple[str | None, str], Callable[..., str]] = {
    ("quotes", "text"): links.quotation,
    ("speakers", "name"): links.speaker,
    ("articles", "title"): links.article,
}


def render(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Awaitable[Markup] | Markup | None:
    """What a cell shows; None to show what Datasette would."""
    if table in ("quotes", "names", "topics") and column in LABELS:
        if isinstance(value, dict):  # Datasette looked the label up, as it does on the page of a table
            return _link(
                LABELS[column][2](datasette, value["value"]), shown(value["label"] or str(value["value"]), 200)
            )
        return _labelled(datasette, value, *LABELS[column]) if isinstance(value, int) else None
    if table in (None, "said") and column in LINKS and isinstance(value, str):
        return _linked(datasette, row, value, *LINKS[column])
    if (table, column) in NAMES and isinstance(value, str):
        return _linked(datasette, row, value, "id", NAMES[table, column])
    if isinstance(value, float):
        return Markup("{:.3g}").format(value)
    return None


async def _labelled(datasette: Any, row_id: int, table: str, label: str, page: Callable[..., str]) -> Markup:
    """A link with the name of the other row; Datasette shows a bare number on the page of one row."""
    sql = f"select substr({label}, 1, 200) from {table} where id = ?"
    row = (await datasette.get_database(links.DATABASE).execute(sql, [row_id])).first()
    return _link(page(datasette, row_id), shown(row and row[0], 200) or str(row_id))


def _linked(datasette: Any, row: Any, value: str, id_column: str, page: Callable[..., str]) -> Markup | None:
    row_id = row[id_column] if id_column in row.keys() else None  # noqa: SIM118 (a sqlite3.Row is no dict)
    if not isinstance(row_id, int):
        return None
    return _link(page(datasette, row_id), shown(value, datasette.setting("truncate_cells_html") or len(value)))


def _link(path: str, label: str) -> Markup:
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(path, label)
