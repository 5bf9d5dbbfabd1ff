"""Cues in headlines, which leave out verbs: 'Soir says Vane behind leaks', 'Flu visits cut by half, study finds'."""

from __future__ import annotations

from quotes.extraction.cues.around import COMMAS
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ranges import has_verb, trimmed
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import CueForm, Lexicon
from quotes.extraction.mentions import noun_head, phrase_start, source_at
from quotes.extraction.tokens import Token

FEWEST = 3  # words of what is said
MOST_AFTER = 4  # words after a verb that ends a headline: whom it is said to


def headline_cue(layout: Layout, lexicon: Lexicon, verb: Token, forms: tuple[CueForm, ...]) -> Cue | None:
    """The cue that a verb in the present is in a headline, before or after what is said."""
    paragraph = layout.paragraph_of[verb.i]
    grammar = lexicon.words.grammar
    if paragraph not in layout.headlines or verb.tag_ not in grammar.present_tags or layout.run_of[verb.i] >= 0:
        return None
    start, end = layout.paragraphs[paragraph]
    while end > start and layout.tokens[end - 1].is_space:
        end -= 1
    form = next((form for form in forms if not form.particle and form.groups & TELLING), None)
    if form is None:
        return None
    before = _before_it(layout, lexicon, verb, form, (start, end))
    return before or _after_it(layout, lexicon, verb, form, (start, end))


TELLING = frozenset(("say", "show"))


def _after_it(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, line: Range) -> Cue | None:
    """'Norland says | king's body still in Tarn': the rest of the line, of which somebody is told."""
    (start, end), grammar = line, lexicon.words.grammar
    if form.lemma not in lexicon.words.cues.clausal:
        return None
    source = _source(layout, lexicon, verb.i - 1)
    first = verb.i + 1
    none = first < end and layout.lowers[first] in lexicon.words.unmade.no  # 'say no evidence ferry was unsafe'
    if has_verb(layout, lexicon, start, verb.i) or (has_verb(layout, lexicon, first, end) and not none):
        return None
    if source is None or phrase_start(layout, grammar, source) != start or source[1] != verb.i or end - first < FEWEST:
        return None
    if any(run >= 0 for run in layout.run_of[first:end]) or layout.lowers[first] in lexicon.words.small.said_things:
        return None
    if layout.tags[first] not in grammar.noun_tags | grammar.adjective_tags and layout.labels[first] not in (
        grammar.before_noun | grammar.subject
    ):
        return None
    noun = noun_head(layout, grammar, first)
    told = any(layout.tags[i] not in grammar.noun_tags for i in range(noun.i + 1, end))  # but 'says goodbye song'
    content = trimmed(layout, (first, end))
    return Cue((verb.i,), verb.i, form.lemma, form.groups, "clause", source, content, settled=True) if told else None


def _before_it(layout: Layout, lexicon: Lexicon, verb: Token, form: CueForm, line: Range) -> Cue | None:
    """'Flu visits cut by half thanks to vaccine |, study finds', 'No body without tests |, police tell Orm'."""
    start, end = line
    source = _source(layout, lexicon, verb.i - 1)
    if source is None or source[1] != verb.i or end - verb.i > MOST_AFTER or has_verb(layout, lexicon, verb.i + 1, end):
        return None
    comma = phrase_start(layout, lexicon.words.grammar, source) - 1
    if comma - start < FEWEST or layout.texts[comma] not in COMMAS:
        return None
    if any(run >= 0 for run in layout.run_of[start:comma]) or any(t in COMMAS for t in layout.texts[start:comma]):
        return None
    content = trimmed(layout, (start, comma))
    return Cue((verb.i,), verb.i, form.lemma, form.groups, "after", source, content, settled=True)


def _source(layout: Layout, lexicon: Lexicon, i: int) -> Range | None:
    """Who or what speaks before a verb: a name, a person, a body, or what carries words."""
    if i < 0 or layout.tags[i] not in lexicon.words.grammar.noun_tags | lexicon.words.grammar.pronoun_tags:
        return None
    noun = noun_head(layout, lexicon.words.grammar, i)
    found = source_at(layout, lexicon, noun)
    if found is None and noun.lower_ in lexicon.words.phrases.finders | lexicon.words.roles.bodies:
        found = (int(noun.left_edge.i), noun.i + 1)
    return found
