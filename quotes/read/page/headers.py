"""Where the articles of a page begin: an outlet, an age and a headline before a body, in any order.

A header is found around the lines that tell about an article: its age, its author, its outlet after a dash.
It begins an article only where enough speaks for it: a date in a chronicle is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quotes.read.page.lines import Line, ends_sentence, has_outlet_word, is_headline, is_name
from quotes.read.page.titles import repeats, without_outlet

COMMENT, TITLE = 400, 300


@dataclass(frozen=True)
class Header:
    """The lines `[start, body)` before a body, and what they tell.

    Attributes:
        age: relative, absolute, clock or '' where no line tells the age.
        sure: the outlet stands in a line with the age, or is said again after a dash.
        card: only a link to an article elsewhere: outlet, age and headline without a body.
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
class Last:
    """For each place between two lines the last line before it of a kind, or -1: a page is never read backwards.

    Attributes:
        part: a section that is not a button.
        over: a line that says that there are no comments.
    """

    prose: list[int]
    section: list[int]
    part: list[int]
    over: list[int]


def find_headers(lines: Sequence[Line]) -> list[Header]:
    """The headers that begin an article, or only point to one, in order."""
    found: list[Header] = []
    candidates = [header for first, last in _runs(lines) if (header := _read(lines, first, last))]
    candidates = _apart(candidates)
    last, full, bare = _last(lines), _all_full(candidates), _all_bare(lines, candidates)
    for index, header in enumerate(candidates):
        end = candidates[index + 1].start if index + 1 < len(candidates) else len(lines)
        since = found[-1].body if found else 0
        if not _has_body(lines[header.body : end], sure=header.sure):
            if _is_card(lines, header, end, last):
                found.append(replace(header, card=True))
        elif _begins(lines, header, since, end, last, full=full, bare=bare):
            found.append(header)
    return found


def _apart(headers: list[Header]) -> list[Header]:
    """Without those that begin before the one in front of them has ended."""
    kept: list[Header] = []
    for header in headers:
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
    """Furniture between lines about an article ('5 min read'), or the outlet between author and age."""
    line, after = lines[index], lines[index + 1 : index + 4]
    if line.kind == "short" and lines[index - 1].kind == "byline":
        return is_name(line.text) and bool(after) and after[0].kind == "age"
    return line.kind in ("weak", "furniture") and any(other.is_meta for other in after)


def _is_anchor(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if line.kind == "dash":
        return index > 0 and any(_same(line.outlet, other.text) for other in lines[max(0, index - 3) : index])
    return line.kind in ("age", "stamp") and (line.name != "clock" or line.kind == "stamp")


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.strip().lower() == other.strip().lower())


def _read(lines: Sequence[Line], first: int, last: int) -> Header | None:
    """The header around a run of lines about an article."""
    run = lines[first : last + 1]
    before, after = _shorts_before(lines, first), _after(lines, last)
    outlet = next((line.outlet for line in run if line.outlet), None)
    outlet = outlet or next((line.text for line in run if line.kind == "short"), None)
    start, body, title = first, last + 1, None
    if before and _same(outlet, before[0].text):
        start, before = start - 1, before[1:]
    elif before and not outlet and _is_outlet(before, after):
        outlet, start, before = before[0].text, start - 1, before[1:]
    elif not outlet and len(after) > 1 and is_name(after[0].text) and _is_title_of(after[1:]):
        outlet, body, after = after[0].text, body + 1, after[1:]
    if _headline_first(before, after):
        title, start = before[0].text, start - 1
    elif after and (_is_title_of(after) or _must_be_title(run, after)):
        title, body = after[0].text, body + 1
    elif before and is_headline(before[0].text) and not before[0].is_meta:
        title, start = before[0].text, start - 1
    author = next((line.author for line in run if line.author), None)
    while body < len(lines) and lines[body].is_meta and title and body > last + 1:
        author, body = author or lines[body].author, body + 1
    age = next((line.name for line in run if line.kind in ("age", "stamp") and line.name != "clock"), "")
    sure = any(line.outlet for line in run)
    published = next((line.published for line in run if line.published), None)
    title, named = without_outlet(title) if title else (None, None)
    outlet = outlet or named
    return Header(start, body, title, outlet, author, published, age, sure)


def _shorts_before(lines: Sequence[Line], first: int) -> list[Line]:
    """The short lines right before a run, nearest first, at most three."""
    found: list[Line] = []
    for line in reversed(lines[max(0, first - 3) : first]):
        if line.kind not in ("short", "weak", "label", "prose") or not _is_short(line):
            break
        found.append(line)
        if line.gap and len(found) > 1:
            break
    return found


def _is_short(line: Line) -> bool:
    return line.kind != "prose" or is_headline(line.text)


def _after(lines: Sequence[Line], last: int) -> list[Line]:
    """The lines right after a run, furniture left out."""
    return [line for line in lines[last + 1 : last + 6] if not line.is_furniture]


def _is_outlet(before: list[Line], after: list[Line]) -> bool:
    """Whether the nearest line before an age is the outlet, and not the headline."""
    name = before[0].text
    if not is_name(name) or before[0].kind == "label":
        return False
    if has_outlet_word(name) or _is_title_of(after):
        return True
    return len(before) > 1 and is_headline(before[1].text) and len(before[1].text) > len(name)


