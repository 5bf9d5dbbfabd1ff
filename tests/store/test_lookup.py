"""Looking up: whom a name finds, what words find, and which modules it imports."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quotes.models import Article, Quote
from quotes.store import correct, lookup, open_to_write, profiles, save

ROWS = [
    # speaker, kind, day, outlet, words
    ("Zoë Lindqvist", "person", "2026-03-01", "Tarn Post", "The bridge is safe"),
    ("Zoë Lindqvist", "person", "2026-03-09T08:00:00Z", "Moor Times", "Ferries will replace the bridge"),
    ("Lindqvist", "person", "2026-02-01", "Holm Echo", "No comment"),
    ("Lindqvist Brothers", "organisation", "2026-03-02", "Moor Times", "We built “the old bridge” in 1931"),
    ("Ib Moor", "person", "2026-03-03", "Tarn Post", "It's NOT a bridge AND never was"),
    ("Ib Moor", "person", None, "Tarn Post", "Undated words about a café"),
    (None, "unknown", "2026-03-04", "Tarn Post", "Somebody's bridge"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the articles above, each with one quotation."""
    made = tmp_path_factory.mktemp("lookup") / "quotes.db"
    db = open_to_write.connect(made)
    for number, (speaker, kind, day, outlet, words) in enumerate(ROWS):
        quote: dict[str, Any] = {"text": words, "kind": "direct", "spans": [(0, len(words))], "rule": "test"}
        found = Quote(**quote, speaker=speaker, speaker_kind=kind, confidence=0.9)
        article = Article(id=str(number), title=f"Title {number}", source=outlet, published=day, text=words)
        save.save(db, article.model_copy(update={"quotes": (found,)}))
    db.close()
    return made


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Zoë Lindqvist", [1, 0]),
        ("zoe lindqvist", [1, 0]),
        ("ZOE   LINDQVIST", [1, 0]),
        ("Lindqvist", [1, 0, 2]),
        ("lindqvist brothers", [3]),
        ("brothers", [3]),
        ("Ib", [4, 5]),
        ("Zoë", [1, 0]),
        ("Lind", []),
        ("Nobody Known", []),
        ("", []),
        ("'; drop table quotes; --", []),
        ('"*^(', []),
    ],
)
def test_said_by_newest_first(path: Path, name: str, found: list[int]) -> None:
    db = lookup.connect(path)
    assert [said.text for said in lookup.said_by(db, name)] == [ROWS[number][4] for number in found]


def test_said_by_says_who_where_and_when(path: Path) -> None:
    (said,) = lookup.said_by(lookup.connect(path), "Zoë Lindqvist", limit=1)
    assert (said.speaker, said.outlet, said.published, said.title) == (
        "Zoë Lindqvist",
        "Moor Times",
        "2026-03-09T08:00:00Z",
        "Title 1",
    )


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-03-02", None, [1]),
        (None, "2026-03-01", [0, 2]),
        ("2026-03", "2026-03", [1, 0]),
        ("2026-03-09", "2026-03-09", [1]),
        ("2027", None, []),
    ],
)
def test_a_period(path: Path, since: str | None, until: str | None, found: list[int]) -> None:
    said = lookup.said_by(lookup.connect(path), "Lindqvist", since=since, until=until)
    assert [row.text for row in said] == [ROWS[number][4] for number in found]


def test_speakers_named_counts_the_most_quoted_first(path: Path) -> None:
    speakers = lookup.speakers_named(lookup.connect(path), "lindqvist")
    assert [(speaker.name, speaker.quotes) for speaker in speakers] == [
        ("Zoë Lindqvist", 2),
        ("Lindqvist", 1),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge", [1, 6, 4, 3, 0]),
        ("BRIDGES", [1, 6, 4, 3, 0]),
        ("bridge safe", [0]),
        ("safe bridge", [0]),
        ('"safe bridge"', []),
        ('"bridge is safe"', [0]),
        ("cafe", [5]),
        ("it's not", [4]),
        ("bridge AND never", [4]),
        ("bridge OR", [1, 6, 4, 3, 0]),
        ("bridge -never", [1, 6, 3, 0]),
        ("bridge OR café", [1, 6, 4, 3, 0, 5]),
        ("NEAR(bridge safe)", []),
        ("text:bridge", []),
        ("bridge*", [1, 6, 4, 3, 0]),
        ("bridge - safe", [0]),
        ("“the old bridge”", [3]),
    ],
)
def test_who_said(path: Path, words: str, found: list[int]) -> None:
    said = lookup.who_said(lookup.connect(path), words)
    assert [row.text for row in said] == [ROWS[number][4] for number in found]


