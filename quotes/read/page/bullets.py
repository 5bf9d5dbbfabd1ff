"""Strip a line of a page of the bullets, arrows and marks around it."""

from __future__ import annotations

import re

BULLETS = re.compile(r"[\s•·»›>←→*|▶►◀↓↑#]+(?=\w)")
TRAIL = re.compile(r"\s*[.…:!]*[\s»›>→|]*")  # of a line read backwards: forwards it would be tried at every place


def bare(text: str) -> str:
    """A line without the bullets and arrows before it, and the marks and arrows after it.

    >>> bare("» Read more: …")
    'Read more:'
    """
    begin = BULLETS.match(text)
    end = TRAIL.match(text[::-1])
    return text[begin.end() if begin else 0 : len(text) - (end.end() if end else 0)]
