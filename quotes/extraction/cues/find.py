"""Cues and what they report: 'X said that …', '…, she said', 'according to Y', 'adding that …'."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from quotes.extraction.cues.around import COMMAS, COMMAS_AND_CLOSERS, PARTS
from quotes.extraction.cues.beside_quotation import within_marks, without_asides
from quotes.extraction.cues.clauses import clause_head
from quotes.extraction.cues.cue import Cue
from quotes.extraction.cues.denials import denial, judgement
from quotes.extraction.cues.ends import Ending, ending_of, leads_next
from quotes.extraction.cues.in_headlines import headline_cue
from quotes.extraction.cues.phrases import according, noun_cue, per, put_shortly, view
from quotes.extraction.cues.ranges import has_verb, in_one_tense, trimmed
from quotes.extraction.cues.subject import can_speak
from quotes.extraction.cues.tails import beside_marks, passed_on
from quotes.extraction.cues.verbs import closing_verb, does_as_noun, plural_inverted, verb_cue
from quotes.extraction.layout import Layout, Range
from quotes.extraction.lexicon import Lexicon
from quotes.extraction.mentions import phrase_start
from quotes.extraction.tokens import Token

CUE_REACH_TOKENS = 150  # of a sentence in which a cue is looked for after another


def find_cues(layout: Layout, lexicon: Lexicon) -> list[Cue]:
    """Every cue outside hidden quotations, in text order."""
    words, hidden = lexicon.cue_words, layout.hidden
    places = (i for i, word in enumerate(layout.lowers) if word in words and not hidden[i])
    found = (within_marks(layout, cue) for i in places if (cue := _cue_at(layout, lexicon, i)))
    cues = [without_asides(layout, lexicon, cue) for cue in found]
    verbs = [cue.verb for cue in cues]
    near = [cues[bisect_left(verbs, v - CUE_REACH_TOKENS) : bisect_left(verbs, v + CUE_REACH_TOKENS)] for v in verbs]
    own = [
        _own(layout, lexicon, _cut_at_tail(layout, lexicon, cue, around), around)
        for cue, around in zip(cues, near, strict=True)
    ]
    joined = {cue.verb: _joined(layout, lexicon, cue, around) for cue, around in zip(own, near, strict=True)}
    whose = {other.verb: cue.source for cue in own if (other := joined[cue.verb])}
    added = {verb: cue.source for cue in own if (verb := _added(layout, lexicon, cue)) is not None}
    own = [_after(cue) if cue.verb in added else cue for cue in own]
    whose |= added
    ended = [_ending_before(layout, lexicon, cue, joined[cue.verb]) for cue in own]
    ended = [_cut_at_next(layout, lexicon, cue, around) for cue, around in zip(ended, near, strict=True)]
    endings = [ending_of(layout, lexicon, cue, around) for cue, around in zip(ended, near, strict=True)]
    whose |= _who_goes_on(layout, lexicon, ended, endings)
    ended = [_over(layout, cue, end) for cue, end in zip(ended, endings, strict=True)]
    return [replace(cue, source=whose[cue.verb]) if whose.get(cue.verb) else cue for cue in ended]


def _who_goes_on(
    layout: Layout, lexicon: Lexicon, cues: Sequence[Cue], endings: Sequence[Ending | None]
) -> dict[int, Range | None]:
    """By the verbs that go on, who says it: of 'urged those at home to call, | adding that …' who urged, not they; of
    'have hit out at plans to charge for it, | calling them a gift' who hit out.
    """
    finite, base = lexicon.words.grammar.finite_tags, lexicon.words.grammar.base_tags
    pairs = [(cue, end) for cue, end in zip(cues, endings, strict=True) if end and cue.source]
    able = {cue.verb for cue, _ in pairs if cue.source and can_speak(layout, lexicon, layout.head(cue.source))}
    pairs.sort(
        key=lambda pair: (
            pair[0].verb in able,  # of 'added no proof showed it, | saying that …' not the proof
            layout.tags[pair[0].verb] in finite,
            layout.tags[pair[0].verb] not in base,
            pair[0].verb,
        )
    )
    return {verb: cue.source for cue, end in pairs for verb in end.verbs}


def _added(layout: Layout, lexicon: Lexicon, cue: Cue) -> int | None:
    """'Prices will fall, Soir said, | calling it a gift': the verb of what the speaker says next, after a cue."""
    if cue.shape not in ("after", "around") or cue.source is None:
        return None
    last = max(cue.tokens[-1] + 1, cue.source[1])
    if last + 1 >= len(layout.texts) or layout.texts[last] != ",":
        return None
    tag, word = layout.tags[last + 1], layout.lowers[last + 1]
    return last + 1 if tag in lexicon.words.grammar.participle_tags and word in lexicon.cue_forms else None


def _after(cue: Cue) -> Cue:
    """The 'calling' of '…, Soir said, calling it a gift', of which nothing stands before it."""
    before = cue.content and cue.content[0][0] < cue.verb
    return replace(cue, shape="none", content=()) if before else cue


def _over(layout: Layout, cue: Cue, end: Ending | None) -> Cue:
    """'said it would sail, | stressing that …': a cue without what stands after the end of its report."""
    return cue if end is None else replace(_cut_at(layout, cue, end.at), over=end.at)


def _cut_at(layout: Layout, cue: Cue, end: int) -> Cue:
    parts = (trimmed(layout, (start, min(last, end))) for start, last in cue.content if start < end)
    return replace(cue, content=tuple(place for part in parts for place in part) or cue.content)


def _cue_at(layout: Layout, lexicon: Lexicon, i: int) -> Cue | None:
    """The cue that a word is or begins, by the first reading that it allows."""
    token, word = layout.tokens[i], layout.lowers[i]
    phrases, grammar = lexicon.words.phrases, lexicon.words.grammar
    if word == lexicon.according[0]:
        return according(layout, lexicon, token)
    if word in phrases.per:
        return per(layout, lexicon, token)
    if word in phrases.views and token.dep_ in grammar.preposition_object:
        seen = view(layout, lexicon, token)
        if (
            seen is not None or token.tag_ not in grammar.participle_tags
        ):  # 'in her telling', 'after telling them that …'
            return seen
    if word in lexicon.denying and (cue := denial(layout, lexicon, token)):
        return cue
    forms = lexicon.cue_forms.get(word, ())
    if forms and (cue := judgement(layout, lexicon, token, forms)):
        return cue
    if forms and (beside := beside_marks(layout, lexicon, token, forms)):
        return beside
    if forms and (passed := passed_on(layout, lexicon, token, forms)):
        return passed
    if forms and (short := headline_cue(layout, lexicon, token, forms)):
        return short
    if forms and (closing := closing_verb(layout, lexicon, token, forms)):
        return closing
    if forms and (inverted := plural_inverted(layout, lexicon, token, forms)):
        return inverted
    if word in lexicon.words.nouns.put and (cue := put_shortly(layout, lexicon, token)):
        return cue
    if word in lexicon.noun_forms and token.tag_ in grammar.common_noun_tags and not does_as_noun(lexicon, token):
        return noun_cue(layout, lexicon, token)
    return verb_cue(layout, lexicon, token, forms) if forms else None


def _cut_at_tail(layout: Layout, lexicon: Lexicon, cue: Cue, cues: list[Cue]) -> Cue:
    """'Brekke said … crews, Marlow added', 'Brekke said “it is …,” according to Marlow': what Brekke said ends before
    the cue after the whole sentence.
    """
    if cue.shape != "clause":
        return cue
    for tail in cues:
        if tail.shape not in ("after", "phrase") or tail.source is None:
            continue
        first = min(phrase_start(layout, lexicon.words.grammar, tail.source), tail.verb)
        if not tail.holds(cue.verb) or cue.verb > first:
            continue
        content = tuple((start, min(end, first - 1)) for start, end in cue.content if start < first - 1)
        cut = bool(content) and any(start < first < end for start, end in cue.content)
        last = all(end <= first for _, end in tail.content)  # '…, the company announced'
        over = last and (tail.shape == "phrase" or (not cut and tail.groups & PLAINLY and tail.verb == tail.tokens[-1]))
        if cut or over:
            return replace(cue, content=content if cut else cue.content, over=first if over else cue.over)
    return cue


def _own(layout: Layout, lexicon: Lexicon, cue: Cue, cues: list[Cue]) -> Cue:
    """A cue after its words, without what stands before or after it and is another's."""
    parted = _without_last(layout, _without_next(layout, lexicon, cue, cues), cues)
    parted = _only_words(layout, lexicon, parted, cues)
    return _before_semicolon(layout, lexicon, parted, cues)


