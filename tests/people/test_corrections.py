"""A human's last word: it guides joining, outlives every load, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from quotes.cli import cli
from quotes.errors import CorrectionError, SourceError
from quotes.evaluate import evaluate, read_gold
from quotes.models import Article, Quote
from quotes.store import check, correct, open_to_write
from quotes.store import save as store
from quotes.store.correct import By
from quotes.store.open_to_write import file_of
from tools import corrections

ME = By("ida", "read it")
TEXT = "“The bridge is safe,” said Zoë Lindqvist. “Ferries will sail,” she said. “So-called” friends."
SAFE, SAIL, TERM = "The bridge is safe,", "Ferries will sail,", "So-called"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_to_write.connect(tmp_path / "quotes.db")
    yield opened
    opened.close()


def save(db: Database, key: str, *said: tuple[str, str | None], version: str = "1", **about: Any) -> None:
    """Save an article in which each of these words is said by that speaker."""
    store.save(db, article(key, *said, **about), version=version)


def article(key: str, *said: tuple[str, str | None], **about: Any) -> Article:
    found = {"kind": "direct", "rule": "test", "confidence": 0.6}
    quotes = []
    for words, speaker in said:
        start = TEXT.index(words)
        of = {"speaker": speaker, "speaker_kind": "person" if speaker else "unknown"}
        quotes.append(Quote.model_validate(found | of | {"text": words, "spans": [(start, start + len(words))]}))
    fields = {"id": key, "source": "Tarn Post", "published": "2026-03-01", "text": TEXT, "quotes": quotes}
    return Article.model_validate(fields | about)


def said(db: Database) -> list[tuple[str, str | None]]:
    return [tuple(row) for row in db.execute("select text, speaker from said order by article_id, id").fetchall()]


def everything(db: Database) -> dict[str, list[Any]]:
    """All tables but the corrections themselves."""
    tables = ("speakers", "names", "quotes", "aliases", "blocks", "roles", "outlets", "offices", "fixed", "apart")
    return {
        table: sorted(repr(tuple(row)) for row in db.execute(f"select * from {table}").fetchall()) for table in tables
    }


def number(db: Database, name: str) -> int:
    return int(db.execute("select id from speakers where name = ?", [name]).fetchone()[0])


def test_a_corrected_speaker_survives_loads_versions_and_joining_again(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Zoë Lindqvist"))
    correct.correct(db, 2, ME, speaker="Olaf Stein", new=True)
    expected = [(SAFE, "Zoë Lindqvist"), (SAIL, "Olaf Stein")]
    assert said(db) == expected
    assert db.execute("select rule, confidence from quotes where id = 2").fetchone()[:] == ("correction", 1.0)
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Mona Tarn"), version="2")
    assert said(db) == expected
    correct.rejoin(db)
    assert said(db) == expected
    save(db, "a", (SAFE, "Zoë Lindqvist"), version="3")
    assert sorted(said(db)) == sorted(expected), "also where the new version does not find it at all"


def test_what_is_no_quotation_stays_away_until_that_is_undone(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"), (TERM, None))
    correction = correct.not_a_quotation(db, 2, ME)
    save(db, "a", (TERM, "Olaf Stein"), (SAFE, "Zoë Lindqvist"), version="2")
    assert said(db) == [(SAFE, "Zoë Lindqvist")]
    correct.undo(db, correction)
    assert said(db) == [(SAFE, "Zoë Lindqvist"), (TERM, None)]


def test_a_merge_is_an_alias_from_then_on(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    save(db, "b", (SAFE, "Zo Queen"))
    correct.merge(db, "Zoë Lindqvist", "Zo Queen", ME)
    save(db, "c", (SAFE, "Zo Queen"), source="Moor Times")
    assert {name for _, name in said(db)} == {"Zoë Lindqvist"}
    correct.rejoin(db)
    assert {name for _, name in said(db)} == {"Zoë Lindqvist"}


def test_undoing_a_merge_gives_back_what_came_since(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    save(db, "b", (SAFE, "Zo Queen"))
    correction = correct.merge(db, "Zoë Lindqvist", "Zo Queen", ME)
    save(db, "c", (SAFE, "Zo Queen"), source="Moor Times")
    correct.undo(db, correction)
    assert [name for _, name in said(db)] == ["Zoë Lindqvist", "Zo Queen", "Zo Queen"]


def test_a_split_survives_joining_again(db: Database) -> None:
    for key in "abc":
        save(db, key, (SAFE, "Zoë Lindqvist"))
    correct.split(db, "Zoë Lindqvist", [2], ME, name="Zoë Lindqvist of Holm")
    expected = ["Zoë Lindqvist", "Zoë Lindqvist of Holm", "Zoë Lindqvist"]
    assert [name for _, name in said(db)] == expected
    correct.rejoin(db)
    save(db, "b", (SAFE, "Zoë Lindqvist"), (SAIL, None), version="2")
    assert [name for words, name in said(db) if words == SAFE] == expected


def test_namesakes_that_a_human_confirmed_stay_as_they_are(db: Database) -> None:
    for key, (role, outlet) in enumerate((("Tarn mayor", "Tarn Post"), ("Holm United striker", "Holm Echo")) * 2):
        start = TEXT.index(SAFE)
        of = {"speaker": "Ida Brandt", "speaker_kind": "person", "role": role, "rule": "test", "confidence": 0.5}
        quote = Quote.model_validate(of | {"text": SAFE, "kind": "direct", "spans": [(start, start + len(SAFE))]})
        store.save(db, Article(id=str(key), source=outlet, published="2026-03-01", text=TEXT, quotes=(quote,)))
    before = db.execute("select id, speaker from quotes order by id").fetchall()
    assert [speaker for _, speaker in before] == [1, 2, 1, 2]
    correct.keep_apart(db, 1, 2, ME)
    correct.rejoin(db)
    assert db.execute("select id, speaker from quotes order by id").fetchall() == before


def test_a_renamed_speaker_is_found_by_both_names(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    correct.rename(db, "Zoë Lindqvist", "Zoë Berg", ME)
    save(db, "b", (SAFE, "Zoë Lindqvist"), source="Moor Times")
    save(db, "c", (SAFE, "Zoë Berg"), source="Holm Echo")
    assert {name for _, name in said(db)} == {"Zoë Berg"}
    correct.rejoin(db)
    assert {name for _, name in said(db)} == {"Zoë Berg"}


CHANGES: dict[str, Callable[[Database], int]] = {
    "merge": lambda db: correct.merge(db, "Zoë Lindqvist", "Zo Queen", ME),
    "rename": lambda db: correct.rename(db, "Zo Queen", "Zora Queen", ME),
    "split": lambda db: correct.split(db, "Zoë Lindqvist", [1], ME),
    "apart": lambda db: correct.keep_apart(db, "Zoë Lindqvist", "Zo Queen", ME),
    "speaker": lambda db: correct.correct(db, 1, ME, speaker="Zo Queen"),
    "new speaker": lambda db: correct.correct(db, 1, ME, speaker="Olaf Stein", new=True),
    "nobody": lambda db: correct.correct(db, 1, ME, speaker=None),
    "no quotation": lambda db: correct.not_a_quotation(db, 1, ME),
}


@pytest.mark.parametrize("change", CHANGES)
def test_undo_leaves_everything_as_it_was(db: Database, change: str) -> None:
    for key, name in zip("abc", ("Zoë Lindqvist", "Zoë Lindqvist", "Zo Queen"), strict=True):
        save(db, key, (SAFE, name))
    if change in ("speaker",):
        correct.rename(db, "Zo Queen", "Zora Quin", ME)
        correct.rename(db, "Zora Quin", "Zo Queen", ME)
    before = everything(db)
    correction = CHANGES[change](db)
    assert everything(db) != before
    correct.undo(db, correction)
    assert everything(db) == before
    assert [one.id for one in correct.listed(db)] == [n for n in range(1, correction) if change == "speaker"]


def test_what_was_there_who_when_and_why_is_kept(db: Database) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"))
    correct.correct(db, 1, ME, speaker="Olaf Stein", new=True)
    (one,) = correct.listed(db)
    assert (one.who, one.why, one.action, one.article) == ("ida", "read it", "speaker", "a")
    assert (one.before["speaker_name"], one.after["speaker_name"]) == ("Zoë Lindqvist", "Olaf Stein")
    assert one.made.startswith("20") and one.undone is None


BAD: list[tuple[Callable[[Database], object], str]] = [
    (lambda db: correct.merge(db, "Zo Queen", "Zo Queen", ME), "is one already"),
    (lambda db: correct.merge(db, "Zo Queen", "Nobody Known", ME), "nobody is called 'Nobody Known'; find names"),
    (lambda db: correct.merge(db, "Zo Queen", 99, ME), "there is no speaker 99"),
    (
        lambda db: correct.rename(db, "Zo Queen", "Zoë Lindqvist", ME),
        "there is a Zoë Lindqvist already.*merge them",
    ),
    (lambda db: correct.rename(db, "Zo Queen", " ", ME), "is not a name"),
    (lambda db: correct.rename(db, "Zo Queen", "Zo Queen", ME), "has that name already"),
    (lambda db: correct.split(db, "Zo Queen", [3], ME), "one place only; there is nothing to split"),
    (lambda db: correct.split(db, "Zoë Lindqvist", [], ME), "none of the 2 places"),
    (lambda db: correct.split(db, "Zoë Lindqvist", [1, 2], ME), "all of the 2 places"),
    (lambda db: correct.correct(db, 99, ME, speaker="Zo Queen"), "there is no quotation 99"),
    (lambda db: correct.correct(db, 1, ME, speaker="!"), "is not a name"),
    (lambda db: correct.undo(db, 99), "there is no correction 99"),
]


@pytest.mark.parametrize(("change", "message"), BAD, ids=[message for _, message in BAD])
def test_what_cannot_be_is_said_and_nothing_changes(db: Database, change: Any, message: str) -> None:
    for key, name in zip("abc", ("Zoë Lindqvist", "Zoë Lindqvist", "Zo Queen"), strict=True):
        save(db, key, (SAFE, name))
    before = everything(db)
    with pytest.raises(CorrectionError, match=message):
        change(db)
    assert everything(db) == before and correct.listed(db) == []


def test_a_merge_against_a_correction_names_it(db: Database) -> None:
    for key in "ab":
        save(db, key, (SAFE, "Zoë Lindqvist"))
    correction = correct.split(db, "Zoë Lindqvist", [2], ME)
    one, two = (row[0] for row in db.execute("select id from speakers order by id").fetchall())
    with pytest.raises(CorrectionError, match=f"are two by correction {correction}; undo that first"):
        correct.merge(db, one, two, ME)
    with pytest.raises(CorrectionError, match=r"2 are called 'Zoë Lindqvist': .* give the number"):
        correct.rename(db, "Zoë Lindqvist", "Zoë Berg", ME)
    correct.undo(db, correction)
    with pytest.raises(CorrectionError, match="was undone on"):
        correct.undo(db, correction)


def test_a_correction_that_others_build_on_is_not_undone_first(db: Database) -> None:
    for key, name in zip("ab", ("Zoë Lindqvist", "Zo Queen"), strict=True):
        save(db, key, (SAFE, name))
    first = correct.merge(db, "Zoë Lindqvist", "Zo Queen", ME)
    second = correct.rename(db, "Zoë Lindqvist", "Zoë Berg", ME)
    with pytest.raises(CorrectionError, match=f"correction {second} builds on {first}; undo {second} first"):
        correct.undo(db, first)
    correct.undo(db, second)
    correct.undo(db, first)
    assert sorted(str(name) for _, name in said(db)) == ["Zo Queen", "Zoë Lindqvist"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture
def path(db: Database, tmp_path: Path) -> str:
    for key, name in zip("abc", ("Zoë Lindqvist", "Zoë Lindqvist", "Zo Queen"), strict=True):
        save(db, key, (SAFE, name))
    return str(tmp_path / "quotes.db")


@pytest.mark.parametrize("corrected_before", [True, False])
def test_a_correction_undone_after_a_merge_was_gives_back_whose_it_is_now(db: Database, corrected_before: bool) -> None:
    """Somebody is merged into another, a quotation corrected, the merge undone, and then the correction."""
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Olaf Stein"))
    whose = "Olaf Stein"
    if corrected_before:
        whose = "Mona Tarn"
        correct.correct(db, 2, ME, speaker=whose, new=True)
    merged = correct.merge(db, number(db, "Zoë Lindqvist"), number(db, whose), ME)
    corrected = correct.correct(db, 2, ME, speaker="Ida Vane", new=True)
    correct.undo(db, merged)
    correct.undo(db, corrected)
    assert said(db) == [(SAFE, "Zoë Lindqvist"), (SAIL, whose)]
    with closing(check.connect(file_of(db))) as checked:
        assert list(check.problems(checked)) == []


def test_a_correction_undone_while_a_merge_held_gives_back_whose_it_is_once_that_is_undone(db: Database) -> None:
    """Somebody is given a quotation, it becomes nobody's, they are merged; then the last two are undone in turn."""
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Olaf Stein"))
    correct.correct(db, 2, ME, speaker="Mona Tarn", new=True)
    nobodys = correct.correct(db, 2, ME, speaker=None)
    merged = correct.merge(db, number(db, "Zoë Lindqvist"), number(db, "Mona Tarn"), ME)
    correct.undo(db, nobodys)
    correct.undo(db, merged)
    assert said(db) == [(SAFE, "Zoë Lindqvist"), (SAIL, "Mona Tarn")]
    with closing(check.connect(file_of(db))) as checked:
        assert list(check.problems(checked)) == []


