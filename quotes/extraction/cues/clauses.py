"""A clause after the verb that reports it ('said that it would sail'), also where the parser hung it elsewhere."""

from __future__ import annotations

from quotes.extraction.cues.openings import with_opening
from quotes.extraction.cues.ranges import has_verb, trimmed
from quotes.extraction.cues.reporting_verb import Verb
from quotes.extraction.cues.things import thing_of
from quotes.extraction.layout import Content
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.tokens import Token

FARTHEST_THAT = 12  # tokens from the word after a verb to the 'that' of a clause that the parser hung elsewhere
FARTHEST_SUBJECT = 6  # tokens from a verb to the subject of a clause that the parser hung elsewhere


def clause_after(verb: Verb) -> Content | None:
    """'He said that the ferry would sail'."""
    at = verb.token.i
    after = [c for c in verb.token.children if c.dep_ in verb.grammar.clause and c.i > at]
    if not after or all(_only_names(verb, c) or _has_none(verb, c) or _is_beyond_thing(verb, c) for c in after):
        return None
    after += [c for c in verb.token.children_as(verb.grammar.conjunct) if is_that_clause(verb.lexicon, c)]
    end = max(c.right_edge.i for c in after) + 1
    start = max(min(c.left_edge.i for c in after), at + 1)
    start = with_opening(verb, _with_fronted(verb, _with_subject(verb, start)))
    start = _after_relative(verb, start, end)
    while end > start + 1 and verb.layout.labels[end - 1] in verb.grammar.coordination:
        end -= 1  # 'said it was safe – but | insists …'
    return trimmed(verb.layout, (start, end))


def question(verb: Verb) -> Content | None:
    """'asked her three times | if she knew': what the parser takes for a condition."""
    forms = verb.lexicon.cue_forms.get(verb.token.lower_, ())
    if not any(form.lemma in verb.lexicon.words.acts.asks for form in forms):
        return None
    marks = verb.lexicon.words.small.whether
    clauses = (c for c in verb.token.children if c.dep_ in verb.grammar.adverbial and c.i > verb.token.i)
    asked = next((c for c in clauses if c.left_edge.lower_ in marks), None)
    return None if asked is None else trimmed(verb.layout, (int(asked.left_edge.i), int(asked.right_edge.i) + 1))


def parted_clause(verb: Verb) -> Content | None:
    """'It was not clear, Marlow said, | how many had died': a clause on each side of the cue."""
    layout, source, at = verb.layout, verb.source, verb.token.i
    after = [c for c in verb.token.children if c.dep_ in verb.grammar.clause and c.i > at]
    if source is None or not after or source[1] != at or at + 2 >= verb.sentence[1]:
        return None
    start, first = verb.sentence[0], source[0] - 1
    if first - 1 <= start or layout.texts[first] != "," or layout.texts[at + 1] != "," or layout.run_of[at + 2] >= 0:
        return None
    if layout.run_of[first - 1] >= 0 or not has_verb(layout, verb.lexicon, start, first):
        return None
    return trimmed(layout, (start, first)) + trimmed(layout, (at + 2, max(c.right_edge.i for c in after) + 1))


def _has_none(verb: Verb, clause: Token) -> bool:
    """'said in a statement | issued an hour before': what the parser took for a clause, without anybody who does it."""
    grammar = verb.grammar
    plain = clause.left_edge.i == clause.i and clause.tag_ in grammar.past_tags | grammar.past_participle_tags
    plain = plain and clause.lower_ not in verb.lexicon.words.small.being
    return plain and clause.i > verb.token.i + 1 and clause.nbor(-1).dep_ in grammar.preposition_object


def _is_beyond_thing(verb: Verb, clause: Token) -> bool:
    """'At the time he announced his bid last spring, | she was at sea': a sentence of its own, after a thing."""
    layout, start = verb.layout, int(clause.left_edge.i)
    thing = thing_of(layout, verb.lexicon, verb.token)
    return (
        thing is not None
        and thing.i < start
        and layout.texts[start - 1] == ","
        and not is_that_clause(verb.lexicon, clause)
    )