def _headline_first(before: list[Line], after: list[Line]) -> bool:
    """Whether the headline stands before the lines about it, in one block with them."""
    if not before or not is_headline(before[0].text) or len(before[0].text.split()) < 4:
        return False
    return not _is_title_of(after) or (before[0].gap and len(before) < 3 and not after[0].gap)


def _is_title_of(after: list[Line]) -> bool:
    """Whether the first of these lines is the headline of the next."""
    bodies = [line for line in after[1:] if line.kind not in ("byline", "age", "stamp")]
    if not after or not bodies or after[0].is_meta:
        return False
    title, body = after[0].text, bodies[0].text
    if repeats(body, title):
        return True
    follows = any(line.kind == "prose" for line in bodies[:2])
    return is_headline(title) and follows and after[0].kind in ("short", "prose", "label")


def _must_be_title(run: Sequence[Line], after: list[Line]) -> bool:
    """Whether the line after the outlet's second naming is the headline, though it looks like a sentence."""
    named_again = run[-1].kind == "dash" and len(run) > 1
    return (
        named_again and len(after) > 1 and not after[0].is_meta and not after[1].is_meta and len(after[0].text) <= TITLE
    )


def _has_body(lines: Sequence[Line], *, sure: bool) -> bool:
    """Whether a paragraph follows before the section ends; a short one will do where the header is sure."""
    for line in lines:
        if line.kind == "section" and not line.unsure:
            return False
        if line.kind == "prose" or (sure and line.kind == "short" and ends_sentence(line.text)):
            return True
    return False


def _is_card(lines: Sequence[Line], header: Header, end: int, last: Last) -> bool:
    """Whether a header without a body stands after an article and is followed by no sentence."""
    later = last.prose[header.start] >= 0
    followed = any(line.kind == "prose" or ends_sentence(line.text) for line in lines[header.body : end])
    return later and header.age == "relative" and bool(header.outlet or header.title) and not followed


def _begins(lines: Sequence[Line], header: Header, since: int, end: int, last: Last, *, full: bool, bare: bool) -> bool:
    """Whether enough speaks for an article that begins with this header.

    Args:
        since: where the body of the article before it begins.
        end: where the next header stands.
        full: whether all headers of the page have outlet, age and headline.
        bare: whether they all have headline and age and no outlet.
    """
    if last.prose[header.start] < since:
        return True
    section = _part_before(lines, header.start, since, last)
    known = header.sure or bool(header.outlet and has_outlet_word(header.outlet))
    if section and section.name == "comments" and last.over[header.start] < last.section[header.start]:
        body = sum(len(line.text) for line in lines[header.body : end])
        return bool(header.title and header.outlet) and (known or body >= COMMENT)
    if section:
        return bool(header.title or header.outlet)
    if header.age == "relative" and header.outlet:
        return bool(header.title) or header.sure
    if header.outlet and (known or full):
        return bool(header.title)
    return header.age == "relative" and bool(header.title) and bare


def _part_before(lines: Sequence[Line], start: int, since: int, last: Last) -> Line | None:
    """The last section of the lines `[since, start)` that is no button; at either end of them none is one."""
    places = [last.section[start], last.part[start - 1], since]
    for place in (places[0] if places[0] == start - 1 else -1, places[1], places[2]):
        if place >= since and lines[place].kind == "section":
            return lines[place]
    return None


def _last(lines: Sequence[Line]) -> Last:
    return Last(
        prose=_last_of(line.kind == "prose" for line in lines),
        section=_last_of(line.kind == "section" for line in lines),
        part=_last_of(line.kind == "section" and not _is_button(lines, index) for index, line in enumerate(lines)),
        over=_last_of(_no_comments(line) for line in lines),
    )


def _last_of(flags: Iterable[bool]) -> list[int]:
    """For each place the index of the last flag before it, or -1.

    >>> _last_of([False, True, False])
    [-1, -1, 1, 1]
    """
    found = [-1]
    for index, flag in enumerate(flags):
        found.append(index if flag else found[-1])
    return found


def _is_button(lines: Sequence[Line], index: int) -> bool:
    """'Comment' between 'Like' and 'Share' begins no comments."""
    beside = lines[max(0, index - 1) : index + 2 : 2]
    return lines[index].unsure and len(beside) == 2 and all(line.kind == "weak" for line in beside)


def _no_comments(line: Line) -> bool:
    """Whether a line says that there are no comments, after which another part of the page follows."""
    return "no comments" in line.text.lower() or "first to" in line.text.lower()


def _all_full(candidates: Sequence[Header]) -> bool:
    """Whether the page is a row of articles each with outlet, age and headline."""
    return len(candidates) > 1 and all(header.outlet and header.title and header.age for header in candidates)


def _all_bare(lines: Sequence[Line], candidates: Sequence[Header]) -> bool:
    """Whether the page is a row of headlines with ages and no outlets from its first article on."""
    if len(candidates) < 2:
        return False
    first = candidates[0]
    intro = any(line.kind == "prose" for line in lines[: first.start])
    return not intro and all(header.title and header.age for header in candidates)
