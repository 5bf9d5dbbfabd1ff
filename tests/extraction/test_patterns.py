"""Who is meant where news departs from plain paragraphs: headlines, transcripts, signatures, several speakers in a
sentence, marks of all kinds, parts of web pages. `patterns.txt`, on recorded parses.

Each article there begins with '# what it is about' and is read as a page is; below stand its judgements: '= words of a
quotation | speakers that are right', with ';' between them and '-' for nobody, then perhaps ' | ' and why it is missed
today, and '! words that no row may hold'.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse
from quotes.models import Quote
from quotes.read.page.split import split_page
from tests.parses import doc

FILE = Path(__file__).with_name("patterns.txt")


def read() -> list[tuple[str, str, list[tuple[str, str | None, str]]]]:
    """Each article: what it is about, its text, and its judgements: words, speakers (None: no row), why missed."""
    articles = []
    for part in f"\n{FILE.read_text(encoding='utf-8')}".split("\n# ")[1:]:
        about, _, rest = part.partition("\n")
        text = re.split(r"\n(?=[=!] )", rest, maxsplit=1)[0]
        judged: list[tuple[str, str | None, str]] = []
        for line in re.findall(r"(?m)^[=!] .*", rest):
            words, speakers, missed = (*map(str.strip, line[2:].split(" | ")), "", "")[:3]
            judged.append((words, speakers if line[0] == "=" else None, missed))
        articles.append((about, text.strip(), judged))
    return articles


ARTICLES = read()


@cache
def found(text: str) -> tuple[Quote, ...]:
    pieces = split_page(text)
    return tuple(quote for piece in pieces for quote in analyse(doc(piece.text), load_lexicon()))


CASES = [
    pytest.param(
        *(text, words, speakers),
        id=f"{about[:24]}: {words[:32]}",
        marks=[pytest.mark.xfail(reason=missed, strict=True)] if missed else [],
    )
    for about, text, judged in ARTICLES
    for words, speakers, missed in judged
]


@pytest.mark.parametrize(("text", "words", "speakers"), CASES)
def test_who_is_meant(text: str, words: str, speakers: str | None) -> None:
    holding = [quote for quote in found(text) if words in " ".join(quote.text.split())]
    names = [quote.speaker or "-" for quote in sorted(holding, key=lambda quote: len(quote.text))[:1]]
    if speakers is None:
        assert names == []
    else:
        assert names and names[0] in speakers.split(";")
