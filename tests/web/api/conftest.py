"""A database of sixty articles, and Datasette with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette
from tests.web.api.asking import articles


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of these articles."""
    made = tmp_path_factory.mktemp("api") / "quotes.db"
    db = open_to_write.connect(made)
    for article in articles():
        save.save(db, article, topics=[("fog", 0.5)])
    db.execute("update speakers set wikidata = 'Q42' where name = 'Ada Finch'")
    db.conn.commit()
    db.close()
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Any:
    return make_datasette(path)
