"""Profiles of speakers: names and roles with their days, counts over time, key terms and outlets.

Read-only. It uses kept counts where there are any, so that nothing here takes longer in a larger database.
"""

from __future__ import annotations

import re
import sqlite3
from types import SimpleNamespace
from typing import Any, Literal

from quotes.people.listing import BODIES
from quotes.store.columns import has_acts, has_genders
from quotes.store.facets import MOST_COUNTED, by_length
from quotes.store.filters import NOTHING, Condition, all_words
from quotes.store.orders import Place
from quotes.store.search import Batch

#: When a speaker was quoted first and last.
QUOTED = """(
  select {which}(published) from (
    select {which}(published) as published from quotes where speaker = speakers.id union all
    select {which}(published) from joint_speakers as joint join quotes on quotes.id = joint.quote
    where joint.speaker = speakers.id
  ))"""
FIRST, LAST = QUOTED.format(which="min"), QUOTED.format(which="max")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)  # of "2004/2005" the year

#: A speaker's gender, how it is known, and how many pieces of evidence are for and against it.
GENDER = "speakers.gender, gender_by, gender_for, gender_against"
#: The same in a database of an older version, where only lists of known people give a gender.
LISTED = "speakers.gender, iif(gender is null, null, 'list') as gender_by, null as gender_for, null as gender_against"


def speaker(db: sqlite3.Connection, number: int) -> SimpleNamespace | None:
    """A speaker: counts, first and last day, `names` and `roles` with their days, `outlets` with their counts."""
    sql = f"""
        select id, name, kind, {_gender(db)}, wikidata,
          coalesce(counts.quotes, 0) as quotes, coalesce(counts.articles, 0) as articles,
          {FIRST} as first, {LAST} as last
        from speakers left join speaker_counts as counts on counts.speaker = speakers.id where id = ?
    """
    found = rows(db, sql, [number])
    newest = """
        select outlet, published from spoken where by = ? and outlet is not null order by published desc limit 2000
    """
    outlets_sql = f"select outlet as name, count(*) as quotes from ({newest})"
    if not found:
        return None
    return SimpleNamespace(
        **vars(found[0]),
        names=_names(db, number),
        roles=_roles(db, number),
        outlets=rows(db, f"{outlets_sql} group by outlet order by quotes desc, outlet", [number]),
    )


def named(db: sqlite3.Connection, number: int) -> SimpleNamespace | None:
    """A speaker's `id`, `name`, and the `role` that most articles give."""
    found = rows(db, "select id, name from speakers where id = ?", [number])
    if not found:
        return None
    role = next((one.role for one in _roles(db, number)), None)
    return SimpleNamespace(**vars(found[0]), role=role)


def timelines(db: sqlite3.Connection, wanted: list[Condition]) -> list[dict[str, int]]:
    """Count the quotations that meet each condition by month ('2026-03'), or by day if they all lie in two months."""
    series = [timeline(db, one) for one in wanted]
    months = {month for one in series for month in one}
    if len(months) > 2:
        return series
    return [by_length(db, condition, 10) if one else one for condition, one in zip(wanted, series, strict=True)]


def timeline(db: sqlite3.Connection, wanted: Condition) -> dict[str, int]:
    """Count the quotations that meet a condition by month ('2026-03'), without empty months."""
    if wanted.values.keys() != {"speaker"}:
        return by_length(db, wanted, 7)
    kept = "select month, quotes from speaker_months where speaker = :speaker order by month"
    return dict(map(tuple, db.execute(kept, wanted.values)))


def articles(db: sqlite3.Connection, number: int, size: int) -> list[SimpleNamespace]:
    """The newest articles that quote a speaker: `id`, `title`, `outlet`, `published`, and how its text `begins`."""
    newest = "select article, published, id from spoken where by = ? order by published desc, id desc limit 200"
    wanted = list(dict.fromkeys(row[0] for row in db.execute(newest, [number])))[:size]
    sql = "select id, title, outlet, published, substr(text, 1, 300) as begins from articles where id = ?"
    found = (rows(db, sql, [one]) for one in wanted)
    return [article for one in found for article in one]


def acts_of(db: sqlite3.Connection, number: int) -> list[SimpleNamespace]:
    """What a speaker did other than state things, in their newest quotations: `act` and how many `quotes`."""
    newest = f"select act, published, id from spoken where by = ? order by published desc, id desc limit {MOST_COUNTED}"
    sql = f"select act, count(*) as quotes from ({newest}) where act <> 'states' group by act order by 2 desc, 1"
    return rows(db, sql, [number]) if has_acts(db) else []


def topics_of(db: sqlite3.Connection, number: int) -> list[SimpleNamespace]:
    """The key terms of the articles that quote a speaker, the strongest first."""
    sql = """
        with quoting as (
          select article from quotes where speaker = :id union select article from joint_speakers where speaker = :id
          limit 500
        )
        select topics.term, count(*) as articles from quoting join topics on topics.article = quoting.article
        group by topics.term order by sum(topics.score) desc, topics.term limit 20
    """
    return _in_one_writing(rows(db, sql, {"id": number}))


def _in_one_writing(terms: list[SimpleNamespace]) -> list[SimpleNamespace]:
    """Terms that differ in capitals or in a final 's' alone, once: as the first, with capitals if any has them."""
    found: dict[str, SimpleNamespace] = {}
    for one in terms:
        key = one.term.casefold().removesuffix("s")
        first = found.setdefault(key, one)
        if first.term.casefold() == one.term.casefold() and first.term.islower() and not one.term.islower():
            first.term = one.term
    return list(found.values())


