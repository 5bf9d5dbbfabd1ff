"""What other sites may show of ours: frames, the snippet to paste, and oEmbed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import pytest

from quotes.web.serve import make_datasette
from quotes.web.show.framing import HIGHEST, LOWEST, height_of
from tests.web.api.asking import ask

HERE = "http://localhost"
FRAMES = ("/1", "/2", "/speakers/1", "", "?words=sail&order=oldest", "?words=nothing", "/999999", "/speakers/999999")
PAGES = ("/", "/-/quotes", "/-/quotes/1", "/-/quotes/speakers/1", "/-/quotes/articles/1", "/quotes", "/-/quotes/add")


def embedded(datasette: Any, url: str, **given: Any) -> Any:
    asked = "".join(f"&{name}={value}" for name, value in given.items())
    return ask(datasette, f"/-/quotes/oembed?url={quote(url, safe='')}{asked}")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_may_be_framed_and_has_nothing_to_be_lured_to(datasette: Any, frame: str) -> None:
    page = ask(datasette, f"/-/quotes/embed{frame}")
    policy = page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers and "frame-ancestors http: https: file:" in policy
    assert "script-src" not in policy and "form-action 'none'" in policy
    assert not re.search("<(script|form|button|input)", page.text) and '<base target="_blank">' in page.text
    assert page.status_code == (404 if "999999" in frame else 200)


@pytest.mark.parametrize("address", [*PAGES, "/-/quotes/nowhere", "/-/quotes/embed/nothing"])
def test_nothing_else_may(datasette: Any, address: str) -> None:
    page = ask(datasette, address)
    assert page.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


def test_a_frame_shows_nothing_of_who_is_signed_in(datasette: Any) -> None:
    cookie = f"ds_actor={datasette.sign({'a': {'id': 'ada'}}, 'actor')}"
    assert "Set it right" in ask(datasette, "/-/quotes?words=sail", cookie=cookie).text
    for frame in FRAMES:
        page = ask(datasette, f"/-/quotes/embed{frame}", cookie=cookie).text
        assert "Set it right" not in page and "ada" not in page.lower().replace("ada finch", "")


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("/1", "We sail"),
        ("/speakers/1", "Ada Finch"),
        ("?words=sail", "“sail”"),
        ("?words=fog&outlet=Tarn+Post&since=2026-03-02", "“fog”, in Tarn Post, from 2026-03-02"),
        ("?words=whale", "Nothing was found"),
        ("/999999", "no longer here"),
    ],
)
def test_a_frame_says_what_it_shows(datasette: Any, frame: str, told: str) -> None:
    assert told in unescape(ask(datasette, f"/-/quotes/embed{frame}").text)


@pytest.mark.parametrize(
    ("page", "frame", "title", "author"),
    [
        ("/-/quotes/1", "/1", "Ada Finch: “We sail”", "Ada Finch"),
        ("/-/quotes/2", "/2", "Ib Moor (denied): Finch “will not sail” in fog", "Ib Moor"),
        ("/-/quotes/embed/1", "/1", "Ada Finch: “We sail”", "Ada Finch"),
        ("/-/quotes/speakers/1", "/speakers/1", "Ada Finch", "Ada Finch"),
        ("/-/quotes?words=sail&order=oldest", "?words=sail&order=oldest", "“sail”", None),
        ("/-/quotes?speaker=1&act=denies", "?speaker=1&act=denies", "Ada Finch, denied", "Ada Finch"),
        ("/-/quotes", "", "Quotations", None),
    ],
)
def test_oembed_tells_how_a_page_is_shown(
    datasette: Any, page: str, frame: str, title: str, author: str | None
) -> None:
    answer = embedded(datasette, HERE + page)
    found = answer.json()
    assert answer.headers["content-type"].startswith("application/json")
    assert (found["version"], found["type"], found["title"], found.get("author_name")) == ("1.0", "rich", title, author)
    src = unescape(re.search('src="([^"]*)"', found["html"])[1])  # type: ignore[index]
    assert src == f"{HERE}/-/quotes/embed{frame}" and ask(datasette, src.removeprefix(HERE)).status_code == 200
    as_xml = Xml.fromstring(embedded(datasette, HERE + page, format="xml").text)
    assert {part.tag: part.text for part in as_xml} == {name: str(value) for name, value in found.items()}


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://localhost:80/-/quotes/1", 200),
        ("https://LOCALHOST/-/quotes/1", 200),  # of a proxy with TLS
        ("https://localhost:443/-/quotes/1", 200),
        ("http://localhost:81/-/quotes/1", 404),
        ("http://localhost:80:80/-/quotes/1", 404),
        ("http://localhost:80@evil.example/-/quotes/1", 404),
        ("//localhost/-/quotes/1", 404),
    ],
)
def test_oembed_knows_its_own_address_with_the_usual_port(datasette: Any, url: str, status: int) -> None:
    assert HERE == "http://localhost"
    assert embedded(datasette, url).status_code == status


@pytest.mark.parametrize(
    ("url", "given", "status", "told"),
    [
        ("https://elsewhere.example/-/quotes/1", {}, 404, "not an address of this site"),
        (f"{HERE}/-/quotes/999999", {}, 404, "no such quotation"),
        (f"{HERE}/-/quotes/speakers/999999", {}, 404, "no such speaker"),
        (f"{HERE}/-/quotes/review", {}, 404, "can be shown in other pages"),
        (f"{HERE}/quotes/quotes/1", {}, 404, "can be shown in other pages"),
        ("javascript:alert(1)", {}, 404, "not an address of this site"),
        ("http://[", {}, 404, "not an address"),
        ("", {}, 400, "url is empty"),
        (f"{HERE}/-/quotes/1", {"maxwidth": "wide"}, 400, "maxwidth"),
        (f"{HERE}/-/quotes/1", {"maxheight": 1}, 400, "maxheight"),
        (f"{HERE}/-/quotes/1", {"format": "yaml"}, 400, "format"),
        (f"{HERE}/-/quotes/1", {"callback": "x"}, 400, "callback"),
    ],
)
def test_what_oembed_cannot_tell_is_a_problem(
    datasette: Any, url: str, given: dict[str, Any], status: int, told: str
) -> None:
    answer = embedded(datasette, url, **given)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.text


def test_a_frame_is_no_larger_than_there_is_room(datasette: Any) -> None:
    found = embedded(datasette, f"{HERE}/-/quotes/speakers/1", maxwidth=320, maxheight=200).json()
    assert (found["width"], found["height"]) == (320, 200) and 'width="320" height="200"' in found["html"]


@pytest.mark.parametrize(("length", "exp"), [(1, LOWEST), (100_000, HIGHEST)])
def test_a_frame_is_as_high_as_its_words(length: int, exp: int) -> None:
    assert abs(height_of("a" * length, 600) - exp) < 40 and height_of("a" * 300, 300) > height_of("a" * 300, 600)


@pytest.mark.parametrize("page", ["/-/quotes/1", "/-/quotes/speakers/1", "/-/quotes?words=sail&kind=direct"])
def test_a_page_that_can_be_shown_says_how(datasette: Any, page: str) -> None:
    text = ask(datasette, page).text
    found = unescape(re.search('type="application/json.oembed"[^>]*href="([^"]*)"', text)[1])  # type: ignore[index]
    told = ask(datasette, found).json()
    assert told["html"] in unescape(text), "the snippet of the page is that of oEmbed"
    assert '<meta property="og:title"' in text and f'<meta property="og:url" content="{HERE}/-/quotes' in text


def test_another_name_leads_to_the_frames_of_that_name(datasette: Any) -> None:
    page = unescape(ask(datasette, "/-/quotes/1", host="news.example").text)
    assert '<iframe src="http://news.example/-/quotes/embed/1"' in page


@pytest.mark.parametrize(
    "address", ["/-/quotes/embed/1", "/-/quotes/embed", "/-/quotes/oembed?url={url}", "/-/quotes/report"]
)
def test_of_a_private_database_nothing_is_shown_and_no_frame(path: Path, address: str) -> None:
    private = make_datasette(path, open_reports=True)
    private._metadata_local |= {"allow": {"id": "ada"}}
    answer = ask(private, address.format(url=quote(f"{HERE}/-/quotes/1", safe="")))
    assert answer.status_code == 403 and "sail" not in answer.text
    if answer.headers["content-type"].startswith("text/html"):
        assert answer.headers["x-frame-options"] == "DENY"
