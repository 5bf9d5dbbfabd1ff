"""Readers report errors: off unless the server says so, within bounds, to the review queue, and seen by nobody else."""

from __future__ import annotations

import asyncio
import html
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import CorrectionError
from quotes.models import Article
from quotes.store import open_to_write, reported, save
from quotes.web.pages import report
from quotes.web.serve import make_datasette
from tests.store.bridge import SAFE, article
from tests.web.review.asking import ask, token_in

PAGE = "/-/quotes/report?quote=1"
RIGHT = {"quote": "1", "what": "speaker", "who": "Mona Tarn", "note": "See the  last\nparagraph."}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "news.db"
    db = open_to_write.connect(made)
    save.save(db, article(SAFE, id="first"))
    db.close()
    return made


@pytest.fixture
def datasette(path: Path) -> Any:
    return make_datasette(path, open_reports=True)


def send(datasette: Any, form: dict[str, str], **options: Any) -> Any:
    async def talk() -> Any:
        page = await datasette.client.get(PAGE)
        token = {"csrftoken": token_in(page.text)}
        return await datasette.client.post("/-/quotes/report", data=form | token, cookies=dict(page.cookies), **options)

    return asyncio.run(talk())


def get(datasette: Any, address: str) -> Any:
    return asyncio.run(datasette.client.get(address))


def kept(path: Path, columns: str = "what, who, note, settled is null") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"select {columns} from reports order by id").fetchall()


def test_a_reader_reports_and_an_editor_sees_it_beside_the_quotation(datasette: Any, path: Path) -> None:
    assert f'href="{PAGE}"' in get(datasette, "/-/quotes/1").text
    answer = send(datasette, RIGHT)
    assert (answer.status_code, answer.headers["location"]) == (303, "/-/quotes/1")
    assert kept(path) == [("speaker", "Mona Tarn", "See the last paragraph.", 1)]
    queue = ask(datasette, "?queue=reported").text
    for part in ("A reader says", "Mona Tarn", "See the last paragraph.", "Reported by readers (1)", "Who said it?"):
        assert part in queue, part
    assert "See the last paragraph." in ask(datasette, "?quote=1").text


@pytest.mark.parametrize(
    ("form", "outcome"),
    [
        ({"action": "dismiss"}, "dismissed"),
        ({"action": "nobody", "quote": "1"}, "corrected"),
        ({"action": "no_quotation", "quote": "1"}, "corrected"),
        ({"action": "right", "quote": "1", "speaker": "1"}, "right"),
        ({"action": "nobody", "quote": "9"}, None),
        ({"action": "rename", "keep": "1", "name": "Ida Holm"}, None),
    ],
)
def test_what_an_editor_does_with_the_quotation_settles_it(
    datasette: Any, path: Path, form: dict[str, str], outcome: str | None
) -> None:
    send(datasette, RIGHT)
    ask(datasette, form=form | {"queue": "reported", "reports": "1"})
    assert kept(path, "outcome, settled_by") == [(outcome, outcome and "ida")]
    assert ("No report of a reader is waiting" in ask(datasette, "?queue=reported").text) == (outcome is not None)


@pytest.mark.parametrize(
    ("action", "outcome"), [("nobody", None), ("no_quotation", None), ("right", None), ("dismiss", "dismissed")]
)
def test_it_waits_again_once_the_correction_that_settled_it_is_undone(
    datasette: Any, path: Path, action: str, outcome: str | None
) -> None:
    send(datasette, RIGHT)
    ask(datasette, form={"action": action, "quote": "1", "speaker": "1", "reports": "1"})
    ask(datasette, form={"action": "undo", "correction": "1"})
    assert kept(path, "outcome, settled is null") == [(outcome, outcome is None)]


def test_undoing_a_correction_leaves_reports_alone_that_were_settled_otherwise(datasette: Any, path: Path) -> None:
    send(datasette, RIGHT)
    ask(datasette, form={"action": "dismiss", "reports": "1"})
    ask(datasette, form={"action": "nobody", "quote": "1"})
    ask(datasette, form={"action": "undo", "correction": "1"})
    assert kept(path, "outcome") == [("dismissed",)]


def test_a_report_outlives_a_load_that_finds_another_quotation(datasette: Any, path: Path) -> None:
    send(datasette, RIGHT)
    db = open_to_write.connect(path)
    save.save(db, Article(id="first", text="Nothing was said."))
    db.close()
    queue = html.unescape(ask(datasette, "?queue=reported").text)
    assert "which is no longer a quotation here" in queue and "Leave it as it is" in queue


def test_the_same_is_kept_once(datasette: Any, path: Path) -> None:
    send(datasette, RIGHT)
    send(datasette, RIGHT)
    assert len(kept(path)) == 1


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"what": "nonsense"}, "choose one of the lines"),
        ({}, "choose one of the lines"),
        ({"what": "other", "note": "  "}, "Say in your words"),
    ],
)
def test_what_says_nothing_is_not_kept(datasette: Any, path: Path, form: dict[str, str], told: str) -> None:
    answer = send(datasette, {"quote": "1"} | form)
    assert answer.status_code == 400 and told in html.unescape(answer.text) and not kept(path)


def test_one_address_may_report_a_few_times_an_hour(
    datasette: Any, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "AN_HOUR", 2)
    told = [send(datasette, RIGHT | {"note": str(number)}) for number in range(3)]
    assert [one.status_code for one in told] == [303, 303, 400] and len(kept(path)) == 2


@pytest.mark.parametrize(("bound", "told"), [("MOST_OF_ONE", "several readers"), ("MOST", "too many reports")])
def test_no_more_wait_than_may(path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, told: str) -> None:
    monkeypatch.setattr(reported, bound, 1)
    with closing(open_to_write.connect(path)) as db:
        assert reported.keep(db, 1, reported.Report("words", "a" * 999, "b" * 9999))
        with pytest.raises(CorrectionError, match=told):
            reported.keep(db, 1, reported.Report("other", note="x"))
        with pytest.raises(CorrectionError, match="not a kind of error"):
            reported.keep(db, 1, reported.Report("shout"))
        with pytest.raises(CorrectionError, match="no quotation 99"):
            reported.keep(db, 99, reported.Report("words"))
    assert kept(path, "length(who), length(note)") == [(200, 1000)]


def test_it_is_off_unless_the_server_says_so(path: Path) -> None:
    datasette = make_datasette(path)
    assert get(datasette, PAGE).status_code == 404 and "Report an error" not in get(datasette, "/-/quotes/1").text
    assert send(datasette, RIGHT).status_code in (403, 404) and not kept(path)


def test_a_form_without_its_token_is_refused(datasette: Any, path: Path) -> None:
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")}
    answer = asyncio.run(datasette.client.post("/-/quotes/report", data=RIGHT, cookies=cookies))
    assert answer.status_code == 403 and not kept(path)


@pytest.mark.parametrize(
    "address",
    [
        "/quotes/reports",
        "/quotes/reports.json",
        "/quotes/reports/1",
        "/quotes.json?sql=select+note+from+reports",
        "/quotes.csv?sql=select+*+from+reports",
    ],
)
def test_only_those_who_review_see_what_was_reported(datasette: Any, address: str) -> None:
    send(datasette, RIGHT)
    assert "last paragraph" not in get(datasette, address).text


@pytest.mark.parametrize("quote", ["", "0", "99", "x", "9" * 30, "1;2", "٣"])
def test_what_is_no_quotation_is_404(datasette: Any, quote: str) -> None:
    assert get(datasette, f"/-/quotes/report?quote={quote}").status_code == 404
