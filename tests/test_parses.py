"""The recorded parses: each gives back the Doc it was made of."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from tests.parses import NotRecordedError, doc, freeze, parses, thaw, vocab


def test_a_parse_goes_to_the_record_and_back() -> None:
    words = ["“", "Go", ",", "”", "said", "Ida", "Brandt", ".", "\n\n", "Stop", "."]
    heads = [1, 4, 4, 4, 4, 6, 4, 4, 4, 9, 9]
    deps = ["punct", "ccomp", "punct", "punct", "ROOT", "compound", "nsubj", "punct", "dep", "ROOT", "punct"]
    ents = ["O"] * 5 + ["B-PERSON", "I-PERSON"] + ["O"] * 4
    spaces = [False, False, False, True, True, True, False, False, False, False, False]
    made = Doc(vocab(), words=words, spaces=spaces, heads=heads, deps=deps, ents=ents, tags=["X"] * 11)
    again = thaw(made.text, freeze(made))
    assert freeze(again) == freeze(made)
    assert again.text == "“Go,” said Ida Brandt.\n\nStop."
    assert [ent.text for ent in again.ents] == ["Ida Brandt"]
    assert [sent.start for sent in again.sents] == [0, 9]


def test_every_recorded_parse_gives_back_its_doc() -> None:
    for text, parse in parses().items():
        assert freeze(thaw(text, parse)) == parse


def test_what_is_not_recorded_says_how_to_record_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUOTES_RECORD", raising=False)
    with pytest.raises(NotRecordedError, match="not recorded: run pytest --record"):
        doc("Nobody ever recorded this sentence.")
