"""Corrections as rows: who corrected what, when and why, and what was there before. Also finds who a human means."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from quotes.errors import CorrectionError
from quotes.names.name import parse
from quotes.names.name_key import name_key
from quotes.people import former, rows

if TYPE_CHECKING:
    from sqlite_utils import Database

Values = dict[str, Any]


class By(NamedTuple):
    """Who corrects, and why."""

    who: str
    why: str | None = None


class Correction(NamedTuple):
    """One row of `corrections`.

    Attributes:
        action: 'merge', 'split', 'rename', 'apart', 'speaker' or 'not_quotation'.
        article, quote: the article's own id and the quotation's key, for corrections of a quotation.
        speaker, other: the speakers it is about.
        before, after: what was there, and what the human said.
        undone: when it was taken back, or None while it holds.
    """

    id: int
    made: str
    who: str
    action: str
    why: str | None
    article: str | None
    quote: str | None
    speaker: int | None
    other: int | None
    before: Values
    after: Values
    undone: str | None


def write(db: Database, action: str, by: By, before: Values, after: Values, **about: Any) -> int:
    """Add a row, and return its id."""
    row = {"made": now(), "who": by.who, "why": by.why, "action": action, **about}
    row |= {"before": json.dumps(before, ensure_ascii=False), "after": json.dumps(after, ensure_ascii=False)}
    sql = f"insert into corrections ({', '.join(row)}) values ({', '.join('?' * len(row))})"
    return int(db.execute(sql, list(row.values())).lastrowid or 0)


def read(
    db: Database | sqlite3.Connection, where: str = "undone is null", values: list[Any] | None = None
) -> list[Correction]:
    """The corrections that meet a condition, oldest first."""
    sql = f"select {', '.join(Correction._fields)} from corrections where {where} order by id"
    found = []
    for row in db.execute(sql, values or []).fetchall():
        one = Correction(*row)
        found.append(one._replace(before=json.loads(row[9]), after=json.loads(row[10])))
    return found


def of_quotation(db: Database | sqlite3.Connection, quote: int) -> list[Correction]:
    """The corrections of a quotation, oldest first, with those that were taken back."""
    mine = "(select articles.key, quotes.key from quotes join articles on articles.id = article where quotes.id = ?)"
    return read(db, f"(article, quote) = {mine}", [quote])


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def summary(correction: Correction) -> str:
    """'Zo Queen → Zoë Lindqvist': what was there and what a human said."""
    before, after = correction.before, correction.after
    if correction.action == "not_quotation":
        return f"{before['text']} → no quotation"
    if correction.action == "speaker":
        return f"{_together(before) or 'nobody'} → {after['speaker_name'] or 'nobody'}"
    if correction.action == "apart":
        return f"{before['speaker']['name']} ({correction.speaker}) is not {after['name']} ({correction.other})"
    if correction.action == "merge" and before["speaker"]["name"] == after["name"]:
        return f"{before['keep'].get('name', '')} → {after['name']}"
    places = f" ({len(before['names'])} places)" if correction.action == "split" else ""
    return f"{before['speaker']['name']} → {after['name'] or 'two'}{places}"


def _together(before: Values) -> str:
    """'Ida Marlow, Oskar Vane': all speakers of a quotation before its correction."""
    return ", ".join(filter(None, (before["speaker_name"], *(name for name, _, _ in before.get("others", ())))))


def row_of(db: Database, table: str, where: Mapping[str, Any]) -> list[Values]:
    """Whole rows as dicts."""
    condition = " and ".join(f"{column} = ?" for column in where)
    return [
        dict(row) for row in db.execute(f"select * from {table} where {condition}", list(where.values())).fetchall()
    ]


def insert(db: Database, table: str, row: Values) -> None:
    """Restore a row as it was, unless it exists again."""
    marks = ", ".join("?" * len(row))
    sql = f"insert into {table} ({', '.join(row)}) values ({marks}) on conflict do nothing"
    db.execute(sql, list(row.values()))


def find(db: Database | sqlite3.Connection, who: str | int) -> int:
    """The speaker with a number ('12'), perhaps one from before a merge, or with a full name.

    Raises:
        CorrectionError: nobody has the name, or several have; the message lists them.
    """
    if str(who).isdecimal():
        speaker = former.survivor(db, int(who))
        if speaker is not None:
            return speaker
        raise CorrectionError(f"there is no speaker {who}; find the number with `quotes people list DB NAME`")
    found = named(db, str(who))
    if not found:
        raise CorrectionError(f"nobody is called {who!r}; find names with `quotes people list DB NAME`")
    if len(found) > 1:
        raise CorrectionError(f"{len(found)} are called {who!r}: {describe(db, found)}; give the number")
    return found[0]


def named(db: Database | sqlite3.Connection, name: str) -> list[int]:
    """The speakers with this name, apart from case and accents."""
    keys = {name_key(name), *(parse(name, kind).key for kind in ("person", "organisation"))}
    marks = ", ".join("?" * len(keys))
    sql = f"select id from speakers where key in ({marks}) union select speaker from aliases where key in ({marks})"
    return [speaker for (speaker,) in db.execute(f"{sql} order by 1", [*keys, *keys]).fetchall()]


def describe(db: Database | sqlite3.Connection, speakers: list[int]) -> str:
    """'12 Ida Brandt (Tarn mayor), 15 Ida Brandt' for messages; the first ten."""
    shown = []
    for speaker in speakers[:10]:
        name = rows.first_value(db, "select name from speakers where id = ?", [speaker])
        sql = "select role from roles where speaker = ? order by articles desc limit 1"
        role = rows.first_value(db, sql, [speaker])
        shown.append(f"{speaker} {name}" + (f" ({role})" if role else ""))
    return ", ".join(shown) + (" …" if len(speakers) > 10 else "")
