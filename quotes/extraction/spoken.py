"""A quotation with its answer, before it becomes plain data."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.extraction.attribute.context import Answer
from quotes.extraction.layout import Range
from quotes.extraction.resolve.discourse import ResolvedSource
from quotes.models import QuoteKind


@dataclass(frozen=True)
class Spoken:
    """A quotation with its answer, its speaker and who passes it on.

    Attributes:
        partners: who say it with the speaker.
    """

    kind: QuoteKind
    ranges: tuple[Range, ...]
    answer: Answer
    speaker: ResolvedSource
    reporter: str | None
    partners: tuple[ResolvedSource, ...] = ()
