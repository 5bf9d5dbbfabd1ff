"""What a cue reports, as the parse shows it: a clause, the sentence before or around the cue, an object."""

from __future__ import annotations

from spacy.tokens import Token

from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import CueForm, Lexicon


def reported(
    layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, source: Range | None
) -> tuple[str, tuple[Range, ...]]:
    """What the verb reports, and the shape in which it does."""
    grammar = lexicon.words.grammar
    clauses = [child for child in verb.children if child.dep_ in grammar.clause]
    after = [c for c in clauses if c.i > verb.i]
    before = [c for c in clauses if c.i < verb.i]
    if before and not after:
        return "after", before_cue(layout, lexicon, verb, source)
    if after:
        end = max(c.right_edge.i for c in after) + 1
        start = min(c.left_edge.i for c in after)
        return "clause", trimmed(layout, (max(start, verb.i + 1), end))
    if late := _late_clause(lexicon, verb):
        return "clause", trimmed(layout, late)
    if parenthetical := _parenthetical(layout, lexicon, verb, source):
        return "around", parenthetical
    if "infinitive" in form.groups and (open_ := [c for c in verb.children if c.dep_ in grammar.open_clause]):
        start, end = open_[0].left_edge.i, open_[0].right_edge.i + 1
        return "infinitive", trimmed(layout, (max(start, verb.i + 1), end))
    if _ends_sentence(layout, lexicon, verb, source) and not _relative(layout, lexicon, verb, source):
        return "after", before_cue(layout, lexicon, verb, source)
    objects = [c for c in verb.children if c.dep_ in grammar.object | grammar.preposition and c.i > verb.i]
    if objects:
        return "object", trimmed(layout, (objects[0].left_edge.i, objects[-1].right_edge.i + 1))
    return "none", ()


def _late_clause(lexicon: Lexicon, verb: Token) -> tuple[int, int] | None:
    """'… after the Pentagon announced this week it was pausing the transfer': a clause that the parser hung elsewhere.

    The word after the cue and its time words begins a clause of its own, which hangs on a time word or further up.
    """
    doc, start, grammar = verb.doc, verb.i + 1, lexicon.words.grammar
    times = [c for c in verb.children if c.i > verb.i and c.dep_ in grammar.measure]
    if times:
        start = times[0].i + 1
    subject = next((t for t in doc[start : start + 6] if t.dep_ in grammar.subject), None)
    if subject is None or subject.left_edge.i != start or subject.lower_ in lexicon.words.pronouns.relative_subject:
        return None
    clause = subject.head
    hung_up = clause.dep_ in grammar.clause and clause.head in verb.ancestors
    hung_on_time = clause.dep_ in grammar.modifier_clause and clause.head in times
    return (start, int(clause.right_edge.i) + 1) if hung_up or hung_on_time else None


def before_cue(layout: Layout, lexicon: Lexicon, verb: Token, source: Range | None) -> tuple[Range, ...]:
    """'There was no discussion of a meeting, he said': the sentence up to the cue."""
    start, end = layout.sentences[layout.sentence_of[verb.i]]
    first = verb.i
    if source and start < source[0] < verb.i and not _comma_between(layout, source[1], verb.i):
        first = source[0]
    content = trimmed(layout, (start, first))
    last = max(verb.i + 1, source[1] if source and source[1] <= end else 0)
    if content and last < end and layout.tokens[last].text == "," and has_verb(layout, lexicon, last + 1, end):
        content += trimmed(layout, (last + 1, end))
    return content


def _comma_between(layout: Layout, start: int, end: int) -> bool:
    """Words between source and cue that are more than an apposition."""
    return end - start > 25


def has_verb(layout: Layout, lexicon: Lexicon, start: int, end: int) -> bool:
    """Does a finite verb stand in this range?"""
    finite = lexicon.words.grammar.finite_tags
    return any(tag in finite for tag in layout.tags[start:end])


def _parenthetical(layout: Layout, lexicon: Lexicon, verb: Token, source: Range | None) -> tuple[Range, ...]:
    """'Prices, he said, will rise': the sentence around the cue."""
    if verb.dep_ not in lexicon.words.grammar.parenthetical or verb.head.i == verb.i or source is None:
        return ()
    first, last = min(source[0], verb.i), max(source[1], verb.i + 1)
    doc, (start, end) = layout.tokens, layout.sentences[layout.sentence_of[verb.i]]
    if first - 1 < start or doc[first - 1].text not in (",", "–", "—", "--"):
        return ()
    if last < end and not doc[last].is_punct:
        return ()
    return trimmed(layout, (start, first)) + trimmed(layout, (last, end))


def _ends_sentence(layout: Layout, lexicon: Lexicon, verb: Token, source: Range | None) -> bool:
    """'…, he said.' and '…, said Soir.': a cue behind a comma near the end of a sentence that has another verb."""
    if source is None:
        return False
    start, _ = layout.sentences[layout.sentence_of[verb.i]]
    first = min(source[0], verb.i)
    if layout.lowers[first - 1] in lexicon.words.small.as_put and first - 2 > start:  # '…, as the minister put it'
        first -= 1
    behind_comma = first - 1 > start and layout.tokens[first - 1].text in (",", "”", '"', "''", "'", "’")
    return behind_comma and abs(verb.i - source[1]) < 12 and has_verb(layout, lexicon, start, first)


def _relative(layout: Layout, lexicon: Lexicon, verb: Token, source: Range | None) -> bool:
    """'… that there are “some people” who feel that way': such a clause says nothing of what stands before it."""
    relative = lexicon.words.pronouns.relative
    hangs = verb.dep_ in lexicon.words.grammar.modifier_clause
    return hangs and source is not None and layout.lowers[source[0]] in relative


def without(content: tuple[Range, ...], source: Range) -> tuple[Range, ...]:
    """The content without the words that name its source."""
    left: list[Range] = []
    for start, end in content:
        if source[0] <= start and end <= source[1]:
            continue
        if source[1] <= start or end <= source[0]:
            left.append((start, end))
        elif source[0] <= start:
            left.append((source[1], end))
        else:
            left.append((start, source[0]))
    return tuple(left)


EDGES = frozenset(",;:–—-")


def trimmed(layout: Layout, span: Range) -> tuple[Range, ...]:
    """The range without white space, marks and commas at its edges; nothing if nothing is left."""
    start, end = span
    doc = layout.tokens
    while start < end and (doc[start].is_space or doc[start].text in EDGES):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGES or doc[end - 1].text == "."):
        end -= 1
    return ((start, end),) if start < end else ()
