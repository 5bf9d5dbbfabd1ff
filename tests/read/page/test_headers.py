"""The places of an outlet and a headline around the lines about an article: each pattern takes its own example."""

from __future__ import annotations

import pytest

from quotes.read.page.headers import OUTLETS, TITLES, Pattern, _around, _runs, _take
from quotes.read.page.lines import RECOGNISERS, Recogniser, classify
from quotes.read.page.words import load_words

BODY = "The bridge at Norwick stays shut until May, the council said on Friday, because the wood is rotten."


@pytest.mark.parametrize("pattern", [*OUTLETS, *TITLES], ids=lambda pattern: pattern.holds.__name__)
def test_a_pattern_takes_the_line_in_brackets(pattern: Pattern) -> None:
    texts = [text.replace("…", BODY) for text in pattern.example.split(" / ")]
    (marked,) = [text[1:-1] for text in texts if text.startswith("[")]
    lines = [classify(text.strip("[]")) for text in texts]
    ((first, last),) = _runs(lines)
    around = _around(lines, first, last)
    if pattern in TITLES:
        _, around = _take(OUTLETS, around)
    patterns = TITLES if pattern in TITLES else OUTLETS
    assert next(other for other in patterns if other.holds(around)) is pattern
    assert _take(patterns, around)[0] == marked


@pytest.mark.parametrize("recogniser", RECOGNISERS[:-1], ids=lambda recogniser: recogniser.__name__)
def test_a_recogniser_is_the_first_for_its_examples(recogniser: Recogniser) -> None:
    for example in (recogniser.__doc__ or "").split("'")[1::2]:
        first = next(other for other in RECOGNISERS if other(example, example, load_words()))
        assert first is recogniser, example
