"""The pages through the in-process client: what is found on each, addresses, permissions, and bad requests."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.database import Database

from quotes.extraction.reasons import reason
from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette, metadata

TEXT = "“We sail,” said Ada Finch, the pilot. Ib Moor said Finch “will not sail” in fog.\n\nThat was all."
QUOTES = [
    ("We sail", "direct", "Ada Finch", "pilot", [(1, 8)], [(16, 25)], [(11, 15)]),
    ("Finch “will not sail” in fog", "indirect", "Ib Moor", None, [(51, 79)], [(38, 45)], [(46, 50)]),
    ("will not sail", "mixed", "Ada Finch", "pilot", [(58, 71)], None, None),
    ("in fog", "direct", None, None, [(73, 79)], None, None),
]
PAGES = [
    "/",
    "/-/quotes",
    "/-/quotes?words=sail",
    "/-/quotes?words=Ada+Finch+sail&order=oldest",
    "/-/quotes/1",
    "/-/quotes/speakers/1",
    "/-/quotes/speakers/1/timeline",
    "/-/quotes/speakers/1/timeline?words=sail&split=2026-02",
    "/-/quotes/speakers/1/timeline?act=promises&and_act=denies",
    "/-/quotes/articles/1",
    "/-/quotes/people",
    "/-/quotes/insights",
    "/-/quotes/insights?words=sail&until=2026-02",
    "/-/quotes/compare",
    "/-/quotes/compare?speaker=1&speaker=2",
]


def found(number: int) -> tuple[Quote, ...]:
    fields = ("text", "kind", "speaker", "role", "spans", "speaker_mention", "cue")
    return tuple(
        Quote.model_validate(
            dict(zip(fields, row, strict=True))
            | {"act": "promises" if row[0] == "We sail" and number == 2 else "states"}
            | {"rule": "cue_right_after", "confidence": 0.97 - number / 100, "speaker_kind": "person"}
        )
        for row in QUOTES
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty articles of the same four quotations, from January to March."""
    made = tmp_path_factory.mktemp("pages") / "quotes.db"
    db = open_to_write.connect(made)
    for number in range(30):
        article = Article(
            id=str(number),
            title=f"Fog {number}",
            source=("Tarn Post", "Moor Times")[number % 2],
            published=f"2026-0{number // 10 + 1}-{number % 10 + 10}" if number else None,
            url=f"https://tarn.example/{number}",
            text=TEXT,
            quotes=found(number),
        )
        save.save(db, article, topics=[("fog", 0.5), ("pilot boats", 0.2)])
    db.close()
    return made


@pytest.fixture(scope="module")
def datasette(path: Path) -> Any:
    return make_datasette(path)


def get(datasette: Any, path: str, **options: Any) -> Any:
    return asyncio.run(datasette.client.get(path, **options))


def text(datasette: Any, path: str) -> str:
    """What a reader sees of a page, without its markup."""
    response = get(datasette, path)
    assert response.status_code == 200, response.text
    main = response.text.split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def links(datasette: Any, path: str, pattern: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(rf'href="({pattern})"', get(datasette, path).text)]


def test_home_has_the_newest_the_most_quoted_and_the_outlets(datasette: Any) -> None:
    page = text(datasette, "/")
    for part in ("120 quotations by 2 speakers in 30 articles", "19 March 2026", "Tarn Post", "13 to 19 March 2026"):
        assert part in page, part


def test_search_highlights_and_counts(datasette: Any) -> None:
    page = get(datasette, "/-/quotes?words=sails").text
    assert page.count("<mark>sail</mark>") == 20
    assert "90 quotations" in page and "Moor Times" in page and "reported speech" in page


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("words=sail&kind=direct", "30 quotations"),
        ("words=%22will+not+sail%22&outlet=Tarn+Post", "30 quotations"),
        ("speaker=2", "30 quotations"),
        ("name=finch&since=2026-03&until=2026-03-15", "12 quotations"),
        ("min_confidence=0.96", "8 quotations"),
        ("words=whale", "Nothing found"),
        ("rule=none", "Nothing found"),
        ("act=promises", "1 quotation"),
        ("role=pilot", "60 quotations"),
        ("act=accuses", "Nothing found"),
        ("act=shouts", "“shouts” is not a kind of act; give states, denies, asks, promises, demands or accuses."),
    ],
)
def test_every_filter_filters(datasette: Any, query: str, total: str) -> None:
    assert total in text(datasette, f"/-/quotes?{query}")


