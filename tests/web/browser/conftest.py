"""What the browser tests share: one server, one browser, and pages that are watched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.web.serve import make_datasette
from tools import serving

Open = Callable[..., Any]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """The browser; where there is none the tests are skipped, but not where they must run."""
    if not serving.browser():
        missing = "no Chromium here, so the pages are not looked at: apt install chromium"
        assert not os.environ.get("QUOTES_BROWSER"), missing
        pytest.skip(missing)
    with serving.chromium() as opened:
        yield opened


@pytest.fixture(scope="package")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles and the hostile ones."""
    path = tmp_path_factory.mktemp("browser") / "quotes.db"
    serving.make_samples(path)
    return path


@pytest.fixture(scope="package")
def datasette(database: Path) -> Any:
    """What serves them."""
    return make_datasette(database, open_reports=True)


@pytest.fixture(scope="package")
def address(database: Path, datasette: Any) -> Iterator[str]:
    """Where they are served."""
    with serving.served(database, datasette) as address:
        yield address


@pytest.fixture
def number_of(database: Path) -> Callable[[str], int]:
    """The id of the quotation that holds some words, which better rules may change."""

    def number(words: str) -> int:
        with closing(sqlite3.connect(database)) as db:
            return int(db.execute("select min(id) from quotes where instr(text, ?)", [words]).fetchone()[0])

    return number


@pytest.fixture
def open_page(chromium: Any, address: str, datasette: Any) -> Iterator[Open]:
    """Opens a path in a window of its own, signed in as `actor` if given.

    Afterwards: nothing in the console, no dialog, no other host was asked.
    """
    noticed: list[str] = []
    contexts: list[Any] = []

    def opened(
        path: str, *, width: int = 1280, height: int = 800, quiet: bool = True, actor: str = "", **options: Any
    ) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=address, **options)
        contexts.append(context)
        if actor:
            signed = datasette.sign({"a": {"id": actor}}, "actor")
            context.add_cookies([{"name": "ds_actor", "value": signed, "url": address}])
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("dialog", lambda dialog: noticed.append(f"{path}: dialog {dialog.message}"))
        page.on("pageerror", lambda error: noticed.append(f"{path}: {error}"))
        if quiet:
            page.on("console", lambda message: noticed.append(f"{path}: {message.text}"))
        page.on("request", lambda request: request.url.startswith(address) or noticed.append(request.url))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert noticed == []
