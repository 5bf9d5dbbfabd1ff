"""Keep small databases of each schema as SQL: `python -m tools.versions NAME` writes the one of this code.

Run it once for each new migration: from then on the file shows that such a database can be opened.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from quotes.store.open_read_only import SCHEMA

LATEST = SCHEMA[-1].partition("_")[0]  # the schema of this code, such as 'm006'
FOLDER = Path(__file__).parents[1] / "tests" / "store" / "versions"
SHADOW = re.compile(r"_fts_(data|idx|docsize|config|content)$")
INSIDE = "“The bridge is safe,” said Zoë Lindqvist, the harbour master. She said it had been checked."
ARTICLES = [
    {"id": "a1", "title": "Bridge", "source": "Tarn Post", "published": "2026-03-01", "text": INSIDE},
    {
        "id": "a2",
        "title": "Ferries",
        "source": "Moor Times",
        "published": "2026-04-02",
        "text": "Lindqvist said ferries would sail.\n\n“Ferries are slow,” said Ib Moor, a pilot. “So be it,” he said.",
    },
    {
        "id": "a3",
        "text": "According to the council, the “old” quay stays shut. “No comment,” Mona Vester told reporters.",
    },
]


def old_database(path: Path, name: str) -> Path:
    """Make the stored database of a schema at this path."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        for (table,) in db.execute("select name from sqlite_master where sql like 'create virtual%'").fetchall():
            db.execute(f"insert into [{table}]([{table}]) values ('rebuild')")
        db.commit()
    return path


def dump(db: sqlite3.Connection) -> str:
    """The statements that make a database again: tables with rows, then indexes, triggers and views."""
    made = db.execute("select type, name, sql from sqlite_master where sql > '' order by rowid").fetchall()
    made = [row for row in made if not SHADOW.search(row[1]) and not row[1].startswith("sqlite_")]
    lines = [f"{sql};" for kind, _, sql in made if kind == "table"]
    for kind, name, sql in made:
        if kind == "table" and "VIRTUAL" not in sql.upper():
            columns = [row[1] for row in db.execute(f"pragma table_info([{name}])")]
            values = "||','||".join(f"quote([{column}])" for column in columns)
            rows = db.execute(f"select {values} from [{name}]").fetchall()
            lines += [f"insert into [{name}] ({', '.join(columns)}) values ({row[0]});" for row in rows]
    lines += [f"{sql};" for kind in ("index", "trigger", "view") for other, _, sql in made if kind == other]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Keep the database of this code."""
    parser = argparse.ArgumentParser(prog="python -m tools.versions", description=__doc__)
    parser.add_argument("name", help="the number of the last migration, such as m006")
    keep(parser.parse_args().name)


def keep(name: str) -> None:
    """Load the articles with this code, correct two quotations where it can, and store the dump."""
    quotes = [sys.executable, "-m", "quotes"]
    with tempfile.TemporaryDirectory() as folder:
        database, source = Path(folder, "it.db"), Path(folder, "articles.jsonl")
        source.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES), encoding="utf-8")
        subprocess.run([*quotes, "load", database, source], check=True)
        helped = subprocess.run([*quotes, "correct", "--help"], check=False, capture_output=True)
        if not helped.returncode:
            somebody = ["--speaker", "Renata Holm", "--new", "--who", "ida"]
            subprocess.run([*quotes, "correct", database, "1", *somebody], check=True)
            subprocess.run(
                [*quotes, "people", "rename", database, "Ib Moor", "Ibrahim Moor", "--who", "ida"], check=True
            )
        with closing(sqlite3.connect(database)) as db:
            FOLDER.mkdir(exist_ok=True)
            FOLDER.joinpath(f"{name}.sql").write_text(dump(db), encoding="utf-8")


if __name__ == "__main__":
    main()
