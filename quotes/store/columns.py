"""Which columns a database has: one that an older version made may lack some. Read-only."""

from __future__ import annotations

import sqlite3


def columns_of(db: sqlite3.Connection, table: str) -> set[str]:
    """The names of the columns of a table or view; none if there is no such table."""
    return {row[1] for row in db.execute(f"pragma table_info({table})")}


def has_acts(db: sqlite3.Connection) -> bool:
    """Do quotations have acts?"""
    return "act" in columns_of(db, "quotes")


def has_genders(db: sqlite3.Connection) -> bool:
    """Do speakers have a gender, with how it is known?"""
    return "gender_by" in columns_of(db, "speakers")
