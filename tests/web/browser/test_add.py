"""Adding an article in a real browser, with and without scripts: it is read by the real process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.store import open_to_write
from quotes.web.add import desk
from quotes.web.serve import make_datasette
from tests.web.browser.test_pages import fits_and_can_be_read
from tools import serving

TEXT = "“The mill is sold,” said Ida Marlow, the mayor of Tarn. Oskar Vane denied that he had bought it."
FOUND = 60_000  # milliseconds for a model to be loaded on a busy machine


@pytest.fixture
def database(tmp_path: Path) -> Path:
    open_to_write.connect(tmp_path / "add.db").close()
    return tmp_path / "add.db"


@pytest.fixture
def served(database: Path) -> Iterator[tuple[str, str]]:
    """The address, and the cookie of somebody who is signed in."""
    datasette = make_datasette(database)
    with serving.served(database, datasette) as address:
        yield address, datasette.sign({"a": {"id": "ida"}}, "actor")
    for child in desk.desk_of(datasette).children.values():
        child.close()


def said(database: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute("select text, speaker from said order by id").fetchall()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_article_is_added_corrected_and_saved(
    chromium: Any, served: tuple[str, str], database: Path, scripts: bool
) -> None:
    address, cookie = served
    context = chromium.new_context(base_url=address, java_script_enabled=scripts)
    context.add_cookies([{"name": "ds_actor", "value": cookie, "url": address}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto("/")
    page.click("nav >> text=Add")
    page.get_by_label("The text of the article").fill(TEXT)
    page.get_by_label("Headline").fill("Mill")
    page.get_by_label("Outlet").fill("Tarn Post")
    page.click("text=Find the quotations")
    page.wait_for_selector("h1 >> text=What was found", timeout=FOUND)
    assert page.locator(".found-in .q").count() == 2 and not said(database)
    if scripts:
        fits_and_can_be_read(page)
    page.locator("input[name=speaker-1]").fill("Per Lund")
    page.click("text=Save it")
    page.wait_for_url("**/-/quotes/articles/1")
    assert "Saved." in page.inner_text(".note") and "Per Lund" in page.inner_text("#speakers + ul")
    assert [speaker for _, speaker in said(database)] == ["Ida Marlow", "Per Lund"]
    page.goto("/-/quotes/add")
    page.set_input_files(
        "[name=file]", [{"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\0\1"}]
    )
    page.click("text=Find the quotations")
    page.wait_for_selector("h1 >> text=Nothing was found", timeout=FOUND)
    assert page.inner_text("[role=alert]").startswith("a.png: ")
    page.click("text=Add another one")
    page.wait_for_url("**/-/quotes/add")
    context.close()


def test_what_is_too_large_is_told_before_it_is_sent(chromium: Any, served: tuple[str, str]) -> None:
    address, cookie = served
    context = chromium.new_context(base_url=address)
    context.add_cookies([{"name": "ds_actor", "value": cookie, "url": address}])
    page = context.new_page()
    page.goto("/-/quotes/add")
    large = {"name": "large.txt", "mimeType": "text/plain", "buffer": b"a" * (desk.LARGEST + 1)}
    page.set_input_files("[name=file]", [large])
    page.click("text=Find the quotations")
    told = page.evaluate("document.querySelector('[name=file]').validationMessage")
    assert "No more than 10 MB" in told and page.url.endswith("/-/quotes/add")
    context.close()


def test_files_are_dropped_on_the_form(chromium: Any, served: tuple[str, str]) -> None:
    address, cookie = served
    context = chromium.new_context(base_url=address)
    context.add_cookies([{"name": "ds_actor", "value": cookie, "url": address}])
    page = context.new_page()
    page.goto("/-/quotes/add")
    dropped = page.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['Hello.'], 'mill.txt')); return all; }"
    )
    page.dispatch_event("#text", "drop", {"dataTransfer": dropped})
    assert page.evaluate("[...document.querySelector('[name=file]').files].map(file => file.name)") == ["mill.txt"]
    context.close()
