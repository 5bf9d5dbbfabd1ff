"""The entity recogniser of a spaCy pipeline, with the same entities at a third of the cost.

spaCy decides word by word, and in its releases of 2025 every look whether one of some seventy moves is allowed takes
the interpreter's lock: that is two thirds of the recogniser's time. But outside an entity a decision hangs on the word
alone, and inside one on where it began. So all words are scored at once as if outside, then each beginning is followed
to its end; what is allowed is in spaCy's `pipeline/_parser_internals/ner.pyx`. A recogniser of another make stays as
it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial, reduce
from itertools import count, islice
from typing import Any

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

NAME = "quotes_entities"
LAYERS = {"tok2vec", "lower", "upper"}
FEATURES = 3  # the word itself, the first word of the entity it may be in, and the word before it there
LONG = 64  # words of an entity; those of news have up to thirty
BEGIN, IN, LAST, UNIT, OUT = "BILUO"
Entity = tuple[int, int, str]


def speed_up(nlp: Language) -> None:
    """Let `Entities` do what the pipeline's recogniser would, if it is one that it knows."""
    if is_known(nlp.get_pipe("ner")):
        nlp.add_pipe(NAME, after="ner")
        nlp.disable_pipe("ner")


def is_known(ner: Any) -> bool:
    """Is it spaCy's own recogniser, as its models have it, that sees no entities but its own?"""
    if type(ner).__module__ != "spacy.pipeline.ner" or ner.cfg.get("beam_width", 1) > 1:
        return False
    model = ner.model
    whole = set(model.ref_names) >= LAYERS and model.attrs.get("has_upper") and not model.attrs.get("unseen_classes")
    lower = model.get_ref("lower") if whole else None
    return lower is not None and lower.get_dim("nF") == FEATURES and lower.get_dim("nP") > 1


class Entities:
    """A pipeline component that finds the entities of Docs that have none yet."""

    def __init__(self, ner: Any) -> None:
        self._model = ner.model
        names = [ner.moves.get_class_name(move) for move in range(ner.moves.n_moves)]  # 'B-ORG', 'O'
        kinds = np.array([name[0] for name in names])
        self._labels = [name[2:] for name in names]
        self._begins, self._any = kinds == BEGIN, kinds != OUT
        self._goes_on, self._ends = (
            np.array([names.index(f"{kind}-{label}") if label else -1 for label in self._labels]) for kind in (IN, LAST)
        )
        blocked = [name == f"{UNIT}-" for name in names]  # a move for entities that somebody forbade
        self._inside = np.isin(kinds, (IN, LAST)) | blocked

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128, **_: Any) -> Iterator[Doc]:
        """The Docs with their entities, in order."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            for doc, found in zip(batch, self.find(batch), strict=True):
                doc.set_ents([Span(doc, *entity) for entity in found])
                yield doc

    def find(self, docs: list[Doc]) -> list[list[Entity]]:
        """For each Doc its entities, as first token, token after the last one, and label."""
        if not any(len(doc) for doc in docs):
            return [[] for _ in docs]
        model = self._model
        upper = model.get_ref("upper")
        scored = model.get_ref("lower").predict(model.get_ref("tok2vec").predict(docs))
        nothing, words = scored[0], scored[1:]  # what an absent word adds to the features, and what each word does
        bias = model.get_ref("lower").get_param("b")
        begins, blank = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs]).T
        closes = np.append(begins[1:] == 1, [True])  # the next word begins a sentence: an entity ends here at last
        edges = np.cumsum([len(doc) for doc in docs])
        closes[edges[edges > 0] - 1] = True
        outside = upper.predict(_stronger(words[:, 0] + nothing[1] + nothing[2] + bias))
        outside[:, self._inside] = -np.inf
        outside[np.ix_(blank == 1, self._any)] = -np.inf
        outside[np.ix_(closes, self._begins)] = -np.inf
        moves = outside.argmax(axis=1)
        starts = np.flatnonzero(self._begins[moves])
        follow = partial(self._followed, moves=moves, words=words, closes=closes, bias=bias)
        return self._cut(moves, dict(zip(starts.tolist(), follow(starts, LONG), strict=True)), follow, edges.tolist())

    def _followed(
        self, starts: Any, most: int | None = None, *, moves: Any, words: Any, closes: Any, bias: Any
    ) -> list[int]:
        """For each word that may begin an entity, where that entity ends; 0 if it has more words than `most`."""
        moves, steps = moves[starts], count(1)
        weights, more = (self._model.get_ref("upper").get_param(name) for name in "Wb")
        at, open_ = starts + 1, np.arange(len(starts))
        while len(open_) and next(steps) != most:
            here = at[open_]
            hidden = _stronger(words[here, 0] + words[starts[open_], 1] + words[here - 1, 2] + bias)
            going, ending = self._goes_on[moves[open_]], self._ends[moves[open_]]
            on = np.einsum("ij,ij->i", hidden, weights[going]) + more[going]
            end = np.einsum("ij,ij->i", hidden, weights[ending]) + more[ending]
            at[open_] += 1
            open_ = open_[(on >= end) & ~closes[here]]
        at[open_] = 0
        return list(at.tolist())

    def _cut(
        self, moves: Any, ends: dict[int, int], follow: Callable[..., list[int]], edges: list[int]
    ) -> list[list[Entity]]:
        """The entities of all words by Doc; a word inside of one begins none.

        A long one, whose end is not known yet, is followed only if it is one: in a sentence of thousands of names
        each would be followed to its end.
        """
        found: list[list[Entity]] = [[] for _ in edges]
        number = start = done = 0
        for place in np.flatnonzero(self._any[moves]).tolist():
            if place < done:
                continue
            while place >= edges[number]:
                number, start = number + 1, edges[number]
            done = ends.get(place, place + 1) or follow(np.array([place]))[0]
            found[number].append((place - start, done - start, self._labels[moves[place]]))
        return found


def _stronger(pieces: Any) -> Any:
    """The greatest along the last axis, which is the pieces of a maxout layer; numpy's own `max` is slow on so few."""
    return reduce(np.maximum, (pieces[..., k] for k in range(pieces.shape[-1])))


@Language.factory(NAME, assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def _make(nlp: Language, name: str) -> Entities:
    return Entities(nlp.get_pipe("ner"))