def test_what_the_speaker_did_is_told_where_it_is_more_than_to_state(datasette: Any) -> None:
    promised, stated = text(datasette, "/-/quotes/9"), text(datasette, "/-/quotes/1")
    assert "Ada Finch, pilot (promised). " in promised and "Act Promised" in promised
    assert "promised" in text(datasette, "/-/quotes/articles/3") and "promised" in text(
        datasette, "/-/quotes?act=promises"
    )
    assert "Act Stated" not in stated and "stated" not in text(datasette, "/-/quotes/articles/1")


def test_paging_shows_each_quotation_once(datasette: Any) -> None:
    seen: list[str] = []
    path = "/-/quotes?kind=direct&speaker=1"
    while path:
        seen += links(datasette, path, r"/-/quotes/\d+")
        path = next(iter(re.findall(r'rel="next" href="([^"]*)"', get(datasette, path).text)), "").replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 30


def test_best_first_is_by_confidence(datasette: Any) -> None:
    assert "Fog 0" in text(datasette, "/-/quotes?words=sail&order=best").split("Fog 1")[0]


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "kind=loud", "min_confidence=2", "speaker=ada", "article=-1", "after=nowhere", "until=2026-3"],
)
def test_what_makes_no_sense_is_said_and_left_out(datasette: Any, query: str) -> None:
    page = text(datasette, f"/-/quotes?words=sail&{query}")
    assert "90 quotations" in page
    assert "cannot" in page or "not a" in page or "no longer exists" in page


def test_a_speaker_has_names_roles_days_chart_and_topics(datasette: Any) -> None:
    page = text(datasette, "/-/quotes/speakers/1")
    for part in (
        "Ada Finch",
        "pilot",
        "60 quotations in 30 articles",
        "11 January 2026 to 19 March 2026",
        "Mar 2026",
        "fog",
        "Tarn Post",
    ):
        assert part in page, part
    assert "<svg" in get(datasette, "/-/quotes/speakers/1").text


def test_a_speaker_has_the_articles_and_every_name(datasette: Any) -> None:
    page = text(datasette, "/-/quotes/speakers/1")
    called = page.split("Called")[1].split("Described as")
    assert "Ada Finch 30 articles" in called[0] and "pilot 30 articles" in called[1]
    assert page.split("Who reports them")[1].count("Fog") == 8 and "All 30 articles" in page


def test_of_one_article_the_first_page_shows_few_and_none_that_is_part_of_another(
    datasette: Any,
) -> None:
    shown = re.findall(r"/-/quotes/articles/(\d+)#q", get(datasette, "/").text)
    assert len(shown) == 12 and max(shown.count(one) for one in shown) == 2


def test_those_who_may_review_are_led_there(datasette: Any) -> None:
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ada"}}, "actor")}
    for path, led in (("/-/quotes/5", "review?quote=5"), ("/-/quotes/speakers/1", "review?person=1")):
        assert led in get(datasette, path, cookies=cookies).text
        assert "review?" not in get(datasette, path).text


def test_an_article_marks_every_quotation_once_and_names_its_speakers(datasette: Any) -> None:
    page = get(datasette, "/-/quotes/articles/1").text
    assert re.findall(r'id="q(\d+)"', page) == ["1", "2", "3", "4"]
    assert page.count('class="name" href="/-/quotes/speakers/') == 2
    assert '<span class="mention s0">Ada Finch</span>' in page and '<span class="cue">said</span>' in page
    seen = re.sub(r'<span class="why">.*?</span></span><a class="close".*?</a></span>', "", page, flags=re.DOTALL)
    marked = re.sub(r"<[^>]*>", "", seen.split('id="text"')[1].split("</div>")[0].split(">", 1)[1])
    assert marked.split() == TEXT.split()


def test_an_article_says_what_its_archive_tells_and_how_it_was_read(tmp_path: Path) -> None:
    db = open_to_write.connect(tmp_path / "quotes.db")
    about: dict[str, Any] = {"section": "News; Pg. 3", "length": 1212, "notes": ("mojibake mended",)}
    save.save(db, Article(id="a", text=TEXT, **about))
    db.close()
    datasette = make_datasette(tmp_path / "quotes.db")
    page = text(datasette, "/-/quotes/articles/1")
    assert "News; Pg. 3" in page and "1,212 words" in page and "Mojibake mended" in page
    found = get(datasette, "/-/quotes/api/v1/articles/1").json()
    assert {name: found[name] for name in about} == about | {"notes": ["mojibake mended"]}


def test_a_quotation_says_where_it_stands_and_why(datasette: Any) -> None:
    page = text(datasette, "/-/quotes/5")
    for part in ("“ We sail ”", "Ada Finch pilot", "11 January 2026", reason("cue_right_after"), "96", "Moor Times"):
        assert part in page, part
    cited = "“We sail” – Ada Finch, pilot. Moor Times, ‘Fog 1’, 11 January 2026. http://localhost/-/quotes/5"
    assert cited in page


