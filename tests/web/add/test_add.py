"""Adding an article in the browser, and having quotations found through the API: the process that reads is real."""

from __future__ import annotations

import asyncio
import html
import re
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import SourceError
from quotes.models import Article, Found, Quote
from quotes.store import correct, open_to_write
from quotes.web.add import desk
from quotes.web.add import save as saving
from quotes.web.add.form import plain_name
from quotes.web.add.headline import headline_of
from quotes.web.serve import make_datasette

TEXT = "“The mill is sold,” said Ida Marlow, the mayor of Tarn. Oskar Vane denied that he had bought it."
API = "/-/quotes/api/v1/extract"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "quotes.db"
    open_to_write.connect(made).close()
    return made


class Browser:
    """Somebody at the pages, signed in or not."""

    def __init__(self, path: Path, actor: str | None = "ada", **options: Any) -> None:
        self.datasette = make_datasette(path, **options)
        self.cookies = {"ds_actor": self.datasette.sign({"a": {"id": actor}}, "actor")} if actor else {}

    async def get(self, address: str) -> Any:
        return await self.datasette.client.get(address, cookies=self.cookies)

    async def post(self, where: str, /, **form: Any) -> Any:
        page = await self.get(where)
        cookies = self.cookies | dict(page.cookies)
        token = re.search(r'name="csrftoken" value="([^"]+)"', page.text)
        data = form | ({"csrftoken": token[1]} if token else {})
        files = data.pop("files", None)
        return await self.datasette.client.post(where, data=data, files=files, cookies=cookies)

    async def read(self, **form: Any) -> tuple[str, Any]:
        """Send the form, wait for what is found, and give its address and page."""
        sent = await self.post("/-/quotes/add", **form)
        assert sent.status_code == 303, sent.text
        address = sent.headers["location"]
        for _ in range(600):
            page = await self.get(address)
            if 'http-equiv="refresh"' not in page.text:
                return address, page
            await asyncio.sleep(0.1)
        raise AssertionError("it is still being read")

    def close(self) -> None:
        for child in desk.desk_of(self.datasette).children.values():
            child.close()


def said(path: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("select text, speaker from said order by id").fetchall()


def test_an_article_is_pasted_corrected_and_saved(path: Path) -> None:
    browser = Browser(path)

    async def run() -> None:
        address, page = await browser.read(text=TEXT, title="Mill", source="Tarn Post", published="2026-03-01")
        text = html.unescape(page.text)
        assert "The mill is sold," in text and "Oskar Vane denied that he had bought it" in text, text
        assert not said(path)
        saved = await browser.post(
            address, article="0", action="save", **{"speaker-0": "Ida Marlow", "speaker-1": "Per Lund"}
        )
        assert saved.status_code == 303 and saved.headers["location"] == "/-/quotes/articles/1"
        assert [speaker for _, speaker in said(path)] == ["Ida Marlow", "Per Lund"]
        assert (await browser.get(address)).status_code == 404
        address, _ = await browser.read(text=TEXT, title="Mill", source="Tarn Post", published="2026-03-01")
        await browser.post(address, article="0", action="save")
        assert [speaker for _, speaker in said(path)] == ["Ida Marlow", "Per Lund"]
        address, _ = await browser.read(
            files={"file": ("mill.txt", TEXT.replace("mill", "barn").encode(), "text/plain")}
        )
        dropped = await browser.post(address, action="drop")
        assert dropped.headers["location"] == "/-/quotes/add" and len(said(path)) == 2

    try:
        asyncio.run(run())
    finally:
        browser.close()


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Mill is sold to a neighbour\n\n“Yes,” said Ida Soir.", "Mill is sold to a neighbour"),
        ("  ‘We sail’:  ferry crews vote\n \nThe crews voted.", "‘We sail’: ferry crews vote"),
        (
            "Governor of Norland fails after members of her own party walk out\n\nShe will go.",
            "Governor of Norland fails after members of her own party walk out",
        ),
        ("The mill is sold, said Ida Soir.\n\nShe will move.", None),
        ("TARN (Tarn News) – The mill\nis sold.\n\nShe will move.", None),
        ("By Nell Ashby\n\nThe mill is sold.", None),
        ("12 May 2026\n\nThe mill is sold.", None),
        ("Advertisement\n\nThe mill is sold.", None),
        ("Mill is sold to a neighbour", None),
        ("", None),
    ],
)
def test_a_pasted_text_may_begin_with_its_headline(text: str, headline: str | None) -> None:
    assert headline_of(text) == headline


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "There is nothing to read; paste the text"),
        ({"text": TEXT, "published": "gestern"}, "The day “gestern”: cannot be read; write one as 2026-03-01"),
        ({"address": "file:///etc/hosts"}, "is not a web address"),
        ({"text": "a" * (desk.LARGEST + 1)}, "no more than 10 MB"),
        ({"files": {"file": ("a.txt", b"b" * (desk.LARGEST + 1), "text/plain")}}, "no more than 10 MB"),
    ],
)
def test_what_cannot_be_read_is_told_at_once(path: Path, form: dict[str, Any], told: str) -> None:
    answer = asyncio.run(Browser(path).post("/-/quotes/add", **form))
    assert answer.status_code == 400 and told in html.unescape(answer.text)


