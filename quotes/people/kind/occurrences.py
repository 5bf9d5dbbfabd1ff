"""Where a name stands in a text, with what is written before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quotes.names.words import name_words

AROUND = 80  # characters before and after a name
SPACES = " \u00a0"
AGE = re.compile(r", (?:(?:aged )?\d{2}\b|an? \d{1,2}-year-old\b)|, who\b(?! (?:have|are|were)\b)")
SEVERAL = re.compile(r", who (?:have|are|were)\b")
MARKS_BEFORE, MARKS_AFTER = re.compile(r"[“\"]$|''$"), re.compile(r"[,.:]?(?:[”\"]|'')|: [A-Z]")


class Occurrence(NamedTuple):
    """A name in a text: up to `AROUND` characters before it and after it."""

    before: str
    after: str

    @property
    def word_before(self) -> str:
        """The last word before it, in lower case; '' at the beginning of a text."""
        return self.before.split()[-1].lower() if self.before.split() else ""

    @property
    def word_after(self) -> str:
        """The next word, in lower case and without a comma or full stop; '' if a mark follows the name."""
        return self.after.split()[0].lower().strip(",.") if self.after[:1] in SPACES and self.after.split() else ""

    @property
    def titled(self) -> bool:
        """Does a title stand before it: 'Mr Vane'?"""
        return self.word_before.strip(".") in name_words().titles.plain

    @property
    def aged(self) -> bool:
        """Does an age follow, or what somebody does: 'Vane, 41,', 'Vane, who'?"""
        return AGE.match(self.after) is not None

    @property
    def several(self) -> bool:
        """Is it told of as several: 'Orm Panthers, who have lost'?"""
        return SEVERAL.match(self.after) is not None

    @property
    def marked(self) -> bool:
        """Does it stand between quotation marks?"""
        return bool(MARKS_BEFORE.search(self.before) and MARKS_AFTER.match(self.after))


def occurrences(name: str, text: str, *, plural: bool = False) -> Iterator[Occurrence]:
    """Each place of a name in a text, in order.

    Args:
        plural: whether the name may also be a part of a hyphenated word, or have an 's' after it.
    """
    if name not in text:  # which the pattern would take long to find
        return
    around = (r"(?<!\w)", r"(?=s\b|(?!\w))") if plural else (r"(?<![\w-])", r"(?![\w-])")
    for place in re.finditer(re.escape(name).join(around), text):
        yield Occurrence(text[max(place.start() - AROUND, 0) : place.start()], text[place.end() : place.end() + AROUND])
