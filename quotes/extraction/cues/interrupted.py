"""Cues in the middle of what they report, with more between them and the second comma: 'The bridge, he said on Friday,
is unsafe', 'Trams, Ida Soir told the council, would not run'.

A parser often has the words after the second comma hang on the cue alone. The commas and the verbs tell more: what
stands before the first has no verb, what follows the second begins with one.
"""

from __future__ import annotations

from quotes.extraction.cues.cue import Shape
from quotes.extraction.cues.ranges import has_verb, trimmed
from quotes.extraction.cues.subject import subject_of
from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import CueForm, Lexicon
from quotes.extraction.mentions import source_at
from quotes.extraction.tokens import Token

COMMA = ","
LONGEST_SOURCE = 12  # tokens from the first comma to the verb
LONGEST_SUBJECT = 25  # tokens from the start of the sentence to the first comma
LONGEST_ADJUNCT = 14  # tokens from the verb to the second comma: whom it is said to, when and where

Interruption = tuple[Range, Content]  # who says it, and what


def interruption(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm) -> Interruption | None:
    """'The bridge, the engineer Ida Soir told a court, was never inspected': Soir, and the sentence around her."""
    if "say" not in form.groups or verb.tag_ not in lexicon.words.grammar.finite_tags:
        return None
    first = _comma_before(layout, lexicon, verb)
    last = _comma_after(layout, lexicon, verb, form) if first is not None else None
    if first is None or last is None:
        return None
    start, end = layout.sentences[layout.sentence_of[verb.i]]
    if not _goes_on(layout, lexicon, (start, first), (last + 1, end)):
        return None
    source = _who(layout, lexicon, verb, first + 1)
    return (source, trimmed(layout, (start, first)) + trimmed(layout, (last + 1, end))) if source else None


def _comma_before(layout: Layout, lexicon: Lexicon, verb: Token) -> int | None:
    """The comma before who says it, with no other verb between them; of 'the leader, Per Lund, told' the first."""
    start, _ = layout.sentences[layout.sentence_of[verb.i]]
    beside = 2 * (layout.texts[verb.i - 1] == COMMA)
    for i in range(verb.i - 1, max(start, verb.i - LONGEST_SOURCE), -1):
        if layout.run_of[i] >= 0 or (
            has_verb(layout, lexicon, i, i + 1) and layout.labels[i] not in lexicon.words.grammar.auxiliary
        ):
            return None
        if layout.texts[i] == COMMA and not beside:
            return i if 0 < i - start <= LONGEST_SUBJECT and i < verb.i - 1 else None
        beside -= layout.texts[i] == COMMA
    return None


def _comma_after(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm) -> int | None:
    """The comma after whom it is said to, when and where, if that is all that follows the verb."""
    _, end = layout.sentences[layout.sentence_of[verb.i]]
    grammar, words = lexicon.words.grammar, lexicon.words
    at = verb.i + 1 + bool(form.particle)
    if at >= end or (form.particle and layout.lowers[at - 1] != form.particle):
        return None
    if layout.texts[at] == COMMA:
        return at
    scene = layout.tags[at] in grammar.preposition_tags or layout.labels[at] in grammar.verb_modifiers
    times = layout.texts[at] in words.time.words | words.time.before
    if not (scene or times or form.lemma in words.cues.told):
        return None
    unlike = grammar.finite_tags | grammar.infinitive_tags | grammar.question_tags
    for i in range(at, min(end - 1, at + LONGEST_ADJUNCT)):
        if layout.run_of[i] >= 0 or layout.tags[i] in unlike or layout.lowers[i] in words.small.that:
            return None
        if layout.texts[i] == COMMA:
            return i
    return None


