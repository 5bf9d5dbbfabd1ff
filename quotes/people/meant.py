"""Find the person meant by a name that is typed as the speaker of a quotation. Read-only."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from quotes.errors import CorrectionError
from quotes.names.name import parse
from quotes.people import listing, rows
from quotes.people.corrections import log
from quotes.people.match import Mention

if TYPE_CHECKING:
    from sqlite_utils import Database

MOST = 12  # people to choose from
LOOKED_AT = 200  # people of one name: the most quoted ones


class Meant(NamedTuple):
    """Somebody whom a typed name can mean.

    Attributes:
        who: the person, with what distinguishes namesakes.
        here: whether the article names them.
    """

    who: listing.Listed
    here: bool


class UnclearError(CorrectionError):
    """A name that is not the full name of one known speaker, so that a human has to say who is meant.

    Attributes:
        name: the name as it was typed.
        found: the people it can mean.
    """

    def __init__(self, name: str, found: Meaning) -> None:
        self.name, self.found = name, found
        whom = "; ".join(f"{one.who.id} {told(one)}" for one in found.several[:5])
        offered = f"it can be: {whom}" if found.fits else f"the article quotes: {whom or 'nobody'}"
        super().__init__(f"{self.problem}; {offered}. Give a number, or say that it is somebody new")

    @property
    def problem(self) -> str:
        """Say what is wrong with the name."""
        if self.found.fits:
            return f"{self.name!r} is not the full name of one known speaker"
        return f"nobody known is called {self.name!r}"


class Meaning(NamedTuple):
    """What a typed name means: one person, or several to choose from, those of the article first.

    Attributes:
        fits: whether these have such a name; otherwise they are only the people whom the article quotes.
    """

    one: int | None
    several: list[Meant]
    fits: bool = True


def meant(db: Database, article: int, name: str) -> Meaning:
    """Find the people that a name can mean in an article.

    A full name is enough if the article, or else the database, has one person of exactly that name. A bare surname, or
    another single word, is enough if nobody else can be meant by it.

    Args:
        article: the row id of the article.
    """
    quoted = _quoted_in(db, article)
    named = log.named(db, name)
    fitting = {*named, *_with_words(db, name, quoted), *_spelt_alike(db, name)}
    if not parse(name, "person").bare:
        for exact in ([one for one in named if one in quoted], named):
            if len(exact) == 1:
                return Meaning(exact[0], [])
    elif len(fitting) == 1 and named:
        return Meaning(named[0], [])
    text = str(rows.first_value(db, "select text from articles where id = ?", [article]))
    known = listing.listed(db, fitting or quoted[:LOOKED_AT])
    found = [Meant(one, one.id in quoted or _named_in(text, one)) for one in known]
    found.sort(key=lambda one: (not one.here, one.who.id not in quoted, -one.who.quotes, one.who.name))
    return Meaning(None, found[:MOST], bool(fitting))


def _named_in(text: str, who: listing.Listed) -> bool:
    """Does the text have the full name? A surname there may be somebody else's."""
    return " " in who.name and who.name in text


def _quoted_in(db: Database, article: int) -> list[int]:
    sql = "select by from spoken where article = ? and by is not null group by by order by min(start)"
    return [speaker for (speaker,) in db.execute(sql, [article]).fetchall()]


def _with_words(db: Database, name: str, quoted: list[int]) -> set[int]:
    """The speakers whose name has all the words: the most quoted, and all of the article's."""
    words = " ".join(f'"{word}"' for word in re.findall(r"\w+", name))  # in marks, so that none is syntax
    if not words:
        return set()
    matching = "select rowid from speakers_fts where speakers_fts match ?"
    most = f"select rowid from ({matching}) left join speaker_counts on speaker = rowid order by quotes desc limit ?"
    here = f"{matching} and rowid in (select value from json_each(?))"
    found = [
        *db.execute(most, [words, LOOKED_AT]).fetchall(),
        *db.execute(here, [words, json.dumps(quoted)]).fetchall(),
    ]
    return {speaker for (speaker,) in found}


def _spelt_alike(db: Database, name: str) -> set[int]:
    """The speakers with another spelling of the name, an initial or a nickname."""
    kinds = ("person", "organisation")
    return {person.id for kind in kinds for person in rows.candidates(db, Mention(parse(name, kind), kind))}


def told(one: Meant) -> str:
    """'Ida Brandt, Tarn mayor, 12 quotations, in this article': a candidate in one line."""
    who = one.who
    count = f"{who.quotes} quotation" + ("s" if who.quotes != 1 else "")
    kind = who.kind if who.kind not in ("person", "unknown") else None
    return ", ".join(part for part in (who.name, who.role or kind, count, one.here and "in this article") if part)
