"""The vectors of words, each word's worked out once a batch.

The first layers of spaCy's models look at a word by itself: its lower case, its first and last letters, its shape. In
a batch of articles two words of three have come before, and would be worked out again: that is a quarter of what a
small model multiplies. The vectors are the same. A model whose first layers are of another make stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

FEATURES = "extract_features"  # the name of spaCy's layer that looks at a word


def share_vectors(nlp: Language) -> None:
    """Let each model of a pipeline that has layers for the words work their vectors out once a batch."""
    models = (getattr(component, "model", None) for _, component in nlp.components)
    parts = [part for model in models if isinstance(model, Model) for part in model.walk()]
    for part in parts:
        embed = part.maybe_get_ref("embed")
        if embed is not None and embed.layers and embed.layers[0].name == FEATURES:
            part.replace_node(embed, Model("words_once", _forward, layers=[embed]))


def _forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Callable[..., Any]]:
    """What the layers make of all words, from what they make of those that differ."""
    (embed,) = model.layers
    if is_train or not any(len(doc) for doc in docs):
        return embed(docs, is_train)
    first, *others = embed.layers
    features = first.predict(docs)
    rows = np.concatenate(features)
    numbers: dict[bytes, int] = {}
    keys: Any = rows.view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).ravel().tolist()
    which = [numbers.setdefault(key, len(numbers)) for key in keys]
    vectors: Any = [np.frombuffer(b"".join(numbers), dtype=rows.dtype).reshape(-1, rows.shape[1])]
    for layer in others:
        vectors = layer.predict(vectors)
    ends = np.cumsum([len(feature) for feature in features])[:-1]
    return np.split(vectors[0][which], ends), lambda gradient: []
