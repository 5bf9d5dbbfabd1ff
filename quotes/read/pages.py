"""A page as a scraper saves it, cut into its articles: structure is the evidence.

An aggregator puts an outlet, an age ('37 minutes ago') and a headline before each article, and its own furniture
after it. Where no such block is found, the page is one article and nothing but furniture lines is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LONGEST_HEADLINE = 220
LONGEST_OUTLET = 50
PROSE = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True)
class Piece:
    """One article of a page; paragraphs of `text` stand on lines of their own."""

    text: str
    title: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Block:
    """Where an article begins: its outlet, and the line after the outlet and the age."""

    first: int
    body: int
    source: str | None


def split_page(text: str) -> list[Piece]:
    """The articles of a page, in order; at least one, unless the text is all white space."""
    lines = [line.strip() for line in text.splitlines()]
    blocks = list(_blocks(lines))
    edges = [block.first for block in blocks] + [len(lines)]
    pieces = [_piece(lines[: edges[0]], None)] if edges[0] else []
    pieces += [_piece(lines[block.body : end], block.source) for block, end in zip(blocks, edges[1:], strict=True)]
    kept = [piece for piece in pieces if piece and (len(piece.text) > 80 or len(pieces) == 1)]
    return kept or ([Piece(text.strip())] if text.strip() else [])


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(f"(?:{p})" for p in found), re.IGNORECASE) for name, found in table.items()}


def _is(kind: str, line: str) -> bool:
    return bool(_patterns()[kind].fullmatch(line.strip(" \t:•·*>|–—-") or line))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    for i, line in enumerate(lines):
        outlet_and_age = re.split(r"\s+[·•|–-]\s+", line)
        if len(outlet_and_age) == 2 and _is("age", outlet_and_age[1]) and _is_outlet(outlet_and_age[0]):
            yield Block(i, i + 1, outlet_and_age[0].strip(" -–—•·"))
        elif line and _is("age", line):
            before = _near(lines, i, -1)
            after = _near(lines, i, 1)
            again = re.sub(r"^[-–—•·]\s*", "", lines[after]) if after is not None else ""
            named = before is not None and _is_outlet(lines[before])
            repeated = after is not None and lines[after][:1] in "-–—•·" and _is_outlet(again)
            if named or repeated:
                first = before if named and before is not None else i
                body = after + 1 if repeated and after is not None else i + 1
                yield Block(first, body, lines[first] if named else again)


def _near(lines: Sequence[str], i: int, step: int) -> int | None:
    """The next line that is not empty, at most two lines away."""
    for k in (i + step, i + 2 * step):
        if 0 <= k < len(lines) and lines[k]:
            return k
    return None


def _is_outlet(line: str) -> bool:
    return 1 < len(line) <= LONGEST_OUTLET and len(line.split()) <= 6 and not line.endswith((".", "!", "?"))


def _piece(lines: Sequence[str], source: str | None) -> Piece | None:
    body = [line for line in _without_sections(lines) if not _is("furniture", line)]
    while body and not body[0]:
        body = body[1:]
    title, body = _headline(body)
    text = "\n".join(body).strip()
    text = _without_headline(text, title) if title else text
    return Piece(text, title, source) if text else None


def _without_sections(lines: Sequence[str]) -> list[str]:
    """The lines up to the first section of the site; from there on, only if real prose follows."""
    for i, line in enumerate(lines):
        if i and line and _is("sections", line):
            rest = [k for k in range(i + 1, len(lines)) if len(lines[k].split()) > 20 and PROSE.search(lines[k])]
            return [*lines[:i], *(_without_sections(lines[rest[0] :]) if rest else [])]
    return list(lines)


def _headline(body: list[str]) -> tuple[str | None, list[str]]:
    """The first line, if it reads like a headline and prose follows it."""
    following = [line for line in body[1:] if line]
    if not body or not following or len(body[0]) > LONGEST_HEADLINE:
        return None, body
    quoted = body[0][0] in "\"'“‘«" and PROSE.search(body[0])
    if quoted or body[0].endswith((".", ":", ",")) or not any(PROSE.search(line) for line in following[:3]):
        return None, body
    return body[0], body[1:]


def _without_headline(text: str, title: str) -> str:
    """A body that begins with its headline again, without it."""
    start = len(text) - len(text.lstrip("*•- "))
    if text.startswith(title, start) and len(text) > start + len(title) + 80:
        return text[start + len(title) :].lstrip(" |:-–—")
    return text
