"""Articles that the API is asked about, and how it is asked: in this process, without a network."""

from __future__ import annotations

import asyncio
from typing import Any

from quotes.models import Article, Quote

V1 = "/-/quotes/api/v1"
TEXT = "“We sail,” said Ada Finch, the pilot. Ib Moor said Finch “will not sail” in fog."
QUOTES: list[dict[str, Any]] = [
    {"text": "We sail", "kind": "direct", "speaker": "Ada Finch", "spans": [(1, 8)], "cue": [(11, 15)]},
    {
        "text": "Finch “will not sail” in fog",
        "kind": "indirect",
        "speaker": "Ib Moor",
        "spans": [(51, 79)],
        "act": "denies",
    },
    {"text": "in fog", "kind": "direct", "speaker": None, "spans": [(73, 79)]},
]


def articles() -> list[Article]:
    """Sixty articles of three quotations: three on each day, and the first six without a day."""
    shared = {"rule": "cue_right_after", "speaker_kind": "person"}
    return [
        Article(
            id=str(number),
            title=f"Fog {number}",
            source=("Tarn Post", "Moor Times")[number % 2],
            published=f"2026-03-{number // 3 + 1:02}" if number > 5 else None,
            text=TEXT,
            quotes=tuple(
                Quote.model_validate(quote | shared | {"confidence": 0.9 - number % 4 / 100}) for quote in QUOTES
            ),
        )
        for number in range(60)
    ]


def ask(datasette: Any, path: str, method: str = "GET", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(datasette.client.request(method, path, headers=named))
