"""An article and its quotations, of which each test of saving states what is special."""

from __future__ import annotations

from typing import Any

from quotes.models import Article, Quote

TEXT = "“The bridge is safe,” said Zoë Lindqvist, the harbour master. She said it had been checked. “Good.”"


def quote(text: str, **fields: Any) -> Quote:
    """A quote of which an expectation states only what is special."""
    start = TEXT.find(text)
    defaults: dict[str, Any] = {
        "kind": "direct",
        "spans": [(max(start, 0), max(start, 0) + len(text))],
        "speaker": "Zoë Lindqvist",
        "speaker_kind": "person",
        "rule": "subject_after_cue",
        "confidence": 0.9,
    }
    return Quote(text=text, **(defaults | fields))


def article(*quotes: Quote, **fields: Any) -> Article:
    defaults = {"id": "a1", "title": "Bridge", "source": "Tarn Post", "published": "2026-03-01", "text": TEXT}
    return Article(**(defaults | fields), quotes=quotes)


SAFE = quote("The bridge is safe,", cue=[(22, 26)], speaker_mention=[(27, 40)], role="harbour master")
CHECKED = quote("it had been checked", kind="indirect")
GOOD = quote("Good.", speaker=None, speaker_kind="unknown", rule="undecided", confidence=0.2)
