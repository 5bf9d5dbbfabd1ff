"""Reports that their grammar settles: of these the weights need to see little, and the row is judged as a whole anyway.

They are rarer in some kinds of news than in those on which the weights were fitted, and no less certain there.
"""

from __future__ import annotations

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.indirect.begins import DESCRIBING, is_warned_off, label_of
from quotes.extraction.indirect.features import form_of
from quotes.extraction.layout import Content
from quotes.extraction.mentions import is_sourcelike, noun_head, source_at

OWN, SHOWS, DEED = frozenset(("say", "infinitive")), frozenset(("show", "say", "think")), "to"


def is_certain(context: Context, cue: Cue, content: Content) -> bool:
    """Has a verb that does little but report, and somebody for its subject, a whole report after it?"""
    if cue.source is None or cue.negated or cue.passive or content[0][0] < cue.verb:
        return False
    head = context.layout.head(cue.source)
    able = is_sourcelike(context.layout, context.lexicon, head, cue.source)
    phrases = context.lexicon.words.phrases
    more = context.lexicon.words.roles.bodies | phrases.written | phrases.finders
    able = able or head.lower_ in more  # 'six nations', 'the military', 'exit polls'
    if not able and context.who(cue.source).how != "name":
        return False
    return any(settles(context, cue, content) for settles in CERTAIN)


def _is_clause(context: Context, cue: Cue, content: Content) -> bool:
    """'agreed that the council should review it': a clause with its subject and its verb, and no question."""
    words, layout = context.lexicon.words, context.layout
    grammar, head, (first, _) = words.grammar, layout.head(content[0]), content[0]
    plain = not cue.groups - OWN or _is_finding(context, cue)
    if not plain or cue.shape != "clause" or _is_for_anybody(context, cue):
        return False
    question = layout.tags[first] in grammar.question_tags and layout.lowers[first] not in words.small.that
    if question and cue.lemma not in words.acts.asks:
        return False  # 'took the stage to explain how it was done'
    subjects = [c for c in head.children_as(grammar.subject) if first <= c.i < head.i]
    told = bool(subjects) and head.dep_ in grammar.clause and head.head.i == cue.verb
    return told and any(word.tag_ in grammar.finite_tags for word in (head, *head.children_as(grammar.auxiliary)))


def _is_finding(context: Context, cue: Cue) -> bool:
    """'The study found that …', 'exit polls show …': what carries words tells what they say."""
    phrases = context.lexicon.words.phrases
    of_things = cue.lemma in context.lexicon.words.cues.of_things
    tells = of_things or ("show" in cue.groups and not cue.groups - SHOWS)
    assert cue.source is not None
    return tells and context.layout.head(cue.source).lower_ in phrases.carriers | phrases.written | phrases.finders


def _is_for_anybody(context: Context, cue: Cue) -> bool:
    """'it is safe to say', 'you say': nobody in particular."""
    words, layout = context.lexicon.words, context.layout
    assert cue.source is not None
    word = layout.lowers[cue.source[0]]
    thing = word in words.pronouns.neuter and layout.tags[cue.verb] in words.grammar.base_tags
    return thing or word in words.pronouns.second


def _is_deed(context: Context, cue: Cue, content: Content) -> bool:
    """'pleaded with them to wait', 'told the man to leave': what somebody is to do."""
    acts = context.lexicon.words.acts
    told = cue.lemma in (acts.tells | acts.orders) - acts.demands
    asks = told or cue.lemma in acts.demands
    return asks and _is_to_do(context, cue, content) and _is_for_somebody(context, cue, content, told=told)


def _is_promise(context: Context, cue: Cue, content: Content) -> bool:
    """'pledged to close the port'."""
    promises = cue.lemma in context.lexicon.words.acts.promises and content[0][0] == cue.tokens[-1] + 1
    return promises and _is_to_do(context, cue, content)


def _is_not_to_do(context: Context, cue: Cue, content: Content) -> bool:
    """'warned the bank against buying bonds'."""
    return not cue.groups - OWN and is_warned_off(context, content[0][0])


def is_offer(context: Context, cue: Cue, content: Content) -> bool:
    """'offered to pay': what somebody will do, which news often tells as done ('agreed to pay')."""
    if cue.lemma not in context.lexicon.words.cues.offering or cue.source is None or cue.negated:
        return False
    return content[0][0] == cue.tokens[-1] + 1 and _is_to_do(context, cue, content)


