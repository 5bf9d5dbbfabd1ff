"""What a speaker does with the words, which words are no statement at all, and who speaks jointly."""

from __future__ import annotations

import pytest

import quotes
from quotes.models import Quote


def found(text: str) -> list[Quote]:
    return list(quotes.extract(text).quotes)


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("Oskar Vane denied that he had sold the mill.", "he had sold the mill", "denies"),
        ("Ida Marlow asked whether the ferry would sail on Friday.", "whether the ferry would sail", "asks"),
        ("Halvard Brekke promised to pay half of the bill.", "to pay half of the bill", "promises"),
        ("The seafarers’ union urged the minister to resign.", "resign", "demands"),
        ("Samira Holt accused the company of hiding the report.", "hiding the report", "accuses"),
        ("Ida Marlow said that the ferry would sail.", "the ferry would sail", "states"),
        ("Ida Marlow dismissed claims that the ferry would sink.", "the ferry would sink", "denies"),
        ("Oskar Vane poured cold water on reports that the mill was sold.", "the mill was sold", "denies"),
        ("Ida Marlow called the claim that the ferry was late false.", "the ferry was late", "denies"),
        ("Samira Holt disagreed that the tax was unfair.", "the tax was unfair", "denies"),
        ("Oskar Vane pleaded not guilty to charges that he had stolen the mill.", "he had stolen the mill", "denies"),
        ("Halvard Brekke swore that he had paid the bill.", "he had paid the bill", "states"),
        ("“I never sold it,” said Oskar Vane.", "I never sold it", "states"),
    ],
)
def test_the_cue_says_what_a_speaker_does(text: str, words: str, act: str) -> None:
    assert [quote.act for quote in found(text) if words in quote.text] == [act]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marlow did not say that the ferry would sail.",
        "If Ida Marlow says that the ferry will sail, the crews will laugh.",
        "Pavel Dorn has not denied that the roof leaks.",
        "Pavel Dorn refused to say whether the roof was insured.",
        "Oskar Vane has yet to say that he will pay for the roof.",
        "Nobody said that the roof had leaked.",
        "Neither Ida Marlow nor Oskar Vane said that the ferry was late.",
        "Ida Marlow could have said that the ferry was late.",
        "Ida Marlow is expected to announce that the ferry will sail.",
        "Without saying that the mill was sold, Oskar Vane left the room.",
        "Pavel Dorn never suggested that the roof was new.",
        "Pavel Dorn no longer says that the roof is new.",
        "Rather than say that the roof was new, Pavel Dorn spoke of the rain.",
        "Critics want Pavel Dorn to admit that the roof is old.",
        "Pavel Dorn was asked to confirm that the roof was old.",
        "Pavel Dorn was about to say that the roof was old when the lights went out.",
        "Imagine that Pavel Dorn says the roof is old.",
        "I wish Pavel Dorn had said that the roof was old.",
        "Pavel Dorn was misquoted as saying that the roof was old.",
        "Despite what Pavel Dorn says, the roof is not old.",
        "Pavel Dorn received reports that the roof had leaked.",
    ],
)
def test_what_nobody_said_is_no_row(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ida Marlow would later say that the crews had been right.", "the crews had been right"),
        ("Halvard Brekke went on to say that the bill was due.", "the bill was due"),
        ("Halvard Brekke said that he would not pay.", "he would not pay"),
    ],
)
def test_a_statement_beside_such_words_stays_one(text: str, words: str) -> None:
    assert [words in quote.text for quote in found(text)] == [True]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“We are tired,” Ida Marlow and Oskar Vane said in a statement.", ("Ida Marlow", "Oskar Vane")),
        ("Ida Marlow and her deputy said that the crews had been right.", ("Ida Marlow", "her deputy")),
        ("Ida Marlow said that the crews had been right.", ("Ida Marlow",)),
        ("“The market grows,” said Ida Marlow, head of sales and revenue.", ("Ida Marlow",)),
    ],
)
def test_those_who_speak_jointly_are_all_named(text: str, speakers: tuple[str, ...]) -> None:
    (quote,) = found(text)
    assert quote.speakers == speakers
    assert quote.speaker == " and ".join(speakers)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ida Marlow said that the ferry would sail.", "the ferry would sail"),
        ("Ida Marlow called the plan “a gift to nobody.” The crews laughed.", "“a gift to nobody.”"),
    ],
)
def test_texts_read_whole(text: str, shown: str) -> None:
    assert [quote.text for quote in found(text)] == [shown]
