"""What a speaker denied, beside what they said, promised or demanded on the same topic. Read-only.

Whether two quotations contradict each other is for readers to judge; here they only share key terms of their articles.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from math import log
from typing import NamedTuple

from quotes.models import Act

#: Denials are compared with these.
DENIES: Act = "denies"
AGAINST: tuple[Act, ...] = ("promises", "demands", "accuses", "states")
MOST = 1000  # quotations of a speaker, the newest
COMMON = 0.2  # a term that more of a speaker's quotations have says nothing
WORD = re.compile(r"\w+")


class OpposedPair(NamedTuple):
    """Two quotations of one speaker, by their ids, and the key terms that both have, the most telling first."""

    other: int
    denial: int
    terms: tuple[str, ...]


def opposed(db: sqlite3.Connection, speaker: int, size: int) -> list[OpposedPair]:
    """Pair each denial of a speaker with the quotation that has most of the key terms of its article in common with it.

    Args:
        size: the most pairs to return; those that share most come first.
    """
    newest = (
        "select id, act, text, article, published from spoken where by = ? order by published desc, id desc limit ?"
    )
    rows = db.execute(f"select id, act, text, article from ({newest})", [speaker, MOST]).fetchall()
    denials = [row for row in rows if row["act"] == DENIES]
    others = [row for row in rows if row["act"] in AGAINST]
    known = _terms(db, [row["article"] for row in rows]) if denials and others else {}
    terms = {row["id"]: _within(row["text"], known) for row in denials}
    own = {row["id"]: set(_terms(db, [row["article"]]).values()) for row in denials}
    wanted = {" ".join(_words(term)): term for some in terms.values() for term in some}
    having: dict[str, list[int]] = {term: [] for term in wanted.values()}
    for row in others if wanted else ():
        for term in _within(row["text"], wanted):
            having[term].append(row["id"])
    common = max(2, COMMON * len(others))
    weights = {term: log(1 + len(others) / len(some)) for term, some in having.items() if 0 < len(some) <= common}
    pairs = [pair for denial, some in terms.items() if (pair := _best(denial, some, own[denial], having, weights))]
    return [pair for _, pair in sorted(pairs, key=lambda pair: (-pair[0], -pair[1].denial))[:size]]


def _best(
    denial: int, terms: set[str], own: set[str], having: dict[str, list[int]], weights: dict[str, float]
) -> tuple[float, OpposedPair] | None:
    """What shares most with a denial: a term of its own article, one of several words, or several terms."""
    telling = sorted(terms & weights.keys(), key=lambda term: (-weights[term], term))
    shared: defaultdict[int, list[str]] = defaultdict(list)
    for term in telling:
        for other in having[term]:
            shared[other].append(term)
    enough = {other: some for other, some in shared.items() if len(some) > 1 or own & set(some) or " " in some[0]}
    scored = [(sum(weights[term] for term in some), other, some) for other, some in enough.items()]
    if not scored:
        return None
    score, other, some = max(scored)
    return score, OpposedPair(other, denial, tuple(some))


def _terms(db: sqlite3.Connection, articles: list[int]) -> dict[str, str]:
    """The key terms of articles, by their words."""
    sql = "select distinct term from topics where article in (select value from json_each(?))"
    return {" ".join(_words(row[0])): row[0] for row in db.execute(sql, [json.dumps(articles)])}


def _within(text: str, terms: dict[str, str]) -> set[str]:
    """The terms whose words stand in a text."""
    words = _words(text)
    runs = (" ".join(words[at : at + length]) for length in (1, 2, 3) for at in range(len(words) - length + 1))
    return {terms[run] for run in runs if run in terms}


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())
