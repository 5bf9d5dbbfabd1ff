"""Where what a cue reports may begin and end: what the parse shows, its parts, and cuts of the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice

from quotes.extraction.attribute.context import Context
from quotes.extraction.cues.content import arguments, before_role, clause_head, is_absolute, to_do, trimmed
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.ends import compares_shares, lacks_subject
from quotes.extraction.layout import Content, Range
from quotes.extraction.tokens import Token

Options = list[tuple[str, Content]]

DESCRIBING = frozenset({"describe"})
BREAKS = frozenset(",;–—") | {"--"}
LEAST = 3  # tokens of a part that is cut at a comma
THAT_TOKENS = 14  # from a cue to the 'that' of what it reports ('said in a statement that …')
FEWEST_WORDS = 3  # of a report
MOST_WORDS = 400  # of a report; in a sentence without an end each of its cues would offer all of it
MOST_BREAKS = 3  # commas of a sentence at which a report may end
SLACK = 20  # tokens at the edges of a range that do not count
LINK_TOKENS = 40  # from a verb that describes to the word that leads to what it says of a thing


def options(context: Context, cue: Cue) -> Options:
    """The ranges that may be what a cue reports: what the parse shows first, then parts and cuts of the sentence.

    None for 'criticised him so hard that …': a verb that only describes reports no clause.
    """
    if cue.groups == DESCRIBING and cue.shape == "clause" and not (cue.content and _is_deed(context, cue, cue.content)):
        return []
    if cue.settled:
        return [("parse", cue.content)]
    offered = _offered(context, cue)
    first_names: dict[Content, str] = {}
    beyond = _verbs_beyond(context, cue, offered)
    for name, content in offered:
        past = cue.over is not None and any(cue.verb < start and end > cue.over for start, end in content)
        if content and not past and _may_be_said(context, cue, content) and not _reaches_next(cue, beyond, content):
            first_names.setdefault(content, name)
    return [(name, content) for content, name in first_names.items()]


def _offered(context: Context, cue: Cue) -> Options:
    """All the ranges, whether they may be said or not."""
    layout, small = context.layout, context.lexicon.words.small
    start, end = layout.sentences[layout.sentence_of[cue.verb]]
    told = _past_addressed(context, cue) or _after_scene(context, cue)
    after = max(cue.tokens[-1] + 1, told, cue.source[1] if cue.source and cue.source[0] > cue.verb else 0)
    offered = [("parse", cue.content)]
    offered += [(f"part:{label}", trimmed(layout, part)) for label, part in _parts(context, cue)]
    if after < end and not _is_around_whole(context, cue):
        whole = "that_to_end" if after == told and layout.lowers[told] in small.that else "to_end"
        offered.append((whole, trimmed(layout, (after, end))))
        thats = (i for i in range(after, _next_cue(context, after, end)) if layout.lowers[i] in small.that)
        that = next((i for i in thats if not _points(context, i)), None)
        if that is not None and that > after:
            offered.append(("that_to_end", trimmed(layout, (that, end))))
        offered += _cuts(context, "to", after, end)
    first = min(cue.source[0], cue.verb) if cue.source else cue.verb
    elsewhere = _is_relative(context, cue) or _is_told(context, cue, first) or _says_that(context, cue)
    if first - start > LEAST and not elsewhere:
        last = before_role(layout, context.lexicon, start, first)
        offered.append(("before", trimmed(layout, (start, last))))
    label = label_of(context, cue)
    if label is not None:
        offered = [("label", trimmed(layout, (label, end))), *_cuts(context, "label", label, end)] + [
            option for option in offered if option[1] and option[1][0][0] >= label
        ]
    deed = _deed(context, cue, after, end) if label is None else None
    if deed is not None:
        offered += [("deed", trimmed(layout, (deed, end))), *_cuts(context, "deed", deed, end)]
    said = _after_addressed(context, cue, end)
    if said is not None:  # of 'told the hearing | he had stopped' nothing begins before the 'he'
        offered = [(name, content) for name, content in offered if not content or not cue.verb < content[0][0] < said]
        offered += [("told", trimmed(layout, (said, end))), *_cuts(context, "told", said, end)]
    return offered


def _is_around_whole(context: Context, cue: Cue) -> bool:
    """'It was not clear, Marlow said, how many had died': what follows the cue is no report without what precedes."""
    start, end = cue.content[0] if cue.content else (0, 0)
    finite = context.lexicon.words.grammar.finite_tags
    return cue.shape == "around" and any(tag in finite for tag in context.layout.tags[start:end])


def _points(context: Context, i: int) -> bool:
    """'announced | that same day': a 'that' before a noun of its own."""
    token, grammar = context.layout.tokens[i], context.lexicon.words.grammar
    return token.dep_ in grammar.determiner and token.head.lower_ in context.lexicon.words.time.words


def _is_told(context: Context, cue: Cue, first: int) -> bool:
    """'In a letter, the doctors said | they had warned of it': who says so says nothing of the words of 'said'."""
    outer = context.outer(cue)
    return outer is not None and outer.shape == "clause" and outer.verb < first and "say" in outer.groups


def _says_that(context: Context, cue: Cue) -> bool:
    """'Sitting down with her on Monday, which was late, Finch said | that …', '…, he said, | “Go”': it comes after."""
    if cue.shape != "clause" or cue.content[0][0] < cue.verb:
        return False
    layout, first, after = context.layout, cue.content[0][0], cue.tokens[-1] + 1
    that = first == after and layout.lowers[first] in context.lexicon.words.small.that
    whole = layout.run_of[first] >= 0 and layout.texts[first][:1].isupper()  # not 'It is late, he said, | “but …”'
    return that or (first <= after + 2 and whole and cue.source is not None)


def _is_relative(context: Context, cue: Cue) -> bool:
    """'She had it from Soir, who told her that …': such a clause says nothing of what stands before it."""
    return cue.source is not None and context.layout.lowers[cue.source[0]] in context.lexicon.words.pronouns.relative


def _next_cue(context: Context, start: int, end: int) -> int:
    """Up to where the 'that' of a cue may stand: before 'said it would sail but insists | that …'."""
    last = min(start + THAT_TOKENS, end)
    return next((o.verb for o in context.cues_in(start, last) if o.shape == "clause"), last)


def _cuts(context: Context, name: str, start: int, end: int) -> Options:
    """A range that ends at one of the first commas, or at a small word that may begin something else.

    Of 'classes would go on.' the last word begins nothing.
    """
    layout, last = context.layout, min(end, start + MOST_WORDS + SLACK)
    breaks = islice((i for i in range(start + LEAST, last) if layout.texts[i] in BREAKS), MOST_BREAKS)
    cuts = [(f"{name}_break:{n}", trimmed(layout, (start, place))) for n, place in enumerate(breaks)]
    ends, lowers = context.lexicon.report_ends, layout.lowers
    places = (i for i in range(start + LEAST, min(last, end - 2)) if lowers[i] in ends and _begins_another(context, i))
    links = islice(places, MOST_BREAKS)
    return cuts + [(f"{name}_link:{n}", trimmed(layout, (start, place))) for n, place in enumerate(links)]


def label_of(context: Context, cue: Cue) -> int | None:
    """'described the plan as | “a gift”', 'accused them of | hiding it': where a verb that describes comes to its word.

    What it is about, however long, is nobody's words.
    """
    layout, cues = context.layout, context.lexicon.words.cues
    if "describe" not in cue.groups:
        return None
    start, (_, end) = cue.tokens[-1] + 1, layout.sentences[layout.sentence_of[cue.verb]]
    accuses = cue.lemma in context.lexicon.words.acts.accuses
    for i in range(start, min(end - 1, start + LINK_TOKENS)):
        word, plain = layout.lowers[i], layout.run_of[i] < 0
        if plain and word in cues.as_described and (layout.run_of[i + 1] >= 0 or _hangs_on(context, cue, i)):
            return i + 1
        named = layout.tags[i + 1] in context.lexicon.words.grammar.participle_tags
        if plain and word in cues.of_deed and (accuses or named) and _hangs_on(context, cue, i):
            return i + 1
    return None


def _hangs_on(context: Context, cue: Cue, i: int) -> bool:
    """Does a small word hang on the cue, or on its object ('as' after a long one often does by mistake)?"""
    tokens = context.layout.tokens
    return any(above.i == cue.verb for above in islice(tokens[i].ancestors, STEPS_UP))


STEPS_UP = 4  # of the parse, from 'as' to the verb that describes


def _deed(context: Context, cue: Cue, start: int, end: int) -> int | None:
    """'told the crews | not to wait', 'denied claims | that she knew': where what is to be done or told begins."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if cue.verb > start or not cue.groups & DOING:
        return None
    told = context.lexicon.told_nouns
    for i in range(start, min(end - 1, start + TO_DO_TOKENS)):
        before = layout.tokens[i - 1]
        if (i > start or cue.passive) and (deed := to_do(layout, context.lexicon, i, start)) is not None:
            return deed
        runs_on = layout.tags[i] in grammar.finite_tags  # 'denied any such offer | had been made'
        if i > start and before.lower_ in told and before.head.i == cue.verb and not runs_on:
            return i
        if layout.tags[i] in grammar.finite_tags or layout.run_of[i] >= 0:
            return None
    return None


