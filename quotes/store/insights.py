"""Figures about quotations: who is quoted most, where, when and how, and what they did. Read-only.

At most `MOST` quotations are counted for a page. If more meet a filter, only the last days are counted, so that every
figure is exact for the period that it names. For a whole database the kept counts say who is quoted most.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Any, NamedTuple

from quotes.store import filters, profiles, said
from quotes.store.columns import has_acts, has_genders
from quotes.store.filters import Condition, Filter, of_speaker
from quotes.store.orders import by_day

MOST = 10_000
PEOPLE, OUTLETS, LEADING, DRAWN = 15, 10, 3, 4
COLUMNS = """quotes.id, substr(quotes.published, 1, 10) as day, quotes.speaker, quotes.outlet, quotes.kind,
  quotes.speaker_kind"""


@dataclass(frozen=True)
class CountedSpeaker:
    """A speaker and a number of their quotations."""

    id: int
    name: str
    kind: str
    count: int


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence for the gender of people, as in `speakers.gender_by`.

    Attributes:
        quotations, people: how many have their gender by it.
        agree, differ: how many pieces of evidence speak for the genders of these people, and against them.
    """

    by: str
    quotations: int
    people: int
    agree: int
    differ: int


@dataclass
class Insights:
    """What is counted.

    Attributes:
        counted: how many quotations are counted.
        total: how many the whole database has, if all of it is asked for.
        since: the first day that is counted, if there are earlier ones.
        cut: whether some quotations are not counted.
        common: whether the words are so common that only the quotations loaded last are searched.
        whole: whether `people` and `outlets` are counts of the whole database, even if the rest is not.
        months: how often the first few of `people` are quoted in each month or on each day, by their ids.
        no_outlet: how many quotations of those that `outlets` counts name no outlet.
        leading: the most quoted by outlet.
        acts: who did anything other than state, by the act.
        genders: quotations of people who are 'female', 'male' and so on; None if the database knows no genders.
        evidence: how these genders are known.
    """

    counted: int = 0
    total: int | None = None
    since: str | None = None
    cut: bool = False
    common: bool = False
    whole: bool = False
    times: dict[str, int] = field(default_factory=dict)
    people: list[CountedSpeaker] = field(default_factory=list)
    months: dict[int, dict[str, int]] = field(default_factory=dict)
    outlets: list[tuple[str, int]] = field(default_factory=list)
    no_outlet: int = 0
    leading: dict[str, list[CountedSpeaker]] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    acts: list[tuple[CountedSpeaker, dict[str, int]]] = field(default_factory=list)
    genders: dict[str, int] | None = None
    evidence: list[Evidence] = field(default_factory=list)


class _Rows(NamedTuple):
    """What is counted, by column: the same place in each is the same quotation.

    Attributes:
        others: who says a quotation besides its speaker, by the place of the quotation; most have nobody here.
    """

    others: dict[int, list[int]]
    ids: Sequence[int]
    days: Sequence[str | None]
    speakers: Sequence[int | None]
    outlets: Sequence[str | None]
    kinds: Sequence[str]
    sources: Sequence[str | None]
    acts: Sequence[str]

    def voices(self, at: int) -> list[int]:
        """All who say a quotation."""
        first = self.speakers[at]
        return [*([first] if first is not None else []), *self.others.get(at, ())]


def insights(db: sqlite3.Connection, wanted: Filter) -> Insights:
    """Count the figures for all that meets a filter."""
    condition = filters.conditions(db, wanted)
    rows, since, cut = _counted(db, condition)
    found = Insights(len(rows.ids), since=since, cut=cut, common=condition.searched is not None)
    found.times = dict(Counter(filter(None, rows.days)))
    found.sources = dict(Counter(source or "unknown" for source in rows.sources).most_common())
    found.kinds = dict(Counter(rows.kinds).most_common())
    people = Counter(filter(None, rows.speakers))
    people.update(number for others in rows.others.values() for number in others)
    _count_people(db, found, rows, people)
    _count_genders(db, found, rows, people)
    if not wanted.model_dump(exclude_none=True):
        _count_whole(db, found)
    return found


def _counted(db: sqlite3.Connection, condition: Condition) -> tuple[_Rows, str | None, bool]:
    """The newest rows. If there are too many, only whole days, and the first of these days."""
    act = "quotes.act" if has_acts(db) else "'states' as act"
    sql = f"""
        select {COLUMNS}, {act} from {condition.rows} where {condition.where}
        {by_day(condition, "desc")} limit {MOST + 1}
    """
    rows = db.execute(sql, condition.values).fetchall()
    if len(rows) <= MOST:
        return _columns(db, rows), None, False
    broken = rows[-1]["day"] or ""
    whole = [row for row in rows if (row["day"] or "") > broken]
    return (_columns(db, whole), whole[-1]["day"], True) if whole else (_columns(db, rows[:MOST]), None, True)


