"""Loading many articles: which are taken, the progress, and that a load goes on after it was stopped."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from rich.progress import Progress

from quotes.cli import cli
from quotes.cli.article_options import LeftOut, choose
from quotes.cli.extract import uninterrupted
from quotes.cli.progress import _counter, _duration, progress, wording
from quotes.models import Article
from tests import STUCK
from tests.source_tree import ROOT

# `quotes` without a model, in this process or in workers of any number of articles.
QUOTES = f"""
import signal, sys
from types import SimpleNamespace
sys.path.insert(0, {str(ROOT)!r})
signal.signal(signal.SIGINT, signal.default_int_handler)  # also in a background job
from quotes.parallel import pool
from tests.parallel.stand_in_worker import find_many
pool.ENOUGH, pool.CHUNK = 1, 3
pool.START = "from tests.parallel.stand_in_worker import work; work()"
sys.modules["quotes.extraction.engine"] = SimpleNamespace(find_many=find_many)
"""
# Ctrl-C at the very moment when the third article has been saved: before `save` ends, or right after it.
IN_SAVING = """
from sqlite_utils import Database
commit = Database.commit
def stopped(db):
    commit(db)
    if db.execute("select count(*) from articles").fetchone()[0] == 3:
        signal.raise_signal(signal.SIGINT)
Database.commit = stopped
"""
AFTER_SAVING = """
from quotes.store import save as store
save = store.save
def stopped(db, *article, **how):
    outcome = save(db, *article, **how)
    if db.execute("select count(*) from articles").fetchone()[0] == 3:
        signal.raise_signal(signal.SIGINT)
    return outcome
