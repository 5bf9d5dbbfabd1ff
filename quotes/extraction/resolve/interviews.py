"""Interviews without labels: an introduction that says who is interviewed, then questions, each before its answer.

'Interview: Ida Soir on eels', 'Why are they back?', 'They never left.': the answers are hers.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.cast import Cast, Character
from quotes.extraction.resolve.transcripts import Turn

FEWEST = 2  # questions with a mark that make an interview
FEWEST_ANSWERS = 3
LONGEST_ANSWER = 4  # paragraphs
LONGEST_QUESTION = 60  # tokens
INTRODUCTION = 12  # paragraphs at most before the first question
MARK = "?"


def find_interview(layout: Layout, lexicon: Lexicon, cast: Cast) -> list[Turn]:
    """The answers of the interviewee, in order; none if the article does not settle who that is."""
    asked = [k for k in range(len(layout.paragraphs)) if _is_question(layout, lexicon, k)]
    marked = [k for k in asked if _ends_asking(layout, k)]
    if len(marked) < FEWEST or not 0 < marked[0] <= INTRODUCTION:
        return []
    if not (_is_announced(layout, lexicon, marked[0]) or _addresses(layout, lexicon, marked)):
        return []
    answers = _interviewed(layout, lexicon, cast, marked[0])
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
    pronouns, met = lexicon.words.pronouns, any(_is_spoken_with(layout, lexicon, place) for place in answers.places)
    first = pronouns.first | (pronouns.first_plural if met else frozenset())
    own = sum(_of_oneself(layout, first, turn.content) for turn in turns)
    return turns if own >= FEWEST and 2 * own >= len(turns) else []


def _of_oneself(layout: Layout, first: Set[str], content: Sequence[Range]) -> bool:
    """'I had nothing to say.': what a newsroom's own questions and answers about the news never do."""
    return any(layout.lowers[i] in first or layout.texts[i] in first for place in content for i in range(*place))


def _turn(layout: Layout, label: Range, name: str, question: int, end: int) -> Turn:
    """What is said after a question up to the next; nothing that stands between marks, which has cues of its own."""
    said = [layout.paragraphs[k] for k in range(question + 1, end)]
    said = [(start, stop) for start, stop in said if stop > start and layout.run_of[start] < 0]
    return Turn(label, name, tuple(said), (layout.paragraphs[question],))


def _is_question(layout: Layout, lexicon: Lexicon, paragraph: int) -> bool:
    """'Why are they back?', 'Will you stay? I know it is hard.', and 'You have called it a gift.', which only speaks of
    the person it addresses.
    """
    start, end = layout.paragraphs[paragraph]
    if not 0 < end - start <= LONGEST_QUESTION or layout.run_of[start] >= 0:
        return False
    pronouns, words = lexicon.words.pronouns, {*layout.lowers[start:end], *layout.texts[start:end]}
    second = not words.isdisjoint(pronouns.second)
    addressed = second and (MARK in words or words.isdisjoint(pronouns.first | pronouns.first_plural))
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


def _addresses(layout: Layout, lexicon: Lexicon, marked: Sequence[int]) -> bool:
    """'Will you fish again?': questions to somebody, more of them than a newsroom asks its readers."""
    second = lexicon.words.pronouns.second
    asked = [k for k in marked if not second.isdisjoint(layout.lowers[slice(*layout.paragraphs[k])])]
    return len(asked) >= FEWEST_ANSWERS and 2 * len(asked) >= len(marked)


def _interviewed(layout: Layout, lexicon: Lexicon, cast: Cast, first: int) -> Character | None:
    """Whom the introduction says one spoke with, or the one person that it names, in the headline or later."""
    ends, headline = layout.paragraphs[first - 1][1], layout.paragraphs[0][1]
    people: Sequence[Character] = [m for m in cast.characters if m.kind == "person" and m.places]
    people = [m for m in people if any(start < ends for start, _ in m.places)]
    met = [m for m in people if any(_is_spoken_with(layout, lexicon, place) for place in m.places if place[0] < ends)]
    if len(met) == 1:
        return met[0]
    leading = [m for m in people if any(start < headline for start, _ in m.places)] or people
    return leading[0] if len(leading) == 1 else None


def _is_spoken_with(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'Here, we spoke with Austin about wigs'."""
    name, pronouns = layout.head(place), lexicon.words.pronouns
    link, verb = name.head, name.head.head
    linked = name.dep_ in lexicon.words.grammar.preposition_object and verb.lower_ in lexicon.words.roles.speaking_to
    asked = any(child.lower_ in pronouns.first_plural or child.text in pronouns.first for child in verb.children)
    return linked and asked and link.i > verb.i
