"""What a search asks: filters, as the conditions of a select. Read-only."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection
from functools import partial
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
Day = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
RowId = Annotated[int, Field(ge=0, lt=2**63), BeforeValidator(partial(written, re.compile(r"[0-9]{1,19}")))]
NUMBER = re.compile(r"[0-9]*\.?[0-9]+([eE]-?[0-9]+)?")
Share = Annotated[float, Field(ge=0, le=1), BeforeValidator(partial(written, NUMBER))]
#: For words with more hits than this only the hits loaded last are searched, unless all are asked for.
MOST_SEARCHED = 10_000
NOTHING = '"-"'  # a full-text query that finds nothing
WITH_WORDS = "select rowid from quotes_fts where quotes_fts match :words order by rowid"
LOADED_LAST = f"{WITH_WORDS} desc limit {MOST_SEARCHED}"
OF_SPEAKER = """
select id from spoken where by = :speaker and id in (select rowid from quotes_fts where quotes_fts match :words)
"""
ANY_OF = """(quotes.speaker in ({0})
  or quotes.id in (select joint_speakers.quote from joint_speakers where joint_speakers.speaker in ({0})))"""
#: Conditions on the people who are named.
PEOPLE = {"gender": "speakers.gender is nullif(:gender, 'unknown')", "told_by": "speakers.gender_by = :told_by"}
THEY = "select speakers.id from speakers where speakers.kind = 'person' and {0}"
#: Whether these people have many quotations. If so, all quotations are gone through, without an index of speakers.
MANY_OF = """
select sum(quotes) > 20000 or count(*) = 3000 from (
  select quotes from speakers join speaker_counts on speaker = id where speakers.kind = 'person' and {0} limit 3000)
"""
CONDITIONS = {
    "min_confidence": "quotes.confidence >= :min_confidence",  # first, as numbers are compared sooner than text
    "words": "quotes.id in (select value from json_each(:found))",
    "speaker": "quotes.by = :speaker",
    "speakers": ANY_OF.format("select value from json_each(:speakers)"),
    "name": ANY_OF.format("select rowid from speakers_fts where speakers_fts match :name"),
    "outlet": "quotes.outlet = :outlet",
    "kind": "quotes.kind = :kind",
    "role": "quotes.role = :role",
    "act": "quotes.act = :act",
    "speaker_kind": "quotes.speaker_kind = :speaker_kind",
    "rule": "quotes.rule = :rule",
    **{name: ANY_OF.format(THEY.format(which)) for name, which in PEOPLE.items()},
    "since": "quotes.published >= :since",
    "until": "quotes.published < :until || char(1114111)",  # an index serves this, but not substr()
    "article": "quotes.article = :article",
}
EVERY_WORD = "quotes.id in (select rowid from quotes_fts where quotes_fts match :words)"
#: Conditions that few quotations meet. Beside one of these, no index of a condition that many may meet is used.
FEW = {"words", "speaker", "speakers", "name", "outlet", "rule", "article"}
ALSO_MANY = {"act", "role", "speaker_kind"}


class Condition(NamedTuple):
    """The condition of a select on rows called `quotes`, with its parameters.

    Attributes:
        common: whether the words have more hits than are searched.
        rows: the table of these rows. It has each quotation once; where one speaker is asked for, it is a view that
            has each quotation once for every speaker who says it.
    """

    where: str
    values: dict[str, Any]
    common: bool
    rows: str = "quotes"


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
    parts = {name: condition for name, condition in CONDITIONS.items() if name in values}
    if wanted.act not in (None, "states"):
        parts["act"] += " and quotes.act <> 'states'"  # uses the index without statements
    if wanted.speaker_kind not in (None, "person"):
        parts["speaker_kind"] += " and quotes.speaker_kind <> 'person'"  # likewise
    if "speakers" in values:
        values["speakers"] = json.dumps(values["speakers"])
    parts |= _of_people(db, values)
    for name in ALSO_MANY & values.keys() if FEW & values.keys() else ():
        parts[name] = f"+{CONDITIONS[name]}"  # '+': leave this to an index of the others
    common = False
    if "words" in values and every:
        parts["words"] = EVERY_WORD
    elif "words" in values and like is not None:
        values["found"], common = like.values["found"], like.common
    elif "words" in values:
        found = [row[0] for row in db.execute(OF_SPEAKER if "speaker" in values else LOADED_LAST, values)]
        common = "speaker" not in values and len(found) == MOST_SEARCHED
        values["found"] = json.dumps(found)
    return Condition(" and ".join(parts.values()) or "true", values, common, _rows(values))


def _of_people(db: sqlite3.Connection, values: dict[str, Any]) -> dict[str, str]:
    """The conditions on people, written to be quick for few and for many; false if the database lacks the column."""
    found = {}
    asked = PEOPLE.keys() & values.keys()
    known = bool(asked) and has_genders(db)
    for name in asked:
        if not known:
            found[name] = "false"
        elif FEW & values.keys() or db.execute(MANY_OF.format(PEOPLE[name]), values).fetchone()[0]:
            found[name] = CONDITIONS[name].replace("quotes.speaker in", "+quotes.speaker in")
            found[name] = found[name].replace("quotes.id in", "+quotes.id in")
    return found


def of_speaker(number: int) -> Condition:
    """The condition that a speaker said it."""
    return Condition(CONDITIONS["speaker"], {"speaker": number}, False, _rows(["speaker"]))


def _rows(names: Collection[str]) -> str:
    return "spoken as quotes" if "speaker" in names else "quotes"