@pytest.mark.parametrize(
    "words", ["", " ", '"', '""', '"""', "*", "(", ")", "^", "a\0b", "-", "{", "🐟", "'", ":", "\u2003", "+"]
)
def test_no_words_are_an_error(path: Path, words: str) -> None:
    assert lookup.who_said(lookup.connect(path), words) == []
    assert lookup.speakers_named(lookup.connect(path), words) == []


def test_limit_and_totals(path: Path) -> None:
    db = lookup.connect(path)
    assert len(lookup.who_said(db, "bridge", limit=2)) == 2
    assert lookup.totals(db) == {"articles": 7, "quotes": 7, "speakers": 4}


def test_what_is_read_is_never_written(path: Path) -> None:
    db = lookup.connect(path)
    with pytest.raises(Exception, match="readonly"):
        db.execute("delete from quotes")


def test_reading_while_another_writes(path: Path) -> None:
    writer = open_to_write.connect(path)
    writer.execute("begin immediate")
    assert lookup.said_by(lookup.connect(path), "Ib Moor")
    writer.rollback()
    writer.close()


@pytest.mark.parametrize("module", ["quotes.store.lookup", "quotes.cli", "quotes.web"])
def test_looking_up_loads_nothing_heavy(module: str) -> None:
    heavy = {"spacy", "textacy", "sqlite_utils", "numpy", "trafilatura", "uvicorn"}
    script = f"import sys, {module}; print(*({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


@pytest.mark.parametrize("command", [["said-by", "Lindqvist"], ["who-said", "bridge"]])
def test_a_look_up_from_start_to_finish_loads_nothing_heavy(path: Path, command: list[str]) -> None:
    arguments = ["quotes", command[0], str(path), command[1]]
    script = f"""
import sys
from contextlib import closing
from quotes.cli import cli
sys.argv = {arguments!r}
try:
    cli()
finally:
    print(*({{"spacy", "textacy", "sqlite_utils", "datasette"}} & set(sys.modules)), file=sys.stderr)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stderr.splitlines()[-1].split() == [] and "Lindqvist" in run.stdout


def test_a_name_that_was_merged_away_still_finds_its_bearer(path: Path, tmp_path: Path) -> None:
    merged = tmp_path / "merged.db"
    with closing(lookup.connect(path)) as conn:
        conn.execute("vacuum into ?", [str(merged)])
    db = open_to_write.connect(merged)
    correct.merge(db, "Zoë Lindqvist", "Ib Moor", correct.By("tester"))
    db.close()
    with closing(lookup.connect(merged)) as conn:
        assert {said.speaker for said in lookup.said_by(conn, "Ib Moor")} == {"Zoë Lindqvist"}


@pytest.mark.parametrize(
    ("days", "role"),
    [
        ([("2026-03-01", "mayor"), ("2026-01-01", "baker")], "mayor"),
        ([("2026-03-01", "mayor"), (None, "baker")], "mayor"),
        ([(None, "baker")], "baker"),
        ([("2026-03-01", None)], None),
        ([("2026-03-01", "mayor"), ("2026-01-01", "baker"), ("2025-01-01", "baker")], "baker"),
    ],
)
def test_the_usual_role_is_that_of_most_articles_or_the_newest(
    tmp_path: Path, days: list[tuple[str | None, str | None]], role: str | None
) -> None:
    with closing(open_to_write.connect(tmp_path / "roles.db")) as db:
        for number, (day, called) in enumerate(days):
            said: dict[str, Any] = {
                "text": "Yes",
                "kind": "direct",
                "spans": [(0, 3)],
                "rule": "test",
                "confidence": 0.9,
            }
            quote = Quote(**said, speaker="Ida Marlow", speaker_kind="person", role=called)
            save.save(db, Article(id=str(number), published=day, text="Yes", quotes=(quote,)))
        ((who,),) = db.execute("select id from speakers").fetchall()
        assert profiles.usual_role(db.conn, who) == role
