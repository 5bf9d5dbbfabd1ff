"""Whom a profile or an obituary is about: 'he' is that person for paragraphs, whoever else is named between.

News names a speaker again before it goes back to him; a profile names the one it is about once and then writes 'he'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import Gender, Lexicon
from quotes.extraction.resolve.cast import MANY, Cast, Character, leading_gender

FEWEST = 4  # times that 'he' is a subject
ELSEWHERE = 2  # paragraphs at most that name another who could be 'he'
OFTENER = 2  # times as often as the name is written again


def find_protagonist(
    layout: Layout, lexicon: Lexicon, cast: Cast, genders: Sequence[Gender | None]
) -> tuple[Character, Gender] | None:
    """The first person of an article that goes on with 'he' or 'she' far more often than with the name, if it does."""
    body = next((k for k in range(len(layout.paragraphs)) if k not in layout.headlines), None)
    if body is None:
        return None
    start, end = layout.paragraphs[body]
    named = ((place, one) for place, one in cast.mentions if start <= place[0] < end and one.kind == "person")
    place, first = next(named, (None, None))
    if place is None or first is None or layout.head(place).dep_ not in lexicon.words.grammar.subject:
        return None
    if len(first.full_name.split()) < 2 or not (first.begun or genders[first.number]):
        return None
    pronouns = _subjects(layout, lexicon, end)
    gender = genders[first.number] or leading_gender(pronouns)
    again = len(first.places_between(end, len(layout.texts)))
    if gender is None or pronouns[gender] < max(FEWEST, OFTENER * again):
        return None
    beside = (one for one in cast.characters if one is not first and one.kind == "person")
    rivals = (one for one in beside if genders[one.number] in (gender, None))
    return None if any(_is_spread(layout, one) for one in rivals) else (first, gender)


def _is_spread(layout: Layout, one: Character) -> bool:
    """Is somebody named in more paragraphs than those who only come into a life?"""
    return len({layout.paragraph_of[start] for start, _ in one.places[:MANY]}) > ELSEWHERE


def _subjects(layout: Layout, lexicon: Lexicon, start: int) -> Counter[Gender]:
    """How often 'he' and 'she' are subjects outside marks after a token."""
    pronouns, subject = lexicon.words.pronouns, lexicon.words.grammar.subject
    found: Counter[Gender] = Counter()
    for i in range(start, len(layout.lowers)):
        if layout.labels[i] in subject and layout.run_of[i] < 0:
            word = layout.lowers[i]
            found["male"] += word in pronouns.male
            found["female"] += word in pronouns.female
    return found
