"""The review pages: who may, what they show, what their forms do."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette
from quotes.web.show.wording import day
from tests import STUCK
from tests.web.review.asking import PATH, ask
from tools.serving import REVIEWED, to_review


@pytest.fixture
def path(tmp_path: Path) -> Path:
    db = open_to_write.connect(tmp_path / "news.db")
    for article in to_review():
        save.save(db, article)
    db.close()
    return tmp_path / "news.db"


def speakers(path: Path) -> list[str | None]:
    db = open_to_write.connect(path)
    found = [row[0] for row in db.execute("select speaker from said order by id").fetchall()]
    db.close()
    return found


@pytest.fixture
def datasette(path: Path) -> Any:
    return make_datasette(path)


def test_strangers_get_403_and_change_nothing(datasette: Any, path: Path) -> None:
    before = speakers(path)
    assert ask(datasette, actor=None).status_code == 403
    assert ask(datasette, form={"action": "nobody", "quote": "1"}, actor=None).status_code == 403
    assert speakers(path) == before


@pytest.mark.parametrize(
    ("actor", "why", "told_how"), [(None, "Sign in to review", True), ("ida", "but you may not review", False)]
)
def test_who_may_not_review_is_told_so_and_a_stranger_how_to_sign_in(
    path: Path, actor: str | None, why: str, told_how: bool
) -> None:
    datasette = make_datasette(path)
    datasette._metadata_local["plugins"] = {"quotes": {"review": {"id": "olaf"}}}
    pages = [ask(datasette, actor=actor), ask(datasette, form={"action": "nobody", "quote": "1"}, actor=actor)]
    assert [page.status_code for page in pages] == [403, 403] and why in pages[0].text
    assert ("quotes serve DB --root" in pages[0].text) == told_how


def test_a_form_without_its_token_is_refused(datasette: Any, path: Path) -> None:
    before = speakers(path)
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")}
    answer = asyncio.run(datasette.client.post(PATH, data={"action": "nobody", "quote": "1"}, cookies=cookies))
    assert answer.status_code == 403 and speakers(path) == before


def test_metadata_says_who_may(path: Path) -> None:
    datasette = make_datasette(path)
    datasette._metadata_local["plugins"] = {"quotes": {"review": {"id": "olaf"}}}
    assert [ask(datasette, actor=actor).status_code for actor in ("ida", "olaf")] == [403, 200]


def test_the_least_sure_comes_first_in_its_sentence_and_escaped(datasette: Any) -> None:
    html = ask(datasette).text
    assert "<mark>Yes,</mark>” &lt;b&gt;said&lt;/b&gt; Ida Brandt" in html
    assert "<i>T</i>" not in html and "50\u202f% sure. " in html
    assert not re.search(
        r"<[^>]* (style|on\w+)=", html.split("<main", 1)[-1].split("<article", 1)[1].split("</article>")[0]
    )


def test_every_button_has_a_key_of_its_own(datasette: Any) -> None:
    keys = re.findall(r'data-key="([^"]+)"', ask(datasette).text)
    assert {"r", "w", "x", "n", "s", "1"} <= set(keys) and len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("form", "check"),
    [
        ({"action": "right", "quote": "1", "speaker": "1"}, lambda s: s[0] == "Ida Brandt"),
        ({"action": "speaker", "quote": "1", "name": "Mona Tarn", "new": "1"}, lambda s: s[0] == "Mona Tarn"),
        ({"action": "speaker", "quote": "1", "choice": "2", "name": ""}, lambda s: s[0] == "Olaf Stein"),
        ({"action": "nobody", "quote": "1"}, lambda s: s[0] is None),
        ({"action": "no_quotation", "quote": "1"}, lambda s: len(s) == 9),
        (
            {"action": "merge", "keep": "Olaf Vikbergson", "other": "Olof Vikbergson"},
            lambda s: s[8] == "Olaf Vikbergson",
        ),
        ({"action": "rename", "keep": "2", "name": "Olaf Stone"}, lambda s: s[1] == "Olaf Stone"),
        ({"action": "split", "keep": "2", "place": "2", "name": "Olaf Other"}, lambda s: s.count("Olaf Other") == 1),
    ],
)
def test_forms_correct_and_undo(datasette: Any, path: Path, form: dict[str, str], check: Callable[[Any], bool]) -> None:
    before = speakers(path)
    answer = ask(datasette, form=form)
    assert answer.status_code == 303 and check(speakers(path))
    page = ask(datasette, "?" + answer.headers["location"].split("?")[1])
    correction = re.search(r'name="correction" value="(\d+)"', page.text)
    assert page.status_code == 200 and correction
    assert ask(datasette, form={"action": "undo", "correction": correction[1]}).status_code == 303
    assert speakers(path) == before


def test_the_correction_says_who(datasette: Any, path: Path) -> None:
    ask(datasette, form={"action": "speaker", "quote": "1", "name": "Mona Tarn", "new": "1", "why": "I was there"})
    for query in ("?queue=done", "?quote=1"):
        html = ask(datasette, query).text
        assert "Ida Brandt → Mona Tarn" in html and "I was there" in html and "<bdi>ida</bdi>" in html


def test_undecided_names_and_likely_duplicates(datasette: Any, path: Path) -> None:
    html = ask(datasette, "?queue=namesakes").text
    assert html.count("It is this one") == 2 and "Tarn mayor" in html and "Holm United striker" in html
    assert "<b>Ida Brandt</b>, " in html, "where the article has the name"
    html = ask(datasette, "?queue=duplicates").text
    assert "Olaf Vikbergson" in html and "Olof Vikbergson" in html
    ids = re.findall(r'name="(keep|other)" value="(\d+)"', html)[:2]
    assert ask(datasette, form={"action": "apart", **dict(ids)}).status_code == 303
    assert "Nothing is left" in ask(datasette, "?queue=duplicates").text


def test_what_somebody_said_last_reads_as_it_stands_in_the_article(datasette: Any, path: Path) -> None:
    text = "Vera Lund denied that she had sold the mill."
    told = {"text": "she had sold the mill", "kind": "indirect", "spans": [(22, 43)], "cue": [(10, 16)]}
    who = {
        "speaker": "Vera Lund",
        "speaker_kind": "person",
        "speaker_mention": [(0, 9)],
        "rule": "test",
        "confidence": 0.9,
    }
    db = open_to_write.connect(path)
    save.save(db, Article(id="mill", source="Tarn Post", text=text, quotes=(Quote.model_validate(told | who),)))
    ((number,),) = db.execute("select id from speakers where name = 'Vera Lund'").fetchall()
    db.close()
    html = ask(datasette, f"?person={number}").text
    assert "<bdi>Vera Lund denied that she had sold the mill</bdi> (paraphrase, by Tarn Post)" in html


def test_a_group_is_settled_in_one_go_by_what_is_ticked(datasette: Any, path: Path) -> None:
    db = open_to_write.connect(path)
    said = {
        "text": "Yes,",
        "kind": "direct",
        "spans": [(1, 5)],
        "rule": "test",
        "confidence": 0.9,
        "speaker_kind": "person",
    }
    for name in ("Olaf Vikbergson", "Orlaf Vikbergson", "Vikbergson"):
        quotes = [Quote.model_validate(said | {"speaker": name, "speaker_kind": "person"})]
        save.save(db, Article(id=name, source=f"Outlet {name}", text=REVIEWED, quotes=quotes))
    db.close()
    html = ask(datasette, "?queue=duplicates").text
    assert "the same as Olaf Vikbergson" in html and html.count('type="checkbox"') == 3 and html.count(" checked") == 3
    before = speakers(path)
    keep = re.search(r'name="keep" value="(\d+)"', html)
    ticked = re.findall(r'name="place" value="(\d+)"', html)[:2]
    assert keep
    nobody = ask(datasette, form={"action": "merge_all", "queue": "duplicates", "keep": keep[1]})
    assert nobody.status_code == 400 and "Nobody was chosen" in nobody.text
    answer = ask(datasette, form={"action": "merge_all", "queue": "duplicates", "keep": keep[1], "place": ticked})
    assert answer.status_code == 303 and speakers(path).count("Olaf Vikbergson") == 4
    page = ask(datasette, "?" + answer.headers["location"].split("?")[1]).text
    correction = re.search(r'name="correction" value="(\d+)"', page)
    assert correction and "Are these the same?" in page
    assert ask(datasette, form={"action": "undo", "correction": correction[1]}).status_code == 303
    assert speakers(path) == before


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"action": "merge", "keep": "1", "other": "1"}, "is one already"),
        ({"action": "speaker", "quote": "1", "name": ""}, "is not a name"),
        ({"action": "speaker", "quote": "x", "name": "Ida"}, "is not a number"),
        ({"action": "rename", "keep": "2", "name": "Ida Brandt"}, "already"),
        ({"action": "nothing"}, "There is no action"),
        ({"action": "undo", "correction": "7"}, "There is no correction 7"),
    ],
)
def test_what_cannot_be_is_said_on_the_page(datasette: Any, path: Path, form: dict[str, str], problem: str) -> None:
    before = speakers(path)
    answer = ask(datasette, form=form)
    assert answer.status_code == 400 and problem in answer.text and speakers(path) == before


@pytest.mark.parametrize("query", ["?quote=99", "?person=99", "?quote=x", "?person=99999999999999999999"])
def test_what_is_not_there_is_404(datasette: Any, query: str) -> None:
    assert ask(datasette, query).status_code == 404


@pytest.mark.parametrize("query", ["?skip=999", "?queue=x&skip=-1", "?person=1", "?queue=done", "?skip=%00"])
def test_every_page_opens(datasette: Any, query: str) -> None:
    assert ask(datasette, query).status_code == 200


def test_serve_prints_an_address_to_sign_in_at(path: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "quotes", "serve", str(path), "--port", "0", "--root"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        assert server.stderr
        base = server.stderr.readline().split(" is at ")[1].split()[0]
        cookies = urllib.request.HTTPCookieProcessor()
        browser = urllib.request.build_opener(cookies)
        browser.open(server.stderr.readline().split(" sign in at ")[1].strip())
        with browser.open(base.rstrip("/") + PATH) as page:
            assert "Who said it?" in page.read().decode()
    finally:
        os.kill(server.pid, signal.SIGINT)
    server.communicate(timeout=STUCK)


def test_a_row_that_a_human_settled_says_so_with_the_day_until_it_is_undone(datasette: Any, path: Path) -> None:
    today = day(datetime.now(UTC).date().isoformat())

    def shown() -> list[bool]:
        pages = ("/-/quotes/1", "/-/quotes?article=1", "/-/quotes/articles/1")
        told = [asyncio.run(datasette.client.get(address)).text for address in pages]
        return [f"Checked by an editor on {today}" in re.sub("<[^>]*>", "", page) for page in told]

    assert shown() == [False] * 3
    assert ask(datasette, form={"action": "nobody", "quote": "1"}).status_code in (302, 303)
    assert shown() == [True] * 3
    rows = asyncio.run(datasette.client.get("/-/quotes/api/v1/quotes?article=1")).json()
    assert [bool(one["checked"]) for one in rows["items"]].count(True) == 1
    assert ask(datasette, form={"action": "undo", "correction": "1"}).status_code in (302, 303)
    assert shown() == [False] * 3
