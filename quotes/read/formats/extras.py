"""The error for a format that needs a package that is not installed."""

from __future__ import annotations

from quotes.errors import SourceError


def missing(name: str, what: str, extra: str) -> SourceError:
    """The error for an input that needs an extra.

    >>> str(missing("a.parquet", "Parquet", "parquet"))
    "a.parquet: Parquet needs the extra 'parquet'; install it with: pip install 'newsquotes[parquet]'"
    """
    return SourceError(name, f"{what} needs the extra {extra!r}", f"install it with: pip install 'newsquotes[{extra}]'")
