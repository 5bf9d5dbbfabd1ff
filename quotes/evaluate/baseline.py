"""The quotations that textacy's `direct_quotations` finds, as predictions that can be scored like ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from quotes.models import Article, Passage, Quote, Record

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

RULE = "textacy"
UNKNOWN = 0.5


class Baseline(Record):
    """Another system's predictions by article.

    Attributes:
        refused: how many articles it gave up on, such as those with an odd number of quotation marks.
    """

    predictions: dict[str, tuple[Quote, ...]]
    refused: int


def textacy_baseline(articles: Iterable[Article], nlp: Language) -> Baseline:
    """Run textacy over articles.

    Args:
        nlp: a full English pipeline; textacy reads lemmas and parts of speech.
    """
    pairs = nlp.pipe(((article.text, article.id) for article in articles), as_tuples=True, batch_size=16)
    found = {name: direct_quotations(doc) for doc, name in pairs}
    return Baseline(
        predictions={name: quotes or () for name, quotes in found.items()},
        refused=sum(quotes is None for quotes in found.values()),
    )


def direct_quotations(doc: Doc) -> tuple[Quote, ...] | None:
    """The quotations of one Doc, or None if textacy refuses it."""
    from textacy.extract.triples import direct_quotations as find

    try:
        return tuple(_quote(triple) for triple in find(doc))
    except ValueError:
        return None


def _quote(triple: Any) -> Quote:
    content = triple.content
    return Quote(
        text=content[1:-1].text,
        kind="direct",
        spans=((content.start_char, content.end_char),),
        cue=_passages(triple.cue),
        speaker_mention=_passages(triple.speaker),
        speaker=" ".join(token.text for token in triple.speaker),
        speakers=(),
        speaker_kinds=(),
        role=None,
        act="states",
        reported_by=None,
        rule=RULE,
        confidence=UNKNOWN,
    )


def _passages(tokens: Iterable[Token]) -> tuple[Passage, ...]:
    return tuple((token.idx, token.idx + len(token)) for token in tokens)
