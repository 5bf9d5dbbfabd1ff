"""What speaks for a speaker is found without looking at all others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from quotes.extraction.resolve import support


def test_of_a_crowd_with_one_role_no_more_are_looked_at_than_count(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    class Senator:
        @property
        def kind(self) -> str:
            looked.append(1)
            return "person"

    monkeypatch.setattr(support, "of_reference", lambda *_: frozenset())
    discourse: Any = SimpleNamespace(cast=SimpleNamespace(called={"senator": [Senator()] * 1000}))
    found = support.of_role(discourse, SimpleNamespace(word="senator"), SimpleNamespace(kind="person"), "last")  # type: ignore[arg-type]
    assert "bearers=3" in found and len(looked) == 3
