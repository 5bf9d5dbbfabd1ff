"""Find what an article says of a speaker's gender: a title, a pronoun, a role, or a first name of nearly one gender.

Each piece of evidence is kept as its gender and kind, such as 'female title'; `store.gender_tables` weighs them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.names.first_names import gender_of
from quotes.names.name import SURNAME_FIRST, parse
from quotes.names.name_key import fold
from quotes.names.words import name_words

SOMEBODYS = re.compile(r"['’]s?\s+\w")
SPEAKERS = frozenset({"person", "unknown"})  # kinds of speakers who may have a gender


@lru_cache(maxsize=16384)
def told_by_quotation(mention: str | None, role: str | None, text: str, kind: str) -> str | None:
    """The best evidence of one quotation, or None.

    Args:
        mention: the words that name the speaker there.
        text, kind: the quotation's; a report may begin with the speaker ('Hicks said she ...').

    >>> told_by_quotation("Mrs Vane", None, "No.", "direct"), told_by_quotation("he", None, "No.", "direct")
    ('female title', 'male pronoun')
    """
    said = mention or ""
    if pronoun := _pronoun(said):
        return f"{pronoun} pronoun"
    if title := _title(said):
        return f"{title} title"
    if noun := noun_gender(role):
        return f"{noun} role"
    begun = _pronoun(text.split(maxsplit=1)[0]) if said and kind == "indirect" and text.strip() else None
    return f"{begun} pronoun" if begun else None


@lru_cache(maxsize=16384)
def told_by_name(name: str, kind: str) -> str | None:
    """What the title before a name says, or else the first name; None for an organisation.

    >>> told_by_name("Anna Brandt", "person"), told_by_name("Robin Brandt", "person")
    ('female first name', None)
    """
    if kind not in SPEAKERS:
        return None
    if title := _title(name):
        return f"{title} title"
    parsed = parse(name, kind)
    if kind != "person" or parsed.family_first or parsed.may_be_family_first or SURNAME_FIRST.search(name):
        return None
    first = next((word for word in parsed.given if len(word) > 1), None)
    gender = gender_of(first) if first else None
    return f"{gender} first name" if gender else None


def _pronoun(word: str) -> str | None:
    pronouns = name_words().pronouns
    return next((gender for gender, words in pronouns.items() if word.lower() in words), None)


def _title(text: str) -> str | None:
    """The gender of the titles before a name; None for 'Mr and Mrs Vane' and for 'Mr Vane's aides'."""
    titles = set(parse(text, "person").titles)
    if not titles:
        return None
    every = set(fold(text))
    told = {"female": name_words().titles.plain_female, "male": name_words().titles.plain_male}
    said = [gender for gender, words in told.items() if titles & words]
    both = all(every & words for words in told.values())
    return said[0] if said and not both and not SOMEBODYS.search(text) else None


def noun_gender(role: str | None) -> str | None:
    """The gender that the noun of a role says: 'spokeswoman' in 'spokeswoman for the King'."""
    known, words = name_words(), fold((role or "").split(",")[0])
    ends = next((at for at, word in enumerate(words) if word in known.after_role), len(words))
    noun = words[ends - 1] if ends else ""
    return next((gender for gender, nouns in known.roles.items() if noun in nouns), None)
