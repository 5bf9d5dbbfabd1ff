"""Sentences and whose words they hold, on recorded parses: (quotation, speaker) in reading order."""

from __future__ import annotations

import pytest

from quotes.extraction.lexicon import load_lexicon
from quotes.extraction.pipeline import analyse
from tests.parses import doc

EXAMPLES = [
    ("“We were stretched,” said Ida Marlow, a union secretary.", [("We were stretched,", "Ida Marlow")]),
    ("Ida Marlow said: “We were stretched.”", [("We were stretched.", "Ida Marlow")]),
    ("“I will,” Tom Arkwright said, “but not today.”", [("I will, but not today.", "Tom Arkwright")]),
    (
        "Tom Arkwright spoke first. “We are ready,” he said. “Come and see.”",
        [("We are ready,", "Tom Arkwright"), ("Come and see.", "Tom Arkwright")],
    ),
    ("Leonie Aubert said closing the line would cost money.", [("closing the line would cost money", "Leonie Aubert")]),
    ("The bridge will open in June, according to a person close to the inquiry.", [
        ("The bridge will open in June", "a person close to the inquiry"),
    ]),
    (
        "Brekke said the ministry ‘will not pay twice’ for the crews, Ida Marlow added.",
        [("the ministry ‘will not pay twice’ for the crews", "Brekke")],
    ),
    ("The system uses a “hit-to-kill” method and the so-called ‘night bus’ plan.", []),
    ("“We have looked for a place, and we found it.” — Greta Fenwick, founder", [
        ("We have looked for a place, and we found it.", "Greta Fenwick"),
    ]),
    ("Lawyers say the county could be taken to court.", [("the county could be taken to court", "Lawyers")]),
    ("“Demand has paused,” the Ministry of Mines said in a statement.", [("Demand has paused,", "Ministry of Mines")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text[:40] for text, _ in EXAMPLES])
def test_who_said_what(text: str, expected: list[tuple[str, str]]) -> None:
    found = analyse(doc(text), load_lexicon())
    assert [(quote.text, quote.speaker) for quote in found] == expected
    assert all(text[start:end] for quote in found for start, end in quote.spans)


def test_a_report_in_a_report_names_who_passes_it_on() -> None:
    text = "Brekke said the ministry ‘will not pay twice’ for the crews, Ida Marlow added."
    inner = analyse(doc(text), load_lexicon())[0]
    assert (inner.speaker, inner.reported_by, inner.kind) == ("Brekke", "Ida Marlow", "mixed")
