"""What the tables of a word file have in common: unknown keys are refused, and a string is a set of words."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass


def _split(value: Any) -> Any:
    """A string as the set of its words, `_` standing for a space inside a word; a list, of labels, as it is."""
    return frozenset(word.replace("_", " ") for word in value.split()) if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_split)]


# A table of the word file; an unknown key is refused by name. The rules read tables a million times in a few articles,
# and a field of a dataclass is read three times as fast as one of a model.
section = dataclass(frozen=True, config=ConfigDict(extra="forbid"))
