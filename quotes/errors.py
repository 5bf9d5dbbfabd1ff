"""What can go wrong, each with a message that says what, where and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


class QuotesError(Exception):
    """Base of every error this package raises on purpose."""


class SourceError(QuotesError):
    """One input cannot be read; the others go on.

    Attributes:
        where: the file, with the line where there is one (`news.jsonl:12`).
        problem: what is wrong with it.
        advice: what to do about it, or ''.
    """

    def __init__(self, where: str | Path, problem: str, advice: str = "") -> None:
        self.where = str(where)
        self.problem = problem
        self.advice = advice
        super().__init__(f"{self.where}: {problem}" + (f"; {advice}" if advice else ""))


ErrorHandler = Callable[[SourceError], None]


class StoreError(QuotesError):
    """The database cannot be opened, read or written."""


class ChangedError(StoreError):
    """The database was written to while it was read without locks."""


class LexiconError(QuotesError):
    """A language's word file is missing or wrong."""


class ModelError(QuotesError):
    """The spaCy pipeline asked for cannot be loaded or lacks a part we need."""


class CorrectionError(QuotesError):
    """A correction that cannot be: of nobody, of something single, or against another correction."""


class ClusterError(QuotesError):
    """A cluster, one of its workers, or a folder of parts cannot do what is asked."""
