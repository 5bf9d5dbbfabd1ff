"""The search for quotations: filters, orders and pages. Read-only.

A page begins after the row that the one before ended with (its place), so none is slow or shifts. A place is a list:
the values that are sorted by, then the id. Larger comes first, null comes last.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import groupby
from types import SimpleNamespace
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from quotes.models import Act, Named, QuoteKind, Record, Said, SpeakerKind
from quotes.store import report
from quotes.store.words import query_of

Place = list[Any]


def written(form: re.Pattern[str], value: Any) -> Any:
    """Numbers as people write them: no '1_0', no 'inf'."""
    if isinstance(value, str) and not form.fullmatch(value):
        raise ValueError("this is no such number")
    return value


Gender = Literal["female", "male", "other", "unknown"]
Evidence = Literal["list", "title", "pronoun", "role", "first name"]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
RowId = Annotated[int, Field(ge=0, lt=2**63), BeforeValidator(partial(written, re.compile(r"[0-9]{1,19}")))]
NUMBER = re.compile(r"[0-9]*\.?[0-9]+([eE]-?[0-9]+)?")
Share = Annotated[float, Field(ge=0, le=1), BeforeValidator(partial(written, NUMBER))]
#: Facets count no more hits than so many, so that their cost is bounded.
MOST_COUNTED = 2000
#: Of words with more hits than so many, those loaded last are searched, unless all are asked for.
MOST_SEARCHED = 10_000
CORRECTED = "correction"  # the rule of a row that an editor set right
NOTHING = '"-"'  # a full-text query that finds nothing

WITH_WORDS = "select rowid from quotes_fts where quotes_fts match :words order by rowid"
LOADED_LAST = f"{WITH_WORDS} desc limit {MOST_SEARCHED}"
OF_SPEAKER = """
select id from spoken where by = :speaker and id in (select rowid from quotes_fts where quotes_fts match :words)
"""
THESE_WITH_WORDS = """
select rowid from quotes_fts where quotes_fts match :words and rowid in (select value from json_each(:ids))
"""
ANY_OF = """(quotes.speaker in ({0})
  or quotes.id in (select joint_speakers.quote from joint_speakers where joint_speakers.speaker in ({0})))"""
#: Which of the named people.
PEOPLE = {"gender": "speakers.gender is nullif(:gender, 'unknown')", "told_by": "speakers.gender_by = :told_by"}
THEY = "select speakers.id from speakers where speakers.kind = 'person' and {0}"
#: Whether these people have many quotations: then no index of speakers must be used, and all are gone through.
MANY_OF = """
select sum(quotes) > 20000 or count(*) = 3000 from (
  select quotes from speakers join speaker_counts on speaker = id where speakers.kind = 'person' and {0} limit 3000)