def test_a_correction_holds_where_a_new_version_finds_no_quotation_at_all(db: Database) -> None:
    """In the article as it is then, whose date and outlet may have been mended."""
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Zoë Lindqvist"))
    correct.correct(db, 1, ME, speaker="Olaf Stein", new=True)
    save(db, "a", version="2", published="2026-03-02", source="Tarn Courier")
    assert said(db) == [(SAFE, "Olaf Stein")]
    assert db.execute("select published, outlet from quotes").fetchone()[:] == ("2026-03-02", "Tarn Courier")
    with closing(check.connect(file_of(db))) as checked:
        assert list(check.problems(checked)) == []


@pytest.mark.parametrize("speaker", ["Olaf Stein", None, False])
def test_an_undone_correction_gives_way_to_what_is_found_now(db: Database, speaker: str | bool | None) -> None:
    """A version that came while the correction held found something else; the next load of the article says so."""
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Zoë Lindqvist"))
    if isinstance(speaker, bool):
        made = correct.not_a_quotation(db, 1, ME)
    else:
        made = correct.correct(db, 1, ME, speaker=speaker, new=True)
    now = ((SAFE, "Mona Tarn"), (SAIL, "Zoë Lindqvist"))
    save(db, "a", *now, version="2")
    correct.undo(db, made)
    assert not store.known(db, article("a", *now), version="2")
    save(db, "a", *now, version="2")
    assert said(db) == list(now)


