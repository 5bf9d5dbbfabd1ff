"""What a search asks: filters, as the conditions of a select. Read-only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from quotes.models import Act, QuoteKind, Record, SpeakerKind
from quotes.store.columns import has_genders
from quotes.store.words import query_of


def written(form: re.Pattern[str], value: Any) -> Any:
    """Accept a number only as people write it: not '1_0', not 'inf'."""
    if isinstance(value, str) and not form.fullmatch(value):
        raise ValueError("write it as a plain number")
    return value


Gender = Literal["female", "male", "other", "unknown"]
Evidence = Literal["list", "title", "pronoun", "role", "first name"]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
RowId = Annotated[int, Field(ge=0, lt=2**63), BeforeValidator(partial(written, re.compile(r"[0-9]{1,19}")))]
NUMBER = re.compile(r"[0-9]*\.?[0-9]+([eE]-?[0-9]+)?")
Share = Annotated[float, Field(ge=0, le=1), BeforeValidator(partial(written, NUMBER))]
#: For words with more hits than this only the hits loaded last are searched, unless all are asked for.
MOST_SEARCHED = 10_000
MOST_SEARCHED_OF_SPEAKER = 50_000  # hits by anybody, if one speaker is asked for
NOTHING = '"-"'  # a full-text query that finds nothing
WITH_WORDS = "select rowid from quotes_fts where quotes_fts match :words order by rowid"
LOADED_LAST = f"{WITH_WORDS} desc limit :most"
OF_SPEAKER = f"select id from spoken where by = :speaker and id in ({LOADED_LAST})"
ANY_OF = """(quotes.speaker in ({0})
  or quotes.id in (select joint_speakers.quote from joint_speakers where joint_speakers.speaker in ({0})))"""
#: The same as `spoken.by = :speaker`, if another condition is looked up first.
SPOKEN_BY = """(+quotes.speaker = :speaker
  or +quotes.id in (select joint_speakers.quote from joint_speakers where joint_speakers.speaker = :speaker))"""
#: Conditions on the people who are named.
PEOPLE = {"gender": "speakers.gender is nullif(:gender, 'unknown')", "told_by": "speakers.gender_by = :told_by"}
THEY = "select speakers.id from speakers where speakers.kind = 'person' and {0}"
CONDITIONS = {
    "min_confidence": "quotes.confidence >= :min_confidence",  # first, as numbers are compared sooner than text
    "article": "quotes.article = :article",
    "kind": "quotes.kind = :kind",
    "act": "quotes.act = :act",
    "speaker_kind": "quotes.speaker_kind = :speaker_kind",
    "outlet": "quotes.outlet = :outlet",
    "role": "quotes.role = :role",
    "rule": "quotes.rule = :rule",
    "speaker": "quotes.by = :speaker",
    "since": "quotes.published >= :since",
    "until": "quotes.published < :until || char(1114111)",  # an index serves this, but not substr()
    "words": "quotes.id in (select value from json_each(:found))",
    "speakers": ANY_OF.format("select value from json_each(:speakers)"),
    "name": ANY_OF.format("select rowid from speakers_fts where speakers_fts match :name"),
    **{name: ANY_OF.format(THEY.format(which)) for name, which in PEOPLE.items()},
}
EVERY_WORD = "quotes.id in (select rowid from quotes_fts where quotes_fts match :words)"
#: Filters with an index of their own, whose quotations are counted in it.
INDEXED = {"role", "rule", "act", "speaker_kind", "min_confidence"}
#: Values that most quotations have, so that their index leaves them out.
USUAL = {"act": "states", "speaker_kind": "person"}
HOW_MANY = "select count(*) from (select 1 from quotes where {0} limit :bound)"
#: Filters whose quotations are summed up from the kept counts of speakers, of at most 3000 of these.
SPEAKERS = {
    "speakers": "select value as id from json_each(:speakers)",
    "name": "select rowid as id from speakers_fts where speakers_fts match :name",
    **{name: THEY.format(which) for name, which in PEOPLE.items()},
}
HOW_MANY_OF = """
select iif(count(*) = 3000, :bound, coalesce(sum(quotes), 0)) from (
  select quotes from ({0}) as they join speaker_counts on speaker = they.id limit 3000)