def speakers(
    db: sqlite3.Connection,
    *,
    name: str | None = None,
    kind: str | None = None,
    gender: str | None = None,
    order: str = "quotes",
    by: Literal["name", "key"] = "name",
    size: int,
    place: Place | None = None,
) -> Batch:
    """Speakers after a place ([quotes, name or key, id]), the most quoted first or by name.

    Args:
        gender: 'female', 'male', 'other', or 'unknown' if the gender is not known.
        by: sort names as they are written, or by their keys, without case and accents.
    """
    after = f"(speakers.{by}, speakers.id) > (:by, :id)"
    if order == "quotes":
        after = f"(counts.quotes < :quotes or (counts.quotes = :quotes and {after}))"
    most = "counts.quotes desc," if order == "quotes" else ""
    sql = f"""
        select speakers.id, speakers.name, speakers.kind, {_gender(db)}, counts.quotes, speakers.{by} as sorted,
          {FIRST} as first, {LAST} as last
        from speaker_counts as counts join speakers on speakers.id = counts.speaker
        where (:kind is null or speakers.kind = :kind) and (:quotes is null or {after})
          and (:gender is null or coalesce(speakers.gender, 'unknown') = :gender)
          and (:name is null or speakers.id in (select rowid from speakers_fts where speakers_fts match :name))
        order by {most} speakers.{by}, speakers.id limit :limit
    """
    quotes, named, number = place or (None, None, None)
    values = {"kind": kind, "gender": gender, "quotes": quotes, "by": named, "id": number, "limit": size + 1}
    match = (all_words(name) or NOTHING) if name else None
    found = rows(db, sql, values | {"name": match})
    last = found[size - 1] if len(found) > size else None
    following = [last.quotes, last.sorted, last.id] if last else None
    for one in found:
        del one.sorted
    return Batch(found[:size], following)


def usual_role(db: sqlite3.Connection, number: int) -> str | None:
    """The role that most articles give a speaker; of several, the newest."""
    sql = f"""
        select role from roles join speakers on speakers.id = speaker
        where speaker = ? and kind not in {BODIES} order by articles desc, last desc, role limit 1
    """
    return next((row[0] for row in db.execute(sql, [number])), None)


def dates(db: sqlite3.Connection) -> SimpleNamespace:
    """The `first` and the `last` day of all quotations; if none has a day, examples of how to write one."""
    ends = "select (select min(published) from quotes), (select max(published) from quotes)"
    first, last = (DAY.match(day or "") for day in db.execute(ends).fetchone())
    return SimpleNamespace(first=first[0] if first else "2026-03-01", last=last[0] if last else "2026-03-31")


def is_there(db: sqlite3.Connection, number: int) -> bool:
    """Is there a speaker of this id?"""
    return db.execute("select 1 from speakers where id = ?", [number]).fetchone() is not None


def outlets(db: sqlite3.Connection) -> list[SimpleNamespace]:
    """Each outlet's `name` and how many `quotes` it has, most first."""
    sql = "select outlet as name, quotes from outlet_counts where outlet != '' order by quotes desc, outlet limit 50"
    return rows(db, sql, [])


def _gender(db: sqlite3.Connection) -> str:
    return GENDER if has_genders(db) else LISTED


def _names(db: sqlite3.Connection, number: int) -> list[SimpleNamespace]:
    """Every `name` that articles give a speaker, with how many `articles` have it, and the `first` and `last` day.

    If there are too many articles, only those loaded last are counted; a name that only others have gets 0.
    """
    names = _counted(db, number, "name")
    others = "select distinct name from aliases where speaker = ? order by name"
    known = {one.name for one in names}
    if sum(one.articles for one in names) < MOST_COUNTED:
        return names
    unseen = [row[0] for row in db.execute(others, [number]) if row[0] not in known]
    return names + [SimpleNamespace(name=name, articles=0, first=None, last=None) for name in unseen]


def _roles(db: sqlite3.Connection, number: int) -> list[SimpleNamespace]:
    """Every `role` that articles give a speaker, with how many `articles` have it, and the `first` and `last` day."""
    if db.execute(f"select 1 from speakers where id = ? and kind in {BODIES}", [number]).fetchone():
        return []
    kept = "select role, articles, first, last from roles where speaker = ? order by articles desc, last desc, role"
    roles = _counted(db, number, "role")
    return roles if sum(one.articles for one in roles) < MOST_COUNTED else rows(db, kept, [number])


def _counted(db: sqlite3.Connection, number: int, column: Literal["name", "role"]) -> list[SimpleNamespace]:
    sql = f"""
        select names.{column}, count(*) as articles, min(articles.published) as first, max(articles.published) as last
        from (
          select article, {column} from names where speaker = ? and {column} is not null
          order by id desc limit {MOST_COUNTED}
        ) as names join articles on articles.id = names.article
        group by names.{column} order by articles desc, last desc, names.{column}
    """
    return rows(db, sql, [number])


def rows(db: sqlite3.Connection, sql: str, values: Any) -> list[SimpleNamespace]:
    return [SimpleNamespace(**dict(row)) for row in db.execute(sql, values)]