def test_strangers_neither_add_nor_look(path: Path) -> None:
    async def run() -> None:
        for address in ("/-/quotes/add", "/-/quotes/add/abcdefgh1234"):
            refused = await Browser(path, None).get(address)
            assert refused.status_code == 403 and "quotes serve DB --root" in refused.text
        page = (await Browser(path, None).get("/")).text
        assert "/-/quotes/add" not in page and "/-/quotes/add" in (await Browser(path).get("/")).text
        assert (await Browser(path).get("/-/quotes/add/abcdefgh1234")).status_code == 404

    asyncio.run(run())


def test_a_process_that_dies_costs_one_job(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "START", "import os; from quotes.processes.child import serve; serve(lambda _: os.abort)")
    browser = Browser(path)

    async def run() -> None:
        _, page = await browser.read(text=TEXT, title="Mill")
        assert "the process that read it ended" in page.text and "Mill" in page.text

    try:
        asyncio.run(run())
    finally:
        browser.close()


def found_in(text: str) -> Found:
    said = {"text": "The mill is sold", "kind": "direct", "spans": [(1, 17)], "speaker": "Ida Marlow"}
    quote = Quote.model_validate(said | {"speaker_kind": "person", "rule": "cue_right_after", "confidence": 0.9})
    return Found(Article(id="mill", title="Mill", text=text, quotes=(quote,)), (("mill", 0.5),))


def test_it_is_saved_whole_with_what_was_corrected_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = {"speaker-0": "Per Lund"}
    with monkeypatch.context() as broken:
        broken.setattr(correct, "correct", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            saving.save(path, found_in(TEXT), form, "ada")
    with closing(sqlite3.connect(path)) as db:
        tables = ("articles", "quotes", "speakers", "corrections", "topics", "names")
        assert [db.execute(f"select count(*) from {name}").fetchone()[0] for name in tables] == [0] * 6
    assert saving.save(path, found_in(TEXT), form, "ada") == (1, "new", [])
    assert said(path) == [("The mill is sold", "Per Lund")]


def test_a_correction_that_cannot_be_is_told_and_the_rest_is_saved(path: Path) -> None:
    row, outcome, problems = saving.save(path, found_in(TEXT), {"speaker-0": "?!"}, "ada")
    assert (row, outcome, len(problems)) == (1, "new", 1) and problems[0].startswith("“The mill is sold”: ")
    assert said(path) == [("The mill is sold", "Ida Marlow")]


@pytest.mark.parametrize(
    ("form", "saved"),
    [
        ({}, ("Mill", None, None, None)),
        ({"title": " A  mill ", "source": "Tarn Post"}, ("A mill", "Tarn Post", None, None)),
        (
            {"title": "", "published": "1 March 2026", "url": "https://a.example"},
            (None, None, "2026-03-01", "https://a.example"),
        ),
    ],
)
def test_what_the_article_is_can_be_set_right_before_it_is_saved(
    path: Path, form: dict[str, str], saved: tuple[str | None, ...]
) -> None:
    saving.save(path, found_in(TEXT), form, "ada")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select title, outlet, published, url from articles").fetchone() == saved
        assert db.execute("select outlet, published from quotes").fetchone() == saved[1:3]


def test_a_day_that_is_none_is_told_and_what_was_typed_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.Desk, "_answer", lambda *_: [found_in(TEXT)])
    browser = Browser(path)

    async def run() -> None:
        address, _ = await browser.read(text=TEXT)
        form = {"title": "A barn", "published": "gestern", "speaker-0": "Per Lund", "gone-0": "1"}
        page = html.unescape((await browser.post(address, article="0", action="save", **form)).text)
        assert "the day “gestern”: cannot be read" in page and not said(path)
        assert all(f'value="{value}"' in page for value in ("A barn", "gestern", "Per Lund")) and " checked" in page

    asyncio.run(run())


def test_all_that_a_form_has_is_read_and_what_cannot_be_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(_: Any, lane: str, question: dict[str, Any], data: bytes, name: str) -> list[Any]:
        return [SourceError(name, "is damaged", "")] if name == "bad.pdf" else [found_in(TEXT)]

    monkeypatch.setattr(desk.Desk, "_answer", answer)
    files = [("file", (name, TEXT.encode(), "text/plain")) for name in ("one.txt", "bad.pdf")]
    browser = Browser(path)

    async def run() -> None:
        address, _ = await browser.read(text=TEXT, address="mill.example", files=files)
        await asyncio.sleep(0.2)
        page = html.unescape((await browser.get(address)).text)
        assert "the text" in page and "one.txt</bdi></a>" in page
        assert "mill.example: is not a web address; begin it with https://." in page and "bad.pdf: is damaged." in page

    asyncio.run(run())