def test_people_are_found_counted_and_filtered(datasette: Any) -> None:
    assert "Ada Finch" in text(datasette, "/-/quotes/people") and "60" in text(datasette, "/-/quotes/people")
    assert "Ib Moor" not in text(datasette, "/-/quotes/people?name=finch")
    assert "Nobody of this kind" in text(datasette, "/-/quotes/people?kind=group")


def test_compare_adds_by_name_and_removes(datasette: Any) -> None:
    added = get(datasette, "/-/quotes/compare?speaker=1&add=moor&words=sail")
    assert added.headers["location"] == "/-/quotes/compare?speaker=1&speaker=2&words=sail"
    page = text(datasette, added.headers["location"])
    assert "60 quotations" not in page and "Ada Finch and Ib Moor" in page
    removing = links(datasette, added.headers["location"], '[^"]*compare[^"]*')
    assert "/-/quotes/compare?speaker=2&words=sail" in removing
    assert "Nobody else called" in text(datasette, "/-/quotes/compare?speaker=1&add=zzz")


@pytest.mark.parametrize(
    "address", ["/-/quotes/999", "/-/quotes/speakers/999", "/-/quotes/articles/999", f"/-/quotes/{10**17}"]
)
def test_what_is_not_there_is_a_page_that_helps(datasette: Any, address: str) -> None:
    page = get(datasette, address)
    assert page.status_code == 404 and "in this database" in page.text and "Search" in page.text


@pytest.mark.parametrize("address", PAGES)
def test_a_private_database_is_shown_to_nobody_else(address: str, datasette: Any) -> None:
    served = datasette.databases["quotes"].path
    private = Datasette(
        metadata=metadata() | {"databases": {"quotes": {"allow": {"id": "ada"}}}}, settings={"base_url": "/press/"}
    )
    private.add_database(Database(private, str(served)), name="quotes")
    refused = get(private, address)
    assert refused.status_code == 403 and "sail" not in refused.text.split("<main")[1].replace("sail”", "")
    allowed = get(private, address, cookies={"ds_actor": private.sign({"a": {"id": "ada"}}, "actor")})
    assert allowed.status_code == 200
    assert set(re.findall(r'(?:href|action|src)="(/[^"]{6})', allowed.text)) == {"/press/"}


def test_review_is_in_the_navigation_of_those_who_may(datasette: Any) -> None:
    cookies = {"ds_actor": datasette.sign({"a": {"id": "ada"}}, "actor")}
    page = get(datasette, "/-/quotes", cookies=cookies).text
    assert 'href="/-/quotes/review"' in page and "Signed in as ada" in page and "Sign out" in page
    assert "/-/quotes/review" not in get(datasette, "/-/quotes").text


def test_a_datasette_without_our_database_stays_as_it_is(tmp_path: Path) -> None:
    other = Datasette(memory=True)
    assert "quotes.css" not in get(other, "/").text and get(other, "/").status_code == 200
    assert get(other, "/-/quotes").status_code == 404


def test_pages_ask_no_other_host_and_have_no_inline_code(datasette: Any) -> None:
    for path in [*PAGES, "/quotes", "/quotes/said", "/quotes/who_said", "/quotes/quotes/1", "/-/plugins"]:
        response = get(datasette, path)
        assert "unsafe" not in response.headers["content-security-policy"]
        assert not re.search(r"<style|<[^>]*\sstyle=|\son\w+=|<script(?! src=)", response.text), path
        asked = re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', response.text)
        assert all(address.startswith("/") for address in asked if "json" not in address), path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = tmp_path_factory.mktemp("empty") / "quotes.db"
    open_to_write.connect(made).close()
    return make_datasette(made)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", "There are no quotations yet. Load some"),
        ("/", "quotes serve quotes.db --root"),
        ("/-/quotes", "There are no quotations here yet."),
        ("/-/quotes/insights", "There are no quotations here yet."),
        ("/-/quotes/compare", "There are no quotations here yet."),
        ("/-/quotes/people", "Nobody of this kind is quoted here."),
        ("/quotes/most_quoted", "Nothing to show; fill in the form."),
        ("/quotes/who_said?words=fog", "Nothing found."),
        ("/quotes/said", "No rows."),
    ],
)
def test_an_empty_database_is_said_to_be_empty(empty: Any, address: str, told: str) -> None:
    page = get(empty, address)
    assert page.status_code == 200 and told in page.text and '<section class="facet"' not in page.text
