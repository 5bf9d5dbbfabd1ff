"""One remark after a name and a colon, or before the name of an account, without marks or a transcript around it.

'Marlow: We will not sail.' in a live blog says what she said word for word; a headline ('Minister: Masks to return')
what was said in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.cast import Cast
from quotes.extraction.resolve.labels import Label
from quotes.extraction.resolve.transcripts import Labels, character_named


@dataclass(frozen=True)
class Remark:
    """What stands after a name and a colon, or before the name of an account.

    Attributes:
        source: the tokens of the name.
        content: those of what is said.
        literal: word for word, as a first person tells.
    """

    source: Range
    content: Range
    literal: bool


def find_remarks(layout: Layout, lexicon: Lexicon, cast: Cast, labelled: Labels) -> Iterator[Remark]:
    """Yield the remarks of an article that is no transcript, in order."""
    yield from sorted((*_labelled(layout, lexicon, cast, labelled), *_posts(layout)), key=lambda one: one.content)


def _posts(layout: Layout) -> Iterator[Remark]:
    """'No boat!', and in the next line '— Ida Soir (@idas) March 3, 2025': a post and who wrote it."""
    for (start, end), (first, last) in pairwise(layout.paragraphs):
        if first == last or layout.texts[first] not in DASHES or end - start < 2:
            continue
        offset = layout.tokens[first].idx
        match = ACCOUNT.match(layout.text[offset : min(offset + ACCOUNT_CHARACTERS, layout.offsets((first, last))[1])])
        if match is None or any(layout.run_of[i] >= 0 for i in range(start, end)):
            continue
        edges = (offset + match.start("name"), offset + match.end("name"))
        name = [i for i in range(first, last) if edges[0] <= layout.tokens[i].idx < edges[1]]
        until = next((i for i in range(start, end) if layout.tokens[i].is_space or LINK.match(layout.texts[i])), end)
        content = start, until
        if name and content[1] - content[0] > 1:
            yield Remark((name[0], name[-1] + 1), content, literal=True)


DASHES = frozenset(("-", "–", "—", "--"))
ACCOUNT = re.compile(r"[-–—]+\s?(?P<name>[^\W\d_][^()\n]{1,60}?)\s\(@\w+\)")
ACCOUNT_CHARACTERS = 100  # of a line in which an account is named
LINK = re.compile(r"\S+[.:]\S*/\S")


def _labelled(layout: Layout, lexicon: Lexicon, cast: Cast, labelled: Labels) -> Iterator[Remark]:
    """'Marlow: We will not sail.'"""
    for paragraph, label in labelled.items():
        start, end = layout.paragraphs[paragraph]
        if label.alone or label.weak or not _can_speak(lexicon, cast, label):
            continue
        begins = next((i for i in range(label.begins, end) if not layout.tokens[i].is_space), end)
        place = _ended(layout, (begins, end))
        if place[1] - place[0] < 2 or any(layout.run_of[i] >= 0 for i in range(start, end)):
            continue
        literal = _in_first_person(layout, lexicon, place)
        if literal or (paragraph in layout.headlines and _tells(layout, lexicon.words.grammar.finite_tags, place)):
            yield Remark(label.place, place, literal)


def _can_speak(lexicon: Lexicon, cast: Cast, label: Label) -> bool:
    """A person of the article by the last word of the name, or a role."""
    return character_named(cast, label.name) is not None or label.name.split()[-1].lower() in lexicon.persons


def _ended(layout: Layout, place: Range) -> Range:
    """Without the mark that ends the line."""
    start, end = place
    while end > start and (layout.tokens[end - 1].is_space or layout.texts[end - 1] == "."):
        end -= 1
    return start, end


def _in_first_person(layout: Layout, lexicon: Lexicon, place: Range) -> bool:
    """'We will not sail.': is the subject of a verb whoever speaks?"""
    pronouns, grammar = lexicon.words.pronouns, lexicon.words.grammar
    speaking = pronouns.first | pronouns.first_plural
    return any(
        layout.labels[i] in grammar.subject and {layout.texts[i], layout.lowers[i]} & speaking for i in range(*place)
    )


def _tells(layout: Layout, finite: Set[str], place: Range) -> bool:
    """'Bridge is safe': a verb with a subject of its own; 'Queen of the sea' tells nothing, and a question neither."""
    verbs = any(layout.tags[i] in finite for i in range(*place))
    return verbs and layout.texts[place[1] - 1] != "?"
