"""The first words of a clause that is said, which the parser hangs on the verb before it: 'said | without help they
would fail', 'said Friday | its losses tripled'.
"""

from __future__ import annotations

from quotes.extraction.cues.reporting_verb import Verb

FARTHEST = 25  # tokens from a verb to a clause whose first words are lost


def with_opening(verb: Verb, start: int) -> int:
    """Where a clause begins with the words that lead to it, or with its subject; else where it begins anyway."""
    first, runs = verb.token.i + 1, verb.layout.run_of
    if not first < start <= first + FARTHEST or any(runs[i] >= 0 for i in range(first, start)):
        return start
    return _led(verb, first, start) or _with_subject(verb, first, start) or start


def _led(verb: Verb, first: int, start: int) -> int | None:
    """'said | without proof, they would wait', 'told them | as a sailor he knew it': what no verb of saying takes."""
    layout, small, labels = verb.layout, verb.lexicon.words.small, verb.grammar.preposition
    if layout.lowers[start] in small.that:
        return None
    tells = any(
        form.lemma in verb.lexicon.words.cues.told for form in verb.lexicon.cue_forms.get(verb.token.lower_, ())
    )
    heard = (c for c in verb.token.children if tells and c.dep_ in verb.grammar.object and c.i >= first)
    after = (first, *(int(c.right_edge.i) + 1 for c in heard))
    at = next((i for i in after if i < start and layout.labels[i] in labels), None)
    if at is None or layout.lowers[at] not in small.conditions or layout.tokens[at].head.i != verb.token.i:
        return None
    commas = sum(layout.texts[i] == "," for i in range(at, start))
    return at if commas == (layout.texts[start - 1] == ",") else None


def _with_subject(verb: Verb, first: int, start: int) -> int | None:
    """'told Soir that poor planning | was to blame', 'said Friday its losses | tripled': a verb without its subject."""
    layout, grammar = verb.layout, verb.grammar
    finite = next((i for i in range(start, start + 4) if layout.labels[i] not in grammar.verb_modifiers), start)
    clause = layout.tokens[finite]
    if clause.tag_ not in grammar.finite_tags or clause.head.i != verb.token.i or clause.children_as(grammar.subject):
        return None
    if any(layout.texts[i] == "," for i in range(first, start)):
        return None
    that = next((i for i in range(first, start - 1) if layout.lowers[i] in verb.lexicon.words.small.that), None)
    if that is not None:
        return that + 1
    times = (c for c in verb.token.children if c.dep_ in grammar.measure and first <= c.i < start)
    beside = (c for time in times for c in time.children if c.dep_ in grammar.apposition)
    return next((int(c.left_edge.i) for c in beside if c.right_edge.i + 1 == start), None)
