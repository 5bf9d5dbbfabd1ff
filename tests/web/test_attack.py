"""Hostile requests: a short run of `tools.attack`; and forms that come from elsewhere write nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quotes.web.serve import make_datasette
from tests.web.review.asking import token_in
from tools.attack import PAGES, attack, content, from_document, requests, routes
from tools.versions import LATEST, old_database

REVIEW = "/-/quotes/review"
FORM = {"action": "speaker", "quote": "2", "name": "Mallory Evil"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = old_database(tmp_path_factory.mktemp("attack") / "quotes.db", LATEST)
    make_datasette(made)
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Any:
    return make_datasette(path)


def test_hostile_requests_are_no_error_of_the_server_and_write_nothing(datasette: Any, path: Path) -> None:
    before, met = content(path), Counter[int]()
    assert len(routes()) > len(PAGES) + 20
    assert asyncio.run(attack(datasette, requests("tests", 300), met)) == []
    assert from_document(datasette, 28, met) == []
    assert {200, 400, 403, 404, 405} <= met.keys() and content(path) == before


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("POST", "/quotes/who_said", 400),
        ("POST", "/quotes/quotes", 400),
        ("GET", "/quotes/quotes?order=1", 400),
        ("GET", "/quotes/quotes.json?order=1", 400),
        ("GET", "/quotes/quotes?_sort=nonesuch", 400),
        ("GET", "/quotes/quotes?_through=x", 400),
        ("GET", "/-/static/" + "x" * 5000, 400),
        ("GET", "/-/auth-token?token=%C3%A9", 403),
        ("GET", "/quotes/quotes/99999999999999999999", 404),
        ("GET", "/nonesuch", 404),
        ("GET", "/-/quotes/people?after=²", 200),
    ],
)
def test_what_a_stock_page_stumbles_over_is_the_fault_of_the_request(
    datasette: Any, capfd: pytest.CaptureFixture[str], method: str, address: str, status: int
) -> None:
    response = asyncio.run(datasette.client.request(method, address))
    said = capfd.readouterr()
    assert response.status_code == status and "Traceback" not in said.err + said.out
    if address.startswith("/quotes/quotes.json"):
        assert response.json()["ok"] is False and "no such column: order" in response.json()["error"]
    else:
        assert "content-security-policy" in response.headers


@pytest.mark.parametrize(
    ("method", "headers", "body", "status", "why"),
    [
        ("GET", {"cookie": "(((=eyJh"}, b"", 400, "cookies"),
        ("POST", {"cookie": "a=1"}, b"csrftoken=%E2%80%AE", 403, "token"),
        ("GET", {"host": "moor[]"}, b"", 400, "Host"),
    ],
)
def test_hosts_cookies_and_tokens_that_cannot_be_read_are_refused(
    datasette: Any, method: str, headers: dict[str, str], body: bytes, status: int, why: str
) -> None:
    headers = headers | {"content-type": "application/x-www-form-urlencoded"}
    request = datasette.client.request(method, "/quotes/who_said.json", headers=headers, content=body)
    response = asyncio.run(request)
    assert response.status_code == status and why in response.text


def test_an_error_of_ours_stays_one_and_says_no_more(datasette: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from quotes.web.pages import home

    monkeypatch.setattr(home.site, "read", lambda *_: {}["a secret"])
    answer = asyncio.run(datasette.client.get("/"))
    assert answer.status_code == 500 and "a fault of the server" in answer.text and "a secret" not in answer.text


SIGNED_IN, ANOTHER, EVIL = "ida", "other", "https://evil.example"


@pytest.mark.parametrize(
    ("actor", "token", "headers"),
    [
        (None, "right", {}),
        (SIGNED_IN, None, {}),
        (SIGNED_IN, "", {}),
        (SIGNED_IN, "wrong", {}),
        (SIGNED_IN, ANOTHER, {}),
        ("ben", "right", {}),
        (SIGNED_IN, None, {"authorization": "Bearer no-token"}),
        (SIGNED_IN, ANOTHER, {"authorization": "Bearer no-token"}),
        (SIGNED_IN, None, {"origin": EVIL, "referer": f"{EVIL}/form", "sec-fetch-site": "cross-site"}),
        (SIGNED_IN, None, {"content-type": "text/plain", "origin": EVIL}),
        (SIGNED_IN, None, {"content-type": "application/json", "origin": EVIL}),
        (SIGNED_IN, None, {"content-type": "multipart/form-data; boundary=x", "origin": EVIL}),
    ],
)
def test_a_form_of_nobody_or_from_elsewhere_gets_403_and_writes_nothing(
    datasette: Any, path: Path, actor: str | None, token: str | None, headers: dict[str, str]
) -> None:
    before = content(path)

    async def send() -> Any:
        cookies = {"ds_actor": datasette.sign({"a": {"id": actor}}, "actor")} if actor else {}
        mine = await datasette.client.get(REVIEW, cookies={"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")})
        given = {"right": token_in(mine.text), ANOTHER: datasette.sign("x", "csrftoken")}.get(token or "", token)
        form = FORM if given is None else FORM | {"csrftoken": given}
        if token is not None:  # as somebody plants it in a browser
            cookies["ds_csrftoken"] = given
        return await datasette.client.post(REVIEW, data=form, cookies=cookies, headers=headers)

    response = asyncio.run(send())
    assert response.status_code == 403, response.text[:300]
    assert content(path) == before and "Mallory" not in before


def test_a_token_of_a_program_is_no_key_for_the_browser_of_somebody(datasette: Any) -> None:
    """With a token no form is asked for its own; so it counts alone, and here nobody has one."""
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")}
    assert asyncio.run(datasette.client.get(REVIEW, cookies=cookies)).status_code == 200
    both = datasette.client.get(REVIEW, cookies=cookies, headers={"authorization": "Bearer x"})
    assert asyncio.run(both).status_code == 403
    signed_in = ("cookie", f"ds_actor={cookies['ds_actor']}")
    for more in ([], [("authorization", "Bearer x")]):
        in_two = [("cookie", "{"), signed_in, *more]  # the first cannot be read, which ends the reading of them all
        assert asyncio.run(datasette.client.get(REVIEW, headers=in_two)).status_code == 403


def test_signing_in_lasts_a_day_and_no_script_reads_it(datasette: Any) -> None:
    path = f"/-/auth-token?token={datasette._root_token}"
    assert asyncio.run(datasette.client.get("/-/auth-token?token=x")).status_code == 403
    answer = asyncio.run(datasette.client.get(path))
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "Max-Age=86400" in cookie and "SameSite=lax" in cookie
    value = answer.cookies["ds_actor"]
    assert asyncio.run(datasette.client.get(REVIEW, cookies={"ds_actor": value})).status_code == 200
    assert "e" in datasette.unsign(value, "actor")
    assert asyncio.run(datasette.client.get(path)).status_code == 403


TOO_MUCH = {
    "an address": ("GET", "/-/quotes?words=" + "a+" * 4_500, None, 414),
    "a query": ("GET", "/quotes.json?sql=select+" + "1%2B" * 4_000, None, 414),
    "a form": ("POST", REVIEW, b"why=" + b"a" * 1_000_000, 413),
    "a long form": ("POST", REVIEW, b"why=" + b"a" * 900_000, 403),
    "a form without end": ("POST", REVIEW, (b"a" * 100_000 for _ in range(30)), 413),
    "a form of no length": ("POST", REVIEW, b"a", 413),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_too_much_is_refused(datasette: Any, what: str) -> None:
    method, path, sent, status = TOO_MUCH[what]
    headers = {"content-length": "-1"} if "of no length" in what else {}
    headers |= {"content-type": "application/x-www-form-urlencoded"} if sent else {}
    if not isinstance(sent, bytes | None):
        sent = _endless(sent)
    cookies = {"ds_csrftoken": "x"}
    answer = asyncio.run(datasette.client.request(method, path, content=sent, headers=headers, cookies=cookies))
    assert answer.status_code == status, answer.text[:200]


async def _endless(parts: Any) -> Any:
    for part in parts:
        yield part


@pytest.mark.parametrize("address", [REVIEW, "/-/quotes/report", "/quotes", "/nonesuch"])
def test_a_form_that_is_not_in_utf_8_is_the_fault_of_the_request(datasette: Any, address: str) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded", "cookie": "ds_csrftoken=a"}
    response = asyncio.run(datasette.client.post(address, content=b"action=\x90&csrftoken=a", headers=kind))
    assert (response.status_code, response.text) == (400, "This form is not in UTF-8.")


FORMS = {
    REVIEW: b"action=speaker&quote=2&new=1&name=Ren%E9+Holm",
    "/-/quotes/report": b"quote=2&what=speaker&who=Ren%E9+Holm",
    "/-/quotes/add": b"text=%93The+mill+is+sold,%94+said+Ren%E9+Holm.",
}


@pytest.mark.parametrize("address", FORMS)
def test_what_a_form_says_in_another_encoding_is_not_taken_for_what_was_typed(path: Path, address: str) -> None:
    datasette, before = make_datasette(path, open_reports=True), content(path)

    async def send() -> Any:
        cookies = {"ds_actor": datasette.sign({"a": {"id": "ida"}}, "actor")}
        page = await datasette.client.get(f"{address}?quote=2", cookies=cookies)
        form = FORMS[address] + b"&csrftoken=" + token_in(page.text).encode()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        cookies |= dict(page.cookies)
        return await datasette.client.post(address, content=form, headers=kind, cookies=cookies)

    response = asyncio.run(send())
    assert response.status_code == 400 and "This form is not in UTF-8." in response.text
    assert content(path) == before
