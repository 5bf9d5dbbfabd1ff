"""Words between marks that end a clause to which a cue leads, though the parse loses it: 'said it “was down to me. It
was”', 'told the agency that there were “wounded, and we fear more”'.
"""

from __future__ import annotations

from quotes.extraction.attribute.context import Answer, Context
from quotes.extraction.attribute.rules import CUE_BEFORE
from quotes.extraction.cues.cue import Cue
from quotes.extraction.indirect.begins import DESCRIBING, label_of
from quotes.extraction.layout import QuotedRun

BREAKS = frozenset(",:;(–—-") | {"--"}
SAYING = frozenset(("say", "describe"))
LEADING = ("clause", "none", "object", "infinitive")


def led_from(context: Context, answer: Answer, run: QuotedRun) -> int | None:
    """Where the clause begins that a cue before the words leads to and that goes on in them; None if there is none."""
    cue, layout = answer.cue, context.layout
    if answer.rule != CUE_BEFORE or cue is None or cue.verb > run.open or cue.shape not in LEADING:
        return None
    start = cue.tokens[-1] + 1
    if start >= run.open or layout.texts[run.open - 1] in BREAKS:
        return None
    if layout.lowers[run.open - 1] in context.lexicon.words.cues.as_described:
        return None  # 'recalled her, whom he helped, as “a great woman”'
    if cue.lemma in context.lexicon.words.acts.accuses:
        deed = label_of(context, cue)
        return deed if deed is not None and start < deed < run.open else None
    if cue.groups == DESCRIBING:
        return _goes_on(context, start, run)
    if "say" not in cue.groups:
        return None
    words = context.lexicon.words
    that = (i for i in range(start, run.open) if layout.lowers[i] in words.small.that)
    opens = (i + 1 for i in that if layout.labels[i] not in words.grammar.determiner)
    first = next(opens, None) or _subject(context, cue, run)
    return None if first is None or first >= run.open or _is_of_another(context, first, run) else first


def _is_of_another(context: Context, first: int, run: QuotedRun) -> bool:
    """'recalled him after | the envoy accused them of “theft”': words that somebody else says in the clause."""
    others = context.cues_in(first, run.open)
    return any(other.source is not None and other.groups & SAYING for other in others)


def _goes_on(context: Context, start: int, run: QuotedRun) -> int | None:
    """'described them as | “the opposition” that “betrayed the town”': a word for a thing, and what is told of it."""
    layout, last = context.layout, run.open - 2
    before = layout.runs[layout.run_of[last]] if last > start and layout.run_of[last] >= 0 else None
    relative = layout.lowers[run.open - 1] in context.lexicon.words.pronouns.relative
    return before.open if before is not None and before.close == last + 1 and relative else None


def _subject(context: Context, cue: Cue, run: QuotedRun) -> int | None:
    """'told them on Monday | the boat was “unsafe”', 'said | it “was down to me”'."""
    layout, words, start = context.layout, context.lexicon.words, cue.tokens[-1] + 1
    grammar, relative = words.grammar, words.pronouns.relative
    verb = next((i for i in (*range(start, run.open), run.start) if layout.tags[i] in grammar.finite_tags), None)
    if verb is None:
        return None
    token = layout.tokens[verb]
    subjects = [c for one in (token, token.head) for c in one.children_as(grammar.subject)]
    first = next((int(c.left_edge.i) for c in subjects if start <= c.left_edge.i <= c.i < verb), None)
    last = run.open - 1 if verb == run.start else verb - 1
    if first is None and layout.tags[last] in grammar.pronoun_tags and last >= start:
        first = last
    if first is None or not relative.isdisjoint(layout.lowers[max(first - 1, 0) : first + 1]):
        return None
    scene = layout.labels[start] in grammar.preposition | grammar.verb_modifiers | grammar.measure
    if cue.lemma in words.cues.told or scene:
        return first - (layout.tags[first - 1] in grammar.question_adverb_tags)
    parted = any(layout.run_of[i] >= 0 or layout.texts[i] in BREAKS for i in range(start, first))
    return None if parted else start
