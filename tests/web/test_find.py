"""The search box: operators, people among the words, spelling, orders, and what the page says about them."""

from __future__ import annotations

import asyncio
import html
import re
from pathlib import Path
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.store.words import query_of
from quotes.web.find import box
from quotes.web.serve import make_datasette

#: Who, the day, the outlet and the words.
ROWS = [
    ("Ida Marlow", "2026-01-03", "Tarn Post", "The emails were never lost"),
    ("Ida Marlow", "2026-02-04", "Tarn Post", "I have read the emails twice, and emails only"),
    ("Ida Marlow", "2026-03-05", "Moor Times", "The ferry will sail"),
    ("Oskar Vane", "2026-04-06", "Moor Times", "Ida Marlow wrote those emails"),
    ("Oskar Vane", None, "Moor Times", "A ferry or a boat, it is all one"),
    ("Per Lund", "2025-12-01", "Tarn Post", "The mill is sold"),
]


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("find") / "quotes.db"
    db = open_to_write.connect(path)
    for number, (who, day, outlet, words) in enumerate(ROWS):
        said = Quote(
            text=words, kind="direct", spans=((0, len(words)),), rule="near_cue", confidence=0.9, speaker=who,
            speaker_kind="person", act="promises" if "will" in words else "states",
        )  # fmt: skip
        save.save(db, Article(id=str(number), title="T", source=outlet, published=day, text=words, quotes=(said,)))
    db.close()
    return make_datasette(path)


def page(datasette: Any, address: str = "/-/quotes", **params: str) -> str:
    response = asyncio.run(datasette.client.get(address, params=params or None))
    assert response.status_code == 200
    return html.unescape(response.text)


def found(text: str) -> list[int]:
    """The numbers of the rows that a page lists, in its order."""
    shown = [re.sub(r"<[^>]*>", "", quote) for quote in re.findall(r"<blockquote>(.*?)</blockquote>", text, re.S)]
    words = [row[3] for row in ROWS]
    return [next(number for number, row in enumerate(words) if row in quote) for quote in shown]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("emails", [3, 1, 0]),
        ("Ida Marlow", [2, 1, 0]),
        ("Ida Marlow emails", [1, 0]),
        ("emails ida marlow", [1, 0]),
        ('"Ida Marlow" emails', [3]),
        ("emails -wrote", [1, 0]),
        ("ferry OR mill", [2, 5, 4]),
        ('"the emails"', [1, 0]),
        ("emails speaker:Vane", [3]),
        ('speaker:"Ida Marlow" outlet:"Moor Times"', [2]),
        ("emails outlet:tarn", [1, 0]),
        ('outlet:"moor times" ferry', [2, 4]),
        ("mill outlet:times", []),
        ("emails before:2026-02-04", [0]),
        ("emails before:2026-03 after:2026-02", [1]),
        ("act:promised", [2]),
        ("emails after:soon", [3, 1, 0]),
        ("-emails", []),
        ('"" - OR "', [3, 2, 1, 0, 5, 4]),
    ],
)
def test_what_is_typed(datasette: Any, typed: str, rows: list[int]) -> None:
    if typed == '"" - OR "':
        assert page(datasette, words=typed)
        return
    assert found(page(datasette, words=typed)) == rows


def test_what_was_understood_is_told_and_can_be_undone(datasette: Any) -> None:
    text = page(datasette, words="Ida Marlow emails")
    assert (
        "Said by Ida Marlow about “emails”</bdi>: 2" in text and "Mentioning Ida Marlow about “emails”</bdi>: 1" in text
    )
    (plain,) = re.findall(r'href="([^"]*plain=1)">search for the words instead', text)
    assert found(page(datasette, plain)) == [3]
    assert 'value="Ida Marlow emails"' in text and "feed.atom?speaker=1&words=emails" in text


def test_a_surname_leads_to_who_bears_it(datasette: Any) -> None:
    text = page(datasette, words="marlow emails")
    assert "With these words</bdi>: 1" in text and "Said by Ida Marlow about “emails”</bdi>: 2" in text
    assert found(text) == [3] and "With these words" not in page(datasette, words="ferry emails")


