"""Read the names of a database in groups that can be joined separately: all groups, or those that articles changed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotes.names.compare import initials, skeleton
from quotes.names.name import Name, parse
from quotes.names.words import GENDERS
from quotes.people.join import ArticleContext, mention_of
from quotes.people.match import Mention
from quotes.people.place import place_of
from quotes.people.someone import Entry
from quotes.people.surroundings import Surroundings

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Each name of an article; of a short one also the genders of the titles and pronouns that the article has for it.
NAMES = """
select names.id, article, articles.key, names.name, names.kind, role, names.speaker, why, probability, outlet,
  published, iif(instr(names.name, ' '), null, (
    select group_concat(distinct substr(tells, 1, instr(tells, ' ') - 1)) from quotes
    where quotes.article = names.article and speaker_name = names.name and tells glob '* [tp]*'
  ))
from names join articles on articles.id = article
"""


@dataclass
class Joinable:
    """Names to join.

    Attributes:
        groups: each can be joined without the others.
        labels: descriptions that may stand for whoever holds an office.
    """

    groups: list[list[Entry]]
    labels: list[Entry]


def every(db: Database, around: Surroundings) -> Joinable:
    """All names; the company of each article is added to the surroundings."""
    company: dict[int, list[str]] = defaultdict(list)
    at: dict[str, list[Entry]] = defaultdict(list)
    labels, named = [], Counter[str]()
    for entry in _entries(db, around, NAMES):
        if entry.mention.name.kind == "label" and entry.human is None:
            labels.append(entry)
            continue
        if not entry.mention.name.bare:
            company[entry.article].append(entry.mention.name.key)
        at[entry.place or "p:"].append(entry)
    for keys in company.values():
        named.update(set(keys))
    around.fill(company, named)
    return Joinable(_linked(at), labels)


def stirred(db: Database, large: int, enough: float) -> list[str]:
    """The places where names came or went, without large ones that changed only today and by less than `enough`."""
    sql = """
        select place from stirred
        where (select count(*) from (select 1 from names where names.place = stirred.place limit :large)) < :large
          or coalesce(since, '') < date()
          or mentions >= :enough * (select count(*) from names where names.place = stirred.place)
        order by place
    """
    return [place for (place,) in db.execute(sql, {"large": large, "enough": enough}).fetchall()]


def group_of(db: Database, around: Surroundings, place: str) -> tuple[Joinable, set[str]]:
    """The names of a place, with those of all places that a name can move to and from; and these places."""
    here = f"{NAMES} where names.place = ?"
    if place.startswith("r:"):
        return Joinable([], list(_entries(db, around, here, [place]))), {place}
    found: dict[str, list[Entry]] = {}
    waiting = [place]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found[at] = list(_entries(db, around, here, [at]))
            waiting += _neighbours(db, found[at])
    return Joinable([[entry for entries in found.values() for entry in entries]], []), set(found)


def _neighbours(db: Database, entries: Sequence[Entry]) -> list[str]:
    """Other places with names that can be the same people's as these, or that were joined to the same people."""
    sql = """
        select distinct names.place from names join speakers on speakers.id = names.speaker
        where names.speaker in (select value from json_each(?)) and not pinned and names.place like 'p:%'
    """
    found = [
        place for (place,) in db.execute(sql, [json.dumps(sorted({entry.speaker for entry in entries}))]).fetchall()
    ]
    for name in {entry.mention.name.key: entry.mention.name for entry in entries}.values():
        for key in short_forms(name):
            found += [f"p:{skeleton(key)}"] if " " not in key else _places_of(db, "key = ?", [key])
        found += [place for place, other in _longer(db, name) if name.key in short_forms(other)]
    return found


def _longer(db: Database, name: Name) -> Iterator[tuple[str, Name]]:
    """Names with another last word that this can be a short form of."""
    if name.kind == "person" and not name.given:
        return
    block = f"p:{skeleton(name.surname)}:{name.given[0][0]}" if name.given else f"a:{name.key}"
    if name.given or " " not in name.key:
        sql = "select name, kind from aliases where speaker in (select speaker from blocks where block = ?)"
        for text, kind in db.execute(sql, [block]).fetchall():
            other = parse(text, kind)
            yield place_of(Mention(other, kind)) or "", other


def _places_of(db: Database, where: str, values: list[str]) -> list[str]:
    named = db.execute(f"select name, kind from aliases where {where}", values).fetchall()
    return [place for text, kind in named if (place := place_of(Mention(parse(text, kind), kind)))]


def _linked(at: dict[str, list[Entry]]) -> list[list[Entry]]:
    """Group the places between which a name can move: to a name with a dropped surname, or to an acronym."""
    names = {(entry.mention.name.key, entry.mention.name): place for place, found in at.items() for entry in found}
    places: dict[str, set[str]] = defaultdict(set)
    for (key, _), place in names.items():
        places[key].add(place)
    leads = {place: place for place in at}

    def end(place: str) -> str:
        while leads[place] != place:
            leads[place] = place = leads[leads[place]]
        return place

    for (_, name), place in names.items():
        for other in (other for key in short_forms(name) for other in places.get(key, ())):
            leads[max(end(place), end(other))] = min(end(place), end(other))
    together: dict[str, list[Entry]] = defaultdict(list)
    for place, found in at.items():
        together[end(place)] += found
    return list(together.values())


def short_forms(name: Name) -> Iterator[str]:
    """The keys of names with another last word that can be the same one's: a dropped surname, or an acronym."""
    if name.kind == "organisation" and " " in name.key:
        yield initials(name)
    for cut in range(2, len(name.given) + 1):
        if len(name.given[cut - 1]) > 2:
            yield " ".join(name.given[:cut])


def _entries(db: Database, around: Surroundings, sql: str, values: Sequence[object] = ()) -> Iterator[Entry]:
    context = ArticleContext("", None, None, None)
    rows = db.execute(sql, list(values))
    for number, article, key, text, kind, role, speaker, why, probability, outlet, day, gender in rows:
        if article != context.row:
            context = ArticleContext("", article, outlet, day)
        mention = mention_of((text, kind), role, context)
        mention = replace(mention, gender=gender) if gender in GENDERS else mention
        who = around.human.get((key, parse(text, kind).key, kind)) if key in around.touched else None
        place = place_of(mention)
        yield Entry(number, article, key, text, kind, role, mention, speaker, why, probability, who, place)
