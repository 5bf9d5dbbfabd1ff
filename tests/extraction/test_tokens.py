"""The plain words of a parse have the attributes of spaCy's tokens."""

from __future__ import annotations

import pytest

from quotes.extraction.tokens import read_tokens
from tests.parses import doc, parses

TEXTS = list(parses())[::40]
ATTRIBUTES = ("i", "idx", "text", "lower_", "tag_", "dep_", "ent_type_", "ent_iob_", "is_alpha", "is_punct", "is_space")
WORDS = ("head", "left_edge", "right_edge")


def test_they_have_the_attributes_and_links_of_spacy() -> None:
    for text in TEXTS:
        parsed = doc(text)
        for ours, theirs in zip(read_tokens(parsed), parsed, strict=True):
            assert [getattr(ours, name) for name in ATTRIBUTES] == [getattr(theirs, name) for name in ATTRIBUTES]
            assert [getattr(ours, name).i for name in WORDS] == [getattr(theirs, name).i for name in WORDS]
            assert [child.i for child in ours.children] == [child.i for child in theirs.children]
            assert {word.i for word in ours.subtree} == {word.i for word in theirs.subtree}


def test_a_word_knows_those_beside_it_and_none_past_the_ends() -> None:
    first, second, *_, last = read_tokens(doc(max(TEXTS, key=len)))
    assert (first.nbor(), second.nbor(-1)) == (second, first)
    for word, distance in ((first, -1), (last, 1)):
        with pytest.raises(IndexError):
            word.nbor(distance)
