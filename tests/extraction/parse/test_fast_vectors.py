"""Vectors computed by our faster layers equal those of the model's own layers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

import quotes
from quotes.extraction.parse.fast_vectors import speed_up
from quotes.extraction.parse.parser import DEFAULT_MODEL, UNUSED, load_pipeline
from quotes.read import read

SAMPLES = [article.text for article in read(str(Path(quotes.__file__).with_name("samples")))]
MODELS = {
    "tagger and parser": lambda nlp: nlp.get_pipe("tok2vec").model,
    "entities": lambda nlp: nlp.get_pipe("ner").model.get_ref("tok2vec"),
}


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("texts", [SAMPLES, SAMPLES[:1], SAMPLES[:1] * 9, ["", "Soir said so.", ""], ["", ""]])
def test_they_are_the_same(model: str, texts: list[str]) -> None:
    load_pipeline()  # so that both multiply by the same kernel
    nlp = spacy.load(DEFAULT_MODEL, exclude=UNUSED)
    docs = [nlp.make_doc(text) for text in texts]
    wanted: Any = MODELS[model](nlp).predict(docs)
    speed_up(nlp)
    found: Any = MODELS[model](nlp).predict(docs)
    assert {"each_word_once", "in_blocks"} <= {layer.name for layer in MODELS[model](nlp).walk()}
    assert len(found) == len(wanted) and all(map(np.array_equal, found, wanted))
