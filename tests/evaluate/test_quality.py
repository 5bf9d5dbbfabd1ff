"""Quality has floors on every gold there is, pinned together with the hash of that gold. Our own is always there.

How people are joined, and their gender, is measured here, too, so that a gold is gone through only once.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes.evaluate import evaluate_people, read_gold
from quotes.evaluate.who import hashed
from quotes.extraction.engine import extract_many
from quotes.models import Article
from quotes.names.name import parse
from quotes.store import open_to_write, save
from tools.floors import FIGURES, GOLDS, SHARED, Gold, Pinned, found, lower, measure, pinned, raised, updated

FLOORS = pinned()


def needed(name: str) -> Gold:
    if not GOLDS[name].is_there():
        pytest.skip(f"the gold ../shared/gold/{name}.jsonl is not there")
    return GOLDS[name]


@pytest.mark.slow
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("name", GOLDS)
def test_no_figure_is_under_its_floor(name: str, figure: str) -> None:
    assert figure in FLOORS[name]["figures"], "a figure without a floor: run python -m tools.floors --update"
    gold = needed(name)
    assert not lower(measure(name), {figure: FLOORS[name]["figures"][figure]}, gold.tolerance)


@pytest.mark.parametrize("name", GOLDS)
def test_the_floors_are_of_this_gold(name: str) -> None:
    assert FLOORS[name]["gold"] == needed(name).hash(), "the gold changed: run python -m tools.floors and look"


def test_a_floor_rises_and_does_not_sink() -> None:
    floors = {"found": 0.9, "joint": 0.8}
    now = {"found": 0.95, "joint": 0.7}
    assert raised(now, floors, allow_regression=False) == {"found": 0.95, "joint": 0.8}
    assert raised(now, floors, allow_regression=True) == {"found": 0.95, "joint": 0.7}


def test_what_is_lower_is_said_with_both_numbers() -> None:
    assert lower({"joint": 0.799}, {"joint": 0.8}, 0.002) == []
    assert lower({"joint": 0.7}, {"joint": 0.8}, 0.002) == ["joint is 0.7000, under its floor of 0.8000"]


def test_what_is_lower_or_of_other_gold_changes_nothing_unless_it_is_meant() -> None:
    own = GOLDS["own"]
    same: Pinned = {"gold": own.hash(), "figures": {"joint": 0.8}}
    other: Pinned = {"gold": "another", "figures": {"joint": 0.8}}
    assert updated({"joint": 0.7}, own, same, allow_regression=False) == ["joint is 0.7000, under its floor of 0.8000"]
    assert updated({"joint": 0.9}, own, other, allow_regression=False) == [
        "the gold is not the one that the floors were measured on"
    ]
    assert updated({"joint": 0.9}, own, same, allow_regression=False) == {**same, "figures": {"joint": 0.9}}
    assert updated({"joint": 0.7}, own, other, allow_regression=True) == {**same, "figures": {"joint": 0.7}}


# The same finds, saved as people: who is joined with whom, and who is a he or a she.


@pytest.mark.slow
def test_people_of_the_development_gold_are_joined_as_people_would() -> None:
    gold = [
        article for article in needed("polnear-dev").read() if any(quote.speaker_entity for quote in article.quotes)
    ]
    result = evaluate_people(gold, found("polnear-dev"))
    assert result.given.f1 >= 0.99 and result.given.pair_p >= 0.99
    assert result.right.f1 >= 0.95 and result.right.pair_p >= 0.99
    assert result.named.f1 >= 0.95


HE_OR_SHE = Path(__file__).parents[1] / "gold" / "he_or_she.csv"
MORE = SHARED / "world-train.jsonl"  # the larger part of the same gold as world-dev
SAID = {"he": "male", "she": "female", "neither": "other"}
RIGHT, GIVEN = 0.98, 0.84

Key = tuple[str, str]


def people() -> dict[tuple[str, str], list[Key]]:
    """Each person of the gold with what they are, and the digests of article and name they are found by."""
    found = defaultdict(list)
    with HE_OR_SHE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["person"], row["gender"]].append((row["article_sha256"], row["name_sha256"]))
    return found


def articles() -> Iterator[Article]:
    """The articles that the gold of genders is about, with their quotations."""
    for article in GOLDS["world-dev"].read():
        yield Article(id=article.id, text=article.text, quotes=found("world-dev")[article.id])
    yield from extract_many([Article(id=article.id, text=article.text) for article in read_gold(MORE)])


def told(path: Path) -> dict[Key, set[str]]:
    """What a database of the articles gives for a name of one of them, by its full name and by its surname."""
    db = open_to_write.connect(path)
    for article in articles():
        save.save(db, article)
    save.settle(db)
    sql = """select articles.key, names.name, gender from names
      join articles on articles.id = article join speakers on speakers.id = names.speaker where gender is not null"""
    given = defaultdict(set)
    for article_id, text, gender in db.execute(sql).fetchall():
        name = parse(text, "person")
        for words in (name.key, name.surname, name.key.split()[-1]):
            given[hashed(article_id), hashed(words)].add(gender)
    db.close()
    return given


def test_the_gold_says_what_people_are() -> None:
    said = [gender for _, gender in people()]
    assert (len(said), set(said)) == (302, {"he", "she", "neither", "unknown"})


@pytest.mark.slow
@pytest.mark.skipif(not MORE.is_file(), reason="the articles of ../shared/gold are not there")
def test_gender_is_right_where_it_is_given_and_given_for_most(tmp_path: Path) -> None:
    needed("world-dev")
    by_name = told(tmp_path / "news.db")
    given = [
        (gender, what.pop())
        for (_, gender), keys in people().items()
        if len(what := set().union(*(by_name.get(key, set()) for key in keys))) == 1
    ]
    judged = [SAID[gender] == what for gender, what in given if gender in SAID]
    assert len(given) >= GIVEN * len(people())
    assert sum(judged) >= RIGHT * len(judged)
