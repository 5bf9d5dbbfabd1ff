"""Whose paraphrase a report is, said in the same way on pages, in citations, cards, feeds, CSV and JSON."""

from __future__ import annotations

import asyncio
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette
from tests.store.bridge import CHECKED, article

TOLD = "paraphrase, by Tarn Post"


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("paraphrase") / "quotes.db"
    db = open_to_write.connect(path)
    save.save(db, article(CHECKED))
    db.close()
    return make_datasette(path)


@pytest.mark.parametrize(
    ("address", "exp"),
    [
        ("/-/quotes?kind=indirect", TOLD),
        ("/-/quotes/1", TOLD),
        ("/-/quotes/1", f"checked ({TOLD}). Tarn Post, ‘Bridge’"),
        ("/-/quotes/1", f'property="og:description" content="{TOLD}'),
        ("/-/quotes/1", f"Words of Zoë Lindqvist ({TOLD}): "),
        ("/-/quotes/embed/1", TOLD),
        ("/-/quotes/speakers/1", TOLD),
        ("/-/quotes/feed.atom", TOLD),
        ("/-/quotes/api/v1/quotes", f'"paraphrase":"{TOLD}"'),
        ("/-/quotes/api/v1/quotes.csv", f'"{TOLD}"'),
        ("/-/quotes/api/v1/quotes.ndjson", f'"paraphrase":"{TOLD}"'),
        ("/quotes/said_by.csv?name=Lindqvist", f'"{TOLD}"'),
    ],
)
def test_a_report_is_the_paraphrase_of_its_outlet(datasette: Any, address: str, exp: str) -> None:
    assert exp in unescape(asyncio.run(datasette.client.get(address)).text)
