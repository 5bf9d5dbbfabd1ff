"""Speakers who are no more: whom their ids lead to, and that no id is ever given again."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SURVIVOR = """
with recursive chain(id) as (
  select ? union select became from former_speakers join chain using (id) where became is not null
) select speakers.id from chain join speakers using (id)
"""
HIGHEST = """
select max(coalesce((select max(id) from speakers), 0), coalesce((select max(id) from former_speakers), 0))
"""
LARGEST = 2**63 - 1


def survivor(db: Database | sqlite3.Connection, speaker: int) -> int | None:
    """Whom an id leads to: the speaker who has it, else the one they became, however often; None for nobody."""
    row = db.execute(SURVIVOR, [speaker]).fetchone() if speaker <= LARGEST else None
    return int(row[0]) if row else None


def lead(db: Database, speaker: int, to: int) -> None:
    """From now on the id of a speaker who is gone leads to another one."""
    db.execute("update former_speakers set became = ? where id = ?", [to, speaker])


def new_id(db: Database) -> int:
    """An id that nobody has or had."""
    return int(db.execute(HIGHEST).fetchone()[0]) + 1
