"""He, she or unknown: what articles say about a speaker's gender, and that it moves with the quotations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from quotes.models import Article, Quote
from quotes.people.corrections.known_people import keep_known
from quotes.people.gender import told_by_name, told_by_quotation
from quotes.store import check, correct, open_to_write
from quotes.store import save as store
from quotes.store.correct import By

ME = By("ida", "read it")


@pytest.mark.parametrize(
    ("mention", "role", "text", "kind", "tells"),
    [
        ("he", None, "No.", "direct", "male pronoun"),
        ("She", "spokesman", "No.", "direct", "female pronoun"),
        ("they", None, "No.", "direct", None),
        ("Mr. Vane", None, "No.", "direct", "male title"),
        ("Baroness Vane", None, "No.", "direct", "female title"),
        ("Dr Vane", None, "No.", "direct", None),
        ("Mr and Mrs Vane", None, "No.", "direct", None),
        ("Mr Vane’s aides", None, "No.", "direct", None),
        ("Vane", "spokeswoman for the king", "No.", "direct", "female role"),
        ("Vane", "mother of two sons", "No.", "direct", "female role"),
        ("Vane", "bishop", "No.", "direct", None),
        ("Vane", "chairman", "No.", "direct", None),
        ("Vane", None, "she had no idea", "indirect", "female pronoun"),
        ("Vane", None, "She had no idea", "direct", None),
        ("Vane", None, "the sheet was wet", "indirect", None),
        (None, None, "she had no idea", "indirect", None),
        ("Vane", None, "", "indirect", None),
    ],
)
def test_what_one_quotation_tells(mention: str | None, role: str | None, text: str, kind: str, tells: str) -> None:
    assert told_by_quotation(mention, role, text, kind) == tells


@pytest.mark.parametrize(
    ("name", "kind", "tells"),
    [
        ("Anna Brandt", "person", "female first name"),
        ("J. Robert Brandt", "person", "male first name"),
        ("Robin Brandt", "person", None),
        ("Sir Robin Brandt", "person", "male title"),
        ("Brandt", "person", None),
        ("An Do-yun", "person", None),
        ("Yang Cheng", "person", None),  # the surname stands first
        ("Lily Chen", "person", "female first name"),
        ("Yury Brandt", "person", "male first name"),
        ("Anna Brandt", "organisation", None),
        ("Many of the guests", "unknown", None),
    ],
)
def test_what_a_name_tells(name: str, kind: str, tells: str | None) -> None:
    assert told_by_name(name, kind) == tells


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_to_write.connect(tmp_path / "news.db")
    yield opened
    assert list(check.problems(opened.conn)) == [], "the sums are those of the rows, whatever was done"
    opened.close()


def save(db: Database, key: str, *said: tuple[str, str], **about: Any) -> None:
    """An article with quotations, each of a speaker, and the words that name them there."""
    text = " ".join(f"Yes, {mention} said." for _, mention in said)
    quotes, at = [], 0
    for speaker, mention in said:
        at = text.index(mention, at)
        of = {"speaker": speaker, "speaker_kind": "person", "speaker_mention": [(at, at + len(mention))]}
        found = {"text": "Yes", "kind": "direct", "spans": [(at - 5, at - 2)], "rule": "test", "confidence": 0.9}
        quotes.append(Quote.model_validate(found | of))
        at += len(mention)
    fields = {"id": key, "source": "Tarn Post", "published": "2026-03-01", "text": text, "quotes": quotes}
    store.save(db, Article.model_validate(fields | about))


def gender(db: Database, name: str) -> Any:
    columns = "gender, gender_by, gender_for, gender_against"
    return db.execute(f"select {columns} from speakers where name = ?", [name]).fetchone()[:]


def number(db: Database, name: str) -> int:
    return int(db.execute("select id from speakers where name = ?", [name]).fetchone()[0])


@pytest.mark.parametrize(
    ("mentions", "found"),
    [
        (["Robin Moor"], (None, None)),
        (["Robin Moor", "he"], ("male", "pronoun")),
        (["Ms Moor", "she"], ("female", "title")),
        (["he", "she"], (None, None)),
        (["he", "he", "she"], (None, None)),
        (["he", "she", "he", "he", "he", "he"], ("male", "pronoun")),
    ],
)
def test_what_agrees_is_given(db: Database, mentions: list[str], found: tuple[str | None, str | None]) -> None:
    save(db, "a", *(("Robin Moor", mention) for mention in mentions))
    assert gender(db, "Robin Moor")[:2] == found


def test_a_first_name_counts_once_however_many_articles_there_are(db: Database) -> None:
    for key in "abcde":
        save(db, key, ("Anna Moor", "Moor"))
    assert gender(db, "Anna Moor") == ("female", "first name", 5, 0)
    save(db, "f", ("Anna Moor", "he"), ("Anna Moor", "he"), ("Anna Moor", "he"))
    assert gender(db, "Anna Moor")[0] is None, "it conflicts"


def test_it_follows_an_article_that_is_loaded_again(db: Database) -> None:
    save(db, "a", ("Robin Moor", "he"))
    save(db, "a", ("Robin Moor", "Moor"))
    assert gender(db, "Robin Moor")[0] is None
    save(db, "a", ("Robin Moor", "she"))
    assert gender(db, "Robin Moor") == ("female", "pronoun", 1, 0)


def test_it_follows_a_merge_and_its_undoing(db: Database) -> None:
    save(db, "a", ("Robin Moor", "Moor"))
    save(db, "b", ("Terry Holm", "she"))
    merged = correct.merge(db, number(db, "Robin Moor"), number(db, "Terry Holm"), ME)
    assert gender(db, "Robin Moor") == ("female", "pronoun", 1, 0)
    save(db, "c", ("Robin Moor", "she"))
    correct.rejoin(db)
    assert gender(db, "Robin Moor") == ("female", "pronoun", 2, 0)
    correct.undo(db, merged)
    assert gender(db, "Terry Holm") == ("female", "pronoun", 1, 0)
    assert gender(db, "Robin Moor") == ("female", "pronoun", 1, 0)


def test_it_follows_a_split_and_a_corrected_quotation(db: Database) -> None:
    save(db, "a", ("Robin Moor", "he"))
    save(db, "b", ("Robin Moor", "she"))
    assert gender(db, "Robin Moor")[0] is None
    (place,) = db.execute(
        "select names.id from names join articles on articles.id = article where key = 'b'"
    ).fetchone()
    split = correct.split(db, number(db, "Robin Moor"), [place], ME, name="Robin Moor of Holm")
    assert (gender(db, "Robin Moor")[0], gender(db, "Robin Moor of Holm")[0]) == ("male", "female")
    correct.undo(db, split)
    assert gender(db, "Robin Moor")[0] is None
    (quote,) = db.execute("select id from quotes where mention = 'he'").fetchone()
    correct.correct(db, quote, ME, speaker="Olaf Stein", new=True)
    assert (gender(db, "Robin Moor")[0], gender(db, "Olaf Stein")[0]) == ("female", "male")


def test_what_a_list_says_stays(db: Database) -> None:
    save(db, "a", ("Robin Moor", "he"))
    with db.conn:
        keep_known(db, [(2, {"name": "Robin Moor", "gender": "other"})], "people.csv")
    assert gender(db, "Robin Moor")[:2] == ("other", "list")
    save(db, "b", ("Robin Moor", "he"))
    save(db, "c", ("Robina Moor", "she"))
    correct.undo(db, correct.merge(db, number(db, "Robin Moor"), number(db, "Robina Moor"), ME))
    assert gender(db, "Robin Moor")[:2] == ("other", "list")
    assert gender(db, "Robina Moor")[0] == "female"
