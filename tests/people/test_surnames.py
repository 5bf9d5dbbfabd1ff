"""A surname alone: whose it is by its gender, by its order, and when an article takes it for a body's."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from quotes.models import Article, Quote
from quotes.store import save


def told(db: Database, key: str, name: str, text: str, *, kind: str = "person", mention: str | None = None) -> None:
    """Save an article in which somebody says that it is late."""
    text = f"{text} {mention or name} said it was late."
    start, said = text.rindex("it was"), text.rindex(mention or name)
    quote = Quote(
        text="it was late",
        kind="indirect",
        spans=((start, start + len("it was late")),),
        speaker=name,
        speaker_mention=((said, said + len(mention or name)),),
        speaker_kind=kind,  # type: ignore[arg-type]
        rule="report_clause",
        confidence=0.9,
    )
    article = Article(id=key, source="Tarn Post", published="2026-03-03", text=text, quotes=(quote,))
    save.save(db, article, topics=[])


def by(db: Database, key: str) -> tuple[str, str]:
    """The name and kind of who speaks in an article."""
    sql = """
        select speakers.name, speakers.kind from names join speakers on speakers.id = speaker
        join articles on articles.id = article where articles.key = ?
    """
    return tuple(db.execute(sql, [key]).fetchone())


@pytest.mark.parametrize(
    ("mention", "who"), [("Lindqvist", "Sofia Lindqvist"), ("Mrs Lindqvist", "Sofia Lindqvist"), ("Mr Lindqvist", None)]
)
def test_a_title_speaks_against_the_one_of_the_surname(db: Database, mention: str, who: str | None) -> None:
    for number in range(20):
        told(db, f"full-{number}", "Sofia Lindqvist", "Talks went on.")
    told(db, "alone", "Lindqvist", "Talks ended.", mention=mention)
    save.settle(db)
    assert by(db, "alone") == (who or "Lindqvist", "person")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Talks ended.", ("Sofia Lindqvist", "person")),
        ("Lindqvist said that its ships would sail.", ("Lindqvist", "organisation")),
    ],
)
def test_a_surname_is_a_body_only_where_the_text_shows_one(db: Database, text: str, who: tuple[str, str]) -> None:
    for number in range(20):
        told(db, f"full-{number}", "Sofia Lindqvist", "Talks went on.")
    for number in range(3):
        told(db, f"alone-{number}", "Lindqvist", text, kind="organisation")
    save.settle(db)
    assert [by(db, f"alone-{number}") for number in range(3)] == [who] * 3


def test_a_surname_that_stands_first_is_one(db: Database) -> None:
    for number in range(20):
        told(db, f"full-{number}", "Seo Dae-ho", "Talks went on.")
    told(db, "alone", "Seo", "Talks ended.")
    save.settle(db)
    assert by(db, "alone") == ("Seo Dae-ho", "person")
