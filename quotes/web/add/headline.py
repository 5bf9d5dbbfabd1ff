"""The headline with which a pasted text begins."""

from __future__ import annotations

import re


def headline_of(text: str) -> str | None:
    """The first line of a text, if a blank line follows and it is no sentence, byline, date or link; None otherwise."""
    from quotes.read.page.lines import classify, is_headline

    first, *rest = re.split(r"\n[^\S\n]*\n", text.strip(), maxsplit=1)
    if not rest or "\n" in first or not is_headline(first):
        return None
    return " ".join(first.split()) if classify(first).kind == "short" else None
