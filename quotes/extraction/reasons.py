"""Why a rule believes that words are somebody's, as a reader understands it: the sentences of `rules.toml`.

Imports no spaCy, so that pages can show the sentences.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

UNSETTLED = "unsettled"  # somebody's words, and nothing says whose
REPORT = "report_"  # how the rules of reports without marks begin; the shape of the cue follows


def reason(rule: str) -> str:
    """One sentence for a rule; a rule that has none, of an older version, is named."""
    return sentences().get(rule) or f"By the rule “{rule.replace('_', ' ')}”."


@cache
def sentences() -> dict[str, str]:
    """The sentence for each rule that a row may name."""
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
