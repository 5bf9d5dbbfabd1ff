"""One person across articles: names, roles, who is joined and who is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from quotes.errors import SourceError
from quotes.evaluate import GoldArticle, evaluate_people, people_report
from quotes.models import Article, Quote
from quotes.names.compare import compare
from quotes.names.name import parse
from quotes.people.role import against, alike, parse_role
from quotes.store import correct, open_to_write, save, schema
from tools.people_truth import judge


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Zoë Lindqvist", "ZOE LINDQVIST’s", "same"),
        ("Dr. Ida M. Brandt", "Ida Brandt", "same"),
        ("Ida Rosa Brandt", "Ida Brandt", "same"),
        ("Tom O’Dorn", "Tom O'Dorn", "same"),
        ("Bill Vikberg", "William Vikberg", "near"),
        ("Sergei Tarlovskiy", "Sergey Tarlovsky", "near"),
        ("J. Holm", "Jens Holm", "far"),
        ("J. Holm", "J. Holm", "far"),
        ("J. K. Holm", "J.K. Holm", "same"),
        ("Ines Moral Costa", "Ines Moral", "far"),
        ("Brandt", "Ida Brandt", "bare"),
        ("de Lorn", "Marta de Lorn", "bare"),
        ("Al Dorn", "Ida Dorn", None),
        ("Ida A. Brandt", "Ida B. Brandt", None),
        ("Nils Brandt Jr.", "Nils Brandt", None),
        ("Ida Brandt", "Ivo Brandt", None),
    ],
)
def test_two_names_of_people(one: str, other: str, level: str | None) -> None:
    pair = parse(one, "person"), parse(other, "person")
    assert (compare(*pair), compare(*reversed(pair))) == (level, level)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("The Tarn Post", "Tarn Post", "same"),
        ("Tarn Ferries Ltd.", "Tarn Ferries", "same"),
        ("TFA", "Tarn Ferry Authority", "far"),
        ("T.F.A.", "TFA", "same"),
        ("Moor & Sons", "Moor and Sons", "same"),
        ("Tarn Post", "Moor Post", None),
    ],
)
def test_two_names_of_organisations(one: str, other: str, level: str | None) -> None:
    pair = parse(one, "organisation"), parse(other, "organisation")
    assert (compare(*pair), compare(*reversed(pair))) == (level, level)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("the US president", "American President", "alike"),
        ("former Tarn mayor", "mayor of Tarn", "alike"),
        ("F.B.I. director", "FBI director", "alike"),
        ("Tarn mayor", "minister", None),
        ("Tarn mayor", "Holm United striker", "likely"),
        ("Tarn mayor", "mayor of Holm", "likely"),
        ("Tarn mayor", "former mayor of Holm", None),
        ("TFA director", "director of the Tarn Ferry Authority", None),
        ("US senator", "Lornia senator", None),
        ("Democratic senator", "Lornia senator", "alike"),
        ("senator", "candidate", None),
        ("retired surgeon", "candidate", None),
        ("French minister", "Polish minister", "surely"),
        ("novelist", "police superintendent", "surely"),
        ("businessman", "president", None),
    ],
)
def test_two_roles(one: str, other: str, verdict: str | None) -> None:
    roles = parse_role(one), parse_role(other)
    assert ("alike" if alike(*roles) else against(*roles)) == verdict


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_to_write.connect(tmp_path / "quotes.db")
    yield opened
    opened.close()


def tell(
    db: Database,
    *told: Any,
    outlet: str = "Tarn Post",
    day: str | None = "2026-03-01",
    topics: tuple[str, ...] = (),
    key: str = "",
) -> list[int]:
    """Save an article that quotes (name, role) pairs or (name, role, kind); the speakers they are joined to."""
    named = [(*one, "person")[:3] if isinstance(one, tuple) else (one, None, "person") for one in told]
    key = key or str(db.execute("select count(*) from articles").fetchone()[0])
    said = {"text": "Yes", "kind": "direct", "spans": [(0, 3)], "rule": "test", "confidence": 0.9}
    quotes = tuple(
        Quote.model_validate(said | dict(zip(("speaker", "role", "speaker_kind"), one, strict=True))) for one in named
    )
    about = {"id": key, "source": outlet, "published": day, "text": "Yes", "quotes": quotes}
    save.save(db, Article.model_validate(about), topics=[(term, 1.0) for term in topics])
    sql = "select name, kind, speaker from names join articles on articles.id = article where key = ?"
    found = {(name, kind): speaker for name, kind, speaker in db.execute(sql, [key]).fetchall()}
    return [found[name, kind] for name, _, kind in named]


def people(db: Database) -> list[str]:
    return [name for (name,) in db.execute("select name from speakers order by name").fetchall()]


def test_variants_of_a_name_are_one_person_under_the_fullest_name(db: Database) -> None:
    for name in (
        "W. VIKBERG",
        "W. Vikberg",
        "WILLIAM VIKBERG",
        "William Vikberg",
        "Bill Vikberg",
        "Mr William K. Vikberg",
        "WILLIAM VIKBERG",
    ):
        tell(db, name)
    assert people(db) == ["William Vikberg"]
    correct.rejoin(db)
    assert people(db) == ["William Vikberg"]


def test_namesakes_in_two_trades_stay_two_and_an_article_that_does_not_tell_joins_neither(db: Database) -> None:
    (mayor,) = tell(db, ("Ida Brandt", "Tarn mayor"))
    (striker,) = tell(db, ("Ida Brandt", "Holm United striker"), outlet="Holm Echo")
    assert mayor != striker
    assert tell(db, ("Ida Brandt", "mayor of Tarn"), outlet="Moor Times") == [mayor]
    assert tell(db, "Ida Brandt", outlet="Holm Echo", day="2026-03-09") == [striker]
    (unclear,) = tell(db, "Ida Brandt", outlet="Far Away News")
    assert unclear not in (mayor, striker)


def test_a_change_of_role_is_no_other_person(db: Database) -> None:
    roles = (
        "Tarn councillor",
        "Tarn mayor",
        "finance minister",
        "former finance minister",
        "governor of the Tarn Bank",
    )
    found = {tell(db, ("Ida Brandt", role), day=f"20{10 + 3 * n}-01-01")[0] for n, role in enumerate(roles)}
    assert len(found) == 1


def test_a_surname_goes_to_the_one_of_that_role_and_else_stays_by_itself(db: Database) -> None:
    (ida,) = tell(db, ("Ida Brandt", "Tarn mayor"))
    assert tell(db, ("Brandt", "Tarn mayor"), outlet="Moor Times") == [ida]
    assert tell(db, "Brandt", outlet="Far Away News") != [ida]
    tell(db, ("Olaf Brandt", "Tarn mayor"), outlet="Holm Echo")
    assert tell(db, ("Brandt", "Tarn mayor"), outlet="Lorn Gazette") != [ida]


def test_a_surname_goes_to_the_one_spoken_of_with_the_same_topics(db: Database) -> None:
    (ida,) = tell(db, "Ida Brandt", topics=("ferry", "harbour", "toll"))
    (olaf,) = tell(db, "Olaf Brandt", topics=("opera", "tenor"), outlet="Holm Echo")
    for _ in range(2):
        assert tell(db, "Brandt", topics=("toll", "ferry"), outlet="Far Away News", key="far") == [ida]
        assert tell(db, "Brandt", topics=("opera", "toll"), outlet="Lorn Gazette", key="lorn") not in ([ida], [olaf])
        correct.rejoin(db)


def test_a_surname_of_a_crowd_means_nobody(db: Database) -> None:
    (mayor,) = tell(db, ("Ida Brandt", "Tarn mayor"))
    for number in range(60):
        tell(
            db,
            f"{chr(97 + number % 26).upper()}{'aeiou'[number % 5]}{number % 7 * 'n'}{number}x Brandt",
            outlet=f"{number}",
        )
    assert tell(db, ("Brandt", "Tarn mayor"), outlet="Moor Times") != [mayor]


def test_a_surname_that_came_first_follows_when_the_person_is_named_often_enough(db: Database) -> None:
    tell(db, "Zarnqvist")
    tell(db, "Mona Zarnqvist")
    assert len(people(db)) == 2
    tell(db, "Mona Zarnqvist", day="2026-03-04")
    save.settle(db)
    assert people(db) == ["Mona Zarnqvist"]


def test_what_is_undecided_of_a_name_is_one_row_however_often_it_comes(db: Database) -> None:
    for number in range(2):
        tell(db, ("Ida Holt", "Tarn mayor"), outlet=f"{number}")
        tell(db, ("Ida Holt", "novelist"), outlet=f"{number + 9}")
        tell(db, ("Olaf Holt", "surgeon"), outlet=f"{number}")
    statements: list[str] = []
    costs = []
    for count in (5, 40):
        for number in range(count):
            tell(db, "Ida Holt", day=None, outlet="Far Away News", key=f"{count}-{number}")
            tell(db, "Holt", day=None, outlet="Far Away News", key=f"{count}-{number}-alone")
        db.conn.set_trace_callback(statements.append)
        tell(db, ("Ida Holt", "Tarn mayor"), key=f"full-{count}")
        db.conn.set_trace_callback(None)
        costs.append(len(statements))
        statements.clear()
    assert Counter(people(db)) == {"Ida Holt": 3, "Holt": 1, "Olaf Holt": 1}
    assert costs[1] <= costs[0] + 5
    save.settle(db)
    assert Counter(people(db)) == {"Ida Holt": 3, "Holt": 1, "Olaf Holt": 1}
    kept = db.execute("select distinct why, probability from names where name = 'Holt'").fetchall()
    assert [row[0] for row in kept] == ["undecided"] and 0.3 < kept[0][1] < 0.7


def test_two_names_of_one_article_are_two_people(db: Database) -> None:
    ida, ivo = tell(db, ("I. Brandt", None), ("Ida Brandt", None))
    assert ida != ivo
    bill, hilda, bare = tell(db, "Bill Tarnow", "Hilda Tarnow", "Tarnow")
    assert len({bill, hilda, bare}) == 3


def test_an_organisation_and_its_acronym(db: Database) -> None:
    (full,) = tell(db, ("Tarn Ferry Authority", None, "organisation"))
    assert tell(db, ("TFA", None, "organisation"), outlet="Moor Times") == [full]
    tell(db, ("Tarn Farm Alliance", None, "organisation"))
    assert tell(db, ("TFA", None, "organisation"), outlet="Holm Echo") != [full]


PRESIDENT = ("Lornia president", None, "unknown")


def rule_of(db: Database) -> tuple[str, float]:
    row = db.execute("select rule, confidence from quotes order by id desc limit 1").fetchone()
    return row[0], row[1]


def test_an_office_stands_for_the_one_who_held_it_around_that_day(db: Database) -> None:
    (ida,) = tell(db, ("Ida Brandt", "Lornia President"), day="2020-01-10")
    tell(db, ("Ida Brandt", "Lornia president"), day="2024-12-10")
    (olaf,) = tell(db, ("Olaf Stein", "president of Lornia"), day="2025-02-01")
    assert tell(db, PRESIDENT, day="2022-05-05") == [ida]
    assert rule_of(db) == ("known_role", pytest.approx(0.72))
    assert tell(db, PRESIDENT, day="2025-03-01") == [olaf]
    assert not {ida, olaf} & set(tell(db, PRESIDENT, day="2025-01-05"))
    assert not {ida, olaf} & set(tell(db, PRESIDENT, day="2031-01-05"))
    assert rule_of(db) == ("test", 0.9)


@pytest.mark.parametrize("words", ["president", "Lornia official", "former Lornia president", "Lornia presidents"])
def test_what_is_no_single_office_stands_for_nobody(db: Database, words: str) -> None:
    (ida,) = tell(db, ("Ida Brandt", words))
    assert tell(db, (words, None, "unknown")) != [ida]


def test_an_office_learned_later_counts_when_all_are_joined_again(db: Database) -> None:
    (words,) = tell(db, PRESIDENT, day="2022-05-05")
    (ida,) = tell(db, ("Ida Brandt", "Lornia president"), day="2022-05-01")
    correct.rejoin(db)
    assert db.execute("select speaker, rule from quotes order by id limit 1").fetchone()[:] == (ida, "known_role")
    assert words not in [row[0] for row in db.execute("select id from speakers").fetchall()]
    assert tell(db, PRESIDENT, day="2022-05-05", key="0") == [ida]


ODD = (
    "",
    "’s",
    "...",
    "Jr",
    "The",
    "Mr.",
    "a\0b",
    "\ud800Ida",
    "习近平",
    "الملك",
    "’",
    "- -",
    "()",
    "Dr. Dr.",
    "x" * 5000,
    "de",
    "O",
    "“”",
)


@pytest.mark.parametrize("kind", ["person", "organisation", "unknown", "group", "anonymous"])
@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_kept_and_joined_with_themselves(db: Database, name: str, kind: str) -> None:
    said = {"text": "Yes", "kind": "direct", "spans": [(0, 3)], "rule": "test", "confidence": 0.9}
    quote = Quote.model_validate(said | {"speaker": name, "speaker_kind": kind, "role": name or None})
    for key in ("a", "b\udfff"):
        about = {"id": key, "source": name, "text": "Yes", "published": "2026-03-01", "quotes": (quote,)}
        save.save(db, Article.model_validate(about), topics=[(name, 1.0)])
    before = db.execute("select count(*) from speakers").fetchone()[0]
    assert before == (1 if name else 0) or kind == "organisation"
    correct.rejoin(db)
    assert db.execute("select count(*) from quotes").fetchone()[0] == 2


def test_a_name_of_a_script_without_spaces_is_a_full_name(db: Database) -> None:
    (first,) = tell(db, "习近平")
    assert tell(db, "习近平", outlet="Moor Times") == [first]


def test_joining_again_changes_nothing_that_was_right(db: Database) -> None:
    for name, role in (("Ida Brandt", "Tarn mayor"), ("I. Brandt", "Tarn mayor"), ("Olaf Stein", None)):
        tell(db, (name, role))
    before = db.execute("select id, speaker from quotes order by id").fetchall()
    assert correct.rejoin(db) == (2, 2)
    assert db.execute("select id, speaker from quotes order by id").fetchall() == before


@pytest.mark.parametrize("again", [False, True])
def test_invented_people_are_told_apart(tmp_path: Path, again: bool) -> None:
    figures, _, _ = judge(tmp_path / "people.db", 150, 3000, again=again)
    assert figures.pair_p >= 0.99 and figures.p >= 0.99
    assert figures.f1 >= 0.95


def test_a_database_of_the_first_schema_is_joined_when_it_is_opened(tmp_path: Path) -> None:
    old = Database(tmp_path / "old.db")
    schema.migrations.apply(old, stop_before="m003_people")
    for number, name in enumerate(("Ida Brandt", "I. Zarnqvist", "Ida Zarnqvist"), 1):
        old.execute("insert into articles (id, key, text) values (?, ?, 'x')", [number, str(number)])
        old.execute(
            "insert into speakers (id, name, kind, key) values (?, ?, 'person', ?)", [number, name, name.lower()]
        )
        row = [number, name, number]
        old.execute("insert into names (article, name, kind, speaker) values (?, ?, 'person', ?)", row)
        sql = "insert into quotes (article, speaker_name, speaker, speaker_kind, text, kind, key)"
        old.execute(f"{sql} values (?, ?, ?, 'person', 'x', 'direct', 'k')", [number, name, number])
    old.conn.commit()
    old.close()
    told: list[str] = []
    db = open_to_write.connect(tmp_path / "old.db", tell=told.append)
    assert people(db) == ["Ida Brandt", "Ida Zarnqvist"]
    assert len({row[0] for row in db.execute("select speaker from quotes").fetchall()}) == 2
    db.close()
    assert ["bringing its 3 articles up to date" in line for line in told] == [True]
    open_to_write.connect(tmp_path / "old.db", tell=told.append).close()
    open_to_write.connect(tmp_path / "new.db", tell=told.append).close()
    assert len(told) == 1


def gold_article(key: str, *names: str) -> GoldArticle:
    text = " ".join(f"“Yes {number},” said {name}." for number, name in enumerate(names))
    quotes = []
    for number, name in enumerate(names):
        start = text.index(f"Yes {number},")
        quotes.append({"kind": "direct", "spans": [(start, start + 6)], "speaker_entity": [name]})
    return GoldArticle.model_validate({"id": key, "text": text, "quotes": quotes})


def test_the_figures_count_mentions_and_pairs() -> None:
    gold = [
        gold_article("a", "Ida Brandt", "Olaf Stein"),
        gold_article("b", "Ida Brandt"),
        gold_article("c", "Ida Brandt"),
    ]
    said = {"kind": "direct", "rule": "test", "confidence": 1, "text": "Yes"}

    def guess(article: GoldArticle, *names: str | None) -> tuple[Quote, ...]:
        spans = [quote.spans for quote in article.quotes]
        of = [
            {"speaker": name, "speaker_kind": "person", "spans": span} for name, span in zip(names, spans, strict=True)
        ]
        return tuple(Quote.model_validate(said | one) for one in of)

    found = {
        "a": guess(gold[0], "Ida Brandt", "Olaf Stein"),
        "b": guess(gold[1], "Olaf Stein"),
        "c": guess(gold[2], None),
    }
    result = evaluate_people(gold, found)
    assert (result.given.f1, result.given.pair_r, result.given.mentions) == (1.0, 1.0, 4)
    assert (result.named.mentions, result.right.mentions, result.everything.people) == (3, 2, 3)
    assert (result.named.pair_p, result.named.pair_r) == (0.0, 0.0)
    assert result.named.p == pytest.approx((1 + 0.5 + 0.5) / 3)
    assert result.everything.r == pytest.approx((3 * 1 / 3 + 1) / 4)
    assert "gold's names given" in people_report(result)


def test_gold_that_names_nobody_is_said() -> None:
    with pytest.raises(SourceError, match="no quotation in it names its speaker"):
        evaluate_people([gold_article("a")], {})


#: what two articles of two outlets say of 'Bob Vikberg' and of 'Robert Vikberg', and how many people they are.
NICKNAMES = [
    ("carpenter", "professor", 2),
    ("Tarn carpenter", "retired carpenter", 1),
    ("carpenter", None, 1),
    (None, None, 1),
    ("head of the Harbour Safety Centre", "professor at the Tarn Harbour Safety Centre", 1),
]


@pytest.mark.parametrize(("one", "other", "people"), NICKNAMES)
def test_a_nickname_is_another_persons_if_roles_have_nothing_in_common(
    db: Database, one: str | None, other: str | None, people: int
) -> None:
    for name, role in (("Bob Vikberg", one), ("Robert Vikberg", other)):
        said = {"text": "Y", "kind": "direct", "spans": [(0, 1)], "rule": "test", "confidence": 0.9}
        quote = said | {"speaker": name, "speaker_kind": "person", "role": role}
        save.save(
            db, Article.model_validate({"id": name, "source": f"{name} Post", "text": "Yes, yes.", "quotes": [quote]})
        )
    correct.rejoin(db)
    assert db.execute("select count(*) from speakers").fetchone()[0] == people
