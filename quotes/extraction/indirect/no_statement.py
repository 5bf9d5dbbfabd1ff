"""Ranges after a cue that state nothing: a thing that is told of, and what a relative clause adds to one."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ranges import has_verb
from quotes.extraction.layout import Content


def states_nothing(context: Context, cue: Cue, content: Content) -> bool:
    """'recounted what happened', 'said in a talk, a clip of which was shown'."""
    return content[0][0] > cue.verb and any(is_none(context, cue, content) for is_none in NO_STATEMENT)


def _is_thing(context: Context, cue: Cue, content: Content) -> bool:
    """'announced what could be a last effort', 'recounted what happened': a thing that is told of, and not what is said
    of it; whoever asks what happened asks it.
    """
    words, layout, first = context.lexicon.words, context.layout, content[0][0]
    first += layout.labels[first] in words.grammar.preposition  # 'urged them to flee | in what would be a record'
    if (
        cue.lemma in words.acts.asks
        or cue.groups.isdisjoint(TOLD)
        or layout.lowers[first] not in words.small.free_relative
    ):
        return False
    verb = layout.tokens[first].head
    return layout.labels[first] in words.grammar.subject and (
        verb is layout.head(content[0]) or layout.labels[content[0][0]] in words.grammar.preposition
    )


TOLD = frozenset(("say", "noun"))


def _is_of_which(context: Context, cue: Cue, content: Content) -> bool:
    """'said in the talk, a clip of which was shown': what the writer adds to the noun before the comma."""
    words, layout, (start, end) = context.lexicon.words, context.layout, content[0]
    comma = start - 1 if layout.texts[start - 1] == "," else next(_commas(context, content), end)
    if has_verb(layout, context.lexicon, start, min(comma, end)):
        return False
    near = range(comma + 1, min(end, comma + OF_WHICH))
    whichs = (i for i in near if layout.lowers[i] in words.pronouns.relative)
    return any(layout.lowers[i - 1] in words.resolving.of and i > comma + 2 for i in whichs)


def _commas(context: Context, content: Content) -> Iterator[int]:
    start, end = content[0]
    return (i for i in range(start, end) if context.layout.texts[i] == ",")


OF_WHICH = 7  # tokens in which ', a short clip of which' stands
NO_STATEMENT = (_is_thing, _is_of_which)
