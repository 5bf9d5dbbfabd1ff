"""Find the file that is served, for code that writes to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quotes.errors import StoreError
from quotes.web.links import DATABASE


def file_of(datasette: Any) -> Path:
    """The file to write to.

    Raises:
        StoreError: it cannot be written, or is no longer the file that is served.
    """
    served = datasette.get_database(DATABASE)
    if not getattr(served, "writable", served.is_mutable) or not served.path:
        raise StoreError("this database is served read-only; make its file and folder writable and serve it again")
    path = Path(served.path)
    in_place = getattr(served, "is_in_place", None)  # a stock `datasette serve` has a class of its own
    if in_place is not None and not in_place():
        raise StoreError(
            f"{path.name} was moved, deleted or replaced while it is served, so nothing was written; "
            "put it back, or stop the server and serve the new one"
        )
    return path
