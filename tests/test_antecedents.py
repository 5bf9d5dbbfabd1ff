"""Whom the last statement of a short text goes to, where a pronoun, a surname or a role names who says it."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import decide, read_article
from quotes.extraction.resolve.discourse import Speaker
from tests.parses import doc


def last_speaker(text: str) -> Speaker:
    return decide(read_article(doc(text), load_lexicon()), None)[-1].speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # whom the last main clause is about, not who spoke last
        (
            "Leif Arnholt said the menu was too long. Colm Brandvik, the headteacher, took it from him. "
            "He said every pupil should have one.",
            "Colm Brandvik",
        ),
        (
            "Ida Kolbride told Linnea Dorn that the pier would hold. Dorn was not convinced. “It will not,” she said.",
            "Linnea Dorn",
        ),
        (
            "Marta Quill said the bakery would close. Ola Brenning, her rival, was not surprised. "
            "“It happens every year,” she said.",
            "Ola Brenning",
        ),
        # a song and a town are nobody
        (
            "The band finished with Tarnhelm, the single that made them famous. Ewan Tallis wrote it in a shed. "
            "Tarnhelm sold a million copies. “It took me an afternoon,” he said.",
            "Ewan Tallis",
        ),
        (
            "Petra Vail opened the shop in Lantana. Lantana was then a quiet town. "
            "“Nobody came for a month,” she said.",
            "Petra Vail",
        ),
    ],
)
def test_he_and_she(text: str, name: str) -> None:
    assert last_speaker(text).name == name


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("Petra Vail opened the shop. “Nobody came for a month,” she said.", "only"),
        ("Petra Vail met Ida Kolbride at the shop. “Nobody came for a month,” she said.", "clear"),
        ("Petra Vail opened the shop. “Nobody came for a month,” said Vail.", ""),
    ],
)
def test_how_far_the_best_stands_before_the_next(text: str, margin: str) -> None:
    assert last_speaker(text).margin == margin
