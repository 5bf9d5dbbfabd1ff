"""A word said over and over takes time that grows with their number: counted in calls, not timed."""

from __future__ import annotations

import cProfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from quotes.errors import SourceError
from quotes.extraction import component, deadline, engine
from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.parse import parser, pieces
from quotes.models import Article

pytestmark = pytest.mark.slow
SENTENCE = 20  # words of the longest sentence, in place of a thousand
TIMES = (80, 160)


def groups(section: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The name of each group of words of the lexicon, and a word of it."""
    if is_dataclass(section):
        for field in (field.name for field in fields(section)):
            if field != "grammar":
                yield from groups(getattr(section, field), f"{name}.{field}".strip("."))
    elif isinstance(section, dict):
        for key, value in section.items():
            yield from groups(value, f"{name}.{key}")
    elif isinstance(section, (frozenset, set, tuple, list)) and (words := sorted(filter(_is_text, section))):
        yield name, words[len(words) // 2]


def _is_text(word: object) -> bool:
    return isinstance(word, str) and word.strip() != ""


WORDS = {word: name for name, word in groups(load_lexicon().words)}


def calls(text: str) -> int:
    profile = cProfile.Profile()
    profile.runcall(lambda: list(engine.find_many([Article(id="1", text=text)])))
    return sum(entry.callcount for entry in profile.getstats())


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """The model is loaded before anything is counted."""
    calls("said ")


@pytest.mark.parametrize("word", [pytest.param(word, id=name) for word, name in WORDS.items()])
def test_twice_as_many_take_no_more_than_twice_as_long(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LONGEST_SENTENCE", SENTENCE)
    one, two = (calls(f"{word} " * times) for times in TIMES)
    assert two < 2.5 * one


SHAPES = ("“{0}” ", "{0}, ", "{0} and ", "({0} ", "{0}\n", "“{0} ", "the {0} of ", "Ida Marlow, {0}, ", "{0}; {0} — ")


@pytest.mark.parametrize("word", ["said", "minister", "Society", "ORG", "that"])
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_many_in_some_shape_take_no_more_than_twice_as_long(
    shape: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "LONGEST_SENTENCE", SENTENCE)
    one, two = (calls(shape.format(word) * times) for times in TIMES)
    assert two < 2.5 * one


@pytest.mark.parametrize("text", ["said " * 3000, "Ida Marlow said that she would go, and " * 400])
def test_a_sentence_without_an_end_is_cut(text: str) -> None:
    (doc,) = parser.parse_many(parser.load_pipeline(None), [text])
    assert max(len(sentence) for sentence in doc.sents) <= pieces.LONGEST_SENTENCE
    assert all(child.head == token for token in doc for child in token.children)
    assert doc.text == text


def test_a_sentence_of_news_stays_as_it_was_parsed() -> None:
    (doc,) = parser.parse_many(parser.load_pipeline(None), ["Ida Marlow said that she would go, and stay. " * 20])
    before = doc.to_array(["HEAD", "DEP", "TAG"]).tolist()
    assert pieces.with_bounded_sentences(doc) is doc
    assert doc.to_array(["HEAD", "DEP", "TAG"]).tolist() == before


def test_an_article_that_takes_too_long_is_left_out_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = component.Quotes.find

    def endless(self: Any, doc: Any, lexicon: Any) -> Any:
        while "slow" in doc.text:
            pass
        return whole(self, doc, lexicon)

    list(engine.find_many([Article(id="0", text="Ida Marlow said it.")]))
    monkeypatch.setattr(component.Quotes, "find", endless)
    monkeypatch.setattr(deadline, "LEAST_SECONDS", 0.3)
    errors: list[SourceError] = []
    texts = ["“No,” said Ida Marlow.", "slow", "“Yes,” said Ida Marlow."]
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    found = engine.find_many(articles, on_error=errors.append)
    assert [article.id for article, _ in found] == ["0", "2"]
    assert [str(error) for error in errors] == [
        "article 1: left out, because it takes more than 0 seconds; cut it, or take out what repeats"
    ]


def test_an_article_whose_parse_takes_too_long_is_left_out_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine.parse_many

    def endless(nlp: Any, texts: list[str], **how: Any) -> Any:
        while any("slow" in text for text in texts):
            pass
        return whole(nlp, texts, **how)

    list(engine.find_many([Article(id="0", text="Ida Marlow said it.")]))
    monkeypatch.setattr(engine, "parse_many", endless)
    monkeypatch.setattr(deadline, "LEAST_SECONDS", 0.3)
    errors: list[SourceError] = []
    texts = ["“No,” said Ida Marlow.", "slow", "“Yes,” said Ida Marlow."]
    found = engine.find_many([Article(id=str(n), text=text) for n, text in enumerate(texts)], on_error=errors.append)
    assert [article.id for article, _ in found] == ["0", "2"]
    assert [str(error).partition(":")[0] for error in errors] == ["article 1"] and "left out" in str(errors[0])
