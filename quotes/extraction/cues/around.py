"""A sentence before or around the cue that reports it: '…, he said.', 'Prices, he said, will rise'."""

from __future__ import annotations

from quotes.extraction.cues.named_last import role_before
from quotes.extraction.cues.ranges import EDGES, has_verb, main_clauses, trimmed
from quotes.extraction.cues.reporting_verb import Verb
from quotes.extraction.cues.things import thing_of
from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import past_partners

LONGEST_APPOSITION = 25  # tokens between a source and its verb
FEWEST_BRIEF = 3  # tokens of what is said without a verb, with its comma
MOST_BRIEF = 8
LONGEST_OPENING = 40  # tokens of a sentence before a cue that interrupts it
LONGEST_INSERTED = 60  # tokens from the source of such a cue to where the sentence goes on
FARTHEST_SOURCE = 25  # tokens from a verb after its sentence to the end of its source, with what it is between them
COMMAS = frozenset(",–—") | {"--"}
PARTS = frozenset(";")
COMMAS_AND_CLOSERS = frozenset(",”\"'’") | {"''"}


def clause_before(verb: Verb) -> Content | None:
    """'There was no discussion of a meeting, he said': the clause stands before the cue."""
    clauses = [c.i for c in verb.token.children if c.dep_ in verb.grammar.clause]
    before = bool(clauses) and max(clauses) < verb.token.i
    if before and verb.source is not None and _is_beside_clause(verb, min(verb.source[0], verb.token.i)):
        return None
    content = before_cue(verb) if before else ()
    return None if _only_opens(verb, content) else content or None


def _is_beside_clause(verb: Verb, first: int) -> bool:
    """'Brandt was out for 58, he and Vane adding 113': a participle with a subject of its own after a whole clause."""
    run_of, participle = verb.layout.run_of, verb.grammar.participle_tags
    return verb.token.tag_ in participle and first > 1 and run_of[first - 1] < 0 and run_of[first - 2] < 0


def parenthetical(verb: Verb) -> Content | None:
    """'Prices, he said, will rise': the sentence around the cue."""
    token, source, doc = verb.token, verb.source, verb.layout.tokens
    if source is None:
        return None
    first, last = min(source[0], token.i), max(source[1], token.i + 1)
    start, end = verb.sentence
    put = first - 2 > start and verb.layout.lowers[first - 1] in verb.lexicon.words.small.as_put
    first -= put  # 'Trains, as the minister put it, will run'
    labels = verb.grammar.parenthetical | (verb.grammar.adverbial if put else frozenset())
    if token.head.i == token.i or token.dep_ not in labels:
        return None
    if first - 1 < start or doc[first - 1].text not in COMMAS:
        return None
    if last < end and not doc[last].is_punct:
        return None
    return (trimmed(verb.layout, _before_inserted(verb, (start, first))) + trimmed(verb.layout, (last, end))) or None


def _before_inserted(verb: Verb, before: Range) -> Range:
    """What is said before the cue: nothing of 'He left in May because, she said, the money had run out', the 'who' of
    'They hired Birch, who, she said, had no idea'.
    """
    layout, (start, first) = verb.layout, before
    link = first - 2
    if link <= start or layout.texts[first - 1] not in COMMAS:
        return before
    if opens_relative(layout, verb.lexicon, first):
        led = layout.labels[link - 1] in verb.grammar.preposition  # 'a boat in which, he said, nobody had sailed'
        return (first, first) if led else (link, first)
    small = verb.lexicon.words.small
    told = layout.lowers[link - 1] in small.being | small.being_short  # 'That's why, she said, he left'
    if layout.labels[link] in verb.grammar.preposition and has_verb(layout, verb.lexicon, start, link):
        return first, first  # 'His words were for the critics, including, he said, “those who tweet”'
    opens = layout.labels[link] in verb.grammar.clause_marks and layout.tags[link] in verb.grammar.before_subject_tags
    return (first, first) if opens and not told else before


def opens_relative(layout: Layout, lexicon: Lexicon, first: int) -> bool:
    """'They hired Birch, who, | she said, had no idea': is the word before the comma before a cue a relative one?"""
    grammar, link = lexicon.words.grammar, first - 2
    if link < 0 or layout.texts[first - 1] not in COMMAS:
        return False
    relative = layout.tags[link] in grammar.question_tags - grammar.question_adverb_tags
    return relative and layout.lowers[link] in lexicon.words.pronouns.relative


