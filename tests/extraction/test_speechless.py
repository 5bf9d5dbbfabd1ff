"""Abstractions and times say nothing; persons, bodies and documents do."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import read_article
from quotes.extraction.speechless import is_speechless
from tests.parses import doc


@pytest.mark.parametrize(
    ("text", "speechless"),
    [
        ("His refusal showed that the talks were over.", True),
        ("The next weeks will show that the plan was right.", True),
        ("Her weakness showed that the plan was bad.", True),
        ("The agency said the road was shut.", False),
        ("The university said it would appeal.", False),
        ("The evidence suggests that the dam was old.", False),
        ("Petra Vail said it was late.", False),
    ],
)
def test_what_says_nothing(text: str, speechless: bool) -> None:
    context, lexicon = read_article(doc(text), load_lexicon()), load_lexicon()
    found = [is_speechless(context.layout, lexicon, cue.source) for cue in context.cues if cue.source]
    assert found[:1] == [speechless]
