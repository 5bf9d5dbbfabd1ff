"""What a verb reports, as the parse shows it: the first of the shapes in which it can hang on the verb."""

from __future__ import annotations

from collections.abc import Callable

from quotes.extraction.cues.around import clause_before, inserted, parenthetical, sentence_before
from quotes.extraction.cues.clauses import (
    clause_after,
    clause_after_scene,
    clause_beyond,
    clause_of_hearer,
    late_clause,
    parted_clause,
    question,
    torn_clause,
)
from quotes.extraction.cues.cue import Shape
from quotes.extraction.cues.deeds import deed_named, infinitive, objects
from quotes.extraction.cues.reporting_verb import Verb
from quotes.extraction.layout import Content


def reported(verb: Verb) -> tuple[Shape, Content]:
    """What the verb reports, and the shape in which it does: the first that fits."""
    for shape, find in SHAPES:
        content = find(verb)
        if content is not None:
            return shape, content
    return "none", ()


SHAPES: tuple[tuple[Shape, Callable[[Verb], Content | None]], ...] = (
    ("around", inserted),
    ("after", clause_before),
    ("around", parted_clause),
    ("clause", clause_after),
    ("clause", late_clause),
    ("clause", clause_after_scene),
    ("around", parenthetical),
    ("infinitive", infinitive),
    ("clause", deed_named),
    ("after", sentence_before),
    ("clause", clause_beyond),
    ("clause", clause_of_hearer),
    ("clause", torn_clause),
    ("clause", question),
    ("object", objects),
)
