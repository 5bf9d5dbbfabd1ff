"""Why a rule believes that words are somebody's, as a reader understands it: the sentences of `rules.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


def reason(rule: str) -> str:
    """One sentence for a rule; a rule that has none is named."""
    return _sentences().get(rule) or f"By the rule “{rule.replace('_', ' ')}”."


@cache
def _sentences() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
