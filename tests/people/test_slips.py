"""A first name with a slip is the same person's; another first name is not."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from quotes.models import Article
from quotes.store import correct, save

Named = tuple[str, str | None]


def article(key: str, name: str, role: str | None) -> Article:
    said = {"text": "Y", "kind": "direct", "spans": [(0, 1)], "rule": "test", "confidence": 0.9}
    quote = said | {"speaker": name, "speaker_kind": "person", "role": role}
    return Article.model_validate({"id": key, "source": "Moor Times", "text": "Yes, yes.", "quotes": [quote]})


#: two names with their roles, and the names of the rows that they make.
SLIPS: list[tuple[Named, Named, list[str]]] = [
    (("Robert Krell", "party chairman"), ("Robrt Krell", "chairman of the party"), ["Robert Krell"]),
    (("Robert Krell", "mayor"), ("Robrt Krell", None), ["Robert Krell"]),
    (("Kirsten Krell", "senator"), ("Kristen Krell", None), ["Kirsten Krell"]),
    (("Korey Krell", "sheriff"), ("Kory Krell", "sheriff"), ["Korey Krell"]),
    (("Robert Krell", "mayor"), ("Robrt Krell", "surgeon"), ["Robert Krell", "Robrt Krell"]),
    (("Korey Krell", "sheriff"), ("Kory Krell", None), ["Korey Krell", "Kory Krell"]),
    (("Ivana Krell", None), ("Ivanka Krell", None), ["Ivana Krell", "Ivanka Krell"]),
    (("Erik Krell", "mayor"), ("Erika Krell", "mayor"), ["Erik Krell", "Erika Krell"]),
    (("Robert Smith", None), ("Robrt Smith", None), ["Robert Smith", "Robrt Smith"]),
    (("Jerry Krell", "mayor"), ("Kerry Krell", "mayor"), ["Jerry Krell", "Kerry Krell"]),
]


@pytest.mark.parametrize(("right", "slip", "shown"), SLIPS)
def test_a_slip_in_a_first_name(db: Database, right: Named, slip: Named, shown: list[str]) -> None:
    save.save(db, article("a", *slip))
    save.save(db, article("b", *right))
    save.save(db, article("c", *right))
    save.settle(db)
    assert sorted(name for (name,) in db.execute("select name from speakers").fetchall()) == shown
    correct.rejoin(db)
    assert sorted(name for (name,) in db.execute("select name from speakers").fetchall()) == shown


def test_a_slip_in_one_article_keeps_no_other_form_of_the_name_away(db: Database) -> None:
    for number, name in enumerate(("Robert Krell", "Robert Krell", "Robrt Krell", "Robert A. Krell", "Bob Krell")):
        save.save(db, article(str(number), name, "mayor of Tarn"))
    save.settle(db)
    assert [name for (name,) in db.execute("select name from speakers").fetchall()] == ["Robert Krell"]
