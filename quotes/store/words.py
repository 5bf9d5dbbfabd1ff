"""Turn any text that people type into a full-text query: all words, "exact words", -without, this OR that."""

from __future__ import annotations

import re
from typing import NamedTuple

OR = ("OR", "|")
TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


class SearchTerm(NamedTuple):
    """A word or a phrase, whether it must be absent, and whether an OR stands before it."""

    text: str
    without: bool
    either: bool


def terms(text: str) -> list[SearchTerm]:
    """The words and phrases of a text, without those that have no letter or digit.

    >>> [term.text for term in terms('bridge OR "old ferry" -toll')]
    ['bridge', 'old ferry', 'toll']
    """
    found: list[SearchTerm] = []
    either = False
    for match in TERM.finditer(text.replace("\0", " ")):
        word = match["phrase"] if match["phrase"] is not None else match["word"]
        if match["word"] in OR and found:
            either = True
        elif re.search(r"\w", word):
            without = bool(match["minus"]) and not re.match(r"-", word)
            found.append(SearchTerm(word, without, either and not found[-1].without and not without))
            either = False
    return found


def query_of(text: str) -> str:
    """The full-text query, in which every word is quoted so that none is syntax; '' if there is nothing to look for.

    >>> query_of('bridge ferry OR boat -toll')
    '"bridge" AND ("ferry" OR "boat") NOT "toll"'
    """
    groups: list[list[str]] = []
    absent = []
    for term in terms(text):
        quoted = f'"{term.text}"'
        if term.without:
            absent.append(quoted)
        elif term.either and groups:
            groups[-1].append(quoted)
        else:
            groups.append([quoted])
    if not groups:
        return ""
    wanted = " AND ".join(group[0] if len(group) == 1 else f"({' OR '.join(group)})" for group in groups)
    return wanted + "".join(f" NOT {word}" for word in absent)


def any_of(text: str) -> str | None:
    """The words with an OR between them; None if there are fewer than two, or marks, OR or - already between them.

    >>> any_of("bridge ferry")
    'bridge OR ferry'
    """
    found = terms(text)
    plain = not any(term.without or term.either for term in found) and '"' not in text
    return " OR ".join(term.text for term in found) if plain and len(found) > 1 else None
