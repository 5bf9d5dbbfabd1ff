"""A large group of names waits until enough of it is new, but never longer than until the next day."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from quotes.models import Article
from quotes.people import rejoin
from quotes.store import save


def load(db: Database, first: int, names: list[str]) -> int:
    said = {"text": "Y", "kind": "direct", "spans": [(0, 1)], "rule": "test", "confidence": 0.9}
    for number, name in enumerate(names, first):
        quote = said | {"speaker": name, "speaker_kind": "person"}
        about = {"id": f"a{number}", "source": "Tarn Post", "published": "2026-03-01", "text": "Yes."}
        save.save(db, Article.model_validate(about | {"quotes": [quote]}))
    return save.settle(db)


def waiting(db: Database) -> int:
    return int(db.execute("select count(*) from stirred").fetchone()[0])


def test_a_large_group_waits_but_not_for_ever(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejoin, "LARGE", 20)
    assert load(db, 0, ["Ida Brandt"] * 40) == 40
    assert load(db, 40, ["Brandt"]) == 0
    assert waiting(db) == 1, "one of 41 is less than a twentieth"
    assert load(db, 41, []) == 0
    db.execute("update stirred set since = '2026-01-01'")
    assert load(db, 41, []) == 41, "on the next day"
    assert waiting(db) == 0


def test_a_large_group_is_joined_again_when_enough_of_it_is_new(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejoin, "LARGE", 20)
    load(db, 0, ["Ida Brandt"] * 40)
    assert load(db, 40, ["Brandt"] * 2) == 0
    assert load(db, 42, ["Brandt"]) == 43
