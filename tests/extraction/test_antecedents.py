"""Whom the last statement of a short text goes to, where a pronoun, a surname or a role names who says it."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import decide, read_article
from quotes.extraction.resolve.discourse import ResolvedSource
from tests.parses import doc


def last_speaker(text: str) -> ResolvedSource:
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paula Tindall found a python in her bath. Mr Tindall said it was asleep.", "Tindall"),
        ("Paula and Greg Tindall found a python. Mrs Tindall said the snake was in the shed.", "Paula Tindall"),
        ("Oskar and Ida Vane run the lighthouse. Mr Vane said the lamp had been out for a week.", "Oskar Vane"),
        ("Dr Ida Brandt examined the dog. Mrs Brandt said it was well.", "Ida Brandt"),
    ],
)
def test_mr_and_mrs_of_one_surname(text: str, name: str) -> None:
    assert last_speaker(text).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Aldervik said it would cut jobs. Aldervik opened in 1990. Aldervik also owns ships. "
            "Aldervik Ferries is its smallest part. Aldervik said it would be sold.",
            "Aldervik",
        ),
        (
            "Norvik Copper said it would cut jobs. Norvik opened in 1990. Norvik also owns ships. "
            "Norvik said it would be sold.",
            "Norvik Copper",
        ),
    ],
)
def test_a_part_or_a_product_gives_a_body_no_name(text: str, name: str) -> None:
    assert last_speaker(text).name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Kevin Marr and Timothy Oakes built the boat. They said it had cost nothing.",
            ["Kevin Marr", "Timothy Oakes"],
        ),
        (
            "Captain Edvard Lunde and the botanist Sir Piers Halloway came home. “We thought it a joke,” they said.",
            ["Edvard Lunde", "Piers Halloway"],
        ),
        ("Residents met Marta Quill and Ola Brenning. They said the river was high.", ["Residents"]),
        ("Police said Kevin Marr and Timothy Oakes had fled. They said the search would go on.", ["Police"]),
        ("Sky Ferrante, a non-binary poet, won the prize. They said they had practised for years.", ["Sky Ferrante"]),
        ("Sky Ferrante, who uses they/them pronouns, won. “Pastry does not ask,” they said.", ["Sky Ferrante"]),
    ],
)
def test_they(text: str, names: list[str]) -> None:
    last = decide(read_article(doc(text), load_lexicon()), None)[-1]
    assert [one.name for one in (last.speaker, *last.partners)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It leaks,” said Sund Line Inc. Chairman Art Brandvik.", "Art Brandvik"),
        ("SLPC President Marisol Batten said the lights were out.", "Marisol Batten"),
        ("Sund Line said the lights were out.", "Sund Line"),
    ],
)
def test_a_body_and_a_role_before_a_name(text: str, name: str) -> None:
    assert last_speaker(text).name == name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A report said the dam was unsafe. It added that the gate had rusted.", "A report", "document"),
        ("The letter said the harbour would close.", "letter", "document"),
        ("A sign said the river was shut.", "A sign", "document"),
        ("The paper said it stood by its story.", "paper", "organisation"),  # it may be a newspaper
    ],
)
def test_a_document_is_nobody(text: str, name: str, kind: str) -> None:
    last = last_speaker(text)
    assert (last.name, last.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Marlow, the official news agency, said the quay was shut.", "Marlow", "organisation"),
        ("Skarn, a network of nurses, said the wards were full.", "Skarn", "organisation"),
        ("The news agency Marlow said the quay was shut.", "Marlow", "organisation"),
        ("Voters stay away, said some Democrats, who cringe at the memory.", "Democrats", "organisation"),
        ("Sund Television said the mayor had left.", "Sund Television", "organisation"),
        ("Brandt Podcast said the mayor had left.", "Brandt Podcast", "organisation"),
        ("Orla Tower, who runs the port, said the quay was shut.", "Orla Tower", "person"),
        ("Ken Daily, an analyst at Tarn Partners, said prices would fall.", "Ken Daily", "person"),
        ("Ida Marlow, of the news agency, said the quay was shut.", "Ida Marlow", "person"),
    ],
)
def test_a_body_is_no_person(text: str, name: str, kind: str) -> None:
    last = last_speaker(text)
    assert (last.name, last.kind) == (name, kind)
