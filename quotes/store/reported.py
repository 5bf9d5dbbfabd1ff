"""Errors that readers report: each waits until an editor has settled it, and stays on record afterwards.

A report names its quotation by the keys of article and quotation, as corrections do, so that it outlives loads.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from quotes.errors import CorrectionError
from quotes.people.corrections.log import now
from quotes.store.open_read_only import explained

if TYPE_CHECKING:
    from sqlite_utils import Database

What = Literal["speaker", "words", "no_quotation", "article", "other"]
KINDS: tuple[str, ...] = get_args(What)
LONGEST_NAME, LONGEST_NOTE = 200, 1000  # characters
MOST, MOST_OF_ONE = 2000, 5  # reports that wait, and those of one quotation
FULL = "too many reports are waiting; try again in a few days"
ENOUGH = "several readers have reported this quotation already; an editor will look at it"
WAITING = "settled is null"
CORRECTED, RIGHT, DISMISSED = "corrected", "right", "dismissed"  # what came of a report


class Report(NamedTuple):
    """What a reader says is wrong with a quotation.

    Attributes:
        what: 'speaker' (somebody else said it), 'words', 'no_quotation', 'article' (outlet, date or title) or 'other'.
        who: the name of the speaker, as the reader gives it.
        note: anything else that the reader says.
    """

    what: str
    who: str = ""
    note: str = ""


def keep(db: Database, quote: int, report: Report) -> bool:
    """Keep a report for the editors.

    Returns:
        False if the same report on this quotation is still waiting.

    Raises:
        CorrectionError: there is no such quotation or kind of error, or too many reports are waiting.
        StoreError: the database cannot be written.
    """
    from quotes.store.open_to_write import file_of, transaction

    if report.what not in KINDS:
        raise CorrectionError(f"{report.what[:40]!r} is not a kind of error; choose one of {', '.join(KINDS)}")
    with explained(file_of(db)), transaction(db):
        return _kept(db, quote, Report(report.what, report.who[:LONGEST_NAME], report.note[:LONGEST_NOTE]))


def _kept(db: Database, quote: int, report: Report) -> bool:
    sql = "select articles.key, quotes.key, quotes.text from quotes join articles on articles.id = article"
    row = db.execute(f"{sql} where quotes.id = ?", [quote]).fetchone()
    if row is None:
        raise CorrectionError(f"there is no quotation {quote} here any more")
    article, key, words = row
    asked = f"from reports where {WAITING} and article = ? and quote = ?"
    same = f"select 1 {asked} and what = ? and who = ? and note = ?"
    if db.execute(same, [article, key, *report]).fetchone():
        return False
    if db.execute(f"select count(*) {asked}", [article, key]).fetchone()[0] >= MOST_OF_ONE:
        raise CorrectionError(ENOUGH)
    if db.execute(f"select count(*) from reports where {WAITING}").fetchone()[0] >= MOST:
        raise CorrectionError(FULL)
    values = [now(), article, key, words, *report]
    db.execute(
        "insert into reports (made, article, quote, words, what, who, note) values (?, ?, ?, ?, ?, ?, ?)", values
    )
    return True


def settle(db: Database, numbers: list[int], who: str, outcome: str) -> int:
    """Settle the reports that an editor has dealt with, and note what came of it. Returns how many were waiting.

    Raises:
        StoreError: the database cannot be written.
    """
    from quotes.store.open_to_write import file_of, transaction

    marks = ", ".join("?" * len(numbers))
    sql = f"update reports set settled = ?, settled_by = ?, outcome = ? where {WAITING} and id in ({marks})"
    with explained(file_of(db)), transaction(db):
        return int(db.execute(sql, [now(), who, outcome, *numbers]).rowcount)


def reopen(db: Database, article: str, quote: str, since: str) -> int:
    """Let the reports of a quotation wait again that a correction settled, once it is undone. Returns how many do.

    Args:
        article, quote: the keys of the article and the quotation.
        since: when the correction was made; reports that were settled before have nothing to do with it.
    """
    sql = f"""
        update reports set settled = null, settled_by = null, outcome = null
        where article = ? and quote = ? and settled >= ? and outcome in ('{CORRECTED}', '{RIGHT}')
    """
    return int(db.execute(sql, [article, quote, since]).rowcount)


def waiting(db: sqlite3.Connection, *, skip: int = 0) -> list[dict[str, Any]]:
    """The waiting reports of one quotation: of the first reported one, after `skip` others."""
    first = f"select article, quote from reports where {WAITING} group by 1, 2 order by min(id) limit 1 offset ?"
    return _of(db, f"(reports.article, reports.quote) = ({first})", skip) if _has(db) else []


def of_quotation(db: sqlite3.Connection, quote: int) -> list[dict[str, Any]]:
    """The waiting reports of a quotation."""
    return _of(db, "quotes.id = ?", quote) if _has(db) else []


def count(db: sqlite3.Connection) -> int:
    """How many reports are waiting."""
    return int(db.execute(f"select count(*) from reports where {WAITING}").fetchone()[0]) if _has(db) else 0


def _of(db: sqlite3.Connection, condition: str, value: int) -> list[dict[str, Any]]:
    sql = f"""
        select reports.id, reports.made, reports.what, reports.who, reports.note, reports.words,
          articles.id as article_id, articles.title, quotes.id as quote_id
        from reports left join articles on articles.key = reports.article
        left join quotes on quotes.article = articles.id and quotes.key = reports.quote
        where {WAITING} and {condition} order by reports.id
    """
    return [dict(row) for row in db.execute(sql, [value]).fetchall()]


def _has(db: sqlite3.Connection) -> bool:
    """Is the database of a version that takes reports?"""
    return db.execute("select 1 from main.sqlite_master where name = 'reports'").fetchone() is not None
