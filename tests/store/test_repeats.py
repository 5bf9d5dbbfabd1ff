"""Statements that several articles carry: which words are the same, in any order of loading, and what changes them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import carried, correct, open_to_write, repeats, save
from quotes.store.filters import Filter
from tools.generate import generate

NEGATIVE = repeats.negatives("en")
LONG = "We have an agreement, and it is a good one, and I would ask them all to accept it."


@pytest.fixture
def db(tmp_path: Any) -> Iterator[Any]:
    opened = open_to_write.connect(tmp_path / "quotes.db")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LONG, LONG.upper(), True),
        (LONG, "“We have an agreement – and it is a good one – and I’d ask them all to accept it”", True),
        (LONG, "we have an agreement, and it is a good one", True),  # the greater part of it
        (LONG, "I would ask them all to accept it", False),  # a small part
        (LONG, "We have no plan, and it is a bad one, and I would ask them all to leave it.", False),
        ("I did say that the mill was sold in the spring", "I did not say that the mill was sold in the spring", False),
        ("I didn’t say that the mill was sold in spring", "I didn't say that the mill was sold in spring", True),
        ("we lost 30 of the boats in the storm that night", "we lost 300 of the boats in the storm that night", False),
        ("This is an absolute shame", "This is an absolute joy", False),
        ("I do not know", "I do not know", False),  # anybody says that
        ("", "", False),
    ],
)
def test_alike(one: str, other: str, same: bool) -> None:
    first, second = repeats.words_of(one), repeats.words_of(other)
    assert repeats.alike(first, second, NEGATIVE) is same is repeats.alike(second, first, NEGATIVE)


@pytest.mark.parametrize("words", [5, 6, 9, 30])
def test_texts_that_share_words_share_a_key(words: int) -> None:
    common = [f"word{number}" for number in range(words)]
    for before, after in itertools.product(range(4), repeat=2):
        one = [*(f"x{at}" for at in range(before)), *common, *(f"y{at}" for at in range(after))]
        other = [*(f"v{at}" for at in range(after)), *common, *(f"w{at}" for at in range(before))]
        assert repeats.keys_of(tuple(one)) & repeats.keys_of(tuple(other))


#: Who, the outlet, the day and the words.
CARRIED = [
    ("Ida Marlow", "Tarn Post", "2026-03-01", LONG),
    ("Ida Marlow", "Moor Times", "2026-03-02", "We have an agreement, and it is a good one,"),
    ("Ida Marlow", "Holm Echo", "2026-03-03", "We have an agreement and it is a good one and I would ask them all"),
    ("Oskar Vane", "Holm Echo", "2026-03-04", "We have an agreement, and it is a good one."),
    ("Ida Marlow", "Tarn Post", "2026-03-05", "The ferry will sail on Monday as it did before."),
]


def article(number: int, who: str, outlet: str | None, day: str | None, *texts: str) -> Article:
    whole = " ".join(texts)
    quotes = tuple(
        Quote(
            text=text, kind="direct", spans=((whole.index(text), whole.index(text) + len(text)),), speaker=who,
            speaker_kind="person", rule="cue_right_after", confidence=0.9,
        )
        for text in texts
    )  # fmt: skip
    return Article(id=f"a{number}", source=outlet, published=day, text=whole, quotes=quotes)


def load(db: Any, order: tuple[int, ...] = (0, 1, 2, 3, 4)) -> None:
    for number in order:
        save.save(db, article(number, *CARRIED[number]))


def statements(db: Any) -> set[frozenset[str]]:
    sql = """
        select group_concat(articles.key) from repeats join quotes on quotes.id = quote
        join articles on articles.id = quotes.article group by statement
    """
    return {frozenset(keys.split(",")) for (keys,) in db.execute(sql).fetchall()}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_statements_are_the_same_in_any_order(db: Any, order: tuple[int, ...]) -> None:
    load(db, order)
    assert statements(db) == {frozenset({"a0", "a1", "a2", "a3"})}


def test_who_carries_it(db: Any) -> None:
    load(db)
    who = dict(map(tuple, db.execute("select name, id from speakers").fetchall()))
    line = carried.timeline(db.conn, Filter(speaker=who["Ida Marlow"]))
    assert [len(one) for one in line.statements] == [3, 1] and not line.cut
    first = line.statements[0][0]
    assert carried.carried(db.conn, [first]) == {first: (3, 3, "2026-03-01", "2026-03-03")}
    assert [one.speaker for one in carried.alike(db.conn, first)] == ["Ida Marlow", "Ida Marlow", "Oskar Vane"]


def test_an_article_that_changes_takes_its_words_along(db: Any) -> None:
    load(db)
    save.save(db, article(0, "Ida Marlow", "Tarn Post", "2026-03-01", "Nothing of all this was said in the harbour."))
    assert statements(db) == {frozenset({"a1", "a2", "a3"})}
    for number in (1, 2):
        save.save(db, article(number, "Ida Marlow", None, None, f"Other words were said on day {number} of the month."))
    assert statements(db) == set()


def test_the_latest_hashes_go_to_the_others_and_are_found_there(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "FOLDED", 2)
    load(db, (0, 1, 2, 3))
    held = [db.execute(f"select count(*) from {table}").fetchone()[0] > 0 for table in ("repeat_keys", "repeat_latest")]
    assert statements(db) == {frozenset({"a0", "a1", "a2", "a3"})} and held == [True, False]


def test_what_is_no_quotation_is_carried_by_nobody(db: Any) -> None:
    load(db)
    (number,) = db.execute("select id from quotes where outlet = 'Moor Times'").fetchone()
    correction = correct.not_a_quotation(db, number, correct.By("ida"))
    assert statements(db) == {frozenset({"a0", "a2", "a3"})}
    correct.undo(db, correction)
    assert statements(db) == {frozenset({"a0", "a1", "a2", "a3"})}


KEYS = "select key, quote from repeat_keys union all select key, quote from repeat_latest order by 1, 2"
TABLES = ("repeats", "repeat_keys", "repeat_latest")


def test_all_at_once_gives_what_one_by_one_gives(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(str(tmp_path / "quotes.db"), 1500)
    db = open_to_write.connect(tmp_path / "quotes.db")

    def content() -> list[list[tuple[int, int]]]:
        every = ("select quote, statement from repeats order by 1", KEYS)
        return [list(map(tuple, db.execute(sql).fetchall())) for sql in every]

    at_once = content()
    for table in TABLES:
        db.execute(f"delete from {table}")
    repeats.note(db, db.execute("select id, text from quotes order by id").fetchall())
    assert content() == at_once and all(at_once)
    told: list[str] = []
    monkeypatch.setattr(repeats, "MANY", 1000)
    repeats.telling.set(told.append)
    for table in TABLES:
        db.execute(f"delete from {table}")
    repeats.make(db)
    assert content() == at_once and told[:1] == ["10 % of 1,500 quotations are read for the words that they share"]
    db.close()
