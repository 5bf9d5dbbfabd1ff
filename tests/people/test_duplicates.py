"""Rows that may be one person's: groups with evidence, one decision for all of a group, one undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from quotes.cli import cli
from quotes.errors import CorrectionError
from quotes.models import Article, Quote
from quotes.people.corrections.duplicates import asked, groups
from quotes.store import correct, save
from quotes.store.correct import By

ME = By("ida")


def tell(db: Database, key: str, *names: str, outlet: str = "Tarn Post", role: str | None = None) -> None:
    said = {"text": "Yes", "kind": "direct", "spans": [(0, 3)], "rule": "test", "confidence": 0.9, "role": role}
    quotes = tuple(Quote.model_validate(said | {"speaker": name, "speaker_kind": "person"}) for name in names)
    about = {"id": key, "source": outlet, "published": "2026-03-01", "text": "Yes", "quotes": quotes}
    save.save(db, Article.model_validate(about))


def rows(db: Database) -> list[tuple[str, int]]:
    sql = "select speakers.name, count(*) from names join speakers on speakers.id = speaker group by speaker"
    return sorted((name, count) for name, count in db.execute(sql).fetchall())


@pytest.fixture
def alike(db: Database) -> Database:
    """Ida Brandt, of whom a slip, a surname alone elsewhere, and a Brandt of another trade are rows of their own."""
    for key in "abc":
        tell(db, key, "Ida Brandt", "Mona Tarn", role="Tarn mayor")
    tell(db, "d", "Eda Brandt", "Mona Tarn", role="Tarn mayor")
    tell(db, "e", "Brandt", outlet="Holm Echo")
    tell(db, "f", "Olaf Steiner", "Olav Stein")
    save.settle(db)
    return db


def test_a_group_stands_around_the_most_quoted_with_what_speaks_for_each(alike: Database) -> None:
    (group,) = groups(alike.conn)
    assert (group.main.name, asked(group)) == ("Ida Brandt", "Eda Brandt, Brandt: the same as Ida Brandt (1)?")
    assert [(one.who.name, one.relation) for one in group.others] == [("Eda Brandt", "alike"), ("Brandt", "bare")]
    assert group.others[0].told == "spelt alike; both called Tarn mayor; both in Tarn Post; both beside Mona Tarn"
    assert (groups(alike.conn, "eda brandt"), groups(alike.conn, "mona")) == ([group], [])


def test_one_decision_for_a_group_and_one_undo(alike: Database) -> None:
    before = rows(alike)
    main, *others = (row.id for row in (groups(alike.conn)[0].main, *(one.who for one in groups(alike.conn)[0].others)))
    number = correct.merge_all(alike, main, others, ME)
    assert ("Ida Brandt", 5) in rows(alike) and groups(alike.conn) == []
    tell(alike, "g", "Brandt", outlet="Moor Times")
    tell(alike, "h", "Eda Brandt", outlet="Far Away News")
    save.settle(alike)
    correct.rejoin(alike)
    assert ("Ida Brandt", 7) in rows(alike)
    last = max(one.id for one in correct.listed(alike))
    assert last > number
    correct.undo(alike, last)
    assert correct.listed(alike) == []
    alike.execute("delete from quotes where article > 6")
    alike.execute("delete from names where article > 6")
    assert rows(alike) == before


def test_somebody_else_stays_somebody_else(alike: Database) -> None:
    before = rows(alike)
    group = groups(alike.conn)[0]
    number = correct.apart_from_all(alike, group.main.id, [one.who.id for one in group.others], ME)
    left = [one.main.id for one in groups(alike.conn)]
    assert group.main.id not in left and rows(alike) == before
    correct.undo(alike, number)
    assert groups(alike.conn) == [group]


def test_a_group_of_which_one_cannot_be_merged_stays_as_it_was(alike: Database) -> None:
    before = rows(alike)
    main, *others = (row.id for row in (groups(alike.conn)[0].main, *(one.who for one in groups(alike.conn)[0].others)))
    correct.keep_apart(alike, main, others[1], ME)
    with pytest.raises(CorrectionError, match="are two by correction"):
        correct.merge_all(alike, main, others, ME)
    with pytest.raises(CorrectionError, match="nobody was chosen"):
        correct.merge_all(alike, main, [], ME)
    assert rows(alike) == before and len(correct.listed(alike)) == 1


def test_commands_list_groups_and_merge_several(alike: Database, path: Path) -> None:
    alike.conn.commit()
    listed = CliRunner().invoke(cli, ["people", "duplicates", str(path)])
    assert "the same as Ida Brandt (1)?" in listed.stdout and "both beside Mona Tarn" in listed.stdout
    command = next(line for line in listed.stdout.splitlines() if line.startswith("quotes people merge"))
    found = json.loads(CliRunner().invoke(cli, ["people", "duplicates", str(path), "--json"]).stdout)
    assert [one["who"]["name"] for one in found[0]["others"]] == ["Eda Brandt", "Brandt"]
    merged = CliRunner().invoke(cli, command.split()[1:])
    assert "Eda Brandt" in merged.stderr and "undo" in merged.stderr
    assert "nobody may be somebody else" in CliRunner().invoke(cli, ["people", "duplicates", str(path)]).stderr
    number = merged.stderr.split("correction ")[1].split(";")[0]
    assert CliRunner().invoke(cli, ["people", "undo", str(path), number]).exit_code == 0
    assert "the same as Ida Brandt" in CliRunner().invoke(cli, ["people", "duplicates", str(path)]).stdout


def test_many_rows_of_one_name_are_one_question(db: Database) -> None:
    for key in "abcd":
        tell(db, key, "Ida Brandt", outlet=f"Outlet {key}")
    numbers = [1, *(rows_apart(db, key) for key in (2, 3, 4))]
    (group,) = groups(db.conn)
    assert [one.who.id for one in group.others] == numbers[1:]
    assert asked(group) == "3 called Ida Brandt: the same as Ida Brandt (1)?"


def rows_apart(db: Database, article: int) -> int:
    """Give what an article says of a name to a row of its own, as older rules did."""
    number = int(db.execute("select max(id) + 1 from speakers").fetchone()[0])
    copy = "insert into speakers (id, name, kind, key) select ?, name, kind, key from speakers where id = 1"
    db.execute(copy, [number])
    for table in ("aliases", "blocks"):
        rest = ", ".join(
            row["name"] for row in db.execute(f"pragma table_info({table})").fetchall()[:] if row["name"] != "speaker"
        )
        db.execute(f"insert into {table} (speaker, {rest}) select ?, {rest} from {table} where speaker = 1", [number])
    for table in ("names", "quotes"):
        db.execute(f"update {table} set speaker = ? where article = ?", [number, article])
    return number


MORE = ("Brandt", "Eda Brandt", "Ida Brandt", "BRANDT", "Eda BRANDT")


def test_what_a_human_decided_guides_fifty_more_articles(alike: Database) -> None:
    (group,) = groups(alike.conn)
    correct.merge_all(alike, group.main.id, [one.who.id for one in group.others], ME)
    for number in range(50):
        tell(alike, f"more {number}", MORE[number % len(MORE)], outlet=f"Outlet {number % 7}")
        if number % 10 == 9:
            save.settle(alike)
    correct.rejoin(alike)
    assert [row for row in rows(alike) if "andt" in row[0].lower()] == [("Ida Brandt", 55)]
    assert groups(alike.conn) == []


def test_those_whom_a_human_kept_apart_stay_two_for_fifty_more_articles(alike: Database) -> None:
    (group,) = groups(alike.conn)
    correct.apart_from_all(alike, group.main.id, [one.who.id for one in group.others], ME)
    for number in range(50):
        tell(alike, f"more {number}", ("Eda Brandt", "Ida Brandt")[number % 2], role="Tarn mayor")
    save.settle(alike)
    correct.rejoin(alike)
    assert {row for row in rows(alike) if "Brandt" in row[0]} >= {("Ida Brandt", 28), ("Eda Brandt", 26)}
    asked_about = [{one.main.name, *(other.who.name for other in one.others)} for one in groups(alike.conn)]
    assert not any({"Ida Brandt", "Eda Brandt"} <= names for names in asked_about)


def test_a_man_and_a_woman_are_not_asked_about(db: Database) -> None:
    for key in "abc":
        tell(db, key, "Ida Brandt", "Mona Tarn")
    tell(db, "d", "Mr Brandt", outlet="Holm Echo")
    save.settle(db)
    assert groups(db.conn) == []
    tell(db, "e", "Olaf Brandt", outlet="Moor Times")
    save.settle(db)
    assert [asked(group) for group in groups(db.conn)] == ["Mr Brandt: the same as Olaf Brandt (4)?"]
