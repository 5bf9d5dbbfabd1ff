"""Split a page, as a scraper or an aggregator saves it, into its articles, without the furniture around them.

The structure is the evidence: blocks of outlet, age, headline and body; short lines against paragraphs; and
the phrases of `pages.toml`. If no structure is recognised, the page is one article with all its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.read.page.beginnings import find_headers
from quotes.read.page.headers import Header
from quotes.read.page.lines import Line, classify, ends_sentence, has_outlet_word, is_headline, is_name
from quotes.read.page.titles import fold, repeats, without_outlet
from quotes.read.page.unheaded import with_unheaded
from quotes.read.page.words import load_words
from quotes.read.unwrap import unwrapped

MARKDOWN = re.compile(r"^#{1,6} +")
EMPHASIS = re.compile(r"([*_]{1,3})(?=\w)[^*_]+\1")
QUOTED = re.compile(r"[\"“„«‹]\w.*[\"”“»›]|(?<![\w'’])['‘]\w.*\S['’](?!\w)")
EMPHASIS_CHARACTERS = 140  # up to which a line that is all in emphasis is a short line
COMMENTS_CHARACTERS = 500  # from which the text after the name of a comments section belongs to the article
RESUMES_CHARACTERS = 100  # from which a paragraph after links belongs to the article
HEAD_LINES = 8  # after a headline, in which a paragraph has to follow


@dataclass(frozen=True)
class ArticlePiece:
    """One article of a page; the paragraphs of its text stand one blank line apart.

    Attributes:
        published: ISO 8601, if the page gives a date; an age ('3 hours ago') does not count.
    """

    text: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None


def split_page(text: str) -> list[ArticlePiece]:
    """Split a page into its articles, in order; there is at least one unless the page is blank.

    >>> page = "Tarn Post\\n3 hours ago\\nBridge shut\\nThe bridge stays shut until May, the council said."
    >>> [(piece.source, piece.title) for piece in split_page(page)]
    [('Tarn Post', 'Bridge shut')]
    """
    lines = [classify(line, gap=gap) for line, gap in _lines(text)]
    headers = with_unheaded(lines, find_headers(lines))
    first = headers[0].start if headers else len(lines)
    lead = _lead(lines[:first], whole=not headers)
    pieces = [lead] if lead else []
    ends = [*(header.start for header in headers[1:]), len(lines)]
    for header, end in zip(headers, ends, strict=False):
        if piece := _piece(header, lines[header.body : end]):
            pieces.append(piece)
    if not pieces and lines:
        return [ArticlePiece(_join(line.text for line in lines))]
    return pieces


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line that is not blank, unwrapped, and whether a blank line stands before it."""
    gap = False
    for line in unwrapped(text.replace("\u200b", "").splitlines()):
        if line.strip():
            yield _unmarked(line.strip()), gap
        gap = not line.strip()


def _unmarked(line: str) -> str:
    """A short line without Markdown's marks of a headline ('## ') or of emphasis ('*…*')."""
    line = MARKDOWN.sub("", line)
    return line[1:-1].strip("*_") if len(line) < EMPHASIS_CHARACTERS and EMPHASIS.fullmatch(line) else line


def _piece(header: Header, lines: Sequence[Line]) -> ArticlePiece | None:
    paragraphs = _body(lines)
    if header.title and paragraphs:
        paragraphs = _without_title(paragraphs, header.title)
    if header.card or not paragraphs:
        return None
    return ArticlePiece(_join(paragraphs), header.title, header.outlet, header.author, header.published)


def _with_quoted(title: str | None, paragraphs: list[str]) -> list[str]:
    """The body, after a headline with words between marks ('Vane to Marlow: “Pay up”'), so that they are not lost."""
    return [title, *paragraphs] if title and QUOTED.search(title) else paragraphs


def _join(paragraphs: Iterator[str] | Sequence[str]) -> str:
    return "\n\n".join(paragraphs)


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    """The body without the headline, if it begins by repeating it."""
    first = paragraphs[0]
    if fold(first) == fold(title):
        return paragraphs[1:]
    if not repeats(first, title):
        return paragraphs
    bullet = len(first) - len(first.lstrip("*•-– "))
    rest = first[bullet + len(title) :]
    if rest[:1].isalnum():
        return paragraphs
    bar = re.match(r"\s*\|", rest)
    rest = rest.lstrip(" |:–—-.*•")
    while bar and (lead_in := load_words().lead_in.match(rest)):
        rest = rest[lead_in.end() :].lstrip()
    return [rest, *paragraphs[1:]] if rest else paragraphs[1:]


def _lead(lines: Sequence[Line], *, whole: bool) -> ArticlePiece | None:
    """The article before the first header, or the whole page if it has no header.

    Args:
        whole: whether it is the only article of the page, so that nothing doubtful may be left out.
    """
    if not whole and not any(line.kind == "prose" for line in lines):
        return None
    start = _after_navigation(lines)
    title, outlet, author, published, body = _head(lines, start)
    paragraphs = _body(lines[body:])
    if title and paragraphs:
        paragraphs = _without_title(paragraphs, title)
    text = _join(_with_quoted(title, paragraphs) if whole else paragraphs)
    return ArticlePiece(text, title, outlet, author, published) if paragraphs else None