def _before_semicolon(layout: Layout, lexicon: Lexicon, cue: Cue, cues: list[Cue]) -> Cue:
    """'Fares, the firm says, will rise | ; unions warn that few will ride'."""
    if cue.shape != "around" or not cue.content:
        return cue
    start, end = max(cue.verb, cue.content[-1][0]), min(cue.content[-1][1], cue.verb + CUE_REACH_TOKENS)
    for i in range(start, end):
        if layout.texts[i] in PARTS and not layout.hidden[i] and leads_next(layout, lexicon, cue, cues, i + 1):
            return _cut_at(layout, cue, i)
    return cue


def _without_next(layout: Layout, lexicon: Lexicon, cue: Cue, cues: list[Cue]) -> Cue:
    """'“…,” said Brandt, but Marlow said “…”': what stands after a cue is not its source's if another says it."""
    after = [place for place in cue.content if place[0] > cue.verb]
    if cue.shape not in ("after", "around") or not after:
        return cue
    if cue.shape == "around" and layout.labels[after[0][0]] not in lexicon.words.grammar.coordination:
        return cue
    for other in cues:
        own = other.source is not None and other.shape != "after" and "say" in other.groups
        if own and layout.tags[other.verb] in lexicon.words.grammar.finite_tags and _leads(other, after[0]):
            return replace(cue, content=tuple(place for place in cue.content if place not in after))
    return cue


