"""Find the group in which a name is joined: names of one surname, last word or office are looked at together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotes.names.compare import skeleton
from quotes.people import office as holder
from quotes.people.match import Mention

if TYPE_CHECKING:
    from sqlite_utils import Database


def place_of(mention: Mention) -> str | None:
    """'p:brandt' for Ida Brandt, 'p:post' for the Tarn Post, 'r:mayor tarn' for 'the Tarn mayor'; otherwise None."""
    name = mention.name
    if name.kind == "label":
        office = holder.office_of(name.text) if mention.kind == "unknown" else None
        return f"r:{office.key}" if office else None
    return f"p:{skeleton(name.surname if name.kind == 'person' else name.key.split()[-1])}"


def stirs(mention: Mention) -> list[str]:
    """The places where a name of an article can change who is meant: its own, and that of the office given with it."""
    role = mention.role
    office = f"r:{role.key}" if role is not None and role.holds_office else None
    return [place for place in (place_of(mention), office) if place]


def stir(db: Database, places: Iterable[str]) -> None:
    """Note that names came or went at these places, so that the names there are joined again."""
    add = """
        insert into stirred (place, mentions, since) values (?, 1, date())
        on conflict (place) do update set mentions = mentions + 1
    """
    for place in places:
        db.execute(add, [place])
