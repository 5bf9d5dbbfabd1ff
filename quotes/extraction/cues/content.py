"""What a verb reports, as the parse shows it: one function for each shape in which it can hang on the verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quotes.extraction.cues.cue import Shape
from quotes.extraction.layout import Content, Layout, Range
from quotes.extraction.lexicon import Grammar, Lexicon
from quotes.extraction.mentions import past_partners
from quotes.extraction.tokens import Token

LONGEST_APPOSITION = 25  # tokens between a source and its verb
FEWEST_BRIEF, MOST_BRIEF = 3, 8  # tokens of what is said without a verb, with its comma
LONGEST_OPENING = 40  # tokens of a sentence before a cue that interrupts it
LONGEST_INSERTED = 60  # tokens from the source of such a cue to where the sentence goes on
FARTHEST_SOURCE = 12  # tokens from a verb after its sentence to the end of its source
FARTHEST_THAT = 12  # tokens from the word after a verb to the 'that' of a clause that the parser hung elsewhere
FARTHEST_SUBJECT = 6  # tokens from a verb to the subject of a clause that the parser hung elsewhere
COMMAS = frozenset(",–—") | {"--"}
PARTS = frozenset(";")
COMMAS_AND_CLOSERS = frozenset(",”\"'’") | {"''"}


@dataclass(frozen=True)
class Verb:
    """A verb that reports, and the range that names its source, if the parse shows one."""

    layout: Layout
    lexicon: Lexicon
    token: Token
    groups: frozenset[str]
    source: Range | None

    @property
    def grammar(self) -> Grammar:
        return self.lexicon.words.grammar

    @property
    def sentence(self) -> Range:
        return self.layout.sentences[self.layout.sentence_of[self.token.i]]


def reported(verb: Verb) -> tuple[Shape, Content]:
    """What the verb reports, and the shape in which it does: the first that fits."""
    for shape, find in SHAPES:
        content = find(verb)
        if content is not None:
            return shape, content
    return "none", ()


def clause_before(verb: Verb) -> Content | None:
    """'There was no discussion of a meeting, he said': the clause stands before the cue."""
    clauses = [c.i for c in verb.token.children if c.dep_ in verb.grammar.clause]
    content = before_cue(verb) if clauses and max(clauses) < verb.token.i else ()
    return None if _only_opens(verb, content) else content or None


def clause_after(verb: Verb) -> Content | None:
    """'He said that the ferry would sail'."""
    at = verb.token.i
    after = [c for c in verb.token.children if c.dep_ in verb.grammar.clause and c.i > at]
    if not after or all(_only_names(verb, clause) or _has_none(verb, clause) for clause in after):
        return None
    end = max(c.right_edge.i for c in after) + 1
    start = max(min(c.left_edge.i for c in after), at + 1)
    start = _after_relative(verb, _with_fronted(verb, _with_subject(verb, start)), end)
    while end > start + 1 and verb.layout.labels[end - 1] in verb.grammar.coordination:
        end -= 1  # 'said it was safe – but | insists …'
    return trimmed(verb.layout, (start, end))


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
    """'denied any such offer | had been made': a clause whose subject the parser took for the verb's object."""
    grammar, first = verb.grammar, verb.layout.tokens[start]
    if first.dep_ not in grammar.auxiliary or first.tag_ not in grammar.finite_tags:
        return start
    own = first.head.children_as(grammar.subject)
    before = (c for c in verb.token.children if c.dep_ in grammar.object and c.right_edge.i + 1 == start)
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
    """'told the inquest | that the brakes had failed': a clause that the parser hung on who is told it."""
    grammar, forms = verb.grammar, verb.lexicon.cue_forms.get(verb.token.lower_, ())
    if not any(form.lemma in verb.lexicon.words.cues.addressing for form in forms):
        return None
    told = (c for c in verb.token.children if c.dep_ in grammar.object and c.i > verb.token.i)
    for clause in (c for noun in told for c in noun.children if c.dep_ in grammar.modifier_clause | grammar.clause):
        own = any(c.i < clause.i for c in clause.children_as(grammar.subject))
        if own and is_that_clause(verb.lexicon, clause):
            return trimmed(verb.layout, (int(clause.left_edge.i), int(clause.right_edge.i) + 1))
    return None


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
    relative = layout.tags[link] in verb.grammar.question_tags - verb.grammar.question_adverb_tags
    if relative and layout.lowers[link] in verb.lexicon.words.pronouns.relative:
        return link, first
    small = verb.lexicon.words.small
    told = layout.lowers[link - 1] in small.being | small.being_short  # 'That's why, she said, he left'
    opens = layout.labels[link] in verb.grammar.clause_marks and layout.tags[link] in verb.grammar.before_subject_tags
    return (first, first) if opens and not told else before


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
    if not ends or _is_relative(verb, source):
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
    if layout.tags[i] not in grammar.infinitive_tags or layout.tags[i + 1] not in grammar.base_tags:
        return None
    return i - (i > first and layout.lowers[i - 1] in lexicon.words.unmade.negative)


