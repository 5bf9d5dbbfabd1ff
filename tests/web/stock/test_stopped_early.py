"""A query out of time is known as one, wherever SQLite stops it."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path

from quotes.web.stock.sql_bounds import Taken


def test_a_query_that_is_stopped_while_its_search_index_is_opened_is_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "it.db"
    made = sqlite3.connect(path)
    made.execute("create virtual table words using fts5(word)")
    made.close()
    messages = set()
    for steps in range(1, 60):
        conn, taken = sqlite3.connect(path), count(1)
        conn.set_progress_handler(lambda taken=taken, steps=steps: next(taken) >= steps, 1)
        try:
            conn.cursor(Taken).execute("select count(*) from words").fetchone()
        except sqlite3.OperationalError as error:
            messages.add(str(error))
        conn.close()
    assert messages == {"interrupted"}
