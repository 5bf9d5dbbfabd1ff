"""Corrected articles as gold: what `quotes evaluate` and `quotes fit` learn from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

Gold = dict[str, Any]


def gold(db: sqlite3.Connection) -> Iterator[Gold]:
    """Yield every article with a correction that holds: its quotations as they are now, in the JSON of gold."""
    sql = """
        select id, key, title, outlet, text from articles
        where key in (select article from corrections where undone is null and article is not null) order by id
    """
    for number, key, title, outlet, text in db.execute(sql).fetchall():
        yield {"id": key, "title": title, "source": outlet, "text": text, "quotes": list(_quotes(db, number))}


def _quotes(db: sqlite3.Connection, article: int) -> Iterator[Gold]:
    sql = """
        select quotes.id, quotes.kind, spans, cue_spans, mention_spans, mention, quotes.rule,
          speakers.name, speaker_name, quotes.speaker
        from quotes left join speakers on speakers.id = speaker where article = ? order by start, quotes.id
    """
    for number, kind, spans, cue, mention_spans, mention, rule, name, used, speaker in db.execute(
        sql, [article]
    ).fetchall():
        corrected = rule == "correction"
        names = {name, used} if corrected else {name, used, *_aliases(db, speaker)}
        together = _together(db, number) if name else []
        yield {
            "spans": json.loads(spans),
            "kind": kind,
            "cue": json.loads(cue) if cue else None,
            "speaker_mention": json.loads(mention_spans) if mention_spans and not corrected else None,
            "speaker_text": mention if not corrected else None,
            "speaker_entity": [name, *sorted(names - {name, None}), *together] if name else None,
            "mention_known": not corrected,
        } | ({"joint": True, "speakers": [name, *together]} if together else {})


def _together(db: sqlite3.Connection, quote: int) -> list[str]:
    """The names of those who say it together with the first speaker."""
    sql = "select speakers.name from joint_speakers join speakers on id = speaker where quote = ? order by place"
    return [name for (name,) in db.execute(sql, [quote]).fetchall()]


def _aliases(db: sqlite3.Connection, speaker: int | None) -> list[str]:
    sql = "select name from aliases where speaker = ? and source in ('text', 'import')"
    return [name for (name,) in db.execute(sql, [speaker]).fetchall()]
