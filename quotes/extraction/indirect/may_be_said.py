"""May a range be what a cue reports? No thing, no aside, and nothing that only tells who speaks."""

from __future__ import annotations

from itertools import islice

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ends import compares_shares, lacks_subject
from quotes.extraction.indirect.begins import DESCRIBING, STEPS_UP, is_warned_off, label_of
from quotes.extraction.layout import Content, Range
from quotes.extraction.mentions import source_at
from quotes.extraction.tokens import Token

FEWEST_WORDS = 3  # of a report


def points(context: Context, i: int) -> bool:
    """'announced | that same day': a 'that' before a noun of its own."""
    token, grammar = context.layout.tokens[i], context.lexicon.words.grammar
    return token.dep_ in grammar.determiner and token.head.lower_ in context.lexicon.words.time.words


MOST_WORDS = 400  # of a report; in a sentence without an end each of its cues would offer all of it


def may_be_said(context: Context, cue: Cue, content: Content) -> bool:
    """Is it long enough to be a report, and not only the person agreed with or the time of a refusal to comment?"""
    first = context.layout.tokens[content[0][0]]
    words, size = context.lexicon.words, sum([end - start for start, end in content])
    fewest = 1 if _is_word_for_it(context, cue, first) else FEWEST_WORDS - 1
    if first.lower_ in words.small.not_reported or not fewest <= size <= MOST_WORDS:
        return False
    when = cue.shape == "none" and first.tag_ in words.grammar.question_adverb_tags
    if cue.shape == "object" and _is_mere_thing(context, cue, content) and label_of(context, cue) is None:
        return False  # but 'called it a gift', 'rejected it as a gift'
    if when or _shows_thing(context, cue, first) or _only_names_hearer(context, cue, content):
        return False
    so = cue.groups == DESCRIBING and first.lower_ in words.small.that  # 'criticised him so hard that …'
    if so and context.layout.tags[first.i - 1] not in words.grammar.noun_tags:
        return False
    if _is_aside(context, cue, content) or _only_points(context, cue, content) or points(context, first.i):
        return False
    if compares_shares(context.layout, context.lexicon, cue, first.i) or _stops_short(context, cue, content):
        return False
    if _only_names_speaker(context, content):
        return False
    return not _tells_who(context, cue, first) and (size >= FEWEST_WORDS or _may_be_short(context, cue, content))


def _is_word_for_it(context: Context, cue: Cue, first: Token) -> bool:
    """'called it | unfair', 'accused them of | fraud'; not 'rejected it as well', 'called it | pro-choice'."""
    whole = first.i + 1 < len(context.layout.texts) and first.i + 1 not in context.layout.hyphens
    named = first.dep_ not in context.lexicon.words.grammar.verb_modifiers
    return whole and named and label_of(context, cue) == first.i


def _only_names_speaker(context: Context, content: Content) -> bool:
    """'“…,” said Vane; said Moor; | said Stein': is it no more than another verb of saying and who says it?"""
    (start, end), *_ = content
    cue = next((other for other in context.cues_in(start, end) if other.verb == start), None)
    return cue is not None and cue.source is not None and not cue.content and cue.source == (cue.tokens[-1] + 1, end)


def _stops_short(context: Context, cue: Cue, content: Content) -> bool:
    """'said | the mayor told her | in May that it was late': does a range end before what a verb in it reports?"""
    start, end = content[0][0], content[-1][1]
    inner = (o for o in context.cues_in(start, end) if o.shape == "clause" and o.verb != cue.verb)
    return start > cue.verb and any(o.content and end <= o.content[0][0] < end + SHORT_BY for o in inner)


SHORT_BY = 8  # tokens from where a range ends to what a verb in it reports


def _is_mere_thing(context: Context, cue: Cue, content: Content) -> bool:
    """'requested details', 'rejected the charge', 'defended her habit of sailing alone': does a cue without a clause
    have a thing for its object?
    """
    names = "describe" in cue.groups and context.layout.lowers[cue.verb] not in context.lexicon.denying
    defends = cue.lemma in context.lexicon.words.cues.defending
    return defends or (not names and _is_bare(context, cue, content)) or _says_itself(context, content)