def test_who_was_said_by_hand_to_have_spoken_stays_when_a_merge_is_undone(db: Database) -> None:
    """The words were the other's by their name, and somebody said that they are those of the one that stayed."""
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Mona Tarn"))
    merged = correct.merge(db, number(db, "Zoë Lindqvist"), number(db, "Mona Tarn"), ME)
    correct.correct(db, 2, ME, speaker="Zoë Lindqvist")
    correct.undo(db, merged)
    assert said(db) == [(SAFE, "Zoë Lindqvist"), (SAIL, "Zoë Lindqvist")]
    with closing(check.connect(file_of(db))) as checked:
        assert list(check.problems(checked)) == []


def test_who_was_given_a_quotation_by_hand_is_as_before_once_that_is_undone(db: Database) -> None:
    save(db, "a", (SAFE, "Mona Tarn"))
    save(db, "b", (SAFE, "Olaf Stein"))
    before = everything(db)
    given = correct.correct(db, 2, ME, speaker="Mona Tarn")
    renamed = correct.rename(db, number(db, "Mona Tarn"), "Mona Tarn-Vik", ME)
    correct.undo(db, given)
    correct.undo(db, renamed)
    assert everything(db) == before


def test_a_name_that_only_a_hand_gave_is_gone_once_that_is_undone(db: Database) -> None:
    """An article that came meanwhile has the name in another form, and goes by that again."""
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Olaf Stein"))
    made = correct.correct(db, 2, ME, speaker="Mona Vester", new=True)
    save(db, "b", (SAFE, "Mona Elin Vester"))
    store.settle(db)
    assert (SAFE, "Mona Vester") in said(db)
    correct.undo(db, made)
    store.settle(db)
    assert said(db) == [(SAFE, "Zoë Lindqvist"), (SAIL, "Olaf Stein"), (SAFE, "Mona Elin Vester")]
    assert "Mona Vester" not in {name for (name,) in db.execute("select name from aliases").fetchall()}


