"""Find out from the words around a name that it is no person's, though it looks like one: 'Orm Rising, a committee'."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quotes.names.first_names import is_first_name
from quotes.people.kind.occurrences import SPACES, Occurrence, occurrences
from quotes.people.role_words import is_role, role_words

BESIDE = re.compile(
    r", (?:an?|the|one of|[A-Z][\w-]+[’']s?) ((?:[\w’'-]+ ){0,6}?[\w’'-]+)"
    r"(?=[,.;:)]| (?:that|which|who|in|of|for|at|and|based|by|with|whose|on)\b)"
)
CALLED = re.compile(r"([\w-]+)(?:,? known as|, (?:now |then |formerly )?(?:called|named)) (?:the )?$")
ENDS = re.compile(r"[,.;:)!?”\"\]]|[’']s?[ \u00a0]|$")
WHICH = ", which "
CREDIT = re.compile(r"\.?\]")
MANY = ((r"ies$", "y"), (r"s$", ""))
NAMED = re.compile(r"[A-Z][\w’'.-]*[ \u00a0]$")  # a capitalised word right before
SHARE, FEWEST = 0.8, 4  # of the longer words of a headline, which have capitals; and how many it has at least
LONG = 4  # letters of a word that has a small letter outside headlines, unless it is a name's


def shown_kind(names: Iterable[str], text: str, *, shouted: bool = True) -> str | None:
    """The kind that the words around the names show for certain, also 'person'; None if the text leaves it open.

    >>> shown_kind(["Orm Rising"], "Orm Rising, a political committee, said so.")
    'organisation'
    >>> shown_kind(["Orm Rising"], "Orm Rising, 41, left the committee.")
    'person'
    """
    told = Counter[str]()
    for name in names:
        for place in occurrences(name, text):
            if is_person_here(place):
                return "person"
            told.update(_told(name, place))
        told.update(["organisation"] if _is_team(name, text) else ())
        told.update(_by_capitals(name, text) if shouted else ())
    return told.most_common(1)[0][0] if told else None


def is_person_here(place: Occurrence) -> bool:
    """'Mr Vane', 'Vane, 41,', 'Vane, who', 'Vane, a teacher,', 'Vane said he'."""
    known = role_words()
    if place.titled or place.aged:
        return True
    words = place.after.lower().split()
    if len(words) > 1 and words[0].strip(',.”"') in known.sayings and place.word_before not in known.bodies:
        return any(word.strip(",.") in known.personal for word in words[1:3])
    beside = BESIDE.match(place.after)
    return beside is not None and is_role(beside[1].split()[-1].lower())


def _told(name: str, place: Occurrence) -> Iterator[str]:
    """What the words around a name say of it: 'Orm Rising shares', 'the book Orm Rising', '[Orm Eye.]'."""
    known, before = role_words(), place.word_before
    if _bodies_have().match(place.after) or (place.before.endswith("[") and CREDIT.match(place.after)):
        yield "organisation"
    if place.after.startswith(WHICH) and before not in known.links and not is_first_name(name.split()[0]):
        yield "organisation"  # 'the coalition called Orm Rising, which'
    beside, called = BESIDE.match(place.after), CALLED.search(place.before)
    nouns = {beside[1].split()[-1].lower()} if beside else set[str]()
    nouns |= {called[1].lower()} if called else set()
    if (place.word_before in known.held_of and _held(place)) or _works_there(place) or _is_before_body(place):
        yield "organisation"
    if not known.things.isdisjoint(nouns):
        yield "unknown"  # 'Ida, the company's chatbot,'
    if not known.bodies.isdisjoint(
        {form for noun in nouns for form in (noun, *(re.sub(end, one, noun) for end, one in MANY))}
    ):
        yield "organisation"
    if not place.before.endswith(tuple(SPACES)) or not (ENDS.match(place.after) or place.word_after in known.sayings):
        return
    if place.before.lower().split()[-2:-1] and place.before.lower().split()[-2] in known.before_verbs:
        return  # 'agreed to play Ida Krell'
    if before in known.bodies:
        yield "organisation"
    if before in known.titled_works and " " in name:
        yield "document"
    if before in known.things:
        yield "unknown"


def _held(place: Occurrence) -> bool:
    """'shares in Orm Rising', 'a stake in Orm Rising'."""
    before = place.before.lower().split()[-2:-1]
    return bool(before) and before[0] in role_words().held


def _is_before_body(place: Occurrence) -> bool:
    """'the Orm Rising consultancy said': right before the noun for what it is, which speaks."""
    noun, verb = [*place.after.split()[:2], "", ""][:2]
    return place.after[:1] in SPACES and noun in role_words().bodies and verb.strip(",.") in role_words().sayings


def _works_there(place: Occurrence) -> bool:
    """'analysts at Orm Rising said'; not 'an aide at Ida Krell's office'."""
    *_, noun, at = ["", "", *place.before.lower().split()]
    work = at in role_words().works_at and is_role(noun.removesuffix("s"))
    return work and (place.word_after in role_words().sayings or place.after[:1] in ",.")


@lru_cache(maxsize=1)
def _bodies_have() -> re.Pattern[str]:
    """What only bodies have, after a name: 'Orm Rising CEO', 'Orm Rising’s shareholders'."""
    nouns = "|".join(word.replace("-", " ") for word in role_words().bodies_have)
    return re.compile(rf"(?:[’']s?)?[ \u00a0](?:\w+est )?(?:{nouns})\b")


def _is_team(name: str, text: str) -> bool:
    """'the Orm Panthers played' in a text about Orm, 'Panthers, who have lost': many, called by no surname."""
    town, _, last = name.rpartition(" ")
    if not town or not last.endswith("s") or name not in text:
        return False
    if any(place.several and not NAMED.search(place.before) for place in occurrences(last, text)):
        return True
    if not re.search(rf"\b(?:in|at|from|near|outside) {re.escape(town)}(?!\w| [A-Z])", text):
        return False
    alone = re.search(rf"(?<!\bthe )(?<!{re.escape(town)} )\b{re.escape(last)}\b", text)
    does = (place.word_after in role_words().teams_do for place in occurrences(name, text))
    return alone is None and any(does)


def _by_capitals(name: str, text: str) -> Iterator[str]:
    """What capitals say: 'ORM TODAY said' is no person's in a text that shouts nothing else."""
    if not name.isupper() or len(name) < 2 or any(map(is_first_name, name.split())) or name.title() in text:
        return
    around = [place for place in occurrences(name, text) if not place.after.startswith(":")]
    inside = [
        place
        for place in around
        if re.search(r"(?:[a-z,]|[A-Z]{2})\W{1,2}$", place.before) or place.word_after.islower()
    ]
    first = (place for place in inside if re.search(r"\b[A-Z][a-z]+ $", place.before))
    if inside and all(place.word_before in role_words().before_bodies | role_words().before_kinds for place in first):
        yield "organisation"


def is_of_headline(name: str, text: str) -> bool:
    """'Will Run Ads': does a name stand only where every word has a capital, with words that have none elsewhere?"""
    words = name.split()
    if len(words) < 2 or (is_first_name(words[0]) and len(words) == 2):
        return False
    body = _without_headlines(text)
    if words[-1] in body or name in body:
        return False
    rest = words[is_first_name(words[0]) :]
    return any(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", body) for word in rest if len(word) >= LONG)


@lru_cache(maxsize=8)
def _without_headlines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not _is_headline(line))


def _is_headline(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) >= LONG]
    return len(words) >= FEWEST and sum(word[0].isupper() for word in words) >= SHARE * len(words)