"""
#: Filters whose counts are kept.
KEPT = {
    "speaker": "select quotes from speaker_counts where speaker = :speaker",
    "outlet": "select quotes from outlet_counts where outlet = :outlet",
}
#: To look up this many quotations takes half as long as to go through the index of all columns, of a million.
BOUND = 20_000
DAYS = {"since", "until"}
#: Filters whose index is in the order of days.
BY_DAY = {"speaker", "outlet", "role", "rule", "act", "speaker_kind"}


class Condition(NamedTuple):
    """The condition of a select on rows called `quotes`, with its parameters.

    Attributes:
        searched: how many quotations with the words are searched, those loaded last; None if all are.
        rows: the table of these rows. It has each quotation once; where one speaker is looked up, it is a view that
            has each quotation once for every speaker who says it.
        leading: the filter that is looked up first, which few quotations meet; None if there is none, and an index
            that has all columns of the conditions is gone through day by day.
        parts: the condition of each filter.
    """

    where: str
    values: dict[str, Any]
    searched: int | None
    rows: str = "quotes"
    leading: str | None = None
    parts: Mapping[str, str] = MappingProxyType({})


class Filter(Record):
    """Which quotations are asked for; they meet all of these conditions."""

    words: str | None = None
    speaker: RowId | None = None
    speakers: tuple[RowId, ...] | None = None  # any of these
    name: str | None = None
    outlet: str | None = None
    kind: QuoteKind | None = None
    role: str | None = None
    act: Act | None = None
    speaker_kind: SpeakerKind | None = None
    rule: str | None = None
    gender: Gender | None = None
    told_by: Evidence | None = None
    since: Day | None = None
    until: Day | None = None
    min_confidence: Share | None = None
    article: RowId | None = None


def all_words(text: str) -> str:
    """Turn what people type into a full-text query for all its words and "phrases", quoted so that none is syntax."""
    parts = (phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text.replace("\0", " ")))
    return " ".join(f'"{part}"' for part in parts if re.search(r"\w", part))


def conditions(
    db: sqlite3.Connection, wanted: Filter, *, every: bool = False, like: Condition | None = None
) -> Condition:
    """Turn a filter into the condition of a select. The words are looked up here, once.

    Args:
        every: search all quotations with the words, however common the words are.
        like: the condition of a filter with the same words and speaker; its look-up of the words is used again.
    """
    values = {name: value for name, value in wanted.model_dump().items() if value is not None}
    for name, read in {"words": query_of, "name": all_words}.items():
        if name in values:
            values[name] = read(values[name]) or NOTHING
    if "speakers" in values:
        values["speakers"] = json.dumps(values["speakers"])
    searched = None
    if "words" in values and like is not None:
        values["found"], searched = like.values["found"], like.searched
    elif "words" in values and not every:
        values["found"], searched = _with_words(db, values)
    leading = _leading(db, values, every=every)
    parts = {name: _part(name, leading) for name in CONDITIONS if name in values}
    if "speaker" in values and leading != "speaker":
        parts["speaker"] = SPOKEN_BY
    if "words" in values and every:
        parts["words"] = EVERY_WORD if leading == "words" else f"+{EVERY_WORD}"
    if PEOPLE.keys() & values.keys() and not has_genders(db):
        parts |= dict.fromkeys(PEOPLE.keys() & values.keys(), "false")
    return Condition(" and ".join(parts.values()) or "true", values, searched, _rows(leading), leading, parts)


def _with_words(db: sqlite3.Connection, values: dict[str, Any]) -> tuple[str, int | None]:
    """The ids with the words that are searched, as JSON; and of how many, if not all with the words are."""
    most, sql = (MOST_SEARCHED_OF_SPEAKER, OF_SPEAKER) if "speaker" in values else (MOST_SEARCHED, LOADED_LAST)
    found = [row[0] for row in db.execute(sql, values | {"most": most})]
    more = f"select count(*) from ({LOADED_LAST})"
    common = db.execute(more, values | {"most": most + 1}).fetchone()[0] > most
    return json.dumps(found), most if common else None


def _leading(db: sqlite3.Connection, values: dict[str, Any], *, every: bool) -> str | None:
    """The filter that fewest quotations meet, if these are few enough to look up each of them."""
    if "article" in values:
        return "article"
    if "words" in values and not every:
        return "words"
    counts = {name: count for name in CONDITIONS if (count := _count(db, name, values)) is not None}
    if days := DAYS & values.keys():
        counts["days"] = _counted(db, HOW_MANY.format(" and ".join(CONDITIONS[name] for name in days)), values)
    fewest = min(counts, key=lambda name: counts[name], default="days")
    if counts.get(fewest, BOUND) >= BOUND:
        return "words" if "words" in values else None
    return None if fewest == "days" else fewest


def _count(db: sqlite3.Connection, name: str, values: dict[str, Any]) -> int | None:
    """How many quotations meet a filter, up to the bound; None if it is not asked for, or that is not known."""
    if name not in values or values[name] == USUAL.get(name):
        return None
    if name in KEPT:
        return _counted(db, KEPT[name], values)
    if name in INDEXED:
        return _counted(db, HOW_MANY.format(_part(name, name)), values)
    if name in SPEAKERS and (name not in PEOPLE or has_genders(db)):
        return _counted(db, HOW_MANY_OF.format(SPEAKERS[name]), values)
    return None


def _counted(db: sqlite3.Connection, sql: str, values: dict[str, Any]) -> int:
    row = db.execute(sql, values | {"bound": BOUND}).fetchone()
    return int(row[0]) if row else 0


def _part(name: str, leading: str | None) -> str:
    """The condition of a filter. '+' keeps SQLite from looking it up in an index, if another filter leads."""
    if name == leading:
        usual = f" and quotes.{name} <> '{USUAL[name]}'" if name in USUAL else ""  # so has the index
        return CONDITIONS[name] + usual
    if name in DAYS and (leading is None or leading in BY_DAY):
        return CONDITIONS[name]
    return re.sub(r"(?<![\w.+])quotes\.", "+quotes.", CONDITIONS[name])


def of_speaker(number: int) -> Condition:
    """The condition that a speaker said it."""
    return Condition(CONDITIONS["speaker"], {"speaker": number}, None, _rows("speaker"), "speaker")


def _rows(leading: str | None) -> str:
    return "spoken as quotes" if leading == "speaker" else "quotes"
