"""Frames in pages of another site: what may be framed shows, nothing else does; and reporting an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser.conftest import Open


@pytest.fixture
def story(chromium: Any, tmp_path: Path) -> Iterator[Callable[[str], Any]]:
    """A page of another origin, with what is pasted into it."""
    context, elsewhere = chromium.new_context(), tmp_path / "story.html"
    page = context.new_page()

    def shown(pasted: str) -> Any:
        elsewhere.write_text(f"<!DOCTYPE html><h1>Story</h1>{pasted}", encoding="utf-8")
        page.goto(elsewhere.as_uri())
        return page

    yield shown
    context.close()


@pytest.mark.parametrize("path", ["/-/quotes/5", "/-/quotes/speakers/2", "/-/quotes?words=crews"])
def test_the_snippet_of_a_page_shows_it_in_another_site(
    open_page: Open, story: Callable[[str], Any], path: str
) -> None:
    page = open_page(path, java_script_enabled=False)
    heading = page.inner_text("h1")
    page.click("summary >> text=Show this in another page")
    other = story(page.inner_text("#snippet"))
    inside = other.frame_locator("iframe")
    inside.locator(".said").first.wait_for(timeout=30_000)
    assert other.locator("iframe").get_attribute("title")
    if "speakers" in path:
        assert inside.locator("h1").inner_text() == heading
    with other.expect_popup() as opened:
        inside.locator("footer a").first.click()
    assert opened.value.url.endswith(path) and other.url.endswith("story.html")


@pytest.mark.parametrize("path", ["/", "/-/quotes/5", "/-/quotes/report?quote=5", "/quotes", "/-/quotes/review"])
def test_no_other_page_shows_there(address: str, story: Callable[[str], Any], path: str) -> None:
    other = story(f'<iframe src="{address}{path}"></iframe>')
    other.wait_for_timeout(500)
    assert other.frames[1].url.startswith("chrome-error:") or not other.frame_locator("iframe").locator("main").count()


def test_the_frame_is_as_high_as_what_it_shows(open_page: Open, story: Callable[[str], Any]) -> None:
    for number in (1, 2, 5, 9):
        page = open_page(f"/-/quotes/{number}")
        other = story(page.text_content("#snippet"))
        frame = other.frame_locator("iframe")
        frame.locator("footer").wait_for(timeout=30_000)
        assert frame.locator("html").evaluate("html => html.scrollHeight <= innerHeight"), number


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_reports_an_error_and_an_editor_leaves_it(open_page: Open, database: Path, scripts: bool) -> None:
    page = open_page("/-/quotes/5", java_script_enabled=scripts)
    page.click("text=Report an error")
    page.get_by_label("It is not a quotation").check()
    page.get_by_label("What else the editor should know").fill(f"It is a headline, {scripts}.")
    page.click("text=Send")
    page.wait_for_url("**/-/quotes/5")
    assert "An editor will look at it" in page.inner_text(".note")
    editor = open_page("/-/quotes/review?queue=reported", actor="ida", java_script_enabled=scripts)
    assert f"It is a headline, {scripts}." in editor.inner_text(".reports")
    editor.click("text=Leave it as it is")
    editor.wait_for_selector("[role=status]")
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("select count(*) from reports where settled is null").fetchone() == (0,)
