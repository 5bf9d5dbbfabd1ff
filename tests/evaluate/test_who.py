"""A database against a gold of who is who."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.errors import SourceError
from quotes.evaluate import read_who
from quotes.evaluate.who import hashed
from quotes.models import Article, Quote
from quotes.names.name_key import name_key
from quotes.store import open_to_write, save

GOLD = Path(__file__).parents[1] / "gold" / "who_is_who.csv"
PLAIN = "article,name,person\na,Ida Brandt,ida\nb,Ida BRANDT,ida\nc,Olaf Stein,olaf\nc,Mona Tarn,mona\nz,Nobody,none\n"


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Ida Brandt in three articles, in two trades; Olaf Stein under his name."""
    db = open_to_write.connect(tmp_path / "news.db")
    said = {"text": "Yes", "kind": "direct", "spans": [(0, 3)], "rule": "test", "confidence": 0.9}
    told = (("a", "Ida Brandt", "surgeon"), ("b", "Ida Brandt", "Holm striker"), ("c", "Olaf Stein", None))
    for key, name, role in told:
        quote = Quote.model_validate(said | {"speaker": name, "speaker_kind": "person", "role": role})
        about = {"id": key, "source": f"Outlet {key}", "text": "Yes", "quotes": (quote,)}
        save.save(db, Article.model_validate(about))
    db.close()
    return str(tmp_path / "news.db")


@pytest.mark.parametrize("digests", [False, True])
def test_the_figures_of_a_database(tmp_path: Path, database: str, digests: bool) -> None:
    lines = [line.split(",") for line in PLAIN.splitlines()[1:]]
    hashes = [f"{hashed(article)},{hashed(name_key(name))},{person}" for article, name, person in lines]
    text = "\n".join(["article_sha256,name_sha256,person", *hashes]) if digests else PLAIN
    (tmp_path / "who.csv").write_text(text, encoding="utf-8")
    arguments = ["evaluate", str(tmp_path / "who.csv"), "--people", "--database", database, "--json"]
    result = CliRunner().invoke(cli, arguments)
    found = json.loads(result.stdout)
    assert (found["names"], found["joined"]["mentions"], found["split_names"], found["quotes"]) == (5, 3, [2], 3)
    assert (found["joined"]["p"], found["joined"]["pair_r"]) == (1.0, 0.0)
    assert found["at_main_row"] == pytest.approx(2 / 3)
    report = CliRunner().invoke(cli, arguments[:-1]).stdout
    assert "0.667 of 3" in report and "1, at most on 2 rows" in report


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,person\nIda,1\n", "is not a gold of who is who"),
        ("article,name,person\n", "is not a gold of who is who"),
        ("article,name,person\na,Ida,1\na,IDA,2\n", ":3: two people for one name of an article"),
        ("article,name,person\na,Ida,\n", ":2: no person"),
        ("article,name,person\na,\xff", "is not a CSV file in UTF-8"),
    ],
)
def test_a_wrong_gold_is_said(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "who.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(SourceError, match=problem):
        read_who(tmp_path / "who.csv")


def test_a_database_of_other_articles_and_a_missing_option_are_said(tmp_path: Path, database: str) -> None:
    other = CliRunner().invoke(cli, ["evaluate", str(GOLD), "--people", "--database", database])
    assert other.exit_code == 1 and "has none of its names" in other.stderr
    assert CliRunner().invoke(cli, ["evaluate", str(GOLD), "--database", database]).exit_code == 2


def test_the_gold_of_2016_is_whole() -> None:
    who = read_who(GOLD)
    assert len(who) > 1600 and len(set(who.values())) > 280
