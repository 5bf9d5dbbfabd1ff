"""Find the letters of a text that quotes cover, gold or predicted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from quotes.evaluate.gold import GoldQuote
from quotes.evaluate.units import Letters, letters
from quotes.models import Quote

Of = TypeVar("Of", GoldQuote, Quote)


@dataclass(frozen=True, eq=False)
class Covering(Generic[Of]):
    """A quote with the letters it covers."""

    quote: Of
    letters: Letters


def covering(text: str, quotes: Iterable[Of]) -> list[Covering[Of]]:
    """Each quote with the letters of the text that it covers."""
    return [Covering(quote, letters(text, quote.spans)) for quote in quotes]


def owner(quotes: Iterable[Covering[Of]], unit: Letters) -> Of | None:
    """The quote that covers most of the unit, if it covers half of it or more."""
    best = max(quotes, key=lambda quote: len(quote.letters & unit), default=None)
    return best.quote if best and unit and 2 * len(best.letters & unit) >= len(unit) else None
