"""What the browser tests share: one server, one browser, and pages that are watched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from quotes.web.serve import make_datasette
from tools import serving

Open = Callable[..., Any]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """The browser. Without one the tests are skipped, unless they must run."""
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


def window(chromium: Any, address: str, datasette: Any, actor: str, **options: Any) -> Any:
    """A page in a window of its own, signed in as `actor` if given."""
    context = chromium.new_context(base_url=address, **options)
    if actor:
        signed = datasette.sign({"a": {"id": actor}}, "actor")
        context.add_cookies([{"name": "ds_actor", "value": signed, "url": address}])
    page = context.new_page()
    page.set_default_timeout(30_000)  # milliseconds; a busy machine takes its time
    return page


@contextmanager
def watched(page: Any, address: str, noticed: list[str], *, quiet: bool) -> Iterator[None]:
    """Within this context it is noticed if the page shows a dialog, fails, writes to its console or asks others."""
    listeners: dict[str, Callable[[Any], Any]] = {
        "dialog": lambda dialog: noticed.append(f"{page.url}: dialog {dialog.message}"),
        "pageerror": lambda error: noticed.append(f"{page.url}: {error}"),
        "request": lambda request: request.url.startswith(address) or noticed.append(request.url),
    }
    if quiet:
        listeners["console"] = lambda message: noticed.append(f"{page.url}: {message.text}")
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


@pytest.fixture
def open_page(chromium: Any, address: str, datasette: Any) -> Iterator[Open]:
    """Opens a path in a window of its own, signed in as `actor` if given.

    Afterwards: nothing in the console, no dialog, no other host was asked.
    """
    noticed: list[str] = []
    with ExitStack() as windows:

        def opened(
            path: str, *, width: int = 1280, height: int = 800, quiet: bool = True, actor: str = "", **options: Any
        ) -> Any:
            size = {"width": width, "height": height}
            page = window(chromium, address, datasette, actor, viewport=size, **options)
            windows.callback(page.context.close)
            windows.enter_context(watched(page, address, noticed, quiet=quiet))
            page.goto(path)
            return page

        yield opened
    assert noticed == []


@pytest.fixture(scope="package")
def windows() -> Iterator[dict[str, Any]]:
    """Those that are kept from test to test, by who is signed in."""
    kept: dict[str, Any] = {}
    yield kept
    for page in kept.values():
        page.context.close()


@pytest.fixture
def look_at(chromium: Any, address: str, datasette: Any, windows: dict[str, Any]) -> Iterator[Open]:
    """As `open_page`, in a window that is kept, which takes a third of the time: for who looks and touches nothing."""
    noticed: list[str] = []
    with ExitStack() as watching:

        def opened(path: str, *, width: int, quiet: bool = True, actor: str = "") -> Any:
            if actor not in windows:
                windows[actor] = window(chromium, address, datasette, actor)
            page = windows[actor]
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="light")
            watching.enter_context(watched(page, address, noticed, quiet=quiet))
            page.goto(path)
            return page

        yield opened
    assert noticed == []
