"""What surrounds the names that are joined: who else an article names, how usual a name is, who humans made known.

Each is looked up once, when it is needed; or all are filled beforehand, if all names are read anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from quotes.names.name import Name, parse
from quotes.people import rows
from quotes.people.evidence import gender_by_name
from quotes.people.kind.outlets import squashed
from quotes.people.match import MOST_ROLES, Mention, Period
from quotes.people.place import place_of
from quotes.people.role import parse_role
from quotes.people.someone import Someone

if TYPE_CHECKING:
    from sqlite_utils import Database

Human = dict[tuple[str, str, str], int]


class Surroundings:
    """What a database knows about the surroundings of its names, while they are joined.

    Attributes:
        human: the speaker that humans fixed a name to, by the article's own id and the key and kind of the name.
        outlets: the names of the outlets, as `kind.outlets.squashed` gives them.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        fixed = db.execute("select article, key, kind, speaker from fixed").fetchall()
        self.human: Human = {(article, key, kind): who for article, key, kind, who in fixed}
        self.touched = {article for article, _, _ in self.human}
        self._articles = max(int(rows.first_value(db, "select count(*) from articles")), 1)
        self._company: dict[int, list[str]] = {}
        self._places: dict[str, str] = {}
        self._usual: dict[str, float] = {}
        self._pinned, self._at = _pinned(db)
        outlets = db.execute("select outlet from outlet_counts where outlet is not null").fetchall()
        self.outlets = frozenset(name for (outlet,) in outlets if (name := squashed(outlet)))

    def fill(self, company: dict[int, list[str]], named: dict[str, int]) -> None:
        """Read the full names of all articles, and count the articles of each."""
        self._company = defaultdict(list, company)
        self._usual = {key: count / self._articles for key, count in named.items()}

    def company(self, article: int) -> Sequence[str]:
        """The full names of an article."""
        if isinstance(self._company, defaultdict) or article in self._company:
            return self._company[article]
        sql = "select name, kind, place from names where article = ? and place like 'p:%'"
        found = [(parse(text, kind), place) for text, kind, place in self.db.execute(sql, [article]).fetchall()]
        self._places.update({name.key: place for name, place in found if not name.bare})
        self._company[article] = [name.key for name, _ in found if not name.bare]
        return self._company[article]

    def usual(self, key: str) -> float:
        """The share of all articles that have a name of the company."""
        if key not in self._usual:
            sql = "select article, name, kind from names where place = ?"
            named = self.db.execute(sql, [self._places[key]]).fetchall()
            articles = {article for article, text, kind in named if parse(text, kind).key == key}
            self._usual[key] = len(articles) / self._articles
        return self._usual[key]

    def pinned(self, places: Collection[str], fixed: Collection[int]) -> list[Someone]:
        """Those made known by humans or a list who have a name at some places, or are fixed; they keep their ids."""
        ids = {one for place in places for one in self._at.get(place, ())} | (set(fixed) & set(self._pinned))
        return [_known(self.db, one, *self._pinned[one]) for one in sorted(ids)]


def _pinned(db: Database) -> tuple[dict[int, tuple[str, dict[str, Name]]], dict[str, set[int]]]:
    """The kinds of those made known and the names given to them; and who has a name at each place."""
    sql = "select id, kind from speakers where pinned"
    found: dict[int, tuple[str, dict[str, Name]]] = {one: (kind, {}) for one, kind in db.execute(sql).fetchall()}
    at: dict[str, set[int]] = defaultdict(set)
    for one in found:
        for key, text, of in db.execute("select key, name, kind from aliases where speaker = ?", [one]).fetchall():
            name = found[one][1][key] = parse(text, of)
            at[place_of(Mention(name, of)) or ""].add(one)
    return found, at


def _known(db: Database, number: int, kind: str, names: dict[str, Name]) -> Someone:
    """Somebody whom a human made known, with offices, and roles so far."""
    person = Someone(number, kind, also=dict(names), pinned=True)
    often = f"select role, first, last from roles where speaker = ? order by articles desc, key limit {MOST_ROLES}"
    for sql in (often, "select role, first, last from offices where speaker = ?"):
        for text, first, last in db.execute(sql, [number]).fetchall():
            role = parse_role(text)
            person.roles[role.key] = (role, Period(first, last))
    said = rows.first_value(db, "select gender from speakers where id = ? and gender_by = ?", [number, rows.LIST])
    person.gender = said or gender_by_name([*person.also.values()])
    return person
