"""One speaker by date: two periods and two acts side by side, a statement of several outlets once, bad input."""

from __future__ import annotations

import asyncio
import html
import re
from pathlib import Path
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.web.serve import make_datasette

SOLD = "The mill was never sold to anybody at any price"
#: The day, the outlet, the act and the words, all Ida Marlow's but one.
ROWS = [
    ("2026-05-02", "Tarn Post", "states", "The emails were never lost"),
    ("2026-06-30", "Moor Times", "denies", SOLD),
    ("2026-07-01", "Tarn Post", "denies", SOLD + ","),
    ("2026-07-03", "Holm Echo", "denies", "The mill was never sold to anybody"),
    ("2026-07-01", "Moor Times", "promises", "We will sell the mill"),
    ("2026-08-09", "Moor Times", "states", "I have read the emails twice"),
    ("2026-09-01", "Tarn Post", "states", "A bridge is what the islands need"),
    ("2026-10-01", "Moor Times", "states", "A bridge is what the islands need"),
    (None, "Moor Times", "states", "Emails are letters"),
]
TIMELINE = "/-/quotes/speakers/1/timeline"


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("timeline") / "quotes.db"
    db = open_to_write.connect(path)
    for number, (day, outlet, act, words) in enumerate([*ROWS, ("2026-07-02", "Moor Times", "states", SOLD)]):
        said = Quote.model_validate(
            {"text": words, "kind": "direct", "spans": [(0, len(words))], "rule": "near_cue", "confidence": 0.9}
            | {"speaker": "Ida Marlow" if number < len(ROWS) else "Per Lund", "speaker_kind": "person", "act": act}
        )
        save.save(
            db, Article(id=str(number), title=f"T{number}", source=outlet, published=day, text=words, quotes=(said,))
        )
    db.close()
    return make_datasette(path)


def columns(datasette: Any, address: str = TIMELINE, status: int = 200, **params: str) -> dict[str, list[str]]:
    """By what stands above each column the words in it, in order."""
    response = asyncio.run(datasette.client.get(address, params=params or None))
    assert response.status_code == status
    found = {}
    for title, body in re.findall(r'<h2 id="c\d">(.*?)</h2>(.*?)</section>', html.unescape(response.text), re.S):
        words = [
            re.sub(r"<[^>]*>", "", one).strip("“” ,")
            for one in re.findall(r"<blockquote>(.*?)</blockquote>", body, re.S)
        ]
        found[re.sub(r"<small>.*|<[^>]*>", "", title, flags=re.S).strip()] = words
    return found


EMAILS = ["The emails were never lost", "I have read the emails twice", "Emails are letters"]
WILL = "We will sell the mill"
FIRST = "By date, the oldest first"


@pytest.mark.parametrize(
    ("asked", "exp"),
    [
        ({"words": "emails"}, {FIRST: EMAILS}),
        ({"words": "emails", "split": "2026-07"}, {"Before July 2026": EMAILS[:1], "From July 2026 on": EMAILS[1:2]}),
        ({"words": "mill", "split": "2026-07-01"}, {"Before 1 July 2026": [SOLD], "From 1 July 2026 on": [SOLD, WILL]}),
        ({"words": "mill"}, {FIRST: [SOLD, WILL]}),
        ({"act": "promises", "and_act": "denies"}, {"Promised": [WILL], "Denied": [SOLD]}),
        (
            {"since": "2026-05", "until": "2026-05", "and_since": "2026-08", "and_until": "2026-08"},
            {"May 2026": EMAILS[:1], "August 2026": EMAILS[1:2]},
        ),
        (
            {"split": "2026-07", "until": "2026-05", "words": "emails"},
            {"Before July 2026": EMAILS[:1], "From July 2026 on": EMAILS[1:2]},
        ),
        (
            {"split": "2026-07", "until": "2026-07", "words": "emails"},
            {"Before July 2026": EMAILS[:1], "From July 2026 on": []},
        ),
        ({"words": "emails", "split": "July"}, {FIRST: EMAILS}),
        ({"words": "emails", "and_since": "soon"}, {FIRST: EMAILS}),
        ({"words": "emails", "page": "x", "and_act": ""}, {FIRST: EMAILS}),
        ({"words": "emails", "page": "9"}, {FIRST: []}),
    ],
    ids=str,
)
def test_what_stands_beside_each_other(datasette: Any, asked: dict[str, str], exp: dict[str, list[str]]) -> None:
    assert columns(datasette, **asked) == exp


def page(datasette: Any, address: str) -> str:
    response = asyncio.run(datasette.client.get(address))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", response.text)))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"{TIMELINE}?words=mill", "Said once, carried by 3 outlets, 30 June 2026 to 3 July 2026"),
        (f"{TIMELINE}?words=mill", "2 statements in 4 quotations"),
        (f"{TIMELINE}?words=bridge", "The same words, carried by 2 outlets, 1 September 2026 to 1 October 2026"),
        (f"{TIMELINE}?words=emails&split=2026-07", "1 quotation without a date is in no period."),
        (f"{TIMELINE}?words=zebra", "Nothing with these words. All that was said"),
        (f"{TIMELINE}?split=July", "“July” is not a day; write a day as 2026-03-01"),
        (f"{TIMELINE}?split=2026-07&until=2026-05", "July 2026 is not between the days given as from and to"),
        (f"{TIMELINE}?and_since=soon", "“soon” is not a first day"),
        (f"{TIMELINE}?split=2026-07&since=2026-09&until=2026-08", "so the two were swapped"),
        ("/-/quotes?words=mill&speaker=1", "carried by 3 outlets"),
        ("/-/quotes/speakers/1", "Promised, and denied"),
        ("/-/quotes/2", "The same words elsewhere 3 quotations, found by likeness"),
        ("/-/quotes/2", "another source is named"),
    ],
)
def test_what_is_told(datasette: Any, address: str, told: str) -> None:
    assert told in page(datasette, address)


def test_nobody_of_that_number(datasette: Any) -> None:
    assert columns(datasette, "/-/quotes/speakers/999/timeline", status=404) == {}


def test_the_ways_there(datasette: Any) -> None:
    for address, link in (
        ("/-/quotes/speakers/1", 'href="/-/quotes/speakers/1/timeline"'),
        ("/-/quotes/speakers/1", "timeline?act=promises&amp;and_act=denies"),
        ("/-/quotes?words=Ida+Marlow+emails", 'href="/-/quotes/speakers/1/timeline?words=emails"'),
    ):
        assert link in asyncio.run(datasette.client.get(address)).text


@pytest.mark.parametrize("asked", ["words=mill&split=2026-07", "act=promises&and_act=states", "words=emails"])
def test_undated_quotations_are_told_only_where_some_are_left_out(datasette: Any, asked: str) -> None:
    assert "without a date" not in page(datasette, f"{TIMELINE}?{asked}")
