"""The commands: stdout, stderr and the exit status. Reading and finding are stood in for."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import click
import pytest
from click.testing import CliRunner, Result

from quotes.cli import cli
from quotes.errors import SourceError
from quotes.models import Article, Quote
from quotes.store import lookup

SAYING = re.compile(r"“([^”]*)” said ([^.]*)")
LINES = [
    {
        "id": "1",
        "text": "“The bridge is safe,” said Zoë Lindqvist.",
        "title": "Bridge",
        "source": "Tarn Post",
    },
    {
        "id": "2",
        "text": "“Ferries are slow,” said Ib Moor. “No,” said Zoë Lindqvist.",
        "published": "2026-03-02",
    },
]


@dataclass(frozen=True)
class Fields:
    id: str = "id"
    text: str = "text"
    source: str = "source"


def measured(sources: Any, *, links: bool) -> Any:
    """Stands in for `quotes.read.measured`, which cannot tell."""
    return SimpleNamespace(share=None)


def read(
    source: str,
    *,
    format: str | None,
    fields: Fields,
    meter: Any,
    links: bool,
    longest: int,
    refused: Callable[[Path], bool] | None = None,
    on_error: Callable[[SourceError], None],
) -> Iterator[Article]:
    """Stands in for `quotes.read.read`: JSON Lines alone."""
    if not Path(source).exists():
        raise SourceError(source, "there is no such file", "check the path")
    for number, line in enumerate(Path(source).read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError:
            on_error(SourceError(f"{source}:{number}", "is not JSON"))
            continue
        row["text"], row["id"] = row.pop(fields.text), row.pop(fields.id)
        yield Article(**row)


class Found(NamedTuple):
    article: Article
    topics: tuple[tuple[str, float], ...]


def find_many(
    articles: Iterable[Article],
    *,
    model: str | None,
    weights: str | None,
    topics: bool,
    on_error: Callable[[SourceError], None],
) -> Iterator[Found]:
    """Stands in for `quotes.extraction.engine.find_many`: “words” said Name, surer of longer ones; one topic."""
    for article in articles:
        if "POISON" in article.text:
            on_error(SourceError(article.id, "cannot be parsed"))
            continue
        quoted = article.model_copy(update={"quotes": tuple(_quotes(article.text))})
        yield Found(quoted, (("bridge", 1.0),) if topics else ())


def _quotes(text: str) -> Iterator[Quote]:
    for match in SAYING.finditer(text):
        sure = 0.3 if len(match[1]) < 5 else 0.9
        yield Quote(
            text=match[1],
            kind="direct",
            spans=(match.span(1),),
            speaker=match[2],
            speaker_kind="person",
            rule="stand_in",
            confidence=sure,
        )


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "quotes.read", SimpleNamespace(read=read, Fields=Fields, measured=measured))
    monkeypatch.setitem(sys.modules, "quotes.extraction.engine", SimpleNamespace(find_many=find_many))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def news(tmp_path: Path) -> str:
    return write(tmp_path / "news.jsonl", LINES)


def write(path: Path, rows: Iterable[dict[str, Any] | str]) -> str:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def summary(*arguments: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(run("load", *arguments, "--json").stdout)
    return loaded


@pytest.mark.parametrize("name", cli.commands)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example:\n\n +quotes {name}", result.output)


def test_every_option_has_help() -> None:
    options = [o for command in cli.commands.values() for o in command.params if isinstance(o, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_extract_prints_an_article_a_line(news: str) -> None:
    result = run("extract", news)
    articles = [Article.model_validate_json(line) for line in result.stdout.splitlines()]
    assert [[quote.speaker for quote in article.quotes] for article in articles] == [
        ["Zoë Lindqvist"],
        ["Ib Moor", "Zoë Lindqvist"],
    ]
    assert (result.exit_code, result.stderr) == (0, "")


def test_extract_as_csv(news: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("extract", news, "--format", "csv").stdout)))
    assert [(row["article_id"], row["speaker"], row["text"]) for row in rows] == [
        ("1", "Zoë Lindqvist", "The bridge is safe,"),
        ("2", "Ib Moor", "Ferries are slow,"),
        ("2", "Zoë Lindqvist", "No,"),
    ]


def test_extract_as_a_table(news: str) -> None:
    shown = run("extract", news, "--format", "table").stdout
    assert "Tarn Post · Bridge" in shown and "Ferries are slow," in shown and "\x1b" not in shown


@pytest.mark.parametrize(("least", "quotes"), [("0", 3), ("0.5", 2), ("1", 0)])
def test_min_confidence(news: str, least: str, quotes: int) -> None:
    assert run("extract", news, "--min-confidence", least).stdout.count('"stand_in"') == quotes
    assert summary(f"{least}.db", news, "--min-confidence", least)["database"]["quotes"] == quotes


def test_field_options(tmp_path: Path) -> None:
    source = write(tmp_path / "other.jsonl", [{"number": "7", "body": LINES[0]["text"]}])
    result = run("extract", source, "--text-field", "body", "--id-field", "number")
    assert json.loads(result.stdout)["id"] == "7"


def test_load_then_again_then_changed(news: str) -> None:
    assert summary("it.db", news) == {
        "articles": 2,
        **{"new": 2, "changed": 0, "unchanged": 0, "skipped": 0, "failed": 0},
        "database": {"articles": 2, "quotes": 3, "speakers": 2},
    }
    assert summary("it.db", news)["unchanged"] == 2
    write(Path(news), [LINES[0], LINES[1] | {"text": "“Fine,” said Ib Moor."}])
    again = summary("it.db", news)
    assert (again["changed"], again["unchanged"], again["database"]["quotes"]) == (1, 1, 2)
    assert summary("it.db", news, "--min-confidence", "0.5")["changed"] == 0


def test_known_articles_are_not_extracted_again(news: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("load", "it.db", news)
    monkeypatch.setitem(sys.modules, "quotes.extraction.engine", None)  # so that its import, which loads spaCy, raises
    assert summary("it.db", news)["unchanged"] == 2


def test_topics_are_saved(news: str) -> None:
    run("load", "it.db", news)
    found = sqlite3.connect("it.db").execute("select article, term from topics").fetchall()
    assert found == [(1, "bridge"), (2, "bridge")]


def test_interrupted_it_keeps_what_was_saved_and_says_how_to_go_on(news: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(articles: Iterable[Article], **options: Any) -> Iterator[Found]:
        yield next(find_many(articles, **options))
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "quotes.extraction.engine", SimpleNamespace(find_many=interrupted))
    result = run("load", "it.db", news)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "stopped; 1 new, 0 changed, 0 unchanged. Run the same command again to go on.\n"
    monkeypatch.setitem(sys.modules, "quotes.extraction.engine", SimpleNamespace(find_many=find_many))
    assert summary("it.db", news)["new"] == 1


def test_load_says_on_stderr_what_it_did(news: str) -> None:
    result = run("load", "it.db", news)
    assert result.stdout == ""
    assert result.stderr == (
        "2 articles read: 2 new, 0 changed, 0 unchanged; 0 skipped, 0 failed\n"
        "it.db now holds 2 articles, 3 quotes, 2 speakers\n"
    )


def test_two_articles_with_one_id_are_told(tmp_path: Path) -> None:
    result = run("load", "it.db", write(tmp_path / "n.jsonl", [LINES[0], LINES[1] | {"id": "1"}]))
    assert "two articles have the id '1'; the last one is kept" in result.stderr
    assert "1 new, 1 changed" in result.stderr


def test_articles_with_one_id_are_the_last_of_them_however_often_they_are_loaded(tmp_path: Path) -> None:
    other = LINES[1] | {"id": "1"}
    news = write(tmp_path / "n.jsonl", [LINES[0], LINES[1], other])
    told = [run("load", "it.db", news).stderr for _ in range(3)]
    assert all("two articles have the id '1'; the last one is kept" in line for line in told)
    assert ["0 new, 0 changed, 3 unchanged" in line for line in told] == [False, True, True]
    with closing(sqlite3.connect("it.db")) as db:
        assert db.execute("select text from articles where key = '1'").fetchone()[0] == other["text"]


@pytest.mark.parametrize("command", [["extract"], ["load", "it.db"]])
@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("missing.jsonl", "missing.jsonl: there is no such file; check the path"),
        ("broken.jsonl", "broken.jsonl:1: is not JSON"),
        ("poison.jsonl", "p: cannot be parsed"),
    ],
)
def test_a_bad_source_is_told_and_the_others_go_on(
    command: list[str], bad: str, message: str, news: str, tmp_path: Path
) -> None:
    write(tmp_path / "broken.jsonl", ["{"])
    write(tmp_path / "poison.jsonl", [{"id": "p", "text": "POISON"}])
    result = run(*command, bad, news)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, message)
    assert "Lindqvist" in result.stdout or lookup.totals(lookup.connect("it.db"))["articles"] == 2


@pytest.mark.parametrize(
    "command",
    [["load", "DB", "news.jsonl"], ["said-by", "DB", "x"], ["who-said", "DB", "x"], ["serve", "DB"]],
)
@pytest.mark.parametrize(
    ("database", "message"),
    [
        ("folder", "is a folder"),
        ("letter.txt", "not a SQLite database"),
        ("no/where.db", "there is no folder"),
    ],
)
def test_a_bad_database_is_one_clear_line(
    command: list[str], database: str, message: str, news: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "letter.txt").write_text("Dear reader, this is only a letter.")
    result = run(*[database if word == "DB" else word for word in command])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {database}: ") and message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["said-by", "x"], ["who-said", "x"], ["serve"]])
def test_a_missing_database_is_not_made(command: list[str], tmp_path: Path) -> None:
    result = run(command[0], "none.db", *command[1:])
    assert result.exit_code == 1 and "there is no such database; make it with `quotes load" in result.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["load", "it.db"],
        ["said-by", "it.db"],
        ["nonsense"],
        ["extract", "x", "--format", "xml"],
        ["extract", "x", "--min-confidence", "2"],
        ["said-by", "it.db", "x", "--limit", "0"],
        ["said-by", "it.db", "x", "--since", "yesterday"],
        ["serve", "it.db", "--port", "70000"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "") and "Usage:" in result.stderr


def test_said_by(news: str) -> None:
    run("load", "it.db", news)
    shown = run("said-by", "it.db", "lindqvist")
    assert "Zoë Lindqvist" in shown.stdout and "“The bridge is safe”" in shown.stdout and shown.stderr == ""
    found = json.loads(run("said-by", "it.db", "lindqvist", "--json").stdout)
    assert [row["text"] for row in found] == ["No,", "The bridge is safe,"]
    limited = json.loads(run("said-by", "it.db", "lindqvist", "--json", "--since", "2026-03").stdout)
    assert [row["text"] for row in limited] == ["No,"]


def test_said_by_says_when_it_finds_nobody_or_several(news: str, tmp_path: Path) -> None:
    run("load", "it.db", news, write(tmp_path / "more.jsonl", [{"id": "3", "text": "“Hm,” said Ada Moor."}]))
    nobody = run("said-by", "it.db", "Nobody", "--json")
    assert (json.loads(nobody.stdout), nobody.exit_code) == ([], 0)
    assert "nobody with the name 'Nobody'" in nobody.stderr
    several = run("said-by", "it.db", "moor")
    assert several.stderr == "2 speakers have the name 'moor': Ada Moor (person, 1), Ib Moor (person, 1)\n"


def test_who_said(news: str) -> None:
    run("load", "it.db", news)
    assert [row["speaker"] for row in json.loads(run("who-said", "it.db", "FERRY", "--json").stdout)] == ["Ib Moor"]
    assert "no quotation contains the words 'zebra'" in run("who-said", "it.db", "zebra").stderr


def test_hostile_text_does_not_steer_the_terminal(tmp_path: Path) -> None:
    text = "“\x1b[31mred\x07 \u202e[bold]x[/bold]” said Mal\x1b]0;x\x07 Lory."
    source = write(tmp_path / "n.jsonl", [{"id": "\x1b[2J", "text": text}])
    shown = run("extract", source, "--format", "table").stdout
    assert "[bold]x[/bold]" in shown and not set("\x1b\x07\u202e") & set(shown)


def test_schema_is_the_schema_of_an_article() -> None:
    assert json.loads(run("schema").stdout) == Article.model_json_schema()


@pytest.mark.parametrize(
    ("folder", "given", "made"),
    [(False, [], "quotes.db"), (True, [], "db/quotes.db"), (True, ["other.db"], "other.db")],
)
def test_demo(
    folder: bool, given: list[str], made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, news: str
) -> None:
    monkeypatch.setattr(sys.modules["quotes.cli.demo"], "SAMPLES", tmp_path)
    monkeypatch.setitem(
        sys.modules,
        "quotes.read",
        SimpleNamespace(read=lambda _, **kw: read(news, **kw), Fields=Fields, measured=measured),
    )
    if folder:
        (tmp_path / "db").mkdir()
    result = run("demo", *given)
    assert result.exit_code == 0, result.output
    assert (tmp_path / made).exists()
    assert "“Ferries are slow”" in result.stdout and f"quotes serve {made}" in result.stdout


def test_demo_without_samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys.modules["quotes.cli.demo"], "SAMPLES", tmp_path / "none")
    assert "the sample articles are missing" in run("demo").stderr


@pytest.mark.parametrize("command", ["quotes who-said it.db bridge --json", "quotes schema"])
def test_a_closed_pipe_is_quiet(command: str, tmp_path: Path) -> None:
    write(
        tmp_path / "n.jsonl",
        [{"id": str(n), "text": f"“bridge {'x' * 2000}” said N {n}."} for n in range(99)],
    )
    run("load", "it.db", "n.jsonl")
    shell = f"{sys.executable} -m {command} | head -c 10"
    piped = subprocess.run(shell, shell=True, capture_output=True, text=True, cwd=tmp_path)
    assert (len(piped.stdout), piped.stderr) == (10, "")


def test_stdout_is_utf8_whatever_the_terminal(news: str, tmp_path: Path) -> None:
    run("load", "it.db", news)
    command = [sys.executable, "-m", "quotes", "said-by", "it.db", "Lindqvist", "--json"]
    shown = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, cwd=tmp_path)
    assert json.loads(shown.stdout.decode("utf-8"))[0]["speaker"] == "Zoë Lindqvist"
