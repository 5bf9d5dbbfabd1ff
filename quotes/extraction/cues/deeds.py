"""What a verb reports without a clause: 'pledged to sail', 'denied taking it', 'described the delay'."""

from __future__ import annotations

from quotes.extraction.cues.ranges import trimmed
from quotes.extraction.cues.reporting_verb import Verb
from quotes.extraction.layout import Content, Layout
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.tokens import Token


def infinitive(verb: Verb) -> Content | None:
    """'pledged to “smash” the gangs', 'committed to building a school'."""
    clauses = [c for c in verb.token.children if c.dep_ in verb.grammar.open_clause or _is_next(verb, c)]
    if "binding" in verb.groups:
        bound = (c for c in verb.token.children if c.lower_ in verb.lexicon.words.small.bound_to)
        clauses += [c for c in bound if names_deed(c, verb.grammar)]
    clause = next(iter(clauses), None) if verb.groups & {"infinitive", "binding"} else None
    if clause is None or _is_done(verb.grammar, clause):
        return None
    first = _asked_for(verb, max(int(clause.left_edge.i), verb.token.i + 1))
    return trimmed(verb.layout, (first, clause.right_edge.i + 1))


def _is_done(grammar: Grammar, clause: Token) -> bool:
    """'told them the grant, | won by Soir, …', but not 'asked | not to be named'."""
    to = any(child.tag_ in grammar.infinitive_tags and child.i < clause.i for child in clause.children)
    return clause.tag_ in grammar.past_participle_tags and not to


def _is_next(verb: Verb, clause: Token) -> bool:
    """'vow | to fight the sale', which the parser takes for a purpose."""
    first = verb.layout.tags[clause.left_edge.i] in verb.grammar.infinitive_tags
    return first and clause.dep_ in verb.grammar.adverbial and clause.left_edge.i == verb.token.i + 1


def _asked_for(verb: Verb, start: int) -> int:
    """'appealed for | money to mend the roof': what is asked for belongs to what it is to do."""
    links = (c for c in verb.token.children if c.lower_ in verb.lexicon.words.small.asked_for and c.i > verb.token.i)
    return next((c.i + 1 for c in links if c.right_edge.i == start - 1), start)


def deed_named(verb: Verb) -> Content | None:
    """'denied taking the money', 'suggests soaking the nets'."""
    deeds = (c for c in verb.token.children if c.dep_ in verb.grammar.open_clause | verb.grammar.clause)
    deed = next((c for c in deeds if c.tag_ in verb.grammar.participle_tags and c.i > verb.token.i), None)
    if deed is None or verb.token.lower_ not in verb.lexicon.naming_deeds:
        return None
    return trimmed(verb.layout, (max(deed.left_edge.i, verb.token.i + 1), deed.right_edge.i + 1))


def objects(verb: Verb) -> Content | None:
    """'described the delay', 'spoke of a delay'."""
    kinds = verb.grammar.object | verb.grammar.preposition
    found = [c for c in arguments(verb.grammar, verb.token) if c.dep_ in kinds and not is_absolute(verb.grammar, c)]
    if not found:
        return None
    layout, (start, end) = verb.layout, (int(found[0].left_edge.i), int(found[-1].right_edge.i) + 1)
    relative = verb.lexicon.words.pronouns.relative
    told = (i for i in range(start, end - 1) if layout.texts[i] == "," and layout.lowers[i + 1] in relative)
    return trimmed(layout, (start, next(told, end)))  # 'proposed a change |, which struck out “ferry”'


def is_absolute(grammar: Grammar, preposition: Token) -> bool:
    """'hit out at the council, | with its leader calling it a mess': a clause with a subject of its own."""
    return any(deed.children_as(grammar.subject) for deed in preposition.children_as(grammar.preposition_clause))


def arguments(grammar: Grammar, verb: Token) -> list[Token]:
    """What hangs on a verb after it, also by way of the agent: the 'of hiding it' of 'was accused by Vane of …'."""
    after = [child for child in verb.children if child.i > verb.i]
    named = [noun for child in after if child.dep_ in grammar.agent for noun in child.children]
    deeds = (child for noun in named for child in noun.children if child.dep_ in grammar.preposition)
    return [*after, *(child for child in deeds if names_deed(child, grammar))]


def to_do(layout: Layout, lexicon: Lexicon, i: int, first: int) -> int | None:
    """Where 'to wait' and 'not to wait' begin, if their 'to' is this token; a 'not' before `first` is left out."""
    grammar = lexicon.words.grammar
    run = layout.run_of[i + 1] if i + 1 < len(layout.tags) else -1
    deed = i + 1 + (run >= 0 and layout.runs[run].open == i + 1)  # 'vowed to “smash” it'
    if layout.tags[i] not in grammar.infinitive_tags or grammar.base_tags.isdisjoint(layout.tags[deed : deed + 1]):
        return None
    return i - (i > first and layout.lowers[i - 1] in lexicon.words.unmade.negative)


def names_deed(preposition: Token, grammar: Grammar) -> bool:
    """'of hiding the bill': a preposition before an action."""
    return any(
        child.dep_ in grammar.preposition_object and child.tag_ in grammar.participle_tags
        for child in preposition.children
    )
