"""Save an article that was read, with the corrections of a human: all at once, or nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from quotes.errors import SourceError
from quotes.models import Article, Found

ABOUT = ("title", "source", "published", "url")  # what a form may say of an article
LONGEST = 500  # characters of each


def save(file: Path, found: Found, form: dict[str, str], who: str) -> tuple[int, str, list[str]]:
    """Save an article, then correct its quotations as the form says.

    Args:
        form: `speaker-N` names the speaker of the Nth quotation, `gone-N` says that it is not a quotation; those of
            `ABOUT` that it has are taken instead of what the article says.
        who: the human who corrects.

    Returns:
        The row of the article, whether it is 'new', 'changed' or 'unchanged', and what could not be corrected.

    Raises:
        StoreError: the database cannot be written; neither the article nor a correction was.
        SourceError: the day is none; nothing was written.
    """
    from quotes.extraction.rules_version import VERSION
    from quotes.store import open_to_write
    from quotes.store import save as store

    article = found.article.model_copy(update=about(form, found.article))
    with closing(open_to_write.connect(file)) as db, open_to_write.transaction(db):
        outcome = store.save(db, article, version=VERSION, model="default", topics=found.topics)
        store.settle(db)
        row = db.execute("select id from articles where key = ?", [found.article.id]).fetchone()
        problems = _correct(db, int(row[0]), found, form, who)
    return int(row[0]), outcome, problems


def about(form: dict[str, str], article: Article | None = None) -> dict[str, str | None]:
    """What a form says of an article: title, outlet, address, and its day in ISO 8601.

    Args:
        article: the one that the form was filled with; a day that it has is taken as it is.

    Raises:
        SourceError: the day is none.
    """
    from quotes.read.dates import iso_date

    given = {name: " ".join(form[name].split())[:LONGEST] or None for name in ABOUT if name in form}
    day = given.get("published")
    if day and not (article and day == article.published):
        given["published"] = iso_date(day)
        if given["published"] is None:
            raise SourceError(f"the day “{day[:40]}”", "cannot be read", "write one as 2026-03-01, a month or a year")
    return given


def _correct(db: Any, article: int, found: Found, form: dict[str, str], who: str) -> list[str]:
    """Make each correction by itself; one that cannot be made is reported and left out."""
    from quotes.errors import QuotesError
    from quotes.people.meant import UnclearError
    from quotes.store import correct

    by = correct.By(who, "when it was added")
    sql = "select id, text, kind from quotes where article = ? order by id"
    ids = {(text, kind): number for number, text, kind in db.execute(sql, [article]).fetchall()}
    problems = []
    for number, quote in enumerate(found.article.quotes):
        row = ids.get((quote.text, quote.kind))
        name = " ".join(form.get(f"speaker-{number}", quote.speaker or "").split())
        try:
            if row is not None and form.get(f"gone-{number}"):
                correct.not_a_quotation(db, row, by)
            elif row is not None and name != (quote.speaker or ""):
                try:
                    correct.correct(db, row, by, speaker=name or None)
                except UnclearError as error:
                    if error.found.fits:
                        raise
                    correct.correct(db, row, by, speaker=name, new=True)
        except QuotesError as error:
            problems.append(f"“{quote.text[:60]}”: {error}")
    return problems
