"""Join the lines of paragraphs that were wrapped at a fixed width, as in wire copy, mail and old exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

WIDTH = 110  # of the longest line in a wrapped text
ENDS = re.compile(r"[.!?…:][\"'”’»“)\]*]*$")
ITEM = re.compile(r"\s*(?:[-*•>–—]\s|\d{1,3}[.)]\s|[QA]: )")
PART = re.compile(r"\b(?P<left>[^\W\d_]{2,})-$")
# Words that keep their hyphen before another one ('well-known'), unless only an ending follows ('high-er').
COMPOUND = frozenset(
    (
        *("well", "self", "vice", "cross", "half", "long", "short", "high", "hard", "would", "then"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    )
)
SUFFIX = re.compile(r"(?:er|ers|est|ly|ness|en|ened|s|ty|less|ing|ed|ish)\b")
LONGEST_PART = 60  # characters in a word that may be divided
REST = re.compile(r"(?P<right>[^\W\d_]+)(?P<tail>.*)")


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines with each paragraph in one; the same lines if they are not wrapped."""
    return _joined(lines, _width(lines)) if is_wrapped(lines) else list(lines)


def joined(lines: Iterable[str]) -> str:
    """The paragraphs of lines that may be wrapped, one blank line apart; longer lines are a paragraph each.

    >>> joined(["The crews have waited for an answer since the", "spring.", "", "Nobody came."])
    'The crews have waited for an answer since the spring.\\n\\nNobody came.'
    """
    found = [line.rstrip() for line in lines]
    width = _width(found)
    whole = _joined(found, width) if width <= WIDTH and not _are_paragraphs(found) else found
    return "\n\n".join(line.strip() for line in whole if line.strip())


def _are_paragraphs(lines: Sequence[str]) -> bool:
    """Whether most lines that another one follows end a sentence, as paragraphs without blank lines between them do."""
    inner = [before.rstrip() for before, after in pairwise(lines) if before.strip() and after.strip()]
    return len(inner) > 0 and 2 * sum(bool(ENDS.search(line)) for line in inner) > len(inner)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines break off inside sentences near one width, with blank lines between the paragraphs."""
    full = [line.rstrip() for line in lines if line.strip()]
    width = _width(full)
    if len(full) < 3 or not 40 <= width <= WIDTH:
        return False
    pairs = [(line.rstrip(), after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    inner = [(line, after.strip()) for line, after in pairs if not _is_set_in(line, after)]
    near = [
        (line, after)
        for line, after in inner
        if (len(line) > 0.6 * width and not ENDS.search(line)) or PART.search(line[-LONGEST_PART:])
    ]
    running = [after for _, after in near if after[0].islower()]
    if len(full) < len(lines):
        enough = len(inner) >= 3 and sum(len(line) > 0.75 * width for line, _ in near) >= 0.6 * len(inner)
        return enough or (len(running) >= 2 and 2 * len(running) >= len(inner))
    return len(inner) >= 4 and len(near) >= 0.7 * len(inner) and 3 * len(running) >= len(inner)


def dehyphenated(before: str, after: str, known: frozenset[str] = frozenset()) -> str | None:
    """Two lines joined at a hyphen that divides a word between them; None if there is none.

    Args:
        known: words of the text with a hyphen inside, in lower case, which keep theirs.

    >>> dehyphenated("the har-", "bour master"), dehyphenated("a well-", "known man", frozenset({"well-known"}))
    ('the harbour master', 'a well-known man')
    """
    left = PART.search(before, max(0, len(before) - LONGEST_PART)) if before.endswith("-") else None
    right = REST.match(after)
    if not left or not right:
        return None
    whole = f"{left['left']}-{right['right']}".lower()
    compound = left["left"].lower() in COMPOUND and not SUFFIX.match(right["right"])
    kept = compound or whole in known or not right["right"][0].islower()
    return (before if kept else before[:-1]) + after


def hyphenated(text: str) -> frozenset[str]:
    """The words with a hyphen inside that a text has within a line."""
    return frozenset(word.lower() for word in re.findall(r"[^\W\d_]+-[^\W\d_]+", text))


def _is_set_in(before: str, line: str) -> bool:
    """Whether a line is indented, like the first line of a paragraph."""
    indent, above = len(line) - len(line.lstrip()), len(before) - len(before.lstrip())
    return 1 < indent - above < 9


def _width(lines: Sequence[str]) -> int:
    return max((len(line.rstrip()) for line in lines), default=0)


def _joined(lines: Sequence[str], width: int) -> list[str]:
    known = hyphenated("\n".join(lines))
    whole: list[list[str]] = []
    before = ""
    for line in lines:
        if before.strip() and line.strip() and _goes_on(before, line, width):
            divided = dehyphenated(whole[-1][-1], line.strip(), known)
            if divided is None:
                whole[-1].append(line.strip())
            else:
                whole[-1][-1] = divided
        else:
            whole.append([line.rstrip()])
        before = line
    return [" ".join(parts) for parts in whole]


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line continues the paragraph: it would not have fitted in the line before, or a sentence runs on."""
    if ITEM.match(line):
        return False
    if _is_set_in(before, line):
        return False
    if before.endswith("-") and PART.search(before[-LONGEST_PART:]) and line.lstrip()[0].islower():
        return True
    if len(before.rstrip()) + len(line.split(maxsplit=1)[0]) >= width - 3:
        return True
    running = line.lstrip()[0].islower() and not ENDS.search(before.rstrip())
    return running and len(before.rstrip()) > 0.5 * width