def names_deed(preposition: Token, grammar: Grammar) -> bool:
    """'of hiding the bill': a preposition before an action."""
    return any(
        child.dep_ in grammar.preposition_object and child.tag_ in grammar.participle_tags
        for child in preposition.children
    )


SHAPES: tuple[tuple[Shape, Callable[[Verb], Content | None]], ...] = (
    ("around", inserted),
    ("after", clause_before),
    ("around", parted_clause),
    ("clause", clause_after),
    ("clause", late_clause),
    ("around", parenthetical),
    ("infinitive", infinitive),
    ("clause", deed_named),
    ("after", sentence_before),
    ("clause", clause_beyond),
    ("clause", clause_of_hearer),
    ("object", objects),
)


def before_cue(verb: Verb) -> Content:
    """The sentence up to the cue and its source, and what goes on after them with a verb of its own."""
    layout, source, at = verb.layout, verb.source, verb.token.i
    start, end = verb.sentence
    if source and source[0] <= start and source[1] <= at:
        return ()  # 'Soir, asked whether he would go, said no'
    first = at
    if source and start < source[0] < at and at - source[1] <= LONGEST_APPOSITION:
        first = source[0]
    if layout.texts[first - 1] in PARTS:
        return ()  # 'Marlow said it was full; passengers told another story'
    content = trimmed(layout, (start, before_role(layout, verb.lexicon, start, first)))
    last = max(at + 1, source[1] if source and source[1] <= end else 0)
    last = _after_role(verb, last, end)
    goes_on = last + 1 < end and layout.texts[last] == "," and layout.tags[last + 1] not in verb.grammar.participle_tags
    if content and goes_on and has_verb(layout, verb.lexicon, last + 1, end):
        return content + trimmed(
            layout, (last + 1, end)
        )  # but not '“…,” she said, | showing off the hat they gave her'
    return content


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


def has_verb(layout: Layout, lexicon: Lexicon, start: int, end: int) -> bool:
    """Does a finite verb stand in this range?"""
    finite = lexicon.words.grammar.finite_tags
    return any(tag in finite for tag in layout.tags[start:end])


def main_clauses(layout: Layout, lexicon: Lexicon, rest: Range) -> Iterator[int]:
    """The commas after which the main clause may begin, of which one must be there: those before a noun come first."""
    grammar, (start, end) = lexicon.words.grammar, rest
    on = lexicon.words.pronouns.relative | lexicon.words.pronouns.relative_owner | lexicon.words.small.parts
    loose = grammar.participle_tags | grammar.past_participle_tags | grammar.following_tags
    spare: list[int] = []
    for i in range(start + 1, end - 1):
        if layout.hidden[i] or layout.texts[i] != ",":
            continue
        goes_on = layout.labels[i + 1] in grammar.coordination or layout.lowers[i + 1] in on
        if goes_on or not has_verb(layout, lexicon, start, i) or not has_verb(layout, lexicon, i + 1, end):
            continue
        if layout.tags[i + 1] in loose:
            spare.append(i)
            continue
        yield i
    yield from spare


def without(content: Content, source: Range) -> Content:
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


def trimmed(layout: Layout, span: Range) -> Content:
    """The range without white space, marks and commas at its edges; nothing if nothing is left."""
    start, end = span
    doc = layout.tokens
    while start < end and (doc[start].is_space or doc[start].text in EDGES):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in EDGES or doc[end - 1].text == "."):
        end -= 1
    return ((start, end),) if start < end else ()
