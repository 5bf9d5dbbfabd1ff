"""Learning from gold: the numbers come out as a file that works, and cross-validation keeps outlets apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.evaluate import GoldArticle
from quotes.extraction.weights import DECISIONS, load_weights, weights_of
from quotes.fit import cross_validation, cross_validation_table, fit

NAMES = ("Ida Marlow", "Halvard Brekke", "Samira Holt", "Bruno Castel", "Leonie Aubert", "Oskar Vane")


def article(number: int, outlet: str) -> GoldArticle:
    """Three quotations of one person and a term in quotation marks."""
    name = NAMES[number % len(NAMES)]
    text = f"“We are late,” said {name}. {name} said the ferry would sail. The “night bus” stops here."
    direct, indirect = text.index("We"), text.index("the ferry")
    second = text.index(name, indirect - len(name) - 6)
    common = {"speaker_text": name}
    return GoldArticle.model_validate(
        {
            "id": f"{outlet}_{number}",
            "source": outlet,
            "text": text,
            "quotes": [
                {
                    "spans": [[direct, direct + 12]],
                    "kind": "direct",
                    "cue": [[15, 19]],
                    "speaker_mention": [[text.index(name), text.index(name) + len(name)]],
                }
                | common,
                {
                    "spans": [[indirect, indirect + 20]],
                    "kind": "indirect",
                    "cue": [[indirect - 5, indirect - 1]],
                    "speaker_mention": [[second, second + len(name)]],
                }
                | common,
            ],
        }
    )


@pytest.fixture(scope="module")
def gold() -> list[GoldArticle]:
    return [article(number, outlet) for number, outlet in enumerate(["Courier", "Post"] * 6)]


def test_what_is_fitted_finds_what_it_learned_and_leaves_the_term(gold: list[GoldArticle], tmp_path: Path) -> None:
    import quotes

    table = fit(gold, rounds=1)
    assert set(DECISIONS) <= set(table) and table["fitted_on"] == "12 articles"
    assert weights_of(table).attributed.table
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(table), encoding="utf-8")
    assert load_weights("en", file) is not None
    (found,) = quotes.extract_many([gold[0].article()], weights=str(file))
    assert {quote.speaker for quote in found.quotes} == {"Ida Marlow"}
    assert not any("night bus" in quote.text for quote in found.quotes)


def test_cross_validation_holds_out_each_outlet_and_compares_three_ways(gold: list[GoldArticle]) -> None:
    folds = cross_validation(gold)
    assert [(fold.outlet, fold.articles) for fold in folds] == [("Courier", 6), ("Post", 6)]
    assert list(folds[0].results) == ["rules alone", "weights alone", "both"]
    assert "mean" in cross_validation_table(folds)


def test_the_command_refuses_what_is_no_gold(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("no JSON\n")
    result = CliRunner().invoke(cli, ["fit", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1 and "none.jsonl:1" in result.output
