"""Rewrite gold mechanically, such as with other quotation marks, and move every offset along."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from quotes.evaluate.gold import GoldArticle, GoldQuote
from quotes.evaluate.units import DOUBLED, quoted_runs
from quotes.models import Passage


class Edit(NamedTuple):
    """Replace `[start, end)` by other text."""

    start: int
    end: int
    text: str


Rewriting = Callable[[GoldArticle], Iterable[Edit]]

STRAIGHT = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"}
SINGLE = {"“": "‘", "”": "’", "„": "‘", "«": "‘", "»": "’", "’’": "’"}


def straight(article: GoldArticle) -> Iterator[Edit]:
    """Make curly marks straight: “So,” he said → "So," he said."""
    yield from _one_by_one(article.text, STRAIGHT)


def curly(article: GoldArticle) -> Iterator[Edit]:
    """Make straight marks curly: "So," he said → “So,” he said."""
    text = article.text
    opening = {start - 1 for start, _ in quoted_runs(text)}
    for mark in re.finditer(r"''|``|[\"']", text):
        double = mark[0] != "'"
        opens = mark.start() in opening or (not double and _stands_before_a_word(text, mark.start()))
        yield Edit(mark.start(), mark.end(), ("“" if opens else "”") if double else ("‘" if opens else "’"))


def single(article: GoldArticle) -> Iterator[Edit]:
    """Make double marks single, as in Britain: “So,” he said → ‘So,’ he said."""
    for mark in re.finditer(r"''|``|’’|[“”„«»\"]", article.text):
        yield Edit(mark.start(), mark.end(), SINGLE.get(mark[0], "'"))


def guillemets(article: GoldArticle) -> Iterator[Edit]:
    """Make double marks angled: “So,” he said → «So,» he said."""
    text = article.text
    if not DOUBLED.search(text) and not re.search('["“”„«»]', text):
        return
    opening = {start - 1 for start, _ in quoted_runs(text)}
    for mark in re.finditer(r"''|``|’’|[“”„«»\"]", text):
        yield Edit(mark.start(), mark.end(), "«" if mark.start() in opening else "»")


def one_paragraph(article: GoldArticle) -> Iterator[Edit]:
    """Remove all paragraph breaks, as news aggregators do."""
    for gap in re.finditer(r"\s*\n\s*", article.text):
        yield Edit(gap.start(), gap.end(), " ")


def glued_headline(article: GoldArticle) -> Iterator[Edit]:
    """Put the headline before the first sentence, with only a space between them."""
    if article.title and not article.text.startswith(article.title):
        yield Edit(0, 0, f"{article.title} ")
    elif gap := re.search(r"\s*\n\s*", article.text):
        yield Edit(gap.start(), gap.end(), " ")


STRESS: dict[str, Rewriting] = {
    "straight marks": straight,
    "curly marks": curly,
    "single marks": single,
    "guillemets": guillemets,
    "no paragraphs": one_paragraph,
    "headline glued on": glued_headline,
}


def rewrite(article: GoldArticle, rewriting: Rewriting) -> GoldArticle:
    """Rewrite an article and the offsets of its quotations."""
    edits = sorted(rewriting(article))
    text = _apply(article.text, edits)
    move = _mover(edits)
    quotes = tuple(_moved(quote, move) for quote in article.quotes)
    return article.model_copy(update={"text": text, "quotes": quotes})


def _one_by_one(text: str, table: dict[str, str]) -> Iterator[Edit]:
    """Edits that replace each character of a table by another."""
    for at, character in enumerate(text):
        if character in table:
            yield Edit(at, at + 1, table[character])


def _stands_before_a_word(text: str, at: int) -> bool:
    """Does a single mark look like an opening one?"""
    return not text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _apply(text: str, edits: list[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def _mover(edits: list[Edit]) -> Callable[[int], int]:
    """A function from offsets of the old text to the new; an edit's end moves to the end of its replacement."""
    ends = [edit.end for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.text) - (edit.end - edit.start))

    def move(offset: int) -> int:
        passed = bisect_right(ends, offset)
        inside = passed < len(edits) and edits[passed].start < offset
        return (edits[passed].start if inside else offset) + shifts[passed]

    return move


def _moved(quote: GoldQuote, move: Callable[[int], int]) -> GoldQuote:
    """A quote with all its passages moved to the new text."""

    def all_of(passages: tuple[Passage, ...] | None) -> tuple[Passage, ...] | None:
        if passages is None:
            return None
        return tuple((move(start), move(end)) for start, end in passages)

    return quote.model_copy(
        update={
            "spans": all_of(quote.spans),
            "cue": all_of(quote.cue),
            "speaker_mention": all_of(quote.speaker_mention),
        }
    )