def _only_words(layout: Layout, lexicon: Lexicon, cue: Cue, cues: list[Cue]) -> Cue:
    """'Soir described it as | “a trap. It hurts,” | he said': the writer's sentence before the words is not his."""
    source, grammar = cue.source, lexicon.words.grammar
    if cue.shape != "after" or source is None or not cue.content:
        return cue
    first = min(source[0], cue.verb)
    run = layout.runs[layout.run_of[first - 1]] if layout.run_of[first - 1] >= 0 else None
    if run is None or run.close != first:
        return cue
    if run.open and layout.texts[run.open - 1] in OPENING:  # 'It drew anger (“I want it back,” wrote Soir)'
        return replace(cue, content=((run.open, run.close),), settled=True)
    if layout.tags[source[0]] not in grammar.pronoun_tags:
        return cue
    start = cue.content[0][0]
    told = (o for o in cues if o.source and o.groups & JOINED and start <= o.source[0] <= start + LINKS)
    before = (o for o in told if o.verb < run.open and layout.tags[o.verb] in grammar.finite_tags)
    if any(o.holds(run.start) or _leads_to(layout, lexicon, o, run.open) for o in before):
        return replace(cue, content=((run.open, run.close),), settled=True)
    return cue


def _leads_to(layout: Layout, lexicon: Lexicon, cue: Cue, end: int) -> bool:
    """'Soir praised her “faith” – | “a faith that shows,” he said': do only things stand between?"""
    joined = any(layout.labels[i] in lexicon.words.grammar.coordination for i in range(cue.verb, end))
    return "describe" in cue.groups and not joined and not has_verb(layout, lexicon, cue.verb + 1, end)


OPENING = frozenset("([")
PLAINLY = frozenset(("say",))
LINKS = 2  # words before a clause that join it ('but later Marlow said')


def _leads(cue: Cue, place: Range) -> bool:
    """Do the source and the cue begin a range?"""
    start, end = place
    assert cue.source is not None
    return start <= cue.source[0] <= start + LINKS and cue.source[0] < cue.verb < end


def _without_last(layout: Layout, cue: Cue, cues: list[Cue]) -> Cue:
    """'“…,” said Brandt; “…,” said Marlow': of two sentences in one, each with its cue, the second is hers alone."""
    if cue.shape != "after" or not cue.content or cue.content[0][1] > cue.verb:
        return cue
    (start, end), *rest = cue.content
    first = max(start, end - CUE_REACH_TOKENS)
    cut = next((i for i in range(end - 1, first, -1) if layout.texts[i] in PARTS and not layout.hidden[i]), None)
    if cut is None or not any(o.source and start <= o.source[0] < cut and start <= o.verb < cut for o in cues):
        return cue
    return replace(cue, content=(*trimmed(layout, (cut + 1, end)), *rest))


