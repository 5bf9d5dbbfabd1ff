"""Verbs that the report of a cue does not reach: those of the next report, and what happens to who speaks."""

from __future__ import annotations

from collections.abc import Sequence, Set

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.clauses import clause_head
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.deeds import is_absolute
from quotes.extraction.cues.find import JOINED
from quotes.extraction.cues.ranges import in_one_tense
from quotes.extraction.layout import Content


def verbs_beyond(context: Context, cue: Cue, offered: Sequence[tuple[str, Content]]) -> list[int]:
    """The verbs after a cue that no report of its own reaches: of the next report, or of what a noun is subject of."""
    grammar, tokens = context.lexicon.words.grammar, context.layout.tokens
    if cue.shape == "noun":  # 'his claim that it was safe | was denied'
        head = tokens[cue.verb].head
        return [head.i] if tokens[cue.verb].dep_ in grammar.subject and head.i > cue.verb else []
    said_of = _verb_of(context, cue)
    last = max([content[-1][1] for _, content in offered if content], default=0)
    others = (o for o in context.cues_in(cue.verb + 1, last) if o.groups & JOINED and not o.holds(cue.verb))
    after = [o for o in others if not cue.holds(o.verb)]
    clause = clause_head(grammar, tokens[cue.verb]) if after else None
    heads = {cue.verb, clause.i if clause is not None else cue.verb}
    return said_of + [
        o.verb
        for o in after
        if _is_joined(context, o, heads) or _stands_beside(context, cue, o) or _is_absolute(context, cue, o)
    ]


def _verb_of(context: Context, cue: Cue) -> list[int]:
    """'A man who said he was the king | was banned', 'denied having it, | and the charge was dropped': what happens to
    who speaks, and what happens next.
    """
    grammar, verb = context.lexicon.words.grammar, context.layout.tokens[cue.verb]
    found, noun = [], verb.head
    if verb.dep_ in grammar.modifier_clause and noun.dep_ in grammar.subject and noun.head.i > cue.verb:
        found.append(noun.head)
    deed = cue.content and context.layout.tags[cue.content[0][0]] in grammar.participle_tags | grammar.infinitive_tags
    joined = (c for c in verb.children if c.dep_ in grammar.conjunct and c.i > cue.verb) if deed else ()
    found += [c for c in joined if c.children_as(grammar.subject)]
    helps = grammar.auxiliary | grammar.subject
    return [min([one.i, *(c.i for c in one.children_as(helps) if c.i > cue.verb)]) for one in found]


def _is_joined(context: Context, other: Cue, heads: Set[int]) -> bool:
    """'said the dam was unsafe, and two engineers told …'."""
    verb = context.layout.tokens[other.verb]
    return verb.dep_ in context.lexicon.words.grammar.conjunct and verb.head.i in heads


def _is_absolute(context: Context, cue: Cue, other: Cue) -> bool:
    """'hit out at the council, with its leader calling it “a mess”'."""
    verb, grammar = context.layout.tokens[other.verb], context.lexicon.words.grammar
    beside = verb.dep_ in grammar.preposition_clause and verb.head.head.i == cue.verb
    return beside and is_absolute(grammar, verb.head)


def _stands_beside(context: Context, cue: Cue, other: Cue) -> bool:
    """'said it had treated 12, while the fire service said …': with a subject and in the tense of the cue."""
    own = other.source is not None and other.source[1] == other.verb and other.shape == "clause"
    same = in_one_tense(context.layout, context.lexicon, cue.verb, other.verb)
    return own and same and cue.shape == "clause"


def reaches_next(cue: Cue, beyond: Sequence[int], content: Content) -> bool:
    """Does a range after a cue reach beyond its report?"""
    return any(start > cue.verb and start <= verb < end for verb in beyond for start, end in content)
