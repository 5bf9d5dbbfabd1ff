"""Two who say the same words together: each of them has the quotation, whatever becomes of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from quotes.models import Article, Quote
from quotes.people.corrections import gold
from quotes.store import correct, lookup, open_to_write, search, stream
from quotes.store import save as store
from quotes.store.correct import By
from quotes.store.filters import Filter
from tools.crash import check

ME = By("ida")
TEXT = "“The mill is sold,” Ida Marlow and Oskar Vane said in a statement. “At last,” said Per Lund. “Sold,” said Vane."
BOTH = ("Ida Marlow", "Oskar Vane")
SOLD, LAST, ALONE = "The mill is sold,", "At last,", "Sold,"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    opened = open_to_write.connect(path)
    yield opened
    opened.close()
    check(path)


def quote(words: str, *speakers: str, kinds: tuple[str, ...] = ()) -> Quote:
    kind = (kinds or ("person",))[0] if len(speakers) == 1 else "group"
    said: dict[str, Any] = {"text": words, "kind": "direct", "rule": "test", "confidence": 0.9, "speaker_kind": kind}
    start = TEXT.index(words)
    said |= {"spans": [(start, start + len(words))], "speaker": " and ".join(speakers), "speakers": speakers}
    return Quote.model_validate(said | {"speaker_kinds": kinds or ("person",) * len(speakers)})


def save(db: Database, *quotes: Quote, key: str = "a", version: str = "1", **about: Any) -> None:
    fields = {"id": key, "source": "Tarn Post", "published": "2026-03-01", "text": TEXT, "quotes": quotes}
    store.save(db, Article.model_validate(fields | about), version=version)


def counts(db: Database) -> dict[str, tuple[int, int]]:
    sql = "select name, quotes, articles from speaker_counts join speakers on id = speaker"
    return {name: (quotes, articles) for name, quotes, articles in db.execute(sql).fetchall()}


def shown(db: Database) -> dict[str, str | None]:
    return dict(db.execute("select text, speaker from said").fetchall())


def said_by(db: Database, name: str) -> list[str]:
    (number,) = (one.id for one in lookup.speakers_named(db.conn, name) if one.name == name)
    return sorted(one.text for one in search.quotations(db.conn, Filter(speaker=number)).items)


def test_each_has_the_row_and_the_wording_names_both(db: Database) -> None:
    save(db, quote(SOLD, *BOTH), quote(LAST, "Per Lund"), quote(ALONE, "Oskar Vane"))
    assert shown(db) == {SOLD: "Ida Marlow and Oskar Vane", LAST: "Per Lund", ALONE: "Oskar Vane"}
    assert counts(db) == {"Ida Marlow": (1, 1), "Oskar Vane": (2, 1), "Per Lund": (1, 1)}
    assert said_by(db, "Oskar Vane") == [ALONE, SOLD] and said_by(db, "Ida Marlow") == [SOLD]
    (joint,) = (one for one in lookup.newest(db.conn) if one.text == SOLD)
    assert (joint.speaker, joint.speaker_name, joint.speaker_kind) == (*[" and ".join(BOTH)] * 2, "group")
    assert [(one.name, one.kind) for one in joint.speakers] == [(name, "person") for name in BOTH]


@pytest.mark.parametrize(
    ("names", "wording"),
    [
        (("Ida Marlow", "Oskar Vane", "Per Lund"), "Ida Marlow, Oskar Vane and Per Lund"),
        (("Ida Marlow", "Oskar Vane", "Ida Marlow"), "Ida Marlow and Oskar Vane"),
        (("Ida Marlow", "Marlow", "Oskar Vane"), "Ida Marlow and Oskar Vane"),
    ],
)
def test_the_wording(db: Database, names: tuple[str, ...], wording: str) -> None:
    save(db, quote(SOLD, *names))
    assert shown(db) == {SOLD: wording}
    assert all(count == (1, 1) for count in counts(db).values())


def test_kinds_that_are_left_out_are_open(db: Database) -> None:
    save(db, quote(SOLD, *BOTH).model_copy(update={"speaker_kinds": ()}))
    assert [row[0] for row in db.execute("select kind from speakers order by id").fetchall()] == ["unknown"] * 2


@pytest.mark.parametrize(
    "ask",
    [
        lambda db: lookup.said_by(db, "Oskar Vane"),
        lambda db: lookup.said_by(db, "Vane", since="2026-03"),
        lambda db: lookup.who_said(db, "mill"),
        lambda db: search.quotations(db, Filter(name="vane", words="mill")).items,
        lambda db: search.quotations(db, Filter(speaker=2, words="mill"), "best").items,
        lambda db: search.quotations(db, Filter(speakers=(1, 2), since="2026")).items,
        lambda db: search.page(db, Filter(speaker=2), counted=True).items,
        lambda db: stream.every_quotation(db, Filter(speaker=2, words="mill"), "newest", 10, None).items,
    ],
)
def test_every_look_up_has_it_once(db: Database, ask: Callable[[Any], list[Any]]) -> None:
    save(db, quote(SOLD, *BOTH))
    assert [one.text for one in ask(db.conn)] == [SOLD]


def test_most_quoted_and_facets_count_both(db: Database) -> None:
    save(db, quote(SOLD, *BOTH), quote(ALONE, "Oskar Vane"))
    for since in (None, "2026-02", "2026-03-01"):
        most = [(one.name, one.quotes) for one in lookup.most_quoted(db.conn, since=since)]
        assert most == [("Oskar Vane", 2), ("Ida Marlow", 1)]
    facets = search.page(db.conn, Filter(), counted=True).facets
    assert facets and [(one.label, one.count) for one in facets.speakers] == [("Oskar Vane", 2), ("Ida Marlow", 1)]
    assert facets.total == 2


def test_loaded_again_it_follows_the_article(db: Database) -> None:
    save(db, quote(SOLD, *BOTH))
    save(db, quote(SOLD, "Ida Marlow"), version="2")
    assert shown(db) == {SOLD: "Ida Marlow"} and counts(db) == {"Ida Marlow": (1, 1)}
    save(db, quote(SOLD, "Per Lund", *BOTH), version="3", published="2026-04-01")
    assert counts(db) == dict.fromkeys(("Per Lund", *BOTH), (1, 1))
    assert {row[0] for row in db.execute("select month from speaker_months").fetchall()} == {"2026-04"}
    save(db, version="4")
    assert counts(db) == {} and not db.execute("select * from joint_speakers").fetchall()


def test_one_of_them_may_be_known_by_a_fuller_name_later(db: Database) -> None:
    save(db, quote(SOLD, "Ida Marlow", "Vane"))
    assert shown(db) == {SOLD: "Ida Marlow and Vane"}
    save(db, quote(ALONE, "Oskar Vane"), key="b")
    save(db, quote(ALONE, "Oskar Vane"), key="c", published="2026-03-04")
    store.settle(db)
    assert shown(db) == {SOLD: "Ida Marlow and Oskar Vane", ALONE: "Oskar Vane"}
    assert counts(db)["Oskar Vane"] == (3, 3)
    correct.rejoin(db)
    assert counts(db) == {"Ida Marlow": (1, 1), "Oskar Vane": (3, 3)}


def everything(db: Database) -> dict[str, list[Any]]:
    tables = ("speakers", "names", "quotes", "joint_speakers", "speaker_counts", "speaker_months", "fixed")
    return {
        table: sorted(repr(tuple(row)) for row in db.execute(f"select * from {table}").fetchall()) for table in tables
    }


def id_of(db: Database, name: str) -> int:
    return int(db.execute("select id from speakers where name = ?", [name]).fetchone()[0])


@pytest.mark.parametrize(
    ("change", "speaker", "count"),
    [
        (
            lambda db: correct.merge(db, "Oskar Vane", "Ossi Vane", ME),
            "Ida Marlow and Oskar Vane",
            {"Ida Marlow": (1, 1), "Oskar Vane": (2, 2)},
        ),
        (lambda db: correct.merge(db, "Ida Marlow", "Oskar Vane", ME), "Ida Marlow", {"Ida Marlow": (1, 1)}),
        (
            lambda db: correct.rename(db, "Oskar Vane", "Oskar van der Vane", ME),
            "Ida Marlow and Oskar van der Vane",
            {"Oskar van der Vane": (1, 1)},
        ),
        (lambda db: correct.correct(db, 1, ME, speaker="Oskar Vane"), "Oskar Vane", {"Oskar Vane": (1, 1)}),
        (lambda db: correct.correct(db, 1, ME, speaker=None), None, {"Ossi Vane": (1, 1)}),
        (lambda db: correct.not_a_quotation(db, 1, ME), "gone", {"Ossi Vane": (1, 1)}),
    ],
)
def test_what_a_human_says_holds_and_can_be_taken_back(
    db: Database, change: Callable[[Database], int], speaker: str | None, count: dict[str, tuple[int, int]]
) -> None:
    save(db, quote(SOLD, *BOTH))
    save(db, quote(ALONE, "Ossi Vane"), key="b")
    before = everything(db)
    number = change(db)
    for version in ("2", "3"):
        assert shown(db).get(SOLD, "gone") == speaker
        assert counts(db).items() >= count.items() and sum(quotes for quotes, _ in counts(db).values()) >= 1
        save(db, quote(SOLD, *BOTH), version=version)
    correct.undo(db, number)
    after = everything(db)
    assert after["joint_speakers"] == before["joint_speakers"] and after["speaker_counts"] == before["speaker_counts"]
    assert shown(db)[SOLD] == "Ida Marlow and Oskar Vane"


def test_split_takes_the_part_in_a_joint_statement_along(db: Database) -> None:
    save(db, quote(SOLD, *BOTH))
    save(db, quote(ALONE, "Oskar Vane"), key="b", source="Moor Times")
    sql = "select names.id from names join articles on articles.id = article where key = 'a' and name = 'Oskar Vane'"
    number = correct.split(db, "Oskar Vane", [db.execute(sql).fetchone()[0]], ME, name="Oskar Vane jr")
    assert shown(db) == {SOLD: "Ida Marlow and Oskar Vane jr", ALONE: "Oskar Vane"}
    assert counts(db)["Oskar Vane jr"] == counts(db)["Oskar Vane"] == (1, 1)
    correct.undo(db, number)
    assert shown(db)[SOLD] == "Ida Marlow and Oskar Vane" and counts(db)["Oskar Vane"] == (2, 2)


def test_who_went_is_named_where_the_correction_is_told(db: Database) -> None:
    save(db, quote(SOLD, *BOTH))
    correct.correct(db, 1, ME, speaker="Oskar Vane")
    (correction,) = correct.listed(db)
    assert correction.before["others"] == [["Oskar Vane", "person", id_of(db, "Oskar Vane")]]
    assert next(iter(gold.gold(db.conn)))["quotes"][0]["speaker_entity"] == ["Oskar Vane"]


def test_gold_has_all_of_them(db: Database) -> None:
    save(db, quote(SOLD, *BOTH), quote(ALONE, "Oskar Vane"))
    correct.not_a_quotation(db, 2, ME)
    (article,) = gold.gold(db.conn)
    (exported,) = article["quotes"]
    assert (exported["joint"], exported["speakers"]) == (True, list(BOTH))
    assert set(BOTH) <= set(exported["speaker_entity"]) and json.dumps(article)
