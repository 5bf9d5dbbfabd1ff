"""Former speakers, and where their ids lead. No id is ever reused."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

HAS_TABLE = "select 1 from sqlite_master where name = 'former_speakers'"
SURVIVORS = """
with recursive chain(first, id) as (
  select id, became from former_speakers where became is not null and id in (select value from json_each(?))
  union select first, became from chain join former_speakers using (id) where became is not null
) select first, id from chain join speakers using (id)
"""
HIGHEST = """
select max(coalesce((select max(id) from speakers), 0), coalesce((select max(id) from former_speakers), 0))
"""
LARGEST = 2**63 - 1


def survivors(db: Database | sqlite3.Connection, ids: Collection[int]) -> dict[int, int]:
    """The speakers that ids of former speakers lead to, by id, through any number of merges.

    Ids of present speakers, and ids that lead nowhere, are left out; so are all ids in a database of an older version.
    """
    if not db.execute(HAS_TABLE).fetchone():
        return {}
    return dict(map(tuple, db.execute(SURVIVORS, [json.dumps([*ids])]).fetchall()))


def survivor(db: Database | sqlite3.Connection, speaker: int) -> int | None:
    """The speaker with this id, or the one that it leads to; None if there is neither."""
    if speaker > LARGEST:
        return None
    if db.execute("select 1 from speakers where id = ?", [speaker]).fetchone():
        return speaker
    return survivors(db, [speaker]).get(speaker)


def lead(db: Database, speaker: int, to: int) -> None:
    """Let the id of a removed speaker lead to another one from now on."""
    db.execute("update former_speakers set became = ? where id = ?", [to, speaker])


def new_id(db: Database) -> int:
    """An id that nobody has or ever had."""
    return int(db.execute(HIGHEST).fetchone()[0]) + 1
