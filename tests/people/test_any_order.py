"""Whatever order articles come in, they give the same people; and joining all of them again changes nothing."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from quotes.models import Article, Quote
from quotes.store import correct, open_to_write, save
from tools.people_truth import articles, invent

People = frozenset[frozenset[tuple[str, str, str]]]
NAMES = (
    "Ida Brandt",
    "Ida A. Brandt",
    "I. Brandt",
    "Brandt",
    "Mrs Brandt",
    "Olaf Brandt",
    "Ida Brandt Moor",
    "Ida",
    "TFA",
)
MORE = ("Tarn Ferry Authority", "Bill Brandt", "William Brandt", "Moor")
ROLES = (None, None, "Tarn mayor", "Holm United striker", "novelist", "senator", "retired surgeon", "mayor of Holm")


def people(db: Database) -> People:
    """The names of articles, by who is meant, with why."""
    found: dict[int, set[tuple[str, str, str]]] = {}
    sql = "select articles.key, names.name, why, speaker from names join articles on articles.id = article"
    for key, name, why, speaker in db.execute(sql).fetchall():
        found.setdefault(speaker, set()).add((key, name, "" if why in ("name", "new") else why))
    return frozenset(map(frozenset, found.values()))


def loaded(folder: Path, every: list[Article], *, loads: int = 1) -> tuple[People, People]:
    """The people whom articles give in this order, in so many loads, and those after joining all of them again."""
    path = folder / f"{random.random()}.db"
    db = open_to_write.connect(path)
    for number in range(loads):
        for article in every[number::loads]:
            save.save(db, article, topics=[(word, 1.0) for word in article.text.split()[:2]])
        save.settle(db)
    before = people(db)
    correct.rejoin(db)
    after = people(db)
    db.close()
    path.unlink()
    return before, after


def test_invented_articles_give_the_same_people_in_any_order(tmp_path: Path) -> None:
    rng = random.Random(3)
    every = [article for article, _ in articles(invent(60, rng), 600, rng)]
    first, again = loaded(tmp_path, every)
    assert first == again
    for loads in (1, 3):
        rng.shuffle(every)
        assert loaded(tmp_path, every, loads=loads) == (first, first)


def article(number: int, named: list[tuple[str, str | None]], outlet: str, day: int) -> Article:
    said = {"text": "Yes", "kind": "direct", "spans": [(0, 3)], "rule": "test", "confidence": 0.9}
    kinds = {"TFA": "organisation", "Tarn Ferry Authority": "organisation"}
    quotes = [said | {"speaker": n, "role": r, "speaker_kind": kinds.get(n, "person")} for n, r in named]
    about = {"id": str(number), "source": outlet, "published": f"2026-0{1 + day % 9}-01", "text": "Yes and no"}
    return Article.model_validate(about | {"quotes": [Quote.model_validate(quote) for quote in quotes]})


NAMED = st.lists(
    st.tuples(st.sampled_from(NAMES + MORE), st.sampled_from(ROLES)),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one[0],
)
TOLD = st.lists(
    st.tuples(NAMED, st.sampled_from(("Tarn Post", "Holm Echo")), st.integers(0, 8)), min_size=2, max_size=14
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TOLD, st.randoms(use_true_random=False))
def test_any_articles_give_the_same_people_in_any_order(tmp_path: Path, told: object, rng: random.Random) -> None:
    every = [article(number, *one) for number, one in enumerate(told)]  # type: ignore[arg-type, call-overload]
    first, again = loaded(tmp_path, every)
    assert first == again
    rng.shuffle(every)
    assert loaded(tmp_path, every, loads=2) == (first, first)
