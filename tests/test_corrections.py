"""A human's last word: it guides joining, outlives every load, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from quotes import corrections, store
from quotes.corrections import By
from quotes.errors import CorrectionError
from quotes.models import Article, Quote

ME = By("ida", "read it")
TEXT = "“The bridge is safe,” said Zoë Lindqvist. “Ferries will sail,” she said. “So-called” friends."
SAFE, SAIL, TERM = "The bridge is safe,", "Ferries will sail,", "So-called"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = store.connect(tmp_path / "quotes.db")
    yield opened
    opened.close()


def save(db: Database, key: str, *said: tuple[str, str | None], version: str = "1", **about: Any) -> None:
    """An article in which each of these words is said by that speaker."""
    found = {"kind": "direct", "rule": "test", "confidence": 0.6}
    quotes = []
    for words, speaker in said:
        start = TEXT.index(words)
        of = {"speaker": speaker, "speaker_kind": "person" if speaker else "unknown"}
        quotes.append(Quote.model_validate(found | of | {"text": words, "spans": [(start, start + len(words))]}))
    fields = {"id": key, "source": "Tarn Post", "published": "2026-03-01", "text": TEXT, "quotes": quotes}
    store.save(db, Article.model_validate(fields | about), version=version)


def said(db: Database) -> list[tuple[str, str | None]]:
    return [tuple(row) for row in db.execute("select text, speaker from said order by article_id, id").fetchall()]


def everything(db: Database) -> dict[str, list[Any]]:
    """All tables but the corrections themselves."""
    tables = ("speakers", "names", "quotes", "aliases", "blocks", "roles", "outlets", "offices", "fixed", "apart")
    return {table: sorted(map(repr, db.execute(f"select * from {table}").fetchall())) for table in tables}


def number(db: Database, name: str) -> int:
    return int(db.execute("select id from speakers where name = ?", [name]).fetchone()[0])


def test_a_corrected_speaker_survives_loads_versions_and_joining_again(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Zoë Lindqvist"))
    corrections.correct(db, 2, ME, speaker="Olaf Stein")
    expected = [(SAFE, "Zoë Lindqvist"), (SAIL, "Olaf Stein")]
    assert said(db) == expected
    assert db.execute("select rule, confidence from quotes where id = 2").fetchone() == ("correction", 1.0)
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Mona Tarn"), version="2")
    assert said(db) == expected
    store.rejoin(db)
    assert said(db) == expected
    save(db, "a", (SAFE, "Zoë Lindqvist"), version="3")
    assert sorted(said(db)) == sorted(expected), "also where the new version does not find it at all"


def test_what_is_no_quotation_stays_away_until_that_is_undone(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"), (TERM, None))
    correction = corrections.not_a_quotation(db, 2, ME)
    save(db, "a", (TERM, "Olaf Stein"), (SAFE, "Zoë Lindqvist"), version="2")
    assert said(db) == [(SAFE, "Zoë Lindqvist")]
    corrections.undo(db, correction)
    assert said(db) == [(SAFE, "Zoë Lindqvist"), (TERM, None)]


def test_a_merge_is_an_alias_from_then_on(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    save(db, "b", (SAFE, "Zo Queen"))
    corrections.merge(db, "Zoë Lindqvist", "Zo Queen", ME)
    save(db, "c", (SAFE, "Zo Queen"), source="Moor Times")
    assert {name for _, name in said(db)} == {"Zoë Lindqvist"}
    store.rejoin(db)
    assert {name for _, name in said(db)} == {"Zoë Lindqvist"}


def test_undoing_a_merge_gives_back_what_came_since(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    save(db, "b", (SAFE, "Zo Queen"))
    correction = corrections.merge(db, "Zoë Lindqvist", "Zo Queen", ME)
    save(db, "c", (SAFE, "Zo Queen"), source="Moor Times")
    corrections.undo(db, correction)
    assert [name for _, name in said(db)] == ["Zoë Lindqvist", "Zo Queen", "Zo Queen"]


def test_a_split_survives_joining_again(db: Database) -> None:
    for key in "abc":
        save(db, key, (SAFE, "Zoë Lindqvist"))
    corrections.split(db, "Zoë Lindqvist", [2], ME, name="Zoë Lindqvist of Holm")
    expected = ["Zoë Lindqvist", "Zoë Lindqvist of Holm", "Zoë Lindqvist"]
    assert [name for _, name in said(db)] == expected
    store.rejoin(db)
    save(db, "b", (SAFE, "Zoë Lindqvist"), (SAIL, None), version="2")
    assert [name for words, name in said(db) if words == SAFE] == expected


def test_a_renamed_speaker_is_found_by_both_names(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    corrections.rename(db, "Zoë Lindqvist", "Zoë Berg", ME)
    save(db, "b", (SAFE, "Zoë Lindqvist"), source="Moor Times")
    save(db, "c", (SAFE, "Zoë Berg"), source="Holm Echo")
    assert {name for _, name in said(db)} == {"Zoë Berg"}
    store.rejoin(db)
    assert {name for _, name in said(db)} == {"Zoë Berg"}


CHANGES: dict[str, Callable[[Database], int]] = {
    "merge": lambda db: corrections.merge(db, "Zoë Lindqvist", "Zo Queen", ME),
    "rename": lambda db: corrections.rename(db, "Zo Queen", "Zora Queen", ME),
    "split": lambda db: corrections.split(db, "Zoë Lindqvist", [1], ME),
    "speaker": lambda db: corrections.correct(db, 1, ME, speaker="Zo Queen"),
    "new speaker": lambda db: corrections.correct(db, 1, ME, speaker="Olaf Stein"),
    "nobody": lambda db: corrections.correct(db, 1, ME, speaker=None),
    "no quotation": lambda db: corrections.not_a_quotation(db, 1, ME),
}


@pytest.mark.parametrize("change", CHANGES)
def test_undo_leaves_everything_as_it_was(db: Database, change: str) -> None:
    for key, name in zip("abc", ("Zoë Lindqvist", "Zoë Lindqvist", "Zo Queen"), strict=True):
        save(db, key, (SAFE, name))
    if change in ("speaker",):
        corrections.rename(db, "Zo Queen", "Zora Quin", ME)
        corrections.rename(db, "Zora Quin", "Zo Queen", ME)
    before = everything(db)
    correction = CHANGES[change](db)
    assert everything(db) != before
    corrections.undo(db, correction)
    assert everything(db) == before
    assert [one.id for one in corrections.listed(db)] == [n for n in range(1, correction) if change == "speaker"]


def test_what_was_there_who_when_and_why_is_kept(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    corrections.correct(db, 1, ME, speaker="Olaf Stein")
    (one,) = corrections.listed(db)
    assert (one.who, one.why, one.action, one.article) == ("ida", "read it", "speaker", "a")
    assert (one.before["speaker_name"], one.after["speaker_name"]) == ("Zoë Lindqvist", "Olaf Stein")
    assert one.made.startswith("20") and one.undone is None


BAD: list[tuple[Callable[[Database], object], str]] = [
    (lambda db: corrections.merge(db, "Zo Queen", "Zo Queen", ME), "is one already"),
    (lambda db: corrections.merge(db, "Zo Queen", "Nobody Known", ME), "nobody is called 'Nobody Known'; find names"),
    (lambda db: corrections.merge(db, "Zo Queen", 99, ME), "there is no speaker 99"),
    (
        lambda db: corrections.rename(db, "Zo Queen", "Zoë Lindqvist", ME),
        "there is a Zoë Lindqvist already.*merge them",
    ),
    (lambda db: corrections.rename(db, "Zo Queen", " ", ME), "is no name"),
    (lambda db: corrections.rename(db, "Zo Queen", "Zo Queen", ME), "has that name already"),
    (lambda db: corrections.split(db, "Zo Queen", [3], ME), "one place only; there is nothing to split"),
    (lambda db: corrections.split(db, "Zoë Lindqvist", [], ME), "none of the 2 places"),
    (lambda db: corrections.split(db, "Zoë Lindqvist", [1, 2], ME), "all of the 2 places"),
    (lambda db: corrections.correct(db, 99, ME, speaker="Zo Queen"), "there is no quotation 99"),
    (lambda db: corrections.correct(db, 1, ME, speaker="!"), "is no name"),
    (lambda db: corrections.undo(db, 99), "there is no correction 99"),
]


@pytest.mark.parametrize(("change", "message"), BAD, ids=[message for _, message in BAD])
def test_what_cannot_be_is_said_and_nothing_changes(db: Database, change: Any, message: str) -> None:
    for key, name in zip("abc", ("Zoë Lindqvist", "Zoë Lindqvist", "Zo Queen"), strict=True):
        save(db, key, (SAFE, name))
    before = everything(db)
    with pytest.raises(CorrectionError, match=message):
        change(db)
    assert everything(db) == before and corrections.listed(db) == []


def test_a_merge_against_a_correction_names_it(db: Database) -> None:
    for key in "ab":
        save(db, key, (SAFE, "Zoë Lindqvist"))
    correction = corrections.split(db, "Zoë Lindqvist", [2], ME)
    one, two = (row[0] for row in db.execute("select id from speakers order by id").fetchall())
    with pytest.raises(CorrectionError, match=f"are two by correction {correction}; undo that first"):
        corrections.merge(db, one, two, ME)
    with pytest.raises(CorrectionError, match=r"2 are called 'Zoë Lindqvist': .* give the number"):
        corrections.rename(db, "Zoë Lindqvist", "Zoë Berg", ME)
    corrections.undo(db, correction)
    with pytest.raises(CorrectionError, match="was undone on"):
        corrections.undo(db, correction)


def test_a_correction_that_others_build_on_is_not_undone_first(db: Database) -> None:
    for key, name in zip("ab", ("Zoë Lindqvist", "Zo Queen"), strict=True):
        save(db, key, (SAFE, name))
    first = corrections.merge(db, "Zoë Lindqvist", "Zo Queen", ME)
    second = corrections.rename(db, "Zoë Lindqvist", "Zoë Berg", ME)
    with pytest.raises(CorrectionError, match=f"correction {second} builds on {first}; undo {second} first"):
        corrections.undo(db, first)
    corrections.undo(db, second)
    corrections.undo(db, first)
    assert sorted(str(name) for _, name in said(db)) == ["Zo Queen", "Zoë Lindqvist"]
