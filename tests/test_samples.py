"""What `quotes demo` shows is right: who says what in the sample articles, each in `samples.tsv`.

A known miss is one that the rules are still to learn, with its reason. `-` is for what nobody
said, an empty speaker for what somebody said whom the text does not name.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

import quotes
from quotes.models import Article, Quote

SAMPLES = Path(quotes.__file__).with_name("samples")
with Path(__file__).with_name("samples.tsv").open(encoding="utf-8", newline="") as file:
    SAID = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def articles() -> list[Article]:
    return list(quotes.extract_many(quotes.read_articles(SAMPLES)))


def quotations() -> list[Quote]:
    return [quote for article in articles() for quote in article.quotes]


def found(words: str) -> list[Quote]:
    """The quotations that hold these words; of a report in a report, the inner ones."""
    holding = [quote for quote in quotations() if _plain(words) in _plain(quote.text)]
    shortest = min((len(quote.text) for quote in holding), default=0)
    return [quote for quote in holding if len(quote.text) == shortest]


def _plain(text: str) -> str:
    """Without 'that' before it, so that a rule may leave it out or not."""
    return " ".join(text.split()).removeprefix("that ")


def _case(said: dict[str, str]) -> object:
    marks = [pytest.mark.xfail(reason=said["known_miss"], strict=True)] if said["known_miss"] else []
    return pytest.param(said["words"], said["speaker"], said["reported_by"], marks=marks, id=said["words"][:40])


@pytest.mark.parametrize(("words", "speaker", "reporter"), [_case(said) for said in SAID])
def test_who_says_it(words: str, speaker: str, reporter: str) -> None:
    if speaker == "-":
        assert not any(_plain(quote.text).startswith(_plain(words)) for quote in quotations())
    else:
        assert {(quote.speaker or "", quote.reported_by or "") for quote in found(words)} == {(speaker, reporter)}


def test_every_quotation_of_the_samples_is_judged() -> None:
    judged = [_plain(said["words"]) for said in SAID]
    assert [quote.text for quote in quotations() if not any(words in _plain(quote.text) for words in judged)] == []


def test_the_samples_are_articles_of_an_ordinary_length() -> None:
    lengths = {article.title: len(article.text.split()) for article in articles()}
    assert len(lengths) == 12
    assert {title: words for title, words in lengths.items() if not 200 <= words <= 450} == {}
