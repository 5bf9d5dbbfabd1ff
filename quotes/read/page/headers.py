"""Read the headers of a page: an outlet, an age and a headline around a body, in any order.

A header is read around a run of lines about an article (its age, its author, its outlet after a dash). `OUTLETS` and
`TITLES` list where the other parts stand. Which headers begin an article is decided in `beginnings.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quotes.read.page.lines import Line, has_outlet_word, is_headline, is_name
from quotes.read.page.titles import repeats, without_outlet

Position = Literal["above", "below"]

TITLE_CHARACTERS = 300
TITLE_WORDS = 4  # in a headline that is recognised without a body after it
LINES_ABOVE, LINES_BELOW = 3, 5  # lines around a run that are examined


@dataclass(frozen=True)
class Header:
    """The lines `[start, body)` before a body, and what they tell.

    Attributes:
        published: ISO 8601, if the header gives a date.
        age: relative or absolute; '' if no line gives an age, or the time of day alone.
        sure: whether the outlet stands in a line with the age, or is repeated after a dash.
        card: whether it only links to an article elsewhere: outlet, age and headline without a body.
    """

    start: int
    body: int
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    age: str
    sure: bool
    card: bool = False


@dataclass(frozen=True)
class Around:
    """A run of lines about an article, and the lines around it that may be its outlet or its headline.

    Attributes:
        outlet: the outlet that the run itself names.
        above: the short lines right before the run, the nearest first.
        below: the lines right after the run, without furniture.
    """

    run: Sequence[Line]
    outlet: str | None
    above: Sequence[Line]
    below: Sequence[Line]


@dataclass(frozen=True)
class Pattern:
    """One place of an outlet or a headline: the line next to the run, above or below it.

    Attributes:
        holds: whether the line in this place is the outlet, or the headline.
        example: lines of a page, with brackets around the one in question; '…' is a paragraph.
    """

    place: Position
    holds: Callable[[Around], bool]
    example: str


def read_headers(lines: Sequence[Line]) -> list[Header]:
    """Every header of a page, in order; one that overlaps the header before it is left out."""
    kept: list[Header] = []
    for first, last in _runs(lines):
        header = _read(lines, first, last)
        if not kept or header.start >= kept[-1].body:
            kept.append(header)
    return kept


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """`[first, last]` of neighbouring lines about an article, one of them its age or its outlet again."""
    index = 0
    while index < len(lines):
        if not lines[index].is_meta:
            index += 1
            continue
        first = index
        while index < len(lines) and (lines[index].is_meta or _is_aside(lines, index)):
            index += 1
        while not lines[index - 1].is_meta:
            index -= 1
        if any(_is_anchor(lines, at) for at in range(first, index)):
            yield first, index - 1


def _is_aside(lines: Sequence[Line], index: int) -> bool:
    """Whether a line interrupts a run: furniture ('5 min read'), or the outlet between author and age."""
    line, after = lines[index], lines[index + 1 : index + 4]
    if line.kind == "short" and lines[index - 1].kind == "byline":
        return is_name(line.text) and bool(after) and after[0].kind == "age"
    return line.kind in ("weak", "furniture") and any(other.is_meta for other in after)


def _is_anchor(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is an age, or repeats an outlet that stands shortly before it."""
    line = lines[index]
    if line.kind == "dash":
        return any(_same(line.outlet, other.text) for other in lines[max(0, index - LINES_ABOVE) : index])
    return line.kind == "stamp" or (line.kind == "age" and line.name != "clock")


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.strip().lower() == other.strip().lower())


def _read(lines: Sequence[Line], first: int, last: int) -> Header:
    """The header around the run `[first, last]`."""
    whole = _around(lines, first, last)
    outlet, rest = _take(OUTLETS, whole)
    title, rest = _take(TITLES, rest)
    start = first - (len(whole.above) - len(rest.above))
    body = last + 1 + len(whole.below) - len(rest.below)
    about = list(whole.run)
    while title and last + 1 < body < len(lines) and lines[body].is_meta:
        about.append(lines[body])
        body += 1
    headline, named = without_outlet(title) if title else (None, None)
    return Header(
        start,
        body,
        headline,
        outlet=whole.outlet or outlet or named,
        author=next((line.author for line in about if line.author), None),
        published=next((line.published for line in whole.run if line.published), None),
        age=next((line.name for line in whole.run if line.name in ("relative", "absolute")), ""),
        sure=any(line.outlet for line in whole.run),
    )