def _after_relative(verb: Verb, start: int, end: int) -> int:
    """'tells voters who wonder why | that he was raised so': a clause about the hearers is not part of what is said."""
    layout, words = verb.layout, verb.lexicon.words
    heard = any(c.i == start - 1 and c.dep_ in verb.grammar.object for c in verb.token.children)
    if not heard or layout.lowers[start] not in words.pronouns.relative_person:
        return start
    marks = verb.grammar.clause_marks
    return next(
        (i for i in range(start + 2, end) if layout.lowers[i] in words.small.that and layout.labels[i] in marks), start
    )


def _only_names(verb: Verb, clause: Token) -> bool:
    """'lamented | what he described as a “mess”', 'slammed | what she called “chaos”': a thing, and a word for it."""
    describes = any("describe" in form.groups for form in verb.lexicon.cue_forms.get(clause.lower_, ()))
    what = (c for c in clause.children if c.i < clause.i and c.dep_ in verb.grammar.object)
    return describes and any(c.tag_ in verb.grammar.question_tags for c in what)


def _with_subject(verb: Verb, start: int) -> int:
    """'denied any such offer | had been made', 'said it | “was late. We ran”': a clause whose subject the parser took
    for the verb's object.
    """
    grammar, layout, first = verb.grammar, verb.layout, verb.layout.tokens[start]
    run = layout.runs[layout.run_of[start]] if layout.run_of[start] >= 0 else None
    opens = run is not None and run.start == start and first.dep_ in grammar.clause
    if first.tag_ not in grammar.finite_tags or not (opens or first.dep_ in grammar.auxiliary):
        return start
    own = (first if opens else first.head).children_as(grammar.subject)
    last = run.open if run is not None and opens else start
    before = (c for c in verb.token.children if c.dep_ in grammar.object and c.right_edge.i + 1 == last)
    return next((int(c.left_edge.i) for c in before if not own and c.i > verb.token.i), start)


def _with_fronted(verb: Verb, start: int) -> int:
    """'said | at no time | did the cabinet discuss it': what stands before a turned clause, and may undo it."""
    doc, grammar, unmade = verb.layout.tokens, verb.grammar, verb.lexicon.words.unmade
    first = doc[start]
    turned = first.dep_ in grammar.auxiliary and first.lower_ in unmade.turned and first.head.i > start
    if not turned or not any(c.i > start for c in first.head.children_as(grammar.subject)):
        return start
    labels = grammar.preposition | grammar.clause_marks | grammar.negation
    fronted = [c for c in verb.token.children if verb.token.i < c.i < start and c.dep_ in labels]
    return min((int(c.left_edge.i) for c in fronted if c.right_edge.i == start - 1), default=start)


def clause_beyond(verb: Verb) -> Content | None:
    """'said on a call with analysts | that demand had slowed': a clause that the parser hung on whoever hears it."""
    at, layout, grammar = verb.token.i, verb.layout, verb.grammar
    that, told = verb.lexicon.words.small.that, verb.lexicon.told_nouns
    if "say" not in verb.groups or any(c.dep_ in grammar.object and c.i > at for c in verb.token.children):
        return None
    for link in verb.token.children:
        if link.i != at + 1 or link.dep_ not in grammar.preposition or link.lower_ in verb.lexicon.words.small.leading:
            continue
        for i in range(link.i + 2, min(int(link.right_edge.i), link.i + FARTHEST_THAT)):
            clause = layout.tokens[i].head
            marks = layout.lowers[i] in that and layout.labels[i] in grammar.clause_marks
            if marks and clause.dep_ in grammar.modifier_clause | grammar.clause and clause.head.lower_ not in told:
                return trimmed(layout, (i, int(clause.right_edge.i) + 1)) if clause.head.i < i < clause.i else None
    return None


