"""Quotation marks: what is a run, and what is an apostrophe, a prime or a possessive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.parse.marks import runs

ELISIONS = load_lexicon().words.elisions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will go,” he said, “and stay.”", ["We will go,", "and stay."]),
        ('"We will go," he said.', ["We will go,"]),
        ("'We won't go,' he said. 'It's the players' ball.'", ["We won't go,", "It's the players' ball."]),
        ("``We will go,'' he said.", ["We will go,"]),
        ("« On y va », said Aurelie.", [" On y va "]),
        ("„Wir gehen“, said Greta.", ["Wir gehen"]),
        ("Talks end without ‘Breakthrough' today", ["Breakthrough"]),
        ('a "shaft" of 6\'4" and no more', ["shaft"]),
        ("He is 6'4\" tall and rock 'n' roll is from the '50s.", []),
        ("The migrants' boats and the 'taxi boats' were gone.", ["taxi boats"]),
        ('"He asked: “Who goes there?” and left."', ["He asked: “Who goes there?” and left."]),
        ("“One.\n\n“Two.”", ["One.", "Two."]),
        ("She called it “mad“ in a letter. “It is sad,“ said Lund. “Go.”", ["mad", "It is sad,", "Go."]),
        ('Watch it at <a href="http://orm.example/x">orm.example</a>, “<b>now</b>”.', ["<b>now</b>"]),
        ("An “unclosed mark.\n\nAnd “another” one.", ["unclosed mark.", "another"]),
    ],
)
def test_runs(text: str, found: list[str]) -> None:
    assert [text[run.start : run.end] for run in runs(text, ELISIONS)] == found


def test_paragraphs_of_one_quotation_follow_each_other() -> None:
    found = runs("“One.\n\n“Two.\n\n“Three.” Then “four”.", ELISIONS)
    assert [run.follows for run in found] == [
        False,
        True,
        True,
        False,
    ]


@given(st.text(alphabet="ab. ,\n\"'“”‘’«»`5s", max_size=80))
def test_any_text_gives_ordered_runs_inside_it(text: str) -> None:
    end = 0
    for run in runs(text, ELISIONS):
        assert end <= run.open <= run.start <= run.end <= run.close <= len(text)
        end = run.close