"""
CONDITIONS = {
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
    "until": "quotes.published < :until || char(1114111)",  # an index serves it, as it would no substr()
    "min_confidence": "quotes.confidence >= :min_confidence",
    "article": "quotes.article = :article",
}
EVERY_WORD = "quotes.id in (select rowid from quotes_fts where quotes_fts match :words)"
#: What few quotations meet: beside these an index of what many can meet must not be used.
FEW = {"words", "speaker", "speakers", "name", "outlet", "rule", "article"}
ALSO_MANY = {"act", "role", "speaker_kind"}
#: Orders that are sorted by columns, the largest first, before the id.
ORDERS = {"best": ("confidence", "published")}
#: In time, those of an article as they stand there and those without a day last; of words the best matches first.
NEWEST, OLDEST, RELEVANT = "newest", "oldest", "relevant"


class Condition(NamedTuple):
    """What a select asks of rows called `quotes`, with its parameters.

    Attributes:
        common: whether the words are too common to search all.
        rows: of what these are: each quotation once, or once for each who says it, where one speaker is asked for.
    """

    where: str
    values: dict[str, Any]
    common: bool
    rows: str = "quotes"


class Filter(Record):
    """Which quotations: all conditions hold together."""

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


class Among(NamedTuple):
    """A place in a stream of very common words: one in the list of everything, and by id, once known, what has them."""

    place: Place
    hits: array[int] | None


class Batch(NamedTuple):
    """One page of a list, and the place of its last entry if there are more."""

    items: list[Any]
    place: Any
    searched: int | None = None


class ResultPage(NamedTuple):
    """Some quotations with what a reader sees of them.

    Attributes:
        place: of the last of them if there is more.
        hits: by the id of a quotation the places of the words in its text, as `[start, end)`.
        common: whether the words have more hits than are searched.
        facets: what `facets_of` says, where it was asked for.
    """

    items: list[Said]
    place: Place | None
    hits: dict[int, list[tuple[int, int]]]
    common: bool
    facets: SimpleNamespace | None


def all_words(text: str) -> str:
    """A full-text query of what people type: all words and "phrases", quoted so that none is syntax."""
    parts = (phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text.replace("\0", " ")))
    return " ".join(f'"{part}"' for part in parts if re.search(r"\w", part))


def conditions(
    db: sqlite3.Connection, wanted: Filter, *, every: bool = False, like: Condition | None = None
) -> Condition:
    """A filter as the condition of a select. Words are looked up here, and once.

    Args:
        every: search all that has the words, however common they are.
        like: the condition of a filter with the same words and speaker, whose look-up of the words is taken.
    """
    values = {name: value for name, value in wanted.model_dump().items() if value is not None}
    for name, read in {"words": query_of, "name": all_words}.items():
        if name in values:
            values[name] = read(values[name]) or NOTHING
    parts = {name: CONDITIONS[name] for name in values}
    if wanted.act not in (None, "states"):
        parts["act"] += " and quotes.act <> 'states'"  # by the index that has no statements
    if wanted.speaker_kind not in (None, "person"):
        parts["speaker_kind"] += " and quotes.speaker_kind <> 'person'"  # likewise
    if "speakers" in values:
        values["speakers"] = json.dumps(values["speakers"])
    parts |= _of_people(db, values)
    for name in ALSO_MANY & values.keys() if FEW & values.keys() else ():
        parts[name] = f"+{CONDITIONS[name]}"  # '+': by an index of the others
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
    """What is asked of people, so that it is quick for few and for many; of what a database does not tell, nothing."""
    found = {}
    for name in PEOPLE.keys() & values.keys():
        if not any(row[1] == "gender_by" for row in db.execute("pragma table_info(speakers)")):
            found[name] = "false"
        elif FEW & values.keys() or db.execute(MANY_OF.format(PEOPLE[name]), values).fetchone()[0]:
            found[name] = CONDITIONS[name].replace("quotes.speaker in", "+quotes.speaker in")
            found[name] = found[name].replace("quotes.id in", "+quotes.id in")
    return found


def of_speaker(number: int) -> Condition:
    """All that a speaker said."""
    return Condition(CONDITIONS["speaker"], {"speaker": number}, False, _rows(["speaker"]))


def _rows(names: Collection[str]) -> str:
    return "spoken as quotes" if "speaker" in names else "quotes"


def quotations(
    db: sqlite3.Connection,
    wanted: Filter,
    order: str = "newest",
    size: int = 50,
    place: Place | None = None,
    *,
    every: bool = False,
) -> Batch:
    """Quotations after a place, in an order; `every` as for `conditions`."""
    batch = places(db, wanted, order, size, place, every=every)
    return batch._replace(items=said(db, batch.items))


def places(
    db: sqlite3.Connection,
    wanted: Filter | Condition,
    order: str,
    size: int,
    place: Place | None = None,
    *,
    every: bool = False,
) -> Batch:
    """The ids of these quotations."""
    condition = wanted if isinstance(wanted, Condition) else conditions(db, wanted, every=every)
    ids, last = _after(db, condition, order, size, place)
    return Batch(ids, last, MOST_SEARCHED if condition.common else None)


def every_quotation(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Any) -> Batch:
    """Quotations after a place as `quotations` gives them, but also all that have very common words.

    To sort a million hits would take seconds. Whatever else is asked for is gone through in its order, which an index
    serves, and what does not have the words is left out: a batch may be smaller than asked for, or empty.
    """
    if isinstance(place, Among):
        return _among(db, wanted, order, size, place)
    batch = quotations(db, wanted, order, size, place)
    return batch if batch.searched is None else _first_among(db, wanted, order, size, place)


def page(
    db: sqlite3.Connection,
    wanted: Filter | Condition,
    *,
    order: str = "newest",
    size: int = 20,
    place: Place | None = None,
    counted: bool = False,
) -> ResultPage:
    """A page of quotations after a place, with the words found in them and, where `counted`, with facets."""
    condition = wanted if isinstance(wanted, Condition) else conditions(db, wanted)
    newest = _newest(db, condition) if counted else []
    known = _page_among(newest, place, size) if counted and order == NEWEST else None
    ids, last = known or _after(db, condition, order, size, place)
    facets = facets_of(db, newest) if counted else None
    return ResultPage(said(db, ids), last, _hits(db, condition.values.get("words"), ids), condition.common, facets)


def facets_of(db: sqlite3.Connection, newest: list[Any], *, size: int = 6) -> SimpleNamespace:
    """What the newest hits share: `speakers`, `outlets`, `kinds`, `acts`, `times`, `total` and where it is `capped`."""
    rows = newest[:MOST_COUNTED]
    speakers, outlets, kinds, acts = (
        Counter(row[name] for row in rows if row[name] is not None) for name in ("speaker", "outlet", "kind", "act")
    )
    speakers.update(one.id for others in together(db, [row["id"] for row in rows]).values() for one in others)
    name = "select name from speakers where id = ?"
    return SimpleNamespace(
        speakers=_counted(speakers, size, lambda number: db.execute(name, [number]).fetchone()[0]),
        outlets=_counted(outlets, size, str),
        kinds=_counted(kinds, size, str),
        acts=_counted(acts, size, str),
        times=dict(Counter(row["published"][:10] for row in rows if row["published"])),
        total=len(rows),
        capped=MOST_COUNTED if len(newest) > MOST_COUNTED else None,
    )


def said(db: sqlite3.Connection, ids: list[int]) -> list[Said]:
    """The quotations of these ids, in their order; also of a database that an older version made, without `act`."""
    held = {row[1] for row in db.execute("pragma table_info(said)")}
    columns = ", ".join(f"said.{name}" for name in Said.model_fields if name in held)
    sql = f"select {columns} from json_each(?) as wanted join said on said.id = wanted.value order by wanted.key"
    found = db.execute(sql, [json.dumps(ids)]).fetchall()
    others, reports = together(db, ids), report.of(db, ids)
    checked = _checked(db, [row["id"] for row in found if row["rule"] == CORRECTED])
    quotes = (
        Said(
            **dict(row),
            speakers=(*_first(db, row, others), *others.get(row["id"], ())),
            checked=checked.get(row["id"]),
        )
        for row in found
    )
    return [report.worded(quote, reports.get(quote.id)) for quote in quotes]


def _checked(db: sqlite3.Connection, ids: list[int]) -> dict[int, str]:
    """By the ids of quotations whose speaker an editor set the day of the last time."""
    sql = """
        select quotes.id, substr(max(corrections.made), 1, 10)
        from json_each(?) as wanted join quotes on quotes.id = wanted.value
        join articles on articles.id = quotes.article
        join corrections on corrections.article = articles.key and corrections.quote = quotes.key
        where corrections.undone is null and corrections.action = 'speaker' group by quotes.id
    """
    return dict(map(tuple, db.execute(sql, [json.dumps(ids)]))) if ids else {}


def together(db: sqlite3.Connection, ids: list[int]) -> dict[int, list[Named]]:
    """Who says these quotations with their speakers, by the ids of the few of which there are such."""
    sql = """
        select distinct joint.quote, joint.speaker, speakers.name, speakers.kind
        from json_each(?) as wanted join joint_speakers as joint on joint.quote = wanted.value
        join quotes on quotes.id = joint.quote join speakers on speakers.id = joint.speaker
        where joint.speaker is not quotes.speaker order by joint.quote, joint.place
    """
    found: dict[int, list[Named]] = {}
    for quote, number, name, kind in db.execute(sql, [json.dumps(ids)]):
        found.setdefault(quote, []).append(Named(id=number, name=name, kind=kind))
    return found


def _first(db: sqlite3.Connection, row: sqlite3.Row, others: Collection[int]) -> Iterator[Named]:
    """The speaker of a quotation, of several the first."""
    if row["speaker_id"] is not None:
        joint = row["id"] in others
        sql = "select name, kind from speakers where id = ?"
        name, kind = db.execute(sql, [row["speaker_id"]]).fetchone() if joint else (row["speaker"], row["speaker_kind"])
        yield Named(id=row["speaker_id"], name=name, kind=kind)


def by_length(db: sqlite3.Connection, wanted: Condition, length: int) -> dict[str, int]:
    """Quotations counted by the first characters of their dates: 7 for months, 10 for days."""
    sql = f"""
        select day, count(*) as quotes from (
          select substr(quotes.published, 1, :length) as day from {wanted.rows}
          where {wanted.where} and quotes.published is not null
        ) group by day order by day
    """
    return dict(map(tuple, db.execute(sql, wanted.values | {"length": length})))


def after(columns: tuple[str, ...], place: Place | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """What comes after a place, as conditions that an index serves, one after the other, with their parameters."""
    if place is None:
        yield "true", {}
        return
    values = {f"place{number}": value for number, value in enumerate(place)}
    for number in reversed(range(len(columns))):
        same = [f"{column} is :place{index}" for index, column in enumerate(columns[:number])]
        if place[number] is not None:
            yield " and ".join([*same, f"{columns[number]} < :place{number}"]), values
            if number < len(columns) - 1:
                yield " and ".join([*same, f"{columns[number]} is null"]), values


def _after(
    db: sqlite3.Connection, condition: Condition, order: str, size: int, place: Place | None
) -> tuple[list[int], Place | None]:
    """The ids of what meets a condition after a place, and the place of the last of them if there is more."""
    if order == RELEVANT and "words" in condition.values and "found" in condition.values:
        return _most_relevant(db, condition, size, place)
    if order not in ORDERS:
        return _in_time(db, condition, size, place, newest=order != OLDEST)
    columns = (*(f"quotes.{column}" for column in ORDERS[order]), "quotes.id")
    found: list[tuple[Any, ...]] = []
    for later, places in after(columns, place):
        sql = f"""
            select {", ".join(columns)} from {condition.rows} where {condition.where} and {later}
            order by {", ".join(f"{column} desc" for column in columns)} limit :limit
        """
        found += map(tuple, db.execute(sql, condition.values | places | {"limit": size + 1 - len(found)}))
        if len(found) > size:
            break
    last = list(found[size - 1]) if len(found) > size else None
    return [row[-1] for row in found[:size]], last


def _in_time(
    db: sqlite3.Connection, condition: Condition, size: int, place: Place | None, *, newest: bool
) -> tuple[list[int], Place | None]:
    """The same, by day and within an article in reading order; then those without a day, by id.

    An index gives the order of days. The last day of a page is looked up anew, as any of its articles may come first.
    """
    found: list[tuple[Any, ...]] = []
    if place and place[0] is not None:
        found = _of_day(db, condition, place, size + 1, newest=newest)
    if len(found) <= size and (place is None or place[0] is not None):
        days = _by_day(db, condition, place, size + 1 - len(found), newest=newest)
        whole = [row for row in days if row[0] != days[-1][0]]
        found += _read(whole, newest=newest)
        if days:
            found += _of_day(db, condition, [days[-1][0]], size + 1 - len(found), newest=newest)
    last = list(found[size - 1]) if len(found) > size else None
    if len(found) <= size and not condition.values.keys() & {"since", "until"}:
        before = place[-1] if place and place[0] is None else None
        undated = _undated(db, condition, before, size + 1 - len(found), newest=newest)
        kept = undated[: size - len(found)]
        last = list((kept or [(None, 0, 0, 2**63 - 1 if newest else 0)])[-1]) if len(kept) < len(undated) else None
        found += _read(kept, newest=newest)
    return [row[-1] for row in found[:size]], last


#: '+': an index of articles gives their order, but not the day.
STANDS = "quotes.published, +quotes.article as article, coalesce(quotes.start, 0) as start, quotes.id"


def _of_day(
    db: sqlite3.Connection, condition: Condition, place: Place, size: int, *, newest: bool
) -> list[tuple[Any, ...]]:
    """Those of one day, after a place in it if that names one."""
    later, way = ("<", "desc") if newest else (">", "asc")
    day, *rest = place
    values = condition.values | {"day": day, "limit": size} | {f"place{at}": value for at, value in enumerate(rest)}
    within = f"(article {later} :place0 or (article = :place0 and (start, id) > (:place1, :place2)))"
    sql = f"""
        select * from (
          select {STANDS} from {condition.rows} where {condition.where} and quotes.published = :day
        ) where {within if rest else "true"} order by article {way}, start, id limit :limit
    """
    return list(map(tuple, db.execute(sql, values)))


def _by_day(
    db: sqlite3.Connection, condition: Condition, place: Place | None, size: int, *, newest: bool
) -> list[tuple[Any, ...]]:
    """Those of the days after a place; of the last day maybe not all."""
    later, way = ("<", "desc") if newest else (">", "asc")
    days = f"quotes.published {later} :day" if place else "quotes.published is not null"
    sql = f"""
        select {STANDS} from {condition.rows} where {condition.where} and {days}
        order by quotes.published {way}, quotes.id {way} limit :limit
    """
    return list(map(tuple, db.execute(sql, condition.values | {"day": place and place[0], "limit": size})))


def _undated(
    db: sqlite3.Connection, condition: Condition, before: int | None, size: int, *, newest: bool
) -> list[tuple[Any, ...]]:
    later, way = ("<", "desc") if newest else (">", "asc")
    others = f"and quotes.id {later} :before" if before is not None else ""
    sql = f"""
        select {STANDS} from {condition.rows} where {condition.where} and quotes.published is null {others}
        order by quotes.id {way} limit :limit
    """
    return list(map(tuple, db.execute(sql, condition.values | {"before": before, "limit": size})))


def _read(rows: list[tuple[Any, ...]], *, newest: bool) -> list[tuple[Any, ...]]:
    """Rows of STANDS by day, those of an article as one reads it; those without a day as they come, run by run."""
    if rows and rows[0][0] is None:
        runs = groupby(rows, key=lambda row: row[1])
        return [row for _, run in runs for row in sorted(run, key=lambda row: row[2:])]
    read = sorted(rows, key=lambda row: (-row[1] if newest else row[1], *row[2:]))
    return sorted(read, key=lambda row: row[0], reverse=newest)


def _most_relevant(
    db: sqlite3.Connection, condition: Condition, size: int, place: Place | None
) -> tuple[list[int], Place | None]:
    """The same, best matches first; every hit is ranked."""
    ranks = "select rowid, rank from quotes_fts where quotes_fts match :words order by rowid desc limit :most"
    ranked = dict(map(tuple, db.execute(ranks, {"words": condition.values["words"], "most": MOST_SEARCHED})))
    sql = f"select quotes.id from {condition.rows} where {condition.where}"
    hits = sorted((ranked.get(number, 0.0), -number) for (number,) in db.execute(sql, condition.values).fetchall())
    begin = bisect_left(hits, (place[0], -place[1])) + 1 if place and isinstance(place[0], float) else 0
    found = hits[begin : begin + size + 1]
    last = [found[size - 1][0], -found[size - 1][1]] if len(found) > size else None
    return [-number for _, number in found[:size]], last


def _newest(db: sqlite3.Connection, condition: Condition) -> list[sqlite3.Row]:
    """The newest hits, one more than are counted."""
    act = "act" if has_acts(db) else "'states' as act"
    sql = f"""
        select {STANDS}, speaker, outlet, kind, {act} from {condition.rows} where {condition.where}
        order by quotes.published desc, quotes.id desc limit {MOST_COUNTED + 1}
    """
    return db.execute(sql, condition.values).fetchall()


def _page_among(newest: list[sqlite3.Row], place: Place | None, size: int) -> tuple[list[int], Place | None] | None:
    """A page of these, if they are known to hold all of it."""
    rows = [tuple(row)[:4] for row in newest]
    if len(rows) > MOST_COUNTED or not rows or rows[-1][0] is None:
        rows = [row for row in rows if row[0] is not None and row[0] != rows[-1][0]]
    whole = len(rows) == len(newest)
    read = _read(rows, newest=True)
    at = 0 if place is None else next((at for at, row in enumerate(read, 1) if list(row) == place), None)
    if at is None or (at + size >= len(read) and not whole):
        return None
    last = list(read[at + size - 1]) if len(read) > at + size else None
    return [row[-1] for row in read[at : at + size]], last


def has_acts(db: sqlite3.Connection) -> bool:
    """Whether quotations have acts; in a database of an older version they do not."""
    return any(row[1] == "act" for row in db.execute("pragma table_info(quotes)"))


def _first_among(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Place | None) -> Batch:
    """The words of each are looked up, so that a stream begins at once."""
    words, others = _apart(db, wanted)
    ids, last = _after(db, others, order, size, place)
    having = {row[0] for row in db.execute(THESE_WITH_WORDS, words | {"ids": json.dumps(ids)})}
    return Batch(said(db, [number for number in ids if number in having]), Among(last, None) if last else None)


def _among(db: sqlite3.Connection, wanted: Filter, order: str, size: int, place: Among) -> Batch:
    """All that have the words are looked up once: eight bytes for each."""
    words, others = _apart(db, wanted)
    hits = array("q", (row[0] for row in db.execute(WITH_WORDS, words))) if place.hits is None else place.hits
    ids, last = _after(db, others, order, size, place.place)
    return Batch(said(db, [number for number in ids if _is_among(hits, number)]), Among(last, hits) if last else None)


def _apart(db: sqlite3.Connection, wanted: Filter) -> tuple[dict[str, str], Condition]:
    """The words of a filter as a parameter, and all else that it asks for."""
    others = conditions(db, wanted.model_copy(update={"words": None}))
    return {"words": query_of(wanted.words or "") or NOTHING}, others


def _is_among(sorted_ids: array[int], number: int) -> bool:
    place = bisect_left(sorted_ids, number)
    return place < len(sorted_ids) and sorted_ids[place] == number


def _counted(counts: Counter[Any], size: int, label: Callable[[Any], str]) -> list[SimpleNamespace]:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:size]
    return [SimpleNamespace(value=value, label=label(value), count=count) for value, count in most]


def hits(db: sqlite3.Connection, wanted: Filter, ids: list[int]) -> dict[int, list[tuple[int, int]]]:
    """By the ids of quotations the places of a search's words in their texts, as `[start, end)`."""
    return _hits(db, query_of(wanted.words or ""), ids)


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
