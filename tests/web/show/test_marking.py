"""Marking a text up: passages that overlap, that make no sense, and the sentence around one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.web.show.marking import Mark, around, marked, marks, within

TEXT = "Ib Moor said Ada Finch “will not pay,” he noted.\n\nThat was all."


def brief(paragraphs: list[list[object]]) -> list[list[tuple[str, tuple[int, ...]]]]:
    return [[(piece.text, piece.quotes) for piece in pieces] for pieces in paragraphs]  # type: ignore[attr-defined]


def test_a_text_without_marks_is_its_paragraphs() -> None:
    assert brief(marked(TEXT, [])) == [
        [("Ib Moor said Ada Finch “will not pay,” he noted.", ())],
        [("That was all.", ())],
    ]


def test_the_inner_quotation_stands_first_and_each_has_one_anchor() -> None:
    outer, inner = Mark(13, 37, 1), Mark(24, 37, 2)
    (first, _) = marked(TEXT, [outer, inner, *marks(1, "mention", [(0, 7)]), *marks(1, "cue", [(8, 12)])])
    assert [(piece.text, piece.quotes, piece.anchors) for piece in first if piece.quotes] == [
        ("Ada Finch “", (1,), (1,)),
        ("will not pay,", (2, 1), (2,)),
    ]
    assert [piece.text for piece in first if piece.mentions == (1,)] == ["Ib Moor"]
    assert [piece.text for piece in first if piece.cue] == ["said"]


def test_two_quotations_of_the_same_words_both_have_an_anchor() -> None:
    (pieces, _) = marked(TEXT, [Mark(24, 37, 1), Mark(24, 37, 2)])
    assert [(piece.quotes, piece.anchors) for piece in pieces if piece.quotes] == [((1, 2), (1, 2))]


def test_a_quotation_of_two_parts_has_its_anchor_at_the_first() -> None:
    (pieces, other) = marked(TEXT, [Mark(24, 37, 1), Mark(50, 54, 1)])
    assert [piece.anchors for piece in [*pieces, *other] if piece.quotes] == [(1,), ()]


@pytest.mark.parametrize("spans", [[(5, 5)], [(9, 3)], [(-4, 2)], None])
def test_spans_that_make_no_sense_are_left_out(spans: list[tuple[int, int]] | None) -> None:
    assert list(marks(1, "words", spans)) == []


@given(
    st.text(alphabet="ab. \n", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.integers(1, 4)), max_size=6),
)
def test_no_letter_is_lost_or_doubled(text: str, spans: list[tuple[int, int, int]]) -> None:
    passages = [mark for start, end, quote in spans for mark in marks(quote, "words", [(start, end)])]
    paragraphs = marked(text, passages)
    assert ["".join(piece.text for piece in pieces) for pieces in paragraphs] == [
        line for line in text.split("\n") if line.strip()
    ]
    anchors = [anchor for pieces in paragraphs for piece in pieces for anchor in piece.anchors]
    assert len(anchors) == len(set(anchors))
    shown = {quote for pieces in paragraphs for piece in pieces for quote in piece.quotes}
    assert set(anchors) == shown


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [("Go", "He said: “Go.” "), ("One", "One. "), ("Then", "Then all went."), ("Next", "Next one.")],
)
def test_the_sentence_around_a_passage(passage: str, sentence: str) -> None:
    text = "One. He said: “Go.” Then all went.\nNext one."
    start = text.index(passage)
    begin, stop = around(text, [Mark(start, start + len(passage), 1)])
    assert text[begin:stop] == sentence


def test_the_sentence_around_is_never_endless() -> None:
    text = "word " * 50_000
    begin, stop = around(text, [Mark(100_000, 100_004, 1)])
    assert begin <= 100_000 and stop >= 100_004 and stop - begin < 2_000


def test_marks_of_a_part_are_counted_from_its_start() -> None:
    assert within([Mark(10, 20, 1), Mark(0, 5, 2)], 8, 15) == [Mark(2, 7, 1)]
