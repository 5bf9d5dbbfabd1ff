"""Several speakers of the same words: the first is the quotation's speaker, the others are in `joint_speakers`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlite_utils import Database

#: The key for the joint speakers in the row of a quotation that is not saved yet, or was saved before.
OTHERS = "others"
ADD = """
insert into joint_speakers (quote, place, article, name, kind, speaker)
select id, ?, article, ?, ?, ? from quotes where (article, key) = (?, ?)
on conflict (quote, place) do update set name = excluded.name, kind = excluded.kind, speaker = excluded.speaker
"""
MORE = "delete from joint_speakers where place > ? and quote = (select id from quotes where (article, key) = (?, ?))"


class Other(NamedTuple):
    """Somebody who says it with the first; `speaker` is None if that speaker no longer exists."""

    name: str
    kind: str
    speaker: int | None


def replace(db: Database, article: int, others: Mapping[str, Sequence[Other]]) -> None:
    """Set the joint speakers of an article's quotations, by the quotations' keys; its other quotations have none."""
    if db.execute("select 1 from joint_speakers where article = ?", [article]).fetchone():
        sql = "select distinct quotes.key from joint_speakers join quotes on id = quote where quotes.article = ?"
        for (key,) in db.execute(sql, [article]).fetchall():
            if key not in others:
                put(db, article, key, ())
    for key, speakers in others.items():
        put(db, article, key, speakers)


def put(db: Database, article: int, key: str, others: Sequence[Other]) -> None:
    """Set the joint speakers of one quotation."""
    there = [other for other in others if other.speaker is not None]
    for place, other in enumerate(there, 1):
        db.execute(ADD, [place, *other, article, key])
    db.execute(MORE, [len(there), article, key])


def take(db: Database, quote: int) -> None:
    """Leave a quotation to its speaker only."""
    db.execute("delete from joint_speakers where quote = ?", [quote])


def others(db: Database, quote: int) -> list[Other]:
    """Those who say a quotation together with its speaker, in the order of the text."""
    sql = "select name, kind, speaker from joint_speakers where quote = ? order by place"
    return [Other(*row) for row in db.execute(sql, [quote]).fetchall()]
