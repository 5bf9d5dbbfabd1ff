"""Interviews and transcripts: paragraphs that begin with who speaks, 'Q:', 'SOIR:' or 'Julien Soir:'.

What follows the label is that speaker's, marks or no marks, with the paragraphs behind it that have no label of their
own but go on with the same quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.resolve.cast import MANY, Cast, Character

LABEL = re.compile(
    r"[\s“\"‘'«„*_]*"
    r"(?P<name>[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,4})"
    r"(?: ?\([^()\n]{1,40}\))?[*_]*\s?(?P<end>[:.])[*_]*\s"
)
LABEL_CHARACTERS = 120  # at the beginning of a line, at most
FEWEST = 2  # labelled paragraphs that make a transcript


@dataclass(frozen=True)
class Turn:
    """What one speaker says until the next one does.

    Attributes:
        label: the tokens of the label, without its colon.
        name: the label's words.
        content: the token ranges said, one a paragraph.
    """

    label: Range
    name: str
    content: tuple[Range, ...]


def find_turns(layout: Layout, lexicon: Lexicon, cast: Cast) -> list[Turn]:
    """The turns of a transcript, in order; none where the article is not one."""
    labelled = {k: label for k in range(len(layout.paragraphs)) if (label := _label(layout, lexicon, k))}
    kept = _speaking(labelled, lexicon, cast)
    turns: list[Turn] = []
    for k, (start, end) in enumerate(layout.paragraphs):
        if k in kept:
            place, name, begins = kept[k]
            turns.append(Turn(place, name, (_content(layout, begins, end),)))
        elif turns and _goes_on(layout, start):
            last = turns[-1]
            turns[-1] = Turn(last.label, last.name, (*last.content, _content(layout, start, end)))
    return [turn for turn in turns if all(end > start for start, end in turn.content)]


Label = tuple[Range, str, int]  # its tokens, its words, where what is said begins


def _label(layout: Layout, lexicon: Lexicon, paragraph: int) -> Label | None:
    start, end = layout.paragraphs[paragraph]
    if start == end:
        return None
    doc = layout.tokens
    offset = doc[start].idx
    last = doc[end - 1].idx + len(doc[end - 1])
    match = LABEL.match(layout.text[offset : min(offset + LABEL_CHARACTERS, last)])
    if not match or not _is_label(lexicon, match["name"], match["end"]):
        return None
    first = next(i for i in range(start, end) if doc[i].idx + len(doc[i]) > offset + match.start("name"))
    after = next((i for i in range(first, end) if doc[i].idx >= offset + match.end("name")), end)
    begins = next((i for i in range(start, end) if doc[i].idx >= offset + match.end() - 1), end)
    return (first, after), match["name"], begins


def _is_label(lexicon: Lexicon, name: str, end: str) -> bool:
    """'Q:', 'Q.', 'Julien Soir:'; a longer word with a full stop is a sentence."""
    asks_or_answers = name in lexicon.words.resolving.asks | lexicon.words.resolving.answers
    if end == ".":
        return asks_or_answers and len(name) == 1
    return asks_or_answers or all(word[0].isupper() for word in name.split())


def _speaking(labelled: dict[int, Label], lexicon: Lexicon, cast: Cast) -> dict[int, Label]:
    """The labels that name speakers: 'Q' and 'A', names of the article, and capitals that come again."""
    times = Counter(name for _, name, _ in labelled.values())
    asks, answers = lexicon.words.resolving.asks, lexicon.words.resolving.answers
    both = not asks.isdisjoint(times) and not answers.isdisjoint(times)

    def speaks(name: str) -> bool:
        if name in asks | answers:
            return both
        return character_named(cast, name) is not None or (name.isupper() and times[name] > 1)

    kept = {k: label for k, label in labelled.items() if speaks(label[1])}
    return kept if len(kept) >= FEWEST and len({label[1] for label in kept.values()}) > 1 else {}


def character_named(cast: Cast, name: str) -> Character | None:
    """The person of the article whom a label names, by the last word of the name."""
    last = name.split()[-1].lower()
    called = cast.called.get(last, ())
    if len(called) > MANY:
        return None
    found = [m for m in called if m.kind == "person" and any(n[-1].lower() == last for n in m.names)]
    return found[0] if len(found) == 1 else None


def answering(layout: Layout, cast: Cast, turns: Sequence[Turn]) -> Character | None:
    """Who answers in an interview whose labels say only 'Q' and 'A': the one person the introduction is about."""
    begins = turns[0].label[0] if turns else len(layout.tokens)
    people = [m for m in cast.characters if m.kind == "person"]
    people = [m for m in people if max(map(len, m.names)) > 1] or people
    counted = sorted(((sum(start < begins for start, _ in m.places), i) for i, m in enumerate(people)), reverse=True)
    if not counted or not counted[0][0] or (len(counted) > 1 and counted[1][0] == counted[0][0]):
        return None
    return people[counted[0][1]]


def _content(layout: Layout, start: int, end: int) -> Range:
    """What is said in a paragraph, without marks and white space at its edges."""
    doc = layout.tokens
    while start < end and (doc[start].is_space or _is_mark(layout, start)):
        start += 1
    while end > start and (doc[end - 1].is_space or _is_mark(layout, end - 1)):
        end -= 1
    return start, end


def _is_mark(layout: Layout, i: int) -> bool:
    run = layout.runs[layout.run_of[i]] if layout.run_of[i] >= 0 else None
    return layout.tokens[i].text in ("*", "_") or (run is not None and not run.start <= i < run.end)


def _goes_on(layout: Layout, start: int) -> bool:
    """Is a paragraph without a label still the same quotation, opened again because the one before never closed?"""
    index = layout.run_of[start]
    return index >= 0 and layout.runs[index].run.follows and layout.tokens[layout.runs[index].start].text not in "(["
