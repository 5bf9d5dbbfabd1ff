"""Articles that share an id in one run: which is kept, what is reported, and that a second run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.models import Article, Found
from quotes.store import open_to_write, save
from quotes.store.same_id import Item, last_of_each_id

RUNS = {
    # articles as (id and text), what is there after a run, and how often each is reported
    "two, and one between": ("xA y xB", "xB y", 1),
    "one that comes back": ("xA xB xA", "xA", 2),
    "the same twice": ("xA xA y", "xA y", 0),
    "three": ("xA xB xC", "xC", 2),
    "two ids": ("xA zA xB zB", "xB zB", 2),
    "back and forth": ("xA xB xA xB", "xB", 2),
    "none": ("xA y z", "xA y z", 0),
}


def run(path: Path, articles: str, version: str = "1") -> tuple[int, int, int]:
    """Save articles as a load does, and count those that were saved, passed over and reported."""
    db = open_to_write.connect(path)
    told: list[str] = []
    passed: list[None] = []
    items = (Item(Found(Article(id=one[0], text=one), ()), version, "m") for one in articles.split())
    saved = 0
    for item in last_of_each_id(db, items, passed_over=lambda: passed.append(None), tell=lambda m: told.append(str(m))):
        saved += 1
        save.save(db, item.found.article, version=item.version, model=item.model)
    db.close()
    return saved, len(passed), len(told)


def texts(path: Path) -> str:
    db = open_to_write.connect(path)
    found = " ".join(row[0] for row in db.execute("select text from articles order by key").fetchall())
    db.close()
    return found


@pytest.mark.parametrize("what", RUNS)
@pytest.mark.parametrize("before", ["", "xB", "xQ y"])
def test_the_last_is_kept_and_a_second_run_changes_nothing(tmp_path: Path, what: str, before: str) -> None:
    articles, there, told = RUNS[what]
    path = tmp_path / "it.db"
    if before:
        run(path, before)
    saved, passed, tellings = run(path, articles)
    assert set(there.split()) <= set(texts(path).split()) and tellings == told
    assert saved + passed == len(articles.split())
    for _ in range(2):
        assert run(path, articles) == (0, len(articles.split()), told)
    assert run(path, articles, version="2")[2] == told
    assert set(there.split()) <= set(texts(path).split())


def test_an_article_that_changed_is_saved_and_one_that_changes_back_too(tmp_path: Path) -> None:
    path = tmp_path / "it.db"
    for text in ("xA", "xB", "xA"):
        assert run(path, f"{text} y")[0] >= 1
        assert texts(path) == f"{text} y"


def test_what_is_held_back_keeps_its_order_and_its_text(tmp_path: Path) -> None:
    path = tmp_path / "it.db"
    run(path, "aA bA cA")
    db = open_to_write.connect(path)
    items = [Item(Found(Article(id=one, text=f"{one} \ud83d“é”"), (("é", 0.5),)), "1", "m") for one in "cab"]
    assert list(last_of_each_id(db, items, passed_over=lambda: None, tell=print)) == items
    db.close()


def test_thousands_of_articles_with_few_ids_are_told_in_few_lines(tmp_path: Path) -> None:
    assert run(tmp_path / "it.db", " ".join(f"x{number}" for number in range(100)))[2] == 2
    assert run(tmp_path / "other.db", " ".join(f"{key}{turn}" for turn in "ABC" for key in KEYS))[2] == 2 * 20 + 1


KEYS = "abcdefghijklmnopqrstuvwxyz"