def clause_of_hearer(verb: Verb) -> Content | None:
    """'told the inquest | that the brakes had failed', 'told them on a call | that …': a clause that the parser hung on
    who is told it, or where.
    """
    grammar, forms = verb.grammar, verb.lexicon.cue_forms.get(verb.token.lower_, ())
    if not any(form.lemma in verb.lexicon.words.cues.addressing for form in forms):
        return None
    told = [c for c in verb.token.children if c.dep_ in grammar.object and c.i > verb.token.i]
    for clause in (c for noun in (*told, *_scene(verb, told)) for c in noun.children if _hangs(grammar, c)):
        own = any(c.i < clause.i for c in clause.children_as(grammar.subject))
        if own and is_that_clause(verb.lexicon, clause):
            after = [clause, *(c for c in verb.token.children_as(grammar.conjunct) if is_that_clause(verb.lexicon, c))]
            end = max(int(c.right_edge.i) for c in after) + 1
            return trimmed(verb.layout, (int(clause.left_edge.i), end))
    return None


def _scene(verb: Verb, told: list[Token]) -> list[Token]:
    """The 'call' of 'told analysts on a call', but not the 'rumour' of 'told them of a rumour that it had fallen'."""
    grammar, about = verb.grammar, verb.lexicon.words.small.leading
    links = [c for noun in (verb.token, *told) for c in noun.children if c.dep_ in grammar.preposition]
    links = [link for link in links if told and link.i > told[0].i and link.lower_ not in about]
    return [c for link in links for c in link.children if c.dep_ in grammar.preposition_object]


def _hangs(grammar: Grammar, token: Token) -> bool:
    return token.dep_ in grammar.modifier_clause | grammar.clause


def is_that_clause(lexicon: Lexicon, clause: Token) -> bool:
    """'that the brakes had failed', but not 'that failed': does a clause begin with a 'that' that only opens it?"""
    first = clause.left_edge
    return first.lower_ in lexicon.words.small.that and first.dep_ in lexicon.words.grammar.clause_marks


def clause_head(grammar: Grammar, verb: Token) -> Token | None:
    """The verb of the clause that a verb has after it: the 'sail' of 'said that the ferry would sail'."""
    return next((child for child in verb.children if child.dep_ in grammar.clause and child.i > verb.i), None)


def late_clause(verb: Verb) -> Content | None:
    """'… after the Pentagon announced this week it was pausing the transfer': a clause that the parser hung elsewhere.

    The word after the cue and its time words begins a clause of its own, which hangs on a time word or further up.
    """
    doc, start, grammar = verb.token.doc, verb.token.i + 1, verb.grammar
    times = [c for c in verb.token.children if c.i >= start and c.dep_ in grammar.measure]
    times = [c for c in times if c.lower_ not in verb.lexicon.words.small.whole]  # '…, something the owners oppose'
    if times:
        start = times[0].i + 1
    subject = next((t for t in doc[start : start + FARTHEST_SUBJECT] if t.dep_ in grammar.subject), None)
    if subject is None or subject.left_edge.i != start:
        return None
    if subject.lower_ in verb.lexicon.words.pronouns.relative_subject:
        return None
    clause = subject.head
    hung_up = clause.dep_ in grammar.clause and clause.head in verb.token.ancestors
    hung_on_time = clause.dep_ in grammar.modifier_clause and clause.head in times
    return trimmed(verb.layout, (start, int(clause.right_edge.i) + 1)) if hung_up or hung_on_time else None


def torn_clause(verb: Verb) -> Content | None:
    """'says a man from Orm | left in May': a clause that the parser took for a thing and what was done to it."""
    at, grammar = verb.token.i, verb.grammar
    if "say" not in verb.groups:
        return None
    for noun in (c for c in verb.token.children if c.dep_ in grammar.object and c.i > at and c.left_edge.i == at + 1):
        for clause in noun.children_as(grammar.modifier_clause):
            plain = clause.left_edge.i == clause.i and clause.i > noun.i and clause.tag_ in grammar.finite_tags
            if plain:
                return trimmed(verb.layout, (at + 1, int(noun.right_edge.i) + 1))
    return None
