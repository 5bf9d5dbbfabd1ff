"""Any text: short runs of `tools.fuzz`, texts that hypothesis makes, and every text that once did harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import extract
from quotes.extraction.resolve import described_person, gather
from tools import fuzz
from tools.mutate import MARKS, ODD, PHRASES, text, text_of_words
from tools.sizes import surname

COUNTS = {"marks": 2_000, "pages": 500, "layout": 200, "whole": 64}
WORDS = st.one_of(
    st.sampled_from((*MARKS, *PHRASES, "Ida Brandt", "the mayor", "we will sail", "Yes", ". ", " ")),
    st.sampled_from(ODD),
    st.text(max_size=12),
)
FOUND = (
    "Yes" + " " * 3000 + "said Ida Brandt.",
    "Tarn Post" + " \t" * 3000 + "| 3 hours ago",
    "“aye " * 3000,
    '"aye ' * 3000,
    "“a «b ‘c 'd \"e " * 1000,
    "aye " * 3000 + '1" ' * 3000,
    "‘Aye\nno\n" * 3000,
)

HARMED = (
    "“" * 40 + "Lantern: “And what did you tell him?”",  # a label after more marks than were looked through
    "A farmer whose name the observa\ttory would not givrmer whose name the observatory would not gi according to ve "
    "has promised the first 50,000.",  # a phrase whose object the parse put before it
    # What looks at the word after the last one:
    "? says Mr Moor",
    "says what the mayor whether Vane – this characterises what the report",
    "what yes winking. that … if said or and told bristling — told he - why favor extols this underscoring the report "
    "Sen. Ida Vane (D-Tarn) but asked",
    "Vane Ida and Ib Moor ” … the Tarn Post had says",
    "if his lawyer why by who; … his lawyer they — asked what asked was police asked according to, and",
    "both asked The Minister asked ! Ida Vane says residents will according to — police — police says yes asked for "
    "the Mr Moor a spokesman for Tarn deny to",  # rows that were not in the order of the text
    "The bridge is safe, says Mr Moor",
    "The boat – Marlow said it was safe –",
    "It said it was hopeful, even while",
    "posted told in but ’ while",
    "the report Vane directing The Minister ) by the report who while was ' and",
    "you screams residents ! Ida and Ib Moor hinting residents \n she; both according to undertake however all if Mr "
    "Moor not yes Mr Moor he we told though recognises police according to documented told both demurs",
    "note. - professing; ) told who tutting Vane ) as we he told –",
)


@pytest.mark.parametrize("stage", fuzz.STAGES)
def test_mutated_samples(stage: str) -> None:
    texts = [text(number, "tests") for number in range(COUNTS[stage])]
    assert list(fuzz.problems(stage, texts, seconds=120)) == []


def test_words_in_any_order() -> None:
    assert list(fuzz.problems("whole", [text_of_words(number, "tests") for number in range(40)], seconds=120)) == []


@pytest.mark.parametrize(("stage", "examples"), [("marks", 200), ("pages", 100), ("layout", 100), ("whole", 25)])
def test_made_up_texts(stage: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(WORDS, max_size=25).map("".join))
    def check(one: str) -> None:
        fuzz.STAGES[stage]([one])

    check()


@pytest.mark.parametrize("one", FOUND)
@pytest.mark.parametrize("stage", ["marks", "pages"])
def test_what_once_did_harm(stage: str, one: str) -> None:
    assert list(fuzz.problems(stage, [one])) == []


@pytest.mark.parametrize("one", HARMED)
def test_what_once_did_harm_further_on(one: str) -> None:
    assert list(fuzz.problems("whole", [one])) == []


CROWDS = {
    "_same_name": "Ida {0} left early. ",
    "_ranks": "Senator {0} left early. The senator said it was late. ",
    "_alike": "Ida {0}, an Ostrian nurse, left early. The Ostrian nurse said it was late. ",
}


@pytest.mark.parametrize("asked", CROWDS)
def test_a_crowd_is_not_gone_through_for_each_of_it(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the people ask twice as often: counted, not timed."""
    module = gather if hasattr(gather, asked) else described_person
    really, count = getattr(module, asked), 0

    def counted(*arguments: object) -> object:
        nonlocal count
        count += 1
        return really(*arguments)

    monkeypatch.setattr(module, asked, counted)
    asks = []
    for size in (400, 800):
        count = 0
        extract("".join(CROWDS[asked].format(surname(number)) for number in range(size)))
        asks.append(count)
    assert 0 < asks[1] < 2.5 * asks[0]


def test_lone_surrogates_are_replaced_and_offsets_stay() -> None:
    found = extract("“Yes \ud83d,” said Ida Brandt.\udfff")
    fuzz.check_article(found, "“Yes \ufffd,” said Ida Brandt.\ufffd")
    assert [(quote.text, quote.speaker) for quote in found.quotes] == [("Yes \ufffd,", "Ida Brandt")]


@pytest.mark.parametrize("age", ["²", "٣", "34", "1" * 5_000])
def test_odd_ages(age: str) -> None:
    fuzz.check_article(extract(text := f"Lewis Abara, {age}, said he saw the ferry leave."), text)


def test_a_text_of_a_number_is_always_the_same() -> None:
    assert [text(7, "a"), text(8, "a")] == [text(7, "a"), text(8, "a")] != [text(7, "b"), text(8, "b")]


def test_a_hang_and_a_failure_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(texts: list[str]) -> None:
        while "hang" in texts:
            pass
        assert "bad" not in texts

    monkeypatch.setitem(fuzz.STAGES, "marks", check)
    found = dict(fuzz.problems("marks", ["good", "hang", "bad"], seconds=0.2))
    assert "HangError" in found[1] and "AssertionError" in found[2] and 0 not in found