def _goes_on(layout: Layout, lexicon: Lexicon, before: Range, after: Range) -> bool:
    """'The bridge | … | was never inspected': a subject without a verb, and a verb without a subject."""
    grammar = lexicon.words.grammar
    (first, comma), (start, end) = before, after
    if _begins_anew(layout, lexicon, before, after):
        return True
    first += layout.labels[first] in grammar.coordination
    while start < end - 1 and layout.labels[start] in grammar.verb_modifiers - grammar.auxiliary:
        start += 1
    if layout.tags[start] not in grammar.finite_tags or layout.run_of[start] >= 0 or first >= comma:
        return False
    opens = layout.tags[first] in grammar.preposition_tags | grammar.question_tags
    quoted = any(run >= 0 for run in layout.run_of[first:comma])
    nouns = grammar.noun_tags | grammar.pronoun_tags
    return not (opens or quoted or has_verb(layout, lexicon, first, comma)) and any(
        tag in nouns for tag in layout.tags[first:comma]
    )


def _begins_anew(layout: Layout, lexicon: Lexicon, before: Range, after: Range) -> bool:
    """'Under the plan, | … | fares would double': what only leads to a sentence, and the sentence."""
    grammar, (first, comma), (start, end) = lexicon.words.grammar, before, after
    leads = layout.tags[first] in grammar.preposition_tags and not has_verb(layout, lexicon, first, comma)
    if not leads or any(run >= 0 for run in layout.run_of[first : start + 1]):
        return False
    near = (layout.tokens[i] for i in range(start, min(end, start + LONGEST_ADJUNCT)))
    subject = next((token for token in near if token.dep_ in grammar.subject), None)
    if subject is None or subject.left_edge.i != start or subject.lower_ in lexicon.words.pronouns.relative:
        return False
    verbs = (subject.head, *subject.head.children_as(grammar.auxiliary))
    return any(verb.tag_ in grammar.finite_tags and verb.i > subject.i for verb in verbs)


def _who(layout: Layout, lexicon: Lexicon, verb: Token, first: int) -> Range | None:
    """'the engineer Ida Soir': the name behind a role, else the subject that stands after the comma."""
    grammar = lexicon.words.grammar
    first += layout.lowers[first] in lexicon.words.small.as_put  # 'Trams, | as | Soir wrote in May, would not run'
    asks = not grammar.question_tags.isdisjoint(layout.tags[first : verb.i])  # 'The bill, which he wrote in May, was'
    if asks or layout.tags[first] in grammar.preposition_tags | grammar.following_tags:
        return None
    subject = subject_of(layout, lexicon, verb)
    last = verb.i - 1 - (layout.texts[verb.i - 1] == COMMA)
    while last > first and layout.labels[last] in grammar.verb_modifiers:
        last -= 1
    if subject is None or not first <= subject.i <= last:
        subject = layout.head((first, last + 1))
    named = (c for c in subject.children if c.dep_ in grammar.apposition and first <= c.i <= last)
    subject = next((c for c in named if c.tag_ in grammar.name_tags), subject)
    return source_at(layout, lexicon, subject) if first <= subject.i <= last else None


def is_put(lexicon: Lexicon, verb: Token) -> bool:
    """'as Soir said', 'as reported by Soir'."""
    return any(child.lower_ in lexicon.words.small.as_put for child in verb.children if child.i < verb.i)


def put_so(
    layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, source: Range | None
) -> tuple[Shape, Content] | None:
    """'As Soir put it, the mill is gone', 'As reported by the Herald, the mill was sold': the sentence after it."""
    if source is None or "say" not in form.groups or not is_put(lexicon, verb):
        return None
    if form.lemma in lexicon.words.cues.aspect:
        return None  # 'As talks with the union continued, the board met'
    grammar, (start, end) = lexicon.words.grammar, layout.sentences[layout.sentence_of[verb.i]]
    first = start + (layout.labels[start] in grammar.coordination)
    after = max(verb.i + 1, source[1])
    comma = next((i for i in range(after, min(end - 1, after + LONGEST_ADJUNCT)) if layout.texts[i] == COMMA), None)
    if layout.lowers[first] not in lexicon.words.small.as_put or comma is None or source[0] - first > LONGEST_SOURCE:
        return None
    named = grammar.object if not form.particle else frozenset()
    told = any(c.i > verb.i and c.dep_ in grammar.clause | named for c in verb.children)
    if told or has_verb(layout, lexicon, after, comma) or not has_verb(layout, lexicon, comma, end):
        return None
    return "around", trimmed(layout, (comma + 1, end))