def test_two_people_save_the_same_article_at_once(path: Path) -> None:
    forms = [{"speaker-0": "Per Lund"}, {}, {"speaker-0": "Ida Marlow"}, {"speaker-0": "Per Lund"}]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda form: saving.save(path, found_in(TEXT), form, "ada"), forms))
    assert sorted(outcome for _, outcome, _ in done) == ["new", "unchanged", "unchanged", "unchanged"]
    assert {row for row, _, _ in done} == {1} and said(path) == [("The mill is sold", "Per Lund")]


def test_of_several_files_those_that_can_be_read_are(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "WAITING", 1)
    monkeypatch.setattr(desk.Desk, "_answer", lambda *_: [found_in(TEXT)])
    files = [("file", (f"{name}.txt", TEXT.encode(), "text/plain")) for name in ("one", "two")]
    _, page = asyncio.run(Browser(path).read(files=files))
    assert "two.txt: reads as many" in html.unescape(page.text) and "1 quotation" in page.text


def test_what_one_person_reads_pushes_out_nothing_of_another(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "KEPT", 2)
    monkeypatch.setattr(desk.Desk, "_answer", lambda *_: [found_in(TEXT)])

    async def run() -> list[int]:
        made, waits = desk.Desk(), []
        for owner in ("ada", *["ida"] * 5):
            waits.append(made.ask({"text": TEXT}, owner=owner, label="it").done.wait())
            await waits[-1]
        made.ask({"text": TEXT}, owner="ada", label="it")
        return [len(made.all_of(owner)) for owner in ("ada", "ida")]

    assert asyncio.run(run()) == [2, 2]


def test_how_long_it_takes_is_told_from_how_long_it_took(path: Path) -> None:
    async def run() -> list[float | None]:
        made = desk.Desk()
        made.loaded["short"] = True
        made.pace = 1000.0
        jobs = [desk.Job(str(size), "ada", "it", "short", 0.0, size) for size in (5000, 3000, 0)]
        made.jobs.update((job.key, job) for job in jobs)
        return [made.left(job) for job in jobs]

    assert asyncio.run(run()) == [5.0, 8.0, None]


def test_no_more_wait_than_may(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "WAITING", 0)
    answer = asyncio.run(Browser(path).post("/-/quotes/add", text=TEXT))
    assert answer.status_code == 400 and "as many articles as it can" in html.unescape(answer.text)


@pytest.mark.parametrize(
    ("actor", "options", "kind", "body", "status", "told"),
    [
        (None, {}, "application/json", '{"text": "x"}', 403, "Only those who may add"),
        ("ada", {}, "application/json", "{", 400, "not JSON"),
        ("ada", {}, "application/json", '{"text": "x", "txt": "x"}', 400, "txt"),
        ("ada", {}, "application/json", '{"text": " "}', 400, "text"),
        ("ada", {}, "application/json", "[1]", 400, "body"),
        (None, {"open_extract": True}, "text/plain", b"\xff", 400, "UTF-8"),
        (None, {"open_extract": True}, "text/plain", b"a" * (desk.LARGEST + 1), 413, "no more than 10 MB"),
    ],
)
def test_what_the_api_refuses(
    path: Path, actor: str | None, options: dict[str, Any], kind: str, body: Any, status: int, told: str
) -> None:
    browser = Browser(path, actor, **options)
    post = browser.datasette.client.post(API, content=body, headers={"content-type": kind}, cookies=browser.cookies)
    answer = asyncio.run(post)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.text


def test_the_api_gives_the_article_with_its_quotations(path: Path) -> None:
    browser = Browser(path, None, open_extract=True)

    async def run() -> None:
        for kind, body in (("text/plain", TEXT), ("application/json", f'{{"text": "{TEXT}", "title": "Mill"}}')):
            answer = await browser.datasette.client.post(API, content=body.encode(), headers={"content-type": kind})
            assert [quote["speaker"] for quote in answer.json()["quotes"]] == ["Ida Marlow", "Oskar Vane"]
        for _ in range(5):
            last = await browser.datasette.client.post(API, content=b"Hello.", headers={"content-type": "text/plain"})
        assert last.status_code == 429
        assert (await browser.datasette.client.get(API)).status_code == 405

    try:
        asyncio.run(run())
    finally:
        browser.close()
    assert not said(path)


@pytest.mark.parametrize("name", ["\U00020000" * 90 + ".txt", "мельница" * 40 + ".txt", "../" * 99, "a" * 300])
def test_a_file_may_have_any_name(path: Path, name: str) -> None:
    seen: list[Path] = []

    class Reader:
        def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any]:
            seen.append(Path(question["path"]))
            assert seen[0].read_text() == TEXT
            return {}

    made = desk.Desk()
    made.children["short"] = Reader()  # type: ignore[assignment]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "results_in", lambda _: [])
        assert made._answer("short", {}, TEXT.encode(), plain_name(name)) == []
    assert seen[0].name and ("." not in name[-5:] or seen[0].suffix == ".txt")


def test_a_file_that_cannot_be_kept_while_it_is_read_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(path.parent / "gone"))
    _, page = asyncio.run(Browser(path).read(files={"file": ("a.txt", TEXT.encode(), "text/plain")}))
    assert "a.txt: cannot be kept while it is read (No such file or directory)" in html.unescape(page.text)
