"""Watching feeds: what is new is loaded and printed once, and a watch goes on after errors and restarts."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.cli.sources import Intake
from quotes.cli.watch import rounds
from quotes.models import Found
from quotes.read.web.fetch import Fetcher
from tests import STUCK
from tests.cli.test_loading import QUOTES
from tests.read.web.site import Site, ok, serving

FEED = "<rss version='2.0'><channel><title>Tarn Post</title>{}</channel></rss>"
ITEM = (
    "<item><title>T{0}</title><guid>g{0}</guid><link>{1}/{0}</link><description>“No {0},” he said.</description></item>"
)
OPTIONS: dict[str, Any] = {"min_confidence": 0.0, "model": None, "weights": None, "fetch_entries": False}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as there:
        there.answers["/robots.txt"] = ok("", "text/plain")
        yield there


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rounds.__globals__, "find_all", lambda articles, *_: (Found(one, ()) for one in articles))


def feed(site: Site, *numbers: int) -> bytes:
    items = "".join(ITEM.format(number, site.url("")) for number in numbers)
    return ok(FEED.format(items), "application/rss+xml", 'ETag: "v' + "-".join(map(str, numbers)) + '"')


def watched(path: Path, *sources: str, **options: Any) -> Intake:
    """One round of a watch that knows what earlier ones left."""
    tally = Intake()
    fetcher = Fetcher(pause=0.0, allow_loopback_for_tests=True)
    rounds(str(path / "a.db"), sources, OPTIONS | options, tally, fetcher, once=True)
    return tally


def titles(path: Path) -> list[str]:
    return [title for (title,) in sqlite3.connect(path / "a.db").execute("select title from articles order by title")]


def test_what_is_new_is_loaded_once(tmp_path: Path, site: Site) -> None:
    site.answers["/rss"] = feed(site, 1, 2)
    assert watched(tmp_path, site.url("/rss")).saved["new"] == 2
    site.answers["/rss"] = feed(site, 2, 3)
    assert watched(tmp_path, site.url("/rss")).saved == {"new": 1, "changed": 0, "unchanged": 0}
    assert titles(tmp_path) == ["T1", "T2", "T3"]


def test_a_feed_is_asked_whether_it_changed(tmp_path: Path, site: Site) -> None:
    site.answers["/rss"] = feed(site, 1)
    watched(tmp_path, site.url("/rss"))
    site.answers["/rss"] = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"
    tally = watched(tmp_path, site.url("/rss"))
    assert 'If-None-Match: "v1"' in site.asked[-1]
    assert (tally.articles, tally.skipped) == (0, 0)


def test_a_list_of_feeds_is_watched_though_one_of_them_fails(tmp_path: Path, site: Site, capfd: Any) -> None:
    outlines = "".join(f"<outline xmlUrl='{site.url(path)}'/>" for path in ("/gone", "/rss", "/rss"))
    (tmp_path / "feeds.opml").write_text(
        f"<opml version='2.0'><body><outline text='News'>{outlines}</outline></body></opml>"
    )
    site.answers["/rss"] = feed(site, 1)
    assert watched(tmp_path, str(tmp_path / "feeds.opml")).skipped == 1
    out, err = capfd.readouterr()
    assert "new: T1 (Tarn Post)" in out and "2 feeds: 1 new article with 0 quotations" in out
    assert "/gone: the server answered 404 Not Found" in err


def test_the_pages_of_entries_are_fetched_once_and_a_missing_one_is_tried_again(tmp_path: Path, site: Site) -> None:
    page = (
        "<html><body><article><h1>T1</h1><p>“The ferry will sail,” said Ida Brandt, the harbour master.</p></article>"
    )
    site.answers["/rss"] = feed(site, 1, 2)
    site.answers["/1"] = ok(page)
    for _ in range(2):
        assert watched(tmp_path, site.url("/rss"), fetch_entries=True).skipped == 1
    assert [site.paths().count(path) for path in ("/1", "/2")] == [1, 2]
    site.answers["/2"] = ok(page.replace("T1", "T2"))
    watched(tmp_path, site.url("/rss"), fetch_entries=True)
    assert titles(tmp_path) == ["T1", "T2"]


def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path, site: Site) -> None:
    site.answers["/robots.txt"] = ok("User-agent: *\nDisallow: /rss", "text/plain")
    assert watched(tmp_path, site.url("/rss")).skipped == 1
    assert site.paths() == ["/robots.txt"]


def test_rounds_go_on_until_they_are_ended(tmp_path: Path, site: Site) -> None:
    site.answers["/rss"] = feed(site, 1)
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        site.answers["/rss"] = feed(site, 1, 2)
        if len(waited) == 3:
            raise KeyboardInterrupt

    tally = Intake()
    fetcher = Fetcher(pause=0.0, allow_loopback_for_tests=True)
    with pytest.raises(KeyboardInterrupt):
        rounds(str(tmp_path / "a.db"), [site.url("/rss")], OPTIONS, tally, fetcher, every=900, sleep=sleep)
    assert tally.saved["new"] == 2 and all(800 < seconds <= 900 for seconds in waited)
    assert site.paths().count("/robots.txt") == 1


@pytest.mark.parametrize("content", ["{", '{"feeds": {"x": 1}}'])
def test_a_memory_that_cannot_be_read_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.db-watch.json").write_text(content)
    run = CliRunner().invoke(cli, ["watch", str(tmp_path / "a.db"), "https://x.example/rss", "--once"])
    assert run.exit_code == 1 and "cannot be read as the notes of a watch" in run.output


@pytest.mark.parametrize("every", ["0m", "5", "10s", "soon"])
def test_no_other_times(every: str) -> None:
    run = CliRunner().invoke(cli, ["watch", "a.db", "https://x.example/rss", "--every", every])
    assert run.exit_code == 2 and "write 15m, 2h or 1d" in run.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_watch(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "feeds.opml").write_text("<opml><body><outline xmlUrl='https://127.0.0.1/rss'/></body></opml>")
    program = QUOTES + "from quotes.cli import cli; cli()"
    command = [sys.executable, "-c", program, "watch", str(tmp_path / "a.db"), str(tmp_path / "feeds.opml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert "1 feed: 0 new articles" in run.stdout.readline()
        time.sleep(0.2)
        run.send_signal(number)
        _, said = run.communicate(timeout=STUCK)
    assert run.returncode == 0 and "stopped; 0 new and 0 changed articles saved" in said
    assert json.loads((tmp_path / "a.db-watch.json").read_text()) == {
        "feeds": {"https://127.0.0.1/rss": {"etag": "", "modified": "", "read": [], "failed": {}}}
    }
