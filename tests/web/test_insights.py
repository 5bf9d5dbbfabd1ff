"""The figures of a search: each is what its link finds."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from quotes.models import Article
from quotes.store import filters, lookup, open_to_write, save
from quotes.store import insights as counting
from quotes.store.filters import Filter
from quotes.web.pages.figures import narrowed, tables
from quotes.web.serve import make_datasette
from tests.web.test_pages import TEXT, datasette, found, get, path, text

__all__ = ["datasette", "path"]

SEARCHES: list[dict[str, str]] = [
    {},
    {"words": "sail"},
    {"speaker": "1"},
    {"outlet": "Tarn Post", "until": "2026-02"},
    {"since": "2026-01-15", "until": "2026-03-12"},
    {"act": "promises"},
    {"gender": "female"},
    {"told_by": "first name", "words": "sail"},
]


def counted(db: Any, address: str) -> int:
    condition = filters.conditions(db, Filter(**dict(parse_qsl(urlsplit(address).query))))  # type: ignore[arg-type]
    sql = f"select count(*) from {condition.rows} where {condition.where}"
    return int(db.execute(sql, condition.values).fetchone()[0])


@pytest.mark.parametrize("most", [10_000, 50], ids=["all", "cut"])
@pytest.mark.parametrize("given", SEARCHES, ids=str)
def test_every_figure_is_what_its_link_finds(
    path: Path, given: dict[str, str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST", most)
    with lookup.connect(path) as db:
        found = counting.insights(db, Filter(**given))  # type: ignore[arg-type]
        made = tables(found, given, lambda **filters: "?" + "&".join(f"{name}={filters[name]}" for name in filters))
        assert {"people", "time", "sources", "told"} <= {table.name for table in made}
        for table in made:
            for row in table.rows:
                figures = [*row.cells, *([] if row.each or not row.href else [(row.label, row.count, row.href)])]
                for label, number, href in figures:
                    assert counted(db, href) == number, (table.name, row.label, label, href)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/-/quotes/insights", "4 of these 120 quotations have no date, and are not drawn."),
        ("/-/quotes/insights?speaker=2", "1 of these 30 quotations has no date, and is not drawn."),
        ("/-/quotes/speakers/2", "11 January 2026 to 19 March 2026; 1 without a date."),
    ],
)
def test_quotations_without_a_day_are_said_not_to_be_drawn(datasette: Any, address: str, told: str) -> None:
    assert told in text(datasette, address)
    assert "no date" not in text(datasette, "/-/quotes/insights?since=2026")


def test_quotations_without_an_outlet_are_told(tmp_path: Path) -> None:
    made = tmp_path / "quotes.db"
    db = open_to_write.connect(made)
    for number, outlet in enumerate((None, "Tarn Post", None)):
        save.save(db, Article(id=str(number), source=outlet, text=TEXT, quotes=found(number)))
    db.close()
    for address in ("/-/quotes/insights", "/-/quotes/insights?words=fog+OR+sail"):
        assert re.search(r"Tarn Post .*\b8 quotations name no outlet\.", text(make_datasette(made), address)), address


def test_what_is_not_counted_is_said(datasette: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "120 quotations." in text(datasette, "/-/quotes/insights")
    monkeypatch.setattr(counting, "MOST", 50)
    page = text(datasette, "/-/quotes/insights")
    assert "these are all 48 of 18 February 2026 to 19 March 2026" in page
    assert "are counted in all 120" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("words=Ada+Finch", "said by Ada Finch"),
        ("words=whale", "No quotation matches all of this"),
        ("since=gestern", "“gestern” is not a first day"),
        ("speaker_kind=whale", "“whale” is not a kind of source"),
        ("since=2026-03&until=2026-01", "so the two were swapped"),
    ],
)
def test_searches_are_understood_as_by_the_search(datasette: Any, query: str, told: str) -> None:
    assert told in text(datasette, f"/-/quotes/insights?{query}")


def test_tables_come_as_csv_with_the_address_of_each_figure(datasette: Any) -> None:
    page = get(datasette, "/-/quotes/insights?words=sail").text
    found = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*insights\.csv[^"]*)"', page)}
    assert len(found) == 9
    for address in found:
        answer = get(datasette, address)
        assert answer.headers["content-type"].startswith("text/csv") and answer.text.startswith("\ufeff")
        first = next(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
        assert not first["rows"] or get(datasette, first["rows"].removeprefix("http://localhost")).status_code == 200
    assert get(datasette, "/-/quotes/insights.csv?table=x").status_code == 404


def test_home_and_search_lead_there(datasette: Any) -> None:
    assert 'href="/-/quotes/insights"' in get(datasette, "/").text
    assert 'href="/-/quotes/insights?words=sail"' in get(datasette, "/-/quotes?words=sail").text


@pytest.mark.parametrize(
    ("bar", "asked", "exp"),
    [
        (("2026-03", "2026-03"), ("", ""), ("2026-03", "2026-03")),
        (("2026-03", "2026-03"), ("2026-03-05", "2026-03-09"), ("2026-03-05", "2026-03-09")),
        (("2026-03-05", "2026-03-05"), ("2026-03", "2026-03"), ("2026-03-05", "2026-03-05")),
        (("2026-01", "2026-03"), ("2026-02", "2026-02"), ("2026-02", "2026-02")),
        (("2026-01", "2026-12"), ("2025", "2026"), ("2026-01", "2026-12")),
    ],
)
def test_a_bar_counts_no_more_days_than_are_asked_for(
    bar: tuple[str, str], asked: tuple[str, str], exp: tuple[str, str]
) -> None:
    found = narrowed(*bar, {"since": asked[0], "until": asked[1]})
    assert (found["since"], found["until"]) == exp
