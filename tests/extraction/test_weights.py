"""Fitted weights: probabilities, invalid files, and that the weights that ship fit the code."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import spacy

from quotes.errors import LexiconError
from quotes.extraction.component import Quotes
from quotes.extraction.weights import DECISIONS, FOLDER, Decision, file_of, fitted_for, load_weights


def test_evidence_adds_up_and_unknown_evidence_weighs_nothing() -> None:
    decision = Decision(0.0, {"for": 2.0, "against": -2.0})
    assert decision.probability({"for", "against", "never seen"}) == 0.5
    assert decision.probability({"for"}) == pytest.approx(0.881, abs=0.001)
    assert 0.0 < Decision(-1000.0, {}).probability(set()) < 1e-9


def test_the_order_of_the_evidence_does_not_count() -> None:
    weights = {f"piece {number}": number / 7 - 1 for number in range(15)}
    pieces = list(weights)
    orders = (random.Random(seed).sample(pieces, len(pieces)) for seed in range(200))
    assert len({Decision(0.1, weights).probability(dict.fromkeys(order).keys()) for order in orders}) == 1


def test_a_language_without_weights_has_none() -> None:
    assert load_weights("xx") is None and file_of("xx") is None
    assert file_of("xx", "mine.json") == Path("mine.json")


def test_the_weights_that_ship_have_every_decision_and_its_threshold() -> None:
    weights = load_weights("en")
    assert weights is not None and set(weights.threshold) == {*DECISIONS, "certain", "plain", "report_row"}
    assert all(len(getattr(weights, name).table) > 100 for name in DECISIONS)
    assert (FOLDER / "en_weights.json").stat().st_size < 700_000


@pytest.mark.parametrize(
    ("content", "says"), [(None, "cannot be read"), ("{}", "no weights"), ("not JSON", "no weights")]
)
def test_a_file_without_weights_is_told_before_any_article(tmp_path: Path, content: str | None, says: str) -> None:
    file = tmp_path / "mine.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(LexiconError, match=f"mine.json: {says}"):
        Quotes(weights=str(file))


def test_a_pipeline_with_weights_of_its_own_has_these(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nlp = spacy.blank("en", meta={"name": "core_web_xy"})
    assert fitted_for(nlp) is None
    monkeypatch.setattr("quotes.extraction.weights.FOLDER", tmp_path)
    (tmp_path / "en_weights_core_web_xy.json").write_text("{}", encoding="utf-8")
    assert fitted_for(nlp) == str(tmp_path / "en_weights_core_web_xy.json")
    with pytest.raises(LexiconError, match="en_weights_core_web_xy"):
        nlp.add_pipe("quotes")


def test_weights_of_before_have_one_threshold_for_all_reports(tmp_path: Path) -> None:
    table = json.loads((FOLDER / "en_weights.json").read_text(encoding="utf-8"))
    table["thresholds"] = dict.fromkeys(DECISIONS, 0.54)
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(table), encoding="utf-8")
    weights = load_weights("en", file)
    assert weights is not None
    assert {weights.threshold[name] for name in ("certain", "plain", "report")} == {0.54}
