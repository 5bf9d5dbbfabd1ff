"""Where a name stands in a text, with what is written before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quotes.names.words import name_words

AROUND = 80  # characters before and after a name
SPACES = " \u00a0"
AGE = re.compile(r", (?:(?:aged )?\d{2}(?=[,.;:)”\"])|an? \d{1,2}-year-old\b)|, who\b(?! (?:have|are|were)\b)")
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
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if _is_whole(text, at, end, plural=plural):
            yield Occurrence(text[max(at - AROUND, 0) : at], text[end : end + AROUND])
            at = text.find(name, end)
        else:
            at = text.find(name, at + 1)


def _is_whole(text: str, at: int, end: int, *, plural: bool) -> bool:
    """Is this place of a name no part of a longer word? No pattern is made for it, as there are millions of names."""
    before, after = text[at - 1 : at], text[end : end + 1]
    if plural:
        after = text[end + 1 : end + 2] if after == "s" else after
        return not (_is_letter(before) or _is_letter(after))
    return not (_is_letter(before) or _is_letter(after) or before == "-" or after == "-")


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def has_word(word: str, text: str) -> bool:
    """Does a text have a word, not as a part of a longer one?"""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (_is_letter(text[at - 1 : at]) or _is_letter(text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False
