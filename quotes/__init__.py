"""Who said what in the news.

>>> import quotes
>>> article = quotes.extract("“We are ready,” said Ida Brandt.")
>>> article.quotes[0].speaker
'Ida Brandt'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quotes.errors import LexiconError, ModelError, QuotesError, SourceError, StoreError
from quotes.models import Article, Quote

if TYPE_CHECKING:
    from quotes.extraction.engine import extract
    from quotes.parallel.pool import extract_many
    from quotes.read import read as read_articles

__all__ = [
    "Article",
    "LexiconError",
    "ModelError",
    "Quote",
    "QuotesError",
    "SourceError",
    "StoreError",
    "extract",
    "extract_many",
    "read_articles",
]

# Not `read`: that is the package's folder, which takes the name over as soon as it is imported.
LATER = {
    "extract": ("quotes.extraction.engine", "extract"),
    "extract_many": ("quotes.parallel.pool", "extract_many"),
    "read_articles": ("quotes.read", "read"),
}


def __getattr__(name: str) -> Any:
    """The heavy parts are imported when they are first used: `import quotes` stays light."""
    if name in LATER:
        from importlib import import_module

        module, attribute = LATER[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'quotes' has no attribute {name!r}")
