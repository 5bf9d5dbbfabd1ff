"""Correct people and quotations: each correction is one transaction, says who made it and why, and can be undone.

Speakers are given by number or by full name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from quotes.errors import SourceError
from quotes.people import join_again
from quotes.people.corrections import log, quotations, speakers
from quotes.people.corrections import undo as undoing
from quotes.people.corrections.known_people import keep_known, read_known
from quotes.people.corrections.log import By, Correction
from quotes.people.meant import UnclearError
from quotes.store import repeats, reported
from quotes.store.open_read_only import belongs_to, explained
from quotes.store.open_to_write import file_of, transaction

__all__ = [
    "By",
    "Correction",
    "UnclearError",
    "apart_from_all",
    "correct",
    "import_people",
    "keep_apart",
    "listed",
    "merge",
    "merge_all",
    "not_a_quotation",
    "rejoin",
    "rename",
    "split",
    "undo",
]

Value = TypeVar("Value")
SpeakerRef = str | int


def merge(db: Database, one: SpeakerRef, two: SpeakerRef, by: By, *, shown: SpeakerRef | None = None) -> int:
    """Merge two speakers. The row with the fuller name stays (of equal names the older row), and the other leads to it.

    Args:
        shown: the one whose name is to be shown; by default the one who stays.

    Returns:
        The number of the correction, for `undo`. The other corrections return it too.

    Raises:
        CorrectionError: it cannot be done; says why. Nothing was changed. The other corrections raise it too.
        StoreError: the database cannot be written.
    """

    def both() -> int:
        name = None if shown is None else log.find(db, shown)
        return speakers.merge(db, log.find(db, one), log.find(db, two), by, shown=name)

    return _whole(db, both)


def merge_all(db: Database, one: SpeakerRef, others: Sequence[SpeakerRef], by: By) -> int:
    """Merge several speakers as `merge` does two. It is one correction, and one undo takes all of it back."""
    return _whole(db, lambda: speakers.merge_all(db, log.find(db, one), [log.find(db, two) for two in others], by))


def rename(db: Database, who: SpeakerRef, name: str, by: By) -> int:
    """Show a speaker under another name."""
    return _whole(db, lambda: speakers.rename(db, log.find(db, who), name, by))


def split(db: Database, who: SpeakerRef, chosen: Sequence[int], by: By, *, name: str | None = None) -> int:
    """Give the chosen rows of `names` to a new speaker."""
    return _whole(db, lambda: speakers.split(db, log.find(db, who), chosen, by, name=name))


def keep_apart(db: Database, one: SpeakerRef, other: SpeakerRef, by: By) -> int:
    """Keep apart two speakers who look alike."""
    return _whole(db, lambda: speakers.keep_apart(db, log.find(db, one), log.find(db, other), by))


def apart_from_all(db: Database, one: SpeakerRef, others: Sequence[SpeakerRef], by: By) -> int:
    """Keep all the others apart from one speaker. It is one correction, and one undo takes all of it back."""
    return _whole(db, lambda: speakers.apart_from_all(db, log.find(db, one), [log.find(db, x) for x in others], by))


def correct(
    db: Database, quote: int, by: By, *, speaker: SpeakerRef | None, kind: str = "person", new: bool = False
) -> int:
    """Set the speaker of a quotation; None if the article does not name one.

    Args:
        kind: the kind of a new speaker: 'person' or 'organisation'.
        new: the name is that of a new speaker.

    Raises:
        UnclearError: the name is not the full name of one known speaker, and not said to be new.
    """
    return _whole(db, lambda: quotations.correct(db, quote, by, speaker=speaker, kind=kind, new=new))


def not_a_quotation(db: Database, quote: int, by: By) -> int:
    """Mark a row as not a quotation."""
    return _whole(db, lambda: quotations.not_a_quotation(db, quote, by))


def undo(db: Database, number: int) -> Correction:
    """Take a correction back. Reports of readers that it settled wait again."""

    def back() -> Correction:
        correction = undoing.undo(db, number)
        if correction.article and correction.quote:
            repeats.again(db, correction.article)
            reported.reopen(db, correction.article, correction.quote, correction.made)
        return correction

    return _whole(db, back)


def import_people(db: Database, path: str | Path) -> int:
    """Read known people from a CSV file, and join all names again with what it says.

    Returns:
        How many people the file has.

    Raises:
        SourceError: a row is wrong; says which line and what. Nothing was changed.
    """
    if Path(path).exists() and belongs_to(Path(path), file_of(db)):
        raise SourceError(path, "is the database", "give a list of people in CSV")
    known = read_known(path)
    return _whole(db, lambda: keep_known(db, known, path))


def rejoin(db: Database) -> tuple[int, int]:
    """Join the names of all articles into people again, as if all had come at once; corrections stay.

    Returns:
        How many speakers had names before, and how many have now.

    Raises:
        StoreError: the database cannot be written; nothing was changed.
    """
    return _whole(db, lambda: join_again(db))


def listed(db: Database, *, undone: bool = False) -> list[Correction]:
    """The corrections, oldest first; with `undone`, also those that were taken back."""
    return log.read(db, "1" if undone else "undone is null")


def _whole(db: Database, change: Callable[[], Value]) -> Value:
    with explained(file_of(db)), transaction(db):
        return change()