def _only_names_hearer(context: Context, cue: Cue, content: Content) -> bool:
    """'told | staff in a letter', 'told staff | about the leak': to whom, how and of what, but nothing that is said."""
    layout, words = context.layout, context.lexicon.words
    verb, (start, end) = layout.tokens[cue.verb], content[0]
    if cue.shape != "object" or cue.lemma not in words.cues.told or is_warned_off(context, start):
        return False
    hearer = next((c for c in verb.children if c.dep_ in words.grammar.object and c.i > cue.verb), None)
    ends = hearer is None or hearer.i + 1 == len(layout.texts)
    if hearer is None or ends or layout.labels[hearer.i + 1] not in words.grammar.preposition:
        return False
    if any(layout.tags[i] in words.grammar.infinitive_tags for i in range(hearer.i + 1, end)):
        return False
    scene = start in (hearer.i + 1, hearer.i + 2)
    return scene or (hearer.left_edge.i == start and source_at(layout, context.lexicon, hearer) is not None)


def _may_be_short(context: Context, cue: Cue, content: Content) -> bool:
    """'vowed to stay', 'as a gift', 'who won, he did not say': may so few words be a report?"""
    gap = cue.shape == "clause" and lacks_subject(context.layout, context.lexicon, cue, content)
    return gap or "describe" in cue.groups or is_deed(context, cue, content)


TELLS = frozenset(("say", "describe"))


def _shows_thing(context: Context, cue: Cue, first: Token) -> bool:
    """'had shown | contempt for the law': a thing, shown by somebody who is nothing that carries words."""
    words, verb = context.lexicon.words, context.layout.tokens[cue.verb]
    if cue.shape != "object" or "show" not in cue.groups or cue.groups & TELLS or cue.source is None:
        return False
    thing = any(c.dep_ in words.grammar.object and c.left_edge.i == first.i for c in verb.children)
    return thing and context.layout.head(cue.source).lower_ not in words.phrases.carriers


def is_deed(context: Context, cue: Cue, content: Content) -> bool:
    """'pledged to follow', 'urged the mayor to resign', 'denied taking it'."""
    start, tags, grammar = content[0][0], context.layout.tags, context.lexicon.words.grammar
    follows = cue.shape == "infinitive" and start == cue.tokens[-1] + 1
    if start == cue.tokens[-1] + 1 and tags[start] in grammar.participle_tags:  # 'denied taking it'
        return cue.shape == "clause" and context.layout.lowers[cue.verb] in context.lexicon.naming_deeds
    asked = "infinitive" in cue.groups or cue.lemma in context.lexicon.words.cues.told
    asks = asked and start > cue.verb and tags[start] in grammar.infinitive_tags
    return follows or (asks and not grammar.base_tags.isdisjoint(tags[start + 1 : start + 2]))


def _is_aside(context: Context, cue: Cue, content: Content) -> bool:
    """'Asked about the crew, he sighed', 'Instead of saying no, she spoke of rain': when or how, before the cue."""
    words, first = context.lexicon.words, content[0][0]
    if first >= cue.verb:
        return False
    asked = any(o.lemma in words.cues.asked and not o.source for o in context.cues_in(first, first + 1))
    aside, head = words.grammar.adverbial | words.grammar.preposition, context.layout.head(content[0])
    led = cue.shape == "clause" and len(content) == 1 and head.head.i == cue.verb  # 'Speaking in Orm, he warned that …'
    circumstance = head.dep_ in aside and (cue.shape == "after" or led)
    return asked or circumstance


def _tells_who(context: Context, cue: Cue, first: Token) -> bool:
    """'Not now, says Soir, | the union's treasurer, who joined in May': what is told of who speaks."""
    if cue.source is None or cue.source[0] < cue.verb or first.i != cue.source[1] + 1:
        return False
    above = (first, *islice(first.ancestors, STEPS_UP))
    return any(noun.dep_ in context.lexicon.words.grammar.apposition and noun.i >= first.i for noun in above)


