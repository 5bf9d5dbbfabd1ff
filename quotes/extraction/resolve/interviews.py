"""Interviews without labels: an introduction that says who is interviewed, then questions, each before its answer.

'Interview: Ida Soir on eels', 'Why are they back?', 'They never left.': the answers are hers.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.cast import Cast, Character
from quotes.extraction.resolve.transcripts import Turn

FEWEST = 2  # questions with a mark that make an interview
FEWEST_ANSWERS = 3
LONGEST_ANSWER = 4  # paragraphs
LONGEST_QUESTION = 60  # tokens
INTRODUCTION = 6  # paragraphs at most before the first question
MARK = "?"


def find_interview(layout: Layout, lexicon: Lexicon, cast: Cast) -> list[Turn]:
    """The answers of the interviewee, in order; none if the article does not settle who that is."""
    asked = [k for k in range(len(layout.paragraphs)) if _is_question(layout, lexicon, k)]
    marked = [k for k in asked if _ends_asking(layout, k)]
    if len(marked) < FEWEST or not 0 < marked[0] <= INTRODUCTION or not _is_announced(layout, lexicon, marked[0]):
        return []
    answers = _interviewed(layout, cast, marked[0])
    if answers is None:
        return []
    label, asked = answers.places[0], [k for k in asked if k >= marked[0]]
    ends = [*asked[1:], min(asked[-1] + 2, len(layout.paragraphs))]
    turns = [_turn(layout, label, answers.full_name, k, end) for k, end in zip(asked, ends, strict=True)]
    turns = [turn for turn in turns if turn.content]
    if len(turns) < FEWEST_ANSWERS or any(len(turn.content) > LONGEST_ANSWER for turn in turns):
        return []
    said = [place for turn in turns for place in turn.content]
    if any(start <= place[0] < end for place in answers.places for start, end in said):
        return []  # nobody speaks of himself by name
    own = sum(_of_oneself(layout, lexicon, turn.content) for turn in turns)
    return turns if own >= FEWEST and 2 * own >= len(turns) else []


def _of_oneself(layout: Layout, lexicon: Lexicon, content: Sequence[Range]) -> bool:
    """'I had nothing to say.': what a newsroom's own questions and answers about the news never do."""
    first = lexicon.words.pronouns.first
    return any(layout.lowers[i] in first or layout.texts[i] in first for place in content for i in range(*place))


def _turn(layout: Layout, label: Range, name: str, question: int, end: int) -> Turn:
    """What is said after a question up to the next; nothing that stands between marks, which has cues of its own."""
    said = [layout.paragraphs[k] for k in range(question + 1, end)]
    said = [(start, stop) for start, stop in said if stop > start and layout.run_of[start] < 0]
    return Turn(label, name, tuple(said), (layout.paragraphs[question],))


def _is_question(layout: Layout, lexicon: Lexicon, paragraph: int) -> bool:
    """'Why are they back?', and 'You have called it a gift.', which only speaks of the person it addresses."""
    start, end = layout.paragraphs[paragraph]
    if not 0 < end - start <= LONGEST_QUESTION or layout.run_of[start] >= 0:
        return False
    pronouns, words = lexicon.words.pronouns, {*layout.lowers[start:end], *layout.texts[start:end]}
    addressed = not words.isdisjoint(pronouns.second) and words.isdisjoint(pronouns.first | pronouns.first_plural)
    return _ends_asking(layout, paragraph) or addressed


def _ends_asking(layout: Layout, paragraph: int) -> bool:
    start, end = layout.paragraphs[paragraph]
    return MARK in layout.texts[max(end - 2, start) : end]


def _is_announced(layout: Layout, lexicon: Lexicon, first: int) -> bool:
    """'Interview: Ida Soir on eels', 'She spoke to us from her boat', 'The interview has been edited'."""
    before = (layout.paragraphs[0][0], layout.paragraphs[first - 1][1])
    note = layout.paragraphs[-1]
    words = {layout.lowers[i] for place in (before, note) for i in range(*place) if not layout.hidden[i]}
    us = {layout.lowers[i] for i in range(*before) if layout.run_of[i] < 0} & lexicon.words.pronouns.first_plural
    return bool(us) or not lexicon.words.resolving.interviews.isdisjoint(words)


def _interviewed(layout: Layout, cast: Cast, first: int) -> Character | None:
    """The one person that the introduction names, or the one it names both in the headline and later."""
    ends, headline = layout.paragraphs[first - 1][1], layout.paragraphs[0][1]
    people: Sequence[Character] = [m for m in cast.characters if m.kind == "person" and m.places]
    people = [m for m in people if any(start < ends for start, _ in m.places)]
    leading = [m for m in people if any(start < headline for start, _ in m.places)] or people
    return leading[0] if len(leading) == 1 else None