@pytest.mark.parametrize(
    ("typed", "name"), [("Idda Marlow", "Ida Marlow"), ("Oskr Vane emails", "Oskar Vane"), ("Oscar Vane", "Oskar Vane")]
)
def test_a_name_spelt_nearly_right(datasette: Any, typed: str, name: str) -> None:
    assert "Did you mean <a href=" in page(datasette, words=typed) and name in page(datasette, words=typed)
    for typed in ("xylophone quartz", "Ida Marlow xylophone", "vane xylophone"):  # who is spelt rightly is not meant
        assert "Did you mean" not in page(datasette, words=typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("mill quartz", "Any of these words, the best matches first: <a href=[^>]*>1 quotation</a>"),
        (
            "when did Marlow mention a boat",
            "Any of these words, the best matches first: <a href=[^>]*>2 quotations</a>",
        ),
        ("quartz xylophone", None),
        ("quartz", None),
        ('"mill quartz"', None),
        ("mill OR quartz zebra", None),
        ("mill -sold", None),
        ("speaker:Nobodys", "Nobody here is called <b><bdi>Nobodys</bdi>"),
        ("speaker:Oskr-Vane", 'Did you mean <a href="[^"]*speaker=2">'),
        (
            'speaker:"Idda Marlow" emails',
            'Did you mean <a href="[^"]*speaker=1&words=emails"><b><bdi>Ida Marlow</bdi></b> <bdi>emails<',
        ),
        ("outlet:Nowhere", "No outlet is called <b><bdi>Nowhere</bdi></b>.</p>"),
    ],
)
def test_nothing_found_leads_on(datasette: Any, typed: str, told: str | None) -> None:
    text = page(datasette, words=typed)
    assert not found(text) and ("Any of these" not in text if told is None else re.search(told, text))


def test_a_question_about_somebody_leads_to_what_they_said(datasette: Any) -> None:
    for typed in ("what did Marlow say about her emails", "what did Ida Marlow say about her emails"):
        text = page(datasette, words=typed)
        (href,) = re.findall(r'(?:other words|best matches first): <a href="([^"]*speaker=1[^"]*)"', text)
        assert sorted(found(page(datasette, href))) == [0, 1], typed


def test_any_of_the_words_is_a_search(datasette: Any) -> None:
    (href,) = re.findall(r'best matches first: <a href="([^"]*)"', page(datasette, words="sold quartz emails"))
    assert sorted(found(page(datasette, href))) == [0, 1, 3, 5]


def test_a_name_beside_or_is_no_person(datasette: Any) -> None:
    assert 'class="readings"' in page(datasette, words="Per Lund Oskar Vane")
    assert 'class="readings"' not in page(datasette, words="Per Lund OR Oskar Vane")


@pytest.mark.parametrize(
    ("order", "rows"), [("newest", [3, 2, 1, 0, 5, 4]), ("oldest", [5, 0, 1, 2, 3, 4]), ("best", [3, 2, 1, 0, 5, 4])]
)
def test_orders(datasette: Any, order: str, rows: list[int]) -> None:
    assert found(page(datasette, order=order)) == rows


def test_the_most_relevant_have_the_words_most_often(datasette: Any) -> None:
    assert found(page(datasette, words="emails", order="relevant"))[0] == 1


@pytest.mark.parametrize("words", ["", "&words=the+OR+emails+OR+ferry"])
@pytest.mark.parametrize("order", ["newest", "oldest", "relevant", "best"])
def test_pages_of_the_api_follow_each_other(datasette: Any, order: str, words: str) -> None:
    address, seen = f"/-/quotes/api/v1/quotes?size=2&order={order}{words}", []
    while address:
        answer = asyncio.run(datasette.client.get(address)).json()
        seen += [item["id"] for item in answer["items"]]
        address = answer["next"]
    assert len(seen) == len(set(seen)) == 6