def test_who_holds_a_place_by_another_correction_or_a_list_stays_known(db: Database, tmp_path: Path) -> None:
    save(db, "a", (SAFE, "Zoë Lindqvist"), (SAIL, "Olaf Stein"))
    (tmp_path / "people.csv").write_text("name\nMona Vester\nOlaf Stein\n", encoding="utf-8")
    correct.import_people(db, tmp_path / "people.csv")
    apart = correct.keep_apart(db, "Zoë Lindqvist", "Mona Vester", ME)
    given = [correct.correct(db, quote, ME, speaker=name) for quote, name in ((2, "Zoë Lindqvist"), (1, "Olaf Stein"))]
    correct.undo(db, apart)
    pinned = "select name from speakers where pinned order by name"
    assert [name for (name,) in db.execute(pinned)] == ["Mona Vester", "Olaf Stein", "Zoë Lindqvist"]
    correct.undo(db, given[0])
    correct.undo(db, given[1])
    assert [name for (name,) in db.execute(pinned)] == ["Mona Vester", "Olaf Stein"]


@pytest.mark.parametrize("seed", range(4))
def test_corrections_hold_in_whatever_order_they_are_made_and_undone(seed: int) -> None:
    assert corrections.once(60, seed)["load"]


def test_the_command_line_corrects_lists_and_undoes(path: str) -> None:
    assert [row["name"] for row in json.loads(run("people", "list", path, "--json").stdout)] == [
        "Zoë Lindqvist",
        "Zo Queen",
    ]
    merged = run("people", "merge", path, "zoe lindqvist", "Zo Queen", "--who", "ida", "--why", "one")
    assert (merged.exit_code, "people undo" in merged.stderr) == (0, True)
    shown = json.loads(run("people", "show", path, "Zo Queen", "--json").stdout)
    assert (shown["name"], len(shown["places"])) == ("Zoë Lindqvist", 3)
    assert "Zoë Lindqvist (1), person" in run("people", "show", path, "1").stdout
    (listed,) = json.loads(run("people", "corrections", path, "--json").stdout)
    assert (listed["who"], listed["why"], listed["action"]) == ("ida", "one", "merge")
    assert "Zo Queen → Zoë Lindqvist" in run("people", "corrections", path).stdout
    assert run("people", "undo", path, "1").exit_code == 0
    assert run("people", "split", path, "1", "--article", "b", "--as", "Zoë Berg").exit_code == 0
    assert run("people", "rename", path, "Zo Queen", "Zora Queen").exit_code == 0
    assert run("correct", path, "1", "--speaker", "Zora Queen").exit_code == 0
    assert run("correct", path, "2", "--not-a-quotation").exit_code == 0
    assert run("people", "join", path).exit_code == 0
    assert "Zoë Berg" in run("people", "list", path).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("people", "show", "{path}", "Nobody"), "nobody is called 'Nobody'"),
        (("people", "merge", "{path}", "1", "1"), "is one already"),
        (("people", "split", "{path}", "1"), "none of the 2 places"),
        (("correct", "{path}", "1"), "give one of --speaker"),
        (("correct", "{path}", "99", "--nobody"), "there is no quotation 99"),
        (("people", "list", "{path}.missing"), "there is no such database"),
        (("people", "merge", "{path}.missing", "1", "2"), "there is no such database"),
        (("people", "import", "{path}", "{path}.csv"), "cannot be read"),
    ],
)
def test_bad_commands_get_one_sentence(path: str, arguments: tuple[str, ...], message: str) -> None:
    result = run(*(argument.format(path=path) for argument in arguments))
    assert result.exit_code != 0 and message in result.stderr and "Traceback" not in result.stderr


