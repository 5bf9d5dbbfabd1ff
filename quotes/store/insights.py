"""Figures about quotations: who is quoted most, where, when and how, and what they did. Read-only.

At most `MOST` quotations are counted for a page. If more meet a filter, only the last days are counted, so that every
figure is exact for the period that it names. For a whole database the kept counts say who is quoted most.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quotes.store import filters, profiles, said
from quotes.store.columns import has_acts, has_genders
from quotes.store.filters import Condition, Filter, of_speaker

MOST = 10_000
PEOPLE, OUTLETS, LEADING, DRAWN = 15, 10, 3, 4
COLUMNS = "quotes.id, quotes.published, quotes.speaker, quotes.outlet, quotes.kind, quotes.speaker_kind"


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
    leading: dict[str, list[CountedSpeaker]] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    acts: list[tuple[CountedSpeaker, dict[str, int]]] = field(default_factory=list)
    genders: dict[str, int] | None = None
    evidence: list[Evidence] = field(default_factory=list)


def insights(db: sqlite3.Connection, wanted: Filter) -> Insights:
    """Count the figures for all that meets a filter."""
    condition = filters.conditions(db, wanted)
    rows, since, cut = _counted(db, condition)
    found = Insights(len(rows), since=since, cut=cut, common=condition.common)
    found.times = dict(Counter(row["published"][:10] for row in rows if row["published"]))
    found.sources = dict(Counter(row["speaker_kind"] or "unknown" for row in rows).most_common())
    found.kinds = dict(Counter(row["kind"] for row in rows).most_common())
    said = _speakers(db, rows)
    _count_people(db, found, rows, said)
    _count_genders(db, found, said)
    if not wanted.model_dump(exclude_none=True):
        _count_whole(db, found)
    return found


def _counted(db: sqlite3.Connection, condition: Condition) -> tuple[list[Any], str | None, bool]:
    """The newest rows. If there are too many, only whole days, and the first of these days."""
    act = "quotes.act" if has_acts(db) else "'states' as act"
    sql = f"""
        select {COLUMNS}, {act} from {condition.rows} where {condition.where}
        order by quotes.published desc, quotes.id desc limit {MOST + 1}
    """
    rows = db.execute(sql, condition.values).fetchall()
    if len(rows) <= MOST:
        return rows, None, False
    broken = (rows[-1]["published"] or "")[:10]
    whole = [row for row in rows if (row["published"] or "")[:10] > broken]
    return (whole, whole[-1]["published"][:10], True) if whole else (rows[:MOST], None, True)


def _speakers(db: sqlite3.Connection, rows: list[Any]) -> dict[int, list[int]]:
    """All who say a quotation, by its id."""
    together = said.together(db, [row["id"] for row in rows])
    return {
        row["id"]: [*([row["speaker"]] if row["speaker"] else []), *(one.id for one in together.get(row["id"], ()))]
        for row in rows
    }


def _count_people(db: sqlite3.Connection, found: Insights, rows: list[Any], said: dict[int, list[int]]) -> None:
    people: Counter[int] = Counter()
    outlets: Counter[str] = Counter()
    there: defaultdict[str, Counter[int]] = defaultdict(Counter)
    acts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        numbers = said[row["id"]]
        people.update(numbers)
        if row["outlet"]:
            outlets[row["outlet"]] += 1
            there[row["outlet"]].update(numbers)
        if row["act"] != "states":
            for number in numbers:
                acts[number][row["act"]] += 1
    found.people = _named(db, _most(people, PEOPLE))
    found.outlets = _most(outlets, OUTLETS)
    found.leading = {outlet: _named(db, _most(there[outlet], LEADING)) for outlet, _ in found.outlets}
    doing = _named(db, _most({number: sum(done.values()) for number, done in acts.items()}, PEOPLE))
    found.acts = [(one, dict(acts[one.id])) for one in doing]
    drawn = {one.id: Counter[str]() for one in found.people[:DRAWN]}
    for row in rows:
        for number in said[row["id"]]:
            if number in drawn and row["published"]:
                drawn[number][row["published"][:10]] += 1
    found.months = {number: dict(days) for number, days in drawn.items()}


def _count_whole(db: sqlite3.Connection, found: Insights) -> None:
    """The kept counts of the whole database, which cost nothing to read."""
    most = "select speaker, quotes from speaker_counts order by quotes desc, speaker limit ?"
    found.people = _named(db, [(row[0], row[1]) for row in db.execute(most, [PEOPLE])])
    found.outlets = [(one.name, one.quotes) for one in profiles.outlets(db)[:OUTLETS]]
    found.total = db.execute("select coalesce(sum(quotes), 0) from outlet_counts").fetchone()[0]
    found.whole = True
    if found.cut:
        found.months = {one.id: profiles.timeline(db, of_speaker(one.id)) for one in found.people[:DRAWN]}


def _count_genders(db: sqlite3.Connection, found: Insights, said: dict[int, list[int]]) -> None:
    """Count quotations by the gender of people, and by how it is known; do not count if it is known of nobody."""
    if not has_genders(db):
        return
    sql = """
        select id, gender, gender_by, coalesce(gender_for, 0), coalesce(gender_against, 0) from speakers
        where id in (select value from json_each(?)) and kind = 'person'
    """
    speakers = json.dumps([*{number for numbers in said.values() for number in numbers}])
    told = {row[0]: tuple(row[1:]) for row in db.execute(sql, [speakers])}
    genders, evidence = Counter[str](), Counter[str]()
    for numbers in said.values():
        people = [told[number] for number in numbers if number in told]
        genders.update({gender or "unknown" for gender, *_ in people})
        evidence.update({by for _, by, *_ in people if by})
    if genders.keys() - {"unknown"}:
        found.genders = dict(genders.most_common())
    for by, quotations in evidence.most_common():
        weights = [(agree, differ) for _, other, agree, differ in told.values() if other == by]
        agree, differ = (sum(one[at] for one in weights) for at in (0, 1))
        found.evidence.append(Evidence(by, quotations, len(weights), agree, differ))


def _named(db: sqlite3.Connection, counts: Iterable[tuple[int, int]]) -> list[CountedSpeaker]:
    sql = "select name, kind from speakers where id = ?"
    told = ((number, count, db.execute(sql, [number]).fetchone()) for number, count in counts)
    return [CountedSpeaker(number, row["name"], row["kind"], count) for number, count, row in told]


def _most(counts: Any, size: int) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))[:size]