def _joined(layout: Layout, lexicon: Lexicon, cue: Cue, cues: list[Cue]) -> Cue | None:
    """'said he had read it and called it “a gift”': a cue in a tense that the clause before it cannot share."""
    grammar, verb = lexicon.words.grammar, layout.tokens[cue.verb]
    tenses = grammar.past_tags if verb.tag_ in grammar.past_participle_tags else frozenset((verb.tag_,))
    clause = clause_head(grammar, verb) if cue.shape == "clause" else None
    if clause is None or tenses.isdisjoint(grammar.finite_tags - grammar.modal_tags):
        return None
    for other in (other for other in cues if layout.tokens[other.verb].head is clause):
        token = layout.tokens[other.verb]
        simple = token.tag_ in tenses and (
            _of_other_time(lexicon, clause, token) or _says_next(layout, lexicon, cue, clause, other)
        )
        linked = any(layout.labels[i] in grammar.coordination for i in range(other.verb - LINKS, other.verb))
        perfect = _goes_on_in_perfect(lexicon, verb, clause, token)
        if (perfect or (other.groups & JOINED and simple)) and linked and cue.holds(other.verb):
            return other
    return None


def _goes_on_in_perfect(lexicon: Lexicon, cue: Token, clause: Token, other: Token) -> bool:
    """'has said that it will close | and has asked them to wait': in the perfect of the cue, unlike its clause."""
    grammar = lexicon.words.grammar
    own, of_clause, next_one = ({c.lower_ for c in v.children_as(grammar.auxiliary)} for v in (cue, clause, other))
    shared = own & next_one
    participles = cue.tag_ in grammar.past_participle_tags and other.tag_ in grammar.past_participle_tags
    return participles and bool(shared) and shared.isdisjoint(of_clause) and not other.children_as(grammar.subject)


def _cut_at_next(layout: Layout, lexicon: Lexicon, cue: Cue, cues: list[Cue]) -> Cue:
    """'Marlow said it was safe | and Vane said …', 'Though he said so, | Vane denied …', 'said so, | adding that …'.

    The parser often hangs the next report on the clause that this one reports.
    """
    if cue.shape != "clause" or not cue.content:
        return cue
    after = (other for other in cues if other.verb > cue.verb and cue.holds(other.verb))
    first = next((place for o in after if (place := _next_report(layout, lexicon, cue, o)) is not None), None)
    if first is None:
        return cue
    return _cut_at(layout, cue, first)


def _next_report(layout: Layout, lexicon: Lexicon, cue: Cue, other: Cue) -> int | None:
    """Where another report begins that the cue does not report: its link or its first word."""
    grammar, same = lexicon.words.grammar, in_one_tense(layout, lexicon, cue.verb, other.verb)
    if _is_spliced(layout, lexicon, cue, other):
        return phrase_start(layout, grammar, other.source or (other.verb, other.verb)) - 1
    if "say" not in other.groups or other.shape not in ("clause", "object", "infinitive"):
        return None
    if other.lemma in lexicon.words.cues.more and layout.tags[other.verb] in grammar.participle_tags:
        return other.verb if layout.texts[other.verb - 1] in COMMAS_AND_CLOSERS else None
    if other.source is None or not same or not cue.verb < other.source[0] < other.verb == other.source[1]:
        return None
    before = phrase_start(layout, grammar, other.source) - 1
    if layout.labels[before] in grammar.coordination and _links_clauses(layout, lexicon, cue, other):
        return before
    if layout.lowers[before] in lexicon.words.small.beside and layout.texts[before - 1] in COMMAS:
        return before
    marked = any(c.dep_ in grammar.clause_marks and c.i < cue.verb for c in layout.tokens[cue.verb].children)
    return before if marked and layout.texts[before] in COMMAS else None


