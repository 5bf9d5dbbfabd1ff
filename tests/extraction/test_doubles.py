"""Of two reports of nearly the same words one row is left."""

from __future__ import annotations

import pytest

from quotes.extraction.attribute.context import Answer
from quotes.extraction.cues.cue import Cue
from quotes.extraction.doubles import without_doubles
from quotes.extraction.layout import Range
from quotes.extraction.resolve.discourse import OPEN
from quotes.extraction.spoken import Spoken
from quotes.models import QuoteKind


def row(place: Range, sure: float, kind: QuoteKind = "indirect", cue: Cue | None = None) -> tuple[Spoken, float]:
    return Spoken(kind, (place,), Answer("report_clause", None, cue), OPEN, None), sure


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([row((0, 12), 0.6), row((0, 10), 0.9)], [1]),  # 'Cuts will be announced, said Marlow'
        ([row((0, 12), 0.9), row((0, 10), 0.6)], [0]),
        ([row((0, 12), 0.9), row((8, 12), 0.6)], [0, 1]),  # a report inside another
        ([row((0, 12), 0.9), row((0, 12), 0.6, "mixed")], [0, 1]),  # words between marks
        ([row((0, 12), 0.9), row((20, 32), 0.6), row((0, 11), 0.95)], [2, 1]),
    ],
)
def test_the_likelier_of_two_reports_stays(rows: list[tuple[Spoken, float]], kept: list[int]) -> None:
    assert without_doubles(rows) == [rows[i] for i in kept]


def test_what_a_phrase_reports_is_the_inner_ones() -> None:
    """'According to Soir, Brekke said that the dam is safe.'"""
    phrase = Cue((0, 1), 0, "according to", frozenset(("say",)), "phrase", (2, 3), ((4, 12),))
    inner = Cue((5,), 5, "say", frozenset(("say",)), "clause", (4, 5), ((7, 12),))
    rows = [row((4, 12), 0.9, cue=phrase), row((7, 12), 0.5, cue=inner)]
    assert without_doubles(rows) == [rows[1]]


@pytest.mark.parametrize(("begins", "kept"), [(7, 1), (12, 0)])
def test_what_another_passes_on_is_the_inner_ones(begins: int, kept: int) -> None:
    """'The Herald reported that the notice said the dam is safe', but not 'said she tells so many lies that …'."""
    outer = Cue((2,), 2, "report", frozenset(("say",)), "clause", (0, 2), ((3, 20),))
    inner = Cue((6,), 6, "say", frozenset(("say",)), "clause", (4, 6), ((begins, 20),))
    rows = [row((3, 20), 0.9, cue=outer), row((7, 20), 0.5, cue=inner)]
    assert without_doubles(rows) == [rows[kept]]
