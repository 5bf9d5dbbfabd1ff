"""Find what a name stands for, by all articles that have it: one may take an outlet for a person, but most do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from quotes.names.first_names import gender_of, is_first_name
from quotes.names.name import Name, parse
from quotes.names.name_key import name_key
from quotes.names.words import name_words
from quotes.people.role_words import role_words
from quotes.people.someone import Entry

Text = Callable[[int], str]

LOOKED_AT = 5  # articles that are searched for how a name is written, if nothing personal is said of it
DOMAIN = re.compile(r"(?:^www\.)|(?:\.[a-z]{2,6}){1,2}$")


@lru_cache(maxsize=65536)
def squashed(name: str) -> str:
    """The name or the address of an outlet in a form in which both are the same.

    >>> squashed("The Tarn Post"), squashed("tarn-post"), squashed("www.tarnpost.com")
    ('tarnpost', 'tarnpost', 'tarnpost')
    """
    words = name_key(DOMAIN.sub("", name.lower().strip())).split()
    if len(words) > 1 and words[0] in role_words().articles:
        words = words[1:]
    return re.sub(r"\W", "", "".join(words))


def outlets_as_bodies(entries: Sequence[Entry], outlets: frozenset[str]) -> list[Entry]:
    """The entries; those with the name of an outlet of the database become an organisation's.

    A single word is left alone if the article names somebody of that surname in full.
    """
    bearers = {(e.article, e.mention.name.surname) for e in entries if e.mention.name.given}
    return [_as_body(e) if _is_outlet(e, outlets, bearers) else e for e in entries]


def _is_outlet(entry: Entry, outlets: frozenset[str], bearers: set[tuple[int, str]]) -> bool:
    name = entry.mention.name
    if entry.human is not None or name.kind == "organisation" or squashed(name.text) not in outlets:
        return False
    own = bool(name.titles) or (bool(name.given) and gender_of(name.given[0]) is not None)
    return not own and not (name.bare and (entry.article, name.surname) in bearers)


def _as_body(entry: Entry) -> Entry:
    name = parse(entry.text, "organisation")
    return replace(entry, mention=replace(entry.mention, name=name, kind="organisation", role=None))


def _begins_like_a_person(name: Name) -> bool:
    return bool(name.titles) or (bool(name.given) and is_first_name(name.given[0]))


def voted(entries: Sequence[Entry], text: Text) -> str:
    """The kind that most mentions give; a person is looked at again if nothing personal is said of it."""
    votes = Counter(entry.mention.kind for entry in entries)
    person, body = votes["person"], votes["organisation"]
    if not person and not body:
        return entries[0].kind
    if person != body:
        kind = "person" if person > body else "organisation"
    else:
        kind = "person" if _is_personal(entries) or _is_by_surname(entries) else "organisation"
    return kind if body or _is_personal(entries) else _as_written(entries, text)


def _is_personal(entries: Sequence[Entry]) -> bool:
    """Does the name have anything that people have: a role, a title, a first name?"""
    named = (entry.mention for entry in entries if entry.mention.kind != "organisation")
    return any(one.role or _begins_like_a_person(one.name) for one in named)


def _is_by_surname(entries: Sequence[Entry]) -> bool:
    """Is somebody named by only the last word in one place, and in full in another?"""
    short = any(entry.mention.name.bare for entry in entries)
    return short and any(" " in entry.mention.name.key for entry in entries)


def _as_written(entries: Sequence[Entry], text: Text) -> str:
    """The kind that the texts show; not a person for 'the Orm Eye', 'in North Vale', “Tarn Drowned” or 'aides'."""
    if all(entry.mention.name.bare and is_first_name(entry.mention.name.surname) for entry in entries):
        return "person"
    told = Counter[str]()
    for article in list(dict.fromkeys(entry.article for entry in entries))[:LOOKED_AT]:
        written = text(article)
        told.update(kind for name in _texts(entries) for kind in _told(name, written))
    return "person" if not told or told["person"] else told.most_common(1)[0][0]


def _texts(entries: Sequence[Entry]) -> list[str]:
    """The names that were taken for a person's, without descriptions."""
    return sorted({entry.text for entry in entries if entry.mention.kind == "person"})


def _told(name: str, text: str) -> Iterable[str]:
    """What each place of a name in a text says of its kind."""
    known = role_words()
    if " " not in name and re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text):
        yield "group" if name.lower().endswith("s") else "unknown"
    for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        before, after = text[max(place.start() - 20, 0) : place.start()], text[place.end() : place.end() + 30]
        word = before.split()[-1].lower() if before.split() else ""
        if word.strip(".") in name_words().titles.plain or AGE.match(after):
            yield "person"
        elif before.endswith(" ") and word in known.before_bodies and not GOES_ON.match(after):
            yield "organisation"
        elif MARKS_BEFORE.search(before) and MARKS_AFTER.match(after) and " " in name:
            yield "document"


AGE = re.compile(r", (?:aged )?\d{2}\b|, who\b")
GOES_ON = re.compile(r"[’']?s?[ -][A-Z]|-\w")  # the name before another one: 'the Tarn Foundation'
MARKS_BEFORE, MARKS_AFTER = re.compile(r"[“\"]$|''$"), re.compile(r"[,.]?(?:[”\"]|'')")
