"""Whoever had an id keeps it: merges, splits, undoing and joining again, and every address that names a speaker."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from datasette.database import Database as Served
from sqlite_utils import Database

from quotes.cli import cli
from quotes.models import Article, Quote
from quotes.people import former
from quotes.store import correct, open_to_write
from quotes.store import save as store
from quotes.store.correct import By
from quotes.web.serve import make_datasette
from tools.versions import old_database

ME = By("ida")
TEXT = "“The bridge is safe,” she said. Nobody answered."


def save(db: Database, key: str, speaker: str | None, *, outlet: str = "Tarn Post", version: str = "1") -> None:
    """An article that quotes one speaker, or nobody."""
    said = {"text": "The bridge is safe,", "kind": "direct", "spans": [(1, 20)], "rule": "test", "confidence": 0.9}
    quotes = [Quote.model_validate(said | {"speaker": speaker, "speaker_kind": "person"})] if speaker else []
    about = {"id": key, "source": outlet, "published": "2026-03-01", "text": TEXT, "quotes": quotes}
    store.save(db, Article.model_validate(about), version=version)


def people(db: Database) -> dict[str, int]:
    return {name: number for number, name in db.execute("select id, name from speakers order by id").fetchall()}


MERGES = [
    # loaded first, loaded second, the name and the id that stay
    ("Drum", "Ronald Drum", "Ronald Drum", 2),
    ("Ronald Drum", "Drum", "Ronald Drum", 1),
    ("Q. Moor", "Quentin Vane", "Quentin Vane", 2),
    ("ANNA VESTER", "Ida Brandt", "Ida Brandt", 2),
    ("Zo Queen", "Zoë Lindqvist", "Zo Queen", 1),
]


@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.parametrize(("older", "newer", "name", "number"), MERGES)
def test_the_fuller_and_older_one_stays_from_whichever_side_they_are_merged(
    db: Database, path: Path, older: str, newer: str, name: str, number: int, first: int
) -> None:
    save(db, "a", older, outlet="Moor Times")
    save(db, "b", newer)
    result = CliRunner().invoke(cli, ["people", "merge", str(path), str(first), str(3 - first)])
    assert result.exit_code == 0 and f"is {name} ({number}) from now on" in result.stderr
    assert people(db) == {name: number}
    assert [former.survivor(db, one) for one in (1, 2, 3)] == [number, number, None]
    correct.undo(db, 1)
    assert people(db) == {older: 1, newer: 2}
    assert [former.survivor(db, one) for one in (1, 2)] == [1, 2]


def test_the_name_that_a_human_gave_or_asked_for_stays(db: Database) -> None:
    for key, name in zip("abcd", ("Drum", "Ronald Drum", "Olaf Vik", "Olof Vik"), strict=True):
        save(db, key, name, outlet=f"Outlet {key}")
    correct.rename(db, "Drum", "The Drummer", ME)
    correct.merge(db, "Ronald Drum", "The Drummer", ME)
    number = correct.merge(db, "Olaf Vik", "Olof Vik", ME, shown="Olof Vik")
    assert people(db) == {"The Drummer": 1, "Olof Vik": 3}
    correct.undo(db, number)
    assert people(db) == {"The Drummer": 1, "Olaf Vik": 3, "Olof Vik": 4}


LISTS = [
    # names loaded, a row of the list (name, aliases), who is there afterwards, and whom the ids lead to
    (["Drum", "Ronald Drum"], "Drum,Ronald Drum", {"Ronald Drum": 2}, [2, 2]),
    (["Ronald Drum", "Zo Queen"], "Zo Queen,Ronald Drum", {"Zo Queen": 1}, [1, 1]),
    (["Zo Queen", "Zoë Lindqvist"], "Zoë Lindqvist,Zo Queen", {"Zoë Lindqvist": 1}, [1, 1]),
    (["Zo Queen"], "Zoë Lindqvist,Zo Queen", {"Zoë Lindqvist": 1}, [1]),
    (
        ["Zo Queen"],
        "Zoë Lindqvist,Zo Queen\nZora Quin,Zo Queen",
        {"Zo Queen": 1, "Zoë Lindqvist": 2, "Zora Quin": 3},
        [1],
    ),
]


@pytest.mark.parametrize(("loaded", "listed", "expected", "leads"), LISTS, ids=[row[1] for row in LISTS])
def test_so_it_is_with_a_list_of_known_people(
    db: Database, tmp_path: Path, loaded: list[str], listed: str, expected: dict[str, int], leads: list[int]
) -> None:
    for key, name in zip("abc", loaded, strict=False):
        save(db, key, name, outlet=f"Outlet {key}")
    (tmp_path / "people.csv").write_text(f"name,aliases\n{listed}\n", encoding="utf-8")
    correct.import_people(db, tmp_path / "people.csv")
    assert people(db) == expected
    assert [former.survivor(db, number) for number in range(1, len(loaded) + 1)] == leads


def test_a_merged_surname_stays_merged_when_everybody_is_joined_again_and_others_follow(db: Database) -> None:
    for key, name in zip("abc", ("Ronald Drum", "Drum", "Olaf Drum"), strict=True):
        save(db, key, name, outlet=f"Outlet {key}")
    correct.merge(db, 2, 1, ME)
    save(db, "d", "Drum", outlet="Outlet d")
    correct.rejoin(db)
    assert [row[:] for row in db.execute("select speaker from quotes order by id")] == [(1,), (1,), (3,), (1,)]


def test_a_chain_of_merges_leads_to_its_end_and_back(db: Database) -> None:
    for key, name in zip("abc", ("Drum", "R. Moor", "Ronald Vane"), strict=True):
        save(db, key, name, outlet=f"Outlet {key}")
    first = correct.merge(db, 1, 2, ME)
    second = correct.merge(db, 1, 3, ME)
    assert [former.survivor(db, one) for one in (1, 2, 3)] == [3, 3, 3]
    correct.undo(db, second)
    assert [former.survivor(db, one) for one in (1, 2, 3)] == [2, 2, 3]
    correct.undo(db, first)
    assert [former.survivor(db, one) for one in (1, 2, 3)] == [1, 2, 3]


def test_an_undone_split_leads_to_the_one_they_are_again(db: Database) -> None:
    for key in "ab":
        save(db, key, "Ida Brandt")
    correct.undo(db, correct.split(db, 1, [2], ME, name="Ida Brandt of Holm"))
    assert (people(db), former.survivor(db, 2)) == ({"Ida Brandt": 1}, 1)


def _merge(db: Database) -> None:
    correct.merge(db, 1, 2, ME)


def _forget(db: Database) -> None:
    save(db, "b", None, version="2")


def _undo(db: Database) -> None:
    number = correct.correct(db, 1, ME, speaker="Vera Lund", new=True)
    correct.undo(db, number)


def _rejoin(db: Database) -> None:
    db.execute("update names set speaker = 1 where speaker = 2")
    db.execute("update quotes set speaker = 1 where speaker = 2")
    db.execute("update names set name = 'Ida Brandt'")
    db.execute("update quotes set speaker_name = 'Ida Brandt'")
    correct.rejoin(db)


@pytest.mark.parametrize("change", [_merge, _forget, _undo, _rejoin])
def test_no_id_is_given_twice(db: Database, change: Callable[[Database], None]) -> None:
    save(db, "a", "Ida Brandt")
    save(db, "b", "Olaf Stein", outlet="Moor Times")
    change(db)
    gone = {number for (number,) in db.execute("select id from former_speakers").fetchall()}
    save(db, "c", "Mona Tarn", outlet="Holm Echo")
    assert gone and people(db)["Mona Tarn"] == max(*gone, 2) + 1


def test_surnames_that_wait_for_their_full_name_lead_to_it(db: Database) -> None:
    for key, name in zip("abcdefg", ("Drum", "Ronald Drum", "Ronald Drum", "Moor", "Moor"), strict=False):
        save(db, key, name)
    store.settle(db)
    assert people(db)["Ronald Drum"] == former.survivor(db, 1) == former.survivor(db, 2)
    waiting = db.execute("select speaker from names where name = 'Moor'").fetchall()
    for key in "fg":
        save(db, key, "Ib Moor")
    correct.rejoin(db)
    assert {former.survivor(db, number) for (number,) in waiting} == {people(db)["Ib Moor"]}


def test_an_older_database_tells_where_its_merges_lead(db: Database, path: Path) -> None:
    for key, name in zip("abc", ("Drum", "Ronald Drum", "Ida Brandt"), strict=True):
        save(db, key, name, outlet=f"Outlet {key}")
    correct.merge(db, 1, 2, ME)
    correct.undo(db, correct.correct(db, 3, ME, speaker="Vera Lund", new=True))
    correct.correct(db, 3, ME, speaker=None)
    db.execute("drop table former_speakers")
    for trigger in ("ad", "ai"):
        db.execute(f"drop trigger speakers_former_{trigger}")
    db.execute("update quotes set confidence = 1.0 where speaker is null")
    db.execute("delete from _sqlite_migrations where name = 'm007_former'")
    db.conn.commit()
    with closing(open_to_write.connect(path)) as again:
        assert [former.survivor(again, one) for one in (1, 2, 3, 4)] == [2, 2, 3, None]
        assert [row[:] for row in again.execute("select confidence from quotes where speaker is null")] == [(None,)]
        save(again, "d", "Mona Tarn")
        assert people(again)["Mona Tarn"] == 5


def test_the_command_line_follows_an_old_number_and_says_so(db: Database, path: Path) -> None:
    save(db, "a", "Drum", outlet="Moor Times")
    save(db, "b", "Ronald Drum")
    correct.merge(db, 1, 2, ME)
    result = CliRunner().invoke(cli, ["people", "show", str(path), "1", "--json"])
    assert (json.loads(result.stdout)["id"], result.stderr) == (2, "1 is Ronald Drum (2) now\n")
    missing = CliRunner().invoke(cli, ["people", "show", str(path), "9" * 30])
    assert missing.exit_code == 1 and "there is no speaker 999" in missing.stderr


@pytest.fixture
def datasette(db: Database, path: Path) -> Any:
    """Of four speakers, 1 became 2, and 4 is gone for good."""
    for key, name in zip("abcd", ("Drum", "Ronald Drum", "Ida Brandt", "Olaf Stein"), strict=True):
        save(db, key, name, outlet=f"Outlet {key}")
    correct.merge(db, 1, 2, ME)
    save(db, "d", None, version="2")
    return make_datasette(path)


def ask(datasette: Any, address: str, method: str = "GET") -> Any:
    return asyncio.run(datasette.client.request(method, address, follow_redirects=False))


OLD = [
    ("/-/quotes/speakers/1", "/-/quotes/speakers/2"),
    ("/-/quotes/speakers/01?after=15", "/-/quotes/speakers/2?after=15"),
    ("/-/quotes?words=bridge&speaker=1&order=best", "/-/quotes?words=bridge&speaker=2&order=best"),
    ("/-/quotes/compare?speaker=3&speaker=1&words=a", "/-/quotes/compare?speaker=3&speaker=2&words=a"),
    ("/-/quotes/feed.atom?speaker=1", "/-/quotes/feed.atom?speaker=2"),
    ("/-/quotes/review?person=1&said=merge&done=1", "/-/quotes/review?person=2&said=merge&done=1"),
    ("/-/quotes/api/v1/speakers/1", "/-/quotes/api/v1/speakers/2"),
    ("/-/quotes/api/v1/speakers/1/quotes.csv?words=x", "/-/quotes/api/v1/speakers/2/quotes.csv?words=x"),
    ("/-/quotes/api/v1/quotes?speaker=1", "/-/quotes/api/v1/quotes?speaker=2"),
    ("/-/quotes/api/v1/quotes.ndjson?speaker=1", "/-/quotes/api/v1/quotes.ndjson?speaker=2"),
    ("/-/quotes/api/v1/who-said.csv?q=bridge&speaker=1", "/-/quotes/api/v1/who-said.csv?q=bridge&speaker=2"),
    ("/quotes/speakers/1", "/quotes/speakers/2"),
    ("/quotes/speakers/1.json?_shape=array", "/quotes/speakers/2.json?_shape=array"),
    ("/quotes/quotes.csv?_stream=1&speaker=1", "/quotes/quotes.csv?_stream=1&speaker=2"),
    ("/quotes/names?speaker__exact=1&kind=person", "/quotes/names?speaker__exact=2&kind=person"),
    ("/quotes/said.json?speaker_id=1", "/quotes/said.json?speaker_id=2"),
]


@pytest.mark.parametrize(("old", "new"), OLD, ids=[old for old, _ in OLD])
def test_every_old_address_leads_to_the_one_of_today(datasette: Any, old: str, new: str) -> None:
    for method in ("GET", "HEAD"):
        answer = ask(datasette, old, method)
        assert (answer.status_code, answer.headers["location"]) == (308, new)
    assert ask(datasette, new).status_code in (200, 403)
    assert "no-cache" in answer.headers["cache-control"], "a merge may be undone"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/-/quotes/speakers/2", 200),
        ("/-/quotes/speakers/4", 404),
        ("/-/quotes/speakers/99", 404),
        ("/-/quotes/speakers/12", 404),
        ("/-/quotes/1", 200),
        ("/-/quotes?words=1", 200),
        ("/-/quotes/api/v1/speakers/4", 404),
        ("/-/quotes/api/v1/quotes?speaker=99", 200),
        ("/quotes/corrections?speaker=1", 403),
        ("/quotes/said?speaker=1", 200),
        ("/quotes?sql=select+:speaker&speaker=1", 200),
    ],
)
def test_all_others_are_answered_as_ever(datasette: Any, address: str, status: int) -> None:
    assert ask(datasette, address).status_code == status


def test_an_undone_merge_makes_the_old_address_live_again(datasette: Any, db: Database) -> None:
    correct.undo(db, 1)
    assert ask(datasette, "/-/quotes/speakers/1").status_code == 200


def test_strangers_are_not_told_where_a_private_address_leads(datasette: Any, path: Path) -> None:
    private = Datasette(metadata={"databases": {"quotes": {"allow": {"id": "ada"}}}})
    private.add_database(Served(private, str(path)), name="quotes")
    cookies = {"ds_actor": private.sign({"a": {"id": "ada"}}, "actor")}
    for old, _ in OLD:
        assert ask(private, old).status_code == 403, old
        known = asyncio.run(private.client.get(old, cookies=cookies, follow_redirects=False))
        assert known.status_code == 308, old


def test_under_another_path_and_for_other_sites_too(datasette: Any, path: Path) -> None:
    moved = Datasette(settings={"base_url": "/news/"}, cors=True)
    moved.add_database(Served(moved, str(path)), name="quotes")
    answer = ask(moved, "/-/quotes/api/v1/speakers/1")
    assert answer.headers["location"] == "/news/-/quotes/api/v1/speakers/2"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_database_of_before_is_served_as_it_was(tmp_path: Path) -> None:
    old = Datasette()
    old.add_database(Served(old, str(old_database(tmp_path / "old.db", "m006")), is_mutable=False), name="quotes")
    assert [ask(old, f"/-/quotes/speakers/{number}").status_code for number in (1, 99)] == [200, 404]


def test_all_tables_that_name_speakers_are_known(db: Database) -> None:
    from quotes.web.former import TABLES

    sql = """
        select c.name, m.name from sqlite_master m join pragma_table_info(m.name) c
        where m.type in ('table', 'view') and m.name <> 'corrections'
          and (c.name = 'speaker' and m.name <> 'said' or c.name in ('speaker_id', 'by'))
    """
    known = {(column, table) for column, tables in TABLES.items() for table in tables.split()}
    assert {row[:] for row in db.execute(sql)} == known
