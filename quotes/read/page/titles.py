"""Compare headlines with the bodies below them."""

from __future__ import annotations

import re

from quotes.read.page.lines import has_outlet_word, is_name

LABEL = re.compile(r"(?:title|headline): *", re.IGNORECASE)
OUTLET_AT_END = re.compile(r"(.{12,}?) *(?:\(([^()]{2,45})\)| [-–—|] +([^|]{2,45}))")


def without_outlet(title: str) -> tuple[str, str | None]:
    """Split a headline from the outlet at its end.

    >>> without_outlet("Bridge shut until May - Tarn Post"), without_outlet("Bridge shut - again")
    (('Bridge shut until May', 'Tarn Post'), ('Bridge shut - again', None))
    """
    title = LABEL.sub("", title, count=1)
    match = OUTLET_AT_END.fullmatch(title)
    name = (match[2] or match[3]).strip() if match else ""
    if match and is_name(name) and has_outlet_word(name):
        return match[1].strip(), name
    return title, None


def repeats(body: str, title: str) -> bool:
    """Whether a body begins with its headline."""
    return 12 <= len(title) <= 300 and fold(body.lstrip("*•-– ")).startswith(fold(title))


def fold(text: str) -> str:
    """The text in lower case with uniform quotation marks and dashes; its length stays the same."""
    return text.translate(_ALIKE).lower()


_ALIKE = str.maketrans("‘’‚‛′`´“”„‟«»–—\u00a0", "'''''''\"\"\"\"\"\"-- ")
