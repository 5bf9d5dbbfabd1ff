"""Long articles: which are refused, how many are parsed together, and in which pieces, so that memory stays bounded.

The parser needs some three megabytes for every thousand characters that it is given at once. So a text of many
paragraphs is cut between them, and a batch of long articles has fewer of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Any

from numpy import stack
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc

from quotes.errors import SourceError
from quotes.models import LONGEST_ARTICLE, Article

TOGETHER = 100_000  # characters of the articles of a batch
PIECE = 4_000  # tokens; news articles have fewer, and stay whole
LONGEST_SENTENCE = 1_000  # tokens; those of news have up to two hundred


def refuse_longer(article: Article) -> None:
    """Raise if the article is too long.

    Raises:
        SourceError: says how long it is, and what to do.
    """
    if (size := len(article.text)) > LONGEST_ARTICLE:
        problem = f"has {size:,} characters, more than the {LONGEST_ARTICLE:,} that are read as one article"
        raise SourceError(f"article {article.id}", problem, "cut it into its articles or chapters")


def batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """So many articles at a time, in order; fewer where they are long."""
    batch: list[Article] = []
    characters = 0
    for article in articles:
        characters += len(article.text)
        if batch and (len(batch) >= size or characters > TOGETHER):
            yield batch
            batch, characters = [], len(article.text)
        batch.append(article)
    if batch:
        yield batch


def parse_pieces(nlp: Language, docs: Sequence[Doc], batch_size: int) -> Iterator[Doc]:
    """The Docs parsed, in order; a long one in pieces that are put together again."""
    cut = [_pieces(doc) for doc in docs]
    size = batch_size if all(len(pieces) == 1 for pieces in cut) else 1
    parsed = nlp.pipe(chain.from_iterable(cut), batch_size=size)
    for pieces in cut:
        done = list(islice(parsed, len(pieces)))
        whole = done[0] if len(done) == 1 else Doc.from_docs(done, ensure_whitespace=False)
        assert whole is not None  # from_docs has none for an empty list alone
        yield whole


def _pieces(doc: Doc) -> list[Doc]:
    """The Doc itself; or, of a long one, Docs that begin where sentences are known to begin, if any do."""
    if len(doc) <= PIECE:
        return [doc]
    starts = [token.i for token in doc if token.is_sent_start]
    edges = [0]
    for at in (*starts, len(doc)):
        while at - edges[-1] > 2 * PIECE:
            edges.append(edges[-1] + PIECE)
        if at - edges[-1] >= PIECE:
            edges.append(at)
    if edges[-1] != len(doc):
        edges.append(len(doc))
    return [_piece(doc, start, end) for start, end in pairwise(edges)]


def _piece(doc: Doc, start: int, end: int) -> Doc:
    tokens = list(doc[start:end])
    starts: list[bool | int | None] = [True, *(True if token.is_sent_start else None for token in tokens[1:])]
    words, spaces = [token.text for token in tokens], [bool(token.whitespace_) for token in tokens]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=starts)


def with_bounded_sentences(doc: Doc) -> Doc:
    """The Doc itself, no sentence of which is longer than `LONGEST_SENTENCE`: one that is becomes several.

    The stages follow a word to what it hangs on, and look at all that hangs on it, which in a sentence without an end
    takes time with the square of its length.
    """
    if len(doc) <= LONGEST_SENTENCE:
        return doc
    edges = [
        edge
        for sentence in doc.sents
        if len(sentence) > LONGEST_SENTENCE
        for edge in (*range(sentence.start, sentence.end, LONGEST_SENTENCE), sentence.end)
    ]
    if not edges:
        return doc
    heads, labels = doc.to_array([HEAD, DEP]).astype("int64").T
    root = labels[heads == 0][0]
    for start, end in pairwise(edges):
        for i in range(start, end):
            if not start <= i + heads[i] < end:
                heads[i], labels[i] = 0, root
    changed: Any = stack([heads, labels], axis=1).astype("uint64")
    return doc.from_array([HEAD, DEP], changed)
