"""Names of files to save that say what was asked for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping

from quotes.names.name_key import name_key
from quotes.store import profiles

LONGEST = 100  # characters, without the ending


def plain_name(parts: Iterable[str]) -> str:
    """The name of a file, without its ending: 'quotes-words-night-ferry-since-2026-03'."""
    plain = re.sub(r"[^a-z0-9.]+", "-", name_key("-".join(parts))).strip("-.")
    return plain[:LONGEST].strip("-.")


def name_of(db: sqlite3.Connection, what: str, given: Mapping[str, str]) -> str:
    """The same for filters; a speaker is told by name: 'quotes-ida-marlow-words-night-ferry'."""
    number = given.get("speaker", "")
    who = profiles.named(db, int(number)) if number.isascii() and number.isdecimal() and len(number) < 19 else None
    rest = sorted((name, value) for name, value in given.items() if not (who and name == "speaker"))
    return plain_name([what, *([who.name] if who else []), *(part for pair in rest for part in pair)])