def test_gold_of_corrected_articles_scores_itself_right(path: str, tmp_path: Path) -> None:
    run("correct", path, "1", "--speaker", "Olaf Stein", "--new")
    lines = run("export-gold", path).stdout
    (tmp_path / "gold.jsonl").write_text(lines, encoding="utf-8")
    (gold,) = read_gold(tmp_path / "gold.jsonl")
    assert (gold.id, gold.text, gold.quotes[0].speaker_entity) == ("a", TEXT, ("Olaf Stein",))
    quote = {"text": SAFE, "kind": "direct", "spans": [(1, 20)], "rule": "t", "confidence": 1, "speaker": "Olaf Stein"}
    assert evaluate([gold], {"a": [Quote.model_validate(quote)]}).quoted.joint.p == 1.0


HEAD = "name,aliases,kind,gender,wikidata,role,start,end\n"


def test_known_people_give_names_items_and_offices(db: Database, path: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        HEAD + "Zoë Lindqvist,Zo Queen; Z. L.,person,female,Q7,Lornia president,2020-01,2024\n"
        "Zoë Lindqvist,,,,Q7,mayor of Tarn,2012,2019\n",
        encoding="utf-8",
    )
    assert run("people", "import", path, str(tmp_path / "people.csv")).exit_code == 0
    assert {name for _, name in said(db)} == {"Zoë Lindqvist"}
    known = [row[:] for row in db.execute("select name, gender, wikidata from speakers")]
    assert known == [("Zoë Lindqvist", "female", "Q7")]
    found = {"kind": "direct", "rule": "test", "confidence": 0.5, "text": "x", "spans": [(0, 1)]}
    office = Quote.model_validate(found | {"speaker": "Lornia president", "speaker_kind": "unknown"})
    store.save(db, Article(id="p", text="x", published="2023-05-01", quotes=(office,)))
    row = db.execute("select speaker, rule from said where article_id = 4").fetchone()
    assert row[:] == ("Zoë Lindqvist", "known_role")
    assert run("people", "import", path, str(tmp_path / "people.csv")).exit_code == 0, "the same again"
    assert db.execute("select count(*) from offices").fetchone()[:] == (2,)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("Ida Brandt\n,x\n", "people.csv:3: a row without a name"),
        ("Ida Brandt,,,,Q5\nOda Stein,,,,Q5\n", "people.csv:3: Oda Stein and Ida Brandt .line 2. claim one .* Q5"),
        ("Ida Brandt,,robot\n", "kind is 'robot'; it is one of person, organisation"),
        ("Ida Brandt,,,,42\n", "wikidata is '42'; write it as Q42"),
        ("Ida Brandt,,,,,mayor,1.3.2020\n", "start is '1.3.2020'; write it as 2021-03-01"),
        ("Ida Brandt,,,,,mayor,2021,2020\n", "ends .2020. before it starts"),
        ("", "nobody is in it"),
    ],
)
def test_a_wrong_list_is_said_with_its_line_and_nothing_changes(
    db: Database, path: str, tmp_path: Path, lines: str, message: str
) -> None:
    (tmp_path / "people.csv").write_text(HEAD + lines, encoding="utf-8")
    before = everything(db)
    with pytest.raises(SourceError, match=message):
        correct.import_people(db, tmp_path / "people.csv")
    assert everything(db) == before


def test_an_item_of_somebody_else_is_refused(db: Database, path: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(HEAD + "Zoë Lindqvist,,,,Q7\n", encoding="utf-8")
    correct.import_people(db, tmp_path / "people.csv")
    (tmp_path / "people.csv").write_text(HEAD + "Oda Stein\nZo Queen,,,,Q7\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"people.csv:3: Q7 is Zoë Lindqvist .1. in the database, not Zo Queen"):
        correct.import_people(db, tmp_path / "people.csv")
    assert db.execute("select 1 from speakers where name = 'Oda Stein'").fetchone() is None
