"""What the tables of a word file have in common: unknown keys are refused, and a string is a set of words."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


def _split(value: Any) -> Any:
    """A string as the set of its words, `_` standing for a space inside a word; a list, of labels, as it is."""
    return frozenset(word.replace("_", " ") for word in value.split()) if isinstance(value, str) else value


Words = Annotated[frozenset[str], BeforeValidator(_split)]


class Section(BaseModel):
    """A table of the word file; an unknown key is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")
