"""Several who speak, or are spoken of, in one sentence: which words are whose, on recorded parses."""

from __future__ import annotations

import pytest

from quotes.extraction.acts import is_made
from quotes.extraction.edges import read_whole
from quotes.extraction.indirect.options import options
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse, read_article
from tests.parses import doc

TWO_SPEAKERS = [
    (
        "“Ready,” said Ola Brandt; “Not ready,” said Ida Quennell.",
        [("Ready,", "Ola Brandt", None), ("Not ready,", "Ida Quennell", None)],
    ),
    (
        "“We won,” said Ola Brandt; “we were robbed,” countered Ida Quennell, the captain.",
        [("We won,", "Ola Brandt", None), ("we were robbed,", "Ida Quennell", None)],
    ),
    (
        "“It leaks,” said Stig Halden, but Ida Quennell said “it does not”.",
        [("It leaks,", "Stig Halden", None), ("it does not", "Ida Quennell", None)],
    ),
    (
        "The dam is safe, the company said, but residents said it was not.",
        [("The dam is safe", "company", None), ("it was not", "residents", None)],
    ),
    (
        "“I will go,” said Ola Brandt, “but not today,” adding that the bus was late.",
        [("I will go, but not today,", "Ola Brandt", None), ("the bus was late", "Ola Brandt", None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TWO_SPEAKERS, ids=[text[:40] for text, _ in TWO_SPEAKERS])
def test_each_of_two_speakers_has_their_own_words(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = analyse(doc(text), load_lexicon())
    assert [(quote.text, quote.speaker, quote.reported_by) for quote in found] == expected


SPOKEN_OF = [
    ("The crowd booed Oskar Vane for saying the ferry was “a luxury”.", "saying", "Oskar Vane"),
    ("Kilbride attacked Reyner for saying that the dam was unsafe.", "saying", "Reyner"),
    ("Ada Kilbride was upset with Tomas Reyner for saying the dam was “a monument”.", "saying", "Tomas Reyner"),
    ("Ida Marlow caught Oskar Vane saying the ferry was late.", "saying", "Oskar Vane"),
    ("Ida Marlow quoted Oskar Vane as saying that the mill was sold.", "saying", "Oskar Vane"),
    ("Oskar Vane was criticised by Ida Marlow for saying that the mill was sold.", "saying", "Oskar Vane"),
    ("Ida Marlow apologised to voters for saying that the ferry was late.", "saying", "Ida Marlow"),
]


@pytest.mark.parametrize(("text", "verb", "source"), SPOKEN_OF, ids=[text[:40] for text, _, _ in SPOKEN_OF])
def test_who_is_blamed_or_caught_is_who_says_it(text: str, verb: str, source: str) -> None:
    context = read_article(doc(text), load_lexicon())
    cue = next(cue for cue in context.cues if context.layout.texts[cue.verb] == verb)
    assert cue.source and context.layout.words(cue.source) == source


ACCUSED = [
    (
        "Vane was accused by prosecutors of taking money from the builders.",
        "prosecutors",
        "taking money from the builders",
    ),
    ("Dahl, who was accused by Reyner of hiding the bill, said no.", "Reyner", "hiding the bill"),
    ("The union accused Vane of losing the report.", "The union", "losing the report"),
]


@pytest.mark.parametrize(("text", "source", "deed"), ACCUSED, ids=[text[:40] for text, _, _ in ACCUSED])
def test_who_accuses_says_what_was_done(text: str, source: str, deed: str) -> None:
    context = read_article(doc(text), load_lexicon())
    cue = next(cue for cue in context.cues if cue.lemma == "accuse")
    assert cue.source and context.layout.words(cue.source) == source
    assert deed in {context.layout.words(place) for _, content in options(context, cue) for place in content}


ADDRESSED = [
    (
        "Oskar Vane told reporters that he met often with the builders, and that they had warned him of the ice.",
        "he met often with the builders, and that they had warned him of the ice",
    ),
    (
        "Oskar Vane told Radio Nord the council had paid for a bridge that nobody in the village wanted.",
        "the council had paid for a bridge that nobody in the village wanted",
    ),
]


@pytest.mark.parametrize(("text", "said"), ADDRESSED, ids=[text[:40] for text, _ in ADDRESSED])
def test_what_is_said_begins_after_whoever_is_told_it(text: str, said: str) -> None:
    assert [quote.text for quote in analyse(doc(text), load_lexicon())] == [said]


NEXT = [
    ("“We will fight this,” said Ida Marlow. Oskar Vane, the baker, shook his head. “I have no flour.”", "Oskar Vane"),
    ("“It is late,” Peer Lund said. Ola Brandt put down the pan and looked up. “Then eat.”", "Ola Brandt"),
    ("“We are tired,” said Ida Marlow. She pointed at the harbour. “It is full of ice.”", "Ida Marlow"),
    ("“We are tired,” said Ida Marlow. Her husband Per is away at sea. “He is never home.”", "Ida Marlow"),
    ("“We are tired,” said Ida Marlow. The harbour was full of ice. “It is hopeless.”", "Ida Marlow"),
    ("Ida Marlow said the night had been long. Oskar Vane nodded. “It was endless.”", "Oskar Vane"),
    (
        "Bill Tuttle, 71, retired, of Mill Lane: “It goes past my bedroom.” Mei Fong, 19, a student: “It is cheap.”",
        "Mei Fong",
    ),
    ("“We were stretched,” said Ida Marlow. Then Oskar Vane, the baker: “There was no flour.”", "Oskar Vane"),
    (
        "Oda Fenn, 34, of Skerry, said it would “save my feet”. Tom Arkwright, of Elm Lane: “It is too loud.”",
        "Tom Arkwright",
    ),
    ("“We were stretched,” said Ida Marlow. And there was more: “It is impossible.”", "Ida Marlow"),
    ("“We wait,” said Horst Ebeling. “Is it over?” asked a Spanish tourist.", "a Spanish tourist"),
]


@pytest.mark.parametrize(("text", "speaker"), NEXT, ids=[text[:50] for text, _ in NEXT])
def test_the_last_speaker_goes_on_only_while_nobody_else_acts(text: str, speaker: str) -> None:
    assert analyse(doc(text), load_lexicon())[-1].speaker == speaker


ENDING = [
    (
        "Ida Marlow said he had watched part of the hearing and slammed the session as a “disgrace”.",
        ["he had watched part of the hearing", "a “disgrace”"],
    ),
    (
        "The mayor said on Monday that the dam was unsafe, and two engineers told Radio Nord that they had been paid.",
        ["the dam was unsafe", "they had been paid"],
    ),
    (
        "Ida Marlow said that the ferry would sail on Friday and promised that the crews would be paid.",
        ["the ferry would sail on Friday", "the crews would be paid"],
    ),
]


@pytest.mark.parametrize(("text", "contents"), ENDING, ids=[text[:40] for text, _ in ENDING])
def test_a_report_ends_before_a_cue_that_is_joined_to_its_own(text: str, contents: list[str]) -> None:
    context = read_article(doc(text), load_lexicon())
    layout = context.layout
    ranges = [place for cue in context.cues for _, content in options(context, cue) for place in content]
    texts = {layout.words(read_whole(layout, context.lexicon, [place], context.cues[0])[0]) for place in ranges}
    assert set(contents) <= texts
    first = {layout.words(place) for _, content in options(context, context.cues[0]) for place in content}
    assert not any(contents[1] in text for text in first)


UNMADE = [
    "Did Ida Marlow really say in May that the dam was unsafe and would fail?",
    "Has the council promised that it will pay for the roof of the school?",
    "To say that the dam is unsafe would be wrong.",
]


@pytest.mark.parametrize("text", UNMADE)
def test_what_is_only_asked_or_thought_of_is_no_statement(text: str) -> None:
    context = read_article(doc(text), load_lexicon())
    assert not any(is_made(context.layout, context.lexicon, cue) for cue in context.cues)
    assert analyse(doc(text), load_lexicon()) == []


def test_why_somebody_said_it_asks_about_a_statement_that_was_made() -> None:
    context = read_article(doc("Why did the mayor say that the dam was safe?"), load_lexicon())
    assert [is_made(context.layout, context.lexicon, cue) for cue in context.cues] == [True]


def test_a_report_that_a_phrase_passes_on_is_its_speakers() -> None:
    found = analyse(doc("According to Oskar Vane, Ida Marlow said that the dam was unsafe."), load_lexicon())
    assert [(quote.text, quote.speaker, quote.reported_by) for quote in found] == [
        ("the dam was unsafe", "Ida Marlow", "Oskar Vane")
    ]


@pytest.mark.parametrize(
    ("text", "text_of_row", "speaker", "reporter"),
    [
        ("Pruitt said Harlan Moss admitted that he had broken the window.", "he had broken", "Harlan Moss", "Pruitt"),
        (
            "The affidavit states that Moss told police he had been drinking.",
            "he had been drinking",
            "Moss",
            "affidavit",
        ),
    ],
)
def test_who_passes_on_what_another_said(text: str, text_of_row: str, speaker: str, reporter: str) -> None:
    (quote,) = analyse(doc(text), load_lexicon())
    assert quote.text.startswith(text_of_row)
    assert (quote.speaker, quote.reported_by) == (speaker, reporter)
