"""Headlines compared with the bodies below them."""

from __future__ import annotations


def repeats(body: str, title: str) -> bool:
    """Whether a body begins with its headline."""
    return 12 <= len(title) <= 300 and fold(body.lstrip("*•-– ")).startswith(fold(title))


def fold(text: str) -> str:
    """The text with quotation marks, dashes and case made alike, letter for letter."""
    return text.translate(_ALIKE).lower()


_ALIKE = str.maketrans("‘’‚‛′`´“”„‟«»–—\u00a0", "'''''''\"\"\"\"\"\"-- ")
