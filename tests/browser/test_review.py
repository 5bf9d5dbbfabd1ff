"""Reviewing in a real browser, by keyboard: what each key does to the database, and that strangers see no buttons."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import save
from quotes.web.serve import make_datasette
from tests.browser import serving

PATH = "/-/quotes/review"
TEXT = "“Yes,” said Ida Brandt, the mayor. “No,” said Olaf Stein. She laughed."


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Three doubtful quotations, two who look alike, and one."""
    db = save.connect(tmp_path / "review.db")
    said = {"kind": "direct", "speaker_kind": "person", "rule": "test"}
    for number, name in enumerate(("Ida Brandt", "Olaf Vikbergson", "Olof Vikbergson")):
        yes = {"text": "Yes,", "spans": [(1, 5)], "speaker": name, "confidence": 0.3 + number / 10}
        no = {"text": "No,", "spans": [(36, 39)], "speaker": "Olaf Stein", "confidence": 0.9}
        quotes = [Quote.model_validate(said | one) for one in (yes, no)]
        about = {"id": str(number), "source": f"Outlet {number}", "text": TEXT, "published": "2026-03-01"}
        save.save(db, Article.model_validate(about | {"quotes": quotes}))
    db.close()
    return tmp_path / "review.db"


@pytest.fixture
def page(chromium: Any, database: Path) -> Iterator[Any]:
    """A page of somebody who is signed in."""
    datasette = make_datasette(database)
    with serving.served(database, datasette) as address:
        context = chromium.new_context(base_url=address)
        cookie = datasette.sign({"a": {"id": "ida"}}, "actor")
        context.add_cookies([{"name": "ds_actor", "value": cookie, "url": address}])
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        yield opened
        context.close()


def asked(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql).fetchall()


def press(page: Any, *keys: str) -> None:
    """Press keys; each leads to the next page."""
    for key in keys:
        with page.expect_navigation():
            page.keyboard.press(key)


JOINED = "quotes join speakers on speakers.id = speaker"
YES = f"select speakers.name, rule from {JOINED} where text = 'Yes,' order by quotes.id"


def test_right_wrong_and_not_a_quotation_by_keyboard(page: Any, database: Path) -> None:
    page.goto(f"{PATH}?queue=doubtful")
    assert "Ida Brandt" in page.text_content("article.review")
    press(page, "r")
    assert asked(database, YES)[0] == ("Ida Brandt", "correction")
    assert "Olaf Vikbergson" in page.text_content("article.review")
    page.keyboard.press("w")
    page.keyboard.type("Vera Lund")
    press(page, "Enter")
    assert asked(database, YES)[1] == ("Vera Lund", "correction")
    press(page, "u")
    assert asked(database, YES)[1] == ("Olaf Vikbergson", "test")
    press(page, "1")
    assert asked(database, YES)[1] == ("Olaf Stein", "correction")
    press(page, "n")
    assert len(asked(database, YES)) == 2
    press(page, "u")
    assert len(asked(database, YES)) == 3


def test_two_who_look_alike_are_merged_and_parted_again_by_keyboard(page: Any, database: Path) -> None:
    names = "select name from speakers where name like 'Ol%Vikbergson' order by name"
    page.goto(f"{PATH}?queue=duplicates")
    press(page, "1")
    assert len(asked(database, names)) == 1
    press(page, "u")
    assert asked(database, names) == [("Olaf Vikbergson",), ("Olof Vikbergson",)]
    press(page, "n")
    assert "Vikbergson" not in (page.text_content("main") or "")


def test_a_person_is_renamed_and_split_on_his_page(page: Any, database: Path) -> None:
    ((stein,),) = asked(database, "select id from speakers where name = 'Olaf Stein'")
    page.goto(f"{PATH}?person={stein}")
    page.get_by_label("Show as").fill("Olaf Steen")
    page.get_by_label("Show as").press("Enter")
    page.wait_for_selector("[role=status]")
    assert asked(database, f"select name from speakers where id = {stein}") == [("Olaf Steen",)]
    page.locator("input[name=place]").first.check()
    page.get_by_role("button", name="Split").click()
    page.wait_for_selector("[role=status]")
    split = asked(database, "select count(distinct speaker) from quotes where text = 'No,'")
    assert split == [(2,)]


def test_a_stranger_sees_no_buttons_and_is_refused(chromium: Any, database: Path) -> None:
    with serving.served(database) as address:
        context = chromium.new_context(base_url=address)
        page = context.new_page()
        assert page.goto(PATH).status == 403
        page.goto("/")
        assert page.locator("a[href*='/-/quotes/review']").count() == 0
        assert context.request.post(PATH, form={"action": "rename", "keep": "1", "name": "x"}).status == 403
        context.close()
    assert asked(database, "select count(*) from speakers where name = 'x'") == [(0,)]
