"""Put a name in the place of an English pronoun: 'his claim' is 'Vane's claim', 'he's poised' is 'Vane is poised'."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FORM = re.compile(
    r"[’'](?P<short>s|d|ll|ve|re|m)\b(?:\s+(?:not|also|already|always|ever|even|just|long|never|now|\w+ly)\b)*"
    r"(?:\s+(?P<next>\w+))?",
    re.IGNORECASE,
)
NOUN = re.compile(r"\s+[“\"‘']*(?P<word>\w+)")


@cache
def _words() -> dict[str, Any]:
    """The words of `pronoun.toml`, as sets."""
    table = tomllib.loads(Path(__file__).with_name("pronoun.toml").read_text(encoding="utf-8"))
    sets = {
        name: frozenset(words.split()) for name, words in (table | table["words"]).items() if isinstance(words, str)
    }
    return sets | {"short": table["short"], "articles": "|".join(sorted(sets["articles"]))}


def after_name(pronoun: str, name: str, text: str) -> tuple[str, int]:
    """What has to follow a name that stands in the place of a pronoun, and how many characters of the text it replaces.

    Args:
        text: what the article has after the pronoun.
    """
    pronoun = pronoun.casefold()
    if pronoun not in _words()["pronouns"]:
        return "", 0
    if pronoun in _words()["possessive"] or (pronoun == "her" and _is_before_noun(text)):
        mark = "'" if "'" in text and "’" not in text else "’"
        return (mark if pronoun == "their" and name.endswith("s") else f"{mark}s"), 0
    form = FORM.match(text)
    return (f" {_whole(form['short'].casefold(), form['next'])}", len(form["short"]) + 1) if form else ("", 0)


def article_before(name: str, mention: str) -> str:
    """The article of a name that a mention has before it: 'the', if 'a report by the council' is by 'council'."""
    found = re.search(rf"\b((?i:{_words()['articles']})) (?i:{re.escape(name)})(?!\w| [A-Z])", mention)
    return found[1].lower() if found else ""


def _is_before_noun(text: str) -> bool:
    found = NOUN.match(text)
    return found is not None and found["word"].casefold() not in _words()["no_noun"]


def _whole(short: str, following: str | None) -> str:
    """The verb of a short form, by the word that follows it."""
    words = _words()
    if short in words["short"]:
        return str(words["short"][short])
    word = (following or "").casefold()
    is_state = word in words["states"]
    done = word in words["participles"] or (word.endswith("ed") and word != "need" and not is_state)
    if short == "s":
        return "has" if done else "is"
    return "had" if done or is_state or word == "better" else "would"
