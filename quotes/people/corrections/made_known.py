"""Who is known because a human or a list said so (`speakers.pinned`), whatever names the articles have.

They keep their name and draw the names that fit. Once the last correction that says so is undone, nothing of that
remains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.names.name import parse
from quotes.people import rows
from quotes.people.corrections.log import Correction
from quotes.people.match import Mention
from quotes.people.place import place_of, stir

if TYPE_CHECKING:
    from sqlite_utils import Database

LIST = "import"  # the source of a name that a list of known people gives
HAND = "correction"  # the source of the name of somebody new to whom a quotation was given by hand
SAID = """
select exists (select 1 from corrections where undone is null and (
    (speaker = :who and action in ('speaker', 'merge', 'rename', 'apart', 'split'))
    or (other = :who and action in ('apart', 'split'))))
  or exists (select 1 from aliases where speaker = :who and source = 'import')
  or exists (select 1 from offices where speaker = :who)
  or exists (select 1 from speakers where id = :who and (wikidata is not null or gender_by = 'list'))
"""
UNUSED = " and ".join(
    f"not exists (select 1 from {table} where {table}.speaker = :who)"
    for table in ("quotes", "names", "joint_speakers")
)
NEEDED = "exists (select 1 from corrections where undone is null and (speaker = :who or other = :who))"


def by_list(db: Database, speaker: int, mention: Mention) -> None:
    """Keep a name that a list of known people gives somebody, also where an article has used it already."""
    rows.learn(db, speaker, mention, source=LIST)
    db.execute("update aliases set source = ? where speaker = ? and key = ?", [LIST, speaker, mention.name.key])


def only_as_said(db: Database, undone: Correction) -> None:
    """Of the people of a correction that was undone, keep those known of whom another one or a list says so still.

    The others are as articles name them, which the next time that names are joined settles; whom none names is removed.
    """
    people = {"not_quotation": [], "speaker": [undone.speaker]}.get(undone.action, [undone.speaker, undone.other])
    for who in (one for one in people if one is not None):
        (said,) = db.execute(SAID, {"who": who}).fetchone()
        had = rows.first_value(db, "select pinned from speakers where id = ?", [who])
        db.execute("update speakers set pinned = ? where id = ?", [said, who])
        if had and not said:
            _release(db, who)


def _release(db: Database, who: int) -> None:
    named = db.execute("select name, kind from aliases where speaker = ?", [who]).fetchall()
    db.execute("update aliases set source = ? where speaker = ? and source = ?", [rows.TEXT, who, HAND])
    stir(db, {place for text, kind in named if (place := place_of(Mention(parse(text, kind), kind)))})
    db.execute(f"delete from speakers where id = :who and {UNUSED} and not {NEEDED}", {"who": who})
