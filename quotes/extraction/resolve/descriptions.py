"""Whom a description stands for, within one article: 'the minister', 'the 34-year-old', 'the company'.

A description goes to whom the article describes so; else to the person or body that the sentences before are about,
where one stands out and nothing speaks against it; else to nobody. Each strategy gives one candidate or None; which
are tried, in their order, depends on what the description is about.
"""

from __future__ import annotations

from collections.abc import Callable

from quotes.extraction.resolve.apart import is_told_apart
from quotes.extraction.resolve.cast import Character
from quotes.extraction.resolve.described_body import (
    body_stands_out,
    is_of_another_level,
    named_alike,
    named_so,
    told_so,
)
from quotes.extraction.resolve.described_person import (
    accused,
    called_alike,
    called_so,
    goes_on,
    of_that_age,
    official,
    only_one,
    stands_out,
)
from quotes.extraction.resolve.description import About, Description, describe
from quotes.extraction.resolve.discourse import Discourse
from quotes.extraction.resolve.reference import Reference

Strategy = Callable[[Discourse, Description], Character | None]


def described(discourse: Discourse, reference: Reference) -> tuple[Character, str] | None:
    """Whom 'the minister', 'the New York businessman' or 'the commission' stands for, and by which strategy; None if
    nobody fits well.
    """
    this = describe(discourse, reference)
    ways = ((strategy(discourse, this), strategy.__name__) for strategy in STRATEGIES[this.about])
    found = next(((character, way) for character, way in ways if character), None)
    if found and (is_told_apart(discourse, this, found[0]) or is_of_another_level(discourse, this, found[0])):
        return None
    return found


STRATEGIES: dict[About, tuple[Strategy, ...]] = {
    "age": (of_that_age,),
    "person": (called_so, accused, called_alike, goes_on, official, stands_out, only_one),
    "body": (told_so, named_so, named_alike, body_stands_out),
    "either": (called_so, told_so, named_so, named_alike, body_stands_out, stands_out),
}
