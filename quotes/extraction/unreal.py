"""Words that were never said: 'Had Soir said that …', 'A post falsely shows Soir saying …'."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from quotes.extraction.cues.cue import Cue
from quotes.extraction.layout import Layout
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.tokens import Token

STEPS_UP = 6  # of the parse, from a cue to what makes it unreal


def is_unreal(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """Does the sentence around a cue say that its words were not said?"""
    verb, unmade, grammar = layout.tokens[cue.verb], lexicon.words.unmade, lexicon.words.grammar
    if _is_turned(lexicon, verb) or _goes_with_what_may_be(lexicon, verb):
        return True
    what = any(c.dep_ in grammar.object and c.i < verb.i and c.tag_ in grammar.question_tags for c in verb.children)
    for below, above in _above(lexicon, verb):
        if what and not unmade.against.isdisjoint((above.lower_, above.head.lower_)):
            return True  # 'Despite what Soir says, it is safe'
        if above.lower_ in unmade.unreal and below.dep_ in grammar.clause | grammar.preposition:
            return True
        if _is_false(lexicon, above) or _is_purported(layout, lexicon, above) or _is_without(lexicon, below, above):
            return True
        if _is_means_to_come(lexicon, below, above):
            return True
        if _is_untrue(lexicon, below, above) or is_charge(lexicon, below, above) or _is_made_up(lexicon, below, above):
            return True
    return False


def _above(lexicon: Lexicon, verb: Token) -> Iterator[tuple[Token, Token]]:
    """What a verb hangs on as what is told, step by step, each below its head: 'shows Soir | saying'."""
    grammar = lexicon.words.grammar
    told = (
        grammar.clause
        | grammar.open_clause
        | grammar.preposition_clause
        | grammar.preposition
        | grammar.modifier_clause
    )
    for _ in range(STEPS_UP):
        if verb.dep_ not in told or verb.head.i >= verb.i:
            return
        yield verb, verb.head
        verb = verb.head


def _is_turned(lexicon: Lexicon, verb: Token) -> bool:
    """'Had Soir said that …, nobody would have come': an auxiliary before the subject of a clause."""
    grammar = lexicon.words.grammar
    if verb.dep_ not in grammar.adverbial and not (verb.dep_ in grammar.clause and verb.head.i > verb.i):
        return False
    subjects = [child.i for child in verb.children_as(grammar.subject)]
    turned = (c.i for c in verb.children if c.dep_ in grammar.auxiliary and c.lower_ in lexicon.words.unmade.turned)
    return any(i < subject for i in turned for subject in subjects)


def _goes_with_what_may_be(lexicon: Lexicon, verb: Token) -> bool:
    """'Vane will argue that prices are flat, | indicating that …': a participle of what somebody may say some day."""
    grammar, unmade = lexicon.words.grammar, lexicon.words.unmade
    if verb.tag_ not in grammar.participle_tags or verb.dep_ not in grammar.adverbial or verb.head.i >= verb.i:
        return False
    for above in islice(verb.ancestors, STEPS_UP):
        before = {child.lower_ for child in above.children if child.i < above.i}
        says = above.lower_ in lexicon.saying
        if says and above.i < verb.i:
            return not before.isdisjoint(unmade.modals) and before.isdisjoint(unmade.only)
    return False


def is_as_claimed(layout: Layout, lexicon: Lexicon, cue: Cue) -> bool:
    """'The bridge is not closed, as some claim': what they claim is what the sentence says is not so."""
    words, verb = lexicon.words, layout.tokens[cue.verb]
    if cue.lemma not in words.unmade.claiming or verb.dep_ not in words.grammar.adverbial:
        return False
    if words.small.as_put.isdisjoint(child.lower_ for child in verb.children if child.i < verb.i):
        return False
    above = [verb.head, *islice(verb.head.ancestors, STEPS_UP)]
    near = (child for word in above for child in word.children)
    return any(word.lower_ in words.unmade.negative or _is_none(lexicon, word) for word in near)


def is_defended(layout: Layout, lexicon: Lexicon, cue: Cue, first: int) -> bool:
    """'Chancellor defends “reckless” plan': the word is that of whoever attacks it, but 'defended it as “vital”'."""
    words, run = lexicon.words, layout.run_of[first]
    if cue.lemma not in words.cues.defending or run < 0 or layout.runs[run].hidden:
        return False
    between = layout.lowers[cue.verb + 1 : layout.runs[run].open]
    return words.resolving.in_role.isdisjoint(between) and "," not in between


def _is_none(lexicon: Lexicon, noun: Token) -> bool:
    """'no evidence'."""
    return any(child.lower_ in lexicon.words.unmade.no for child in noun.children)


def _is_false(lexicon: Lexicon, above: Token) -> bool:
    """'falsely claims that Soir said …', 'was wrongly quoted as saying …', 'A doctored video shows Soir saying …'."""
    unmade, grammar = lexicon.words.unmade, lexicon.words.grammar
    subjects = above.children_as(grammar.subject)
    of_subject = {word.lower_ for c in subjects for word in c.children if word.i < c.i}
    return any(child.lower_ in unmade.falsely for child in above.children) or not unmade.faked.isdisjoint(of_subject)


def _is_purported(layout: Layout, lexicon: Lexicon, above: Token) -> bool:
    """'A clip purports to show Soir saying …': an infinitive after a verb of pretending."""
    to = above.i - 1
    infinitive = layout.tags[to] in lexicon.words.grammar.infinitive_tags and to > 0
    return infinitive and layout.lowers[to - 1] in lexicon.words.unmade.purporting


def _is_means_to_come(lexicon: Lexicon, below: Token, above: Token) -> bool:
    """'She could end it by telling them that …': what somebody may say some day."""
    by = below.dep_ in lexicon.words.grammar.preposition and below.lower_ in lexicon.words.small.agent_links
    return by and any(c.lower_ in lexicon.words.unmade.modals and c.i < above.i for c in above.children)


def _is_untrue(lexicon: Lexicon, below: Token, above: Token) -> bool:
    """'It is not true that Soir said …', 'It is untrue that Soir said …'."""
    grammar, unmade = lexicon.words.grammar, lexicon.words.unmade
    if (
        below.dep_ not in grammar.clause
        or above.lower_ not in lexicon.words.small.being | lexicon.words.small.being_short
    ):
        return False
    near = {c.lower_ for c in above.children if c.i < below.i}
    return bool(near & unmade.untrue or (near & unmade.true and near & unmade.negative))


def _is_made_up(lexicon: Lexicon, below: Token, above: Token) -> bool:
    """'One post had Soir admitting that …'."""
    grammar = lexicon.words.grammar
    told = below.dep_ in grammar.clause | grammar.open_clause and below.tag_ in grammar.participle_tags
    return told and above.lower_ in lexicon.words.unmade.having and bool(below.children_as(grammar.subject))


def is_charge(lexicon: Lexicon, below: Token, above: Token) -> bool:
    """'was accused of saying that …', 'accused Soir of having said that …': nobody knows whether it was said."""
    forms = lexicon.cue_forms.get(above.lower_, ())
    accuses = any(form.lemma in lexicon.words.acts.accuses for form in forms)
    return accuses and below.dep_ in lexicon.words.grammar.preposition and below.lower_ in lexicon.words.unmade.charged


def _is_without(lexicon: Lexicon, below: Token, above: Token) -> bool:
    """'There is no evidence that Soir said …', 'denied claims that Soir said …', but not '…, saying …'."""
    grammar = lexicon.words.grammar
    if below.dep_ not in grammar.modifier_clause or below.left_edge.lower_ not in lexicon.words.small.that:
        return False
    if below.tag_ in grammar.participle_tags and not any(child.dep_ in grammar.auxiliary for child in below.children):
        return False
    return _is_none(lexicon, above) or (
        above.lower_ in lexicon.words.denials.nouns and above.head.lower_ in lexicon.denying
    )