def _is_to_do(context: Context, cue: Cue, content: Content) -> bool:
    grammar, verb = context.lexicon.words.grammar, context.layout.tokens[cue.verb]
    if cue.groups - OWN or cue.shape == "clause" or content[0][0] < cue.verb:
        return False
    if verb.tag_ in grammar.participle_tags and verb.dep_ not in grammar.adverbial | grammar.preposition_clause:
        return False  # 'the doctors offering to run it'
    return form_of(context, content) == DEED


def _is_for_somebody(context: Context, cue: Cue, content: Content, told: bool) -> bool:
    """'offered | to pay', 'called for | Soir to be freed', but not 'called for | a plan to help'."""
    layout, grammar, start = context.layout, context.lexicon.words.grammar, content[0][0]
    whom = next((c for c in layout.tokens[cue.verb].children_as(grammar.object) if c.i > cue.verb), None)
    if whom is not None and source_at(layout, context.lexicon, whom) and whom.i < start:
        return True  # 'urged people in low parts of the town | to leave'
    to = next((i for i in range(start, content[0][1]) if layout.tags[i] in grammar.infinitive_tags), start)
    to -= layout.lowers[to - 1] in context.lexicon.words.unmade.negative  # 'begged them | not to wait'
    if to == cue.tokens[-1] + 1:
        return not told
    return source_at(layout, context.lexicon, noun_head(layout, grammar, to - 1)) is not None


def _is_label(context: Context, cue: Cue, content: Content) -> bool:
    """'described the cut as a gift to the rich', 'called the results sobering': somebody's word for a thing."""
    words, layout, start = context.lexicon.words, context.layout, content[0][0]
    if cue.groups != DESCRIBING or cue.lemma in words.cues.defending or label_of(context, cue) != start:
        return False
    if layout.lowers[start - 1] not in words.cues.as_described:
        return layout.lowers[start - 1] not in words.cues.of_deed
    named = words.grammar.noun_tags | words.grammar.pronoun_tags
    thing = any(layout.tags[i] in named for i in range(cue.tokens[-1] + 1, start - 1))
    return thing and cue.lemma not in words.cues.naming


def _is_blame(context: Context, cue: Cue, content: Content) -> bool:
    """'criticised the mayor for letting it burn': a deed, for which somebody is found at fault."""
    words, layout, start = context.lexicon.words, context.layout, content[0][0]
    if cue.groups != DESCRIBING or cue.lemma in words.cues.praising or label_of(context, cue) != start:
        return False
    negative = layout.lowers[start] in words.unmade.negative
    deed = layout.tags[start + negative] in words.grammar.participle_tags
    caused = cue.lemma in words.cues.tracing  # 'blames the mayor for the fire'
    if not (deed or caused) or layout.lowers[start - 1] not in words.phrases.blaming:
        return False
    whom = (c for c in layout.tokens[cue.verb].children_as(words.grammar.object) if cue.verb < c.i < start)
    return any(source_at(layout, context.lexicon, noun) or noun.lower_ in words.roles.bodies for noun in whom)


def _is_cause(context: Context, cue: Cue, content: Content) -> bool:
    """'attributed the fall to rain', 'blamed the delay on the weather': a thing, and what it comes of."""
    words, layout, (start, end) = context.lexicon.words, context.layout, content[0]
    if cue.lemma not in words.cues.tracing or cue.shape != "object":
        return False
    children = [c for c in layout.tokens[cue.verb].children if c.i > cue.verb]
    thing = any(c.dep_ in words.grammar.object and c.left_edge.i == start for c in children)
    return thing and any(c.lower_ in words.cues.traced_to and start < c.i < end - 1 for c in children)


def _is_of_noun(context: Context, cue: Cue, content: Content) -> bool:
    """'a warning from the union that jobs would go'."""
    grammar, layout, (first, _) = context.lexicon.words.grammar, context.layout, content[0]
    that = layout.lowers[first] in context.lexicon.words.small.that and layout.labels[first] in grammar.clause_marks
    return cue.shape == "noun" and that and layout.head(content[0]).head.i == cue.verb


CERTAIN = (_is_clause, _is_deed, _is_promise, _is_not_to_do, _is_label, _is_blame, _is_cause, _is_of_noun)