def inserted(verb: Verb) -> Content | None:
    """'The bridge, said Soir, a plumber, was unsafe': the sentence around a cue whose source stands after it."""
    layout, source, at = verb.layout, verb.source, verb.token.i
    start, end = verb.sentence
    if source is None or source[0] != at + 1 or at - 1 <= start or layout.texts[at - 1] not in COMMAS:
        return None
    if at - start > LONGEST_OPENING or has_verb(layout, verb.lexicon, start, at) or layout.run_of[at - 2] >= 0:
        return None
    last = _goes_on(verb, past_partners(layout, verb.lexicon, source[1]), end)
    if last is None:
        return trimmed(layout, (start, at)) if _is_brief(verb, source[1]) else None
    return trimmed(layout, (start, at)) + trimmed(layout, (last, end))


def _is_brief(verb: Verb, last: int) -> bool:
    """'Not so fast, says Soir, a plumber who was there.': a few words before the cue, and after it who says them."""
    layout, words, (start, end) = verb.layout, verb.lexicon.words, verb.sentence
    scene = layout.tags[start] in words.grammar.preposition_tags or layout.lowers[start] in words.scene.settings
    beside = words.grammar.apposition | words.grammar.preposition
    roles = max((int(c.right_edge.i) + 1 for c in layout.tokens[last - 1].children if c.dep_ in beside), default=last)
    done = all(layout.tokens[i].is_punct for i in range(max(roles, last), end))
    return FEWEST_BRIEF <= verb.token.i - start <= MOST_BRIEF and not scene and "say" in verb.groups and done


def _goes_on(verb: Verb, after: int, end: int) -> int | None:
    """'…, said Soir, a plumber | , was unsafe': the comma before the verb of the sentence that a cue interrupts."""
    layout, relative = verb.layout, verb.lexicon.words.pronouns.relative
    last = min(end, after + LONGEST_INSERTED)
    commas = [i for i in range(after, last - 1) if layout.texts[i] in COMMAS]
    if not commas or commas[0] != after:
        return None
    for comma, until in zip(commas, [*commas[1:], last], strict=True):
        first = comma + 1
        told = next(
            (i for i in range(first, until) if _begins_clause_of_role(verb, i)), until
        )  # ', a plumber who was ill'
        if layout.lowers[first] not in relative and has_verb(layout, verb.lexicon, first, told):
            return comma
    return None


def _begins_clause_of_role(verb: Verb, i: int) -> bool:
    """'…, said Soir, a plumber | who was there'."""
    grammar, token = verb.grammar, verb.layout.tokens[i]
    noun = token.head.head
    relative = verb.layout.lowers[i] in verb.lexicon.words.pronouns.relative and token.dep_ in grammar.subject
    return relative and noun.i < i and noun.dep_ in grammar.apposition


def sentence_before(verb: Verb) -> Content | None:
    """'…, he said.' and '…, said Soir.': a cue after a comma near the end of a sentence that has another verb."""
    source, layout = verb.source, verb.layout
    if source is None:
        return None
    start, _ = verb.sentence
    first = min(source[0], verb.token.i)
    if layout.lowers[first - 1] in verb.lexicon.words.small.as_put and first - 2 > start:
        first -= 1  # '…, as the minister put it'
    after_comma = first - 1 > start and layout.texts[first - 1] in COMMAS_AND_CLOSERS
    near = abs(verb.token.i - source[1]) < FARTHEST_SOURCE
    ends = after_comma and near and has_verb(layout, verb.lexicon, start, first)
    if not ends or _is_relative(verb, source) or thing_of(layout, verb.lexicon, verb.token) is not None:
        return None
    if _is_beside_clause(verb, first):
        return None
    content = before_cue(verb)
    return None if _only_opens(verb, content) else content


def _is_relative(verb: Verb, source: Range) -> bool:
    """'… that there are “some people” who feel that way': such a clause says nothing of what stands before it."""
    words = verb.lexicon.words
    relative = words.pronouns.relative | words.pronouns.relative_owner
    first = verb.layout.lowers[int(verb.token.left_edge.i)]  # 'the Front, | whose spokesman, Abel, denied it'
    return verb.token.dep_ in words.grammar.modifier_clause and not relative.isdisjoint(
        (verb.layout.lowers[source[0]], first)
    )