DOING = frozenset(("say", "describe", "show", "infinitive"))
TO_DO_TOKENS = 14  # from a cue to the infinitive that it asks for


def _verbs_beyond(context: Context, cue: Cue, offered: Options) -> list[int]:
    """The verbs after a cue that no report of its own reaches: of the next report, or of what a noun is subject of."""
    grammar, tokens = context.lexicon.words.grammar, context.layout.tokens
    if cue.shape == "noun":  # 'his claim that it was safe | was denied'
        head = tokens[cue.verb].head
        return [head.i] if tokens[cue.verb].dep_ in grammar.subject and head.i > cue.verb else []
    said_of = _verb_of(context, cue)
    last = max([content[-1][1] for _, content in offered if content], default=0)
    others = (o for o in context.cues_in(cue.verb + 1, last) if o.groups & JOINED and not o.holds(cue.verb))
    after = [o for o in others if not cue.holds(o.verb)]
    clause = clause_head(grammar, tokens[cue.verb]) if after else None
    heads = {cue.verb, clause.i if clause is not None else cue.verb}
    return said_of + [
        o.verb
        for o in after
        if _is_joined(context, o, heads) or _stands_beside(context, cue, o) or _is_absolute(context, cue, o)
    ]


def _verb_of(context: Context, cue: Cue) -> list[int]:
    """'A man who said he was the king | was banned', 'denied having it, | and the charge was dropped': what happens to
    who speaks, and what happens next.
    """
    grammar, verb = context.lexicon.words.grammar, context.layout.tokens[cue.verb]
    found, noun = [], verb.head
    if verb.dep_ in grammar.modifier_clause and noun.dep_ in grammar.subject and noun.head.i > cue.verb:
        found.append(noun.head)
    deed = cue.content and context.layout.tags[cue.content[0][0]] in grammar.participle_tags | grammar.infinitive_tags
    joined = (c for c in verb.children if c.dep_ in grammar.conjunct and c.i > cue.verb) if deed else ()
    found += [c for c in joined if c.children_as(grammar.subject)]
    helps = grammar.auxiliary | grammar.subject
    return [min([one.i, *(c.i for c in one.children_as(helps) if c.i > cue.verb)]) for one in found]