def _around(lines: Sequence[Line], first: int, last: int) -> Around:
    run = lines[first : last + 1]
    outlet = next((line.outlet for line in run if line.outlet), None)
    return Around(
        run,
        outlet or next((line.text for line in run if line.kind == "short"), None),
        above=_above(lines, first),
        below=[line for line in lines[last + 1 : last + 1 + LINES_BELOW] if not line.is_furniture],
    )


def _above(lines: Sequence[Line], first: int) -> list[Line]:
    """The short lines right before a run, nearest first."""
    found: list[Line] = []
    for line in reversed(lines[max(0, first - LINES_ABOVE) : first]):
        is_short = line.kind in ("short", "weak", "label") or (line.kind == "prose" and is_headline(line.text))
        if not is_short:
            break
        found.append(line)
        if line.gap and len(found) > 1:
            break
    return found


def _take(patterns: Sequence[Pattern], around: Around) -> tuple[str | None, Around]:
    """The text that the first fitting pattern points at, and what is around the run without that line."""
    place = next((pattern.place for pattern in patterns if pattern.holds(around)), None)
    if place == "above":
        return around.above[0].text, replace(around, above=around.above[1:])
    if place == "below":
        return around.below[0].text, replace(around, below=around.below[1:])
    return None, around


def _outlet_repeated(around: Around) -> bool:
    return bool(around.above) and _same(around.outlet, around.above[0].text)


def _outlet_above(around: Around) -> bool:
    """Whether the nearest line before the run is the outlet, and not the headline."""
    if around.outlet or not around.above:
        return False
    name, *others = around.above
    if not is_name(name.text) or name.kind == "label":
        return False
    if has_outlet_word(name.text) or _is_title_of(around.below):
        return True
    return bool(others) and is_headline(others[0].text) and len(others[0].text) > len(name.text)


def _outlet_below(around: Around) -> bool:
    if around.outlet or len(around.below) < 2:
        return False
    return is_name(around.below[0].text) and _is_title_of(around.below[1:])


def _title_above(around: Around) -> bool:
    """Whether the headline stands before the run, in one block with it."""
    above, below = around.above, around.below
    if not _short_title_above(around) or len(above[0].text.split()) < TITLE_WORDS:
        return False
    return not _is_title_of(below) or (above[0].gap and len(above) < 3 and not below[0].gap)


def _title_below(around: Around) -> bool:
    return _is_title_of(around.below)


def _sentence_below(around: Around) -> bool:
    """Whether the line after the outlet's second naming is the headline, though it looks like a sentence."""
    repeated = around.run[-1].kind == "dash" and len(around.run) > 1
    if not repeated or len(around.below) < 2:
        return False
    title, body = around.below[:2]
    return not title.is_meta and not body.is_meta and len(title.text) <= TITLE_CHARACTERS


def _short_title_above(around: Around) -> bool:
    return bool(around.above) and is_headline(around.above[0].text)


def _is_title_of(below: Sequence[Line]) -> bool:
    """Whether the first of these lines is the headline of those after it."""
    bodies = [line for line in below[1:] if line.kind not in ("byline", "age", "stamp")]
    if not bodies or below[0].is_meta:
        return False
    title = below[0]
    if repeats(bodies[0].text, title.text):
        return True
    followed = any(line.kind == "prose" for line in bodies[:2])
    return is_headline(title.text) and followed and title.kind in ("short", "prose", "label")


OUTLETS = (
    Pattern("above", _outlet_repeated, "[Fin Desk] / 3 hours ago / - Fin Desk / Bridge shut until May / …"),
    Pattern("above", _outlet_above, "[Tarn Post] / 3 hours ago / Bridge shut until May / …"),
    Pattern("below", _outlet_below, "3 hours ago / [Tarn Post] / Bridge shut until May / …"),
)
TITLES = (
    Pattern("above", _title_above, "[Bridge shut until May] / Tarn Post / 3 hours ago / …"),
    Pattern("below", _title_below, "Tarn Post / 3 hours ago / [Bridge shut until May] / …"),
    Pattern("below", _sentence_below, "Tarn Post / 3 hours ago / - Tarn Post / [The bridge is shut.] / …"),
    Pattern("above", _short_title_above, "[Bridge shut] / Tarn Post / 3 hours ago / …"),
)
