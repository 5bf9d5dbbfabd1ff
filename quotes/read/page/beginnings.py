"""Decide which headers of a page begin an article.

A date in a chronicle or the age of a reader's comment looks like a header, so enough evidence is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotes.read.page.headers import Header, read_headers
from quotes.read.page.lines import Line, ends_sentence, has_outlet_word

COMMENT_CHARACTERS = 400  # from which a text among readers' comments is an article


@dataclass(frozen=True)
class PageLines:
    """The lines of a page, and what is known of all of it, so that no line is read again for each header.

    Each list gives, for every place between two lines, the index of the last line of a kind before it, or -1.

    Attributes:
        prose: the line is part of a paragraph.
        section: the line is the name of a section.
        part: the line is the name of a section and not a button.
        no_comments: the line says that there are no comments.
        full: whether every header of the page has an outlet, an age and a headline.
        bare: whether every header has a headline and an age, and no article stands before the first.
    """

    lines: Sequence[Line]
    prose: list[int]
    section: list[int]
    part: list[int]
    no_comments: list[int]
    full: bool
    bare: bool


def find_headers(lines: Sequence[Line]) -> list[Header]:
    """The headers that begin an article, and those that only link to one (`card`), in order."""
    candidates = read_headers(lines)
    page = _page(lines, candidates)
    found: list[Header] = []
    ends = [*(header.start for header in candidates[1:]), len(lines)]
    for header, end in zip(candidates, ends, strict=False):
        body = lines[header.body : end]
        if not _has_body(body, sure=header.sure):
            if _is_card(page, header, body):
                found.append(replace(header, card=True))
        elif _begins(page, header, body, since=found[-1].body if found else 0):
            found.append(header)
    return found


def _has_body(lines: Sequence[Line], *, sure: bool) -> bool:
    """Whether a paragraph follows before the section ends; if the header is sure, a short sentence is enough."""
    for line in lines:
        if line.kind == "section" and not line.unsure:
            return False
        if line.kind == "prose" or (sure and line.kind == "short" and ends_sentence(line.text)):
            return True
    return False


def _is_card(page: PageLines, header: Header, body: Sequence[Line]) -> bool:
    """Whether a header without a body stands after an article and is followed by no sentence."""
    after_article = page.prose[header.start] >= 0
    followed = any(line.kind == "prose" or ends_sentence(line.text) for line in body)
    return after_article and header.age == "relative" and bool(header.outlet or header.title) and not followed


def _begins(page: PageLines, header: Header, body: Sequence[Line], *, since: int) -> bool:
    """Whether there is enough evidence that an article begins with this header.

    Args:
        since: where the body of the article before it begins.
    """
    if page.prose[header.start] < since:
        return True
    section = _section_before(page, header.start, since)
    if section is None:
        return _stands_alone(page, header)
    if section.name == "comments" and page.no_comments[header.start] < page.section[header.start]:
        return _is_no_comment(header, body)
    return bool(header.title or header.outlet)


def _is_no_comment(header: Header, body: Sequence[Line]) -> bool:
    """Whether a header among the readers' comments begins an article: a name and an age are not enough there."""
    long = sum(len(line.text) for line in body) >= COMMENT_CHARACTERS
    return bool(header.title and header.outlet) and (_is_known(header) or long)


def _stands_alone(page: PageLines, header: Header) -> bool:
    """Whether a header in the middle of an article's text ends that article."""
    if header.age == "relative" and header.outlet:
        return bool(header.title) or header.sure
    if header.outlet and (_is_known(header) or page.full):
        return bool(header.title)
    return header.age == "relative" and bool(header.title) and page.bare


def _is_known(header: Header) -> bool:
    """Whether the outlet of a header is certainly an outlet, and not a reader."""
    return header.sure or bool(header.outlet and has_outlet_word(header.outlet))


def _section_before(page: PageLines, start: int, since: int) -> Line | None:
    """The last section of the lines `[since, start)`; a button counts only at either end of them."""
    nearest = page.section[start]
    for place in (nearest if nearest == start - 1 else -1, page.part[start - 1], since):
        if place >= since and page.lines[place].kind == "section":
            return page.lines[place]
    return None


def _page(lines: Sequence[Line], candidates: Sequence[Header]) -> PageLines:
    return PageLines(
        lines,
        prose=_last_of(line.kind == "prose" for line in lines),
        section=_last_of(line.kind == "section" for line in lines),
        part=_last_of(line.kind == "section" and not _is_button(lines, index) for index, line in enumerate(lines)),
        no_comments=_last_of(_says_no_comments(line) for line in lines),
        full=_all_full(candidates),
        bare=_all_bare(lines, candidates),
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
    """Whether a section's name is a button: 'Comment' between 'Like' and 'Share' begins no comments."""
    beside = lines[max(0, index - 1) : index + 2 : 2]
    return lines[index].unsure and len(beside) == 2 and all(line.kind == "weak" for line in beside)


def _says_no_comments(line: Line) -> bool:
    """Whether a line says that there are no comments, after which another part of the page follows."""
    return "no comments" in line.text.lower() or "first to" in line.text.lower()


def _all_full(candidates: Sequence[Header]) -> bool:
    return len(candidates) > 1 and all(header.outlet and header.title and header.age for header in candidates)


def _all_bare(lines: Sequence[Line], candidates: Sequence[Header]) -> bool:
    if len(candidates) < 2:
        return False
    intro = any(line.kind == "prose" for line in lines[: candidates[0].start])
    return not intro and all(header.title and header.age for header in candidates)