def _is_joined(context: Context, other: Cue, heads: Set[int]) -> bool:
    """'said the dam was unsafe, and two engineers told …'."""
    verb = context.layout.tokens[other.verb]
    return verb.dep_ in context.lexicon.words.grammar.conjunct and verb.head.i in heads


def _is_absolute(context: Context, cue: Cue, other: Cue) -> bool:
    """'hit out at the council, with its leader calling it “a mess”'."""
    verb, grammar = context.layout.tokens[other.verb], context.lexicon.words.grammar
    beside = verb.dep_ in grammar.preposition_clause and verb.head.head.i == cue.verb
    return beside and is_absolute(grammar, verb.head)


def _stands_beside(context: Context, cue: Cue, other: Cue) -> bool:
    """'said it had treated 12, while the fire service said …': with a subject and in the tense of the cue."""
    own = other.source is not None and other.source[1] == other.verb and other.shape == "clause"
    same = context.layout.tags[other.verb] == context.layout.tags[cue.verb]
    return own and same and cue.shape == "clause"


def _reaches_next(cue: Cue, beyond: Sequence[int], content: Content) -> bool:
    """Does a range after a cue reach beyond its report?"""
    return any(start > cue.verb and start <= verb < end for verb in beyond for start, end in content)


JOINED = frozenset(("say", "describe"))