def _only_points(context: Context, cue: Cue, content: Content) -> bool:
    """'promised me that in May | and nothing happened': a 'that' that is what was said, and then another sentence."""
    (start, _), head = content[0], context.layout.head(content[0])
    first, grammar = context.layout.tokens[start], context.lexicon.words.grammar
    if first.dep_ in grammar.object and first.lower_ in context.lexicon.words.small.that and first.head.i == cue.verb:
        return True  # 'would say that, but …'
    parts = context.lexicon.words.small.parts
    if start <= cue.verb:
        return False
    linked = any(start <= c.i < head.i and c.lower_ in parts for c in head.children)
    return linked or (context.layout.lowers[start] in parts and not _leads_main_clause(context, cue, content))


def _leads_main_clause(context: Context, cue: Cue, content: Content) -> bool:
    """'said | while it rained, the trains had run': a clause that belongs to the main clause of what is said."""
    (start, end), grammar = content[0], context.lexicon.words.grammar
    first = context.layout.tokens[start]
    main = first.head.head
    leads = first.dep_ in grammar.clause_marks and first.head.dep_ in grammar.adverbial
    return leads and first.head.i < main.i < end and main.i != cue.verb and bool(main.children_as(grammar.subject))


def _is_bare(context: Context, cue: Cue, content: Content) -> bool:
    """'announced a milestone', 'offered details of a plan that failed': a thing, without a verb that tells of it."""
    words, tokens = context.lexicon.words, context.layout.tokens
    tags = words.grammar.verb_tags | words.grammar.modal_tags
    verbs = [tokens[i] for place in content for i in range(*place) if tokens[i].tag_ in tags]
    if not verbs:
        return True
    noun = context.layout.head(content[0])
    told = noun.tag_ not in words.grammar.noun_tags or noun.lower_ in context.lexicon.told_nouns
    if told or cue.lemma in words.cues.told | words.cues.asking:  # 'told the tale of a boy who swam home'
        return False
    return all(_only_tells_which(context, verb, content[0]) for verb in verbs)


def _only_tells_which(context: Context, verb: Token, place: Range) -> bool:
    """'of a plan | that failed', 'the tools | they use': a verb in a clause that says which thing is meant."""
    grammar, relative = context.lexicon.words.grammar, context.lexicon.words.pronouns.relative
    for clause in (verb, *islice(verb.ancestors, STEPS_UP)):
        if not place[0] <= clause.i < place[1]:
            return False
        subjects = clause.children_as(grammar.subject)
        if clause.dep_ in grammar.modifier_clause and any(c.i < clause.i for c in subjects):
            first = clause.left_edge
            return first.lower_ in relative or first in [c.left_edge for c in subjects]
    return False


def _says_itself(context: Context, content: Content) -> bool:
    """'pointed to a letter which said that …', 'cited an audit | that found …', 'held placards reading …': these
    report, and are no report.
    """
    noun, grammar, tokens = context.layout.head(content[0]), context.lexicon.words.grammar, context.layout.tokens
    first = tokens[content[0][0]]
    if first.lower_ in context.lexicon.words.pronouns.relative and first.dep_ in grammar.subject:
        return noun.dep_ in grammar.modifier_clause
    if noun.lower_ not in context.lexicon.words.phrases.carriers:
        return False
    forms, read = context.lexicon.cue_forms, context.lexicon.words.cues.of_carriers
    verbs = [tokens[o.verb] for o in context.cues_in(noun.i + 1, content[-1][1]) if o.groups & REPORTING]
    verbs += [c for c in noun.children if c.i > noun.i and any(f.lemma in read for f in forms.get(c.lower_, ()))]
    return any(verb.dep_ in grammar.modifier_clause and noun in verb.ancestors for verb in verbs)


REPORTING = frozenset(("say", "show"))