def _is_spliced(layout: Layout, lexicon: Lexicon, cue: Cue, other: Cue) -> bool:
    """'Marlow said it was late |, former mayor Ida Soir called it “a farce”': a comma alone between two reports, which
    the parse has both hang on the first.
    """
    grammar, verb = lexicon.words.grammar, layout.tokens[other.verb]
    if other.source is None or not cue.verb < other.source[0] < other.verb == other.source[1]:
        return False
    before = phrase_start(layout, grammar, other.source) - 1
    own = grammar.object | grammar.clause | grammar.predicate
    return (
        layout.texts[before] == ","
        and verb.head.i == cue.verb
        and verb.dep_ in grammar.clause
        and layout.tags[other.source[1] - 1] in grammar.name_tags
        and any(child.i < before for child in verb.head.children_as(grammar.clause))
        and any(child.i > verb.i for child in verb.children_as(own))
    )


def _links_clauses(layout: Layout, lexicon: Lexicon, cue: Cue, other: Cue) -> bool:
    """Not 'said that Marlow had gone and that Vane said …', where a 'that' before both says whose they are."""
    small = lexicon.words.small.that
    return not any(layout.lowers[i] in small for i in range(other.verb - LINKS - 2, other.verb))


def _ending_before(layout: Layout, lexicon: Lexicon, cue: Cue, other: Cue | None) -> Cue:
    """'said he had read it | and called it “a gift”': a cue whose report ends before one that is joined to it."""
    if other is None:
        return cue
    joins = lexicon.words.grammar.coordination
    links = (i for i in range(other.verb - LINKS, other.verb) if layout.labels[i] in joins and cue.holds(i))
    link = next(links, other.verb - 1 if cue.holds(other.verb - 1) else other.verb)
    cut = (trimmed(layout, (start, min(end, link))) for start, end in cue.content if start < link)
    return replace(cue, content=tuple(place for part in cut for place in part))


JOINED = frozenset(("say", "describe"))


def _of_other_time(lexicon: Lexicon, clause: Token, cue: Token) -> bool:
    """'would hold and calls', 'is safe and called', or 'had read' of a 'he' that is most likely the speaker."""
    grammar = lexicon.words.grammar
    before = [child for child in clause.children if child.i < clause.i]
    if any(child.tag_ in grammar.modal_tags for child in before):
        return True
    past = cue.tag_ in grammar.past_tags
    if clause.tag_ in grammar.finite_tags:
        return past != (clause.tag_ in grammar.past_tags) or _disagree(lexicon, clause, cue)
    if any(_disagree(lexicon, child, cue) for child in before if child.dep_ in grammar.auxiliary):
        return True  # 'says they have been hurt | and asks for help'
    perfect = any(child.dep_ in grammar.auxiliary and child.tag_ in grammar.past_tags for child in before)
    pronoun = any(child.dep_ in grammar.subject and child.tag_ in grammar.pronoun_tags for child in before)
    passive = any(child.dep_ in grammar.passive_auxiliary for child in before)
    turned = clause_head(grammar, cue) is not None and cue.nbor(-1).lower_ in lexicon.words.small.turning
    theirs = (pronoun and not passive) or turned
    return past and perfect and theirs and clause.tag_ in grammar.past_participle_tags


def _says_next(layout: Layout, lexicon: Lexicon, cue: Cue, clause: Token, other: Cue) -> bool:
    """'She said she was sorry and promised to stay away': what reports by itself, after a clause about the speaker."""
    grammar = lexicon.words.grammar
    negative = lexicon.words.unmade.negative  # 'she hasn | ’t'
    subjects = [c for c in clause.children_as(grammar.subject) if c.i < clause.i and c.lower_ not in negative]
    if other.shape not in REPORTS or "say" not in other.groups or cue.source is None or len(subjects) != 1:
        return False
    (subject,), speaker = subjects, layout.head(cue.source)
    if subject.tag_ not in grammar.pronoun_tags or subject.i >= other.verb:
        return False
    if speaker.tag_ in grammar.pronoun_tags:
        return subject.lower_ == speaker.lower_
    genders = (lexicon.words.pronouns.male, lexicon.words.pronouns.female)
    return any(subject.lower_ in gender for gender in genders) and speaker.tag_ not in grammar.plural_tags


REPORTS = frozenset(("clause", "infinitive"))


def _disagree(lexicon: Lexicon, verb: Token, other: Token) -> bool:
    """'they have | asks', 'it is | ask': verbs of the present that no subject can share."""
    present = lexicon.words.grammar.present_tags
    return verb.tag_ in present and other.tag_ in present and verb.tag_ != other.tag_
