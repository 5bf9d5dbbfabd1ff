"""The gender of the named persons who speak in the news articles of two golds, as somebody who reads them tells it."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from quotes.evaluate import read_gold
from quotes.evaluate.who import hashed
from quotes.models import Article
from quotes.names.name import parse
from quotes.store import open_to_write, save
from tools.floors import SHARED

GOLD = Path(__file__).parents[1] / "gold" / "he_or_she.csv"
ARTICLES = [SHARED / "world-dev.jsonl", SHARED / "world-train.jsonl"]
SAID = {"he": "male", "she": "female", "neither": "other"}
RIGHT, GIVEN = 0.98, 0.84

Key = tuple[str, str]


def people() -> dict[tuple[str, str], list[Key]]:
    """Each person of the gold with what they are, and the digests of article and name they are found by."""
    found = defaultdict(list)
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["person"], row["gender"]].append((row["article_sha256"], row["name_sha256"]))
    return found


def told(path: Path) -> dict[Key, set[str]]:
    """What a database of the articles gives for a name of one of them, by its full name and by its surname."""
    from quotes.extraction.engine import extract_many

    gold = [article for file in ARTICLES for article in read_gold(file)]
    db = open_to_write.connect(path)
    for article in extract_many([Article(id=article.id, text=article.text) for article in gold]):
        save.save(db, article)
    save.settle(db)
    sql = """select articles.key, names.name, gender from names
      join articles on articles.id = article join speakers on speakers.id = names.speaker where gender is not null"""
    found = defaultdict(set)
    for article_id, text, gender in db.execute(sql).fetchall():
        name = parse(text, "person")
        for words in (name.key, name.surname):
            found[hashed(article_id), hashed(words)].add(gender)
    db.close()
    return found


def test_the_gold_says_what_people_are() -> None:
    said = [gender for _, gender in people()]
    assert (len(said), set(said)) == (302, {"he", "she", "neither", "unknown"})


@pytest.mark.slow
@pytest.mark.skipif(not all(file.is_file() for file in ARTICLES), reason="the articles of ../shared/gold are not there")
def test_gender_is_right_where_it_is_given_and_given_for_most(tmp_path: Path) -> None:
    found = told(tmp_path / "news.db")
    given = [
        (gender, what.pop())
        for (_, gender), keys in people().items()
        if len(what := set().union(*(found.get(key, set()) for key in keys))) == 1
    ]
    judged = [SAID[gender] == what for gender, what in given if gender in SAID]
    assert len(given) >= GIVEN * len(people())
    assert sum(judged) >= RIGHT * len(judged)
