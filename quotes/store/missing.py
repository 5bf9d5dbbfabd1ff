"""Find what the schema has and a database lacks: a table, index, trigger or view that something else removed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import NamedTuple

from sqlite_utils import Database

from quotes.store.schema import migrations

PARTS = "select type, name, sql from sqlite_master where name not like 'sqlite_%' order by rowid"


class Part(NamedTuple):
    """A part of the schema.

    Attributes:
        kind: 'table', 'index', 'trigger' or 'view'.
        sql: the statement that makes it.
    """

    kind: str
    name: str
    sql: str


def missing(db: sqlite3.Connection) -> list[Part]:
    """The parts that a new database would have and this one does not, in the order in which they can be made."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        new = Database(conn, execute_plugins=False)
        migrations.apply(new)
        wanted = [Part(*row) for row in conn.execute(PARTS).fetchall()]
    held = {(kind, name) for kind, name, _ in db.execute(PARTS).fetchall()}
    return [part for part in wanted if (part.kind, part.name) not in held]