def _past_addressed(context: Context, cue: Cue) -> int:
    """'told the crews | the ferry would sail': where what is said begins after whoever is told it; 0 without any."""
    if cue.shape != "clause" or cue.lemma not in context.lexicon.words.cues.told:
        return 0
    first, objects = cue.content[0][0], context.lexicon.words.grammar.object
    lowers, that = context.layout.lowers, context.lexicon.words.small.that
    told = (c for c in context.layout.tokens[cue.verb].children if c.dep_ in objects and cue.verb < c.i < first)
    ends = ((c.i, int(c.right_edge.i) + 1) for c in told if c.right_edge.i < first)
    return max((next((i for i in range(noun, end) if lowers[i] in that), end) for noun, end in ends), default=0)


def _after_scene(context: Context, cue: Cue) -> int:
    """'said on a call with analysts | that demand had slowed': where what is said begins after the scene; else 0."""
    layout, words = context.layout, context.lexicon.words
    if cue.shape != "clause" or not cue.content or layout.labels[cue.tokens[-1] + 1] not in words.grammar.preposition:
        return 0
    first = cue.content[0][0]
    return first if first > cue.tokens[-1] + 1 and layout.lowers[first] in words.small.that else 0


def _after_addressed(context: Context, cue: Cue, end: int) -> int | None:
    """'told councillors | the bridge, built in 1984, was safe': where the parser took both for one noun."""
    layout, grammar = context.layout, context.lexicon.words.grammar
    if cue.lemma not in context.lexicon.words.cues.told or cue.passive or cue.shape not in PARTED:
        return None
    nouns = grammar.noun_tags | grammar.pronoun_tags
    for i in range(cue.verb + 2, min(cue.verb + ADDRESSED_TOKENS, end)):
        begins = layout.labels[i] in grammar.determiner or layout.tags[i] in grammar.pronoun_tags
        begins = begins or _begins_after_hearers(context, cue, i)
        if begins and layout.tags[i - 1] in nouns:
            return i if any(layout.tags[k] in grammar.finite_tags for k in range(i + 1, end)) else None
        if layout.tags[i] not in nouns and layout.labels[i] not in grammar.before_noun:
            return None
    return None


def _begins_after_hearers(context: Context, cue: Cue, i: int) -> bool:
    """'told councillors | lorries would pass': a second noun, after several people without an article."""
    layout, words = context.layout, context.lexicon.words
    hearers = i - 1 == cue.verb + 1 and layout.lowers[i - 1] in words.roles.group
    return hearers and layout.tags[i - 1] in words.grammar.plural_tags and layout.tags[i] in words.grammar.noun_tags


PARTED = frozenset(("clause", "object", "none"))
PAIR_TOKENS = 4  # from 'between' to the 'and' of its pair
ADDRESSED_TOKENS = 6  # from a verb to the end of whom it tells


