"""The one search: its pages, its indexes, and the canned queries, which must give the same."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.utils import escape_fts

from quotes.models import Article, Quote
from quotes.store import facets, filters, insights, lookup, open_read_only, open_to_write, save, search
from quotes.store.filters import Filter
from quotes.web.serve import metadata
from tools.generate import generate


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("search") / "quotes.db"
    generate(str(path), 1500)
    with closing(open_read_only.connect(path)) as opened:
        opened.create_function("escape_fts", 1, escape_fts)
        yield opened


def canned(db: sqlite3.Connection, query: str, **asked: Any) -> list[int]:
    sql = metadata()["databases"]["quotes"]["queries"][query]["sql"]
    return [row["id"] for row in db.execute(sql, asked | {"limit": 200})]


def found(db: sqlite3.Connection, wanted: Filter, **how: Any) -> list[int]:
    return [quote.id for quote in search.quotations(db, wanted, size=200, **how).items]


@pytest.mark.parametrize(
    ("query", "asked", "wanted"),
    [
        ("who_said", {"words": "the"}, Filter(words="the")),
        ("who_said", {"words": "no such words"}, Filter(words="no such words")),
        ("who_said", {"words": '"'}, Filter(words='"')),
        ("said_by", {"name": "Dello"}, Filter(name="Dello")),
        ("quotes_between", {"since": "2024", "until": "2024-11"}, Filter(since="2024", until="2024-11")),
        ("quotes_between", {"since": "2023-02-03", "until": ""}, Filter(since="2023-02-03")),
        ("quotes_between", {"since": "", "until": ""}, Filter()),
    ],
)
def test_a_canned_query_gives_what_the_search_gives(
    db: sqlite3.Connection, query: str, asked: dict[str, str], wanted: Filter
) -> None:
    assert canned(db, query, **asked) == found(db, wanted)


def test_a_look_up_by_words_gives_what_the_search_gives(db: sqlite3.Connection) -> None:
    words = [quote.id for quote in lookup.who_said(db, "the", limit=200)]
    assert words == found(db, Filter(words="the"), every=True) and len(words) == 200
    (who, *_) = lookup.most_quoted(db)
    assert [quote.id for quote in lookup.said_by(db, who.name, limit=200)] == found(db, Filter(speakers=(who.id,)))


@pytest.mark.parametrize("order", ["newest", "oldest", "best"])
@pytest.mark.parametrize("wanted", [Filter(), Filter(words="the"), Filter(kind="direct", speaker=1)])
def test_pages_with_facets_and_without_follow_each_other(db: sqlite3.Connection, order: str, wanted: Filter) -> None:
    at_once = [quote.id for quote in search.quotations(db, wanted, order, 90).items]
    for counted in (True, False):
        seen: list[int] = []
        place = None
        while len(seen) < len(at_once):
            page = search.page(db, wanted, order=order, size=30, place=place, counted=counted)
            seen, place = seen + [quote.id for quote in page.items], page.place
            if place is None:
                break
        assert seen == at_once and at_once


#: Where a plan comes to the few quotations that a speaker says with others.
JOINT = "RIGHT"
#: What is found before the few rows of a page are read.
IDS = re.compile(r"(?:quotes\.id in|from) \(\s*(select (?:quotes\.)?id\b.*?limit \d+)\s*\)", re.DOTALL)


BY_SPEAKER = "idx_quotes_speaker_published idx_quotes_published_speaker"
RARE, FREQUENT = 20_000, 0  # the bound, if few quotations meet each filter and if many do


@pytest.mark.parametrize(
    ("wanted", "bound", "order", "index"),
    [
        (Filter(), RARE, "newest", "idx_quotes_published_speaker idx_quotes_filters"),
        (Filter(), RARE, "best", "idx_quotes_confidence"),
        (Filter(kind="direct"), RARE, "newest", "idx_quotes_filters"),
        (Filter(kind="direct", min_confidence=0.99), FREQUENT, "oldest", "idx_quotes_filters"),
        (Filter(outlet="Tarn Post", speaker_kind="group", role="mayor"), FREQUENT, "oldest", "idx_quotes_filters"),
        (Filter(speaker=1, act="accuses", rule="turn"), FREQUENT, "newest", "idx_quotes_filters"),
        (Filter(speaker=1), FREQUENT, "newest", "idx_quotes_filters idx_quotes_published_speaker"),
        (Filter(speaker=1), RARE, "newest", BY_SPEAKER),
        (Filter(speaker=1, act="states"), RARE, "newest", BY_SPEAKER),
        (Filter(speaker=1, role="mayor"), RARE, "newest", BY_SPEAKER),
        (Filter(role="mayor"), RARE, "newest", "idx_quotes_role"),
        (Filter(outlet="Tarn Post", act="states"), RARE, "newest", "idx_quotes_outlet_published"),
        (Filter(act="accuses"), RARE, "newest", "idx_quotes_rare_act"),
        (Filter(speaker_kind="group"), RARE, "newest", "idx_quotes_source"),
        (Filter(outlet="Tarn Post", speaker_kind="group"), RARE, "newest", "idx_quotes_outlet_published"),
        (Filter(rule="near_cue"), RARE, "newest", "idx_quotes_rule"),
    ],
)
@pytest.mark.parametrize("place", [None, ["2024-01-01", 100]])
def test_an_index_gives_the_order(
    db: sqlite3.Connection,
    wanted: Filter,
    bound: int,
    order: str,
    index: str,
    place: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(filters, "BOUND", bound)
    place = place and ([0.5, *place] if order == "best" else [place[0], 7, 3, place[1]])
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    search.quotations(db, wanted, order, 20, place)
    db.set_trace_callback(None)
    selects = [sql for sql in asked if re.search(r"(from (spoken as )?|as )quotes where", sql) and "order by" in sql]
    for whole in (sql for sql in selects if "quotes.published = " not in sql):  # a day is sorted by itself
        ids = IDS.search(whole)
        sql = ids[1] if ids else whole
        plan = " ".join(row[3] for row in db.execute(f"explain query plan {sql}")).partition(JOINT)[0]
        assert any(name in plan for name in index.split()) and "TEMP B-TREE" not in plan, sql
    assert selects


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(min_confidence=0.99),
        Filter(kind="mixed", speaker_kind="person"),
        Filter(outlet="Tarn Post", act="denies", role="mayor", rule="turn", gender="female"),
    ],
    ids=str,
)
def test_figures_and_facets_read_an_index_alone_if_many_quotations_meet_each_filter(
    db: sqlite3.Connection, wanted: Filter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "BOUND", 0)
    condition = filters.conditions(db, wanted)
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    insights.insights(db, wanted)
    facets.newest_hits(db, condition)
    db.set_trace_callback(None)
    found = [sql for sql in asked if "order by quotes.published desc" in sql]
    assert len(found) == 2
    for sql in found:
        assert "COVERING INDEX idx_quotes_filters" in str([row[3] for row in db.execute(f"explain query plan {sql}")])


#: The day of an article, and where its quotations stand, in the order in which they are saved.
STANDING = [
    ("2026-03-02", [40, 0, 20]),
    (None, [9, 4]),
    ("2026-03-02", [0, 30, 10]),
    ("2026-03-01", [5]),
    (None, [8, 1]),
]


@pytest.mark.parametrize("size", range(1, 13))
@pytest.mark.parametrize("wanted", [Filter(), Filter(kind="direct", speaker=1), Filter(words="said")], ids=str)
def test_an_article_is_read_from_its_beginning_on_every_page(tmp_path: Path, size: int, wanted: Filter) -> None:
    db = open_to_write.connect(tmp_path / "quotes.db")
    for number, (day, starts) in enumerate(STANDING):
        quotes = [
            Quote.model_validate(
                {"text": f"said {start}", "kind": "direct", "spans": [(start, start + 6)], "speaker": "Ida Marlow"}
                | {"speaker_kind": "person", "rule": "near_cue", "confidence": 0.9}
            )
            for start in starts
        ]
        save.save(db, Article(id=str(number), published=day, text="x" * 50, quotes=tuple(quotes)))

    def read(order: str, **how: bool) -> list[tuple[int, str]]:
        found, place = [], None
        while True:
            page = search.page(db.conn, wanted, order=order, size=size, place=place, **how)
            assert len(page.items) <= size
            found += [(quote.article_id, quote.text) for quote in page.items]
            place = page.place
            if place is None:
                return found

    dated = [(3, 0), (3, 10), (3, 30), (1, 0), (1, 20), (1, 40), (4, 5)]
    old = [(4, 5), (1, 0), (1, 20), (1, 40), (3, 0), (3, 10), (3, 30)]
    undated = [(5, 1), (5, 8), (2, 4), (2, 9)]
    for how in ({}, {"counted": True}):
        assert read("newest", **how) == [(article, f"said {at}") for article, at in dated + undated]
        assert read("oldest", **how) == [(article, f"said {at}") for article, at in old + undated[2:] + undated[:2]]
        for order in ("best", "relevant"):
            assert sorted(read(order, **how)) == sorted((article, f"said {at}") for article, at in dated + undated)


COMBINED = [
    {"kind": "mixed", "min_confidence": 0.9},
    {"outlet": "", "kind": "direct"},
    {"outlet": "", "speaker_kind": "person", "rule": "turn"},
    {"speaker": 1, "kind": "direct", "role": "mayor"},
    {"speaker": 1, "since": "2024", "until": "2024-06"},
    {"speaker_kind": "group", "words": "the of"},
    {"speaker": 1, "words": "the"},
    {"rule": "nobody", "kind": "direct", "min_confidence": 0.99, "role": "judge"},
    {"gender": "unknown", "act": "denies"},
]


@pytest.mark.parametrize("asked", COMBINED, ids=str)
@pytest.mark.parametrize("order", ["newest", "oldest", "best"])
@pytest.mark.parametrize("counted", [False, True])
def test_filters_find_the_same_however_many_meet_each(
    db: sqlite3.Connection, asked: dict[str, Any], order: str, counted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = db.execute("select outlet from outlet_counts order by quotes desc").fetchone()[0]
    wanted = Filter.model_validate(asked | ({"outlet": most} if "outlet" in asked else {}))
    found = []
    for bound in (RARE, FREQUENT):
        monkeypatch.setattr(filters, "BOUND", bound)
        ids, place = [], None
        while True:
            page = search.page(db, wanted, order=order, size=7, place=place, counted=counted)
            ids, place = [*ids, *(one.id for one in page.items)], page.place
            if place is None:
                break
        found.append(ids)
    condition = filters.conditions(db, wanted)
    every = [row[0] for row in db.execute(f"select id from quotes where {condition.where}", condition.values)]
    assert found[0] == found[1] and sorted(found[0]) == sorted(every)


@pytest.mark.parametrize("asked", COMBINED, ids=str)
@pytest.mark.parametrize("bound", [RARE, FREQUENT])
def test_what_is_found_without_each_filter(
    db: sqlite3.Connection, asked: dict[str, Any], bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Filter.model_validate(asked)
    names = wanted.model_dump(exclude_none=True)
    rest = {name: wanted.model_copy(update={name: None}) for name in names}
    alone = {name: len(search.quotations(db, one, size=2000).items) for name, one in rest.items()}
    monkeypatch.setattr(filters, "BOUND", bound)
    assert facets.counts_without(db, wanted) == {name: (count, True) for name, count in alone.items()}
    for name in ("MOST_READ", "MOST_LOOKED_UP"):
        monkeypatch.setattr(facets, name, 20)
    for name, (count, exact) in facets.counts_without(db, wanted).items():
        assert count == alone[name] or (not exact and count < alone[name]), name
