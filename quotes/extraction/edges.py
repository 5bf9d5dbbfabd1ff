"""Where the words of a row begin and end so that they read whole: no 'that', no loose comma, marks in pairs."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon

LOOSE = frozenset((",", ";", ":", "–", "—", "--", ")"))
CLOSING = 3  # tokens after the words in which the mark that closes them stands ('… a “gift.”')


def read_whole(layout: Layout, lexicon: Lexicon, ranges: Sequence[Range], *, led: bool) -> tuple[Range, ...]:
    """The ranges without what only joins them to their sentence, and with the marks that they leave open.

    Args:
        led: the words follow the cue that reports them, so that a 'that' before them is the cue's.
    """
    (start, end), *rest = ranges
    grammar, lowers = lexicon.words.grammar, layout.lowers
    while led and end - start > 1 and (layout.texts[start] in LOOSE or _is_time(layout, lexicon, start)):
        start += 1
    start += _leading(layout, lexicon, (start, end)) if led else 0
    joins = lowers[start] in lexicon.words.small.complementisers and layout.labels[start] not in grammar.subject
    if led and end - start > 1 and joins:
        start += 1
    start = _behind_place(layout, (start, end))
    while end - start > 1 and layout.texts[start] in LOOSE:
        start += 1
    whole = [_paired(layout, place) for place in ((start, end), *rest)]
    return tuple(place for place in whole if place[0] < place[1])


def _behind_place(layout: Layout, place: Range) -> int:
    """'ORM: Hospitals are full, doctors said': the place at the beginning of a line is no word of the doctors."""
    start, end = place
    begins = layout.paragraphs[layout.paragraph_of[start]][0] == start
    if begins and end - start > 2 and layout.texts[start].isupper() and layout.texts[start + 1] == ":":
        return start + 2
    return start


def _is_time(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'announced | Friday | it will sail': when it was said."""
    return layout.texts[i] in lexicon.words.time.words and layout.labels[i] in lexicon.words.grammar.measure


def _leading(layout: Layout, lexicon: Lexicon, place: Range) -> int:
    """How many words only lead to what is said: 'said | on Monday | they had won', 'warned | of | “a spiral”'."""
    (start, end), words, grammar = place, lexicon.words, lexicon.words.grammar
    if end - start < LEAST or layout.lowers[start] not in words.small.leading | words.time.before:
        return 0
    if layout.texts[start + 1] in words.time.days and layout.lowers[start] in words.time.before:
        behind = layout.tokens[start + 2]
        begins = behind.tag_ in grammar.pronoun_tags or behind.dep_ in grammar.determiner or behind.lower_ in words.small.that
        return 2 * begins
    hangs = layout.labels[start] in grammar.preposition and layout.lowers[start] in words.small.leading
    return int(hangs)


LEAST = 3  # tokens of what is said, with what leads to it


def _paired(layout: Layout, place: Range) -> Range:
    """'as “improper' gets the mark that closes it; one that begins or ends inside a run by a word alone keeps out."""
    start, end = place
    first, last = layout.run_of[start], layout.run_of[end - 1]
    inside = layout.runs[last] if last >= 0 else None
    if inside and not inside.open < start and end < inside.close <= end + CLOSING:
        return start, inside.close
    opened = layout.runs[first] if first >= 0 else None
    if opened and opened.open < start and end == opened.close:
        return start, opened.end
    if opened and opened.open < start and opened.close < end and start == opened.start:
        return opened.open, end
    return place
