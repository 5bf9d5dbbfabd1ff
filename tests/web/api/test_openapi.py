"""The OpenAPI document, and every route held to it; the page about it; the feed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from quotes.models import Found
from quotes.store import open_to_write, save
from quotes.web import links
from quotes.web.add import desk
from quotes.web.api import extract
from quotes.web.api.feed import moment
from quotes.web.api.openapi import document
from quotes.web.api.routes import ROUTES
from quotes.web.serve import make_datasette
from tests.web.api.asking import V1, articles, ask

ATOM = {"a": "http://www.w3.org/2005/Atom"}
REJECTED = checks.negative_data_rejection
CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    REJECTED,
)


GETS = [path for path, route in document("")["paths"].items() if "get" in route]


@pytest.fixture(scope="module")
def served(datasette: Any) -> Any:
    return schemathesis.openapi.from_asgi("/-/quotes/api/openapi.json", datasette.app())


def keep_to_the_document(operation: Any, mode: GenerationMode) -> None:
    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        response = case.call()
        too_long = response.status_code == 414  # which says no word about the parameters
        case.validate_response(response, checks=[one for one in CHECKS if not too_long or one is not REJECTED])
        if mode is GenerationMode.POSITIVE and response.status_code == 400:  # a place that no page gave is invalid
            assert [wrong["parameter"] for wrong in response.json()["errors"]] == ["after"]

    check()


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("route", GETS)
def test_every_route_keeps_to_the_document(served: Any, route: str, mode: GenerationMode) -> None:
    keep_to_the_document(served[route]["GET"], mode)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("open_to_all", [True, False])
def test_extracting_keeps_to_the_document(
    path: Path, open_to_all: bool, mode: GenerationMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_at_once(self: Any, lane: str, question: dict[str, Any], data: bytes, name: str) -> list[Found]:
        given = {name: value for name, value in question.items() if value is not None}
        return [Found(articles()[0].model_copy(update=given), ())]

    monkeypatch.setattr(extract, "A_MINUTE", 1000)
    monkeypatch.setattr(desk.Desk, "_answer", read_at_once)
    app = make_datasette(path, open_extract=open_to_all).app()
    keep_to_the_document(schemathesis.openapi.from_asgi("/-/quotes/api/openapi.json", app)[links.EXTRACT]["POST"], mode)


def test_every_route_is_in_the_document(datasette: Any) -> None:
    found = ask(datasette, "/-/quotes/api/openapi.json").json()
    wanted = {
        "who-said",
        "quotes",
        "quotes/{id}",
        "speakers",
        "speakers/{id}",
        "speakers/{id}/quotes",
        "articles/{id}",
        "extract",
    }
    assert {f"{V1}/{path}" for path in wanted} <= found["paths"].keys()
    assert links.OEMBED in found["paths"]
    assert found["openapi"] == "3.1.0"
    given = {one["name"] for one in found["paths"][f"{V1}/quotes"]["get"]["parameters"]}
    assert {
        "words",
        "speaker",
        "name",
        "outlet",
        "kind",
        "act",
        "role",
        "rule",
        "since",
        "until",
        "min_confidence",
        "article",
    } < given


def test_routes_that_take_the_id_of_a_speaker_may_send_on_to_another() -> None:
    moving = {
        path for path, route in document("")["paths"].items() if "308" in route.get("get", {}).get("responses", ())
    }
    lists = {
        f"{V1}/{name}{ending}"
        for name in ("who-said", "quotes", "speakers/{id}/quotes")
        for ending in ("", ".csv", ".ndjson")
    }
    assert moving == lists | {f"{V1}/speakers/{{id}}"}


def test_every_example_of_the_page_answers(datasette: Any) -> None:
    page = ask(datasette, "/-/quotes/api")
    examples = re.findall(r'href="([^"]+)">Try it', page.text)
    assert len(examples) == len(ROUTES) + 1
    assert {ask(datasette, unescape(address)).status_code for address in examples} == {200}


def test_the_page_about_the_api_names_every_route_and_parameter(datasette: Any) -> None:
    page = ask(datasette, "/-/quotes/api")
    assert page.status_code == 200 and "content-security-policy" in page.headers
    for part in (links.EXTRACT, "POST", f"{V1}/speakers/{{id}}/quotes", "min_confidence", "openapi.json", "feed.atom"):
        assert part in page.text, part
    assert 'href="/-/quotes/api" aria-current="page"' in page.text


def test_a_search_is_a_feed(datasette: Any) -> None:
    response = ask(datasette, "/-/quotes/feed.atom?speaker=1&words=sail")
    feed = Xml.fromstring(response.text)
    entries = feed.findall("a:entry", ATOM)
    assert response.headers["content-type"].startswith("application/atom+xml")
    assert len(entries) == 50 and entries[0].findtext("a:title", "", ATOM) == "Ada Finch: “We sail”"
    assert entries[0].findtext("a:updated", "", ATOM) == "2026-03-20T00:00:00Z" == feed.findtext("a:updated", "", ATOM)
    again = ask(datasette, "/-/quotes/feed.atom?speaker=1&words=sail", if_none_match=response.headers["etag"])
    assert again.status_code == 304
    assert feed.findtext("a:title", "", ATOM) == "Who said what: Ada Finch, “sail”"
    assert ask(datasette, "/-/quotes/feed.atom?wrods=x").json()["errors"][0]["parameter"] == "wrods"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xml;q=0.9", "application/xml"),
        ("*/*", "application/atom+xml"),
        ("", "application/atom+xml"),
    ],
)
def test_a_browser_gets_a_feed_as_a_type_that_it_shows(datasette: Any, accept: str, media_type: str) -> None:
    response = ask(datasette, "/-/quotes/feed.atom?speaker=1", accept=accept)
    assert response.headers["content-type"].startswith(media_type) and "Accept" in response.headers["vary"]
    assert "<?xml-stylesheet" in response.text


def test_what_a_feed_calls_its_entries_depends_on_no_host_and_no_load(
    datasette: Any, path: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.db"  # the same articles in another order, so that the rows have other numbers
    db = open_to_write.connect(again)
    for article in reversed(articles()):
        save.save(db, article)
    db.close()
    query = "/-/quotes/feed.atom?name=finch&since=2026-03-06"
    hosts = {"localhost": datasette, "news.example": datasette, "a.example": make_datasette(again)}
    feeds = [Xml.fromstring(ask(served, query, host=host).text) for host, served in hosts.items()]
    ids = [{entry.findtext("a:id", "", ATOM) for entry in feed.findall("a:entry", ATOM)} for feed in feeds]
    assert ids[0] == ids[1] == ids[2] and len(ids[0]) == 45
    assert len({feed.findtext("a:id", "", ATOM) for feed in feeds}) == 1
    assert all(urn.startswith("urn:uuid:") for urn in ids[0])
    entries = [feed.find("a:entry/a:link", ATOM) for feed in feeds]
    assert [link.get("href", "").split("/")[2] for link in entries if link is not None] == list(hosts)


def test_feeds_of_different_searches_have_ids_of_their_own(datasette: Any) -> None:
    queries = ("", "?speaker=1", "?speaker=2", "?name=finch")
    feeds = [Xml.fromstring(ask(datasette, f"/-/quotes/feed.atom{query}").text) for query in queries]
    assert len({feed.findtext("a:id", "", ATOM) for feed in feeds}) == len(queries)


def test_the_search_page_offers_feed_and_formats(datasette: Any) -> None:
    page = ask(datasette, "/-/quotes?words=sail").text
    for part in ("/-/quotes/feed.atom?words=sail", "/-/quotes/api/v1/quotes.csv?words=sail"):
        assert f'href="{part}"' in page
        assert ask(datasette, part).status_code == 200


@pytest.mark.parametrize(
    ("published", "exp"),
    [
        ("2026-03-01", "2026-03-01T00:00:00Z"),
        ("2026-03", "2026-03-01T00:00:00Z"),
        ("2026-03-01T08:30:00+01:00", "2026-03-01T08:30:00+01:00"),
        ("2026-03-01T08:30:00", "2026-03-01T08:30:00Z"),
        ("yesterday", "1970-01-01T00:00:00Z"),
        (None, "1970-01-01T00:00:00Z"),
    ],
)
def test_moments_are_as_feeds_want_them(published: str | None, exp: str) -> None:
    assert moment(published) == exp
