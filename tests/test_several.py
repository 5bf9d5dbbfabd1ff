"""Several who speak, or are spoken of, in one sentence: which words are whose, on recorded parses."""

from __future__ import annotations

import pytest

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
def test_what_is_said_begins_behind_whoever_is_told_it(text: str, said: str) -> None:
    assert [quote.text for quote in analyse(doc(text), load_lexicon())] == [said]
