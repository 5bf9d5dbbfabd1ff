"""What words that name nobody stand for: a document, a group, a body or somebody without a name."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse
from tests.parses import doc

KINDS = [
    ("The official said the road was shut.", "official", "anonymous"),
    ("A Quiet Lakes supporter said the road was shut.", "A Quiet Lakes supporter", "anonymous"),
    ("One employee at a shipyard said the road was shut.", "One employee at a shipyard", "anonymous"),
    ("The summary said the road was shut.", "summary", "document"),
    ("A tally by the harbour office said the road was shut.", "A tally by the harbour office", "document"),
    ("The figures said the road was shut.", "figures", "document"),
    ("Some party figures said the road was shut.", "Some party figures", "group"),
    ("Some said the road was shut.", "Some", "group"),
    ("Those surveyed said the road was shut.", "Those surveyed", "group"),
    ("Six in 10 said the road was shut.", "Six in 10", "group"),
    ("One in five said the road was shut.", "One in five", "group"),
    ("The crowd chanted that the road was shut.", "crowd", "group"),
    ("“It hurts,” Kim said. Kim Min-seok, a baker, had to pay.", "Kim Min-seok", "person"),
    ("Article 33 said the road was shut.", "Article 33", "document"),
    ("Number 10 said the road was shut.", "Number 10", "organisation"),
    ("Rónán Mac Aodha said the road was shut.", "Rónán Mac Aodha", "person"),
    ("Park Ji-won, a teacher, said the road was shut.", "Park Ji-won", "person"),
    ("The billionaire said the road was shut.", "billionaire", "unknown"),
]


@pytest.mark.parametrize(("text", "speaker", "kind"), KINDS)
def test_words_that_name_nobody_have_a_kind(text: str, speaker: str, kind: str) -> None:
    quote, *_ = analyse(doc(text), load_lexicon())
    assert (quote.speaker, quote.speaker_kind) == (speaker, kind)
