"""What the pages read: searches, facets and whole records, each from a connection of Datasette's."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field

from quotes.models import Act, QuoteKind, Record, Said
from quotes.store.lookup import all_words


def written(form: re.Pattern[str], value: Any) -> Any:
    """Numbers as people write them: no '1_0', no 'inf'."""
    if isinstance(value, str) and not form.fullmatch(value):
        raise ValueError("this is no such number")
    return value


Day = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
RowId = Annotated[int, Field(ge=0, lt=2**63), BeforeValidator(partial(written, re.compile(r"[0-9]{1,19}")))]
NUMBER = re.compile(r"[0-9]*\.?[0-9]+([eE]-?[0-9]+)?")
Share = Annotated[float, Field(ge=0, le=1), BeforeValidator(partial(written, NUMBER))]
COLUMNS = ", ".join(f"said.{name}" for name in Said.model_fields)
#: Facets count no more hits than so many, so that their cost is bounded.
MOST_COUNTED = 2000
#: Of words with more hits than so many, those loaded last are searched, and the page says so.
MOST_SEARCHED = 10_000
NOTHING = '"-"'  # a full-text query that finds nothing

LOADED_LAST = f"""
select rowid from quotes_fts where quotes_fts match :words order by rowid desc limit {MOST_SEARCHED}
"""
OF_SPEAKER = """
select id from quotes where speaker = :speaker and id in (select rowid from quotes_fts where quotes_fts match :words)
"""
CONDITIONS = {
    "words": "quotes.id in (select value from json_each(:found))",
    "speaker": "quotes.speaker = :speaker",
    "name": "quotes.speaker in (select rowid from speakers_fts where speakers_fts match :name)",
    "outlet": "quotes.outlet = :outlet",
    "kind": "quotes.kind = :kind",
    "act": "quotes.act = :act",
    "rule": "quotes.rule = :rule",
    "since": "quotes.published >= :since",
    "until": "quotes.published < :until || char(1114111)",  # an index serves it, as it would no substr()
    "min_confidence": "quotes.confidence >= :min_confidence",
    "article": "quotes.article = :article",
}
#: What few quotations meet: beside these the index of acts, of which most are one, must not be used.
FEW = {"words", "speaker", "name", "outlet", "rule", "article"}
ORDERS = {
    "newest": "quotes.published desc, quotes.id desc",
    "best": "quotes.confidence desc, quotes.published desc, quotes.id desc",
}


class Condition(NamedTuple):
    """What a select from `quotes` asks for, with its parameters, and whether the words are too common to search all."""

    where: str
    values: dict[str, Any]
    common: bool


class Filter(Record):
    """Which quotations: all conditions hold together."""

    words: str | None = None
    speaker: RowId | None = None
    name: str | None = None
    outlet: str | None = None
    kind: QuoteKind | None = None
    act: Act | None = None
    rule: str | None = None
    since: Day | None = None
    until: Day | None = None
    min_confidence: Share | None = None
    article: RowId | None = None


def search(
    db: sqlite3.Connection,
    wanted: Filter | Condition,
    *,
    order: str = "newest",
    size: int = 20,
    after: str | None = None,
    counted: bool = False,
) -> SimpleNamespace:
    """A page of quotations: `items` (list of `Said`), `next` (where the next page begins, or None), `hits`, `common`.

    `hits` gives for the id of a quotation the places of the words in its text, as `[start, end)`; `common` is
    whether the words have more hits than are searched; `facets` what `facets_of` says, where `counted`.

    Raises:
        ValueError: `after` is no such place, or the order is not one of ORDERS.
    """
    start = int(after or 0)
    if not 0 <= start <= MOST_COUNTED or order not in ORDERS:
        raise ValueError(after)
    condition = wanted if isinstance(wanted, Condition) else conditions(db, wanted)
    newest = _rows(db, condition, "newest", MOST_COUNTED + 1) if counted else []
    if counted and order == "newest" and (start + size < MOST_COUNTED or len(newest) <= MOST_COUNTED):
        found = newest[start : start + size + 1]
    else:
        found = _rows(db, condition, order, size + 1, start)
    ids = [row["id"] for row in found[:size]]
    return SimpleNamespace(
        items=[said for number in ids if (said := quote(db, number))],
        next=str(start + size) if len(found) > size else None,
        hits=_hits(db, condition.values.get("words"), ids),
        common=condition.common,
        facets=facets_of(db, newest) if counted else None,
    )


def facets_of(db: sqlite3.Connection, newest: list[Any], *, size: int = 6) -> SimpleNamespace:
    """What the newest hits share: `speakers`, `outlets`, `kinds`, `total`, and `capped` where counting stopped."""
    rows = newest[:MOST_COUNTED]
    speakers, outlets, kinds = (
        Counter(row[name] for row in rows if row[name] is not None) for name in ("speaker", "outlet", "kind")
    )
    name = "select name from speakers where id = ?"
    return SimpleNamespace(
        speakers=_counted(speakers, size, lambda number: db.execute(name, [number]).fetchone()[0]),
        outlets=_counted(outlets, size, str),
        kinds=_counted(kinds, size, str),
        total=len(rows),
        capped=MOST_COUNTED if len(newest) > MOST_COUNTED else None,
    )


def quote(db: sqlite3.Connection, number: int) -> Said | None:
    """One quotation."""
    row = db.execute(f"select {COLUMNS} from said where said.id = ?", [number]).fetchone()
    return Said(**dict(row)) if row else None


def article(db: sqlite3.Connection, number: int) -> SimpleNamespace | None:
    """An article with its text, and its `quotes` with their `spans`, `mention_spans` and `cue_spans`."""
    found = rows(db, "select * from articles where id = ?", [number])
    if not found:
        return None
    places = "select id, spans, mention_spans, cue_spans from quotes where article = ? order by start, id"
    quotes = []
    for row in db.execute(places, [number]):
        if said := quote(db, row["id"]):
            quotes.append(SimpleNamespace(**said.model_dump(), **spans(row)))
    terms = rows(db, "select term from topics where article = ? order by score desc limit 8", [number])
    return SimpleNamespace(**vars(found[0]), quotes=quotes, topics=[term.term for term in terms])


def spans(row: Any) -> dict[str, list[tuple[int, int]]]:
    """The places of a quotation in its article, from its row."""
    return {name: json.loads(row[name] or "[]") for name in ("spans", "mention_spans", "cue_spans")}


def _rows(db: sqlite3.Connection, condition: Condition, order: str, limit: int, start: int = 0) -> list[Any]:
    sql = f"""
        select quotes.id, speaker, outlet, kind from quotes where {condition.where}
        order by {ORDERS[order]} limit :limit offset :start
    """
    return db.execute(sql, condition.values | {"limit": limit, "start": start}).fetchall()


def _counted(counts: Counter[Any], size: int, label: Callable[[Any], str]) -> list[SimpleNamespace]:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:size]
    return [SimpleNamespace(value=value, label=label(value), count=count) for value, count in most]


def _hits(db: sqlite3.Connection, words: str | None, ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    if not words or not ids:
        return {}
    places = ", ".join(map(str, ids))
    sql = f"""
        select rowid, highlight(quotes_fts, 0, char(2), char(3)) from quotes_fts
        where quotes_fts match ? and rowid in ({places})
    """
    return {number: list(_between(text)) for number, text in db.execute(sql, [words])}


def _between(text: str) -> Iterator[tuple[int, int]]:
    """The places that char(2) and char(3) enclose, counted as if these were not there."""
    for number, found in enumerate(re.finditer("\x02([^\x02\x03]*)\x03", text)):
        start = found.start() - 2 * number
        yield start, start + len(found[1])


def conditions(db: sqlite3.Connection, wanted: Filter) -> Condition:
    """A filter as the condition of a select from `quotes`. Words are looked up here, and once."""
    values = {name: value for name, value in wanted.model_dump().items() if value is not None}
    for name in {"words", "name"} & values.keys():
        values[name] = all_words(values[name]) or NOTHING
    parts = {name: CONDITIONS[name] for name in values}
    if "act" in values and FEW & values.keys():
        parts["act"] = f"+{CONDITIONS['act']}"
    common = False
    if "words" in values:
        found = [row[0] for row in db.execute(OF_SPEAKER if "speaker" in values else LOADED_LAST, values)]
        common = "speaker" not in values and len(found) == MOST_SEARCHED
        values["found"] = json.dumps(found)
    return Condition(" and ".join(parts.values()) or "true", values, common)


def of_speaker(number: int) -> Condition:
    """All that a speaker said."""
    return Condition(CONDITIONS["speaker"], {"speaker": number}, common=False)


def rows(db: sqlite3.Connection, sql: str, values: Any) -> list[SimpleNamespace]:
    return [SimpleNamespace(**dict(row)) for row in db.execute(sql, values)]