def _columns(db: sqlite3.Connection, rows: list[Any]) -> _Rows:
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * 7
    together = said.together(db, columns[0])
    places = {number: at for at, number in enumerate(columns[0])} if together else {}
    others = {places[number]: [one.id for one in some] for number, some in together.items()}
    return _Rows(others, *columns)


def _count_people(db: sqlite3.Connection, found: Insights, rows: _Rows, people: Counter[int]) -> None:
    there: defaultdict[str | None, Counter[int]] = defaultdict(Counter)
    acts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (outlet, number), count in Counter(zip(rows.outlets, rows.speakers, strict=True)).items():
        if number is not None:
            there[outlet][number] += count
    for (number, act), count in Counter(zip(rows.speakers, rows.acts, strict=True)).items():
        if number is not None and act != "states":
            acts[number][act] += count
    for at, others in rows.others.items():
        there[rows.outlets[at]].update(others)
        for number in others if rows.acts[at] != "states" else ():
            acts[number][rows.acts[at]] += 1
    found.people = _named(db, _most(people, PEOPLE))
    found.outlets = _most(Counter(filter(None, rows.outlets)), OUTLETS)
    found.no_outlet = sum(not outlet for outlet in rows.outlets)
    found.leading = {outlet: _named(db, _most(there[outlet], LEADING)) for outlet, _ in found.outlets}
    doing = _named(db, _most({number: sum(done.values()) for number, done in acts.items()}, PEOPLE))
    found.acts = [(one, dict(acts[one.id])) for one in doing]
    found.months = _drawn(rows, [one.id for one in found.people[:DRAWN]])


def _drawn(rows: _Rows, people: list[int]) -> dict[int, dict[str, int]]:
    """How often each of a few people is quoted on each day."""
    drawn = {number: Counter[str]() for number in people}
    for number, day in zip(rows.speakers, rows.days, strict=True):
        if number in drawn and day:
            drawn[number][day] += 1
    for at, others in rows.others.items():
        for number in drawn.keys() & others:
            drawn[number].update(filter(None, [rows.days[at]]))
    return {number: dict(days) for number, days in drawn.items()}


def _count_whole(db: sqlite3.Connection, found: Insights) -> None:
    """The kept counts of the whole database, which cost nothing to read."""
    most = "select speaker, quotes from speaker_counts order by quotes desc, speaker limit ?"
    found.people = _named(db, [(row[0], row[1]) for row in db.execute(most, [PEOPLE])])
    found.outlets = [(one.name, one.quotes) for one in profiles.outlets(db)[:OUTLETS]]
    found.no_outlet = db.execute("select coalesce(sum(quotes), 0) from outlet_counts where outlet = ''").fetchone()[0]
    found.total = db.execute("select coalesce(sum(quotes), 0) from outlet_counts").fetchone()[0]
    found.whole = True
    if found.cut:
        found.months = {one.id: profiles.timeline(db, of_speaker(one.id)) for one in found.people[:DRAWN]}


def _count_genders(db: sqlite3.Connection, found: Insights, rows: _Rows, people: Counter[int]) -> None:
    """Count quotations by the gender of people, and by how it is known; do not count if it is known of nobody."""
    if not has_genders(db):
        return
    sql = """
        select id, gender, gender_by, coalesce(gender_for, 0), coalesce(gender_against, 0) from speakers
        where id in (select value from json_each(?)) and kind = 'person'
    """
    told = {row[0]: tuple(row[1:]) for row in db.execute(sql, [json.dumps([*people])])}
    alone = people - Counter(number for at in rows.others for number in rows.voices(at))
    genders, evidence = Counter[str](), Counter[str]()
    for number, (gender, by, *_) in told.items():
        genders[gender or "unknown"] += alone[number]
        evidence[by] += alone[number]
    for at in rows.others:  # a quotation of several people counts once for each gender among them
        voices = [told[number] for number in rows.voices(at) if number in told]
        genders.update({gender or "unknown" for gender, *_ in voices})
        evidence.update({by for _, by, *_ in voices})
    del evidence[None]
    if genders.keys() - {"unknown"}:
        found.genders = dict((+genders).most_common())
    for by, quotations in evidence.most_common():
        weights = [(agree, differ) for _, other, agree, differ in told.values() if other == by]
        agree, differ = (sum(one[at] for one in weights) for at in (0, 1))
        found.evidence.append(Evidence(by, quotations, len(weights), agree, differ))


def _named(db: sqlite3.Connection, counts: Iterable[tuple[int, int]]) -> list[CountedSpeaker]:
    sql = "select name, kind from speakers where id = ?"
    told = ((number, count, db.execute(sql, [number]).fetchone()) for number, count in counts)
    return [CountedSpeaker(number, row["name"], row["kind"], count) for number, count, row in told]


def _most(counts: Any, size: int) -> list[tuple[Any, int]]:
    return nsmallest(size, counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