def _begins_another(context: Context, i: int) -> bool:
    """'… he respects Holt | and calls her', '… the money | after the vote': a word at which a report may end."""
    word, small = context.layout.lowers[i], context.lexicon.words.small
    if word in small.joining:
        if not small.paired.isdisjoint(context.layout.lowers[max(i - PAIR_TOKENS, 0) : i]):
            return False  # 'between Orm | and Harlow'
        return context.layout.tags[i + 1] not in context.lexicon.words.grammar.common_tags
    return word in small.ending


def _may_be_said(context: Context, cue: Cue, content: Content) -> bool:
    """Is it long enough to be a report, and not only the person agreed with or the time of a refusal to comment?"""
    first = context.layout.tokens[content[0][0]]
    words, size = context.lexicon.words, sum([end - start for start, end in content])
    if first.lower_ in words.small.not_reported or not FEWEST_WORDS - 1 <= size <= MOST_WORDS:
        return False
    when = cue.shape == "none" and first.tag_ in words.grammar.question_adverb_tags
    if cue.shape == "object" and _is_mere_thing(context, cue, content) and label_of(context, cue) is None:
        return False  # but 'called it a gift', 'rejected it as a gift'
    if when or _shows_thing(context, cue, first):
        return False
    so = cue.groups == DESCRIBING and first.lower_ in words.small.that  # 'criticised him so hard that …'
    if so and context.layout.tags[first.i - 1] not in words.grammar.noun_tags:
        return False
    if _is_aside(context, cue, content) or _only_points(context, cue, content) or _points(context, first.i):
        return False
    if compares_shares(context.layout, context.lexicon, cue, first.i):
        return False
    return not _tells_who(context, cue, first) and (size >= FEWEST_WORDS or _may_be_short(context, cue, content))


def _is_mere_thing(context: Context, cue: Cue, content: Content) -> bool:
    """'requested details', 'rejected the charge', 'defended her habit of sailing alone': does a cue without a clause
    have a thing for its object?
    """
    names = "describe" in cue.groups and context.layout.lowers[cue.verb] not in context.lexicon.denying
    defends = cue.lemma in context.lexicon.words.cues.defending
    return defends or (not names and _is_bare(context, cue, content)) or _says_itself(context, content)


def _may_be_short(context: Context, cue: Cue, content: Content) -> bool:
    """'vowed to stay', 'as a gift', 'who won, he did not say': may so few words be a report?"""
    gap = cue.shape == "clause" and lacks_subject(context.layout, context.lexicon, cue, content)
    return gap or "describe" in cue.groups or _is_deed(context, cue, content)


TELLS = frozenset(("say", "describe"))


def _shows_thing(context: Context, cue: Cue, first: Token) -> bool:
    """'had shown | contempt for the law': a thing, shown by somebody who is nothing that carries words."""
    words, verb = context.lexicon.words, context.layout.tokens[cue.verb]
    if cue.shape != "object" or "show" not in cue.groups or cue.groups & TELLS or cue.source is None:
        return False
    thing = any(c.dep_ in words.grammar.object and c.left_edge.i == first.i for c in verb.children)
    return thing and context.layout.head(cue.source).lower_ not in words.phrases.carriers


def _is_deed(context: Context, cue: Cue, content: Content) -> bool:
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
    return linked or context.layout.lowers[start] in parts


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


def _parts(context: Context, cue: Cue) -> Iterator[tuple[str, Range]]:
    """What hangs on the cue's verb after it, each part for itself: a clause, an object, an infinitive."""
    grammar = context.lexicon.words.grammar
    kinds = grammar.clause | grammar.open_clause | grammar.object | grammar.preposition
    for child in arguments(grammar, context.layout.tokens[cue.verb]):
        if child.dep_ in kinds:
            yield child.dep_, (max(child.left_edge.i, cue.tokens[-1] + 1), child.right_edge.i + 1)
            if child.dep_ in grammar.preposition:
                yield "inside", (child.i + 1, child.right_edge.i + 1)
