"""Find the file that is served, for code that writes to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quotes.errors import StoreError
from quotes.web.links import DATABASE


def file_of(datasette: Any) -> Path:
    """The file to write to.

    Raises:
        StoreError: it cannot be written.
    """
    served = datasette.get_database(DATABASE)
    if not getattr(served, "writable", served.is_mutable) or not served.path:
        raise StoreError("this database is served read-only; make its file and folder writable and serve it again")
    return Path(served.path)
