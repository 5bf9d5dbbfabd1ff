"""Reviewing in a real browser, by keyboard: what each key does to the database, and that strangers see no buttons."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette
from tests.web.browser.test_pages import fits_and_can_be_read
from tools import serving

PATH = "/-/quotes/review"
TEXT = "“Yes,” said Ida Brandt, the mayor. “No,” said Olaf Stein. She laughed."


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Three doubtful quotations, two who look alike, and one."""
    db = open_to_write.connect(tmp_path / "review.db")
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
    assert "Nobody known here has that name" in page.text_content("article.review")
    press(page, "m")
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


def test_a_group_of_duplicates_is_settled_at_once(page: Any, database: Path) -> None:
    db = open_to_write.connect(database)
    said = {"text": "Yes,", "kind": "direct", "spans": [(1, 5)], "speaker_kind": "person", "rule": "test"}
    for name in ("Orlaf Vikbergson", "Vikbergson"):
        quotes = [Quote.model_validate(said | {"speaker": name, "confidence": 0.9})]
        save.save(db, Article(id=name, source=f"Outlet {name}", text=TEXT, quotes=quotes))
    db.close()
    names = "select name from speakers where name like '%Vikbergson' order by name"
    before = asked(database, names)
    page.goto(f"{PATH}?queue=duplicates")
    assert page.locator("input[name=place]:checked").count() == 3
    fits_and_can_be_read(page)
    press(page, "y")
    assert len(before) == 4 and asked(database, names) == [("Olaf Vikbergson",)]
    press(page, "u")
    assert asked(database, names) == before
    page.locator("input[name=place]").first.uncheck()
    press(page, "n")
    assert asked(database, names) == before and page.locator("input[name=place]").count() < 3


def test_names_are_suggested_as_one_types(page: Any, database: Path) -> None:
    page.goto(f"{PATH}?queue=doubtful")
    assert page.locator("#names option").count() >= 1, "those of the article are there without a script"
    page.get_by_label("Full name or number").type("Vikb")
    page.wait_for_selector("#names option[value='Olof Vikbergson']", state="attached")
    page.get_by_label("Full name or number").fill("Olof Vikbergson")
    press(page, "Enter")
    assert ("Olof Vikbergson", "correction") in asked(database, YES)


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


def test_a_merge_from_the_page_of_the_short_name_keeps_both_addresses(page: Any, database: Path) -> None:
    db = open_to_write.connect(database)
    quote = {"text": "Yes,", "kind": "direct", "spans": [(1, 5)], "speaker": "Brandt", "speaker_kind": "person"}
    quotes = [Quote.model_validate(quote | {"rule": "test", "confidence": 0.9})]
    save.save(db, Article(id="short", source="Far Away", text=TEXT, quotes=quotes))
    db.close()
    numbers = (
        "select (select id from speakers where name = 'Brandt'), (select id from speakers where name = 'Ida Brandt')"
    )
    ((short, full),) = asked(database, numbers)
    page.goto(f"/-/quotes/speakers/{short}")
    page.click("text=Set it right >> nth=0")
    page.get_by_label("The same as").fill("Ida Brandt")
    page.get_by_role("button", name="Merge").click()
    page.wait_for_url(f"**/-/quotes/speakers/{full}")
    assert page.inner_text("h1") == "Ida Brandt" and "They are one now." in page.inner_text("main")
    for path in (f"/-/quotes/speakers/{short}", f"/quotes/speakers/{short}", f"/-/quotes?speaker={short}"):
        assert page.goto(path).url.endswith(path.replace(str(short), str(full)))
    feed = page.context.request.get(f"/-/quotes/feed.atom?speaker={short}")
    assert "Far Away" in feed.text()
    page.goto(f"/-/quotes/review?person={full}")
    page.get_by_role("button", name="Undo correction 1").click()
    page.wait_for_selector("[role=status]")
    page.goto(f"/-/quotes/speakers/{short}")
    assert page.inner_text("h1") == "Brandt", "the old address is live again"


@pytest.mark.parametrize("width", [360, 1600])
def test_a_surname_is_asked_about_and_one_is_back_in_the_article_without_scripts(
    chromium: Any, database: Path, width: int
) -> None:
    datasette = make_datasette(database)
    with serving.served(database, datasette) as address:
        size = {"width": width, "height": 800}
        context = chromium.new_context(base_url=address, java_script_enabled=False, viewport=size)
        cookie = datasette.sign({"a": {"id": "ida"}}, "actor")
        context.add_cookies([{"name": "ds_actor", "value": cookie, "url": address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        ((quote,),) = asked(database, "select id from quotes where text = 'No,' order by id limit 1")
        page.goto(f"/-/quotes/articles/1#q{quote}")
        page.click(f"#q{quote} + .why >> text=Set it right")
        page.fill("input[name=name]", "Vikbergson")
        page.fill("fieldset input[name=why]", "see below")
        page.press("input[name=name]", "Enter")
        page.wait_for_selector(".meant button")
        assert asked(database, "select count(*) from speakers") == [(4,)]
        names = page.locator(".meant button").all_inner_texts()
        assert sorted(name.split("\n")[0][:4] for name in names) == ["Olaf", "Olof"]
        assert page.input_value("fieldset input[name=why]") == "see below"
        page.click(".meant button >> text=Olof")
        page.wait_for_url(f"**/-/quotes/articles/1#q{quote}")
        assert "Olof Vikbergson" in page.inner_text(f"#q{quote} + .why")
        assert asked(database, "select why from corrections") == [("see below",)]
        page.click(".note >> text=Undo")
        page.wait_for_url(f"**/-/quotes/articles/1#q{quote}")
        assert "Olaf Stein" in page.inner_text(f"#q{quote} + .why") and "Undone." in page.inner_text(".note")
        page.goto("/-/quotes?words=no")
        page.click(f"#q{quote} >> text=Set it right")
        page.click("text=The article does not say")
        page.wait_for_url(f"**/-/quotes?words=no#q{quote}")
        assert "nobody named" in page.inner_text(f"#q{quote}")
        page.goto(f"/-/quotes/{quote}")
        assert "%" not in page.inner_text("main")
        context.close()


def test_the_question_who_is_meant_and_the_way_back_can_be_read_by_all(page: Any, database: Path) -> None:
    ((quote,),) = asked(database, "select id from quotes where text = 'No,' order by id limit 1")
    for name in ("Vikbergson", "Vera Lund"):
        page.goto(f"{PATH}?quote={quote}&back=/-/quotes/articles/1%23q{quote}")
        page.fill("input[name=name]", name)
        page.press("input[name=name]", "Enter")
        page.wait_for_selector("[role=alert]")
        fits_and_can_be_read(page)
    press(page, "1")
    page.wait_for_url(f"**/-/quotes/articles/1#q{quote}")
    fits_and_can_be_read(page)


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
