"""Where the words of a row begin and end so that they read whole: no 'that', no loose comma, marks in pairs."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.hearers import after_hearers
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon

LOOSE = frozenset((",", ";", ":", "–", "—", "--", ")"))
CLOSING = 3  # tokens after the words in which the mark that closes them stands ('… a “gift.”')


def read_whole(layout: Layout, lexicon: Lexicon, ranges: Sequence[Range], cue: Cue | None) -> tuple[Range, ...]:
    """The ranges without what only joins them to their sentence, and with the marks that they leave open.

    Args:
        cue: what reports them; a 'that' after it is its own.
    """
    led = cue is not None and cue.verb < ranges[0][0]
    (start, end), *rest = _without_joiner(layout, lexicon, ranges)
    grammar, lowers = lexicon.words.grammar, layout.lowers
    while led and end - start > 1 and (layout.texts[start] in LOOSE or _is_time(layout, lexicon, start)):
        start += 1
    start += _leading(layout, lexicon, (start, end)) if led else 0
    only = lowers[start] in lexicon.words.unmade.only and lowers[start + 1] in lexicon.words.small.complementisers
    start += led and only and end - start > 2  # 'said | only that | he was tired'
    marks = layout.labels[start] not in grammar.subject or layout.tags[start] in grammar.preposition_tags
    marks = marks or layout.tokens[start].head.tag_ not in grammar.finite_tags | grammar.base_tags | grammar.verb_tags
    marks = marks or layout.texts[min(start + 1, end - 1)][:1].isupper()  # 'said | that Orm will stay'
    joins = lowers[start] in lexicon.words.small.complementisers and marks  # 'said | that microphones will stay'
    if led and end - start > 1 and joins and lowers[start + 1] not in lexicon.words.small.being_short:
        start += 1
    start = after_hearers(layout, lexicon, cue, (start, end)) if led and cue else start
    start = _after_place(layout, (start, end))
    while end - start > 1 and layout.texts[start] in LOOSE:
        start += 1
    if led and not rest:
        end = _before_records(layout, lexicon, (start, end))
    whole = [_closed(layout, _paired(layout, place)) for place in ((start, end), *rest)]
    return tuple(place for place in whole if place[0] < place[1])


def _without_joiner(layout: Layout, lexicon: Lexicon, ranges: Sequence[Range]) -> Sequence[Range]:
    """'However | , she said, | it is safe', 'Meanwhile, | it is safe, she said': what only joins the sentence."""
    (start, end), *rest = ranges
    joins = layout.lowers[start] in lexicon.words.small.joiners and layout.run_of[start] < 0
    if joins and end == start + 1 and rest:
        return rest
    return [(start + 2, end), *rest] if joins and end > start + 2 and layout.texts[start + 1] == "," else ranges


def _after_place(layout: Layout, place: Range) -> int:
    """'ORM: Hospitals are full, doctors said': the place at the beginning of a line is not part of their words."""
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
    (start, end), words = place, lexicon.words
    first = layout.lowers[start]
    if end - start < LEAST or layout.run_of[start] >= 0:
        return 0
    when = words.time.days | (words.time.words if first in words.time.past else words.time.months)
    if first in words.time.before and layout.texts[start + 1] in when:
        length = 2 + (layout.lowers[start + 2] in words.time.words)  # 'on Monday evening'
        return length * _begins_clause(layout, lexicon, start + length)
    if first in words.phrases.written_in:
        noun = next(
            (i for i in range(start + 1, min(start + LEAST + 2, end - 1)) if _carries(layout, lexicon, i)), None
        )
        return 0 if noun is None or not _begins_clause(layout, lexicon, noun + 1) else noun + 1 - start
    return int(first in words.small.leading and layout.labels[start] in words.grammar.preposition)


def _before_records(layout: Layout, lexicon: Lexicon, place: Range) -> int:
    """'said it had paid 4m pounds, | according to the records': the writer's word for where it stands."""
    start, end = place
    for i in range(max(start + LEAST, end - RECORDS), end - 1):
        if layout.texts[i - 1] == "," and tuple(layout.lowers[i : i + 2]) == lexicon.according and layout.run_of[i] < 0:
            return i - 1
    return end


RECORDS = 20  # tokens from 'according to' to the end of a report


def _carries(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """The 'statement' of 'said in a statement it had paid'."""
    return layout.lowers[i] in lexicon.words.phrases.carriers and layout.run_of[i] < 0


def _begins_clause(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """'said on Monday | they had won', '… | the club had won', '… | that …'."""
    grammar = lexicon.words.grammar
    subject = layout.tags[i] in grammar.pronoun_tags or layout.labels[i] in grammar.determiner
    return subject or layout.lowers[i] in lexicon.words.small.that


LEAST = 3  # tokens of what is said, with what leads to it


def _closed(layout: Layout, place: Range) -> Range:
    """'the board was independent |, “as she well knows”': a mark that opens after the words does not belong to them."""
    start, end = place
    last = layout.run_of[end - 1]
    if last < 0 or layout.runs[last].open != end - 1 or end - start < LEAST:
        return place
    end -= 1
    while end - start > 1 and layout.texts[end - 1] in LOOSE:
        end -= 1
    return start, end


def _paired(layout: Layout, place: Range) -> Range:
    """A row gets the mark that it lacks ('as “improper'), and loses a closing mark that was opened outside of it."""
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