store.save = stopped
"""
ARTICLES = [
    Article(id="1", text="One.", published="2026-03-02", source="Cairn Courier", author="Ida  Brandt"),
    Article(id="2", text="Two.", published="2026-02-28T10:00:00Z", source="Cairn Courier"),
    Article(id="3", text="Three.", published="2025-12-31", source="Northern Wire"),
    Article(id="4", text="Four.", source="Northern Wire"),
]


def parsed(*arguments: str) -> dict[str, object]:
    """The options of `extract` as it gets them."""
    return cli.commands["extract"].make_context("extract", ["news.txt", *arguments]).params


@pytest.mark.parametrize(
    ("arguments", "taken"),
    [
        ([], "1234"),
        (["--limit", "3"], "123"),
        (["--since", "2026-03-01"], "1"),
        (["--since", "2026-02"], "12"),
        (["--since", "2025"], "123"),
        (["--since", "2027"], ""),
        (["--where", "source=cairn courier"], "12"),
        (["--where", "author = Ida Brandt"], "1"),
        (["--where", "author="], "234"),
        (["--where", "source=Cairn Courier", "--where", "id=2"], "2"),
        (["--where", "source=Northern Wire", "--limit", "1"], "3"),
    ],
)
def test_articles_are_chosen(arguments: list[str], taken: str) -> None:
    chosen = choose(ARTICLES, parsed(*arguments), LeftOut())
    assert "".join(article.id for article in chosen) == taken


def test_what_is_left_out_is_counted() -> None:
    left_out = LeftOut()
    list(choose(ARTICLES, parsed("--since", "2026-01", "--where", "id=1"), left_out))
    assert str(left_out) == "3 left out: 1 by --where, 2 by --since (1 of them without a date)"


def test_nothing_is_read_after_the_last_one_taken() -> None:
    articles = iter(ARTICLES)
    list(choose(articles, parsed("--limit", "2"), LeftOut()))
    assert next(articles).id == "3"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "last week"], "'last week' is not a date; write 2026-03-01, 2026-03 or 2026"),
        (["--since", "2026-02-30"], "'2026-02-30' is not a date"),
        (["--since", "2026-13"], "'2026-13' is not a date"),
        (["--where", "outlet=Cairn"], "an article has no field 'outlet'; there are id, title, source"),
        (["--where", "source"], "'source' has no '='; write FIELD=VALUE"),
        (["--limit", "0"], "0 is not in the range x>=1"),
        (["--processes", "0"], "0 is not in the range x>=1"),
        (["--min-confidence", "2"], "2.0 is not in the range 0<=x<=1"),
    ],
)
def test_options_that_cannot_be(arguments: list[str], says: str) -> None:
    with pytest.raises(click.BadParameter) as error:
        parsed(*arguments)
    assert says in error.value.format_message()


def test_the_wrong_option_is_named() -> None:
    result: Result = CliRunner().invoke(cli, ["load", "it.db", "news.txt", "--where", "source"])
    assert result.exit_code == 2 and "Invalid value for '--where'" in result.stderr


@pytest.mark.parametrize(("seconds", "shown"), [(0, "1 s"), (80, "80 s"), (300, "5 min"), (7800, "2 h 10 min")])
def test_durations(seconds: float, shown: str) -> None:
    assert _duration(seconds) == shown


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ([0.125, 0.25], "50 articles, 0.5 a second, about 5 min left"),
        ([None, None], "50 articles, 0.5 a second"),
        ([0.25, 0.25], "50 articles, 0.5 a second"),
        ([0.5, 1.0], "50 articles, 0.5 a second, about 1 s left"),
    ],
)
def test_the_rate_and_the_time_left_are_told(shares: list[float | None], says: str) -> None:
    now = 1000.0
    shown = Progress(disable=True, get_time=lambda: now, speed_estimate_period=1000)
    count = _counter(shown, lambda: shares[now > 1050])
    for _ in range(50):
        now += 2
        articles, work = count()
    assert wording(articles, work) == says


def test_logs_get_a_line_every_so_often(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with progress(lambda: None) as advance:
        advance()
        assert capsys.readouterr().err == ""
        monkeypatch.setattr("quotes.cli.progress.LOG_SECONDS", 0.0)
        advance()
        assert capsys.readouterr().err.startswith("2 articles, ")


def start(folder: Path, *arguments: str, change: str = "") -> subprocess.Popen[str]:
    """`quotes load it.db …` in a folder, in a process of its own."""
    code = f"{QUOTES}{change}\nfrom quotes.cli import cli\ncli()"
    command = [sys.executable, "-c", code, "load", "it.db", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder)


def load(folder: Path, *arguments: str) -> dict[str, int]:
    """What it says it did."""
    output, errors = start(folder, *arguments, "--json").communicate(timeout=STUCK)
    assert output, errors
    summary: dict[str, int] = json.loads(output)
    return summary


def saved(folder: Path) -> list[str]:
    """The ids in the database, in the order in which they were saved."""
    if not (folder / "it.db").exists():
        return []
    db = sqlite3.connect(folder / "it.db", timeout=30)
    try:
        found = [row[0] for row in db.execute("select key from articles order by id")]
        assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
    except sqlite3.OperationalError:
        return []
    finally:
        db.close()
    return found


def wait_until_some_are_saved(folder: Path, process: subprocess.Popen[str]) -> None:
    while len(saved(folder)) < 3:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Sixty articles, of which all from the twelfth on wait until there is a file `go`."""
    rows = [{"id": str(number), "text": "fine" if number < 12 else "WAIT go"} for number in range(60)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


IDS = [str(number) for number in range(60)]


def test_interrupted_it_says_how_to_go_on_and_goes_on(news: Path) -> None:
    process = start(news, "news.jsonl", "--processes", "2")
    wait_until_some_are_saved(news, process)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=STUCK)
    assert (process.returncode, output) == (130, "")
    kept = saved(news)
    assert 3 <= len(kept) <= 12
    assert errors == f"stopped; {len(kept)} new, 0 changed, 0 unchanged. Run the same command again to go on.\n"
    (news / "go").touch()
    again = load(news, "news.jsonl", "--processes", "2")
    assert (again["new"], again["unchanged"], saved(news)) == (60 - len(kept), len(kept), IDS)


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("moment", [IN_SAVING, AFTER_SAVING], ids=["in saving", "after saving"])
def test_what_was_saved_as_ctrl_c_came_is_counted(news: Path, moment: str, processes: str) -> None:
    process = start(news, "news.jsonl", "--processes", processes, change=moment)
    assert process.communicate(timeout=STUCK) == (
        "",
        "stopped; 3 new, 0 changed, 0 unchanged. Run the same command again to go on.\n",
    )
    assert (process.returncode, saved(news)) == (130, ["0", "1", "2"])


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """As in a terminal; a shell that starts the tests in the background has them ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_waits_for_the_end_of_what_belongs_together() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        for step in range(3):
            signal.raise_signal(signal.SIGINT)
            done.append(step)
    assert done == [0, 1, 2] and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_ignored_ctrl_c_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_killed_it_goes_on_where_it_was(news: Path) -> None:
    process = start(news, "news.jsonl", "--processes", "2")
    wait_until_some_are_saved(news, process)
    process.kill()
    process.wait()
    (news / "go").touch()  # also ends the workers
    process.communicate(timeout=STUCK)
    kept = len(saved(news))
    assert 3 <= kept <= 12
    again = load(news, "news.jsonl", "--processes", "3")
    assert (again["new"], again["unchanged"], saved(news)) == (60 - kept, kept, IDS)


def test_every_article_is_accounted_for_when_workers_die(tmp_path: Path) -> None:
    texts = ["fine"] * 18 + ["KILL", "WRONG"]
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    process = start(tmp_path, "news.jsonl", "--processes", "2")
    errors = process.communicate(timeout=STUCK)[1].splitlines()
    assert process.returncode == 1
    assert errors[0].startswith("article 18: left out, a worker process was killed (SIGKILL)")
    assert errors[1].startswith("article 19: could not be analysed")
    assert errors[2] == "20 articles read: 18 new, 0 changed, 0 unchanged; 0 skipped, 2 failed"
    assert saved(tmp_path) == [str(number) for number in range(18)]


def test_what_was_asked_for_is_said(news: Path) -> None:
    process = start(news, "news.jsonl", "--where", "id=7")
    errors = process.communicate(timeout=STUCK)[1]
    assert "59 left out: 59 by --where" in errors and process.returncode == 0
    assert load(news, "news.jsonl", "--limit", "2") == load(news, "news.jsonl", "--limit", "2") | {
        "new": 2,
        "unchanged": 0,
    }


def test_links_that_leave_a_folder_are_followed_only_if_asked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("Outside.")
    (tmp_path / "in" / "own.txt").write_text("Own.")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    database = tmp_path / "it.db"
    for options, texts, status in (([], ["Own."], 1), (["--follow-links"], ["Outside.", "Own."], 0)):
        result = CliRunner().invoke(cli, ["load", str(database), str(tmp_path / "in"), *options])
        assert result.exit_code == status and ("a link that leads out of the folder" in result.stderr) == (status == 1)
        with closing(sqlite3.connect(database)) as db:
            assert sorted(row[0] for row in db.execute("select text from articles")) == texts


def test_what_is_too_long_is_named_with_its_file(tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    source.write_text(json.dumps({"id": "x", "text": "a " * 1_000_001}) + "\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["load", str(tmp_path / "it.db"), str(source)])
    assert result.exit_code == 1 and f"{source}, article x: has 2,000,002 characters" in result.stderr