def before_cue(verb: Verb) -> Content:
    """The sentence up to the cue and its source, and what goes on after them with a verb of its own."""
    layout, source, at = verb.layout, verb.source, verb.token.i
    start, end = verb.sentence
    if source and source[0] <= start and source[1] <= at:
        return ()  # 'Soir, asked whether he would go, said no'
    first = at
    if source and start < source[0] < at and at - source[1] <= LONGEST_APPOSITION:
        first = role_before(layout, verb.lexicon, start, source) or source[0]
    if layout.texts[first - 1] in PARTS:
        return ()  # 'Marlow said it was full; passengers told another story'
    content = trimmed(layout, (start, before_role(layout, verb.lexicon, start, first)))
    relative = opens_relative(layout, verb.lexicon, first)
    content = () if relative else content
    last = max(at + 1, source[1] if source and source[1] <= end else 0)
    last = _after_role(verb, last, end)
    goes_on = last + 1 < end and layout.texts[last] == "," and layout.tags[last + 1] not in verb.grammar.participle_tags
    if (content or relative) and goes_on and _has_main_verb(verb, last + 1, end):
        return content + trimmed(
            layout, (last + 1, end)
        )  # but not '“…,” she said, | showing off the hat they gave her'
    return content


def _has_main_verb(verb: Verb, start: int, end: int) -> bool:
    """'…, said Soir, of Orm Bank, | and a Conservative who led it': no verb but one that tells who somebody is."""
    grammar, tokens = verb.grammar, verb.layout.tokens
    finite = (tokens[i] for i in range(start, end) if verb.layout.tags[i] in grammar.finite_tags)
    if verb.layout.labels[start] not in grammar.coordination:
        return next(finite, None) is not None
    return any(all(t.dep_ not in grammar.modifier_clause for t in (one, one.head) if t.i >= start) for one in finite)


def _only_opens(verb: Verb, content: Content) -> bool:
    """'When Marlow said it was full, passengers laughed': a clause that opens a sentence is not what its verb says."""
    if len(content) != 1:
        return False
    first, last = content[0]
    first += verb.layout.labels[first] in verb.grammar.coordination  # 'But when Marlow …'
    opens = verb.layout.lowers[first] in verb.lexicon.clause_openers and verb.layout.run_of[first] < 0
    part = next((i for i in range(first, last) if verb.layout.texts[i] == ","), last)
    opens = opens and has_verb(verb.layout, verb.lexicon, first, part)  # not 'After a year, it was over'
    return opens and next(main_clauses(verb.layout, verb.lexicon, content[0]), None) is None


def _after_role(verb: Verb, last: int, end: int) -> int:
    """'“…,” said Soir, of Orm Bank, | who has a “sell” rating |, …': after what tells who the source is."""
    layout, grammar, source = verb.layout, verb.grammar, verb.source
    if source is None or source[1] != last:
        return last
    beside = grammar.apposition | grammar.modifier_clause | grammar.preposition
    roles = [c for c in layout.head(source).children if c.dep_ in beside]
    for _ in roles:
        after = last + (last < end and layout.texts[last] == ",")
        last = max((int(c.right_edge.i) + 1 for c in roles if c.left_edge.i == after), default=last)
    return min(last, end)


def before_role(layout: Layout, lexicon: Lexicon, start: int, end: int) -> int:
    """'“We are not ready,” | Tarn chief economist Ida Soir said': where the words for the speaker begin."""
    first = next((i for i in range(end - 1, max(start, end - LONGEST_ROLE) - 1, -1) if layout.run_of[i] >= 0), None)
    run = layout.runs[layout.run_of[first]] if first is not None else None
    if run is None or run.close >= end or not ({layout.texts[run.end - 1], layout.texts[run.close]} & ROLE_MARKS):
        return end
    plain = not any(layout.texts[i] in EDGES for i in range(run.close + 1, end))
    return run.close if plain and not has_verb(layout, lexicon, run.close, end) else end


LONGEST_ROLE = 12  # tokens between a quotation and the name of who speaks
ROLE_MARKS = frozenset(",?!")
