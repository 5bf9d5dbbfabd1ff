"""What a speaker denied is shown with what they said on the same topic, if the articles' key terms give one."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.models import Article, Quote
from quotes.store import open_to_write, save
from quotes.store.opposed import opposed

#: The key terms of the article, the act and the words, all of one speaker.
ROWS = [
    (["mill", "Tarn"], "promises", "We will sell the mill"),
    (["classified files", "Tarn"], "states", "I never kept classified files"),
    (["harbour"], "states", "The harbour is a good place"),
    (["harbour"], "states", "Nobody talks about the weather"),
]


def pairs(tmp_path: Path, *rows: tuple[list[str], str, str]) -> list[tuple[str, tuple[str, ...]]]:
    db = open_to_write.connect(tmp_path / "quotes.db")
    for number, (terms, act, words) in enumerate([*ROWS, *rows]):
        said = Quote.model_validate(
            {"text": words, "kind": "direct", "spans": [(0, len(words))], "rule": "near_cue", "confidence": 0.9}
            | {"speaker": "Ida Marlow", "speaker_kind": "person", "act": act}
        )
        article = Article(id=str(number), published=f"2026-03-{number + 1:02}", text=words, quotes=(said,))
        save.save(db, article, topics=[(term, 0.5) for term in terms])
    text = dict(map(tuple, db.execute("select id, text from quotes").fetchall()))
    found = [(text[one.other], one.terms) for one in opposed(db.conn, 1, 5)]
    db.close()
    return found


@pytest.mark.parametrize(
    ("terms", "denial", "beside"),
    [
        (["mill"], "I have not sold the mill", [("We will sell the mill", ("mill",))]),
        (["MILL"], "I have not sold the Mill", [("We will sell the mill", ("mill",))]),
        ([], "I had no classified files", [("I never kept classified files", ("classified files",))]),
        ([], "There was no place in the harbour", []),  # one word, of other articles
        (["ferry"], "I never saw the ferry", []),
        (["weather"], "I never saw the harbour", []),
    ],
)
def test_what_stands_beside_a_denial(tmp_path: Path, terms: list[str], denial: str, beside: list[object]) -> None:
    found = pairs(tmp_path, (terms, "denies", denial))
    assert [(words, tuple(term.lower() for term in shared)) for words, shared in found] == beside


def test_without_a_denial_nothing_does(tmp_path: Path) -> None:
    assert pairs(tmp_path, (["mill"], "accuses", "They sold the mill")) == []
