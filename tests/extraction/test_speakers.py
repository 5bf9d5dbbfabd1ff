"""Who is meant, in little articles of many styles and countries: `speakers.txt`, on recorded parses.

Each article there begins with '# what it is about'; below it stand its judgements: '= words of a quotation | speaker',
and the reason after a third bar if the rules are still to learn it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse
from quotes.models import Quote
from tests.parses import doc

FILE = Path(__file__).with_name("speakers.txt")


@dataclass(frozen=True)
class Told:
    """An article with its judgements: (words, speaker, reason of a known miss or '')."""

    about: str
    text: str
    said: tuple[tuple[str, str, str], ...]


def read() -> list[Told]:
    articles = []
    for part in f"\n{FILE.read_text(encoding='utf-8')}".split("\n# ")[1:]:
        about, _, rest = part.partition("\n")
        text, *lines = rest.strip().split("\n= ")
        rows = [[cell.strip() for cell in line.split(" | ")] for line in lines]
        articles.append(Told(about, text.strip(), tuple((row[0], row[1], "".join(row[2:])) for row in rows)))
    return articles


ARTICLES = read()


@cache
def found(text: str) -> tuple[Quote, ...]:
    return tuple(analyse(doc(text), load_lexicon()))


def _case(told: Told, words: str, speaker: str, reason: str) -> object:
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(told.text, words, speaker, marks=marks, id=f"{told.about[:24]}: {words[:32]}")


@pytest.mark.parametrize(("text", "words", "speaker"), [_case(told, *said) for told in ARTICLES for said in told.said])
def test_who_is_meant(text: str, words: str, speaker: str) -> None:
    holding = [quote for quote in found(text) if words in " ".join(quote.text.split())]
    assert [quote.speaker for quote in sorted(holding, key=lambda quote: len(quote.text))[:1]] == [speaker]


def test_there_are_articles_of_many_kinds() -> None:
    assert len(ARTICLES) >= 30
    assert all(told.said for told in ARTICLES) and sum(len(told.said) for told in ARTICLES) >= 200