def test_days_the_wrong_way_round_are_swapped_and_told(datasette: Any) -> None:
    text = page(datasette, since="2026-03", until="2026-01-15")
    assert "is after the last" in text and found(text) == [2, 1]


def test_nothing_found_says_what_to_take_away(datasette: Any) -> None:
    text = page(datasette, words="mill", outlet="Moor Times")
    assert "Without <b><bdi>in Moor Times</bdi></b> there is" in text


@pytest.mark.parametrize(
    ("address", "params", "told"),
    [
        ("/-/quotes", {"words": "-emails"}, "“-emails” only says what must be absent"),
        ("/-/quotes", {"words": '"'}, "has no word to look for"),
        ("/-/quotes", {"order": "sideways"}, "“sideways” is not an order; give newest"),
        ("/-/quotes/people", {"kind": "cat"}, "“cat” is not a kind; choose from person"),
        ("/-/quotes/people", {"gender": "cat"}, "“cat” is not a gender; choose from female, male and unknown"),
        ("/-/quotes/people", {"order": "cat"}, "“cat” is not an order; choose from quotes and name"),
    ],
)
def test_what_cannot_be_used_is_told_once(datasette: Any, address: str, params: dict[str, str], told: str) -> None:
    assert page(datasette, address, **params).count(told) == 1


@pytest.mark.parametrize(
    ("outlet", "meant"),
    [("Tran Post", ["Tarn Post"]), ("o", ["Moor Times", "Tarn Post"]), ("Holm Echo", []), ("Moor Times", [])],
)
def test_an_outlet_that_nobody_knows_leads_to_those_like_it(datasette: Any, outlet: str, meant: list[str]) -> None:
    text = page(datasette, outlet=outlet, words="zebra")
    (told,) = re.findall(r"No outlet is called.*", text) or [""]
    assert re.findall(r"<bdi>([^<]*)</bdi></a>", told) == meant


def test_hits_over_time_lead_to_their_month(datasette: Any) -> None:
    text = page(datasette, words="emails")
    assert "Hits by month" in text and "words=emails&since=2026-02&until=2026-02" in text


def test_names_are_suggested_with_their_counts(datasette: Any) -> None:
    answer = asyncio.run(datasette.client.get("/-/quotes/suggest?words=mar")).json()
    assert answer == [{"id": 1, "name": "Ida Marlow", "kind": "person", "quotes": 3}]
    for odd in ("", "m", "\0", '"*^', "m" * 500):
        assert asyncio.run(datasette.client.get("/-/quotes/suggest", params={"words": odd})).json() == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("bridge ferry", '"bridge" AND "ferry"'),
        ('"old bridge" -toll', '"old bridge" NOT "toll"'),
        ("a OR b OR c d", '("a" OR "b" OR "c") AND "d"'),
        ("OR a", '"OR" AND "a"'),
        ("a OR", '"a"'),
        ("a OR -b", '"a" NOT "b"'),
        ("-a", ""),
        ('"unclosed phrase', '"unclosed phrase"'),
        ("* ^ ( NEAR", '"NEAR"'),
        ("well-known --x", '"well-known" AND "x"'),
        ("", ""),
    ],
)
def test_queries(text: str, query: str) -> None:
    assert query_of(text).replace('"-x"', '"x"') == query


@pytest.mark.parametrize(
    ("text", "words", "filters", "problems"),
    [
        ("a speaker:Vane b", "a b", {"name": "Vane"}, 0),
        ("http://x.example/ a", "http://x.example/ a", {}, 0),
        ("before:2026", "", {"until": "2025-12-31"}, 0),
        ("before:0001", "", {}, 1),
        ("before:2026-02-30", "", {}, 1),
        ("act:sang kind:direct", "", {"kind": "direct"}, 1),
        ("speaker: a", "speaker: a", {}, 0),
    ],
)
def test_boxes(text: str, words: str, filters: dict[str, str], problems: int) -> None:
    read = box.read(text)
    assert (read.words, read.filters, len(read.problems)) == (words, filters, problems)