def _after_navigation(lines: Sequence[Line]) -> int:
    """The index of the first line that is not navigation, a label or other furniture."""
    index = 0
    while index < len(lines) and (lines[index].is_furniture or lines[index].kind == "label"):
        if lines[index].kind == "section" and not _closes(lines, index):
            break
        index += 1
    return index if any(line.kind in ("prose", "short") for line in lines[index:]) else 0


def _head(lines: Sequence[Line], start: int) -> tuple[str | None, str | None, str | None, str | None, int]:
    """The headline, outlet, author and date at the top of an article, and the index where its text begins."""
    title = outlet = author = published = None
    index = start
    if _is_kicker(lines, index):
        outlet, index = lines[index].text, index + 1
    if index < len(lines) and _is_title(lines, index):
        (title, named), index = without_outlet(lines[index].text), index + 1
        outlet = outlet or named
    while index < len(lines) and (lines[index].is_meta or (title and _is_top_furniture(lines[index]))):
        author, published = author or lines[index].author, published or lines[index].published
        index += 1
    return title, outlet, author, published, index


def _is_top_furniture(line: Line) -> bool:
    return line.kind in ("furniture", "weak")


def _is_kicker(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the outlet's name over the headline."""
    if index + 1 >= len(lines) or not is_name(lines[index].text):
        return False
    return has_outlet_word(lines[index].text) and _is_title(lines, index + 1) and lines[index].kind == "short"


def _is_title(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a headline: short, without a full stop, and with a paragraph soon after it."""
    line = lines[index]
    signed = index + 2 < len(lines) and lines[index + 1].kind == "byline"
    return (
        line.kind in ("short", "prose", "label")
        and is_headline(line.text)
        and not re.match(r"[^\s:]+(?: [^\s:]+)?:\s", line.text[:40] if ends_sentence(line.text) else "")
        and (signed or any(after.kind == "prose" for after in lines[index + 1 : index + HEAD_LINES]))
    )


def _body(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of an article, without furniture and without the sections that follow it."""
    cuts = [index for index, line in enumerate(lines) if line.kind == "section" and _closes(lines, index)]
    edges = [*cuts, len(lines)]
    kept = _clean(lines[: edges[0]])
    for cut, end in zip(cuts, edges[1:], strict=True):
        kept += _clean(_resumed(lines[cut].name, lines[cut + 1 : end]))
    return kept


def _closes(lines: Sequence[Line], index: int) -> bool:
    """Whether a section's name ends the article here; 'Comments' before a paragraph is a subhead."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    if not (lines[index].unsure and after):
        return True
    return after.kind != "prose" and not (after.kind == "short" and ends_sentence(after.text))


def _resumed(section: str, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines after a section that belong to the article again; comments and teasers do not."""
    prose = [line for line in lines if line.kind == "prose"]
    if section == "comments" and (
        any(line.is_meta for line in lines) or sum(len(line.text) for line in prose) < COMMENTS_CHARACTERS
    ):
        return ()
    if _are_teasers(lines):
        return ()
    return lines[next((index for index, line in enumerate(lines) if _goes_on(line)), len(lines)) :]


def _goes_on(line: Line) -> bool:
    quoted = re.search(r"[\"“”‘«]", line.text) and ends_sentence(line.text)
    return line.kind in ("prose", "short") and (
        bool(quoted and re.search(r"[.][\"”’»]*$", line.text))
        or (line.kind == "prose" and len(line.text) >= RESUMES_CHARACTERS)
    )


def _are_teasers(lines: Sequence[Line]) -> bool:
    """Whether the lines are two or more headlines, each with one sentence after it."""
    kinds = [line.kind for line in lines if not line.is_furniture and not line.is_meta]
    pairs = [(one, two) for one, two in zip(kinds[::2], kinds[1::2], strict=False)]
    return len(pairs) > 1 and len(kinds) % 2 == 0 and all(pair == ("short", "prose") for pair in pairs)


def _clean(lines: Sequence[Line]) -> list[str]:
    """The texts of the lines that are the article's own."""
    prose = [index for index, line in enumerate(lines) if line.kind in ("prose", "short")]
    last = max(prose, default=-1)
    return [line.text for index, line in enumerate(lines) if not _is_dropped(lines, index, last)]


def _is_dropped(lines: Sequence[Line], index: int, last: int) -> bool:
    line = lines[index]
    if line.kind == "weak":
        beside = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
        return index > last or any(other.is_furniture for other in beside)
    if line.kind in ("age", "stamp"):
        return (index > last and not line.text.endswith(".")) or (
            line.name == "relative" and line.text.lower().endswith("ago")
        )
    return line.kind == "furniture"
