"""Learning from gold: the numbers come out as a file that works, and cross-validation keeps outlets apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotes.cli import cli
from quotes.errors import SourceError
from quotes.evaluate import GoldArticle
from quotes.extraction.lexicon import loading
from quotes.extraction.weights import DECISIONS, load_weights, weights_of
from quotes.fit import corpus_table, corpus_validation, cross_validation, cross_validation_table, fit

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


@pytest.fixture
def silent_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A language like English in which nobody says anything: 'say' is not one of its cues."""
    for file in loading.FOLDER.glob("en*.toml"):
        for name in (file.name, file.name.replace("en", "xx", 1)):
            (tmp_path / name).write_bytes(file.read_bytes())
    words = (loading.FOLDER / "en.toml").read_text(encoding="utf-8")
    words = words.replace('language = "en"', 'language = "xx"').replace('called = "en ', 'called = "xx ')
    (tmp_path / "xx.toml").write_text(words.replace(" say ", " "), encoding="utf-8")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    loading._file_of.cache_clear()
    yield "xx"
    loading._file_of.cache_clear()


def test_gold_is_read_with_the_words_of_its_language(gold: list[GoldArticle], silent_language: str) -> None:
    own = [article.model_copy(update={"language": silent_language}) for article in gold]
    assert fit(gold, rounds=1)["report"]["examples"] > 0
    assert fit(own, rounds=1)["report"]["examples"] == 0
    with pytest.raises(SourceError, match=r"article Post_1: in another language \(en\) than .* \(xx\)"):
        fit(own[:1], gold[1:])
    with pytest.raises(SourceError, match="article Courier_0: no lexicon for language 'zz'"):
        cross_validation([gold[0].model_copy(update={"language": "zz"}), gold[1]])


def test_cross_validation_holds_out_each_outlet_and_compares_three_ways(gold: list[GoldArticle]) -> None:
    folds = cross_validation(gold)
    assert [(fold.held, fold.articles) for fold in folds] == [("Courier", 6), ("Post", 6)]
    assert list(folds[0].results) == ["rules alone", "weights alone", "both"]
    assert "mean" in cross_validation_table(folds)


def test_a_corpus_is_held_out_whole_though_its_outlets_and_ids_are_also_in_the_other(gold: list[GoldArticle]) -> None:
    folds = corpus_validation({"mine.jsonl": gold[:8], "theirs.jsonl": gold})
    assert [(fold.held, fold.articles, fold.fitted_on) for fold in folds] == [
        ("mine.jsonl", 8, 12),
        ("theirs.jsonl", 12, 8),
    ]
    tables = corpus_table(folds).split("\n\n")
    assert [table.partition(":")[0] for table in tables] == ["mine.jsonl, held out", "theirs.jsonl, held out"]
    assert [line.split()[0] for line in tables[0].splitlines()[2:]] == ["rules", "weights", "both"]


def test_several_files_are_held_out_as_corpora_and_one_by_its_outlets(gold: list[GoldArticle], tmp_path: Path) -> None:
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file, part in zip(files, (gold[:6], gold[6:]), strict=True):
        file.write_text("".join(article.model_dump_json() + "\n" for article in part), encoding="utf-8")
    several = CliRunner().invoke(cli, ["fit", *map(str, files), "--cross-validate"])
    assert several.output.count("held out: 6 articles; fitted on the 6 of the others") == 2
    single = CliRunner().invoke(cli, ["fit", str(files[0]), "--cross-validate"])
    assert "held out: " not in single.output and "Courier" in single.output


@pytest.mark.parametrize("named", ["Courier_{}", "{}"])
def test_gold_of_one_outlet_is_told_to_need_others(gold: list[GoldArticle], tmp_path: Path, named: str) -> None:
    file = tmp_path / "one.jsonl"
    changed = [article.model_copy(update={"id": named.format(n), "source": None}) for n, article in enumerate(gold)]
    file.write_text("".join(article.model_dump_json() + "\n" for article in changed), encoding="utf-8")
    result = CliRunner().invoke(cli, ["fit", str(file), "--cross-validate"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "holds out one outlet at a time, and all articles of the gold are of one; add articles" in result.stderr


def test_what_an_outlet_has_none_of_is_no_figure_and_in_no_mean(gold: list[GoldArticle]) -> None:
    silent = GoldArticle.model_validate({"id": "Echo_1", "source": "Echo", "text": "Nobody came.", "quotes": []})
    lines = [line.split() for line in cross_validation_table(cross_validation([*gold, silent])).splitlines()]
    figures = {line[0]: line[2:] for line in lines if line[1] == "both"}
    assert figures["Echo"] == ["–"] * 6
    means = [(float(one) + float(other)) / 2 for one, other in zip(figures["Courier"], figures["Post"], strict=True)]
    assert list(map(float, figures["mean"])) == pytest.approx(means, abs=0.001)


def test_the_command_refuses_what_is_no_gold(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("no JSON\n")
    result = CliRunner().invoke(cli, ["fit", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1 and "none.jsonl:1" in result.output
